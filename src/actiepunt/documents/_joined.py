"""Lines joined to a text, with the words that were broken at the end of a line made whole."""

import re
from collections.abc import Iterable

_BROKEN = re.compile(r"(\w+)-$")
_FIRST = re.compile(r"\w[\w’'-]*")
_WORD = re.compile(r"\w+(?:-\w+)*")
_AT_END = re.compile(r"\w+[-‐](?:[^\S\n]*\n\s*\w*|\s{2})")  # of a line, or of one in a column
_CONJUNCTIONS = {"en", "of", "and", "or", "als", "dan", "tot", "noch"}
_SOFT = ("\u00ad", "\u2010")  # what a program puts where it breaks a word
_LONGEST_WORD = 60


class Joiner:
    """Joins the lines of a text.

    Whether a hyphen at the end of a line belongs to its word, as in “sociaal-economisch”, is seen
    from how the text writes it elsewhere.

    Args:
        text: The whole text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: set[str] = set()

    def join(self, lines: Iterable[str]) -> str:
        """Return the lines as one text."""
        parts: list[str] = []
        for line in map(str.strip, lines):
            if parts:
                parts[-1] = self._end(parts[-1], line)
            parts.append(line)
        return "".join(parts)

    def _end(self, before: str, after: str) -> str:
        """Return a line as it ends before another: with a space, its hyphen, or neither."""
        if before.endswith(_SOFT):
            return before[:-1]
        broken = _BROKEN.search(before[-_LONGEST_WORD:])
        first = _FIRST.match(after)
        if not broken or not first or first[0] in _CONJUNCTIONS:
            return f"{before} "
        left, right = broken[1], first[0]
        if not left[-1].islower() or not right[0].islower() or self._has_hyphen(left, right):
            return before
        return before[:-1]

    def _has_hyphen(self, left: str, right: str) -> bool:
        words = self._words()
        left, right = left.casefold(), right.casefold()
        if left + right in words:
            return False
        return f"{left}-{right}" in words or {left, right} <= words

    def _words(self) -> set[str]:
        """Return the words of the text that are not broken."""
        if not self._known:
            whole = _AT_END.sub(" ", self._text.casefold())
            self._known = set(_WORD.findall(whole))
        return self._known
