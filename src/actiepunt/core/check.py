"""Checks of a register as a whole: errors in its records, and warnings.

A check is a function that yields faults; its docstring says what must hold. To add one, add it to
`RULES` and write a test. Fields of a wrong type are reported by `tomlfile.read`.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from actiepunt.core import (
    archive_checks,
    due,
    fields,
    labels,
    listed_checks,
    recurring,
    settings_checks,
    undated,
    when,
)
from actiepunt.core.fields import kinds
from actiepunt.core.model import (
    Action,
    Meeting,
    Progress,
    Record,
    Register,
    record_key,
)
from actiepunt.core.names import look_alike
from actiepunt.core.query import known_bodies
from actiepunt.errors import Fault, Level, UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, nearest, unsafe

UID = re.compile(r"[a-z0-9]{16}")
NUMBER = re.compile(r"\d{4}-\d{3,6}")


class Place(NamedTuple):
    """A record, its file, and the number of its block there, counted from 0."""

    file: str
    block: int
    record: Record


class Context:
    """A register, with the values that several checks need.

    `places` are all records; `shown` are those that were not withdrawn.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.places = [Place(*block) for block in register.blocks()]
        self.shown = [place for place in self.places if not place.record.withdrawn]
        self.meetings = register.visible.meetings_by_id()

    @property
    def actions(self) -> Iterator[tuple[Place, Action]]:
        """The actions that are not withdrawn, with their places."""
        return ((p, p.record) for p in self.shown if isinstance(p.record, Action))

    @property
    def calendar(self) -> Iterator[tuple[Place, Meeting]]:
        """The meetings that are not withdrawn, with their places."""
        return ((p, p.record) for p in self.shown if isinstance(p.record, Meeting))


Check = Callable[[Context], Iterator[Fault]]
_CHOICES = {kind: fields.with_choices(fields.of(kind)) for kind in (Action, Meeting)}


def fault_at(
    place: Place, field: str, message: str, advice: str = "", level: Level = "error"
) -> Fault:
    """Return a fault in one field of a record."""
    where = place.file, place.block, field
    return Fault(message, level, *where, advice=advice, record=record_key(place.record))


def present(context: Context) -> Iterator[Fault]:
    """Every block has a uid, a number or id, and a summary, body or title."""
    for place in context.places:
        record = place.record
        advice = _("`actiepunt check --fix` fills it in.")
        if not UID.fullmatch(record.uid):
            message = _("uid must be 16 letters and digits") if record.uid else _("uid is missing")
            yield fault_at(place, "uid", message, "" if record.uid else advice)
        if not record.id:
            yield fault_at(place, "id", _("number (id) is missing"), advice)
        elif isinstance(record, Action) and not NUMBER.fullmatch(record.id):
            message = _("“{id}” is not a number: a year, a hyphen, three digits").format(
                id=record.id
            )
            yield fault_at(place, "id", message)
        if isinstance(record, Action):
            if not record.summary.strip():
                yield fault_at(place, "summary", _("summary is empty"))
            if record.created is None:
                yield fault_at(place, "created", _("created is missing"), advice, "warning")
        elif not (record.body or record.title):
            yield fault_at(place, "title", _("a meeting needs a body or a title"))


def text(context: Context) -> Iterator[Fault]:
    """No field holds characters that control a terminal or hide text, and no name is blank.

    A blank name would show nowhere, and would match anybody's.
    """
    for place in context.places:
        for field, kind in kinds(place.record).items():
            for content in _texts_in(getattr(place.record, field)):
                character = unsafe(content, long=kind == "long")
                if character:
                    message = _("{field} holds the control character U+{code}")
                    yield fault_at(
                        place, field, message.format(field=field, code=f"{ord(character):04X}")
                    )
                elif (kind == "texts" or (field == "body" and content)) and not fold(content):
                    yield fault_at(place, field, _("{field} is empty").format(field=field))


