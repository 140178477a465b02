"""What a terminal shows: entries of a few lines, and a card for a single item."""

from itertools import zip_longest

from actiepunt.output import Card, Page, View, _entries, nothing, plain
from actiepunt.output._lines import READABLE, wrapped
from actiepunt.text import display_width


def render(view: View, page: Page) -> str:
    """Return a view for a terminal; one without a form for it as plain columns."""
    if isinstance(view, Card):
        return "\n".join([_card(view, page), *(render(listing, page) for listing in view.below)])
    if not view.items:
        return nothing(view) + "\n"
    if view.screen:
        return _entries.render(view, view.screen, page)
    return plain.render(view, page)


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
