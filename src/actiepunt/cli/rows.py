"""Rows of a table, read as actions: which action each is about, and what it says of it."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from actiepunt.cli import cells, fields, inputs
from actiepunt.cli.session import Session, new_uid
from actiepunt.core import labels, query, undated
from actiepunt.core.check import UID
from actiepunt.core.imported import Incoming, Known, words
from actiepunt.core.model import CLOSED, Action, Register, day_of
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.importers import Row
from actiepunt.importers.headings import DUE_TEXT, Column, Head
from actiepunt.views.imported import Refusal

T = TypeVar("T")

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\u0085\u2028\u2029]")
_NUMBER = re.compile(r"(\d{4})-(\d{1,6})")


class Choices(NamedTuple):
    """What the options of `import` say of the whole table.

    Attributes:
        body: The body of new actions where the row names none.
        meeting: A REF to the meeting of new actions where the row names none.
        dated: The day of the table, from which a deadline without a year counts.
        new_numbers: Whether new actions get numbers of this register.
        without_meetings: Whether meetings that the calendar does not have are left out.
    """

    body: str = ""
    meeting: str = ""
    dated: str = ""
    new_numbers: bool = False
    without_meetings: bool = False


class RefusedError(Exception):
    """A row does not fit; it holds a refusal for each cell."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__()
        self.refusals = refusals


class _Texts:
    """The texts of a row by field, and the refusals of those that cannot be read."""

    def __init__(self, row: Row, head: Head) -> None:
        self.row = row.number
        self.columns = {column.field: column for column in head.columns}
        self.texts: dict[str, str] = {}
        self.refusals: list[Refusal] = []
        for column in head.columns:
            text = row.cells[column.at] if column.at < len(row.cells) else ""
            self.texts[column.field] = _LINE_BREAK.sub("\n", text).strip()
            if column.at in row.wrong:
                self.refuse(column.field, ActiepuntError(row.wrong[column.at]))
        for at in range(head.width, len(row.cells)):
            if row.cells[at].strip():
                self.refuse_beyond(Column(at, "–", ""), row.cells[at].strip())
        if not self.is_exported:
            nothing = (field for field, text in self.texts.items() if text in cells.NOTHING)
            self.texts.update(dict.fromkeys(nothing, ""))

    def __getitem__(self, field: str) -> str:
        return self.texts.get(field, "")

    @property
    def is_exported(self) -> bool:
        """Tell whether `export` wrote the row, so that an empty cell is an empty field."""
        return bool(self["uid"])

    @property
    def number(self) -> str:
        """Its number, where that is one of a register; a list may have numbers of its own."""
        match = _NUMBER.fullmatch(self["id"])
        return f"{match[1]}-{int(match[2]):03}" if match else ""

    def refuse(self, field: str, error: ActiepuntError) -> None:
        """Add a refusal of the cell of a field."""
        column = self.columns.get(field)
        self.refusals.append(self._refusal(column, self[field], error))

    def _refusal(self, column: Column | None, text: str, error: ActiepuntError) -> Refusal:
        action, text = (" ".join(one.split()) for one in (self["summary"], text))
        return Refusal(self.row, action, column, text, error)

    def refuse_beyond(self, column: Column, text: str) -> None:
        """Add a refusal of a cell behind the last heading: a row may have shifted there."""
        message = _("no heading stands above this cell")
        advice = _("Look whether the row has shifted, or give the column a heading.")
        error = ActiepuntError(message, advice)
        self.refusals.append(self._refusal(column, text, error))

    def read(self, field: str, reader: Callable[[str], T]) -> T | None:
        """Return what a reader makes of a filled cell; None where it is empty, or refused."""
        if not self[field]:
            return None
        try:
            return reader(self[field])
        except ActiepuntError as error:
            self.refuse(field, error)
            return None

    def demand(self) -> None:
        """Stop where something was refused.

        Raises:
            RefusedError: it was.
        """
        if self.refusals:
            raise RefusedError(self.refusals)


class _Case(NamedTuple):
    """What the reading of a cell depends on: the action, if known, its body, and its reader."""

    old: Action | None
    body: str
    reader: Reader
    exported: bool

    @property
    def is_copy(self) -> bool:
        """Tell whether a list is as `export` wrote it: nobody edited it, or it would be an edit."""
        return self.exported and self.old is None


