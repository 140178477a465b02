"""Undated deadlines: phrases that boards use when nobody can name a day.

They are kept and shown as agreed, sorted after the dated deadlines, and are never late. To add a
phrase, add it to `PHRASES`. The next meeting of a body is undated too while it is not planned.
"""

import re

from actiepunt.text import fold

PHRASES: tuple[str, ...] = (
    "zo snel mogelijk", "zo spoedig mogelijk", "z.s.m.", "as soon as possible", "asap",
    "per direct", "direct", "onmiddellijk", "immediately",
    "op korte termijn", "op termijn", "op lange termijn", "in the short term", "in the long term",
    "binnenkort", "spoedig", "soon", "shortly",
    "doorlopend", "lopend", "continu", "structureel", "ongoing", "continuous",
    "n.t.b.", "nog te bepalen", "nader te bepalen", "t.b.d.", "to be determined", "to be decided",
    "te zijner tijd", "t.z.t.", "in due course",
    "volgende vergadering", "volgende vergadering van het AB", "next meeting of the Board",
)  # fmt: skip
_NEXT_MEETING = re.compile(
    r"(?:(?:in|bij|op|at) )?(?:de |het |the )?(?:eerst)?(?:volgende|eerstkomende|komende|next)"
    r" (?:vergadering|overleg|bijeenkomst|meeting)(?: (?:(?:van|of) )?(?:de |het |the )?(.+))?"
)


def reads(text: str) -> bool:
    """Tell whether a text is an undated deadline, regardless of case, accents and dots."""
    return _normalized(text) in _NORMALIZED or next_meeting(text) is not None


def next_meeting(text: str) -> str | None:
    """Return the body whose next meeting a text means, empty if it names no body, else None.

    A text with a number in it, such as a date, means a certain meeting and not the next one.
    """
    match = _NEXT_MEETING.fullmatch(fold(text))
    if not match:
        return None
    whose = match[1] or ""
    return None if any(word.isdigit() for word in re.split(r"\W", whose)) else whose


def _normalized(text: str) -> str:
    return fold(text).replace(".", "")


_NORMALIZED = frozenset(map(_normalized, PHRASES))
