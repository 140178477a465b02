"""Labels of fields and values, in the language of the translator that is passed as `say`."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from actiepunt.core import fields
from actiepunt.core.model import Progress, Value
from actiepunt.core.names import joined
from actiepunt.i18n import N_, Translate

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

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)

WEEKDAYS_SHORT = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
    N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip

MONTHS_SHORT = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def weekday(day: date, say: Translate) -> str:
    """Return the name of the day of the week of a date."""
    return say(WEEKDAYS[day.weekday()])


def short_day(day: date, today: date, say: Translate) -> str:
    """Return a day as people write it, `Thu 6 Mar`; with its year unless that is this year."""
    text = f"{say(WEEKDAYS_SHORT[day.weekday()])} {day.day} {say(MONTHS_SHORT[day.month - 1])}"
    return text if day.year == today.year else f"{text} {day.year}"


def full_day(day: date, say: Translate) -> str:
    """Return a day in full, `Thu 6 March 2025`."""
    return f"{say(WEEKDAYS_SHORT[day.weekday()])} {day.day} {month(day, say)}"


def month(day: date, say: Translate) -> str:
    """Return the month of a day and its year, `March 2025`."""
    return f"{say(MONTHS[day.month - 1])} {day.year}"


def short_month(day: date, say: Translate) -> str:
    """Return the month of a day and its year in few words, `Mar 2025`."""
    return f"{say(MONTHS_SHORT[day.month - 1])} {day.year}"


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
