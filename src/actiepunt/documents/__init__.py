"""Documents as people write them, as a row of blocks, and a reader for each format.

A reader is a module here with a function `read(data, name)` that returns blocks; it knows headings,
lists, tables and plain paragraphs, and nothing of a register. To add a format, add a module; its
file name is the extension that it reads.
"""

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from actiepunt.documents import _kinds
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

Kind = Literal["heading", "paragraph", "item", "row"]

LARGEST = 50_000_000
"""The bytes of the largest file that is read; papers of a meeting with pictures take 20 million."""

LARGEST_TEXT = 2_000_000
"""The bytes of the largest file without pictures; a bundle of 100 pages takes 215 kB."""


class Block(NamedTuple):
    """A part of a document that stands by itself.

    Attributes:
        kind: What it is: a heading, a paragraph, an item of a list, or a row of a table.
        text: Its text, on one line; of a row its cells, with ` | ` between them.
        level: The level of a heading, from 1; the depth of an item, from 1; else 0.
        number: The number that stands before it, such as `4.2`, `a` or `12`; empty without one.
        cells: The texts of the cells of a row; a merged cell is in each row and column it covers.
        header: The headings of the columns of a row; empty where its table has none, and for the
            row with the headings itself.
        page: The page that it begins on, from 1; 0 where the format has no pages.
        line: The line of a text file that it begins on, from 1; else its place in the document.
    """

    kind: Kind
    text: str
    level: int = 0
    number: str = ""
    cells: Sequence[str] = ()
    header: Sequence[str] = ()
    page: int = 0
    line: int = 0


class Document(NamedTuple):
    """A document.

    Attributes:
        name: The name of its file, without a folder.
        blocks: Its parts, in order.
    """

    name: str
    blocks: Sequence[Block]


def formats() -> list[str]:
    """Return the names of the formats that can be read, which are their extensions."""
    paths = Path(__file__).parent.glob("*.py")
    return sorted(path.stem for path in paths if not path.name.startswith("_"))


def extensions() -> set[str]:
    """Return the extensions of the files that can be read, without their dot."""
    return {*formats(), *_kinds.ALSO} - {""}


def read(path: Path, data: bytes) -> Document:
    """Return the document in a file.

    What the bytes are decides where they tell it, as a zip and PDF do, and else the extension.

    Args:
        path: The path of the file, for its name and its extension; it is not opened.
        data: The content of the file.

    Raises:
        ActiepuntError: the file is empty, too large, encrypted, damaged, of a kind that cannot be
            read, or unpacks to more than a document may; or it holds no text.
    """
    _demand_small(path.name, data, LARGEST)
    kind = _kinds.recognize(path, data, formats())
    if kind in _kinds.TEXTS:
        _demand_small(path.name, data, LARGEST_TEXT)
    module = importlib.import_module(f"{__name__}.{kind}")
    blocks: Sequence[Block] = module.read(data, path.name)
    if not blocks:
        raise ActiepuntError(
            _("{file} holds no text").format(file=path.name),
            _("If it shows pictures of text, let a program recognize the text (OCR) first."),
        )
    return Document(path.name, blocks)


def _demand_small(file: str, data: bytes, largest: int) -> None:
    if len(data) > largest:
        raise ActiepuntError(
            _("{file} is larger than {count} MB").format(file=file, count=largest // 1_000_000),
            _("Save the part with the minutes as a document of its own."),
        )
