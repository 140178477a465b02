"""The properties of an event (RFC 5545 3.8) as the fields of a meeting."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any, NamedTuple

from actiepunt.core.model import day_of
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import shorten, visible

if TYPE_CHECKING:
    from icalendar import Component

_LINKS = ("URL", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "CONFERENCE")
_WEB = ("http://", "https://")


class UnreadableError(ActiepuntError):
    """An event, or a calendar, cannot be read; `events.find` makes a fault of it."""


def unknown_zone(name: str) -> UnreadableError:
    """Return the error for a time zone that neither the file nor this machine describes."""
    return UnreadableError(
        _("unknown time zone “{zone}”").format(zone=name),
        _("Export the calendar with its time zones (VTIMEZONE), or in UTC."),
    )


def value(component: "Component", name: str) -> Any:
    """Return the value or values of a property as the parser gives them; None where there is none.

    Their type depends on the property, and on what the file makes of it.
    """
    return component.get(name)


def line(component: "Component", name: str) -> str:
    """Return a property as text on one line; empty where there is none."""
    content = listed(value(component, name) or "")[0]
    return " ".join(visible(str(content), long=True).split())


def heading(event: "Component") -> str:
    """Return what people call an event, for messages."""
    return shorten(line(event, "SUMMARY") or line(event, "UID") or "–", 60)


def listed(content: Any) -> list[Any]:
    """Return the values of a property, which the parser gives alone or as a list."""
    return content if isinstance(content, list) else [content] if content is not None else []


class Zones(NamedTuple):
    """The time zone of the register, and the one of a calendar for times that have none.

    Where the calendar has none either, such a time is local everywhere (RFC 5545 3.3.5).
    """

    register: tzinfo
    calendar: tzinfo | None = None

    def local(self, moment: date) -> date:
        """Return a day as it is, and a moment as local time in the register's zone."""
        if not isinstance(moment, datetime):
            return moment
        if moment.tzinfo is None and self.calendar:
            moment = moment.replace(tzinfo=self.calendar)
        here = moment.astimezone(self.register) if moment.tzinfo else moment
        return here.replace(tzinfo=None, fold=0)


def values(event: "Component", zones: Zones) -> dict[str, Any]:
    """Return the fields of a meeting that an event has."""
    links = (line(event, name) for name in _LINKS)
    texts = {
        "title": line(event, "SUMMARY"),
        "location": line(event, "LOCATION"),
        "url": next((link for link in links if link.lower().startswith(_WEB)), ""),
        "status": _status(event),
        "notes": _prose(event, "DESCRIPTION"),
    }
    return {**_when(event, zones), **{field: text for field, text in texts.items() if text}}


def _prose(event: "Component", name: str) -> str:
    """Return a property as text of several lines; empty where there is none."""
    content = listed(value(event, name) or "")[0]
    return visible(str(content).replace("\r\n", "\n"), long=True).strip()


def _status(event: "Component") -> str:
    """Return the status of a meeting; empty where the event does not tell.

    Outlook keeps a property of its own for it, which goes before STATUS (MS-OXCICAL 2.1.3.1.1).
    """
    status = line(event, "STATUS").upper()
    busy = line(event, "X-MICROSOFT-CDO-BUSYSTATUS").upper()
    if status == "CANCELLED":
        return "cancelled"
    if "TENTATIVE" in {status, busy}:
        return "tentative"
    return "confirmed" if status == "CONFIRMED" or busy == "BUSY" else ""


def _when(event: "Component", zones: Zones) -> dict[str, Any]:
    """Return the start of a meeting, and its end where the event has one.

    The end of days is exclusive in the file, and inclusive in the register.
    """
    start, end = value(event, "DTSTART").dt, _end(event)
    whole_days = line(event, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    if whole_days and isinstance(start, datetime) and start.time() == time():
        start, end = start.date(), end and day_of(end)
    if not isinstance(start, datetime):
        last = day_of(end) - timedelta(days=1) if end else start
        return {"start": start, "end": last if last > start else None}
    start, end = zones.local(start), end and zones.local(end)
    if isinstance(end, datetime) and end != start:
        return {"start": min(start, end), "end": max(start, end)}
    return {"start": start}


def _end(event: "Component") -> date | None:
    if "DTEND" in event:
        end: date = value(event, "DTEND").dt
        return end
    if "DURATION" in event:
        return value(event, "DTSTART").dt + value(event, "DURATION").dt  # type: ignore[no-any-return]
    return None


def categories(event: "Component") -> tuple[str, ...]:
    """Return the categories of an event."""
    names = (
        str(name)
        for content in listed(value(event, "CATEGORIES"))
        for name in getattr(content, "cats", [content])
    )
    return tuple(names)


def version(event: "Component") -> tuple[int, str]:
    """Return what grows with each revision of an event (RFC 5545 3.8.7)."""
    sequence = value(event, "SEQUENCE")
    stamp = value(event, "LAST-MODIFIED") or value(event, "DTSTAMP")
    number = sequence if isinstance(sequence, int) else 0
    return number, stamp.to_ical().decode() if hasattr(stamp, "to_ical") else ""
