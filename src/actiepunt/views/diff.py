"""What changed between two points, as a secretary reads it out: per body, kind by kind."""

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

# In the order of reading, with the names that JSON uses.
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


class Row(NamedTuple):
    """One record that differs; `times` is how often its deadline moved in between."""

    kind: str
    found: Difference
    times: int

    @property
    def body(self) -> str:
        """Return the body of the record."""
        return self.found.record.body


def rows(before: Register, after: Register, times: Mapping[str, int]) -> list[Row]:
    """Return what differs, by body and in the order of reading."""
    found = [
        Row(kind(one), one, times.get(one.record.uid, 0)) for one in diff.between(before, after)
    ]
    order = list(KINDS)
    return sorted(found, key=lambda r: (fold(r.body), order.index(r.kind), r.found.record.id))


def kind(found: Difference) -> str:
    """Return of which kind a difference is (a key of `KINDS`)."""
    event = events.of(found)
    if found.is_action:
        return _OF_ACTIONS.get(event, "changed")
    return _OF_MEETINGS.get(event, "meeting changed")


def listing(found: Iterable[Row]) -> Listing:
    """Return the listing of what changed, under a heading for each body."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(row.body or _("no body"), []).append(row)
    columns = [
        Column(_("what"), lambda r: _(KINDS[r.kind]), most=12),
        Column(_("number"), lambda r: r.found.record.id, most=14),
        Column(_("action"), _name, most=0),
        Column(_("change"), _change, most=30),
    ]
    return Listing(
        "differences", groups, columns, columns, _record, lambda _row: "",
        empty=_("Nothing changed in between."),
    )  # fmt: skip


def _name(row: Row) -> str:
    record = row.found.record
    return record.summary if isinstance(record, Action) else record.title or record.body


def _change(row: Row) -> str:
    """Return the fields that make it of its kind, old to new."""
    if row.found.old is None or row.found.new is None:
        record = row.found.record
        when = record.due if isinstance(record, Action) else _start(record)
        return labels.value(when, _) if when else ""
    parts = [
        f"{labels.label(field.name, _)}: {labels.value(field.old, _, field.name)} → "
        f"{labels.value(field.new, _, field.name)}"
        for field in row.found.fields
        if field.name not in {"uid", "closed"}
    ]
    if row.found.is_moved:
        parts.append(f"{_('file')}: {row.found.old_file} → {row.found.new_file}")
    if row.times > 1:
        parts.append(_("moved {count} times").format(count=row.times))
    return "; ".join(parts)


def _start(meeting: Meeting) -> Any:
    start = meeting.start
    return labels.moment(start) if isinstance(start, datetime) else start or meeting.window


def _record(row: Row) -> dict[str, Any]:
    return {
        "body": row.body or None,
        "kind": row.kind,
        "id": row.found.record.id,
        "summary": _name(row),
        "times": row.times,
        "fields": [
            {"field": f.name, "old": json_value(f.old), "new": json_value(f.new)}
            for f in row.found.fields
            if f.name != "uid"
        ],
    }
