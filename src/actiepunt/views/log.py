"""The listing of `log`: who changed what, when and why.

JSON and CSV have a row for each changed field. People see what changed together as one line: in a
pipe a row for each of these lines, on a terminal an entry for each commit with its lines below it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from itertools import groupby
from typing import Any, NamedTuple

from actiepunt.core import events, labels, message, trailers
from actiepunt.core.diff import Difference
from actiepunt.core.events import Event
from actiepunt.core.labels import DayWriter
from actiepunt.core.model import Action, Value
from actiepunt.core.numbers import compact
from actiepunt.core.trailers import Message
from actiepunt.history import Commit, Entry
from actiepunt.i18n import _
from actiepunt.output import Column, Line, Listing
from actiepunt.output import Entry as Shape
from actiepunt.text import fold, slug, visible
from actiepunt.views import changes
from actiepunt.views.records import dated, json_value


class LogRow(NamedTuple):
    """A changed field of a record in a commit.

    An added record is a single row with the field `created`, a removed record one with `removed`,
    and one that only moved to another file one with `file`.
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


class Change(NamedTuple):
    """What changed together in a record, such as its status, day of closing and outcome."""

    rows: tuple[LogRow, ...]

    @property
    def row(self) -> LogRow:
        """The row of its first field."""
        return self.rows[0]


class CommitLog(NamedTuple):
    """The changes of a commit, by record."""

    commit: Commit
    reason: str
    records: tuple[tuple[Change, ...], ...]


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
        elif difference.is_moved:
            old, new = difference.old_file, difference.new_file
            yield LogRow(entry.commit, difference, "file", old, new, why)
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
        and (
            parts.subject.startswith((f"{names[0]} ", f"{names[0]}, "))
            or message.is_agreed_at(parts.subject, entry.differences)
        )
        and not set(names).isdisjoint(changed)
        and not (_has_lines(entry, parts) and not parts.body)
    )


def _has_lines(entry: Entry, parts: Message) -> bool:
    """Tell whether a message that the program wrote has a paragraph of changed fields."""
    names = parts.values(trailers.ACTION, trailers.MEETING)
    return len(names) > 1 or bool(message.body(entry.differences, str))


def listing(shown: Sequence[LogRow], zone: tzinfo, today: date, heading: str = "") -> Listing:
    """Return the listing of some rows.

    Where all rows are of one record, its number and title are the heading on a terminal.

    Args:
        shown: The rows.
        zone: The time zone of their moments.
        today: The day on which they are seen.
        heading: The heading in the card of a record, which names the record itself.
    """
    lone = bool(heading) or len({row.difference.record.uid or row.id for row in shown}) == 1
    title = heading or (_title(_newest(shown)) if lone else "")

    def day(commit: CommitLog) -> str:
        return _short_day(today)(commit.commit.when.astimezone(zone).date())

    columns = [
        dated(_("when"), lambda change, write: _when(change.row, zone, write)),
        Column(_("who"), lambda change: change.row.commit.who),
        *([] if heading else [Column(_("number"), lambda change: change.row.id)]),
        dated(_("what"), lambda change, write: "; ".join(_told(change, write))),
        Column(_("why"), lambda change: " ".join(change.row.reason.split())),
        Column(_("commit"), lambda change: change.row.commit.hash[:8]),
    ]
    screen = Shape(
        [
            Column(_("when"), day, toned=True),
            Column(_("time"), lambda commit: f"{commit.commit.when.astimezone(zone):%H:%M}"),
        ],
        lambda commit: [commit.commit.who, commit.commit.hash[:8]],
        lambda _commit: "",
        {title: list(_by_commit(shown))},
        lambda commit: [*_lines(commit, _short_day(today), lone=lone)],
    )
    return Listing(
        "changes",
        {heading: list(_together(shown))},
        columns,
        screen,
        lambda row: record(row, zone),
        lambda item: "heading" if isinstance(item, CommitLog) else "",
        empty=_("No changes found."),
        names=("when", "who", "id", "uid", "field", "old", "new", "reason", "commit"),
        parts=lambda change: change.rows,
    )


def settled(shown: Sequence[LogRow]) -> list[LogRow]:
    """Return the rows of a record without a change that the next one takes back, nor that one.

    Where people look at an action together, a mistake of a minute ago is no part of its history.
    """
    left: list[CommitLog] = []
    for commit in _by_commit(shown):
        if left and _values(commit) == _values(left[-1], turned=True):
            left.pop()
        else:
            left.append(commit)
    return [row for commit in left for row in _rows_in(commit)]


