"""What must hold between the records of a register, and what deserves a second look.

Each check is a plain function that yields faults; `RULES` lists them. A newcomer adds a function,
puts it in the list, and writes a test. What one block alone gets wrong in its types is found while
reading (`tomlfile.read`); here stands what needs the meaning.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from actiepunt.core import due, labels, undated, when
from actiepunt.core.model import (
    LANGUAGES,
    MEETING_STATUSES,
    REGISTER_FILE,
    STATUSES,
    Action,
    Meeting,
    Progress,
    Record,
    Register,
    kinds,
)
from actiepunt.core.names import look_alike
from actiepunt.core.query import known_bodies
from actiepunt.errors import Fault, Level
from actiepunt.i18n import _
from actiepunt.text import fold, nearest, unsafe

UID = re.compile(r"[a-z0-9]{16}")
NUMBER = re.compile(r"\d{4}-\d{3,6}")


class Place(NamedTuple):
    """A record and where it stands: its file, and its place there counted from 0."""

    file: str
    block: int
    record: Record


class Context:
    """The register as checks look at it, with what several of them need computed once.

    `places` are all records; `shown` are those that were not withdrawn.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.places = [Place(*block) for block in register.blocks()]
        self.shown = [place for place in self.places if not place.record.withdrawn]
        self.meetings = register.visible.meetings_by_id()

    @property
    def actions(self) -> Iterator[tuple[Place, Action]]:
        """Yield the actions that people see with their places."""
        return ((p, p.record) for p in self.shown if isinstance(p.record, Action))

    @property
    def calendar(self) -> Iterator[tuple[Place, Meeting]]:
        """Yield the meetings that people see with their places."""
        return ((p, p.record) for p in self.shown if isinstance(p.record, Meeting))


Check = Callable[[Context], Iterator[Fault]]


def at(place: Place, field: str, message: str, advice: str = "", level: Level = "error") -> Fault:
    """Return a fault in one field of a record."""
    return Fault(message, level, place.file, place.block, field, advice=advice)


def language(context: Context) -> Iterator[Fault]:
    """The language is one we speak."""
    if context.register.settings.language not in LANGUAGES:
        message = _("language must be {known}").format(known=" / ".join(LANGUAGES))
        yield Fault(message, file=REGISTER_FILE, field="language")


def timezone(context: Context) -> Iterator[Fault]:
    """The time zone exists: without it nobody knows what day it is."""
    zone = context.register.settings.timezone
    if not _zone_exists(zone):
        message = _("unknown time zone “{zone}”").format(zone=zone)
        advice = _("Use a name such as Europe/Amsterdam.")
        yield Fault(message, file=REGISTER_FILE, field="timezone", advice=advice)


def duration(context: Context) -> Iterator[Fault]:
    """A meeting has a usual length."""
    if not 0 < context.register.settings.default_duration <= 24 * 60:
        message = _("default_duration must be 1 to 1440 minutes")
        yield Fault(message, file=REGISTER_FILE, field="default_duration")


def _zone_exists(name: str) -> bool:
    if name == "Europe/Amsterdam":
        return True
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, a path, a folder
        return False
    return True


def present(context: Context) -> Iterator[Fault]:
    """Every block has its uid, its number or id, and words that say what it is."""
    for place in context.places:
        record = place.record
        advice = _("`actiepunt check --fix` fills it in.")
        if not UID.fullmatch(record.uid):
            message = _("uid must be 16 letters and digits") if record.uid else _("uid is missing")
            yield at(place, "uid", message, "" if record.uid else advice)
        if not record.id:
            yield at(place, "id", _("number (id) is missing"), advice)
        elif isinstance(record, Action) and not NUMBER.fullmatch(record.id):
            message = _("“{id}” is not a number such as 2025-014").format(id=record.id)
            yield at(place, "id", message)
        if isinstance(record, Action):
            if not record.summary.strip():
                yield at(place, "summary", _("summary is empty"))
            if record.created is None:
                yield at(place, "created", _("created is missing"), advice, "warning")
        elif not (record.body or record.title):
            yield at(place, "title", _("a meeting needs a body or a title"))


def text(context: Context) -> Iterator[Fault]:
    """No field holds characters that steer a terminal or hide text, and no name is blank.

    A name of spaces alone shows nowhere, and would be anybody's.
    """
    for place in context.places:
        for field, kind in kinds(place.record).items():
            for content in _texts(getattr(place.record, field)):
                found = unsafe(content, long=kind == "long")
                if found:
                    message = _("{field} holds the control character U+{code}")
                    yield at(place, field, message.format(field=field, code=f"{ord(found):04X}"))
                elif (kind == "texts" or (field == "body" and content)) and not fold(content):
                    yield at(place, field, _("{field} is empty").format(field=field))


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return (item if isinstance(item, str) else item.text for item in value)
    return ()


