"""Papers for a meeting: their content, which no format knows; `formats` writes them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from actiepunt.text import visible

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
        widths: The width of each column of the table as a percentage; together 100.
    """

    heading: str
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Cell]] = ()
    points: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    widths: Sequence[int] = ()


class Paper(NamedTuple):
    """A paper in the language of the register; its texts are as people wrote them, not escaped.

    Attributes:
        language: A language of `model.LANGUAGES`.
        title: Its title.
        facts: What stands below the title: labels, each with a text.
        sections: Its parts, in order; none is empty.
        kind: Which paper it is, and the name of its template in a register.
        day: The day as of which it tells.
    """

    language: str
    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    kind: Literal["report", "agenda"]
    day: date

    @property
    def is_portrait(self) -> bool:
        """Tell whether it stands upright on A4; an action list lies, for its columns."""
        return self.kind == "agenda"


def shown(paper: Paper) -> Paper:
    """Return a paper with every character replaced that a document may not hold."""
    content: Paper = _shown(paper)
    return content


def _shown(content: Any) -> Any:
    if isinstance(content, str):
        return visible(content)
    if not isinstance(content, Sequence):
        return content
    parts = [_shown(part) for part in content]
    return type(content)(*parts) if hasattr(content, "_fields") else tuple(parts)
