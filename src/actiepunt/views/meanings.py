"""What typed text is understood as, in a few words: the day of a phrase, the meeting of a REF.

Each function raises the ActiepuntError of the reader for a text that it cannot read.
"""

from collections.abc import Sequence
from datetime import date, datetime

from actiepunt.core import due as deadlines
from actiepunt.core import labels, names, query
from actiepunt.core.model import Register
from actiepunt.core.when import Reader
from actiepunt.i18n import _
from actiepunt.views import meetings


def due(reader: Reader, typed: str) -> str:
    """Return the last day that a typed deadline means, with the meeting where it is one."""
    return deadline(reader, reader.due(typed))


def deadline(reader: Reader, value: date | str, undated: str = "") -> str:
    """Return the last day of a `due` field, with the meeting where it is one.

    `undated` is the text for a field that stands for no day.
    """
    known = {meeting.id: meeting for meeting in reader.meetings}
    day = deadlines.deadline(value, known)
    if isinstance(value, str) and value in known:
        return meeting(reader, value)
    if day is None:
        return undated or _("no day")
    shown = labels.short_day(day, reader.today, _)
    return _("{day}, has passed").format(day=shown) if day < reader.today else shown


def meeting(reader: Reader, typed: str) -> str:
    """Return the heading and the day of the meeting that a REF names."""
    named = reader.meeting(typed)
    return f"{named.what}, {meetings.day(named, reader.today)}"


def moment(reader: Reader, typed: str, on: date | None = None) -> str:
    """Return the day and time that typed text means; `on` is the day of a time alone."""
    value = reader.moment(typed, on)
    if not isinstance(value, datetime):
        return labels.short_day(value, reader.today, _)
    return f"{labels.short_day(value.date(), reader.today, _)} {value:%H:%M}"


def body(register: Register, typed: str) -> str:
    """Return the body that a name means where it is written otherwise, or that it is new."""
    named = query.body_for_change(register, typed.strip())
    if named not in query.known_bodies(register):
        return _("new")
    return named if named != typed.strip() else ""


def owners(known: Sequence[str], typed: str) -> str:
    """Return the owners that typed names mean, and which of them are new."""
    meant = names.completed(typed, known)
    whole = names.joined(meant) if meant != names.split(typed) else ""
    new = names.joined([name for name in meant if name not in known])
    return " · ".join(filter(None, [whole, new and _("new: {names}").format(names=new)]))