def _texts_in(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return (item if isinstance(item, str) else item.text for item in value)
    return ()


def dates(context: Context) -> Iterator[Fault]:
    """Every date is in `due.YEARS`: 0225 or 20225 is a typing error."""
    for place in context.places:
        for field in kinds(place.record):
            for day in _days_in(getattr(place.record, field)):
                if day.year not in due.YEARS:
                    message = _("{field} is not in the years {first} to {last}").format(
                        field=field, first=due.YEARS[0], last=due.YEARS[-1]
                    )
                    yield fault_at(place, field, message)


def _days_in(value: object) -> Iterable[date]:
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
        if earlier is place:
            continue
        in_two_files = earlier.file != place.file and earlier.record.uid == place.record.uid
        if in_two_files and field == "id":
            continue  # its uid says so
        shown = getattr(place.record, field)
        message = _("{field} {value} is used twice").format(field=field, value=shown)
        advice = _("Give this block another one; the first is block {block} of {file}.")
        if in_two_files:
            advice = _("Remove one of the two: block {block} of {file} is the same action.")
        advice = advice.format(block=earlier.block + 1, file=earlier.file)
        yield fault_at(place, field, message, advice)._replace(record=shown)


def choices(context: Context) -> Iterator[Fault]:
    """Every field that takes one of a few values has one of them, or is empty."""
    for place in context.places:
        for field in _CHOICES[type(place.record)]:
            value = getattr(place.record, field.name)
            if value not in field.choices and value != getattr(type(place.record)(), field.name):
                message = _("unknown {field} “{value}”").format(field=field.name, value=value)
                yield fault_at(place, field.name, message, suggestion(value, list(field.choices)))


def closing(context: Context) -> Iterator[Fault]:
    """An action has a closing date if and only if it is closed."""
    for place in context.places:
        record = place.record
        if not isinstance(record, Action) or record.status not in fields.ACTION["status"].choices:
            continue
        if record.is_closed and record.closed is None:
            yield fault_at(
                place, "status", _("closed without a date"), _("Add a line: closed = DATE")
            )
        elif record.closed and not record.is_closed:
            message = _("a closing date on an action that is {status}").format(
                status=labels.state(record.status, _)
            )
            yield fault_at(place, "closed", message, _("Remove the line, or close the action."))


def suggestion(word: str, known: list[str]) -> str:
    """Return the advice for a word that is not among those known: the nearest, or all."""
    likely = nearest(word, known)
    if likely:
        return _("Did you mean “{word}”?").format(word=likely)
    return _("Known: {words}.").format(words=", ".join(known))


def bodies(context: Context) -> Iterator[Fault]:
    """If register.toml lists bodies, every body is in that list."""
    listed = context.register.settings.listed_bodies
    for place in context.shown if listed else ():
        body = place.record.body
        if body and body not in listed:
            message = _("unknown body “{body}”").format(body=body)
            yield fault_at(place, "body", message, suggestion(body, known_bodies(context.register)))


def references(context: Context) -> Iterator[Fault]:
    """A meeting that an action names is in the calendar; its deadline and repetition are read."""
    for place, action in context.actions:
        if action.meeting and action.meeting not in context.meetings:
            yield _no_meeting(place, "meeting", action.meeting, context)
        if isinstance(action.due, str) and due.unread(action.due, context.meetings):
            if re.search(r"[a-z]-\d{4}-\d\d-\d\d$", action.due):
                yield _no_meeting(place, "due", action.due, context)
            elif action.due in context.meetings:
                yield fault_at(place, "due", _("due at a meeting whose days cannot be read"))
            else:
                yield _unreadable(place, "due", action.due)
        try:
            recurring.read(action.every)
        except UsageError as error:
            yield fault_at(place, "every", error.message, error.advice)


def _no_meeting(place: Place, field: str, name: str, context: Context) -> Fault:
    message = _("there is no meeting “{text}”").format(text=name)
    return fault_at(place, field, message, suggestion(name, list(context.meetings)[-400:]))


def _unreadable(place: Place, field: str, phrase: str) -> Fault:
    if reason := when.why_not(phrase, date.min):
        return fault_at(place, field, *reason)
    message = _("“{text}” is no period that can be read").format(text=phrase)
    advice = _('Write it with its year ("end april" and the year), or as "t.b.d.".')
    if field == "due" and due.names_period(phrase) and due.parse(f"{phrase} 2000"):
        advice = _("Add the year; `actiepunt check --fix` does that where it is certain.")
    return fault_at(place, field, message, advice)


def meeting_times(context: Context) -> Iterator[Fault]:
    """A meeting has either a start or a window, ends later, and has its papers due before."""
    for place, meeting in context.calendar:
        start, end = meeting.start, meeting.end
        if (start is None) == (not meeting.window):
            yield fault_at(place, "start", _("a meeting has a start or a window, and not both"))
        if meeting.window and not (undated.reads(meeting.window) or due.parse(meeting.window)):
            yield _unreadable(place, "window", meeting.window)
        if end is not None and start is None:
            yield fault_at(place, "end", _("an end without a start"))
        elif end is not None and isinstance(start, datetime) != isinstance(end, datetime):
            yield fault_at(place, "end", _("start and end must both have a time, or neither"))
        elif start and end and _ends_before(start, end):
            yield fault_at(place, "end", _("end is not after start"))
        yield from _clock_changes(place, meeting, context.register.settings.timezone)
        if meeting.papers and meeting.day and meeting.papers > meeting.day:
            yield fault_at(place, "papers", _("papers are due after the meeting"))


def _clock_changes(place: Place, meeting: Meeting, zone: str) -> Iterator[Fault]:
    """Refuse a time that a clock change skips, and warn for a time that it repeats."""
    for field in ("start", "end"):
        moment = getattr(meeting, field)
        offsets = _offsets(moment, zone) if isinstance(moment, datetime) else []
        if len(offsets) < 2:
            continue
        shown = labels.full_day(moment, _)
        if offsets[0] < offsets[1]:
            message = _("{moment} does not exist: the clock is put forward then")
            yield fault_at(place, field, message.format(moment=shown), _("Choose an hour later."))
        else:
            message = _("{moment} comes twice: the clock is put back then")
            advice = _("Calendars take the first one (RFC 5545 3.3.5).")
            yield fault_at(place, field, message.format(moment=shown), advice, "warning")


def _offsets(moment: datetime, name: str) -> list[timedelta]:
    """Return the UTC offsets of a local moment: two if a clock change skips or repeats it.

    The first is the offset before the change (PEP 495). An unknown zone gives none.
    """
    from zoneinfo import ZoneInfo

    if not settings_checks.zone_exists(name):
        return []
    offsets = (moment.replace(tzinfo=ZoneInfo(name), fold=n).utcoffset() for n in (0, 1))
    return list(dict.fromkeys(offset for offset in offsets if offset is not None))


def _ends_before(start: date, end: date) -> bool:
    """Tell whether an end is too early: before the first day, or not after the starting time."""
    return end <= start if isinstance(start, datetime) else end < start


def owners(context: Context) -> Iterator[Fault]:
    """Warn for owners who are not in register.toml, and for names that look alike."""
    people = context.register.settings.listed_people
    first: dict[str, Place] = {}
    for place, action in context.actions:
        for owner in action.owners:
            first.setdefault(owner, place)
    for owner, place in first.items():
        if people and owner not in {*people, *context.register.settings.bodies}:
            fault = fault_at(place, "owners", *stranger(owner, people), "warning")
            yield fault._replace(record=owner)
    for name, other in look_alike(list(first)):
        message = _("“{one}” looks like “{other}”").format(one=other, other=name)
        advice = _("One of them may be misspelt.")
        fault = fault_at(first[other], "owners", message, advice, "warning")
        yield fault._replace(record=other)


def stranger(owner: str, people: list[str]) -> tuple[str, str]:
    """Return the message and advice for an owner who is not among the people of register.toml."""
    message = _("“{owner}” is not among the people of register.toml").format(owner=owner)
    return message, suggestion(owner, people)


def same_time(context: Context) -> Iterator[Fault]:
    """Warn for two meetings of the same body at the same time."""
    planned: dict[tuple[str, str], Place] = {}
    for place, meeting in context.calendar:
        if not (meeting.body and meeting.start) or meeting.status == "cancelled":
            continue
        earlier = planned.setdefault((meeting.body, meeting.start.isoformat()), place)
        if earlier is not place:
            message = _("{body} already meets then: {other}")
            message = message.format(body=meeting.body, other=earlier.record.id)
            yield fault_at(place, "start", message, level="warning")


def cancelled_deadline(context: Context) -> Iterator[Fault]:
    """Warn for an open action that is due at a cancelled meeting."""
    cancelled = {m.id for m in context.register.meetings if m.status == "cancelled"}
    for place, action in context.actions:
        if not action.is_closed and action.due in cancelled:
            message = _("{number} is due at {meeting}, which is cancelled").format(
                number=action.id, meeting=action.due
            )
            yield fault_at(place, "due", message, _("Move it with `actiepunt defer`."), "warning")


RULES: tuple[Check, ...] = (
    *settings_checks.CHECKS,
    present,
    text,
    dates,
    unique,
    choices,
    closing,
    *archive_checks.CHECKS,
    bodies,
    *listed_checks.CHECKS,
    references,
    meeting_times,
    same_time,
    cancelled_deadline,
)
CHECKS: tuple[Check, ...] = (*RULES, owners)
"""All checks. A change runs `RULES`; `change_checks` looks at the names that it adds."""


def run(register: Register, checks: Iterable[Check] = CHECKS) -> list[Fault]:
    """Return every fault that the checks find, errors and warnings."""
    context = Context(register)
    return [fault for check in checks for fault in check(context)]
