"""Comma-separated values as spreadsheets, other programs and people write them.

The encoding and the delimiter are found out: a file does not say them. Where a quotation mark does
not close the file is refused, because half a table looks like a whole one.
"""

import csv
import io
import re
from collections.abc import Callable
from typing import NamedTuple

from actiepunt.core import cells
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.importers import Row, Sheet, demand_few, demand_kind, empty
from actiepunt.text import decode

_DELIMITERS = ";,\t|"
_LARGEST_CELL = 1_000_000  # characters


class _Attempt(NamedTuple):
    """The rows that a delimiter gives, and the error that ended them, if any."""

    rows: list[Row]
    error: ActiepuntError | None = None


def read(data: bytes, file: str, headings: Callable[[list[Row]], int]) -> Sheet:
    """Return the rows of a table in CSV; texts are without the apostrophe that guards a formula.

    Args:
        data: The content of the file.
        file: Its name, for messages.
        headings: Tells how many headings some rows have, which shows the delimiter.

    Raises:
        ActiepuntError: the file is empty, of another kind, no text, or has too many rows, or a
            quotation mark in it does not close.
    """
    demand_kind(data, "csv", file)
    text, notes = _decode(data, file)
    told = re.match(r"sep=(.)\r?\n", text)  # as Excel has it
    text = text[told.end() :] if told else text
    if not text.strip():
        raise empty(file)
    attempts = [_attempt(text, mark, file) for mark in (told[1] if told else _DELIMITERS)]
    best = max(
        attempts, key=lambda one: (headings(one.rows), max(map(_width, one.rows), default=0))
    )
    if best.error:
        raise best.error
    return Sheet(best.rows, notes)


def _width(row: Row) -> int:
    return len(row.cells)


def _decode(data: bytes, file: str) -> tuple[str, list[str]]:
    """Return the text of a file, and a remark where its encoding is not certain.

    Raises:
        ActiepuntError: it is no text in UTF-8, UTF-16 or Windows-1252.
    """
    try:
        text, encoding = decode(data)
    except ValueError as error:
        raise ActiepuntError(
            _("{file} is no text in UTF-8, UTF-16 or Windows-1252").format(file=file),
            _("Save it again as “CSV UTF-8”, or as .xlsx."),
        ) from error
    note = _("read as Windows-1252, because it is not UTF-8: look at the accents")
    return text, [note] if encoding == "cp1252" else []


def _attempt(text: str, delimiter: str, file: str) -> _Attempt:
    """Return the rows with this delimiter."""
    attempt = _parsed(text, delimiter, file, csv.QUOTE_MINIMAL)
    if attempt.error and delimiter == "\t":  # as copied from Word, where nothing is quoted
        return _parsed(text, delimiter, file, csv.QUOTE_NONE)
    return attempt


def _parsed(text: str, delimiter: str, file: str, quoting: int) -> _Attempt:
    csv.field_size_limit(_LARGEST_CELL)
    source = io.StringIO(text, newline="")
    reader = csv.reader(source, delimiter=delimiter, quoting=quoting, strict=True)  # type: ignore[arg-type]
    rows: list[Row] = []
    began = 1
    try:
        for number, found in enumerate(reader, 1):
            demand_few(number, file)
            rows.append(Row(number, [cells.unguarded(cell) for cell in found]))
            began = reader.line_num + 1
    except csv.Error as error:
        return _Attempt(rows, _broken(file, began, error))
    return _Attempt(rows)


def _broken(file: str, line: int, error: csv.Error) -> ActiepuntError:
    if "field larger" in str(error):
        return ActiepuntError(
            _("{file}, from line {line}: a cell is larger than {count} characters").format(
                file=file, line=line, count=_LARGEST_CELL
            ),
            _("Perhaps a quotation mark before it does not close."),
        )
    return ActiepuntError(
        _("{file}, from line {line}: a quotation mark does not close where the cell ends").format(
            file=file, line=line
        ),
        _('Write a quotation mark within a cell twice (""), or save the table as .xlsx.'),
    )
