"""The blocks of a document while it is read: texts on one line, tables with merged cells filled."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.documents import Block, Kind
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

MOST_BLOCKS = 50_000
"""More is no document; the papers of a meeting of 215 kB are 1,500 blocks."""

DEEPEST = 200
"""How deep the elements of XML and HTML may be nested; Word writes a nested table 30 deep."""

LONGEST_TITLE = 80
"""The characters of a line that may be a heading although the document does not mark it as one."""

_MOST_WORDS = 9
_MOST_COLUMNS = 60
_MOST_CHARACTERS = 20_000_000
_MOST_CELLS = 500_000  # with those that merged cells cover
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_GOES_ON = re.compile(r"(?![a-z][.)]|o )[a-zà-þ(&]")
_BULLET = re.compile(r"(?:[•·●▪■◦○‣∙§➢►–—*\uf0b7\uf0a7\uf0d8\uf02d-]|o(?= [A-Z]))\s+(?=\S)")
_NUMBER = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2}){1,4})\.?|(\d{1,2})[.)]|([a-z])[.)])\s+(?=\S)")
_TYPED = re.compile(
    r"(\d{1,3}(?:\.\d{1,3}){0,5}|[IVX]{2,5}(?=[.)]))[.)]?\s+(?=\D)"
)  # no “J. Jansen”


class Cell(NamedTuple):
    """A cell of a table.

    Attributes:
        text: Its text, in which a line feed is a line break.
        across: How many columns it covers.
        down: How many rows it covers.
        heading: Whether the document says that it is the heading of a column.
    """

    text: str
    across: int = 1
    down: int = 1
    heading: bool = False


class Builder:
    """The blocks of a document so far.

    Args:
        name: The name of the file, for messages.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.depth = 0
        """The level of the last heading that the document marks as one."""
        self.plain: list[str] = []
        """The paragraphs as they stand, with those that are empty."""
        self.is_marked = False
        """Whether the document marks a heading, an item of a list or a table."""
        self._cells = 0
        self._characters = 0

    def add(
        self, kind: Kind, text: str, level: int = 0, number: str = "", page: int = 0, line: int = 0
    ) -> None:
        """Add a block, unless it has no text; without a line it gets its place.

        Raises:
            ActiepuntError: the document has more than `MOST_BLOCKS`.
        """
        text = clean(text)
        if text:
            self._append(
                Block(kind, text, level, number, page=page, line=line or len(self.blocks) + 1)
            )

    def paragraph(self, text: str, *, bold: bool = False, line: int = 0) -> None:
        """Add a paragraph, each of whose lines stands by itself unless it goes on with a sentence.

        A short bold line is a heading, and so is one with a number such as `4.2`; a line after a
        typed bullet or number is an item.

        Args:
            text: Its text, in which a line feed is a line break.
            bold: Whether all of it is bold.
            line: The line that it begins on.
        """
        self.plain += map(clean, text.split("\n"))
        for words in _standing_alone(text):
            bullet = _BULLET.match(words)
            typed = _NUMBER.match(words)
            if bullet:
                self.add("item", words[bullet.end() :], 1, line=line)
            elif is_title(words) and (bold or (typed and typed[1])):
                self.heading(words, self.depth + 1, line=line)
            elif typed:
                number = typed[1] or typed[2] or typed[3]
                self.add("item", words[typed.end() :], number.count(".") + 1, number, line=line)
            else:
                self.add("paragraph", words, line=line)

    def heading(self, text: str, level: int, number: str = "", line: int = 0) -> None:
        """Add a heading; a number that was typed before its words becomes its number."""
        text = clean(text)
        typed = _TYPED.match(text)
        if not number and typed:
            text, number = text[typed.end() :], typed[1]
            level = max(level, number.count(".") + 1)
        self.add("heading", text, level, number, line=line)

    def take(self, block: Block) -> None:
        """Add a block of a document within this one, which keeps its page."""
        self._append(block._replace(line=len(self.blocks) + 1))

    def table(
        self, rows: Sequence[Sequence[Cell]], page: int = 0, lines: Sequence[int] = ()
    ) -> None:
        """Add the rows of a table that have text.

        Args:
            rows: The cells that each row begins; those that cover it from above are not in it.
            page: The page that it begins on.
            lines: The line that each row begins on.
        """
        self.is_marked = True
        texts, marked = self._spread(rows)
        filled = [index for index, cells in enumerate(texts) if any(cells)]
        told = marked[filled[0]] if filled else False
        header: Sequence[str] = ()
        if len(filled) > 1 and (told or _like_header(texts[filled[0]])):
            header = texts[filled[0]]
        for place, index in enumerate(filled):
            cells = texts[index]
            before = ("", *cells)
            parts = [
                cell for cell, left in zip(cells, before, strict=False) if cell not in {"", left}
            ]
            self._append(
                Block(
                    "row", " | ".join(parts), cells=cells, header=header if place else (),
                    page=page, line=lines[index] if lines else len(self.blocks) + 1,
                )
            )  # fmt: skip

    def _append(self, block: Block) -> None:
        if len(self.blocks) >= MOST_BLOCKS:
            raise ActiepuntError(
                _("{file} has more than {count} paragraphs").format(
                    file=self.name, count=MOST_BLOCKS
                ),
                _("Save the part with the minutes as a document of its own."),
            )
        self._characters += len(block.text)
        if self._characters > _MOST_CHARACTERS:  # such as a cell that covers very many rows
            raise ActiepuntError(
                _("{file} has more than {count} characters").format(
                    file=self.name, count=_MOST_CHARACTERS
                ),
                _("Save the part with the minutes as a document of its own."),
            )
        self.blocks.append(block)

    def _spread(self, rows: Sequence[Sequence[Cell]]) -> tuple[list[tuple[str, ...]], list[bool]]:
        """Return the texts of each row, and whether it holds headings only."""
        texts: list[tuple[str, ...]] = []
        marked: list[bool] = []
        above: dict[int, tuple[str, int]] = {}  # by column: the text, and for how many rows still
        for row in rows:
            cells: dict[int, str] = {}
            below = {column: (text, left - 1) for column, (text, left) in above.items() if left > 1}
            cells |= {column: text for column, (text, _left) in above.items()}
            at = 0
            for cell in row:
                while at in cells:
                    at += 1
                text = _joined(_standing_alone(cell.text))
                for column in range(at, min(at + max(cell.across, 1), _MOST_COLUMNS)):
                    cells[column] = text
                    if cell.down > 1:
                        below[column] = (text, cell.down - 1)
            above = below
            texts.append(tuple(cells.get(c, "") for c in range(max(cells, default=-1) + 1)))
            marked.append(bool(row) and all(cell.heading for cell in row))
            self._count(len(cells))
        return texts, marked

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > _MOST_CELLS:
            raise ActiepuntError(
                _("{file} has more than {count} cells in its tables").format(
                    file=self.name, count=_MOST_CELLS
                ),
                _("Save the part with the minutes as a document of its own."),
            )


