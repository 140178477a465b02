"""The board's words for fields and states, in whichever language is asked (DESIGN section 2)."""

from collections.abc import Mapping
from datetime import date, datetime

from actiepunt.core.model import Progress, Value
from actiepunt.core.names import joined
from actiepunt.i18n import N_, Translate

FIELDS: Mapping[str, str] = {
    "id": N_("number"),
    "summary": N_("action"),
    "owners": N_("owner"),
    "body": N_("body"),
    "status": N_("status"),
    "due": N_("due"),
    "meeting": N_("meeting"),
    "item": N_("agenda item"),
    "tags": N_("tags"),
    "created": N_("created"),
    "closed": N_("closed"),
    "outcome": N_("outcome"),
    "details": N_("details"),
    "progress": N_("progress"),
    "was": N_("earlier number"),
    "title": N_("title"),
    "start": N_("start"),
    "window": N_("to be planned"),
    "end": N_("end"),
    "location": N_("location"),
    "url": N_("url"),
    "papers": N_("papers"),
    "participants": N_("participants"),
    "agenda": N_("agenda"),
    "notes": N_("notes"),
    "withdrawn": N_("withdrawn"),
}
STATUSES: Mapping[str, str] = {
    "open": N_("open"),
    "in-progress": N_("in progress"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
    "confirmed": N_("confirmed"),
    "tentative": N_("tentative"),
}


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
    """Return the board's word for a field."""
    return say(FIELDS.get(field, field))


def state(status: str, say: Translate) -> str:
    """Return the board's word for a status."""
    return say(STATUSES.get(status, status))


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
    """Return a field's content as one line."""
    if not content:
        return "–"
    if isinstance(content, date):
        return moment(content)
    if isinstance(content, tuple):
        items = [_item(item) for item in content]
        return "; ".join(items) if field in {"progress", "agenda"} else joined(items)
    first, *rest = content.strip().splitlines() or [""]
    return state(content, say) if field == "status" else f"{first} …" if rest else first


def _item(item: str | Progress) -> str:
    return item if isinstance(item, str) else f"{item.on.isoformat()} {item.text}"
