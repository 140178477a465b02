"""CSV with the field names of the files (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from typing import Any

from actiepunt.core import cells
from actiepunt.output import Card, Page, View, records
from actiepunt.text import visible


def render(view: View, _page: Page) -> str:
    """Return a view as comma-separated values; see `cell` for the values."""
    return table(view, ",")


def table(view: View, delimiter: str) -> str:
    """Return a view as values with this character between them, a line for each record."""
    rows = records(view)
    header = names(view, rows)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([cells.guarded(cell(row.get(name))) for name in header])
    return buffer.getvalue()


def names(view: View, rows: list[dict[str, Any]]) -> list[str]:
    """Return the names of the columns: those of the records, or of a listing without any."""
    header = list(dict.fromkeys(key for row in rows for key in row))
    return header if rows or isinstance(view, Card) else list(view.names)


def cell(content: Any) -> str:
    """Return a value as text, without the apostrophe that guards a formula.

    A list is joined with semicolons, and an item with a semicolon in it stands in quotes.
    """
    if content is None:
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, list):
        content = cells.joined(map(_item, content))
    return visible(str(content), long=True)


def _item(item: Any) -> str:
    """Return an item of a list as text; a note or a change as its parts."""
    if isinstance(item, dict):
        return " ".join(_item(part) for part in item.values() if part is not None)
    return ", ".join(map(_item, item)) if isinstance(item, list) else str(item)
