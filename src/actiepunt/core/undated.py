"""Deadlines without a day: what boards say when nobody can name one.

They are kept and shown as agreed, come after the dated ones, and are never late. To teach the
register another one, add it to `PHRASES`. Beside these stands the next meeting of a body, for as
long as its date is not known.
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
    """Tell whether a text says a deadline without a day; case, accents and dots do not matter."""
    return _plain(text) in _PLAIN or next_meeting(text) is not None


def next_meeting(text: str) -> str | None:
    """Return whose next meeting a text means (empty: not said), or None where it means none.

    A text with a number in it, such as a date, is about one meeting and not about the next.
    """
    found = _NEXT_MEETING.fullmatch(fold(text))
    if not found:
        return None
    whose = found[1] or ""
    return None if any(word.isdigit() for word in re.split(r"\W", whose)) else whose


def _plain(text: str) -> str:
    return fold(text).replace(".", "")


_PLAIN = frozenset(map(_plain, PHRASES))