class RowReader:
    """Reads the rows of a table for a register as it is now."""

    def __init__(self, session: Session, register: Register, head: Head, choices: Choices) -> None:
        self.register, self.head, self.choices = register, head, choices
        self.now = session.now(register)
        self.known = Known(register)
        self.owners = frozenset(query.known_owners(register))
        self.calendar = register.visible.meetings_by_id()
        self.reader = session.reader(register)
        self.today = self.dated = self.reader.today
        if choices.dated:
            self.dated = self.reader.exact_day(choices.dated)
            self.reader = cells.following(self.reader, self.dated)
        self.body = cells.body(choices.body, register) if choices.body else ""
        self.meeting = self.reader.meeting(choices.meeting).id if choices.meeting else ""
        self.absent: list[str] = []  # the meetings that are not in the calendar
        self.own_numbers = False  # whether the list has numbers that are not those of a register
        self._readers: dict[date, Reader] = {}

    def read(self, row: Row) -> Incoming:
        """Return the action that a row is about, and what it becomes.

        Raises:
            RefusedError: a cell cannot be read, or does not go with the others.
        """
        texts = _Texts(row, self.head)
        texts.demand()
        self._split_progress(texts)
        identity: dict[str, Any] = {}
        old = self._old(texts, identity)
        texts.demand()
        body = identity.get("body") or (old.body if old else self.body)
        reader = self._as_of(old, identity.get("meeting", ""))
        case = _Case(old, body, reader, texts.is_exported)
        values = self._values(texts, case) | identity
        self._close(texts, case, values)
        texts.demand()
        if old:
            new = old._replace(**values, withdrawn=None)
            return Incoming(row.number, old, new)
        made = {"uid": texts["uid"] or new_uid(), "id": self._free_number(texts)}
        texts.demand()
        self.own_numbers |= bool(texts["id"] and not texts.number)
        return Incoming(row.number, None, Action(**({"created": self.now} | values | made)))

    def _split_progress(self, texts: _Texts) -> None:
        """Take a text about progress for the status where it is one, and the list has no status."""
        if "status" in texts.columns or texts.is_exported or not texts["progress"]:
            return
        try:
            cells.status(texts["progress"], self.reader, self.today)
        except ActiepuntError:  # it is about progress
            return
        texts.columns["status"] = texts.columns["progress"]
        texts.texts |= {"status": texts["progress"], "progress": ""}

    def _old(self, texts: _Texts, identity: dict[str, Any]) -> Action | None:
        """Return the action that a row is about, or None where it is new.

        The body and the meeting of a row that has no number of a known action are put into
        `identity`: they belong to what it is known by.
        """
        uid = texts.read("uid", _uid) or ""
        number = "" if self.choices.new_numbers else texts.number
        try:
            old = self.known.named(uid, number, texts["summary"])
        except ActiepuntError as error:
            texts.refuse("id", error)
            return None
        if old:
            return old
        identity["body"] = texts.read("body", lambda text: cells.body(text, self.register))
        identity["body"] = identity["body"] or self.body
        case = _Case(None, identity["body"], self.reader, texts.is_exported)
        meeting = texts.read("meeting", lambda text: self.meeting_of(case, text))
        identity["meeting"] = self.meeting if meeting is None else meeting
        summary = texts.read("summary", _summary)
        if summary is None:
            if not texts["summary"]:
                message = _("there is no action in this row")
                texts.refuse("summary", ActiepuntError(message, _("Write it, or empty the row.")))
            return None
        try:
            return self.known.alike(words(summary, identity["body"], identity["meeting"]))
        except ActiepuntError as error:
            texts.refuse("summary", error)
            return None

    def _as_of(self, old: Action | None, meeting: str) -> Reader:
        """Return the reader as of the day of the agreement, or else of the table."""
        day = None
        if met := self.calendar.get(meeting or (old.meeting if old else "")):
            day = met.day
        elif old and old.created and not self.choices.dated:
            day = day_of(old.created)
        if day is None:
            return self.reader
        if day not in self._readers:
            self._readers[day] = cells.following(self.reader, day)
        return self._readers[day]

    def _values(self, texts: _Texts, case: _Case) -> dict[str, Any]:
        """Return the fields that a row fills, changes or empties, but for those of the closing."""
        values: dict[str, Any] = {}
        for field, reader in _READERS.items():
            if case.old is None and field in {"body", "meeting"}:
                continue  # `_old` read them
            if self._is_unchanged(texts, case, field):
                continue
            value = texts.read(field, lambda text, read=reader: read(self, case, text))  # type: ignore[misc]
            if value is not None:
                values[field] = value
            elif self._is_emptied(texts, case, field):
                values[field] = getattr(Action(), field)
        if case.old is None:
            for field, reader in _ONCE.items():
                value = texts.read(field, lambda text, read=reader: read(self, case, text))  # type: ignore[misc]
                values |= {} if value is None else {field: value}
        return values | self._due(texts, case)

    def _is_unchanged(self, texts: _Texts, case: _Case, field: str) -> bool:
        """Tell whether a cell says what `export` would write for the action."""
        return bool(case.old) and texts[field] == cells.exported(getattr(case.old, field))

    def _is_emptied(self, texts: _Texts, case: _Case, field: str) -> bool:
        emptied = case.old and case.exported and not texts[field] and field in texts.columns
        return bool(emptied) and field != "summary"

    def _due(self, texts: _Texts, case: _Case) -> dict[str, Any]:
        """Return the deadline that a row gives or changes.

        A table that was exported has two columns for it: as agreed, and its day.
        """
        day, agreed = texts["due"], texts[DUE_TEXT]
        if case.exported and not day and undated.reads(agreed) and not case.old:
            return {"due": agreed}  # as it was, also where that meeting is planned here
        field = DUE_TEXT if agreed and not cells.is_day_of_phrase(agreed, day) else "due"
        if case.old:
            old = query.standing(case.old, self.calendar, self.today)
            try:
                field = cells.changed_deadline(day, agreed, old, self.calendar)
            except ActiepuntError as error:
                texts.refuse("due", error)
                return {}
            is_emptied = not (day or agreed) and self._is_emptied(texts, case, "due")
            if not field:
                return {"due": None} if is_emptied else {}
        value = texts.read(field, lambda text: self._deadline(texts, case, text))
        return {} if value is None else {"due": value}

    def _deadline(self, texts: _Texts, case: _Case, text: str) -> date | str | None:
        try:
            return cells.due(text, case.reader)
        except UsageError:
            raise
        except ActiepuntError:  # a meeting that is not in the calendar
            self.absent.append(text)
            if not self.choices.without_meetings:
                raise
            return cells.due(texts["due"], case.reader) if texts["due"] not in {"", text} else None

    def meeting_of(self, case: _Case, text: str) -> str:
        """Return the id of the meeting that a cell names; empty where it is left out.

        Raises:
            ActiepuntError: there is no such meeting.
        """
        try:
            return cells.meeting(text, case.body, self.reader)
        except ActiepuntError:
            self.absent.append(text)
            if not self.choices.without_meetings:
                raise
            return ""

    def _close(self, texts: _Texts, case: _Case, values: dict[str, Any]) -> None:
        """Put the status, the day of closing and the outcome into `values`, as they go together."""
        old = case.old or Action()
        state = None
        if not self._is_unchanged(texts, case, "status"):
            state = texts.read("status", lambda text: cells.status(text, case.reader, self.today))
        closed = None
        if not self._is_unchanged(texts, case, "closed"):
            closed = texts.read(
                "closed", lambda text: cells.past_day(text, case.reader, self.today)
            )
        status = state.status if state else old.status
        closed = closed or (state.closed if state else None)
        if state and state.outcome and "outcome" not in values:
            values["outcome"] = state.outcome
        if closed and not state and not texts["status"]:
            status = "done" if status not in CLOSED else status
        if status not in CLOSED:
            if closed:
                message = _("a closing date on an action that is not closed")
                texts.refuse("closed", UsageError(message, _("Give it a status as well.")))
            if old.is_closed:
                values |= {"closed": None, "outcome": values.get("outcome", "")}
        else:
            values["closed"] = closed or old.closed or self.dated
            if values["closed"] > self.today:
                message = _("closed on {day}, which is still to come")
                error = UsageError(
                    message.format(day=labels.full_day(values["closed"], _)),
                    _("Write the day in full."),
                )
                texts.refuse("closed" if texts["closed"] else "status", error)
        values["status"] = status

    def _free_number(self, texts: _Texts) -> str:
        """Return the number of a new action, or "" where it is to be given."""
        number = "" if self.choices.new_numbers else texts.number
        try:
            self.known.demand_free(number)
        except ActiepuntError as error:
            texts.refuse("id", error)
        return number


