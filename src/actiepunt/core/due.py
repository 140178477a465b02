"""Due phrases: the words that boards use for a deadline, and the days that they mean.

To add a phrase, add a row to the table `PHRASES`: its pattern, the function that computes its days,
an example and the days of the example. The example is a test and a line of `actiepunt add --help`;
nothing else needs to change.

A pattern consists of names. An upper-case name matches a word of `VALUES` or a number, whose value
is passed to the function; a lower-case name matches a word of `KEYWORDS` and passes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from actiepunt.core import undated
from actiepunt.core.model import Meeting
from actiepunt.core.vocabulary import KEYWORDS, VALUES, tokens

YEARS = range(1900, 2200)
"""The years that a deadline can be in; any other number is a typing error."""


class Period(NamedTuple):
    """The days from `first` to `last`, inclusive; its deadline is the last day."""

    first: date
    last: date


class Phrase(NamedTuple):
    """A row of the table: `example` means `days` (two ISO dates, first and last)."""

    pattern: str
    period: Callable[..., Period]
    example: str
    days: str


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def last_day(month: int, year: int) -> date:
    """Return the last day of a month (the `calendar` module is slow to import)."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _months(first: int, last: int, year: int) -> Period:
    """Return whole months; a period that runs past December ends in `year`."""
    start = year - 1 if last < first else year
    return Period(date(start, first, 1), last_day(last, year))


def _month(month: int, year: int) -> Period:
    return _months(month, month, year)


def _half(half: int, year: int) -> Period:
    last = 12 if half == -1 else half * 6
    return _months(last - 5, last, year)


def _quarter(quarter: int, year: int) -> Period:
    last = 12 if quarter == -1 else quarter * 3
    return _months(last - 2, last, year)


def _part_of_month(part: int, month: int, year: int) -> Period:
    """Split a month after the 10th and the 20th."""
    whole = _month(month, year)
    last = whole.last if part == 2 else date(year, month, 10 * part + 10)
    return Period(date(year, month, 10 * part + 1), last)


def _part_of_year(part: int, year: int) -> Period:
    """Split a year after April and August."""
    return _months(4 * part + 1, 4 * part + 4, year)


def _first_or_last_months(nth: int, year: int) -> Period:
    if nth not in {1, -1}:
        raise ValueError(nth)
    return _part_of_year(0 if nth == 1 else 2, year)


def _part_of_quarter(part: int, quarter: int, year: int) -> Period:
    return _month(3 * quarter - 2 + part, year)


def _part_to_part(part: int, month: int, part2: int, month2: int, year: int) -> Period:
    first_year = year - 1 if month2 < month else year
    return Period(
        _part_of_month(part, month, first_year).first, _part_of_month(part2, month2, year).last
    )


def _week(week: int, year: int) -> Period:
    """Return an ISO 8601 week, Monday to Sunday."""
    return Period(date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7))


def _week_of_month(nth: int, month: int, year: int) -> Period:
    whole = _month(month, year)
    if nth == -1:
        return Period(whole.last - timedelta(days=6), whole.last)
    return Period(date(year, month, 7 * nth - 6), date(year, month, 7 * nth))


def nth_weekday(nth: int, weekday: int, month: int, year: int) -> date:
    """Return a weekday of a month, counted from 1, or the last one where `nth` is -1.

    Raises:
        ValueError: the month has fewer of them.
    """
    if nth == -1:
        last = last_day(month, year)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return date(year, month, 7 * nth - 6 + (weekday - first.weekday()) % 7)


def _nth_weekday(nth: int, weekday: int, month: int, year: int) -> Period:
    day = nth_weekday(nth, weekday, month, year)
    return Period(day, day)


def _season(season: int, year: int) -> Period:
    """Return a meteorological season; the winter of a year begins in its December."""
    if season == 3:
        return _months(12, 2, year + 1)
    return _months(3 * season + 3, 3 * season + 5, year)


def _before_season(season: int, year: int) -> Period:
    """Return the weeks before a season.

    Before the summer is before the summer recess of July and August, as boards mean it.
    """
    if season == 1:
        return _month(6, year)
    first = _season(season, year).first
    return Period(first - timedelta(days=30), first - timedelta(days=1))


def _after_season(season: int, year: int) -> Period:
    first = _season(season, year).last + timedelta(days=1)
    return _month(first.month, first.year)


def _day(day: int, month: int, year: int) -> Period:
    return Period(date(year, month, day), date(year, month, day))


