"""The occurrences of a series (RRULE, RDATE, EXDATE, RECURRENCE-ID of RFC 5545).

recurring-ical-events finds them. Before that each rule is cut off at the last day and counted,
because a rule may have a million occurrences, or none for ever.
"""

import warnings
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from actiepunt.core.changes import MOST_OCCURRENCES
from actiepunt.core.due import YEARS, Period
from actiepunt.core.model import day_of
from actiepunt.i18n import _
from actiepunt.ical.properties import UnreadableError, listed, unknown_zone, value
from actiepunt.text import visible

if TYPE_CHECKING:
    from icalendar import Component

_MOST_MOMENTS = 20_000  # of a rule, those before the first day too: every day for 54 years
_MOST_YEARS = 25  # of a rule, where nobody gave the last day
_TOO_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WITHOUT = frozenset({"COUNT", "UNTIL", "INTERVAL"})
_PROBED = datetime(9970, 1, 1)  # noqa: DTZ001 - a rule of days meets every kind of year from then
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE")
_NEEDED = frozenset({*_TIMES, "DURATION", "RRULE"})


def too_many() -> UnreadableError:
    """Return the error for a series of more occurrences than one may have."""
    return UnreadableError(
        _("more than {count} meetings").format(count=MOST_OCCURRENCES),
        _("Take a shorter period with --from and --until."),
    )


def demand_readable(event: "Component") -> None:
    """Refuse an event whose times or repetition the parser could not read.

    Raises:
        UnreadableError: it is that.
    """
    for name, reason in event.errors:
        if name in _NEEDED:
            raise _unreadable(name, str(reason))
    if "DTSTART" not in event or isinstance(value(event, "DTSTART"), list):
        raise UnreadableError(
            _("it has no day (DTSTART), or several"),
            _("Correct or remove the event in its own program."),
        )
    for name in _TIMES:
        for content in listed(value(event, name)):
            _demand_known(name, content)


def _unreadable(name: str, reason: str) -> UnreadableError:
    """Return the error for a property that the parser could not read."""
    shown = visible(" ".join(reason.split()))[:120]
    return UnreadableError(
        _("{property} cannot be read: {reason}").format(property=name, reason=shown),
        _("Correct or remove the event in its own program."),
    )


def _demand_known(name: str, content: Any) -> None:
    """Refuse moments that are none, are in an unknown time zone, or in impossible years.

    Raises:
        UnreadableError: they are that.
    """
    zone = content.params.get("TZID")
    moments = [each.dt for each in content.dts] if hasattr(content, "dts") else [content.dt]
    for moment in moments:
        first = moment[0] if isinstance(moment, tuple) else moment
        if not isinstance(first, date):
            raise _unreadable(name, str(moment))
        if zone and isinstance(first, datetime) and first.tzinfo is None:
            raise unknown_zone(visible(str(zone)))
        if first.year not in YEARS:
            raise UnreadableError(
                _("{year} is not in the years {first} to {last}").format(
                    year=first.year, first=YEARS[0], last=YEARS[-1]
                ),
                _("Correct or remove the event in its own program."),
            )


