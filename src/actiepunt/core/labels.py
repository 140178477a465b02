"""Labels of fields and values, in the language of the translator that is passed as `say`."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from actiepunt.core import fields
from actiepunt.core.calendar_words import WORDS, Words
from actiepunt.core.model import Progress, Value
from actiepunt.core.names import joined
from actiepunt.i18n import N_, Translate

Plural = Callable[[str, str, int], str]
DayWriter = Callable[[date], str]
"""Writes a day: `date.isoformat` for files, commit messages and pipes, words for people."""

FIELDS: Mapping[str, str] = {
    name: rows[0].label or name
    for name, rows in sorted(fields.NAMES.items(), key=lambda pair: pair[0] in fields.HIDDEN)
}
"""The label of every field in English; hidden fields come last."""

_LISTED_FIELDS: Mapping[str, str] = {
    "name": N_("name"),
    **{row.name: row.label for table in (fields.BODY, fields.PERSON) for row in table.values()},
}

CHOICES: Mapping[str, Mapping[str, str]] = {
    name: {choice: text for row in rows for choice, text in row.choices.items()}
    for name, rows in fields.NAMES.items()
    if any(row.choices for row in rows)
}
"""The label of every choice in English, by the name of its field."""

_SENTENCES = {name for name, rows in fields.NAMES.items() if any(r.has_sentences for r in rows)}

_LANGUAGE = N_("en")
"""The code of the language of a catalogue, which each translates as its own."""

_STEPS = (("day", 1.0, 14), ("week", 7.0, 61), ("month", 365.25 / 12, 730))
"""Units in which the distance of a day is told: their length, and below how many days; then years.

Up to two weeks it is exact; beyond that the date, which stands beside it, has to be.
"""


def words(say: Translate) -> Words:
    """Return the names of days and months, and the words for how near a day is."""
    return WORDS[say(_LANGUAGE)]


def weekday(day: date, say: Translate) -> str:
    """Return the name of the day of the week of a date."""
    return words(say).weekdays[day.weekday()]


def weekday_and_month(day: date, say: Translate) -> str:
    """Return a day without its year, `Thu 6 March`."""
    named = words(say)
    return f"{named.weekdays_short[day.weekday()]} {day.day} {named.months[day.month - 1]}"


def short_day(day: date, today: date, say: Translate) -> str:
    """Return a day as people write it, `Thu 6 Mar`; with its year unless that is this year."""
    named = words(say)
    text = f"{named.weekdays_short[day.weekday()]} {day.day} {named.months_short[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def full_day(day: date | datetime, say: Translate) -> str:
    """Return a day in full, `Thu 6 March 2025`, and a moment as `Thu 6 March 2025 10:00`."""
    return moment(day, lambda day: f"{weekday_and_month(day, say)} {day.year}")


def in_full(say: Translate) -> DayWriter:
    """Return what writes days as `full_day` does."""
    return lambda day: full_day(day, say)


def plain_day(day: date, say: Translate) -> str:
    """Return a day without its day of the week, `6 March 2025`."""
    return f"{day.day} {month(day, say)}"


def month(day: date, say: Translate) -> str:
    """Return the month of a day and its year, `March 2025`."""
    return f"{words(say).months[day.month - 1]} {day.year}"


def short_month(day: date, say: Translate) -> str:
    """Return the month of a day and its year in few words, `Mar 2025`."""
    return f"{words(say).months_short[day.month - 1]} {day.year}"


def nearness(day: date, today: date, say: Translate) -> str:
    """Return how near a day is: `tomorrow`, `in 3 days`, `2 weeks ago`."""
    named, days = words(say), (day - today).days
    if days in named.near:
        return named.near[days]
    unit, length = next(((u, n) for u, n, below in _STEPS if abs(days) < below), ("year", 365.25))
    count = round(abs(days) / length)
    one, other = (named.future if days > 0 else named.past)[unit]
    return (one if count == 1 else other).format(count)


def lateness(days: int, ngettext: Plural) -> str:
    """Return how late something is, `2 days late`; `ngettext` is that of a catalogue."""
    return ngettext("{days} day late", "{days} days late", days).format(days=days)


def label(field: str, say: Translate) -> str:
    """Return the label of a field; of a name that both have, that of records.

    Raises:
        KeyError: no record and nothing in register.toml has a field of that name.
    """
    return say(FIELDS.get(field) or _LISTED_FIELDS[field])


def state(status: str, say: Translate) -> str:
    """Return the label of a status, or the status itself where it is unknown."""
    return say(CHOICES["status"].get(status, status))


def moment(value: date | datetime, write: DayWriter = date.isoformat) -> str:
    """Return a date as `2025-03-05`, and a moment as `2025-03-05 10:00`."""
    if isinstance(value, datetime):
        return f"{write(value.date())} {value:%H:%M}"
    return write(value)


def span(
    start: date | datetime,
    end: date | datetime | None,
    dash: str = "–",
    write: DayWriter = date.isoformat,
) -> str:
    """Return a start and an end as one text; an end on the same day is given as a time alone."""
    first = moment(start, write)
    if end is None or end == start:
        return first
    if isinstance(end, datetime) and end.date() == _day(start):
        return f"{first}{dash}{end:%H:%M}"
    apart = f" {dash.strip()} " if " " in write(_day(start)) else dash  # between days in words
    return f"{first}{apart}{moment(end, write)}"


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def value(
    content: Value, say: Translate, field: str = "", write: DayWriter = date.isoformat
) -> str:
    """Return the content of a field as one line for people, its days as `write` writes them.

    A choice gives its label, a long text its first line, and an empty field a dash.
    """
    if not content:
        return "–"
    if isinstance(content, date):
        return moment(content, write)
    if isinstance(content, tuple):
        items = [
            f"{write(item.on)} {item.text}" if isinstance(item, Progress) else item
            for item in content
        ]
        return "; ".join(items) if field in _SENTENCES else joined(items)
    first, *rest = content.strip().splitlines() or [""]
    if field in CHOICES:
        return say(CHOICES[field].get(content, content))
    return f"{first} …" if rest else first
