"""The records that differ between a commit and one of its parents.

A record is known by its uid in whichever file it is, so that a move within a file or to the archive
is no change, nor is another layout. Only blocks that differ are read, unless a uid occurs twice.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, MutableMapping
from typing import NamedTuple

from actiepunt.core.diff import is_filled_in
from actiepunt.core.model import Action, Record
from actiepunt.history import blocks
from actiepunt.history.files import Files, Store

_UID = re.compile(r"""(?m)^[ \t]*uid[ \t]*=[ \t]*["']([a-z0-9]{16})["']""")

BROKEN: Record = Action(uid="broken")
"""The record of a block that cannot be read: it counts as unchanged until it is repaired."""

Last = Callable[[str], Record | None]
"""Returns a record by its key as the ancestors of a commit left it; None where it was not there."""


class ChangedRecords(NamedTuple):
    """The records that differ between two commits.

    Attributes:
        pairs: Each record before and after, by key; None on the side that lacks it.
        renamed: The new key by the old key, of records that got their uid in between.
    """

    pairs: dict[str, tuple[Record | None, Record | None]]
    renamed: dict[str, str]


def changed(
    store: Store, parent: str, commit: str, last: Last, doubled: MutableMapping[str, bool]
) -> ChangedRecords:
    """Return the records that differ between a commit and one of its parents.

    Args:
        store: The data files of both.
        parent: The hash of the parent; empty before the first commit.
        commit: The hash of the commit.
        last: Identifies the owner of a uid that two blocks have: the block most like this record.
        doubled: By hash, whether a uid occurs twice in the files of a commit; this call adds both.
    """
    files: tuple[Files, Files] = (store.of(parent) if parent else {}, store.of(commit))
    if parent not in doubled:
        doubled[parent] = _doubled(store, files[0])
    old, new = map(_by_key, _differing(store, *files))
    twice = doubled[parent] or old is None or new is None or _is_elsewhere(store, files, old, new)
    doubled[commit] = twice and _doubled(store, files[1])
    if twice:
        old, new = (_with_own_keys(store, side, last) for side in files)
    return _pairs(old or {}, new or {})


def _differing(store: Store, old: Files, new: Files) -> tuple[list[str], list[str]]:
    """Return the blocks, before and after, in which the files differ."""
    removed, added = list[str](), list[str]()
    for file in dict.fromkeys((*old, *new)):
        old_blob, new_blob = old.get(file, ""), new.get(file, "")
        if old_blob != new_blob:
            before = store.version(old_blob)
            only_old, only_new = blocks.differing(before, store.version(new_blob, near=old_blob))
            removed += only_old
            added += only_new
    return removed, added


def _read(texts: Iterable[str]) -> Iterable[tuple[str, Record]]:
    """Yield the records of blocks with their keys; `BROKEN` for an unreadable block with a uid.

    The key is the uid; without it `?` and the number, or `?` and the words where that lacks too.
    """
    for text in texts:
        records = blocks.records(text)
        if records is None:
            uid = _UID.search(text)
            if uid:
                yield uid[1], BROKEN
        else:
            for record in records:
                words = record.summary if isinstance(record, Action) else record.what
                yield record.uid or f"?{record.id or words}", record


def _by_key(texts: Iterable[str]) -> dict[str, Record] | None:
    """Return the records of blocks by key, or None where two records have the same key."""
    records: dict[str, Record] = {}
    for key, record in _read(texts):
        if key in records:
            return None
        records[key] = record
    return records


def _is_elsewhere(
    store: Store,
    files: tuple[Files, Files],
    old: dict[str, Record],
    new: dict[str, Record],
) -> bool:
    """Tell whether an added key was in an unchanged block already, or a removed key still is."""
    pairs = ((files[0], new.keys() - old.keys()), (files[1], old.keys() - new.keys()))
    return any(
        key in store.version(blob).text
        for side, keys in pairs
        for key in keys
        for blob in side.values()
    )


def _doubled(store: Store, files: Files) -> bool:
    """Tell whether a uid occurs twice in files, perhaps only inside a text of several lines."""
    uids = [uid for blob in files.values() for uid in _UID.findall(store.version(blob).text)]
    return len(set(uids)) < len(uids)


def _with_own_keys(store: Store, files: Files, last: Last) -> dict[str, Record]:
    """Return every record of files in which two blocks have the same uid.

    The uid stays with the block that has the number of the earlier record, or else with the first
    block. Any other block is a record of its own, with the key `UID/NUMBER`.
    """
    keyed = [pair for blob in files.values() for pair in _read(store.version(blob).blocks)]
    count = Counter(key for key, _record in keyed)
    records: dict[str, Record] = {}
    for uid in [key for key, times in count.items() if times > 1 and not key.startswith("?")]:
        earlier = last(uid)
        same = [record for key, record in keyed if key == uid]
        records[uid] = next((r for r in same if earlier and r.id == earlier.id), same[0])
    for key, record in keyed:
        if count[key] == 1:
            records[key] = record
        elif records.get(key) is not record:
            own_key = f"{key}/{record.id}"
            records[own_key if own_key not in records else f"{own_key}/{len(records)}"] = record
    return records


def _pairs(old: dict[str, Record], new: dict[str, Record]) -> ChangedRecords:
    """Return the records that differ; a record that only got its uid is renamed, not replaced."""
    renamed: dict[str, str] = {}
    for old_key in [key for key in old if key not in new and not _is_uid(key)]:
        uids = (
            key
            for key, record in new.items()
            if key not in old and _is_uid(key) and _got_uid(old[old_key], record)
        )
        uid = next(uids, None)
        if uid:
            renamed[old_key] = uid
            old = {uid if key == old_key else key: record for key, record in old.items()}
    keys = dict.fromkeys((*old, *new))
    pairs = {key: (old.get(key), new.get(key)) for key in keys}
    differing = {key: (a, b) for key, (a, b) in pairs.items() if a is not b and a != b}
    return ChangedRecords(differing, renamed)


def _got_uid(old: Record, new: Record) -> bool:
    return old is not BROKEN and new is not BROKEN and is_filled_in(old, new)


def _is_uid(key: str) -> bool:
    return "?" not in key and "/" not in key
