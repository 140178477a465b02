"""The moment at which each field of each record last changed, along the published first parents.

Feeds take their stamps from here, so that a commit gives the same bytes on every machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from actiepunt.core.due import YEARS
from actiepunt.history import Entry
from actiepunt.history.commits import Node

# Raise this when the text of events changes for the same data: some clients (ICSx5) skip an event
# that did not become newer.
FORMAT_EPOCH = datetime(2026, 12, 1, 2, 55, tzinfo=UTC)
# SEQUENCE (RFC 5545 3.8.7.4) counts seconds from here. The first commit of a record would not do,
# because a squash moves it.
_START = datetime(2020, 1, 1, tzinfo=UTC)
_MOST = 2**31 - 1  # an INTEGER of RFC 5545 3.3.8 has 32 bits
_SECOND = timedelta(seconds=1)


class Stamp(NamedTuple):
    """The moments in UTC at which an event was created and last changed."""

    created: datetime
    modified: datetime

    @property
    def sequence(self) -> int:
        """The SEQUENCE of the event in seconds since 2020; a squash does not lower it."""
        return min(max(0, int((self.modified - _START).total_seconds())), _MOST)


def arrivals(nodes: Sequence[Node]) -> tuple[dict[str, int], list[datetime]]:
    """Return where each commit arrived on the first-parent line, and the moments along that line.

    The place of a commit is an index in the moments. The commits of a merged branch arrive with the
    merge, whenever they were made.

    Args:
        nodes: All commits of the history, each after its parents.
    """
    known = {node.commit.hash: node for node in nodes}
    line: list[Node] = []
    name = nodes[-1].commit.hash if nodes else ""
    while name in known:
        line.append(known[name])
        name = next(iter(known[name].parents), "")
    line.reverse()
    arrived: dict[str, int] = {}
    for place, node in enumerate(line):
        pending = [node.commit.hash]
        while pending:
            commit = pending.pop()
            if commit in known and commit not in arrived:
                arrived[commit] = place
                pending += known[commit].parents
    moments: list[datetime] = []
    for node in line:
        # Ignore a clock that is wrong by decades: clients would skip every later change.
        is_wrong = node.commit.when.year not in YEARS
        moments.append((moments or [FORMAT_EPOCH])[-1] if is_wrong else node.commit.when)
    return arrived, moments


class Stamps:
    """The moments at which each field of each record changed, by uid.

    Args:
        entries: The changes of the commits.
        nodes: All commits of the history, each after its parents.
        floor: The moment at which all events last changed together, such as their language.
    """

    def __init__(self, entries: Iterable[Entry], nodes: Sequence[Node], floor: datetime) -> None:
        self._floor = max(floor, FORMAT_EPOCH)
        self._created: dict[str, datetime] = {}
        self._changed: dict[str, dict[str, set[int]]] = {}
        place, self._moments = arrivals(nodes)
        for entry in entries:
            when = self._moments[place[entry.commit.hash]]
            for difference in entry.differences:
                uid = difference.record.uid
                self._created[uid] = min(when, self._created.get(uid, when))
                fields = self._changed.setdefault(uid, {})
                for field in difference.fields:
                    fields.setdefault(field.name, set()).add(place[entry.commit.hash])

    def of(self, shown: Mapping[str, Iterable[str]], uid: str) -> Stamp:
        """Return the stamp of an event.

        Each change of a shown field gives the event a later moment. Where the clock did not advance
        between two changes, the second change counts one second later.

        Args:
            shown: The fields that the event shows, by the uid of their record.
            uid: The record of the event.
        """
        places = {
            place
            for record_uid, fields in shown.items()
            for field in fields
            for place in self._changed.get(record_uid, {}).get(field, ())
        }
        modified = self._floor
        for count, place in enumerate(sorted(places)):
            modified = max(self._moments[place], modified + _SECOND if count else modified)
        return Stamp(self._created.get(uid, self._floor), modified)
