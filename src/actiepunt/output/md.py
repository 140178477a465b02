"""Markdown: a table for a listing, a list of fields for a single item."""

import re

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
        lines.append("| " + " | ".join(escape(c.heading) for c in view.columns) + " |")
        lines.append("|" + " --- |" * len(view.columns))
        lines += [
            "| " + " | ".join(escape(column.text(item)) for column in view.columns) + " |"
            for item in items
        ]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def escape(text: str) -> str:
    """Return text on one line that Markdown shows literally: no markup, no HTML."""
    return _SPECIAL.sub(r"\\\1", visible(text)).replace("&", "&amp;")
