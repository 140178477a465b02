"""Workbooks of Excel (Office Open XML, ECMA-376), read with openpyxl.

A workbook is a zip of XML files. What it would unpack to is looked at first; texts, results of
formulas and days are read as a person sees them, and nothing in it is run.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from actiepunt.core import cells, labels
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.importers import Row, Sheet, column_name, demand_few, demand_kind, empty, other_kind

LARGEST = 100_000_000
"""The bytes that the XML of a workbook may unpack to; a list of 10,000 actions takes 10 million."""

_MOST_COLUMNS = 100
_LAST_ROW = 1_048_576
_MOST_MERGED = 1_000
_FIRST_YEARS = range(1899, 1906)  # a number or a time that is shown as a day falls in these
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_DECIMALS = re.compile(r"0\.(0+)")
# What openpyxl raises where the XML is not as it expects, and zipfile where the zip is not.
_DAMAGE = (
    OSError, EOFError, RuntimeError, NotImplementedError, LookupError, ValueError, TypeError,
    AttributeError, OverflowError, SyntaxError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_OTHER_ZIPS = (
    ("word/document.xml", ".docx"),
    ("ppt/presentation.xml", ".pptx"),
    ("xl/workbook.bin", ".xlsb"),
    ("content.xml", ".ods, .odt"),
)


def read(data: bytes, file: str, wanted: str, headings: Callable[[list[Row]], int]) -> Sheet:
    """Return the rows of a sheet of a workbook.

    Args:
        data: The content of the file.
        file: Its name, for messages.
        wanted: The name of the sheet; if empty, the visible one that has headings.
        headings: Tells how many headings some rows have.

    Raises:
        ActiepuntError: openpyxl is not installed; the file is of another kind, is damaged or
            unpacks to too much; there is no such sheet, or several have headings.
    """
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise cells.no_workbooks() from error
    demand_kind(data, "xlsx", file)
    _demand_workbook(data, file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep, and we do not need
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            chosen = [s for s in book.worksheets if s.title == wanted] if wanted else shown
            found = {sheet.title: _rows(data, sheet, file) for sheet in chosen}
        except _DAMAGE as error:
            raise _damaged(file) from error
    return _one(found, [sheet.title for sheet in book.worksheets], file, wanted, headings)


def _damaged(file: str) -> ActiepuntError:
    return ActiepuntError(
        _("{file} is no sound workbook of Excel").format(file=file),
        _("Open it in Excel or LibreOffice, and save it again as .xlsx or .csv."),
    )


def _demand_workbook(data: bytes, file: str) -> None:
    """Refuse a zip that is no workbook, or that unpacks to too much.

    Raises:
        ActiepuntError: it is.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except _DAMAGE as error:
        raise _damaged(file) from error
    names = {entry.filename for entry in entries}
    for name, kind in _OTHER_ZIPS:
        if name in names:
            raise other_kind(file, kind)
    size = sum(e.file_size for e in entries if e.filename.endswith((".xml", ".rels")))
    if size > LARGEST or len(entries) > 10_000:
        raise ActiepuntError(
            _("{file} unpacks to more than {count} MB").format(
                file=file, count=LARGEST // 1_000_000
            ),
            _("Copy the list alone into a new workbook, and import that."),
        )


def _one(
    found: dict[str, Sheet],
    names: list[str],
    file: str,
    wanted: str,
    headings: Callable[[list[Row]], int],
) -> Sheet:
    """Return the only sheet, or the only one with headings."""
    if wanted and not found:
        raise UsageError(
            _("{file} has no sheet “{name}”").format(file=file, name=wanted),
            _("Its sheets: {names}.").format(names=", ".join(names)),
        )
    filled = {name: sheet for name, sheet in found.items() if sheet.rows}
    if not filled:
        raise empty(file)
    with_headings = [name for name, sheet in filled.items() if headings(sheet.rows) > 1]
    if len(with_headings) > 1:
        raise ActiepuntError(
            _("{file} has several sheets with actions: {names}").format(
                file=file, names=", ".join(with_headings)
            ),
            _("Choose one with --sheet."),
        )
    name = next(iter([*with_headings, *filled]))
    note = _("sheet read: {name}").format(name=name)
    return filled[name]._replace(notes=[*([note] if len(filled) > 1 else []), *filled[name].notes])


