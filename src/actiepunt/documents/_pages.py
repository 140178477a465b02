"""The lines of a text, without what is printed on each page."""

import re
from collections import Counter
from typing import NamedTuple

_EDGE = 3  # lines at the top and at the bottom of a page that may repeat
_TAB = 8
_PAGE = re.compile(
    r"(?:pagina|bladzijde|blad|page|pag\.)\s*\d{1,4}(?:\s*(?:van|of|uit|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(
    r"[-–—|\[(]?\s*\d{1,3}(?:\s*(?:van|of|uit|/)\s*\d{1,4})?\s*[-–—|\])]?", re.IGNORECASE
)
_MARKED = re.compile(r"(\s*(?:\d{1,2}[.)]|\(?[a-z][.)]|[^\w\s]|o)) {2,}(?=\S+(?: \S+)*$)")
_DIGITS = re.compile(r"\d+")


class Line(NamedTuple):
    """A line of a text.

    Attributes:
        text: Its text, without the spaces after it; tabs are spaces.
        number: Its number in the file, from 1.
        page: The page that it is on, from 1.
    """

    text: str
    number: int
    page: int

    @property
    def indent(self) -> int:
        """The number of spaces before its first word."""
        return len(self.text) - len(self.text.lstrip())


def lines(text: str) -> tuple[list[Line], int]:
    """Return the lines of a text, and the number of its pages; a form feed begins a page.

    Page numbers, and what stands at the top or the bottom of most pages, are left out.
    """
    found: list[Line] = []
    page = 1
    for number, whole in enumerate(text.split("\n"), 1):
        parts = whole.split("\f")
        for index, part in enumerate(parts):
            page += index > 0
            if part.strip() or len(parts) == 1:
                whole_line = part.expandtabs(_TAB).rstrip()
                found.append(Line(_unspaced(whole_line), number, page))
            else:
                found.append(Line("", number, page))
    left_out = _furniture(found, page)
    return [
        line._replace(text="") if index in left_out or _PAGE.fullmatch(line.text.strip()) else line
        for index, line in enumerate(found)
    ], page


def _unspaced(text: str) -> str:
    """Return a line with one space after what marks an item, unless it is a row of cells."""
    mark = _MARKED.match(text)
    return f"{mark[1]} {text[mark.end() :]}" if mark else text


def _furniture(found: list[Line], pages: int) -> set[int]:
    """Return the indices of the lines that repeat on the pages, and of bare page numbers."""
    if pages < 2:
        return set()
    filled: dict[int, list[int]] = {}
    for index, line in enumerate(found):
        if line.text:
            filled.setdefault(line.page, []).append(index)
    edges = [
        (side, index)
        for indices in filled.values()
        for side, at in ((0, indices[:_EDGE]), (1, indices[-_EDGE:]))
        for index in at
    ]
    keys = {index: _key(found[index].text) for _side, index in edges}
    counts = Counter({(side, keys[index], found[index].page) for side, index in edges})
    on_pages = Counter((side, key) for side, key, _page in counts)
    enough = len(filled) if len(filled) < 3 else max(2, -(-len(filled) * 3 // 5))
    repeated = {index for side, index in edges if on_pages[side, keys[index]] >= enough > 1}
    outer = {at for indices in filled.values() for at in (indices[0], indices[-1])}
    return repeated | {at for at in outer if _BARE_NUMBER.fullmatch(found[at].text.strip())}


def _key(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).casefold().split())
