"""The earlier changes that each value goes back to, which show what a merge chose or took back.

The *latest writes* of a field are the changes of it, among the ancestors of a commit, that are not
an ancestor of another such change. The presence of a record counts as a field: adding or removing a
record writes all of its fields. A commit changed a field where the value of some latest write is
not the commit's own value. For a commit with one parent this is the difference with that parent;
for a merge it is a value that one of the branches has and the merge does not.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.fields import kinds
from actiepunt.core.model import Record


class Write(NamedTuple):
    """A change of a record.

    Attributes:
        place: The place of its commit in the history.
        new: The record after it; None where it removed the record.
        fields: The fields that it wrote; None where it wrote all of them.
        below: Bit n is set where the n-th write of the record is an ancestor of this one.
    """

    place: int
    new: Record | None
    fields: frozenset[str] | None
    below: int


class Writes:
    """Every change so far, record by record.

    A set of commits is an int here, in which bit n stands for the commit in place n.
    """

    def __init__(self) -> None:
        self._writes: dict[str, list[Write]] = {}
        self._names: dict[str, str] = {}

    def add(self, key: str, place: int, ancestors: int, difference: Difference) -> None:
        """Add a change of a record by the commit in a place, with these ancestors."""
        known = self._writes.setdefault(self.name(key), [])
        whole = difference.old is None or difference.new is None
        fields = None if whole else frozenset(field.name for field in difference.fields)
        below = sum(1 << n for n, write in enumerate(known) if ancestors >> write.place & 1)
        known.append(Write(place, difference.new, fields, below))

    def name(self, key: str) -> str:
        """Return the present key of a record, which differs from `key` if it got its uid later."""
        while key in self._names:
            key = self._names[key]
        return key

    def rename(self, old: str, new: str) -> None:
        """Give a record another key, and join its writes with those under that key."""
        old, new = self.name(old), self.name(new)
        if old != new:
            self._names[old] = new
            self._writes[new] = [*self._writes.pop(old, []), *self._writes.get(new, [])]

    def _latest(self, key: str, ancestors: int, field: str | None) -> list[Write]:
        """Return the latest writes of a field; None stands for the presence of the record."""
        known = self._writes.get(self.name(key), [])
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
        """Return a record as these ancestors left it; None if they never had it or removed it."""
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
        """Return how a merge changed a record: the latest writes that differ from its own values.

        Args:
            key: The key of the record.
            ancestors: The ancestors of the merge.
            now: The record in the merge; None where the merge lacks it.
            sides: The record in each parent.
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
        """Yield for each latest write of each field whether it left the record in place."""
        for name in (None, *kinds(record)):
            for write in self._latest(key, ancestors, name):
                yield write.new is not None
