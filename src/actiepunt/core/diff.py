"""What lies between two states of the register, field by field.

One mechanism for the smallest edit, the commit message, what a command prints and the history:
each asks for the differences and says them in its own way; `events` names them.
"""

from collections.abc import Iterator
from typing import NamedTuple

from actiepunt.core.fields import kinds
from actiepunt.core.model import ACTIONS_FILE, CALENDAR_FILE, Action, Record, Register, Value


class Field(NamedTuple):
    """One changed field of a record."""

    name: str
    old: Value
    new: Value


class Difference(NamedTuple):
    """One record that is new (`old` is None), gone (`new` is None), changed, or in another file.

    `old_file` and `new_file` are the files that hold the record. They are empty where nobody asks
    which file it is: the history follows a record through all files.
    """

    old: Record | None
    new: Record | None
    old_file: str = ""
    new_file: str = ""

    @property
    def record(self) -> Record:
        """Return the record as it is now, or as it was when it is gone."""
        found = self.new if self.new is not None else self.old
        assert found is not None, "a difference has at least one side"  # noqa: S101 - by design
        return found

    @property
    def is_action(self) -> bool:
        """Tell an action from a meeting."""
        return isinstance(self.record, Action)

    @property
    def is_moved(self) -> bool:
        """Tell whether the record is in another file than before, changed or not."""
        return bool(self.old_file and self.new_file) and self.old_file != self.new_file

    @property
    def is_only_moved(self) -> bool:
        """Tell whether the record is in another file and is otherwise the same."""
        return self.is_moved and self.old == self.new

    @property
    def fields(self) -> list[Field]:
        """Return the changed fields in file order; of a new record the filled ones."""
        blank = type(self.record)()
        old, new = self.old or blank, self.new or blank
        return [
            Field(name, getattr(old, name), getattr(new, name))
            for name in kinds(self.record)
            if getattr(old, name) != getattr(new, name)
        ]


def between(before: Register, after: Register) -> list[Difference]:
    """Return what changed in actions (archive included) and meetings, in the order of `after`.

    An action whose block went to another file, such as the archive, is a difference too.
    """
    return [
        *_between(_actions(before), _actions(after)),
        *_between(_meetings(before), _meetings(after)),
    ]


_Filed = Iterator[tuple[str, Record]]


def _actions(register: Register) -> _Filed:
    files = {ACTIONS_FILE: register.actions, **register.archive}
    return ((file, action) for file, actions in files.items() for action in actions)


def _meetings(register: Register) -> _Filed:
    return ((CALENDAR_FILE, meeting) for meeting in register.meetings)


def _between(before: _Filed, after: _Filed) -> Iterator[Difference]:
    files: dict[int, str] = {}
    earlier: dict[str, list[Record]] = {}
    for file, record in before:
        files[id(record)] = file
        earlier.setdefault(record.uid or record.id, []).append(record)
    # Without a uid, or with that of another, a record is known by its number or by its words.
    loose = {id(r) for same in earlier.values() for r in same if len(same) > 1 or not r.uid}
    found: list[tuple[Record | None, Record, str]] = []
    for file, record in after:
        same = earlier.get(record.uid or record.id, [])
        old = next((one for one in same if one.id == record.id), same[0] if same else None)
        if old is not None:
            same[:] = [one for one in same if one is not old]
        found.append((old, record, file))
    left = [record for same in earlier.values() for record in same]
    for old, record, file in found:
        if old is None:
            old = next((r for r in left if id(r) in loose and _filled_in(r, record)), None)  # noqa: PLW2901
            left = [one for one in left if one is not old]
        old_file = files[id(old)] if old is not None else ""
        if old is not None and old.uid != record.uid:
            old = old._replace(uid=record.uid)  # noqa: PLW2901 - it only says which record it is
        if old is None or old_file != file or (old is not record and old != record):
            yield Difference(old, record, old_file, file)
    for old in left:
        yield Difference(old, None, files[id(old)], "")


def _filled_in(old: Record, new: Record) -> bool:
    """Tell whether a record is another with its uid, number or moment of creation filled in."""
    if old.id:
        return old.id == new.id
    same = old._replace(uid=new.uid, id=new.id)
    if isinstance(same, Action) and isinstance(new, Action):
        same = same._replace(created=new.created)
    return same == new
