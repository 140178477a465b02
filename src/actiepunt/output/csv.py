"""CSV with the field names of the files (RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from typing import Any

from actiepunt.output import Card, Page, View, records
from actiepunt.text import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(view: View, _page: Page) -> str:
    """Return a view as comma-separated values; lists are joined with semicolons.

    A text that a spreadsheet would run as a formula gets an apostrophe in front of it (OWASP, CSV
    injection).
    """
    rows = records(view)
    header = list(dict.fromkeys(key for row in rows for key in row))
    if not rows and not isinstance(view, Card):
        header = list(view.names)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in header])
    return buffer.getvalue()


def cell(content: Any) -> str:
    """Return a value as the text of a cell, before CSV quoting."""
    if content is None:
        return ""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, list):
        content = "; ".join(_item(item) for item in content)
    text = visible(str(content), long=True)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _item(item: Any) -> str:
    """Return an item of a list as text; a note or a change as its parts."""
    if isinstance(item, dict):
        return " ".join(_item(part) for part in item.values() if part is not None)
    return ", ".join(map(_item, item)) if isinstance(item, list) else str(item)
