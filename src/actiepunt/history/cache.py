"""A derived index of the history in the git folder: what was read of commits already seen.

It only saves time, and never decides what is true: what a commit tells follows from the commit and
its ancestors. It is thrown away when it is missing, damaged, of another version, made while git
replaced other commits, or when the history it was made of is not part of HEAD's any more.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Kind, Meeting, Progress, Record, kinds
from actiepunt.git.repository import Repository
from actiepunt.history import Commit, Entry, History, read
from actiepunt.history.reader import Told

FILE = "history"
VERSION = 4  # 4 tells what merges took back


def history(repository: Repository, tell: Callable[[int], None] | None = None) -> list[Entry]:
    """Return every commit of HEAD's history that changed a record, as `history.entries` does.

    `tell` is called with the number of commits read so far, for whoever shows progress.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    head = repository.revision("HEAD") or ""
    made_of = [VERSION, repository.prefix, repository.replacements()]
    known = _load(repository, made_of)
    if known is not None and known.head != head and not repository.is_ancestor(known.head, head):
        known = None
    if known is None or known.head != head:
        known = read(repository, head, known, tell)
        _store(repository, made_of, known)
    return known.entries


def _load(repository: Repository, made_of: list[Any]) -> History | None:
    """Return what the index holds, or None where it is missing, damaged or not ours."""
    try:
        data = repository.private(FILE).read_bytes()
        digest, _newline, content = data.partition(b"\n")
        if digest.decode() != _digest(content):
            return None
        of, head, rows = json.loads(content)
        return History(head, [_told(row) for row in rows]) if of == made_of else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _store(repository: Repository, made_of: list[Any], known: History) -> None:
    """Write the index beside and switch it in; where that fails, the next call reads git again."""
    content = json.dumps([made_of, known.head, [_row(told) for told in known.told]]).encode()
    path = repository.private(FILE)
    aside = path.with_name(f"{FILE}.{os.getpid()}")
    with contextlib.suppress(OSError):
        aside.write_bytes(_digest(content).encode() + b"\n" + content)
        aside.replace(path)
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _row(told: Told) -> list[Any]:
    commit = told.commit
    about = [commit.hash, commit.who, commit.mail, int(commit.when.timestamp()), commit.subject]
    changes = [
        [None if key == found.record.uid else key, *_difference(found)]
        for key, found in told.changes.items()
    ]
    return [*about, changes, told.renamed]


def _told(row: list[Any]) -> Told:
    name, who, mail, seconds, subject, changes, renamed = row
    commit = Commit(name, who, mail, datetime.fromtimestamp(seconds, UTC), subject)
    found = ((key, _again(one)) for key, *one in changes)
    return Told(commit, {key or one.record.uid: one for key, one in found}, renamed)


def _difference(found: Difference) -> list[Any]:
    """Return a record whole, and of its other side only what differs."""
    record = found.record
    whole = {
        name: _plain(content)
        for name, kind in kinds(record).items()
        if (content := getattr(record, name)) != getattr(type(record)(), name) and kind
    }
    other = None
    if found.old is not None and found.new is not None:
        other = {field.name: _plain(field.old) for field in found.fields}
    return [int(found.is_action), found.old is not None, found.new is not None, whole, other]


def _again(row: list[Any]) -> Difference:
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
    """Return a field's content as JSON holds it; a day and a moment say that they are one."""
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
