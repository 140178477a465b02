"""Lines joined to a text, with the words that were broken at the end of a line made whole."""

import re
from collections.abc import Iterable

_BROKEN = re.compile(r"(\w+)-$")
_FIRST = re.compile(r"\w[\w’'-]*")
_WORD = re.compile(r"\w+(?:-\w+)*")
_AT_END = re.compile(r"\w+-\s*\n\s*\w*")
_CONJUNCTIONS = {"en", "of", "and", "or", "als", "dan", "tot", "c.q.", "noch"}
_SOFT = "\u00ad"


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
        joined = ""
        for line in lines:
            joined = self._joined(joined, line.strip()) if joined else line.strip()
        return joined

    def _joined(self, before: str, after: str) -> str:
        if before.endswith(_SOFT):
            return before.rstrip(_SOFT) + after
        broken = _BROKEN.search(before[-60:])
        first = _FIRST.match(after)
        if not broken or not first:
            return f"{before} {after}"
        left, right = broken[1], first[0]
        if right in _CONJUNCTIONS:
            return f"{before} {after}"
        if not left[-1].islower() or not right[0].islower() or self._has_hyphen(left, right):
            return before + after
        return before[:-1] + after

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
