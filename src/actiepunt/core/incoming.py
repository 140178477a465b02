"""Meetings that come in from a calendar file: which of the register they are, and what changes.

A meeting of a foreign calendar gets a uid that follows from the UID in the file, so that the same
event is found again without a field that remembers it. An event of our own feeds has our uid.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from actiepunt.core import changes, query, uids
from actiepunt.core.due import Period
from actiepunt.core.model import Meeting, Register
from actiepunt.text import fold, slug

_OWN = re.compile(r"[a-z2-7]{16}")
# What our feeds, Outlook and Google put before the title of a cancelled meeting.
_CANCELLED = re.compile(r"(?:vervallen|cancelled|canceled|geannuleerd)\s*:\s*(?=\S)", re.IGNORECASE)


class Incoming(NamedTuple):
    """A meeting as a calendar file has it.

    Attributes:
        uid: Its uid in the register.
        values: The fields that the file has, by name; `title` is its heading as in the file.
        categories: Its categories, one of which may be a body.
        is_own: Whether the UID in the file has the form of ours: our feeds put other fields into
            the description, and give every meeting an end.
        version: Grows with each revision of the event.
    """

    uid: str
    values: Mapping[str, Any]
    categories: Sequence[str] = ()
    is_own: bool = False
    version: tuple[int, str] = (0, "")


class Options(NamedTuple):
    """What a person and the register say about new meetings.

    Attributes:
        body: The body of all of them; empty where each has its own, or none.
        untitled: The title of those to which the file gives none.
    """

    body: str = ""
    untitled: str = ""


def is_own(uid: str) -> bool:
    """Tell whether the UID of an event has the form of our uids."""
    return _OWN.fullmatch(uid) is not None


def uid_of(uid: str, occurrence: str = "") -> str:
    """Return the uid in the register for the UID of an event, and an occurrence of a series."""
    return uids.derived(f"{uid}\n{occurrence}")


def newest(events: Iterable[Incoming]) -> list[Incoming]:
    """Return each event once, in its newest version, in the order of the first of each."""
    by_uid: dict[str, Incoming] = {}
    for event in events:
        known = by_uid.setdefault(event.uid, event)
        if event.version > known.version:
            by_uid[event.uid] = event
    return list(by_uid.values())


class Pair(NamedTuple):
    """An event and its meeting: that of the register (`old`) or None, and as it will be."""

    event: Incoming
    old: Meeting | None
    new: Meeting


def merge(register: Register, events: Sequence[Incoming], options: Options) -> Register:
    """Return the register with the meetings of a calendar file added and changed.

    Only the fields that the file has are changed. A meeting that was withdrawn comes back.
    """
    matched = pairs(register, events, options)
    changed = {id(pair.old): pair.new for pair in matched if pair.old}
    kept = tuple(changed.get(id(meeting), meeting) for meeting in register.meetings)
    added = [pair.new for pair in matched if not pair.old]
    return changes.add_meetings(register._replace(meetings=kept), added)


def pairs(register: Register, events: Sequence[Incoming], options: Options) -> list[Pair]:
    """Return the events with the meetings that they are and become.

    The meeting of an event has its uid; or else the same body, title and start, or day where no
    time is known yet: somebody typed it, or the event became a series. A deadline of our own feed,
    which has the uid of an action, is no meeting and is left out.
    """
    actions = {action.uid for action in register.every_action}
    by_uid = {meeting.uid: meeting for meeting in register.meetings if meeting.uid}
    known = {event.uid for event in events if event.uid in by_uid}
    by_content = {
        _content(meeting): meeting
        for meeting in register.visible.meetings
        if meeting.uid not in known and meeting.start and meeting.status != "cancelled"
    }
    bodies = query.body_titles(register)
    found: list[Pair] = []
    for event in events:
        if event.uid in actions:
            continue
        new = _new(event, options, bodies)
        same = [_content(new), _content(new)._replace(start=new.day)]
        old = by_uid.get(event.uid) or next(
            filter(None, (by_content.pop(c, None) for c in same)), None
        )
        if old is not None:
            new = _changed(old, event, options.body, bodies, register.settings.default_duration)
        found.append(Pair(event, old, new))
    return found


class _Content(NamedTuple):
    """What two meetings have in common that are the same."""

    body: str
    title: str
    start: date | None


def _content(meeting: Meeting) -> _Content:
    return _Content(slug(meeting.body), fold(meeting.title), meeting.start)


Bodies = Mapping[str, str]
"""The known bodies, each with its name in full or an empty text."""


def _new(event: Incoming, options: Options, bodies: Bodies) -> Meeting:
    body = options.body or _body_of(event, bodies)
    meeting = _with(Meeting(uid=event.uid), event.values, body, bodies)
    return meeting if meeting.body or meeting.title else meeting._replace(title=options.untitled)


def _body_of(event: Incoming, bodies: Bodies) -> str:
    """Return the known body that a category names, or the title: alone, or before a colon."""
    title = _unmarked(event.values.get("title", ""))
    texts = {fold(text) for text in (*event.categories, title, title.partition(": ")[0])}
    for body, described in bodies.items():
        if fold(body) in texts or (described and fold(described) in texts):
            return body
    return ""


def _unmarked(title: str) -> str:
    """Return a title without the word that marks a meeting as cancelled."""
    return _CANCELLED.sub("", title, count=1)


def _changed(old: Meeting, event: Incoming, body: str, bodies: Bodies, minutes: int) -> Meeting:
    """Return a meeting of the register with the fields that the file has.

    Papers that would be due after the meeting move as many days as it does.
    """
    values = _without_made(old, event, minutes) if event.is_own else event.values
    new = _with(old._replace(withdrawn=None), values, body or old.body, bodies)
    if new.what in {"", old.what}:
        new = new._replace(title=old.title)
    if new.papers and old.day and new.day and new.papers > new.day:
        new = new._replace(papers=new.papers + (new.day - old.day))
    return new


def _without_made(old: Meeting, event: Incoming, minutes: int) -> Mapping[str, Any]:
    """Return the values of an event of our own feed, without those that the feed made itself.

    `minutes` is the length that a feed gives to a meeting without an end.
    """
    values = {name: value for name, value in event.values.items() if name != "notes"}
    start, end = values.get("start"), values.get("end")
    if (
        old.end is None
        and isinstance(start, datetime)
        and end == start + timedelta(minutes=minutes)
    ):
        del values["end"]
    return values


def _with(meeting: Meeting, given: Mapping[str, Any], body: str, bodies: Bodies) -> Meeting:
    """Return a meeting as one of `body`, with the values that a file has.

    Without an end it lasts as long as before.
    """
    values: dict[str, Any] = {**given, "body": body}
    if "title" in values:
        if _CANCELLED.match(values["title"]):
            values["status"] = "cancelled"
        values["title"] = _title(_unmarked(values["title"]), body, bodies)
    if "start" in values:
        values["window"] = ""
        values.setdefault("end", changes.same_length(meeting, values["start"]))
    return meeting._replace(**values)


def _title(title: str, body: str, bodies: Bodies) -> str:
    """Return the title of a meeting of a body, without the name of the body."""
    first, _colon, rest = title.partition(": ")
    names = {fold(body), fold(bodies.get(body, ""))} - {""}
    if fold(title) in names:
        return ""
    return rest.strip() if rest and fold(first) in names else title


def gone(register: Register, earlier: set[str], now: set[str], days: Period) -> list[Meeting]:
    """Return the meetings that an earlier import brought and the file no longer has.

    Args:
        register: The register after the import.
        earlier: The uids of the meetings that earlier imports of the file added.
        now: The uids of the meetings that the file has.
        days: Only meetings that begin on these days count.
    """
    return [
        meeting
        for meeting in register.visible.meetings
        if meeting.uid in earlier - now
        and meeting.status != "cancelled"
        and meeting.day
        and days.first <= meeting.day <= days.last
    ]