PHRASES: tuple[Phrase, ...] = (
    Phrase("YEAR", _year, "2025", "2025-01-01 2025-12-31"),
    Phrase(
        "YEAR or YEAR",
        lambda a, b: Period(_year(a).first, _year(b).last),
        "2025/2026",
        "2025-01-01 2026-12-31",
    ),
    Phrase(
        "NTH months YEAR", _first_or_last_months, "eerste maanden van 2025", "2025-01-01 2025-04-30"
    ),
    Phrase("HALF YEAR", _half, "H1 2025", "2025-01-01 2025-06-30"),
    Phrase("NTH half YEAR", _half, "eerste helft 2025", "2025-01-01 2025-06-30"),
    Phrase("QUARTER YEAR", _quarter, "Q2 2025", "2025-04-01 2025-06-30"),
    Phrase("YEAR dash QUARTER", lambda y, q: _quarter(q, y), "2025-Q2", "2025-04-01 2025-06-30"),
    Phrase("NTH quarter YEAR", _quarter, "2e kwartaal 2025", "2025-04-01 2025-06-30"),
    Phrase("quarter N YEAR", _quarter, "kwartaal 3 2025", "2025-07-01 2025-09-30"),
    Phrase(
        "QUARTER or QUARTER YEAR",
        lambda a, b, y: Period(_quarter(a, y).first, _quarter(b, y).last),
        "Q1/Q2 2025",
        "2025-01-01 2025-06-30",
    ),
    Phrase("PART QUARTER YEAR", _part_of_quarter, "eind Q2 2025", "2025-06-01 2025-06-30"),
    Phrase("MONTH YEAR", _month, "april 2025", "2025-04-01 2025-04-30"),
    Phrase("YEAR dash N", lambda y, m: _month(m, y), "2025-04", "2025-04-01 2025-04-30"),
    Phrase("MONTH or MONTH YEAR", _months, "maart/april 2025", "2025-03-01 2025-04-30"),
    Phrase("PART MONTH YEAR", _part_of_month, "eind april 2025", "2025-04-21 2025-04-30"),
    Phrase(
        "PART MONTH or PART MONTH YEAR",
        _part_to_part,
        "eind maart/begin april 2025",
        "2025-03-21 2025-04-10",
    ),
    Phrase("PART YEAR", _part_of_year, "medio 2025", "2025-05-01 2025-08-31"),
    Phrase("week N YEAR", _week, "week 12 2025", "2025-03-17 2025-03-23"),
    Phrase("WEEK YEAR", _week, "w12 2025", "2025-03-17 2025-03-23"),
    Phrase("YEAR dash WEEK", lambda y, w: _week(w, y), "2025-W12", "2025-03-17 2025-03-23"),
    Phrase(
        "week N or N YEAR",
        lambda a, b, y: Period(_week(a, y).first, _week(b, y).last),
        "week 12/13 2025",
        "2025-03-17 2025-03-30",
    ),
    Phrase(
        "NTH week MONTH YEAR", _week_of_month, "laatste week van mei 2025", "2025-05-25 2025-05-31"
    ),
    Phrase(
        "NTH WEEKDAY MONTH YEAR",
        _nth_weekday,
        "2e woensdag van april 2025",
        "2025-04-09 2025-04-09",
    ),
    Phrase(
        "NTH WEEKDAY in MONTH YEAR",
        _nth_weekday,
        "second Wednesday in April 2025",
        "2025-04-09 2025-04-09",
    ),
    Phrase("SEASON YEAR", _season, "voorjaar 2025", "2025-03-01 2025-05-31"),
    Phrase("before SEASON YEAR", _before_season, "voor de zomer 2025", "2025-06-01 2025-06-30"),
    Phrase("after SEASON YEAR", _after_season, "na de zomer 2025", "2025-09-01 2025-09-30"),
    Phrase("N MONTH YEAR", _day, "3 april 2025", "2025-04-03 2025-04-03"),
    Phrase("MONTH N YEAR", lambda m, d, y: _day(d, m, y), "April 3, 2025", "2025-04-03 2025-04-03"),
    Phrase("N dash N dash YEAR", _day, "3-4-2025", "2025-04-03 2025-04-03"),
    Phrase("N dash N dash YY", _day, "3-4-25", "2025-04-03 2025-04-03"),
    Phrase("N dash N YEAR", _day, "3/4 2025", "2025-04-03 2025-04-03"),
    Phrase(
        "YEAR dash N dash N", lambda y, m, d: _day(d, m, y), "2025-04-03", "2025-04-03 2025-04-03"
    ),
)
"""The phrases for a period; `uiterlijk` and `vóór` may precede any of them."""

_COMPILED = tuple((phrase.pattern.split(), phrase.period) for phrase in PHRASES)


