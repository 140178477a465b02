"""The differences between two states of the register, field by field.

The edits of files, the commit messages, the output of commands and the history are all based on
these differences; `events` names them.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actiepunt.core.fields import kinds
from actiepunt.core.model import ACTIONS_FILE, CALENDAR_FILE, Action, Record, Register, Value


class Field(NamedTuple):
    """A changed field of a record."""

    name: str
    old: Value
    new: Value


class Difference(NamedTuple):
    """A record that was added (`old` is None), removed (`new` is None), changed or moved.

    `old_file` and `new_file` are the files that hold the record. Both are empty in the history,
    which does not look at the file of a record.
    """

    old: Record | None
    new: Record | None
    old_file: str = ""
    new_file: str = ""

    @property
    def record(self) -> Record:
        """The new record, or the old one where it was removed."""
        record = self.new if self.new is not None else self.old
        assert record is not None, "a difference has at least one side"  # noqa: S101 - by design
        return record

    @property
    def is_action(self) -> bool:
        """Tell whether the record is an action, not a meeting."""
        return isinstance(self.record, Action)

    @property
    def is_moved(self) -> bool:
        """Tell whether the record moved to another file, changed or not."""
        return bool(self.old_file and self.new_file) and self.old_file != self.new_file

    @property
    def is_only_moved(self) -> bool:
        """Tell whether the record moved to another file unchanged."""
        return self.is_moved and self.old == self.new

    @property
    def fields(self) -> list[Field]:
        """The changed fields in file order; of an added or removed record, its filled fields."""
        blank = type(self.record)()
        old, new = self.old or blank, self.new or blank
        return [
            Field(name, getattr(old, name), getattr(new, name))
            for name in kinds(self.record)
            if getattr(old, name) != getattr(new, name)
        ]


def between(before: Register, after: Register) -> list[Difference]:
    """Return the differences of all actions, archived ones too, and of all meetings.

    They are in the order of `after`, each with its files; the removed records come last.
    """
    return [
        *between_records(_actions(before), _actions(after)),
        *between_records(_meetings(before), _meetings(after)),
    ]


Filed = Iterable[tuple[str, Record]]
"""Records, each with the name of the file that holds it."""


def _actions(register: Register) -> Filed:
    files = {ACTIONS_FILE: register.actions, **register.archive}
    return ((file, action) for file, actions in files.items() for action in actions)


def _meetings(register: Register) -> Filed:
    return ((CALENDAR_FILE, meeting) for meeting in register.meetings)


def between_records(before: Filed, after: Filed) -> Iterator[Difference]:
    """Pair the old and new records by uid, and yield the pairs that differ.

    A record without a uid is paired by its id. Several old records with one uid are paired by their
    id where possible. Old records without a reliable uid are paired by `_filled_in` at the end.
    """
    files: dict[int, str] = {}
    earlier: dict[str, list[Record]] = {}
    for file, record in before:
        files[id(record)] = file
        earlier.setdefault(record.uid or record.id, []).append(record)
    unreliable = {id(r) for same in earlier.values() for r in same if len(same) > 1 or not r.uid}
    pairs: list[tuple[Record | None, Record, str]] = []
    for file, record in after:
        same = earlier.get(record.uid or record.id, [])
        old = next((other for other in same if other.id == record.id), same[0] if same else None)
        if old is not None:
            same[:] = [other for other in same if other is not old]
        pairs.append((old, record, file))
    unpaired = [record for same in earlier.values() for record in same]
    for partner, record, file in pairs:
        old = partner
        if old is None:
            candidates = (other for other in unpaired if id(other) in unreliable)
            old = next((other for other in candidates if is_filled_in(other, record)), None)
            unpaired = [other for other in unpaired if other is not old]
        old_file = files[id(old)] if old is not None else ""
        if old is not None and old.uid != record.uid:
            old = old._replace(uid=record.uid)  # an identity, not a changed field
        if old is None or old_file != file or (old is not record and old != record):
            yield Difference(old, record, old_file, file)
    for old in unpaired:
        yield Difference(old, None, files[id(old)], "")


def is_filled_in(old: Record, new: Record) -> bool:
    """Tell whether `new` is `old` with its uid, id or moment of creation filled in."""
    if type(old) is not type(new):
        return False
    if old.id:
        return old.id == new.id
    filled = old._replace(uid=new.uid, id=new.id)
    if isinstance(filled, Action) and isinstance(new, Action):
        filled = filled._replace(created=new.created)
    return filled == new
