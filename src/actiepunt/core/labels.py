"""The board's words for fields and states, in whichever language is asked (DESIGN section 2)."""

from collections.abc import Mapping
from datetime import date, datetime

from actiepunt.core import fields
from actiepunt.core.model import Progress, Value
from actiepunt.core.names import joined
from actiepunt.i18n import N_, Translate

FIELDS: Mapping[str, str] = {
    name: rows[0].label or name
    for name, rows in sorted(fields.NAMES.items(), key=lambda pair: pair[0] in fields.HIDDEN)
}
"""The label of every field in English; those that people seldom see come last."""

CHOICES: Mapping[str, Mapping[str, str]] = {
    name: {word: label for row in rows for word, label in row.choices.items()}
    for name, rows in fields.NAMES.items()
    if any(row.choices for row in rows)
}
"""The words for the values of each field that takes one of a few, in English."""

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


def weekday(day: date, say: Translate) -> str:
    """Return the name of the day of the week."""
    return say(WEEKDAYS[day.weekday()])


def label(field: str, say: Translate) -> str:
    """Return the board's word for a field.

    Raises:
        KeyError: neither an action nor a meeting has such a field.
    """
    return say(FIELDS[field])


def state(status: str, say: Translate) -> str:
    """Return the board's word for a status."""
    return say(CHOICES["status"].get(status, status))


def moment(value: date | datetime) -> str:
    """Return a date or moment as ISO 8601 with a space, to the minute."""
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()


def span(start: date | datetime, end: date | datetime | None, dash: str = "–") -> str:
    """Return from when to when; on one day the end is a time only."""
    first = moment(start)
    if end is None or end == start:
        return first
    last = moment(end)
    one_day = last[:10] == first[:10] and last[11:]
    return f"{first}{dash}{last[11:] if one_day else last}"


def value(content: Value, say: Translate, field: str = "") -> str:
    """Return a field's content as one line; of a field with choices the board's word for it."""
    if not content:
        return "–"
    if isinstance(content, date):
        return moment(content)
    if isinstance(content, tuple):
        items = [_item(item) for item in content]
        return "; ".join(items) if field in _SENTENCES else joined(items)
    first, *rest = content.strip().splitlines() or [""]
    if field in CHOICES:
        return say(CHOICES[field].get(content, content))
    return f"{first} …" if rest else first


def _item(item: str | Progress) -> str:
    return item if isinstance(item, str) else f"{item.on.isoformat()} {item.text}"