def _rows(data: bytes, sheet: Any, file: str) -> Sheet:
    """Return the filled rows of a sheet, with the text of merged cells in each of their rows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read(sheet._worksheet_path)  # noqa: SLF001 - it tells no merged cells
    unsolved = _formulas(data, sheet.title) if _FORMULA.search(xml) else set()
    rows: list[Row] = []
    for number, found in _read(sheet):
        texts, wrong = [""] * len(found), {}
        for index, cell in enumerate(found):
            if cell.value is not None or (number, index) in unsolved:
                wrong[index] = _wrong(cell)
                texts[index] = "" if wrong[index] else cells.unguarded(_text(cell))
        if wrong:
            rows.append(Row(number, texts[: max(wrong) + 1], _filled(wrong)))
            demand_few(len(rows), file)
    merged = [*_merged(xml)]
    if len(merged) > _MOST_MERGED:
        raise ValueError(len(merged))
    names = ", ".join(f"{column_name(column)}{top}" for column, top, _bottom in merged[:20])
    note = _("merged cells stand for each of their rows: {names}").format(names=names)
    return Sheet(_fill(rows, merged), [note] if merged else [])


def _filled(wrong: dict[int, str]) -> dict[int, str]:
    return {index: reason for index, reason in wrong.items() if reason}


def _read(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the number, from 1, and the cells of each row that the file has."""
    sheet.reset_dimensions()  # programs write wrong ones
    left_out = None  # openpyxl gives one object for every row that the file leaves out
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_col=_MOST_COLUMNS), 1):
        if number > _LAST_ROW:
            raise ValueError(number)
        if row is not left_out:
            yield number, row
        left_out = row


def _formulas(data: bytes, title: str) -> set[tuple[int, int]]:
    """Return the row, from 1, and the column, from 0, of each formula."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data), read_only=True)[title]
    return {
        (number, index)
        for number, row in _read(sheet)
        for index, cell in enumerate(row)
        if cell.data_type == "f"
    }


def _wrong(cell: Any) -> str:
    """Return the reason why a cell that is not empty has no text to read; empty where it has."""
    if cell.value is None:
        return _("a formula without a result: let Excel save it once more")
    if cell.data_type == "e":
        return _("the cell shows the error {error}").format(error=cell.value)
    if isinstance(cell.value, date) and cell.value.year in _FIRST_YEARS:
        shown = cell.value.date() if isinstance(cell.value, datetime) else cell.value
        return _("{day} is a number or a time that Excel shows as a day").format(
            day=labels.full_day(shown, _)
        )
    return ""


def _text(cell: Any) -> str:
    """Return what a cell says: a day as ISO 8601 has it, and a number as it is shown."""
    value = cell.value
    if isinstance(value, datetime):
        midnight = value.time() == time.min
        return value.date().isoformat() if midnight else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        decimals = _DECIMALS.fullmatch(cell.number_format or "")
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.15g}"
    return str(value).replace("_x000D_", "")


def _merged(xml: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the column, from 0, and the first and last row of cells that are merged downward."""
    from openpyxl.utils import column_index_from_string

    for first, top, _last, bottom in _MERGED.findall(xml):
        if int(bottom) > int(top):
            yield column_index_from_string(first.decode()) - 1, int(top), int(bottom)


def _fill(rows: list[Row], merged: list[tuple[int, int, int]]) -> list[Row]:
    """Return the rows with the text of cells that are merged downward in each of their rows."""
    texts = {row.number: [*row.cells] for row in rows}
    for column, top, bottom in merged:
        above = texts.get(top, [])
        text = above[column] if column < len(above) else ""
        for number in texts if text else ():
            if top < number <= bottom:
                below = texts[number]
                below += [""] * (column + 1 - len(below))
                below[column] = below[column] or text
    return [row._replace(cells=texts[row.number]) for row in rows]
