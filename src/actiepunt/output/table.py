"""What a terminal shows: entries of two lines or, for views that have columns, a table."""

import io
from collections.abc import Sequence
from itertools import zip_longest

from actiepunt.output import Card, Column, Entry, Listing, Page, View, _entries, nothing, plain
from actiepunt.output._lines import READABLE, wrapped
from actiepunt.text import display_width, visible

# rich draws about 2,000 rows a second; a longer list is shown at once as plain columns.
MOST_ROWS = 300
_STYLES = {"late": "bold red", "soon": "yellow", "closed": "dim"}


def render(view: View, page: Page) -> str:
    """Return a view for a terminal; a long table as plain columns."""
    if isinstance(view, Card):
        return "\n".join([_card(view, page), *(render(listing, page) for listing in view.below)])
    if not view.items:
        return nothing(view) + "\n"
    if isinstance(view.screen, Entry):
        return _entries.render(view, view.screen, page)
    if sum(map(len, view.groups.values())) > MOST_ROWS:
        return plain.render(view, page) + _footer(view)
    return _drawn(view, view.screen, page) + _footer(view)


def _card(view: Card, page: Page) -> str:
    """Return the title and the fields of an item, wrapped where they do not fit."""
    width = min(page.width, READABLE)
    wide = max((display_width(label) for label, _lines in view.fields), default=0)
    margin = len("  ") + wide + len("  ")
    lines = [plain.paint(line, view.tone or "heading", page) for line in wrapped(view.title, width)]
    for label, texts in view.fields:
        shown = [part for line in texts for part in wrapped(line, max(width - margin, margin))]
        lines += [
            f"  {plain.pad(head, wide)}  {text}".rstrip()
            for head, text in zip_longest([label], shown, fillvalue="")
        ]
    return "\n".join(lines) + "\n"


def _footer(view: Listing) -> str:
    return f"{view.footer}\n" if view.footer else ""


def _drawn(view: Listing, columns: Sequence[Column], page: Page) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    file = io.StringIO()
    console = Console(
        file=file,
        width=page.width,
        force_terminal=page.color,
        color_system="standard" if page.color else None,
        legacy_windows=False,
    )
    for name, items in view.groups.items():
        table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
        if name:
            console.print(Text(f"\n{visible(name)}\n", style="bold"))
        for column in columns:
            table.add_column(
                Text(column.heading), overflow="fold", max_width=column.most or None, ratio=1
            )
        for item in items:
            style = _STYLES.get(view.tone(item), "")
            # Text objects, because rich would read markup in strings that people wrote.
            table.add_row(
                *(
                    Text(visible(c.text(item), long=True), style=style if c.toned else "")
                    for c in columns
                )
            )
        console.print(table)
    lines = (line.rstrip() for line in file.getvalue().splitlines())
    return "\n".join(lines).strip("\n") + "\n"
