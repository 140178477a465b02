"""Plain columns, a line for each item: for pipes, and for lists too long for `table`."""

from collections.abc import Sequence
from itertools import zip_longest

from actiepunt.output import Card, Listing, Page, Tone, View, nothing
from actiepunt.text import display_width, visible

# ECMA-48: bold red, yellow, faint, bold.
_CODES = {"late": "1;31", "soon": "33", "closed": "2", "heading": "1"}


def render(view: View, page: Page) -> str:
    """Return a view as aligned columns with a heading; nothing is cut off."""
    return _card(view, page) if isinstance(view, Card) else _listing(view, page)


def paint(text: str, tone: Tone, page: Page) -> str:
    """Return text in the colour of a tone, or unchanged on a page without colour."""
    code = _CODES.get(tone)
    return f"\x1b[{code}m{text}\x1b[0m" if code and page.color else text


def _card(view: Card, page: Page) -> str:
    wide = max((display_width(label) for label, _lines in view.fields), default=0)
    lines = [paint(visible(view.title.text), view.tone, page)]
    for label, texts in view.fields:
        shown = [*(visible(line.text) for line in texts)] or [""]
        lines += [
            f"  {pad(head, wide)}  {text}".rstrip()
            for head, text in zip_longest([label], shown, fillvalue="")
        ]
    below = [_listing(listing, page) for listing in view.below]
    return "\n".join(["\n".join(lines) + "\n", *below])


def _listing(view: Listing, page: Page) -> str:
    if not view.items:
        return nothing(view) + "\n"
    parts = []
    for name, items in view.groups.items():
        title = f"{visible(name)}\n" if name else ""
        parts.append(title + _columns(view, items, page))
    return "\n".join(parts)


def _columns(view: Listing, items: Sequence[object], page: Page) -> str:
    rows = [[visible(column.text(item)) for column in view.columns] for item in items]
    heads = [column.heading.upper() for column in view.columns]
    widths = [max(map(display_width, column)) for column in zip(heads, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = zip(cells, widths, view.columns, strict=True)
        return "  ".join(pad(cell, wide, right=column.right) for cell, wide, column in padded)

    lines = [line(heads).rstrip()]
    for item, row in zip(items, rows, strict=True):
        tone = view.tone(item) if page.color else ""
        lines.append(paint(line(row).rstrip(), tone, page))
    return "\n".join(lines) + "\n"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return text filled up with spaces to a width in columns, on its left where it is `right`."""
    spaces = " " * (width - display_width(text))
    return spaces + text if right else text + spaces
