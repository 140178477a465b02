"""The parts of a page before they become blocks: a table may be there for its layout only."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actiepunt.documents._builder import Builder, Cell, clean, is_title


class Text(NamedTuple):
    """A paragraph, an item or a heading.

    Attributes:
        text: Its text, in which a line feed is a line break.
        heading: The level of a heading, from 1; else 0.
        item: The depth of an item, from 1; else 0.
        number: The number of an item.
        bold: Whether all of it is bold.
    """

    text: str
    heading: int = 0
    item: int = 0
    number: str = ""
    bold: bool = False


class Box:
    """A cell of a table: what stands in it, and how far it reaches."""

    def __init__(self, across: int = 1, down: int = 1, *, heading: bool = False) -> None:
        self.across = across
        self.down = down
        self.heading = heading
        self.nodes: list[Text | Table] = []


class Table:
    """A table: its rows of cells."""

    def __init__(self) -> None:
        self.rows: list[list[Box]] = []

    @property
    def is_layout(self) -> bool:
        """Whether it only puts things in their place: it is one column, or holds other tables."""
        wide = any(len(row) > 1 for row in self.rows)
        return not wide or any(
            isinstance(node, Table) for row in self.rows for box in row for node in box.nodes
        )


Node = Text | Table


def add(builder: Builder, nodes: Sequence[Node]) -> None:
    """Add the parts of a page to the blocks of a document."""
    for node in nodes:
        if isinstance(node, Text):
            _add_text(builder, node)
        elif node.is_layout:
            for row in node.rows:
                for box in row:
                    add(builder, box.nodes)
        else:
            builder.table([
                [Cell("\n".join(_texts(box)), box.across, box.down, box.heading) for box in row]
                for row in node.rows
            ])  # fmt: skip


def _add_text(builder: Builder, node: Text) -> None:
    if node.heading:
        builder.is_marked = True
        builder.depth = node.heading
        builder.heading(node.text, node.heading)
    elif not node.item:
        builder.paragraph(node.text, bold=node.bold)
    elif node.number and node.bold and is_title(clean(node.text)):
        builder.heading(node.text, node.item, node.number)
    else:
        builder.is_marked = True
        builder.add("item", node.text, node.item, node.number)


def _texts(box: Box) -> Iterator[str]:
    for node in box.nodes:
        if isinstance(node, Text):
            yield node.text
