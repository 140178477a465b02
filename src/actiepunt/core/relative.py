"""Phrases that count from today, as people type them; in the file stands what they came to.

Today comes in as a value: nothing here reads a clock. To teach it a new phrase, add a row to
`RELATIVE` with its example; the example is a test.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from actiepunt.core import due
from actiepunt.core.vocabulary import VALUES
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold

_UNITS = {
    "dag": "day", "dagen": "day", "day": "day", "days": "day",
    "week": "week", "weken": "week", "weeks": "week",
    "maand": "month", "maanden": "month", "month": "month", "months": "month",
    "kwartaal": "quarter", "kwartalen": "quarter", "quarter": "quarter", "quarters": "quarter",
    "jaar": "year", "jaren": "year", "year": "year", "years": "year",
}  # fmt: skip
_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


class Relative(NamedTuple):
    """A row of the table: on 2025-03-05, a Wednesday, `example` is `means`."""

    pattern: str
    resolve: Callable[[re.Match[str], date], date | str | None]
    example: str
    means: str


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, due.last_day(month + 1, year).day))


def _later(found: re.Match[str], today: date) -> date | None:
    count, unit = int(found["n"]), _UNITS.get(found["unit"])
    if unit == "day":
        return today + timedelta(days=count)
    if unit == "week":
        return today + timedelta(weeks=count)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit or "")
    return add_months(today, count * months) if months else None


def _weekday(found: re.Match[str], today: date) -> date | None:
    """Return the first such weekday after today."""
    wanted = VALUES["WEEKDAY"].get(found["day"])
    if wanted is None:
        return None
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weekday_next_week(found: re.Match[str], today: date) -> date | None:
    wanted = VALUES["WEEKDAY"].get(found["day"])
    monday = today + timedelta(days=7 - today.weekday())
    return None if wanted is None else monday + timedelta(days=wanted)


def _unit(found: re.Match[str], today: date) -> str | None:
    """Return this or the next week, month, quarter or year as a phrase with a year."""
    word = found["unit"]
    unit = _UNITS.get(word)
    ahead = 0 if found["this"] in {"deze", "dit", "this"} else 1
    part = f"{found['part']} " if found["part"] else ""
    if unit == "week" and not part:
        year, week, _day = (today + timedelta(weeks=ahead)).isocalendar()
        return f"week {week} {year}"
    if unit == "month":
        day = add_months(today.replace(day=1), ahead)
        name = _MONTHS["en" if word == "month" else "nl"].split()[day.month - 1]
        return f"{part}{name} {day.year}"
    if unit == "quarter":
        day = add_months(today.replace(day=1), 3 * ahead)
        return f"{part}Q{(day.month + 2) // 3} {day.year}"
    if unit == "year":
        return f"{part}{today.year + ahead}"
    return None


def _part(found: re.Match[str], today: date) -> str | None:
    """Return a part of this month, quarter or year; of the next one where it has passed."""
    for this in ("this", "next"):
        words = f"{found['part']} {this} {found['unit']}"
        again = re.fullmatch(r"(?P<part>\w+) (?P<this>\w+) (?P<unit>\w+)", words)
        phrase = _unit(again, today) if again else None
        period = due.parse(phrase or "")
        if phrase and period and period.last >= today:
            return phrase
    return None


RELATIVE: tuple[Relative, ...] = (
    Relative("vandaag|today", lambda _, t: t, "vandaag", "2025-03-05"),
    Relative("morgen|tomorrow", lambda _, t: t + timedelta(days=1), "morgen", "2025-03-06"),
    Relative("overmorgen", lambda _, t: t + timedelta(days=2), "overmorgen", "2025-03-07"),
    Relative("gisteren|yesterday", lambda _, t: t - timedelta(days=1), "gisteren", "2025-03-04"),
    Relative(r"(over|in) (?P<n>\d{1,4}) (?P<unit>\w+)", _later, "over 2 weken", "2025-03-19"),
    Relative(
        r"((aanstaande|komende|volgende|next) )?(?P<day>[a-z]+)",
        _weekday,
        "next friday",
        "2025-03-07",
    ),
    Relative(
        "volgende week (?P<day>[a-z]+)", _weekday_next_week, "volgende week vrijdag", "2025-03-14"
    ),
    Relative(
        f"((?P<part>{'|'.join(VALUES['PART'])})( van| of)? )?"
        "(?P<this>deze|dit|this|volgende?|volgend|komende?|komend|next) (?P<unit>[a-z]+)",
        _unit,
        "eind volgende maand",
        "eind april 2025",
    ),
    Relative(
        f"(?P<part>{'|'.join(VALUES['PART'])})( van| of)?( de| het| the)?"
        " (?P<unit>maand|month|kwartaal|quarter|jaar|year)",
        _part,
        "eind van de maand",
        "eind maart 2025",
    ),
)


def every(text: str) -> Callable[[date, int], date]:
    """Return the function that gives the n-th day of a repetition such as `3 weeks`.

    Raises:
        UsageError: it is no count and unit.
    """
    found = re.fullmatch(r"(?:elke |iedere |every )?(?:(\d{1,3}) )?([a-z]+)", fold(text))
    unit = _UNITS.get(found[2]) if found else None
    count = int(found[1] or 1) if found else 0
    if unit in {"day", "week"} and count:
        days = count * (7 if unit == "week" else 1)
        return lambda first, n: first + timedelta(days=n * days)
    if unit and count:
        months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
        return lambda first, n: add_months(first, n * months)
    raise UsageError(
        _("“{text}” cannot be read as a repetition").format(text=text),
        _("Write it as {examples}.").format(examples='"3 weeks", "2 maanden", week'),
    )
