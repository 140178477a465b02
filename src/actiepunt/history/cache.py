"""A cache of the history in the git folder: the changes of commits that were read before.

The cache only saves time: the changes of a commit follow from the commit and its ancestors alone.
Each register has its own cache. It is made again when it is missing or damaged, when its version or
the fields of a record differ, when git replaces other commits (git-replace(1)), or when HEAD no
longer contains the cached history.
"""

import contextlib
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from actiepunt import disk
from actiepunt.core.diff import Difference
from actiepunt.core.fields import ACTION_KINDS, MEETING_KINDS, Kind, kinds
from actiepunt.core.model import Action, Meeting, Progress, Record
from actiepunt.git.repository import Repository
from actiepunt.history import Commit, Entry, History, read
from actiepunt.history.reader import CommitChanges

_FILE = "history"
VERSION = 4  # raised whenever the same commits would give other changes


def history(repository: Repository, tell: Callable[[int], None] | None = None) -> list[Entry]:
    """Return every commit of HEAD's history that changed a record, as `history.entries` does.

    Args:
        repository: The register's repository.
        tell: Takes the number of commits read so far, to show progress.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    head = repository.revision("HEAD") or ""
    fields = [[*ACTION_KINDS], [*MEETING_KINDS]]
    conditions = [VERSION, fields, repository.prefix, repository.replacements()]
    known = _load(repository, conditions)
    if known is not None and known.head != head and not repository.is_ancestor(known.head, head):
        known = None
    if known is None or known.head != head:
        known = read(repository, head, known, tell)
        _store(repository, conditions, known)
    return known.entries


def _load(repository: Repository, conditions: list[Any]) -> History | None:
    """Return the cached history; None if it is missing, damaged or made under other conditions."""
    try:
        data = repository.private(_FILE).read_bytes()
        digest, _newline, content = data.partition(b"\n")
        if digest.decode() != _digest(content):
            return None
        stored, head, rows = json.loads(content)
        return History(head, [_from_row(row) for row in rows]) if stored == conditions else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _store(repository: Repository, conditions: list[Any], known: History) -> None:
    """Write the cache; if that fails, the next command reads the commits again."""
    content = json.dumps(
        [conditions, known.head, [_row(changes) for changes in known.commits]]
    ).encode()
    with contextlib.suppress(OSError):
        disk.replace(repository.private(_FILE), _digest(content).encode() + b"\n" + content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _row(commit_changes: CommitChanges) -> list[Any]:
    commit = commit_changes.commit
    about = [commit.hash, commit.who, commit.mail, int(commit.when.timestamp()), commit.subject]
    changes = [
        [None if key == change.record.uid else key, *_difference_row(change)]
        for key, change in commit_changes.changes.items()
    ]
    return [*about, changes, commit_changes.renamed]


def _from_row(row: list[Any]) -> CommitChanges:
    name, who, mail, seconds, subject, changes, renamed = row
    commit = Commit(name, who, mail, datetime.fromtimestamp(seconds, UTC), subject)
    differences = ((key, _difference(fields)) for key, *fields in changes)
    by_key = {key or difference.record.uid: difference for key, difference in differences}
    return CommitChanges(commit, by_key, renamed)


def _difference_row(difference: Difference) -> list[Any]:
    """Return a difference as JSON: one side in full, and the fields in which the other differs."""
    record = difference.record
    whole = {
        name: _plain(content)
        for name, kind in kinds(record).items()
        if (content := getattr(record, name)) != getattr(type(record)(), name) and kind
    }
    other = None
    has_old, has_new = difference.old is not None, difference.new is not None
    if has_old and has_new:
        other = {field.name: _plain(field.old) for field in difference.fields}
    return [int(difference.is_action), has_old, has_new, whole, other]


def _difference(row: list[Any]) -> Difference:
    is_action, has_old, has_new, whole, other = row
    blank: Record = Action() if is_action else Meeting()
    record = _with(blank, whole)
    if not has_old:
        return Difference(None, record)
    if not has_new:
        return Difference(record, None)
    return Difference(_with(record, other), record)


def _with(record: Record, fields: dict[str, Any]) -> Record:
    known = kinds(record)
    values: dict[str, Any] = {
        name: _value(content, known[name]) for name, content in fields.items()
    }
    return record._replace(**values)


def _plain(content: Any) -> Any:
    """Return a field's content as JSON; a day or a moment is `{"at": TEXT}`."""
    if isinstance(content, date):
        return {"at": content.isoformat()}
    if isinstance(content, tuple) and content and isinstance(content[0], Progress):
        return [[note.on.isoformat(), note.text] for note in content]
    return content


def _value(content: Any, kind: Kind) -> Any:
    if isinstance(content, dict):
        text = content["at"]
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    if kind == "progress":
        return tuple(Progress(date.fromisoformat(on), text) for on, text in content)
    return tuple(content) if isinstance(content, list) else content
