"""Phrases that count from today, such as "over 2 weken"; the file gets the date that they mean.

Today is a parameter: nothing here reads a clock. To add a phrase, add a row to `RELATIVE` with its
example, which is a test.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from actiepunt.core import due
from actiepunt.core.calendar_words import WORDS
from actiepunt.core.vocabulary import COUNTS, VALUES

UNITS = {
    "dag": "day", "dagen": "day", "day": "day", "days": "day",
    "week": "week", "weken": "week", "weeks": "week",
    "maand": "month", "maanden": "month", "month": "month", "months": "month",
    "kwartaal": "quarter", "kwartalen": "quarter", "quarter": "quarter", "quarters": "quarter",
    "jaar": "year", "jaren": "year", "year": "year", "years": "year",
}  # fmt: skip


class Relative(NamedTuple):
    """A row of the table: on Wednesday 2025-03-05, `example` means `means`.

    `resolve` gets the match of `pattern` (a regular expression) with the folded text, and today.
    It returns None where the text is not such a phrase after all.
    """

    pattern: str
    resolve: Callable[[re.Match[str], date], date | str | None]
    example: str
    means: str


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, due.last_day(month + 1, year).day))


def _later(match: re.Match[str], today: date) -> date | None:
    count, unit = COUNTS.get(match["n"]) or int(match["n"]), UNITS.get(match["unit"])
    if match.string[0].isdigit() and count > 99:  # "2026 maand" is not "over 2026 maanden"
        return None
    if unit == "day":
        return today + timedelta(days=count)
    if unit == "week":
        return today + timedelta(weeks=count)
    months = {"month": 1, "quarter": 3, "year": 12}.get(unit or "")
    return add_months(today, count * months) if months else None


def _weekday(match: re.Match[str], today: date) -> date | None:
    """Return the first day after today that is this weekday."""
    wanted = VALUES["WEEKDAY"].get(match["day"])
    if wanted is None:
        return None
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _weekday_next_week(match: re.Match[str], today: date) -> date | None:
    wanted = VALUES["WEEKDAY"].get(match["day"])
    monday = today + timedelta(days=7 - today.weekday())
    return None if wanted is None else monday + timedelta(days=wanted)


def _nth_weekday(match: re.Match[str], today: date) -> date | None:
    """Return such a day of the next month or, unless that has passed, of this one."""
    weekday = VALUES["WEEKDAY"].get(match["day"])
    if weekday is None:
        return None
    months = (today, add_months(today.replace(day=1), 1))
    this, following = (
        due.nth_weekday(VALUES["NTH"][match["nth"]], weekday, month.month, month.year)
        for month in months
    )
    return following if match["next"] or this < today else this


def _unit(match: re.Match[str], today: date) -> str | None:
    """Return this or the next week, month, quarter or year as a phrase with a year."""
    word = match["unit"]
    unit = UNITS.get(word)
    ahead = 0 if match["this"] in {"deze", "dit", "this"} else 1
    prefix = f"{match['part']} " if match["part"] else ""
    if unit == "week" and not prefix:
        year, week, _day = (today + timedelta(weeks=ahead)).isocalendar()
        return f"week {week} {year}"
    if unit == "month":
        day = add_months(today.replace(day=1), ahead)
        name = WORDS["en" if word == "month" else "nl"].months[day.month - 1]
        return f"{prefix}{name} {day.year}"
    if unit == "quarter":
        day = add_months(today.replace(day=1), 3 * ahead)
        return f"{prefix}Q{(day.month + 2) // 3} {day.year}"
    if unit == "year":
        return f"{prefix}{today.year + ahead}"
    return None


def _part(match: re.Match[str], today: date) -> str | None:
    """Return a part of this month, quarter or year, or of the next if that part has passed."""
    for this in ("this", "next"):
        words = f"{match['part']} {this} {match['unit']}"
        unit_match = re.fullmatch(r"(?P<part>\w+) (?P<this>\w+) (?P<unit>\w+)", words)
        phrase = _unit(unit_match, today) if unit_match else None
        period = due.parse(phrase or "")
        if phrase and period and period.last >= today:
            return phrase
    return None


RELATIVE: tuple[Relative, ...] = (
    Relative("vandaag|today", lambda _, t: t, "vandaag", "2025-03-05"),
    Relative("morgen|tomorrow", lambda _, t: t + timedelta(days=1), "morgen", "2025-03-06"),
    Relative(
        "overmorgen|(the )?day after tomorrow",
        lambda _, t: t + timedelta(days=2),
        "overmorgen",
        "2025-03-07",
    ),
    Relative("gisteren|yesterday", lambda _, t: t - timedelta(days=1), "gisteren", "2025-03-04"),
    Relative(
        rf"((over|binnen|in|within) )?(?P<n>\d{{1,4}}|{'|'.join(COUNTS)}) (?P<unit>\w+)",
        _later,
        "over 2 weken",
        "2025-03-19",
    ),
    Relative(
        "((over|binnen|in|within) )?((een|a|half a) )?(half ?jaar|half (a )?year)",
        lambda _, t: add_months(t, 6),
        "over een half jaar",
        "2025-09-05",
    ),
    Relative(
        f"(de )?(?P<nth>{'|'.join(VALUES['NTH'])}) (?P<day>[a-z]+) (van|of|in)"
        " ((de|deze|the|this)|(?P<next>(de )?volgende|next)) (maand|month)",
        _nth_weekday,
        "2e woensdag van de maand",
        "2025-03-12",
    ),
    Relative(
        r"((aanstaande|komende|volgende|next|coming) )?(?P<day>[a-z]+)",
        _weekday,
        "next friday",
        "2025-03-07",
    ),
    Relative(
        "(volgende|next) week( op| on)? (?P<day>[a-z]+)",
        _weekday_next_week,
        "volgende week vrijdag",
        "2025-03-14",
    ),
    Relative(
        "(?P<day>[a-z]+)( van| of)? (volgende|next) week",
        _weekday_next_week,
        "Friday of next week",
        "2025-03-14",
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