def occurrences(
    group: Sequence["Component"], span: Period, zone: str, *, bounded: bool
) -> list["Component"]:
    """Return the occurrences of a series that begin on or before the last day of `span`.

    Args:
        group: The events of the series, those of changed occurrences too.
        span: The days that are wanted.
        zone: The time zone for times in UTC and times without a zone: of a calendar with
            X-WR-TIMEZONE. Empty for none.
        bounded: Whether a person gave the last day. Without it a series may not go on for long.

    Raises:
        UnreadableError: the series goes on for too long, has too many occurrences, or cannot be
            unrolled.
    """
    import recurring_ical_events
    from icalendar import Calendar

    start = min(day_of(value(event, "DTSTART").dt) for event in group)
    last = span.last
    if not bounded:
        last = min(last, date(max(start, span.first).year + _MOST_YEARS, 12, 31))
    calendar = Calendar()
    if zone:
        calendar["X-WR-TIMEZONE"] = zone
    for event in group:
        calendar.add_component(_cut_off(event, last))
    stop = datetime.combine(last, time()) + timedelta(days=2)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # dateutil does not like COUNT beside our UNTIL
            for event in group:
                _demand_days(event)
            query = recurring_ical_events.of(calendar)
            for series in query.series:
                for rule in getattr(series.recurrence, "rrules", ()):
                    _demand_end(rule, start, last, bounded=bounded)
            found: list[Component] = query.between(datetime(YEARS[0], 1, 1), stop)  # noqa: DTZ001
    except UnreadableError:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        rules = (_shown(rule) for e in group for rule in listed(value(e, "RRULE")))
        raise UnreadableError(
            _("its repetition cannot be read: {reason}").format(
                reason=next(rules, visible(" ".join(str(error).split()))[:120])
            ),
            _("Correct or remove the event in its own program."),
        ) from error
    return found


def _cut_off(event: "Component", last: date) -> "Component":
    """Return an event whose rules end soon after the last day."""
    start, rules = value(event, "DTSTART").dt, listed(value(event, "RRULE"))
    if not rules:
        return event
    limit: date = last + timedelta(days=1)
    if isinstance(start, datetime):
        limit = datetime.combine(limit, time(), UTC if start.tzinfo else None)
    copies = [type(rule)(rule) for rule in rules]
    for copy in copies:
        given = next(iter(listed(copy.get("UNTIL"))), None)
        if given is None or day_of(given) > day_of(limit):
            copy["UNTIL"] = [limit]
    cut = event.copy()
    cut["RRULE"] = copies if len(copies) > 1 else copies[0]
    return cut


def _demand_days(event: "Component") -> None:
    """Refuse rules by the hour or less, and those that fall on no day, such as 30 February.

    dateutil looks for a day until the year 9999, whatever UNTIL says; for the probe that is near.

    Raises:
        UnreadableError: a rule is that.
        ValueError: a rule cannot be read.
    """
    from dateutil.rrule import rrulestr

    for rule in listed(value(event, "RRULE")):
        if str(rule.get("FREQ", [""])[0]).upper() in _TOO_OFTEN:
            raise UnreadableError(
                _("it repeats within a day ({rule})").format(rule=_shown(rule)),
                _("Correct or remove the event in its own program."),
            )
        kept = {part: each for part, each in rule.items() if part not in _WITHOUT}
        probe = rrulestr(type(rule)(kept).to_ical().decode(), dtstart=_PROBED)
        if next(iter(probe), None) is None:
            raise _no_day(rule)


def _no_day(rule: Any) -> UnreadableError:
    return UnreadableError(
        _("it falls on no day ({rule})").format(rule=_shown(rule)),
        _("Correct or remove the event in its own program."),
    )


def _shown(rule: Any) -> str:
    text = rule.to_ical().decode() if hasattr(rule, "to_ical") else str(rule.string)
    return visible(" ".join(text.split()))[:120]


def _demand_end(rule: Any, start: date, last: date, *, bounded: bool) -> None:
    """Refuse a rule (of dateutil) with too many moments, or that `_cut_off` had to end.

    Raises:
        UnreadableError: it is that.
    """
    count = len(list(islice(rule, _MOST_MOMENTS + 1)))
    if count > _MOST_MOMENTS:
        raise too_many()
    until = getattr(rule, "until", None)
    if until and not count and day_of(until) >= start:
        raise _no_day(rule)
    wanted = getattr(rule, "_count", None)
    if not bounded and until and day_of(until) > last and not (wanted and count == wanted):
        raise UnreadableError(
            _("it repeats without end, or for more than {count} years").format(count=_MOST_YEARS),
            _("Say until when: {option}").format(option='--until "31 december"'),
        )
