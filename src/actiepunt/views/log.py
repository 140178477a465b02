"""The listing of `log`: a row for each changed field, with who changed it, when and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from actiepunt.core import events, labels, message, trailers
from actiepunt.core.diff import Difference
from actiepunt.core.events import Event
from actiepunt.core.model import Action, Value
from actiepunt.core.trailers import Message
from actiepunt.history import Commit, Entry
from actiepunt.i18n import _
from actiepunt.output import Column, Listing
from actiepunt.text import fold, slug, visible
from actiepunt.views.records import json_value


class LogRow(NamedTuple):
    """A changed field of a record in a commit.

    An added record is a single row with the field `created`, a removed record one with `removed`.
    """

    commit: Commit
    difference: Difference
    field: str
    old: Value
    new: Value
    reason: str

    @property
    def id(self) -> str:
        """The number of the action, or the id of the meeting."""
        return self.difference.record.id


class LogFilter(NamedTuple):
    """The criteria of a log; an empty criterion matches every row.

    `since` and `until` include their own moment. `by` is part of the name or address of the author.
    """

    uids: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    by: str = ""
    field: str = ""
    body: str = ""


def rows(
    entries: Iterable[Entry], messages: Mapping[str, str], criteria: LogFilter
) -> list[LogRow]:
    """Return the rows that meet all criteria, in the order of `entries`.

    `messages` are the commit messages by hash.
    """
    return [
        row
        for entry in entries
        if _in_time(entry.commit, criteria) and fold(criteria.by) in fold(_who(entry.commit))
        for row in _rows_of(entry, reason(entry, messages.get(entry.commit.hash, "")))
        if _matches(row, criteria)
    ]


def _who(commit: Commit) -> str:
    return f"{commit.who} <{commit.mail}>"


def _in_time(commit: Commit, criteria: LogFilter) -> bool:
    late = criteria.until is not None and commit.when > criteria.until
    early = criteria.since is not None and commit.when < criteria.since
    return not (late or early)


def _matches(row: LogRow, criteria: LogFilter) -> bool:
    record = row.difference.record
    return (
        (not criteria.uids or record.uid in criteria.uids)
        and (not criteria.field or row.field == criteria.field)
        and (not criteria.body or slug(record.body) == slug(criteria.body))
    )


def _rows_of(entry: Entry, why: str) -> Iterable[LogRow]:
    for difference in entry.differences:
        event, record = events.of(difference), difference.record
        if event is Event.ADDED:
            new = record.summary if isinstance(record, Action) else record.name
            yield LogRow(entry.commit, difference, "created", None, new, why)
        elif event is Event.REMOVED:
            yield LogRow(entry.commit, difference, "removed", record.name, None, why)
        else:
            for field in difference.fields:
                yield LogRow(entry.commit, difference, field.name, field.old, field.new, why)


def reason(entry: Entry, text: str) -> str:
    """Return the reason of a commit from its message `text`; empty where it has none.

    It is the `Reason` trailer. Commits that the program made before that trailer existed have the
    reason above the lines of changed fields. For other commits it is the subject.
    """
    parts = trailers.read(text)
    reasons = parts.values(trailers.REASON)
    if reasons:
        return "\n\n".join(reasons)
    if not _is_ours(entry, parts):
        return parts.subject.replace("\n", " ")
    return "\n\n".join(parts.body[:-1] if _has_lines(entry, parts) else parts.body)


def _is_ours(entry: Entry, parts: Message) -> bool:
    """Tell whether the program wrote a message, in any language and any of its versions."""
    names = parts.values(trailers.ACTION, trailers.MEETING)
    changed = (visible(difference.record.name) for difference in entry.differences)
    return (
        bool(names)
        and parts.subject.startswith((f"{names[0]} ", f"{names[0]}, "))
        and not set(names).isdisjoint(changed)
        and not (_has_lines(entry, parts) and not parts.body)
    )


def _has_lines(entry: Entry, parts: Message) -> bool:
    """Tell whether a message that the program wrote has a paragraph of changed fields."""
    names = parts.values(trailers.ACTION, trailers.MEETING)
    return len(names) > 1 or bool(message.body(entry.differences, str))


def listing(shown: Sequence[LogRow], zone: tzinfo) -> Listing:
    """Return the listing of some rows, with their moments in `zone`."""
    columns = [
        Column(_("when"), lambda row: _when(row, zone), most=16),
        Column(_("who"), lambda row: row.commit.who, most=16),
        Column(_("number"), lambda row: row.id, most=12),
        Column(_("what"), _what, most=0),
        Column(_("why"), lambda row: " ".join(row.reason.split()), most=24),
        Column(_("commit"), lambda row: row.commit.hash[:8]),
    ]
    return Listing(
        "changes",
        {"": shown},
        columns,
        columns[:-1],
        lambda row: record(row, zone),
        lambda _row: "",
        empty=_("No changes found."),
        names=("when", "who", "id", "field", "old", "new", "reason", "commit"),
    )


def _when(row: LogRow, zone: tzinfo) -> str:
    return f"{row.commit.when.astimezone(zone):%Y-%m-%d %H:%M}"


def _what(row: LogRow) -> str:
    if row.field == "created":
        return f"{events.label(Event.ADDED, _)}: {labels.value(row.new, _)}"
    if row.field == "removed":
        return events.label(Event.REMOVED, _)
    label = labels.label(row.field, _)
    old, new = (labels.value(content, _, row.field) for content in (row.old, row.new))
    return f"{label}: {old} → {new}"


def line(row: LogRow, zone: tzinfo) -> str:
    """Return a row as a line of the history of its record, with its moment in `zone`."""
    why = f" ({' '.join(row.reason.split())})" if row.reason else ""
    return f"{_when(row, zone)}  {row.commit.who}  {_what(row)}{why}"


def record(row: LogRow, zone: tzinfo) -> dict[str, Any]:
    """Return a row as an object of JSON, with its moment in `zone`."""
    return {
        "when": row.commit.when.astimezone(zone).isoformat(),
        "who": _who(row.commit),
        "id": row.id,
        "field": row.field,
        "old": json_value(row.old),
        "new": json_value(row.new),
        "reason": row.reason or None,
        "commit": row.commit.hash,
    }


def deferrals(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how often the deadline of each action was moved, by the uid of the action."""
    return Counter(
        difference.record.uid
        for entry in entries
        for difference in entry.differences
        if Event.DEFERRED in events.every(difference)
    )