def dates(context: Context) -> Iterator[Fault]:
    """Every date is of a year that anybody means: 0225 or 20225 is a slip of the pen."""
    for place in context.places:
        for field in kinds(place.record):
            for day in _days(getattr(place.record, field)):
                if day.year not in due.YEARS:
                    message = _("{field} is not in the years {first} to {last}").format(
                        field=field, first=due.YEARS[0], last=due.YEARS[-1]
                    )
                    yield at(place, field, message)


def _days(value: object) -> Iterable[date]:
    if isinstance(value, date):
        return (value,)
    if isinstance(value, tuple):
        return (item.on for item in value if isinstance(item, Progress))
    return ()


def unique(context: Context) -> Iterator[Fault]:
    """No two actions share a number, no two meetings an id, no two blocks a uid."""
    yield from _unique(context.places, "uid", lambda record: record.uid)
    yield from _unique(context.places, "id", lambda record: (type(record), record.id))


def _unique(places: list[Place], field: str, key: Callable[[Record], Hashable]) -> Iterator[Fault]:
    first: dict[Hashable, Place] = {}
    for place in places:
        if not getattr(place.record, field):
            continue
        earlier = first.setdefault(key(place.record), place)
        if earlier is not place:
            shown = getattr(place.record, field)
            message = _("{field} {value} is used twice").format(field=field, value=shown)
            advice = _("Give this block another one; the first is block {block} of {file}.")
            advice = advice.format(block=earlier.block + 1, file=earlier.file)
            yield at(place, field, message, advice)


def states(context: Context) -> Iterator[Fault]:
    """Status is one we know, and a closing date goes with a closed action only."""
    for place in context.places:
        record = place.record
        known: list[str] = [*(STATUSES if isinstance(record, Action) else MEETING_STATUSES)]
        if record.status not in known:
            message = _("unknown status “{status}”").format(status=record.status)
            yield at(place, "status", message, _suggest(record.status, known))
        elif isinstance(record, Action) and record.is_closed and record.closed is None:
            yield at(place, "status", _("closed without a date"), _("Add a line: closed = DATE"))
        elif isinstance(record, Action) and record.closed and not record.is_closed:
            message = _("a closing date on an action that is {status}").format(
                status=labels.state(record.status, _)
            )
            yield at(place, "closed", message, _("Remove the line, or close the action."))


def _suggest(word: str, known: list[str]) -> str:
    close = nearest(word, known)
    if close:
        return _("Did you mean “{word}”?").format(word=close)
    return _("Known: {words}.").format(words=", ".join(known))


def bodies(context: Context) -> Iterator[Fault]:
    """Where register.toml lists bodies, no other is used."""
    listed = context.register.settings.bodies
    for place in context.shown if listed else ():
        body = place.record.body
        if body and body not in listed:
            message = _("unknown body “{body}”").format(body=body)
            yield at(place, "body", message, _suggest(body, known_bodies(context.register)))


def references(context: Context) -> Iterator[Fault]:
    """A meeting that an action names is in the calendar, and its deadline can be read."""
    for place, action in context.actions:
        if action.meeting and action.meeting not in context.meetings:
            yield _no_meeting(place, "meeting", action.meeting, context)
        if isinstance(action.due, str) and due.unread(action.due, context.meetings):
            if re.search(r"[a-z]-\d{4}-\d\d-\d\d$", action.due):
                yield _no_meeting(place, "due", action.due, context)
            elif action.due in context.meetings:
                yield at(place, "due", _("due at a meeting whose days cannot be read"))
            else:
                yield _unreadable(place, "due", action.due)


def _no_meeting(place: Place, field: str, name: str, context: Context) -> Fault:
    message = _("there is no meeting “{text}”").format(text=name)
    return at(place, field, message, _suggest(name, list(context.meetings)[-400:]))


def _unreadable(place: Place, field: str, phrase: str) -> Fault:
    reason = when.why_not(phrase, date.min)
    if reason:
        return at(place, field, *reason)
    message = _("“{text}” is no period that can be read").format(text=phrase)
    return at(
        place, field, message, _('Write it with a year, such as "eind april 2025", or as "n.t.b.".')
    )


