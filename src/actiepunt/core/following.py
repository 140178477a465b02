"""The phrase for a later period in the words of an earlier one: "Q3 2025" after "Q2 2025"."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import product

from actiepunt.core import due
from actiepunt.core.calendar_words import WORDS
from actiepunt.core.vocabulary import KEYWORDS, tokens

_ROWS: tuple[tuple[str, ...], ...] = (
    *(
        tuple(map(str.lower, names))
        for words in (WORDS["nl"], WORDS["en"])
        for names in (words.months, words.months_short)
    ),
    *(tuple(f"{letter}{n}" for n in range(1, 5)) for letter in "qk"),
    ("h1", "h2"),
    tuple(f"w{n:02}" for n in range(1, 54)),
    tuple(f"w{n}" for n in range(1, 54)),
    ("voorjaar", "zomer", "najaar", "winter"),
    ("lente", "zomer", "herfst", "winter"),
    ("spring", "summer", "autumn", "winter"),
    ("spring", "summer", "fall", "winter"),
)
_COUNTED: tuple[tuple[str, ...], ...] = (
    ("1e", "2e", "3e", "4e"),
    ("1ste", "2de", "3de", "4de"),
    ("eerste", "tweede", "derde", "vierde"),
    ("first", "second", "third", "fourth"),
    ("1st", "2nd", "3rd", "4th"),
)
"""The words of one kind that another period replaces by each other; "eind" and "medio" stay."""

_ABOUT = 10  # days that two periods of one kind differ at most: quarters, seasons, ends of months
_ENGLISH = re.compile(r"\b(?:early|beginning|start|mid|middle|end|late|by|of|in the|and|or)\b")


def phrase(text: str, day: date) -> str | None:
    """Return a phrase in the words of `text` for the period that a later day is in.

    It is the period that is about as long and begins nearest to the day. None where the text
    cannot be worded for any.
    """
    now = due.parse(text)
    words = tokens(text)
    choices = [_choices(text, words, place, day) for place in range(len(words))]
    if now is None:
        return None
    found: list[tuple[bool, int, int, str]] = []
    for chosen in product(*choices):
        changed = _worded(text, words, chosen)
        period = due.parse(changed) if changed else None
        if changed and period and period.first <= day <= period.last:
            longer = abs((period.last - period.first) - (now.last - now.first)).days
            found.append((longer > _ABOUT, (day - period.first).days, longer, changed))
    return min(found)[-1] if found else None


def _choices(text: str, words: Sequence[str], place: int, day: date) -> Sequence[str]:
    """Return the words that may stand at a place of the phrase."""
    word = words[place]
    before, behind = words[place - 1] if place else "", "".join(words[place + 1 : place + 2])
    if re.fullmatch(r"\d{4}", word):
        return [str(day.year + more) for more in (-1, 0, 1)]
    if word.isdigit() and before in KEYWORDS["dash"] and re.fullmatch(r"\d{4}", words[0]):
        return [f"{month:02}" for month in range(1, 13)]
    if word.isdigit():
        return [str(number) for number in range(1, 54)]
    counted = behind in KEYWORDS["quarter"] | KEYWORDS["half"]
    rows = [row for row in (_COUNTED if counted else _ROWS) if word in row]
    if not rows:
        return [word]
    return rows[-1] if _ENGLISH.search(text.lower()) else rows[0]


def _worded(text: str, words: Sequence[str], chosen: Sequence[str]) -> str | None:
    """Return a text with words replaced, each with the capitals of the old one."""
    place = 0
    for old, new in zip(words, chosen, strict=True):
        found = re.compile(rf"(?<![a-z0-9]){re.escape(old)}", re.IGNORECASE).search(text, place)
        if found is None and old != new:
            return None
        if found is not None:
            written = _like(found[0], new)
            text = text[: found.start()] + written + text[found.end() :]
            place = found.start() + len(written)
    return text


def _like(old: str, new: str) -> str:
    """Return a word with the capitals of another."""
    if old.isupper():
        return new.upper()
    return new.capitalize() if old.istitle() else new
