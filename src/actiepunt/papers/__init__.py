"""Papers for a meeting: their content, which no format knows, and a module for each format."""

from collections.abc import Sequence
from typing import NamedTuple

Cell = tuple[str, ...]
"""The lines of a cell of a table."""


class Section(NamedTuple):
    """A part of a paper below a heading.

    Attributes:
        heading: Its heading.
        columns: The headings of the table; empty where it has none.
        rows: The rows of the table, each with a cell for every column.
        points: A numbered list.
        facts: Labels, each with a text.
    """

    heading: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    points: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()


class Paper(NamedTuple):
    """A paper in the language of the register; its texts are as people wrote them, not escaped.

    Attributes:
        language: A language of `model.LANGUAGES`.
        title: Its title.
        facts: What stands below the title: labels, each with a text.
        sections: Its parts, in order; none is empty.
    """

    language: str
    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
