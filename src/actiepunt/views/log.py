"""The audit trail as rows: one for each changed field, with who, when and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
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


class Change(NamedTuple):
    """One changed field of one record in one commit; a new record is one change `created`."""

    commit: Commit
    found: Difference
    field: str
    old: Value
    new: Value
    reason: str

    @property
    def id(self) -> str:
        """Return the number of the action, or the id of the meeting."""
        return self.found.record.id


class Wanted(NamedTuple):
    """What a log is narrowed to; what is empty does not narrow."""

    uids: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    by: str = ""
    field: str = ""
    body: str = ""


def changes(entries: Iterable[Entry], messages: Mapping[str, str], wanted: Wanted) -> list[Change]:
    """Return every change that is wanted, oldest first."""
    return [
        change
        for entry in entries
        if _in_time(entry.commit, wanted) and fold(wanted.by) in fold(_who(entry.commit))
        for change in _of_entry(entry, reason(entry, messages.get(entry.commit.hash, "")))
        if _is_wanted(change, wanted)
    ]


def _who(commit: Commit) -> str:
    return f"{commit.who} <{commit.mail}>"


def _in_time(commit: Commit, wanted: Wanted) -> bool:
    late = wanted.until is not None and commit.when > wanted.until
    early = wanted.since is not None and commit.when < wanted.since
    return not (late or early)


def _is_wanted(change: Change, wanted: Wanted) -> bool:
    record = change.found.record
    return (
        (not wanted.uids or record.uid in wanted.uids)
        and (not wanted.field or change.field == wanted.field)
        and (not wanted.body or slug(record.body) == slug(wanted.body))
    )


def _of_entry(entry: Entry, why: str) -> Iterable[Change]:
    for found in entry.differences:
        event = events.of(found)
        if event is Event.ADDED:
            new = found.record.summary if isinstance(found.record, Action) else found.record.name
            yield Change(entry.commit, found, "created", None, new, why)
        elif event is Event.REMOVED:
            yield Change(entry.commit, found, "removed", found.record.name, None, why)
        else:
            for field in found.fields:
                yield Change(entry.commit, found, field.name, field.old, field.new, why)


def reason(entry: Entry, text: str) -> str:
    """Return why a commit changed something, as its message `text` says; empty where it does not.

    It is the `Reason` trailer. Before there was one, our own commits had the reason above their
    lines of fields. Of commits that others made it is the subject.
    """
    found = trailers.read(text)
    reasons = found.values(trailers.REASON)
    if reasons:
        return "\n\n".join(reasons)
    if not _is_ours(entry, found):
        return found.subject.replace("\n", " ")
    return "\n\n".join(found.body[:-1] if _has_lines(entry, found) else found.body)


def _is_ours(entry: Entry, found: Message) -> bool:
    """Tell whether we wrote a message, in whichever language and words the register had then."""
    names = found.values(trailers.ACTION, trailers.MEETING)
    return (
        bool(names)
        and found.subject.startswith((f"{names[0]} ", f"{names[0]}, "))
        and not set(names).isdisjoint(visible(one.record.name) for one in entry.differences)
        and not (_has_lines(entry, found) and not found.body)
    )


def _has_lines(entry: Entry, found: Message) -> bool:
    """Tell whether a message of ours has a paragraph of fields."""
    names = found.values(trailers.ACTION, trailers.MEETING)
    return len(names) > 1 or bool(message.body(entry.differences, str))


def listing(rows: Sequence[Change], zone: Any) -> Listing:
    """Return the listing of changes: when, who, number, field, old to new, why, commit."""
    columns = [
        Column(_("when"), lambda c: f"{c.commit.when.astimezone(zone):%Y-%m-%d %H:%M}", most=16),
        Column(_("who"), lambda c: c.commit.who, most=16),
        Column(_("number"), lambda c: c.id, most=12),
        Column(_("what"), _what, most=0),
        Column(_("why"), lambda c: " ".join(c.reason.split()), most=24),
        Column(_("commit"), lambda c: c.commit.hash[:8]),
    ]
    return Listing(
        "changes",
        {"": rows},
        columns,
        columns[:-1],
        lambda change: record(change, zone),
        lambda _change: "",
        empty=_("No changes found."),
    )


def _what(change: Change) -> str:
    if change.field == "created":
        return f"{events.label(Event.ADDED, _)}: {labels.value(change.new, _)}"
    if change.field == "removed":
        return events.label(Event.REMOVED, _)
    label = labels.label(change.field, _)
    old, new = (labels.value(one, _, change.field) for one in (change.old, change.new))
    return f"{label}: {old} → {new}"


def line(change: Change, zone: Any) -> str:
    """Return a change in one line, for the history of one record; `zone` is a tzinfo."""
    when = f"{change.commit.when.astimezone(zone):%Y-%m-%d %H:%M}"
    why = f" ({' '.join(change.reason.split())})" if change.reason else ""
    return f"{when}  {change.commit.who}  {_what(change)}{why}"


def record(change: Change, zone: Any) -> dict[str, Any]:
    """Return a change as JSON holds it (DESIGN section 5); `zone` is a tzinfo."""
    return {
        "when": change.commit.when.astimezone(zone).isoformat(),
        "who": _who(change.commit),
        "id": change.id,
        "field": change.field,
        "old": json_value(change.old),
        "new": json_value(change.new),
        "reason": change.reason or None,
        "commit": change.commit.hash,
    }


def deferrals(entries: Iterable[Entry]) -> dict[str, int]:
    """Return how often the deadline of each action was moved, by uid."""
    return Counter(
        one.record.uid
        for entry in entries
        for one in entry.differences
        if Event.DEFERRED in events.every(one)
    )