def meeting_times(context: Context) -> Iterator[Fault]:
    """A meeting has one start or one window, ends after it starts, and its papers come before."""
    for place, meeting in context.calendar:
        start, end = meeting.start, meeting.end
        if (start is None) == (not meeting.window):
            yield at(place, "start", _("a meeting has a start or a window, and not both"))
        if meeting.window and not (undated.reads(meeting.window) or due.parse(meeting.window)):
            yield _unreadable(place, "window", meeting.window)
        if end is not None and start is None:
            yield at(place, "end", _("an end without a start"))
        elif end is not None and isinstance(start, datetime) != isinstance(end, datetime):
            yield at(place, "end", _("start and end must both have a time, or neither"))
        elif start and end and _ends_before(start, end):
            yield at(place, "end", _("end is not after start"))
        yield from _clock_changes(place, meeting, context.register.settings.timezone)
        if meeting.papers and meeting.day and meeting.papers > meeting.day:
            yield at(place, "papers", _("papers are due after the meeting"))


def _clock_changes(place: Place, meeting: Meeting, zone: str) -> Iterator[Fault]:
    """Refuse a time that the clock skips that night, and warn for one that it shows twice."""
    for field in ("start", "end"):
        moment = getattr(meeting, field)
        offsets = _offsets(moment, zone) if isinstance(moment, datetime) else []
        if len(offsets) < 2:
            continue
        shown = labels.moment(moment)
        if offsets[0] < offsets[1]:
            message = _("{moment} does not exist: the clock is put forward then")
            yield at(place, field, message.format(moment=shown), _("Choose an hour later."))
        else:
            message = _("{moment} comes twice: the clock is put back then")
            advice = _("Calendars take the first one (RFC 5545 3.3.5).")
            yield at(place, field, message.format(moment=shown), advice, "warning")


def _offsets(moment: datetime, name: str) -> list[timedelta]:
    """Return the offsets of a local moment in a zone; two where the clock changes around it.

    The first is that before the change (PEP 495).
    """
    from zoneinfo import ZoneInfo

    if not _zone_exists(name):
        return []
    both = (moment.replace(tzinfo=ZoneInfo(name), fold=n).utcoffset() for n in (0, 1))
    return list(dict.fromkeys(offset for offset in both if offset is not None))


def _ends_before(start: date, end: date) -> bool:
    """Tell whether an end is before its start; one day may end on itself, a time may not."""
    return end <= start if isinstance(start, datetime) else end < start


def owners(context: Context) -> Iterator[Fault]:
    """Warn for strangers, and for names that look alike."""
    people = context.register.settings.people
    first: dict[str, Place] = {}
    for place, action in context.actions:
        for owner in action.owners:
            first.setdefault(owner, place)
    for owner, place in first.items():
        if people and owner not in people:
            yield at(place, "owners", *stranger(owner, list(people)), "warning")
    for one, other in look_alike(list(first)):
        message = _("“{one}” looks like “{other}”").format(one=other, other=one)
        yield at(first[other], "owners", message, _("One of them may be misspelt."), "warning")


def stranger(owner: str, people: list[str]) -> tuple[str, str]:
    """Return what is said of an owner who is not among the people, and the advice."""
    message = _("“{owner}” is not among the people of register.toml").format(owner=owner)
    return message, _suggest(owner, people)


def together(context: Context) -> Iterator[Fault]:
    """Warn for two meetings of one body at one time."""
    planned: dict[tuple[str, str], Place] = {}
    for place, meeting in context.calendar:
        if not (meeting.body and meeting.start) or meeting.status == "cancelled":
            continue
        earlier = planned.setdefault((meeting.body, meeting.start.isoformat()), place)
        if earlier is not place:
            message = _("{body} already meets then: {other}")
            message = message.format(body=meeting.body, other=earlier.record.id)
            yield at(place, "start", message, level="warning")


def cancelled_deadline(context: Context) -> Iterator[Fault]:
    """Warn for an open action that is due at a cancelled meeting."""
    gone = {m.id for m in context.register.meetings if m.status == "cancelled"}
    for place, action in context.actions:
        if not action.is_closed and action.due in gone:
            message = _("{number} is due at {meeting}, which is cancelled").format(
                number=action.id, meeting=action.due
            )
            yield at(place, "due", message, _("Move it with `actiepunt defer`."), "warning")


RULES: tuple[Check, ...] = (
    language,
    timezone,
    duration,
    present,
    text,
    dates,
    unique,
    states,
    bodies,
    references,
    meeting_times,
    together,
    cancelled_deadline,
)
CHECKS: tuple[Check, ...] = (*RULES, owners)
"""`RULES`, and what a change looks at by itself for the names it brings (`doubts`)."""


def run(register: Register, checks: Iterable[Check] = CHECKS) -> list[Fault]:
    """Return every fault that the checks find, errors and warnings."""
    context = Context(register)
    return [fault for check in checks for fault in check(context)]
