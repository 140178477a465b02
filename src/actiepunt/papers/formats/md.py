"""A paper as Markdown with tables (GitHub's extension)."""

import re
from collections.abc import Sequence

from actiepunt.output.md import escape, table
from actiepunt.papers import Paper, Section
from actiepunt.papers.formats import ReadTemplate

_LIST = re.compile(r"^(\d+(?=[.)])|(?=[-+]))")  # a text that would begin a list of its own


def render(paper: Paper, _read: ReadTemplate) -> bytes:
    """Return a paper as UTF-8; texts are escaped."""
    parts = [f"# {escape(paper.title)}\n", _facts(paper.facts), *map(_section, paper.sections)]
    return "\n".join(filter(None, parts)).encode(errors="replace")


def _section(section: Section) -> str:
    parts = [f"## {escape(section.heading)}\n", _facts(section.facts)]
    if section.columns:
        rows = [["<br>".join(map(escape, cell)) for cell in row] for row in section.rows]
        parts.append("".join(f"{line}\n" for line in table(section.columns, rows)))
    points = (_LIST.sub(r"\1\\", escape(point)) for point in section.points)
    parts.append("".join(f"{number}. {point}\n" for number, point in enumerate(points, 1)))
    return "\n".join(filter(None, parts))


def _facts(facts: Sequence[tuple[str, str]]) -> str:
    return "".join(f"- **{escape(label)}**: {escape(text)}\n" for label, text in facts)