def is_title(text: str) -> bool:
    """Say whether a line is short and ends as titles do, so that it may be a heading."""
    return (
        0 < len(text) <= LONGEST_TITLE
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".,;!"
        and ": " not in text
        and (text[0].isupper() or text[0].isdigit())
    )


def too_deep(file: str) -> ActiepuntError:
    """Return the error for a file whose elements are nested deeper than `DEEPEST`."""
    return ActiepuntError(
        _("{file} is nested deeper than {count} elements").format(file=file, count=DEEPEST),
        _("Open it in the program that made it, and save the text as .txt."),
    )


def clean(text: str) -> str:
    """Return a text on one line, without what is not shown, such as soft hyphens."""
    if not text.isascii() or not text.isprintable():
        text = without_hidden(text).replace("\u00ad", "")
    return " ".join(text.split())


def without_hidden(text: str) -> str:
    """Return a text without the characters that are not shown, but with its soft hyphens."""
    return _HIDDEN.sub("", text)


def _standing_alone(text: str) -> list[str]:
    """Return the lines of a text, where one that goes on with the sentence is none."""
    lines: list[list[str]] = []
    for line in filter(None, map(clean, text.split("\n"))):
        if lines and lines[-1][-1][-1] not in ".:;?!" and _GOES_ON.match(line):
            lines[-1].append(line)
        else:
            lines.append([line])
    return [" ".join(parts) for parts in lines]


def _joined(texts: list[str]) -> str:
    """Return the paragraphs of a cell as one text, with a semicolon after what has no end."""
    filled = [text for text in texts if text]
    return " ".join(
        text if text[-1] in ".:;,?!" or index == len(filled) - 1 else f"{text};"
        for index, text in enumerate(filled)
    )


def _like_header(first: tuple[str, ...]) -> bool:
    """Say whether the first row looks like headings, where the document does not tell.

    They are several different short words without digits; a few columns may have none.
    """
    filled = [cell.casefold() for cell in first if cell]
    return (
        len(filled) > 1
        and len(filled) * 3 >= len(first) * 2
        and all(map(_like_heading, filled))
        and len(set(filled)) == len(filled)
    )


def _like_heading(text: str) -> bool:
    return (
        0 < len(text) <= 30
        and len(text.split()) <= 4
        and not any(map(str.isdigit, text))
        and (text[-1] not in ".;!?," or len(text) <= 5)
    )
