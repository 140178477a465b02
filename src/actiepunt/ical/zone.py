"""The VTIMEZONE of a zone as two yearly rules, which every calendar program reads alike.

The rules come from the POSIX rule in the footer of the zone's file (RFC 9636 3.3), such as
`CET-1CEST,M3.5.0,M10.5.0/3`. icalendar can generate a VTIMEZONE too, but as lists of dates, which
ical.js reads wrongly.
"""

import re
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

if TYPE_CHECKING:
    from icalendar import Timezone

_NAME = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_TIME = r"[+-]?\d{1,3}(?::\d{2}){0,2}"
_RULE = rf"M(\d{{1,2}})\.([1-5])\.([0-6])(?:/({_TIME}))?"
_POSIX = re.compile(rf"({_NAME})({_TIME})(?:({_NAME})({_TIME})?,{_RULE},{_RULE})?")
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")


class ClockChange(NamedTuple):
    """A yearly change of the clock: on the `week`-th `weekday` of a month, at a local time.

    `week` 5 is the last one of the month, `weekday` 0 is Sunday. The offsets are from UTC.
    """

    name: str
    offset_from: timedelta
    offset_to: timedelta
    month: int
    week: int
    weekday: int
    at: timedelta


def posix_rule(zone: str) -> str:
    """Return the POSIX rule in the footer of a zone's file.

    Raises:
        ActiepuntError: this machine does not know the zone.
    """
    from zoneinfo import TZPATH

    parts = zone.split("/")
    for folder in (Path(path).joinpath(*parts) for path in TZPATH):
        if folder.is_file():
            return _footer(folder.read_bytes())
    try:
        return _footer(resources.files("tzdata").joinpath("zoneinfo", *parts).read_bytes())
    except (ModuleNotFoundError, OSError) as error:
        raise _unsupported(zone) from error


def _footer(data: bytes) -> str:
    return data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii", "replace")


def _unsupported(zone: str) -> ActiepuntError:
    return ActiepuntError(
        _("the time zone {zone} cannot be written into a calendar").format(zone=zone),
        _("Use a zone whose clock changes by a yearly rule, or install the package tzdata."),
    )


def _seconds(text: str) -> timedelta:
    sign = -1 if text.startswith("-") else 1
    hours, minutes, seconds = (*map(int, text.lstrip("+-").split(":")), 0, 0)[:3]
    return sign * timedelta(hours=hours, minutes=minutes, seconds=seconds)


def changes(zone: str) -> list[ClockChange]:
    """Return the two yearly changes of a zone; for one without summer time a change to itself.

    Raises:
        ActiepuntError: the zone has no such rule.
    """
    match = _POSIX.fullmatch(posix_rule(zone))
    if not match:
        raise _unsupported(zone)
    name, offset, summer, summer_offset, *rules = match.groups()
    standard = -_seconds(offset)  # POSIX counts westward
    if summer is None:
        return [ClockChange(name.strip("<>"), standard, standard, 1, 1, 0, timedelta())]
    daylight = -_seconds(summer_offset) if summer_offset else standard + timedelta(hours=1)
    specifications = (
        (summer.strip("<>"), standard, daylight, rules[:4]),
        (name.strip("<>"), daylight, standard, rules[4:]),
    )
    return [_change(zone, *specification) for specification in specifications]


def _change(
    zone: str, name: str, before: timedelta, after: timedelta, rule: list[str | None]
) -> ClockChange:
    month, week, weekday = (int(part or 0) for part in rule[:3])
    at = _seconds(rule[3] or "2")
    if not timedelta() <= at < timedelta(days=1):  # the day before or after, as in Nuuk
        raise _unsupported(zone)
    return ClockChange(name, before, after, month, week, weekday, at)


def first(change: ClockChange) -> datetime:
    """Return the local moment of a change in 1970, the DTSTART of its rule."""
    if change.offset_from == change.offset_to:
        return datetime(1970, 1, 1)  # noqa: DTZ001 - local time
    day = date(1970, change.month, 1)
    day += timedelta(days=(change.weekday - day.isoweekday() % 7) % 7)
    weekly = (day + timedelta(weeks=n) for n in range(5))
    days = [candidate for candidate in weekly if candidate.month == change.month]
    chosen = days[-1] if change.week == 5 else days[change.week - 1]
    return datetime(chosen.year, chosen.month, chosen.day) + change.at  # noqa: DTZ001 - local


def vtimezone(zone: str) -> "Timezone":
    """Return the VTIMEZONE of a zone (RFC 5545 3.6.5).

    Raises:
        ActiepuntError: the zone cannot be written as yearly rules.
    """
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    component = Timezone()
    component.add("TZID", zone)
    for change in changes(zone):
        kind = TimezoneDaylight if change.offset_to > change.offset_from else TimezoneStandard
        part = kind()
        part.add("DTSTART", first(change))
        part.add("TZOFFSETFROM", change.offset_from)
        part.add("TZOFFSETTO", change.offset_to)
        part.add("TZNAME", change.name)
        if change.offset_from != change.offset_to:
            week = -1 if change.week == 5 else change.week
            part.add(
                "RRULE",
                {"FREQ": "YEARLY", "BYMONTH": change.month,
                 "BYDAY": f"{week}{_DAYS[change.weekday]}"},
            )  # fmt: skip
        component.add_component(part)
    return component
