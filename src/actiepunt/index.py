"""A derived index of the history in the git folder: what was read of commits already seen.

It only saves time. It is thrown away when it is missing, damaged, of another version, or when the
history it was made of is not part of HEAD's any more; it never decides what is true.
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from actiepunt.difference import Difference
from actiepunt.history import Commit, Entry, entries, remember
from actiepunt.model import Action, Kind, Meeting, Progress, Record, kinds
from actiepunt.repository import Repository

FILE = "actiepunt-history"
VERSION = 3  # 1 did not tell a record that came back, 2 not all that was removed


class Known(NamedTuple):
    """What the index knows: everything up to and with the commit `head`."""

    head: str
    entries: list[Entry]


def history(repository: Repository, tell: Callable[[int], None] | None = None) -> list[Entry]:
    """Return every commit of HEAD's history that changed a record, as `history.entries` does.

    `tell` is called with the number of commits read so far, for whoever shows progress.

    Raises:
        ActiepuntError: the clone is shallow, so that its history is not whole.
    """
    head = repository.revision("HEAD") or ""
    known = _load(repository)
    if known is None or not repository.is_ancestor(known.head, head):
        known = Known("", [])
    if known.head == head:
        return known.entries
    found = list(known.entries)
    for entry in entries(repository, since=known.head, known=_last(known.entries)):
        found.append(entry)
        if tell:
            tell(len(found))
    _store(repository, Known(head, found))
    return found


def _last(past: Iterable[Entry]) -> dict[str, Record]:
    """Return each record as it was last told."""
    known: dict[str, Record] = {}
    for entry in past:
        remember(known, entry.differences)
    return known


def _load(repository: Repository) -> Known | None:
    """Return what the index holds, or None where it is missing, damaged or not ours."""
    try:
        data = (repository.git_dir / FILE).read_bytes()
        digest, _newline, content = data.partition(b"\n")
        if digest.decode() != _digest(content):
            return None
        version, head, rows = json.loads(content)
        return Known(head, [_entry(row) for row in rows]) if version == VERSION else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _store(repository: Repository, known: Known) -> None:
    """Write the index beside and switch it in; where that fails, the next call reads git again."""
    content = json.dumps([VERSION, known.head, [_row(entry) for entry in known.entries]]).encode()
    path = repository.git_dir / FILE
    aside = path.with_name(f"{FILE}.{os.getpid()}")
    with contextlib.suppress(OSError):
        aside.write_bytes(_digest(content).encode() + b"\n" + content)
        aside.replace(path)
    with contextlib.suppress(OSError):
        aside.unlink(missing_ok=True)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _row(entry: Entry) -> list[Any]:
    commit = entry.commit
    about = [commit.hash, commit.who, commit.mail, int(commit.when.timestamp()), commit.subject]
    return [*about, [_difference(one) for one in entry.differences]]


def _entry(row: list[Any]) -> Entry:
    name, who, mail, seconds, subject, differences = row
    commit = Commit(name, who, mail, datetime.fromtimestamp(seconds, UTC), subject)
    return Entry(commit, [_again(one) for one in differences])


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
