"""What changed lately, as the pages tell it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, tzinfo
from itertools import groupby, islice
from typing import NamedTuple

from actiepunt.core import events, labels
from actiepunt.core.diff import Difference
from actiepunt.core.events import Event
from actiepunt.core.model import Action, Record
from actiepunt.core.numbers import compact
from actiepunt.core.roles import Roles
from actiepunt.history import Entry
from actiepunt.i18n import Translate
from actiepunt.text import visible
from actiepunt.views import changes, log

_MOST = 60  # on a page
_LATEST = 3_000  # of all pages together
_FEW = 3  # additions in a commit that are told one by one
_UNTOLD = {"uid", "was", "created"}


class ChangeRow(NamedTuple):
    """A change of a record, or the addition of several, as a page tells it.

    Attributes:
        when: The moment in UTC, as ISO 8601.
        day: The day, for people.
        record: The record as it is after the change; the first one of several.
        name: What people call it; for several how many there are.
        lines: What changed.
        why: The reason; may be empty.
        commit: The commit.
        is_new: Whether the record was added.
        is_one: Whether it is one record.
    """

    when: str
    day: str
    record: Record
    name: str
    lines: Sequence[str]
    why: str
    commit: str
    is_new: bool = False
    is_one: bool = True

    @property
    def number(self) -> str:
        """The number of the action that changed; empty for a meeting and for several."""
        return self.record.id if isinstance(self.record, Action) and self.is_one else ""


class Teller(NamedTuple):
    """How changes are told.

    Attributes:
        say: Translates into the language of the page.
        zone: The time zone of the register.
        roles: Takes the names away; None where they stay.
        messages: The commit messages by hash.
        hidden: The uids of records that pages do not show.
    """

    say: Translate
    zone: tzinfo
    roles: Roles | None
    messages: Mapping[str, str]
    hidden: frozenset[str]

    def latest(self, entries: Sequence[Entry]) -> list[ChangeRow]:
        """Return the latest changes, the last one first, each record by itself."""
        rows = (row for entry in reversed(entries) for row in self._rows(entry))
        return list(islice(rows, _LATEST))

    def _rows(self, entry: Entry) -> Iterator[ChangeRow]:
        why = " ".join(log.reason(entry, self.messages.get(entry.commit.hash, "")).split())
        why = visible(self.roles.text(why) if self.roles else why)
        moment = entry.commit.when
        when = f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        day = day_writer(self.say)(moment.astimezone(self.zone).date())
        for difference in entry.differences:
            if difference.record.uid in self.hidden:
                continue
            shown = self._without_names(difference)
            lines = [visible(line) for line in self._lines(shown)]
            if lines:
                record, is_new = shown.record, shown.old is None
                name = record.summary if isinstance(record, Action) else record.what
                commit = entry.commit.hash
                yield ChangeRow(when, day, record, visible(name), lines, why, commit, is_new)

    def _without_names(self, difference: Difference) -> Difference:
        roles = self.roles
        if roles is None:
            return difference
        old, new = (side and roles.record(side) for side in (difference.old, difference.new))
        return difference._replace(old=old, new=new)

    def _lines(self, difference: Difference) -> list[str]:
        event, write = events.of(difference), day_writer(self.say)
        if event in {Event.ADDED, Event.REMOVED}:
            label = events.label(event, self.say)
            record = difference.record
            when = "" if isinstance(record, Action) else changes.when(record, write)
            return [f"{label}: {when}" if when else label]
        names = {field.name for field in difference.fields} - _UNTOLD
        return [
            line
            for unit in changes.units(difference, names)
            for line in changes.lines(difference, unit, write, self.say)
        ]

    def page(self, rows: Sequence[ChangeRow]) -> list[ChangeRow]:
        """Return the changes of a page; many additions in a commit are told as one."""
        together = groupby(rows, key=lambda row: (row.commit, row.is_new, type(row.record)))
        told = (row for key, found in together for row in self._few([*found], is_new=key[1]))
        return list(islice(told, _MOST))

    def _few(self, rows: list[ChangeRow], *, is_new: bool) -> list[ChangeRow]:
        if not is_new or len(rows) <= _FEW:
            return rows
        is_action = isinstance(rows[0].record, Action)
        say = self.say
        text = say("{count} new actions") if is_action else say("{count} new meetings")
        names = compact([row.record.id for row in rows]) if is_action else ""
        names = names.replace("-", "\N{NON-BREAKING HYPHEN}")  # to read, not to type
        name = text.format(count=len(rows))
        return [rows[0]._replace(is_one=False, name=name, lines=[visible(names)] if names else [])]


def day_writer(say: Translate) -> Callable[[date], str]:
    """Return what writes a day on a page, `Thu 6 Mar 2025`."""
    return lambda day: labels.short_day(day, date.min, say)
