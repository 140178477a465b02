"""Which earlier change each value goes back to, so that a merge tells what it took back or chose.

The *latest writes* of a field of a record are those changes of it, among the ancestors of a commit,
that no later change of it stands on. Whether the record is there counts as a field: what adds or
removes it writes all of its fields. A commit tells a field exactly where some latest write differs
from its own value. For a commit with one parent that is the difference with the parent; of two
branches that were merged it is what one of them said and the merge does not.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.fields import kinds
from actiepunt.core.model import Record


class Write(NamedTuple):
    """A change of a record that was told.

    `place` is that of its commit. `fields` are those it wrote, None where it wrote all of them.
    Bit n of `below` says that it stands on the n-th write of the record.
    """

    place: int
    new: Record | None
    fields: frozenset[str] | None
    below: int


class Writes:
    """Every change told so far, record by record.

    A set of commits is a number here, in which bit n stands for the commit in place n.
    """

    def __init__(self) -> None:
        self._of: dict[str, list[Write]] = {}
        self._names: dict[str, str] = {}

    def add(self, key: str, place: int, ancestors: int, found: Difference) -> None:
        """Remember that the commit in a place, with these ancestors, told a change of a record."""
        known = self._of.setdefault(self.name(key), [])
        whole = found.old is None or found.new is None
        fields = None if whole else frozenset(field.name for field in found.fields)
        below = sum(1 << n for n, write in enumerate(known) if ancestors >> write.place & 1)
        known.append(Write(place, found.new, fields, below))

    def name(self, key: str) -> str:
        """Return the key of a record; another than it had once where it got its uid later."""
        while key in self._names:
            key = self._names[key]
        return key

    def rename(self, old: str, new: str) -> None:
        """Take a record under another key for the same one from now on."""
        old, new = self.name(old), self.name(new)
        if old != new:
            self._names[old] = new
            self._of[new] = [*self._of.pop(old, []), *self._of.get(new, [])]

    def _latest(self, key: str, ancestors: int, field: str | None) -> list[Write]:
        """Return the latest writes of a field; of None: of whether the record is there."""
        known = self._of.get(self.name(key), [])
        among = {
            n: write
            for n, write in enumerate(known)
            if ancestors >> write.place & 1 and (write.fields is None or field in write.fields)
        }
        covered = 0
        for write in among.values():
            covered |= write.below
        return [write for n, write in among.items() if not covered >> n & 1]

    def record(self, key: str, ancestors: int) -> Record | None:
        """Return a record as it was last told; None where it was never there, or is gone."""
        there = [w.new for w in self._latest(key, ancestors, None) if w.new is not None]
        if not there:
            return None
        latest: dict[str, Any] = {
            name: getattr(write.new, name)
            for name in kinds(there[0])
            for write in self._latest(key, ancestors, name)
            if write.new is not None
        }
        return there[0]._replace(**latest)

    def merged(
        self, key: str, ancestors: int, now: Record | None, sides: Sequence[Record | None]
    ) -> Difference | None:
        """Return what a merge tells of a record: where a latest write differs from what it is now.

        Args:
            key: The record.
            ancestors: Of the merge.
            now: The record as the merge has it; None where it has none.
            sides: The same of each of its parents.
        """
        if now is None:
            before = next((side for side in sides if side is not None), None)
            if before is None or not any(self._values(key, ancestors, before)):
                return None
            return Difference(before, None)
        there = self._latest(key, ancestors, None)
        if not there or any(write.new is None for write in there):
            return Difference(None, now)
        before = now
        for name in kinds(now):
            for write in self._latest(key, ancestors, name):
                other: Any = getattr(write.new, name)
                if other != getattr(now, name):
                    before = before._replace(**{name: other})
        return Difference(before, now) if before != now else None

    def _values(self, key: str, ancestors: int, record: Record) -> Iterator[bool]:
        """Yield for each latest write of each field whether the record is there with it."""
        for name in (None, *kinds(record)):
            for write in self._latest(key, ancestors, name):
                yield write.new is not None
