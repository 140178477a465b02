"""The listing of `diff`: the differences between two points, by body or by kind."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from actiepunt.core import diff, events, labels
from actiepunt.core.diff import Difference
from actiepunt.core.events import Event
from actiepunt.core.labels import DayWriter
from actiepunt.core.model import Action, Register
from actiepunt.core.query import standing
from actiepunt.i18n import N_, _
from actiepunt.output import Column, Entry, Line, Listing
from actiepunt.text import fold
from actiepunt.views import actions, changes, meetings
from actiepunt.views.records import dated, joined, json_value

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


def listing(differences: Sequence[DiffRow], after: Register, today: date) -> Listing:
    """Return the listing of differences: by body in a pipe, and by kind on a terminal.

    Args:
        differences: The rows, in the order of `rows`.
        after: The register at the last point, for the deadlines that are meetings.
        today: The day on which they are seen.
    """
    bodies: dict[str, list[DiffRow]] = {}
    kinds: dict[str, list[DiffRow]] = {name: [] for name in KINDS}
    for row in differences:
        bodies.setdefault(row.body or _("no body"), []).append(row)
        kinds[row.kind].append(row)
    columns = [
        Column(_("what"), lambda row: _(KINDS[row.kind])),
        Column(_("number"), lambda row: row.difference.record.id),
        Column(_("action"), _name),
        dated(_("change"), _change),
    ]
    return Listing(
        "differences", bodies, columns, _screen(kinds, after, today), _record, lambda _row: "",
        empty=_("Nothing changed in between."),
        names=("body", "kind", "id", "uid", "summary", "times", "fields"),
    )  # fmt: skip


def _screen(kinds: Mapping[str, Sequence[DiffRow]], after: Register, today: date) -> Entry:
    """Return the form on a terminal: a record as its list shows it, and what changed below it."""
    calendar = after.meetings_by_id()

    def head(row: DiffRow) -> tuple[str, str, str]:
        shown = row.difference.record
        if isinstance(shown, Action):
            due = actions.short_day(standing(shown, calendar, today), today)
            return shown.id, due, shown.body
        return meetings.day(shown, today), meetings.time(shown), shown.what

    def parts(row: DiffRow) -> list[str]:
        shown = row.difference.record
        if not isinstance(shown, Action):
            return []
        told = row.difference.old is not None and row.difference.old.status != shown.status
        return actions.parts(standing(shown, calendar, today), {"status"} if told else ())

    return Entry(
        [
            Column("", lambda row: head(row)[0], toned=True),
            Column("", lambda row: head(row)[1], toned=True),
            Column("", lambda row: head(row)[2], most=10),
        ],
        parts,
        _text,
        {
            f"{_(KINDS[name]).capitalize()} ({len(found)})": found
            for name, found in kinds.items()
            if found
        },
        lambda row: _lines(row, lambda day: labels.short_day(day, today, _)),
    )


def _text(row: DiffRow) -> str:
    shown = row.difference.record
    return shown.summary if isinstance(shown, Action) else joined(shown.id, shown.location)


def _lines(row: DiffRow, write: DayWriter) -> list[Line]:
    """Return the lines that tell what changed in a record that was there and still is."""
    difference = row.difference
    if difference.old is None or difference.new is None:
        return []
    reworded = [
        _("before: {text}").format(text=field.old)
        for field in difference.fields
        if field.name == "summary"
    ]
    told = [line.text for line in changes.every(difference, write, without={"summary"})]
    return [*map(Line, [*reworded, *told, *_moves(row)])]


def _moves(row: DiffRow) -> list[str]:
    return [_("moved {count} times").format(count=row.times)] if row.times > 1 else []


def _name(row: DiffRow) -> str:
    record = row.difference.record
    return record.summary if isinstance(record, Action) else record.title or record.body


def _change(row: DiffRow, write: DayWriter) -> str:
    """Return the changed fields, old to new; the due or start of an added or removed record."""
    difference = row.difference
    if difference.old is None or difference.new is None:
        record = difference.record
        if isinstance(record, Action):
            return labels.value(record.due, _, write=write) if record.due else ""
        return changes.when(record, write)
    told = [line.text for line in changes.every(difference, write)]
    return "; ".join([*told, *_moves(row)])


def _record(row: DiffRow) -> dict[str, Any]:
    return {
        "body": row.body or None,
        "kind": row.kind,
        "id": row.difference.record.id,
        "uid": row.difference.record.uid,
        "summary": _name(row),
        "times": row.times,
        "fields": [
            {"field": field.name, "old": json_value(field.old), "new": json_value(field.new)}
            for field in row.difference.fields
            if field.name != "uid"
        ],
    }
