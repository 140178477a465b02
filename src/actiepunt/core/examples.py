"""Examples of WHEN for help and advice, in the language of the screen and from a day to come."""

from datetime import date, timedelta

from actiepunt.core import labels
from actiepunt.core.due import YEARS
from actiepunt.i18n import _

_AHEAD = timedelta(days=29)  # so that a weekday need not be that of today
_LAST = date(YEARS[-1], 11, 30)


def _day(today: date) -> date:
    return min(today, _LAST) + _AHEAD


def _weekday(day: date) -> str:
    return labels.weekday_and_month(day, _)


def days(today: date) -> str:
    """Return two forms of a day: `2025-04-03, "Thu 3 April"`."""
    day = _day(today)
    return f'{day.isoformat()}, "{_weekday(day)}"'


def moments(today: date) -> str:
    """Return three forms of a moment or a day."""
    day = _day(today)
    return f'"{day.isoformat()} 10:00", "{_weekday(day)} 10:00", {day.isoformat()}'


def periods(today: date) -> str:
    """Return three forms of a deadline."""
    return f'{_day(today).isoformat()}, "{_("end april")}", "{_("in 2 weeks")}"'
