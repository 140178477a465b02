"""Readers of files of other programs, one format a file: each returns rows of texts.

They know what a table is and which column holds which field, and nothing of a register.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, _

MOST_ROWS = 10_000
"""More is no list of actions, and would take minutes to write down."""


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        number: Its number as a spreadsheet counts, from 1.
        cells: The texts of its cells.
        wrong: The cells that have no text to read, by index, with the reason.
    """

    number: int
    cells: Sequence[str]
    wrong: Mapping[int, str] = MappingProxyType({})

    @property
    def filled(self) -> list[str]:
        """The texts that are not empty."""
        return [cell for cell in map(str.strip, self.cells) if cell]


class Sheet(NamedTuple):
    """The rows of a table, and remarks on how they were read."""

    rows: list[Row]
    notes: Sequence[str] = ()


def column_name(index: int) -> str:
    """Return the name of a column as a spreadsheet has it: A, B, …, Z, AA."""
    name, left = "", index + 1
    while left:
        left, letter = divmod(left - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def demand_few(count: int, file: str) -> None:
    """Refuse more than `MOST_ROWS` rows.

    Raises:
        ActiepuntError: there are more.
    """
    if count > MOST_ROWS:
        raise ActiepuntError(
            _("{file} has more than {count} rows").format(file=file, count=MOST_ROWS),
            _("Is it the list of actions? Import it in parts, or remove what is no action."),
        )


def empty(file: str) -> ActiepuntError:
    """Return the error for a file without any text."""
    return ActiepuntError(
        _("{file} is empty").format(file=file), _("Save the list in it, with its headings.")
    )


def other_kind(file: str, kind: str, advice: str = "") -> ActiepuntError:
    """Return the error for a file of another kind than asked for, by default with what to do."""
    return ActiepuntError(
        _("{file} is of another kind: {kind}").format(file=file, kind=kind),
        advice or _("Open it in the program that made it, and save the table as .xlsx or .csv."),
    )


_OLD = N_(".xls, or a workbook with a password")
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "xlsx", ".xlsx"),
    (b"\xd0\xcf\x11\xe0", "", _OLD),
    (b"%PDF", "", "PDF"),
    (b"{\\rtf", "", "RTF"),
    (b"\x89PNG", "", "PNG"),
    (b"\xff\xd8\xff", "", "JPEG"),
    (b"GIF8", "", "GIF"),
    (b"BEGIN:VCALENDAR", "ics", ".ics"),
    (b"<!doctype html", "", "HTML"),
    (b"<html", "", "HTML"),
    (b"<?xml", "", "XML"),
)  # how a file begins, the command that reads it, and its name for people


def demand_kind(data: bytes, wanted: str, file: str) -> None:
    """Refuse a file of another kind than its extension says.

    Args:
        data: Its content.
        wanted: The subcommand of `import` that was asked to read it.
        file: Its name, for the message.

    Raises:
        ActiepuntError: it is empty, or begins as a file of a kind that is not the wanted one.
    """
    if not data.strip():
        raise empty(file)
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower()
    for beginning, command, name in _BEGINNINGS:
        if start.startswith(beginning.lower()) and command != wanted:
            kind = _(name) if name == _OLD else name
            text = _("Read it with: {command}") if command else ""
            raise other_kind(file, kind, text.format(command=f"actiepunt import {command} {file}"))
    if wanted == "xlsx" and not start.startswith(b"pk\x03\x04"):
        advice = _("If it is text: {command}").format(command=f"actiepunt import csv {file}")
        raise other_kind(file, _("text, or damaged"), advice)
