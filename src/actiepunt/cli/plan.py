"""The plan of an import: what becomes of each row of a table, before anything is changed."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actiepunt.cli import status
from actiepunt.cli.rows import Choices, RefusedError, RowReader
from actiepunt.cli.session import Session
from actiepunt.core import check, imported
from actiepunt.core.imported import Incoming, words
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError, new_faults
from actiepunt.i18n import _, ngettext
from actiepunt.importers import Row, Sheet
from actiepunt.importers.headings import DUE_TEXT, Head
from actiepunt.text import shorten
from actiepunt.views.imported import Refusal

_TOTAL = re.compile(
    r"(?i)(?:sub)?tota(?:al|l)(?: aantal| number of)?(?: open)?(?: acties| actiepunten| actions)?"
    r"\s*[:=]?\s*\d*(?: acties| actiepunten| actions| open)?"
)


class Table(NamedTuple):
    """A table of actions: the name of its file, its rows, its headings, and what options say."""

    file: str
    sheet: Sheet
    head: Head
    choices: Choices


class Plan(NamedTuple):
    """What an import does.

    Attributes:
        after: The register after it.
        rows: The rows that were read.
        refusals: The cells that do not fit.
        notes: Remarks for a person.
        absent: The meetings that rows name and the calendar does not have.
    """

    after: Register
    rows: list[Incoming]
    refusals: list[Refusal]
    notes: list[str]
    absent: Sequence[str]

    @property
    def refused_rows(self) -> str:
        """How many rows do not fit, in words."""
        count = len({refusal.row for refusal in self.refusals})
        text = ngettext("{count} row does not fit", "{count} rows do not fit", count)
        return text.format(count=count)


def of(session: Session, register: Register, table: Table) -> Plan:
    """Return what an import does to a register.

    Raises:
        ActiepuntError: an option names what does not exist, or there are no rows.
    """
    reader = RowReader(session, register, table.head, table.choices)
    notes = [*table.sheet.notes, *_unread(table.head)]
    rows: list[Incoming] = []
    refusals: list[Refusal] = []
    for row in table.sheet.rows:
        if row.number <= table.head.row or not row.filled or table.head.is_repeated(row):
            continue
        if _is_no_action(row, table.head):
            text = shorten(" ".join(" ".join(row.filled).split()), 60)
            notes.append(_("row {row} passed over: “{text}”").format(row=row.number, text=text))
            continue
        try:
            rows.append(reader.read(row))
        except RefusedError as error:
            refusals += error.refusals
    if not (rows or refusals):
        raise ActiepuntError(
            _("{file} has no actions below its headings").format(file=table.file),
            _("Look whether it is the right file, and the right sheet."),
        )
    rows, again = _without_repeated(rows, notes)
    after = imported.apply(register, rows, reader.today.year)
    after, _followers = status.go_on(session, register, after)
    refusals += [*again, *_faulty(register, after, rows, table.head)]
    notes += _remarks(reader, rows)
    ordered = sorted(refusals, key=lambda one: one.row)
    return Plan(after, rows, ordered, notes, reader.absent)


def _unread(head: Head) -> Iterator[str]:
    """Yield a remark on the columns that are not read, if any."""
    names = [column.heading for column in head.unread]
    if names:
        text = _("columns that are not read: {names}; --map says what they are")
        yield text.format(names=", ".join(names))


def _is_no_action(row: Row, head: Head) -> bool:
    """Tell whether a row is a total, or a heading of a group: a lone text that is no action."""
    first, *others = row.filled
    if _TOTAL.fullmatch(first.strip()):
        return all(other[0].isdigit() for other in others)
    columns = {column.field: column.at for column in head.columns}
    return not others and "summary" in columns and not _cell(row, columns["summary"])


def _cell(row: Row, index: int) -> str:
    return row.cells[index].strip() if index < len(row.cells) else ""


def _without_repeated(
    rows: Sequence[Incoming], notes: list[str]
) -> tuple[list[Incoming], list[Refusal]]:
    """Return the rows that are about different actions, and refusals of those that contradict.

    A row that says the same as an earlier one is left out with a remark.
    """
    first: dict[object, Incoming] = {}
    kept: list[Incoming] = []
    refusals: list[Refusal] = []
    for row in rows:
        earlier = first.setdefault(_key(row), row)
        if earlier is row:
            kept.append(row)
        elif _said(earlier) == _said(row):
            text = _("row {row} says the same as row {other}, and is passed over")
            notes.append(text.format(row=row.row, other=earlier.row))
        else:
            text = _("row {other} is about the same action, and says something else")
            error = ActiepuntError(text.format(other=earlier.row), _("Leave one of them out."))
            refusals.append(Refusal(row.row, row.new.summary, None, row.new.summary, error))
    return kept, refusals


def _key(row: Incoming) -> object:
    """Return what two rows about one action have in common."""
    if row.old:
        return row.old.uid
    return row.new.id or words(row.new.summary, row.new.body, row.new.meeting)


def _said(row: Incoming) -> Action:
    """Return the action that a row makes, but for what every new one has of its own."""
    return row.new if row.old else row.new._replace(uid="", created=None)


def _faulty(
    before: Register, after: Register, rows: Sequence[Incoming], head: Head
) -> Iterator[Refusal]:
    """Yield a refusal for each error that a row would bring into the register."""
    by_uid = {row.new.uid: row for row in rows}
    columns = {column.field: column for column in head.columns}
    found = new_faults(check.run(after, check.RULES), check.run(before, check.RULES))
    for fault in found:
        row = by_uid.get(fault.record)
        if fault.level == "error" and row:
            field = fault.field or ""
            column = columns.get(field) or (columns.get(DUE_TEXT) if field == "due" else None)
            error = ActiepuntError(fault.message, fault.advice)
            yield Refusal(row.row, row.new.summary, column, "", error)


def _remarks(reader: RowReader, rows: Sequence[Incoming]) -> Iterator[str]:
    """Yield remarks on what the rows leave to a person to look at."""
    names = list(dict.fromkeys(reader.absent))
    if names and reader.choices.without_meetings:
        yield _("not in the calendar, and left out: {names}").format(names=", ".join(names))
    if reader.own_numbers:
        yield _("the numbers of the list are its own: new actions get numbers of the register")
    for row in rows:
        alike = reader.known.by_summary.get(words(row.new.summary, "", "").summary, [])
        if row.old is None and alike:
            text = _("row {row} has the words of {numbers}, of another body or meeting")
            yield text.format(row=row.row, numbers=", ".join(action.id for action in alike))
