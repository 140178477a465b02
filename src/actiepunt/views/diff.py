"""The listing of `diff`: the differences between two points, by body and kind."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from actiepunt.core import diff, events, labels
from actiepunt.core.diff import Difference
from actiepunt.core.events import Event
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.i18n import N_, _
from actiepunt.output import Column, Listing
from actiepunt.text import fold
from actiepunt.views.records import json_value

# The kinds in the order of the listing: the name in JSON and the label for people.
KINDS = {
    "new": N_("new"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
    "reopened": N_("reopened"),
    "started": N_("in progress"),
    "deferred": N_("due moved"),
    "re-owned": N_("other owner"),
    "reworded": N_("reworded"),
    "noted": N_("noted"),
    "changed": N_("changed"),
    "archived": N_("to the archive"),
    "unarchived": N_("back from the archive"),
    "refiled": N_("to another file"),
    "removed": N_("removed"),
    "meeting added": N_("meeting added"),
    "meeting moved": N_("meeting moved"),
    "meeting cancelled": N_("meeting cancelled"),
    "meeting changed": N_("meeting changed"),
    "meeting removed": N_("meeting removed"),
}
_OF_ACTIONS = {
    Event.ADDED: "new",
    Event.REMOVED: "removed",
    Event.DONE: "done",
    Event.CANCELLED: "cancelled",
    Event.REOPENED: "reopened",
    Event.STARTED: "started",
    Event.DEFERRED: "deferred",
    Event.DATED: "deferred",
    Event.REASSIGNED: "re-owned",
    Event.REWORDED: "reworded",
    Event.NOTED: "noted",
    Event.ARCHIVED: "archived",
    Event.UNARCHIVED: "unarchived",
    Event.REFILED: "refiled",
}
_OF_MEETINGS = {
    Event.ADDED: "meeting added",
    Event.REMOVED: "meeting removed",
    Event.CANCELLED: "meeting cancelled",
    Event.PLANNED: "meeting moved",
    Event.MOVED: "meeting moved",
}


class DiffRow(NamedTuple):
    """A difference and its kind; `times` is how often its deadline was moved in between."""

    kind: str
    difference: Difference
    times: int

    @property
    def body(self) -> str:
        """The body of the record."""
        return self.difference.record.body


def rows(before: Register, after: Register, times: Mapping[str, int]) -> list[DiffRow]:
    """Return the differences by body, then by kind.

    `times` is how often a deadline was moved in between, by the uid of its action.
    """
    unsorted = [
        DiffRow(kind(difference), difference, times.get(difference.record.uid, 0))
        for difference in diff.between(before, after)
    ]
    order = list(KINDS)
    key = lambda row: (fold(row.body), order.index(row.kind), row.difference.record.id)  # noqa: E731
    return sorted(unsorted, key=key)


def kind(difference: Difference) -> str:
    """Return the kind of a difference, a key of `KINDS`."""
    event = events.of(difference)
    if difference.is_action:
        return _OF_ACTIONS.get(event, "changed")
    return _OF_MEETINGS.get(event, "meeting changed")


def listing(differences: Iterable[DiffRow]) -> Listing:
    """Return the listing of differences, with a group for each body."""
    groups: dict[str, list[DiffRow]] = {}
    for row in differences:
        groups.setdefault(row.body or _("no body"), []).append(row)
    columns = [
        Column(_("what"), lambda row: _(KINDS[row.kind]), most=12),
        Column(_("number"), lambda row: row.difference.record.id, most=14),
        Column(_("action"), _name, most=0),
        Column(_("change"), _change, most=30),
    ]
    return Listing(
        "differences", groups, columns, columns, _record, lambda _row: "",
        empty=_("Nothing changed in between."),
        names=("body", "kind", "id", "summary", "times", "fields"),
    )  # fmt: skip


def _name(row: DiffRow) -> str:
    record = row.difference.record
    return record.summary if isinstance(record, Action) else record.title or record.body


def _change(row: DiffRow) -> str:
    """Return the changed fields, old to new; the due or start of an added or removed record."""
    difference = row.difference
    if difference.old is None or difference.new is None:
        record = difference.record
        when = record.due if isinstance(record, Action) else _start(record)
        return labels.value(when, _) if when else ""
    parts = [
        f"{labels.label(field.name, _)}: {labels.value(field.old, _, field.name)} → "
        f"{labels.value(field.new, _, field.name)}"
        for field in difference.fields
        if field.name not in {"uid", "closed"}
    ]
    if difference.is_moved:
        parts.append(f"{_('file')}: {difference.old_file} → {difference.new_file}")
    if row.times > 1:
        parts.append(_("moved {count} times").format(count=row.times))
    return "; ".join(parts)


def _start(meeting: Meeting) -> Any:
    start = meeting.start
    return labels.moment(start) if isinstance(start, datetime) else start or meeting.window


def _record(row: DiffRow) -> dict[str, Any]:
    return {
        "body": row.body or None,
        "kind": row.kind,
        "id": row.difference.record.id,
        "summary": _name(row),
        "times": row.times,
        "fields": [
            {"field": field.name, "old": json_value(field.old), "new": json_value(field.new)}
            for field in row.difference.fields
            if field.name != "uid"
        ],
    }
