"""What lies between two states of the register, field by field.

One mechanism for the smallest edit, the commit message, what a command prints and the history:
each asks for the differences and says them in its own way.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from actiepunt.core.model import Action, Record, Register, Value, kinds


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
    earlier = {record.uid or record.id: record for record in before}
    for record in after:
        old = earlier.pop(record.uid or record.id, None)
        if old is not record and old != record:
            yield Difference(old, record)
    for old in earlier.values():
        yield Difference(old, None)
