"""The values of each kind of field: their types in a file, and how a wrong one is to be written."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from actiepunt.core import due
from actiepunt.core.fields import Kind
from actiepunt.errors import Fault
from actiepunt.i18n import _

TYPES: Mapping[Kind, tuple[type, ...]] = {
    "text": (str,),
    "long": (str,),
    "texts": (list,),
    "day": (date,),
    "moment": (datetime,),
    "due": (date, str),
    "start": (datetime, date),
    "progress": (list,),
}


def wrong(file: str, field: str, kind: Kind, value: object, block: int | None = None) -> Fault:
    """Return the fault of a field whose value is not of its kind.

    The advice shows how to write what the value means; where that is not known, the message says
    what the form is. There is no clock here, and an example of a year that has passed looks odd.
    """
    message = _("{field} must be {kind}").format(field=field, kind=_described(kind))
    written = _written(kind, value)
    advice = _("Write it as: {text}").format(text=f"{field} = {written}") if written else ""
    return Fault(message, file=file, block=block, field=field, advice=advice)


def _described(kind: Kind) -> str:
    return {
        "text": _("text in quotes"),
        "long": _("text in quotes"),
        "texts": _('a list of texts, such as ["A", "B"]'),
        "day": _("a date without quotes, written as YYYY-MM-DD"),
        "moment": _("a moment with its offset, written as YYYY-MM-DDTHH:MM:SS+01:00"),
        "due": _("a date without quotes, or a phrase or meeting id in quotes"),
        "start": _("a local moment without quotes, written as YYYY-MM-DDTHH:MM:SS, or a date"),
        "progress": _('a list of notes, written as [{ on = YYYY-MM-DD, text = "…" }]'),
    }[kind]


def _written(kind: Kind, value: Any) -> str:
    """Return how a value is written as one of another kind; empty where that is not certain."""
    if kind in {"text", "long"} and isinstance(value, int | float | date):
        return f'"{value}"' if not isinstance(value, bool) else ""
    if kind == "texts" and isinstance(value, str) and '"' not in value and "\\" not in value:
        return f'["{value}"]'
    moment = _moment(value)
    if moment and kind == "start":
        return moment.replace(tzinfo=None).isoformat()
    day = moment.date() if moment else _day(value)
    return day.isoformat() if day and kind in {"day", "due", "start"} else ""


def _moment(value: object) -> datetime | None:
    """Return the moment that a value, or the text of one, means; None where it is no moment."""
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and ":" in value else None
    except ValueError:
        return None


def _day(value: object) -> date | None:
    period = due.parse(value) if isinstance(value, str) else None
    return period.last if period and period.first == period.last else None
