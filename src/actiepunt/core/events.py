"""The events that a difference of a record amounts to: a closed set of names.

Commit subjects, `log`, `diff`, `sync` and the counts of `stats` all use them, so that a change has
the same name everywhere.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from actiepunt.core.diff import Difference, Field
from actiepunt.core.model import ARCHIVE_DIR
from actiepunt.i18n import N_, Translate


class Event(StrEnum):
    """An event; the most important events come first.

    `DEFERRED` is a deadline that was moved or removed, `DATED` a first deadline. `PLANNED` is a
    meeting whose window gave way to a day. `REFILED` is a move between files that are both in the
    archive.
    """

    ADDED = "added"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    DONE = "done"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    STARTED = "started"
    PLANNED = "planned"
    MOVED = "moved"
    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    DEFERRED = "deferred"
    DATED = "dated"
    REASSIGNED = "reassigned"
    REWORDED = "reworded"
    NOTED = "noted"
    RENUMBERED = "renumbered"
    CHANGED = "changed"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    REFILED = "refiled"


LABELS: Mapping[Event, str] = {
    Event.ADDED: N_("added"),
    Event.REMOVED: N_("removed"),
    Event.WITHDRAWN: N_("withdrawn"),
    Event.RESTORED: N_("restored"),
    Event.DONE: N_("done"),
    Event.CANCELLED: N_("cancelled"),
    Event.REOPENED: N_("reopened"),
    Event.STARTED: N_("in progress"),
    Event.PLANNED: N_("planned"),
    Event.MOVED: N_("moved"),
    Event.CONFIRMED: N_("confirmed"),
    Event.TENTATIVE: N_("tentative"),
    Event.DEFERRED: N_("due moved"),
    Event.DATED: N_("due moved"),
    Event.REASSIGNED: N_("other owner"),
    Event.REWORDED: N_("reworded"),
    Event.NOTED: N_("noted"),
    Event.RENUMBERED: N_("renumbered"),
    Event.CHANGED: N_("changed"),
    Event.ARCHIVED: N_("to the archive"),
    Event.UNARCHIVED: N_("back from the archive"),
    Event.REFILED: N_("to another file"),
}
_ORDER = {event: place for place, event in enumerate(Event)}
# These name a whole difference, even where other fields changed too.
_DECISIVE = frozenset(event for event in Event if _ORDER[event] <= _ORDER[Event.TENTATIVE])
_STATUSES: Mapping[str, Event] = {
    "open": Event.REOPENED,
    "in-progress": Event.STARTED,
    "done": Event.DONE,
    "cancelled": Event.CANCELLED,
    "confirmed": Event.CONFIRMED,
    "tentative": Event.TENTATIVE,
}
_FIELDS: Mapping[str, Event] = {
    "owners": Event.REASSIGNED,
    "summary": Event.REWORDED,
    "progress": Event.NOTED,
    "id": Event.RENUMBERED,
}


def label(event: Event, say: Translate) -> str:
    """Return the label of an event, a few words in the language of `say`."""
    return say(LABELS[event])


def of(difference: Difference) -> Event:
    """Return the most important event of a difference."""
    return every(difference)[0]


def headline(difference: Difference) -> Event:
    """Return the event that names a whole difference; `CHANGED` where it has several minor ones."""
    first, *others = every(difference)
    return first if first in _DECISIVE or not others else Event.CHANGED


def every(difference: Difference) -> list[Event]:
    """Return all events of a difference, the most important first; there is at least one."""
    if difference.old is None:
        return [Event.ADDED]
    if difference.new is None:
        return [Event.REMOVED]
    changed = {field.name: field for field in difference.fields}
    events = {event for field in changed.values() for event in _of_field(field, changed)}
    if difference.is_moved:
        events.add(_move(difference))
    return sorted(events or {Event.CHANGED}, key=_ORDER.__getitem__)


def _of_field(field: Field, changed: Mapping[str, Field]) -> Iterator[Event]:
    """Yield the event of a changed field; none where another changed field implies it."""
    if field.name == "withdrawn":
        yield Event.WITHDRAWN if field.new else Event.RESTORED
    elif field.name == "status":
        yield _STATUSES.get(str(field.new), Event.CHANGED)
    elif field.name == "window" or (field.name == "start" and "window" not in changed):
        yield Event.PLANNED if field.name == "window" and not field.new else Event.MOVED
    elif field.name == "due":
        yield Event.DEFERRED if field.old else Event.DATED
    elif field.name in _FIELDS:
        yield _FIELDS[field.name]
    elif not (field.name == "was" and "id" in changed) and field.name != "start":
        yield Event.CHANGED


def _move(difference: Difference) -> Event:
    archived_before, archived_now = (
        file.startswith(f"{ARCHIVE_DIR}/") for file in (difference.old_file, difference.new_file)
    )
    if archived_before and archived_now:
        return Event.REFILED
    return Event.ARCHIVED if archived_now else Event.UNARCHIVED
