"""How long before a meeting or a deadline a calendar warns: "1 dag", "2 hours", "1d", "2u"."""

import re
from datetime import timedelta

from actiepunt.core.relative import UNITS
from actiepunt.core.vocabulary import COUNTS
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold

MOST = timedelta(days=366)

_MORNING = timedelta(hours=9)
_LENGTHS = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_UNITS = {
    **{word: unit for word, unit in UNITS.items() if unit in _LENGTHS},
    "d": "day", "w": "week",
    **dict.fromkeys(("min", "minuut", "minuten", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "u", "uur", "uren", "hour", "hours"), "hour"),
}  # fmt: skip
_SPAN = re.compile(rf"(?P<count>\d{{1,5}}|{'|'.join(COUNTS)}) ?(?P<unit>{'|'.join(_UNITS)})")


def read(text: str) -> timedelta:
    """Return the time before an event that a text means: a number and a unit, weeks to minutes.

    Raises:
        UsageError: it cannot be read, or is nothing or more than `MOST`.
    """
    match = _SPAN.fullmatch(fold(text))
    if match is None:
        raise UsageError(
            _("“{text}” cannot be read as a time before a meeting").format(text=text),
            _("Write it as {examples}.").format(examples=_('1d, 2h, "1 week"')),
        )
    count = COUNTS.get(match["count"]) or int(match["count"])
    ahead = count * _LENGTHS[_UNITS[match["unit"]]]
    if not timedelta() < ahead <= MOST:
        raise UsageError(
            _("an alarm comes at least a minute and at most a year before a meeting"),
            _("Write it as {examples}.").format(examples=_('1d, 2h, "1 week"')),
        )
    return ahead


def trigger(ahead: timedelta, *, whole_day: bool) -> timedelta:
    """Return how long after the start of an event its alarm goes off; it is always below 0.

    Before a whole day the alarm comes at nine in the morning, so many days before, at least one:
    counted from the midnight at which the day begins, it would come in the night.
    """
    if not whole_day:
        return -ahead
    days = -(-ahead // timedelta(days=1))
    return _MORNING - timedelta(days=days)
