"""The days on which a rule of RFC 5545 (section 3.3.10) repeats."""

from collections.abc import Iterator
from datetime import date, datetime, time


def days(rule: str, first: date, until: date) -> Iterator[date]:
    """Yield the days of a rule from `first` up to and including `until`.

    Args:
        rule: The value of an RRULE of whole days, without COUNT and UNTIL.
        first: The first possible day; it is yielded only where the rule falls on it.
        until: The last possible day.

    Raises:
        ValueError: a part of the rule has no such value.
    """
    from dateutil.rrule import rrulestr

    start = datetime.combine(first, time())
    end = f"UNTIL={until:%Y%m%d}T000000"
    try:
        for moment in rrulestr(f"{rule};{end}", dtstart=start):
            yield moment.date()
    except (AttributeError, IndexError, KeyError, TypeError) as error:  # of a value out of order
        raise ValueError(rule) from error
