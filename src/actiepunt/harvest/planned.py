"""Meetings of the register, and which of those that a document announces are one and the same."""

from datetime import date, datetime

from actiepunt.core.model import Meeting, Record, Register
from actiepunt.text import fold


def known(register: Register, meeting: Meeting) -> str:
    """Return the id of the meeting of a register on the same day of the same body; empty if none."""
    return next(
        (
            one.id
            for one in register.meetings
            if meeting.day and one.day == meeting.day and _name(one) == _name(meeting)
        ),
        "",
    )


def following(register: Register, body: str, day: date) -> str:
    """Return the id of the first meeting of a body after a day; empty if none is planned."""
    later = [
        one
        for one in register.meetings
        if body and one.body == body and one.day and one.day > day and one.status != "cancelled"
    ]
    return min(later, key=lambda one: one.day or date.max).id if later else ""


def key(record: Record, fingerprint: str) -> str:
    """Return what makes two proposals one: the meeting on a day, or the sentence."""
    if isinstance(record, Meeting):
        return f"{record.day} {_name(record)}" if record.day else f"{fingerprint} meeting"
    return fingerprint


def told(record: Record) -> int:
    """Return how much a record tells: its fields, and whether it has a time of day."""
    timed = isinstance(record, Meeting) and isinstance(record.start, datetime)
    return sum(bool(value) for value in record) + timed


def _name(meeting: Meeting) -> str:
    return fold(meeting.body or meeting.title)
