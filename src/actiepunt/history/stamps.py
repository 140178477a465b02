"""When each field of each record was last changed, as the line of history that is published says.

Feeds take their stamps from here: the same commit gives the same bytes on any machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from actiepunt.core.due import YEARS
from actiepunt.history import Entry
from actiepunt.history.commits import Node

# Raised when events say the same data in other words, so that clients that skip what did not get
# newer (ICSx5 does) take the new form over.
FORMAT_EPOCH = datetime(2026, 11, 25, tzinfo=UTC)
# SEQUENCE counts from here, and not from the first commit of a record, which a squash moves.
_START = datetime(2020, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1  # an INTEGER of RFC 5545 3.3.8 has 32 bits
_SECOND = timedelta(seconds=1)


class Stamp(NamedTuple):
    """When an event came and when it last changed, in UTC."""

    created: datetime
    modified: datetime

    @property
    def sequence(self) -> int:
        """Return a number that only grows, also when history is squashed: seconds since 2020."""
        return min(max(0, int((self.modified - _START).total_seconds())), _MOST)


def arrivals(nodes: Sequence[Node]) -> tuple[dict[str, int], list[datetime]]:
    """Return by which commit on the first-parent line each commit came, and the moments of those.

    A branch that is merged changes an event when it is merged, whenever its commits were made.
    """
    known = {node.commit.hash: node for node in nodes}
    line: list[Node] = []
    name = nodes[-1].commit.hash if nodes else ""
    while name in known:
        line.append(known[name])
        name = next(iter(known[name].parents), "")
    line.reverse()
    found: dict[str, int] = {}
    for place, first in enumerate(line):
        coming = [first.commit.hash]
        while coming:
            one = coming.pop()
            if one in known and one not in found:
                found[one] = place
                coming += known[one].parents
    moments: list[datetime] = []
    for node in line:
        # A clock that says what nobody means would keep the newest version for ever.
        odd = node.commit.when.year not in YEARS
        moments.append((moments or [FORMAT_EPOCH])[-1] if odd else node.commit.when)
    return found, moments


class Stamps:
    """The moments at which each field of each record changed, by uid.

    Args:
        entries: What the commits changed.
        nodes: All commits, each after its parents.
        floor: When all events changed at once, in their language or form.
    """

    def __init__(self, entries: Iterable[Entry], nodes: Sequence[Node], floor: datetime) -> None:
        self._floor = max(floor, FORMAT_EPOCH)
        self._created: dict[str, datetime] = {}
        self._changed: dict[str, dict[str, set[int]]] = {}
        place, self._moments = arrivals(nodes)
        for entry in entries:
            when = self._moments[place[entry.commit.hash]]
            for found in entry.differences:
                uid = found.record.uid
                self._created[uid] = min(when, self._created.get(uid, when))
                fields = self._changed.setdefault(uid, {})
                for field in found.fields:
                    fields.setdefault(field.name, set()).add(place[entry.commit.hash])

    def of(self, shown: Mapping[str, Iterable[str]], uid: str) -> Stamp:
        """Return the stamp of an event of record `uid` that shows these fields of these records.

        Each change of what it shows gives it another moment: of two in one second, or with a clock
        that went back, the later one gets the next second.
        """
        places = {
            place
            for one, fields in shown.items()
            for field in fields
            for place in self._changed.get(one, {}).get(field, ())
        }
        modified = self._floor
        for count, place in enumerate(sorted(places)):
            modified = max(self._moments[place], modified + _SECOND if count else modified)
        return Stamp(self._created.get(uid, self._floor), modified)
