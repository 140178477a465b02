"""What lies between two states of the register, field by field.

One mechanism for the smallest edit, the commit message, what a command prints and the history:
each asks for the differences and says them in its own way.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from actiepunt.core.fields import kinds
from actiepunt.core.model import Action, Record, Register, Value


class Field(NamedTuple):
    """One changed field of a record."""

    name: str
    old: Value
    new: Value


class Difference(NamedTuple):
    """One record that is new (`old` is None), gone (`new` is None) or changed."""

    old: Record | None
    new: Record | None

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
    """Return what changed in actions (archive included) and meetings, in the order of `after`."""
    return [
        *_between(before.every_action, after.every_action),
        *_between(before.meetings, after.meetings),
    ]


def _between(before: Sequence[Record], after: Sequence[Record]) -> Iterable[Difference]:
    if before is after:
        return
    earlier: dict[str, list[Record]] = {}
    for record in before:
        earlier.setdefault(record.uid or record.id, []).append(record)
    # Without a uid, or with that of another, a record is known by its number or by its words.
    loose = {id(r) for same in earlier.values() for r in same if len(same) > 1 or not r.uid}
    found: list[tuple[Record | None, Record]] = []
    for record in after:
        same = earlier.get(record.uid or record.id, [])
        old = next((one for one in same if one.id == record.id), same[0] if same else None)
        if old is not None:
            same[:] = [one for one in same if one is not old]
        found.append((old, record))
    left = [record for same in earlier.values() for record in same]
    for old, record in found:
        if old is None:
            old = next((r for r in left if id(r) in loose and _filled_in(r, record)), None)  # noqa: PLW2901
            left = [one for one in left if one is not old]
        if old is not None and old.uid != record.uid:
            old = old._replace(uid=record.uid)  # noqa: PLW2901 - it only says which record it is
        if old is not record and old != record:
            yield Difference(old, record)
    for old in left:
        yield Difference(old, None)


def _filled_in(old: Record, new: Record) -> bool:
    """Tell whether a record is another with its uid, number or moment of creation filled in."""
    if old.id:
        return old.id == new.id
    same = old._replace(uid=new.uid, id=new.id)
    if isinstance(same, Action) and isinstance(new, Action):
        same = same._replace(created=new.created)
    return same == new
