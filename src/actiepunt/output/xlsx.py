"""A workbook of Excel: a sheet with headings, real days, and texts that are never formulas."""

import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from actiepunt.core import cells, labels
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, Translate, _
from actiepunt.output import Card, Page, View, records
from actiepunt.output.csv import cell as text_of
from actiepunt.output.csv import names
from actiepunt.text import display_width

_TITLES: Mapping[str, str] = {"actions": N_("Actions"), "meetings": N_("Meetings")}
_COLUMNS: Mapping[str, str] = {
    **labels.FIELDS, "due_text": N_("as agreed"), "overdue": N_("overdue"),
}  # fmt: skip
_DAY = re.compile(r"(?:19[1-9]|2\d\d)\d-\d\d-\d\d")  # Excel counts wrong in the first years
_NO_XML = re.compile("[\ufffe\uffff]")
_LARGEST_CELL = 32_767  # characters; Excel takes no more
_WIDEST = 60  # characters; a longer text goes on below


def render(view: View, _page: Page) -> bytes:
    """Return a view as a workbook (.xlsx), with headings in the language of the view.

    The columns are those of CSV; that of the uid is hidden.

    Raises:
        ActiepuntError: openpyxl is not installed, or a text is larger than a cell can be.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise cells.no_workbooks() from error
    say = _ if isinstance(view, Card) else view.say
    rows = records(view)
    header = names(view, rows)
    book = Workbook()
    sheet = book.active
    sheet.title = say(_TITLES[view.kind]) if view.kind in _TITLES else view.kind
    table: list[list[str | date | bool]] = [[_heading(name, say) for name in header]]
    table += [[_value(name, row.get(name), say) for name in header] for row in rows]
    for number, values in enumerate(table, 1):
        for index, value in enumerate(values, 1):
            put = sheet.cell(number, index)
            _put(put, value)
            put.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                put.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for index, name in enumerate(header):
        column = sheet.column_dimensions[get_column_letter(index + 1)]
        column.hidden = name == "uid"
        column.width = 3 + min(max(_width(row[index]) for row in table), _WIDEST)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _heading(name: str, say: Translate) -> str:
    return say(_COLUMNS[name]) if name in _COLUMNS else name


def _value(name: str, content: Any, say: Translate) -> str | date | bool:
    """Return what a cell holds: a day as a day, and a choice in the words of people."""
    if isinstance(content, bool):
        return content
    text = text_of(content)
    if text in labels.CHOICES.get(name, ()):
        return say(labels.CHOICES[name][text])
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:  # it only looks like a day
            return text
    return _NO_XML.sub("\ufffd", text)


def _put(cell: Any, value: str | date | bool) -> None:
    """Put a value into a cell of openpyxl; a text stays text, whatever it begins with.

    Raises:
        ActiepuntError: the text is larger than a cell can be.
    """
    if not isinstance(value, str):
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
        return
    if len(value) > _LARGEST_CELL:
        raise ActiepuntError(
            _("a text of {length} characters does not fit in a cell of Excel").format(
                length=len(value)
            ),
            _("Write it as CSV or JSON instead."),
        )
    # Nothing runs a text; an apostrophe of its own would look as if CSV had put it there.
    cell.value = cells.guarded(value) if value.startswith("'") else value
    cell.data_type = "s"
    cell.quotePrefix = cells.guarded(value) != value


def _width(value: str | date | bool) -> int:
    lines = value.split("\n") if isinstance(value, str) else [str(value)]
    return max(map(display_width, lines))
