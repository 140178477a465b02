"""When each field of each record was last changed, from one pass over the history.

Feeds take their stamps from here: the same commit gives the same bytes on any machine.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from actiepunt.history import Entry

# Raised when events say the same data in other words, so that clients that skip what did not get
# newer (ICSx5 does) take the new form over.
FORMAT_EPOCH = datetime(2026, 11, 23, tzinfo=UTC)


class Stamp(NamedTuple):
    """When an event came and when it last changed, in UTC."""

    created: datetime
    modified: datetime

    @property
    def sequence(self) -> int:
        """Return whole seconds between the two: it only grows, also when history is squashed."""
        return max(0, int((self.modified - self.created).total_seconds()))


class Stamps:
    """The moments of every field of every record, by uid."""

    def __init__(self, entries: Iterable[Entry], floor: datetime) -> None:
        self._floor = max(floor, FORMAT_EPOCH)
        self._created: dict[str, datetime] = {}
        self._changed: dict[str, dict[str, datetime]] = {}
        for entry in entries:
            when = entry.commit.when
            for found in entry.differences:
                uid = found.record.uid
                self._created.setdefault(uid, when)
                fields = self._changed.setdefault(uid, {})
                for field in found.fields:
                    fields[field.name] = max(when, fields.get(field.name, when))

    def of(self, shown: Mapping[str, Iterable[str]], uid: str) -> Stamp:
        """Return the stamp of an event of record `uid` that shows these fields of these records."""
        created = self._created.get(uid, self._floor)
        moments = [
            changed
            for one, fields in shown.items()
            for field in fields
            if (changed := self._changed.get(one, {}).get(field))
        ]
        return Stamp(created, max([created, self._floor, *moments]))
