"""The meetings in the calendars of an .ics file: each once, with an identity that stays."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.core import incoming
from actiepunt.core.changes import MOST_OCCURRENCES
from actiepunt.core.due import Period
from actiepunt.core.incoming import Incoming
from actiepunt.core.model import day_of
from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.ical import properties, series
from actiepunt.ical.feed import PRODID
from actiepunt.ical.properties import UnreadableError, Zones

if TYPE_CHECKING:
    from icalendar import Component

MOST = 2000
"""The most meetings of one file."""

_MOST_FAULTS = 20  # one may take a second to find

_REPEATING = frozenset({"RRULE", "RDATE", "RECURRENCE-ID"})
_METHODS = frozenset({"", "PUBLISH", "REQUEST", "ADD", "CANCEL"})
_MADE = re.compile(r"[a-z2-7]{16}-(?:papers|task)")


class _Frame(NamedTuple):
    """What all events of a calendar share: the time zones, the days, and what the calendar is.

    `bounded` tells whether a person gave the last day, `is_feed` whether the calendar is a feed of
    ours, `is_cancelled` whether it cancels its meetings (METHOD of RFC 5546).
    """

    zones: Zones
    span: Period
    bounded: bool
    is_feed: bool
    is_cancelled: bool


class Found(NamedTuple):
    """What a file holds.

    Attributes:
        events: Its meetings, each once.
        name: The name of its calendar or calendars; empty where it has none.
        is_whole: Whether it is a calendar, not an invitation to one meeting (RFC 5546).
        faults: Why some of its events cannot be read.
    """

    events: list[Incoming]
    name: str
    is_whole: bool
    faults: list[Fault]


def find(calendars: Sequence["Component"], zone: str, span: Period, *, bounded: bool) -> Found:
    """Return the meetings of calendars on the days of `span`.

    Args:
        calendars: As `ical.calendars.read` returns them.
        zone: The time zone of the register.
        span: The days; a meeting that overlaps them counts.
        bounded: Whether a person gave the last day. Without it a series without end is a fault.
    """
    events: list[Incoming] = []
    faults: list[Fault] = []
    for found in _read(calendars, zone, span, bounded=bounded):
        if isinstance(found, Fault):
            faults.append(found)
        else:
            events.append(found)
        if len(events) > MOST:
            message = _("more than {count} meetings").format(count=MOST)
            advice = _("Take a shorter period with --from and --until.")
            faults.append(Fault(message, advice=advice))
        if len(events) > MOST or len(faults) >= _MOST_FAULTS:
            break
    names = (
        properties.line(calendar, "X-WR-CALNAME") or properties.line(calendar, "NAME")
        for calendar in calendars
    )
    is_whole = all(_method(calendar) in {"", "PUBLISH"} for calendar in calendars)
    return Found(
        incoming.newest(events), ", ".join(filter(None, dict.fromkeys(names))), is_whole, faults
    )


def _read(
    calendars: Iterable["Component"], zone: str, span: Period, *, bounded: bool
) -> Iterator[Incoming | Fault]:
    """Yield the meetings of calendars, and a fault for each event or calendar that is not read."""
    for calendar in calendars:
        try:
            zones = Zones(ZoneInfo(zone), _zone(calendar))
        except UnreadableError as error:
            yield Fault(error.message, advice=error.advice)
            continue
        is_feed = properties.line(calendar, "PRODID") == PRODID
        frame = _Frame(zones, span, bounded, is_feed, _method(calendar) == "CANCEL")
        for group in _by_uid(calendar).values():
            if frame.is_feed and not _is_meeting_of_feed(group[0]):
                continue
            try:
                yield from _meetings(group, frame)
            except UnreadableError as error:
                heading = properties.heading(group[0])
                yield Fault(f"“{heading}”: {error.message}", advice=error.advice)


def _method(calendar: "Component") -> str:
    return properties.line(calendar, "METHOD").upper()


def _zone(calendar: "Component") -> ZoneInfo | None:
    """Return the time zone of a calendar for times that have none of their own.

    Raises:
        UnreadableError: it answers an invitation, counts other days, or its zone is unknown.
    """
    from icalendar.timezone import tzp

    method, scale = _method(calendar), properties.line(calendar, "CALSCALE")
    if method not in _METHODS:
        raise UnreadableError(
            _("it is an answer to an invitation ({method})").format(method=method),
            _("Import the invitation, or the calendar."),
        )
    if scale.upper() not in {"", "GREGORIAN"}:
        raise UnreadableError(_("it does not count Gregorian days: {name}").format(name=scale))
    name = properties.line(calendar, "X-WR-TIMEZONE")
    zone = tzp.timezone(name) if name else None
    if name and not isinstance(zone, ZoneInfo):
        raise properties.unknown_zone(name)
    return zone


def _by_uid(calendar: "Component") -> dict[str, list["Component"]]:
    """Return the events of a calendar by UID; those without one each by themselves."""
    groups: dict[str, list[Component]] = {}
    for number, event in enumerate(calendar.walk("VEVENT")):
        groups.setdefault(properties.line(event, "UID") or f"\n{number}", []).append(event)
    return groups


def _is_meeting_of_feed(event: "Component") -> bool:
    """Tell whether an event of our own feed is a meeting, not a deadline or a day for papers."""
    return "STATUS" in event and not _MADE.fullmatch(properties.line(event, "UID"))


def _meetings(group: Sequence["Component"], frame: _Frame) -> Iterator[Incoming]:
    """Yield the meetings of the events with one UID, each with an identity that stays.

    Raises:
        UnreadableError: an event cannot be read, or there are too many.
    """
    uid = properties.line(group[0], "UID")
    if _MADE.fullmatch(uid):
        return
    for event in group:
        series.demand_readable(event)
    found = group
    repeats = any(not _REPEATING.isdisjoint(event) for event in group)
    if repeats:
        zone = getattr(frame.zones.calendar, "key", "")
        found = series.occurrences(group, frame.span, zone, bounded=frame.bounded)
    shown = 0
    seen: set[date] = set()
    for slot, event in _slots(found, group, frame):
        # The day alone identifies it, so that a series that moves to another hour stays itself.
        key = str(slot) if day_of(slot) in seen else day_of(slot).isoformat()
        seen.add(day_of(slot))
        values = _values(event, frame)
        shown += _overlaps(values, frame.span)
        if shown > MOST_OCCURRENCES:
            raise series.too_many()
        if not uid:
            identity = incoming.uid_of("", f"{values.get('title')}\n{slot}")
        elif incoming.is_own(uid) and not repeats:
            identity = uid
        else:
            identity = incoming.uid_of(uid, key if repeats else "")
        if _overlaps(values, frame.span):
            version = properties.version(event)
            is_own = identity == uid
            yield Incoming(identity, values, properties.categories(event), is_own, version)


def _values(event: "Component", frame: _Frame) -> dict[str, Any]:
    values = properties.values(event, frame.zones)
    return {**values, "status": "cancelled"} if frame.is_cancelled else values


def _slots(
    found: Sequence["Component"], group: Sequence["Component"], frame: _Frame
) -> list[tuple[date, "Component"]]:
    """Return occurrences in order, each with when the rule of its series let it begin.

    That is their RECURRENCE-ID, also where they moved. Those that moved along with an earlier one
    (RANGE=THISANDFUTURE) have its RECURRENCE-ID, and were to begin as much earlier or later.
    """
    moved: dict[date, timedelta] = {}
    for event in group:
        identity = properties.value(event, "RECURRENCE-ID")
        if identity and "RANGE" in identity.params:
            slot = frame.zones.local(identity.dt)
            moved[slot] = frame.zones.local(properties.value(event, "DTSTART").dt) - slot
    pairs = []
    for event in found:
        start = frame.zones.local(properties.value(event, "DTSTART").dt)
        identity = properties.value(event, "RECURRENCE-ID")
        slot = frame.zones.local(identity.dt) if identity else start
        pairs.append((start - moved[slot] if slot in moved else slot, event))
    return sorted(pairs, key=lambda pair: str(pair[0]))


def _overlaps(values: Mapping[str, Any], span: Period) -> bool:
    first = day_of(values["start"])
    last = day_of(values.get("end") or values["start"])
    return first <= span.last and last >= span.first