def told(shown: Sequence[LogRow], zone: tzinfo, today: date) -> list[str]:
    """Return what changed in a record, a text for each commit: its day, the changes, the reason."""
    write = _short_day(today)
    texts = []
    for commit in _by_commit(shown):
        day = write(commit.commit.when.astimezone(zone).date())
        lines = [text for each in commit.records for one in each for text in _told(one, write)]
        why = " ".join(commit.reason.split())
        texts.append(f"{day}: {'; '.join(lines)}" + (f". {why}" if why else ""))
    return texts


def _rows_in(commit: CommitLog) -> Iterator[LogRow]:
    return (row for of_record in commit.records for change in of_record for row in change.rows)


def _values(commit: CommitLog, *, turned: bool = False) -> list[tuple[str, Value, Value]]:
    """Return the fields that a commit changed, with old and new values, or these turned round."""
    return [
        (row.field, *((row.new, row.old) if turned else (row.old, row.new)))
        for row in _rows_in(commit)
    ]


def _newest(shown: Sequence[LogRow]) -> LogRow:
    """Return the newest of rows in either order."""
    return max(shown[-1], shown[0], key=lambda row: row.commit.when)


def _short_day(today: date) -> DayWriter:
    return lambda day: labels.short_day(day, today, _)


def _together(shown: Iterable[LogRow]) -> Iterator[Change]:
    """Yield rows by what is told in one line."""
    for _difference, group in groupby(shown, key=lambda row: id(row.difference)):
        fields = {row.field: row for row in group}
        difference = next(iter(fields.values())).difference
        whole = difference.old is None or difference.new is None or difference.is_moved
        for unit in [tuple(fields)] if whole else changes.units(difference, fields.keys()):
            yield Change(tuple(fields[name] for name in unit))


def _by_commit(shown: Iterable[LogRow]) -> Iterator[CommitLog]:
    for _hash, rows_of_commit in groupby(shown, key=lambda row: row.commit.hash):
        found = [*rows_of_commit]
        records = groupby(_together(found), key=lambda change: id(change.row.difference))
        by_record = tuple(tuple(of_record) for _difference, of_record in records)
        yield CommitLog(found[0].commit, found[0].reason, by_record)


def _lines(commit: CommitLog, write: DayWriter, *, lone: bool) -> Iterator[Line]:
    """Yield the lines below a commit: its changes, indented below their record, and the reason.

    A `lone` record is not named, because the heading is its name.
    """
    moved: dict[str, list[str]] = {}
    for first, *others in commit.records:
        row = first.row
        told = [text for change in (first, *others) for text in _told(change, write)]
        after_number = len(row.id) + 2 if row.difference.is_action else 2
        if lone:
            yield from map(Line, told)
        elif row.field == "file":
            moved.setdefault(told[0], []).append(row.id)
        elif row.field in {"created", "removed"}:
            yield Line(f"{row.id}  {told[0]}", hanging=after_number)
        else:
            is_reworded = any(change.row.field == "summary" for change in (first, *others))
            yield Line(row.id if is_reworded else _title(row), hanging=after_number)
            yield from (Line(text, indent=2) for text in told)
    for text, numbers in moved.items():
        yield Line(f"{text}: {compact(numbers)}")
    paragraphs = [line for line in commit.reason.splitlines() if line.strip()]
    if paragraphs:
        yield Line(_("reason: {text}").format(text=paragraphs[0]))
        yield from (Line(text, indent=2) for text in paragraphs[1:])


def _title(row: LogRow) -> str:
    """Return the number and the words of a record, as they were after the change."""
    changed = row.difference.record
    return f"{row.id}  {changed.summary if isinstance(changed, Action) else changed.what}"


def _when(row: LogRow, zone: tzinfo, write: DayWriter) -> str:
    return labels.moment(row.commit.when.astimezone(zone), write)


def _told(change: Change, write: DayWriter) -> list[str]:
    """Return the lines that tell a change."""
    difference = change.row.difference
    if change.row.field in {"removed", "file"}:
        return [events.label(events.of(difference), _)]
    if difference.old is None:
        added = difference.record
        words = added.summary if isinstance(added, Action) else changes.meeting(added, write)
        return [f"{events.label(Event.ADDED, _)}: {words}"]
    return changes.lines(difference, [row.field for row in change.rows], write)


def record(row: LogRow, zone: tzinfo) -> dict[str, Any]:
    """Return a row as an object of JSON, with its moment in `zone`."""
    return {
        "when": row.commit.when.astimezone(zone).isoformat(),
        "who": _who(row.commit),
        "id": row.id,
        "uid": row.difference.record.uid,
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
