"""Documents as people write them, as a row of blocks, and a reader for each format.

A reader knows headings, lists, tables and plain paragraphs, and nothing of a register.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["heading", "paragraph", "item", "row"]


class Block(NamedTuple):
    """A part of a document that stands by itself.

    Attributes:
        kind: What it is: a heading, a paragraph, an item of a list, or a row of a table.
        text: Its text, on one line; of a row its cells, with ` | ` between them.
        level: The level of a heading, from 1; the depth of an item, from 1; else 0.
        number: The number that stands before it, such as `4.2`, `a` or `12`; empty without one.
        cells: The texts of the cells of a row; a merged cell is in each row and column it covers.
        header: The headings of the columns of a row; empty where its table has none.
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
