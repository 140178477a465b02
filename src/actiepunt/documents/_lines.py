"""Plain text as blocks: lines joined to paragraphs, and headings, lists and tables recognized.

What a line is can only be seen from how it looks: its width beside that of its neighbours, its
first and last characters, and the blank lines around it.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from actiepunt.documents import Block
from actiepunt.documents._builder import Builder, Cell, clean, without_hidden
from actiepunt.documents._columns import Table, table
from actiepunt.documents._joined import Joiner
from actiepunt.documents._pages import Line, lines

BULLETS = "•·●▪■◦○‣∙§➢►–—*\uf0b7\uf0a7\uf0d8\uf02d-"
"""The characters before an item, with those that the fonts Symbol and Wingdings have for it."""

_NARROWEST = 60  # a line is not full where even its neighbours are narrower than this
_FULL = 0.85
_FULL_WITHIN = 0.75  # where a paragraph has more lines, and this one does not end its sentence
_WIDE_SHARE = 0.6
_NEIGHBOURS = 12
_OWN_WIDTH = 4  # a paragraph of so many lines shows its own width
_WIDE = 70
_SHORT = 70
_INDENTED = 3
_LONGEST_NUMBERED = 160
_MOST_WORDS = 9
_MOST_WORDS_COLON = 4
_BULLET = re.compile(rf"([{re.escape(BULLETS)}]|o)\s+(?=\S)")
_COUNTED = re.compile(r"(?:(\d{1,2})[.)]|\(?([a-z]|[ivx]{2,4})[.)]|\((\d{1,2})\))\s+(?=\S)")
_NUMBERED = re.compile(
    r"(?:(\d{1,2}(?:\.\d{1,2}){1,4})\.?|(\d{1,2})[.)]?|(?:Artikel|Hoofdstuk|Agendapunt)\s(\d{1,2}):?)"
    r"\s+(?=[A-Z(À-Þ‘’“\"'])"
)
_MONTH = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Januari|Februari|Maart|Mei|Juni|Juli|Augustus|Oktober)\b"
)
_UNFINISHED = re.compile(r"[^.:;?!]$")
_LEADERS = re.compile(r"\.{4}|(?:\. ){3}|…")
_LINKS = r"(?:en|of|de|het|een|van|voor|met|in|op|aan|tot|and|or|the|to|for|with|by)"
_CALLED_FOR = re.compile(rf"(?:[–&]| {_LINKS})$")  # it goes on, whatever the width of its line
_BROKEN_OFF = re.compile(rf" {_LINKS}$")
_LABEL = re.compile(r"[A-ZÀ-Þ][^\s:]*(?: [^\s:]+){0,3}:")
_DATED = re.compile(r"\d{1,2}(?: \w+){1,2}: ")
_Shape = Literal["text", "bullet", "counted", "numbered"]


class _Part(NamedTuple):
    """Lines that belong together.

    Attributes:
        lines: The lines.
        shape: What stands before its words.
        number: The number before its words.
        indent: The number of spaces before it.
        text: The joined words.
        apart: Whether it begins after a blank line, or at the top.
        full: Whether its last line is full.
    """

    lines: list[Line]
    shape: _Shape
    number: str
    indent: int
    text: str
    apart: bool
    full: bool


def blocks(text: str, name: str, *, paged: bool = False) -> list[Block]:
    """Return the blocks of a plain text.

    Args:
        text: The text, with line feeds, and form feeds between its pages.
        name: The name of the file, for messages.
        paged: Whether it has pages even where there is no form feed.

    Raises:
        ActiepuntError: it has more blocks than a document.
    """
    text = without_hidden(text)
    found, pages = lines(text)
    shows_pages = paged or pages > 1
    builder = Builder(name)
    level = _Levels()
    joiner = Joiner(text)
    parts = _parts(found, joiner)
    for index, part in enumerate(parts):
        if isinstance(part, Table):
            rows = [[Cell(joiner.join(cell.split("\n"))) for cell in row] for row in part.rows]
            page = found[part.end - 1].page if shows_pages else 0
            builder.table(rows, page=page, lines=part.lines)
            level.leave_list()
            continue
        page = part.lines[0].page if shows_pages else 0
        following = parts[index + 1] if index + 1 < len(parts) else None
        before = parts[index - 1] if index else None
        line = part.lines[0].number
        if _is_heading(part, before, following):
            builder.add("heading", part.text, level.heading(part), part.number, page, line)
        elif part.shape == "text":
            if not part.text.endswith(","):
                level.leave_list()
            builder.add("paragraph", part.text, page=page, line=line)
        else:
            builder.add("item", part.text, level.item(part), part.number, page, line)
    return builder.blocks


class _Levels:
    """The levels of headings, and the depth of items by their indent."""

    def __init__(self) -> None:
        self._numbered = 0
        self._plain = 0
        self._indents: list[int] = []

    def heading(self, part: _Part) -> int:
        self.leave_list()
        if part.shape == "numbered":
            self._numbered = part.number.count(".") + 1
            self._plain = 0
            return self._numbered
        if _is_in_capitals(part.text):
            self._numbered, self._plain = 0, 1
            return 1
        if part.text.endswith(":"):
            return self._numbered + 1 + (self._plain == 1)
        self._plain = self._numbered + 1
        return self._plain

    def item(self, part: _Part) -> int:
        while self._indents and part.indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or part.indent > self._indents[-1] + 1:
            self._indents.append(part.indent)
        return len(self._indents)

    def leave_list(self) -> None:
        self._indents = []


def _parts(found: Sequence[Line], joiner: Joiner) -> list[_Part | Table]:
    """Return the paragraphs, items and tables in order."""
    widths = _widths(found)
    parts: list[_Part | Table] = []
    index, apart = 0, True
    while index < len(found):
        line = found[index]
        if not line.text:
            index, apart = index + 1, True
            continue
        columns = table(found, index)
        if columns:
            parts.append(columns)
            index, apart = columns.end, True
            continue
        shape, number, words = _shape(line)
        taken, index = _taken(found, index, widths)
        texts = [words, *(one.text.strip() for one in taken[1:])]
        full = len(taken[-1].text) >= _FULL * widths[index - 1]
        text = clean(joiner.join(texts))
        if text:
            parts.append(_Part(taken, shape, number, line.indent, text, apart, full))
            apart = False
    return parts


def _taken(found: Sequence[Line], start: int, widths: Sequence[int]) -> tuple[list[Line], int]:
    """Return the lines that belong to the one at `start`, and the index after them."""
    taken, last, index = [found[start]], start, start + 1
    while index < len(found):
        if found[index].text:
            blank = index - last > 1
            runs_on = len(taken) > 1 and _UNFINISHED.search(found[last].text)
            share = _FULL_WITHIN if runs_on else _FULL
            if not _goes_on(found[last], found[index], widths[last] * share, blank=blank):
                break
            taken.append(found[index])
            last = index
        elif index - last > 4:
            break
        index += 1
    return taken, last + 1


def _widths(found: Sequence[Line]) -> list[int]:
    """Return the width, in characters, of the text around each line."""
    lengths = [len(line.text) for line in found]
    step = _NEIGHBOURS
    highest = [max(lengths[at : at + step]) for at in range(0, len(lengths), step)]
    widths = [
        max(_NARROWEST, *highest[max(0, at // step - 1) : at // step + 2])
        for at in range(len(lengths))
    ]
    start = 0
    for end in (*(at for at, length in enumerate(lengths) if not length), len(lengths)):
        own = max(lengths[start:end], default=0)
        if end - start >= _OWN_WIDTH and own >= _WIDE:  # such as a column beside wider notes
            widths[start:end] = [min(own, width) for width in widths[start:end]]
        start = end + 1
    return widths


def _goes_on(line: Line, following: Line, width: float, *, blank: bool) -> bool:
    """Say whether a line goes on with what the line before it says.

    Args:
        line: The line before it.
        following: The line.
        width: From how many characters on a line is full.
        blank: Whether there are blank lines between them.
    """
    text, words = line.text, following.text.lstrip()
    if text[-1] == "-" and text[-2:-1].isdigit() and words[0].isdigit():
        return True  # a date that a narrow column broke
    first = words.split(maxsplit=1)[0]
    full = len(text) + 1 + len(first) >= width
    unfinished = bool(_UNFINISHED.search(text))
    shape, number, _words = _shape(following)
    if shape != "text":
        broken = full and unfinished and not blank and following.indent <= line.indent
        if shape == "bullet":
            return (
                broken and words[0] in "-–—" and words[2:3].islower() and _shape(line)[0] == "text"
            )
        return broken and shape == "counted" and number.isalpha() and number not in "ai"
    lower = first.lstrip("‘’“”\"'")[:1].islower() or first[0] in "()&,;/"
    if blank:
        wide = len(text) >= width * _WIDE_SHARE
        return wide and (bool(_BROKEN_OFF.search(text)) or (lower and unfinished))
    if _CALLED_FOR.search(text):
        return True
    if full:
        return not _LABEL.fullmatch(words.strip()) and not _DATED.match(words)
    return lower and text[-1] not in ":;" and not _LEADERS.search(text)


def _shape(line: Line) -> tuple[_Shape, str, str]:
    """Return what a line begins with, its number, and its words after that."""
    text = line.text.lstrip()
    bullet = _BULLET.match(text)
    if bullet:
        return "bullet", "", text[bullet.end() :]
    numbered = _NUMBERED.match(text)
    if numbered and not _MONTH.match(text, numbered.end()):
        number = numbered[1] or numbered[2] or numbered[3]
        return "numbered", number, text[numbered.end() :]
    counted = _COUNTED.match(text)
    if counted:
        return "counted", counted[1] or counted[2] or counted[3], text[counted.end() :]
    return "text", "", text


def _is_heading(part: _Part, before: _Part | Table | None, following: _Part | Table | None) -> bool:
    text = part.text
    if _LEADERS.search(text) or text[-1] in ".,;!" or part.shape in {"bullet", "counted"}:
        return False
    if part.shape == "numbered":
        if len(text) > _LONGEST_NUMBERED or ";" in text:
            return False
        if part.indent >= _INDENTED and "." not in part.number:
            return False
        counts = _counts(before, part) or _counts(part, following)
        return "." in part.number or (text.count(", ") < 3 and not counts)
    if not _may_be_heading(part):
        return False
    if text.endswith(":"):
        return len(text.split()) <= _MOST_WORDS_COLON
    if _is_in_capitals(text):
        return part.apart
    free = part.apart or (isinstance(before, _Part) and before.shape == "numbered")
    return free and _leads(following)


def _may_be_heading(part: _Part) -> bool:
    text = part.text
    return (
        len(part.lines) == 1
        and not part.full
        and len(text) <= _SHORT
        and len(text.split()) <= _MOST_WORDS
        and text[0].isupper()
        and text[-1] != "-"
        and ": " not in text
        and text.count(",") < 2
        and "@" not in text
    )


def _is_in_capitals(text: str) -> bool:
    return text.isupper() and len(text) > 4 and not any(map(str.isdigit, text))


def _leads(following: _Part | Table | None) -> bool:
    """Say whether what follows is what a heading stands above: no other short line."""
    if following is None or isinstance(following, Table):
        return following is not None
    if following.shape != "text" or len(following.lines) > 1:
        return True
    return following.full or following.text[-1] in ".:?" or following.text.isupper()


def _counts(first: _Part | Table | None, second: _Part | Table | None) -> bool:
    """Say whether one number follows another without a blank line: they are items of a list."""
    if not isinstance(first, _Part) or not isinstance(second, _Part) or second.apart:
        return False
    return (
        first.number.isdecimal()
        and second.number.isdecimal()
        and int(second.number) == int(first.number) + 1
    )
