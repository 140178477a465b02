"""The meetings of the calendar: their order, which are over, and those of a period."""

from collections.abc import Iterable
from datetime import date, datetime, time

from actiepunt.core.due import Period, meeting_days
from actiepunt.core.model import Meeting, Register
from actiepunt.text import slug


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting has ended at a local moment.

    A meeting without an end lasts its whole day; an unplanned meeting is never over.
    """
    if isinstance(meeting.end, datetime):
        return meeting.end <= now
    return meeting.last_day is not None and meeting.last_day < now.date()


def latest_begun(meetings: Iterable[Meeting], now: datetime) -> Meeting | None:
    """Return the meeting that began last at a local moment, or None if none has begun.

    A meeting without a time begins with its day; a cancelled one does not count.
    """
    begun = [
        meeting
        for meeting in meetings
        if meeting.day and meeting.status != "cancelled" and order(meeting)[2] <= now
    ]
    return max(begun, key=order, default=None)


def order(meeting: Meeting) -> tuple[date, bool, datetime, str]:
    """Return the sort key of a meeting: its day, then its time.

    An unplanned meeting follows those on the last day of its window.
    """
    period = meeting_days(meeting)
    day = (period.last if not meeting.day else meeting.day) if period else date.max
    start = meeting.start
    moment = start if isinstance(start, datetime) else datetime.combine(day, time.min)
    return (day, meeting.day is None, moment, meeting.id)


def select(register: Register, body: str, span: Period, *, everything: bool) -> list[Meeting]:
    """Return the meetings of a body that overlap `span`, in order of time.

    An empty body means all bodies. Cancelled meetings are included only with `everything`, and
    meetings with an unreadable window always.
    """
    rows = []
    for meeting in register.meetings:
        period = meeting_days(meeting)
        in_span = period is None or (period.last >= span.first and period.first <= span.last)
        shown = everything or meeting.status != "cancelled"
        if in_span and shown and (not body or slug(meeting.body) == slug(body)):
            rows.append(meeting)
    return sorted(rows, key=order)