def match(words: Sequence[str], pattern: Sequence[str]) -> list[int] | None:
    """Return the values of the upper-case names of `pattern`, or None where it does not match."""
    if len(words) != len(pattern):
        return None
    values = []
    for word, name in zip(words, pattern, strict=True):
        if name.islower():
            if word not in KEYWORDS[name]:
                return None
            continue
        value = _number(word, name) if name in {"N", "YEAR", "YY"} else VALUES[name].get(word)
        if value is None:
            return None
        values.append(value)
    return values


def _number(word: str, name: str) -> int | None:
    if not (word.isascii() and word.isdigit()):
        return None
    if name == "YEAR":
        return int(word) if len(word) == 4 and int(word) in YEARS else None
    if name == "YY":  # the year of this century
        return 2000 + int(word) if len(word) == 2 else None
    return int(word) if len(word) <= 2 else None


_VAGUE = {"half"}.union(
    *(KEYWORDS[name] for name in ("by", "before", "after", "or")),
    *(VALUES[name] for name in ("PART", "WEEKDAY")),
)


def names_period(text: str) -> bool:
    """Tell whether a phrase without a year names a period, so that a year may complete it."""
    words = tokens(text)
    # "in" and "jaar" are dropped before a year, so without one they name no period either.
    return tokens(f"{text} 2000") == [*words, "2000"] and any(word not in _VAGUE for word in words)


def impossible(text: str) -> bool:
    """Tell whether a text names a day or period that does not exist: 31 April, week 54."""
    words = tokens(text)
    while words and (words[0] in VALUES["WEEKDAY"] or words[0] in KEYWORDS["by"]):
        words = words[1:]
    for pattern, period in _COMPILED:
        values = match(words, pattern)
        if values is not None:
            try:
                period(*values)
            except ValueError:
                return True
    return False


@lru_cache(maxsize=4096)
def parse(text: str) -> Period | None:
    """Return the days that a phrase with a year means, or None where no row of `PHRASES` fits."""
    words = tokens(text)
    # "of" is Dutch for "or" and also English: "maart of april", "end of April".
    return _parse(words) or ("of" in words and _parse([w for w in words if w != "of"])) or None


def _parse(words: list[str]) -> Period | None:
    for pattern, period in _COMPILED:
        values = match(words, pattern)
        if values is not None:
            try:
                parsed = period(*values)
            except ValueError:  # 31 February, week 60, the fifth quarter
                return None
            return (
                parsed if parsed.first <= parsed.last else None
            )  # week 36/13 ends before it begins
    return _prefixed(words)


def _prefixed(words: list[str]) -> Period | None:
    """Return the days of a phrase that begins with a weekday, `uiterlijk` or `vóór`."""
    if len(words) < 2:
        return None
    first, rest = words[0], words[1:]
    if first in VALUES["WEEKDAY"]:
        inner = _parse(rest)
        if inner is None or inner.first != inner.last:
            return None
        return inner if inner.first.weekday() == VALUES["WEEKDAY"][first] else None
    if first in KEYWORDS["by"]:
        return _parse(rest)
    if first in KEYWORDS["before"]:
        inner = _parse(rest)
        if (
            inner is None or VALUES["PART"].get(rest[0]) == 2
        ):  # "before the end of" means by its last day
            return inner
        eve = inner.first - timedelta(days=1)
        return Period(eve, eve)
    return None


def days(due: date | str | None, meetings: Mapping[str, Meeting]) -> Period | None:
    """Return the days that a `due` field means, or None where it means none.

    A meeting id means the days of that meeting, or its window while it is not planned.
    """
    if due is None:
        return None
    if not isinstance(due, str):
        return Period(due, due)
    meeting = meetings.get(due)
    return parse(due) if meeting is None else meeting_days(meeting)


def meeting_days(meeting: Meeting) -> Period | None:
    """Return the days of a planned meeting or of its window, or None for a window without days."""
    first, last = meeting.day, meeting.last_day
    if first is None or last is None:
        return parse(meeting.window)
    return Period(first, last)


def deadline(due: date | str | None, meetings: Mapping[str, Meeting]) -> date | None:
    """Return the last day of a `due` field; for a meeting, the day on which it starts."""
    if isinstance(due, str) and (meeting := meetings.get(due)) and meeting.day:
        return meeting.day
    period = days(due, meetings)
    return period and period.last


def unread(due: date | str | None, meetings: Mapping[str, Meeting]) -> bool:
    """Tell whether a `due` field cannot be read: it has no day, and is no undated phrase."""
    if not isinstance(due, str) or deadline(due, meetings) is not None:
        return False
    meeting = meetings.get(due)
    return not undated.reads(meeting.window if meeting else due)