def _uid(text: str) -> str:
    if not UID.fullmatch(text):
        raise UsageError(
            _("uid must be 16 letters and digits"), _("Empty the cell: the action then gets one.")
        )
    return text


def _summary(text: str) -> str:
    return inputs.demand(cells.one_line(text), "summary")


_Reader = Callable[[RowReader, _Case, str], Any]
_READERS: Mapping[str, _Reader] = {
    "summary": lambda _rows, _case, text: _summary(text),
    "owners": lambda rows, case, text: cells.owners(text, rows.owners, exported=case.is_copy),
    "body": lambda rows, _case, text: cells.body(text, rows.register),
    "meeting": lambda rows, case, text: rows.meeting_of(case, text),
    "every": lambda rows, _case, text: fields.every(cells.one_line(text), rows.today),
    "item": lambda _rows, _case, text: inputs.line(cells.one_line(text), "item"),
    "source": lambda _rows, _case, text: inputs.line(cells.one_line(text), "source"),
    "tags": lambda _rows, case, text: cells.tags(text, exported=case.is_copy),
    "outcome": lambda _rows, _case, text: inputs.line(cells.one_line(text), "outcome"),
    "details": lambda _rows, _case, text: inputs.prose(text, "details"),
    "progress": lambda rows, case, text: cells.notes(
        text, case.old.progress if case.old else (), rows.dated, case.reader,
        exported=case.exported,
    ),
}  # fmt: skip
"""What reads the cell of each field."""
_ONCE: Mapping[str, _Reader] = {
    "created": lambda rows, case, text: cells.moment(
        text, case.reader, rows.register.settings.timezone
    ),
    "was": lambda rows, _case, text: (
        () if rows.choices.new_numbers else cells.numbers(text, rows.now.year)
    ),
}
"""The same for fields that only a new action gets from a table."""
