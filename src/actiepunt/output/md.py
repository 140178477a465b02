"""Markdown: a table for a listing, a list of fields for a single item."""

import re
from collections.abc import Iterable, Sequence

from actiepunt.output import Card, Listing, Page, View, nothing
from actiepunt.text import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render(view: View, _page: Page) -> str:
    """Return a view as Markdown with tables (GitHub's extension); field values are escaped."""
    if isinstance(view, Card):
        lines = [f"## {escape(view.title.text)}", ""]
        lines += [
            f"- **{escape(label)}**: " + "<br>".join(escape(line.text) for line in texts)
            for label, texts in view.fields
        ]
        return "\n".join(["\n".join(lines) + "\n", *map(_listing, view.below)])
    return _listing(view)


def _listing(view: Listing) -> str:
    if not view.items:
        return nothing(view) + "\n"
    parts = []
    for name, items in view.groups.items():
        lines = [f"## {escape(name)}", ""] if name else []
        rows = [
            [escape((column.words or column.text)(item)) for column in view.columns]
            for item in items
        ]
        lines += table([column.heading for column in view.columns], rows)
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; the headings are escaped here, the cells are already."""
    head = [[*map(escape, headings)], ["---"] * len(headings)]
    return [f"| {' | '.join(row)} |" for row in (*head, *rows)]


def escape(text: str) -> str:
    """Return text on one line that Markdown shows literally: no markup, no HTML."""
    return _SPECIAL.sub(r"\\\1", visible(text)).replace("&", "&amp;")
