"""The presentation of meetings: listings and cards."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from actiepunt.core import labels
from actiepunt.core.due import meeting_days
from actiepunt.core.labels import DayWriter
from actiepunt.core.model import Meeting
from actiepunt.i18n import _, ngettext
from actiepunt.output import Column, Entry, Listing, Tone
from actiepunt.views.records import SOON, dated, joined, record

_TWO_DAYS = len("Wed 21 May – Thu 22 May")


def listing(rows: Sequence[Meeting], today: date, empty: str = "") -> Listing:
    """Return the listing of meetings; `empty` is the text where there are none."""
    states = any(meeting.status != "confirmed" for meeting in rows)
    plain = [
        dated(_("when"), _when),
        *([Column(_("status"), _state)] if states else []),
        Column(_("meeting"), lambda m: m.what),
        Column(_("location"), lambda m: m.location),
        dated(_("papers"), lambda m, write: write(m.papers) if m.papers else ""),
        Column(_("id"), lambda m: m.id),
    ]
    screen = Entry(
        [
            Column(_("when"), lambda m: day(m, today), most=_TWO_DAYS, toned=True),
            Column(_("time"), time, toned=True),
        ],
        lambda m: [m.what, _state(m)],
        lambda m: joined(m.id, m.location, papers(m, today)),
        _by_month(rows),
    )
    title = ngettext("{count} meeting", "{count} meetings", len(rows)).format(count=len(rows))
    return Listing(
        "meetings",
        {"": rows},
        plain,
        screen,
        record,
        lambda meeting: tone(meeting, today),
        footer=title,
        empty=empty or _("No meetings found."),
        names=tuple(record(Meeting())),
    )


def day(meeting: Meeting, today: date) -> str:
    """Return the day or days of a meeting, or the window of one that is not planned."""
    if not meeting.day:
        return meeting.window
    days = dict.fromkeys([meeting.day, meeting.last_day or meeting.day])
    return " – ".join(labels.short_day(day, today, _) for day in days)


def time(meeting: Meeting) -> str:
    """Return the times of a meeting, "10:00–12:30"; empty where it has none."""
    moments = [m for m in (meeting.start, meeting.end) if isinstance(m, datetime)]
    return "–".join(dict.fromkeys(f"{moment:%H:%M}" for moment in moments))


def papers(meeting: Meeting, today: date) -> str:
    """Return the day by which the papers of a meeting must be in, with its label; or ""."""
    return (meeting.papers and f"{_('papers')} {labels.short_day(meeting.papers, today, _)}") or ""


def _by_month(rows: Sequence[Meeting]) -> Mapping[str, Sequence[Meeting]]:
    """Return meetings by their month, and those that are not planned under a heading of their own.

    The headings follow the order of the rows; the one of the unplanned meetings comes last.
    """
    groups: dict[str, list[Meeting]] = {}
    for meeting in sorted(rows, key=lambda meeting: meeting.day is None):
        heading = labels.month(meeting.day, _) if meeting.day else _("To be planned")
        groups.setdefault(heading, []).append(meeting)
    return groups


def _state(meeting: Meeting) -> str:
    return "" if meeting.status == "confirmed" else labels.state(meeting.status, _)


def tone(meeting: Meeting, today: date) -> Tone:
    """Return how a meeting is highlighted on a day."""
    days = meeting_days(meeting)
    if meeting.status == "cancelled" or (days and days.last < today):
        return "closed"
    return "soon" if meeting.day and meeting.day <= today + timedelta(days=SOON) else ""


def _when(meeting: Meeting, write: DayWriter) -> str:
    """Return the time of a meeting, or the window of one that is not planned."""
    start = meeting.start
    return labels.span(start, meeting.end, write=write) if start else meeting.window
