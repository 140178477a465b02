"""Which records differ between a commit and one it was made on, and which of them are the same.

A record is known by its uid, whichever file it stands in, so that a move within a file, to the
archive, or another layout is no change. Only the blocks that differ are looked at, unless a uid
stands in the files twice.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, MutableMapping
from typing import NamedTuple

from actiepunt.core.model import Action, Record
from actiepunt.history import blocks
from actiepunt.history.files import Files, Store

_UID = re.compile(r"""(?m)^[ \t]*uid[ \t]*=[ \t]*["']([a-z0-9]{16})["']""")

BROKEN: Record = Action(uid="broken")
"""A block that cannot be read: it says nothing, and so changes nothing, until it is repaired."""

Last = Callable[[str], Record | None]
"""Gives a record as it was last told before a commit, by its key."""


class Found(NamedTuple):
    """The records that differ, before and after, by key; and keys that became another."""

    pairs: dict[str, tuple[Record | None, Record | None]]
    renamed: dict[str, str]


def changed(
    store: Store, parent: str, commit: str, last: Last, doubled: MutableMapping[str, bool]
) -> Found:
    """Return the records that differ between a commit and one of its parents.

    Args:
        store: Has the data files of both.
        parent: Its hash; empty before the first commit.
        commit: Its hash.
        last: Tells which of two blocks with one uid is the record that had it.
        doubled: Whether a uid stands twice in the files of a commit; filled in.
    """
    files: tuple[Files, Files] = (store.of(parent) if parent else {}, store.of(commit))
    if parent not in doubled:
        doubled[parent] = _doubled(store, files[0])
    sides = _differing(store, *files)
    found = [_by_key(side) for side in sides]
    old, new = found
    twice = doubled[parent] or old is None or new is None or _elsewhere(store, files, old, new)
    doubled[commit] = twice and _doubled(store, files[1])
    if twice:
        old, new = (_apart(store, side, last) for side in files)
    return _pairs(old or {}, new or {})


def _differing(store: Store, old: Files, new: Files) -> tuple[list[str], list[str]]:
    """Return the blocks of the files that differ, before and after."""
    before, after = list[str](), list[str]()
    for file in dict.fromkeys((*old, *new)):
        blobs = old.get(file, ""), new.get(file, "")
        if blobs[0] != blobs[1]:
            first = store.version(blobs[0])
            gone, come = blocks.differing(first, store.version(blobs[1], near=blobs[0]))
            before += gone
            after += come
    return before, after


def _read(texts: Iterable[str]) -> Iterable[tuple[str, Record]]:
    """Yield the records of some blocks with their keys; a broken one where it still says its uid.

    A record without uid is known by its number, or by its words.
    """
    for text in texts:
        found = blocks.records(text)
        if found is None:
            uid = _UID.search(text)
            if uid:
                yield uid[1], BROKEN
        else:
            for record in found:
                words = record.summary if isinstance(record, Action) else record.what
                yield record.uid or f"?{record.id or words}", record


def _by_key(texts: Iterable[str]) -> dict[str, Record] | None:
    """Return the records of some blocks by key, or None where two have one."""
    found: dict[str, Record] = {}
    for key, record in _read(texts):
        if key in found:
            return None
        found[key] = record
    return found


def _elsewhere(
    store: Store,
    files: tuple[Files, Files],
    old: dict[str, Record],
    new: dict[str, Record],
) -> bool:
    """Tell whether what came stood in an unchanged block already, or what went still does."""
    pairs = ((files[0], new.keys() - old.keys()), (files[1], old.keys() - new.keys()))
    return any(
        key in store.version(blob).text
        for side, keys in pairs
        for key in keys
        for blob in side.values()
    )


def _doubled(store: Store, files: Files) -> bool:
    """Tell whether a uid stands in some files twice, or seems to, in a text of several lines."""
    uids = [uid for blob in files.values() for uid in _UID.findall(store.version(blob).text)]
    return len(set(uids)) < len(uids)


def _apart(store: Store, files: Files, last: Last) -> dict[str, Record]:
    """Return every record of some files, where one uid stands in them twice.

    The record that had the uid before is the one with the number it had, or else the first; the
    other is a record of its own, known by uid and number.
    """
    every = [one for blob in files.values() for one in _read(store.version(blob).blocks)]
    count = Counter(key for key, _record in every)
    found: dict[str, Record] = {}
    for key in [key for key, times in count.items() if times > 1 and not key.startswith("?")]:
        known = last(key)
        same = [record for one, record in every if one == key]
        found[key] = next((r for r in same if known and r.id == known.id), same[0])
    for key, record in every:
        if count[key] == 1:
            found[key] = record
        elif found.get(key) is not record:
            name = f"{key}/{record.id}"
            found[name if name not in found else f"{name}/{len(found)}"] = record
    return found


def _pairs(old: dict[str, Record], new: dict[str, Record]) -> Found:
    """Return what differs; a record that only got its uid is the same under another key."""
    renamed: dict[str, str] = {}
    for key in [key for key in old if key not in new and not _is_uid(key)]:
        same = (
            k for k, r in new.items() if k not in old and _is_uid(k) and _filled_in(old[key], r)
        )
        name = next(same, None)
        if name:
            renamed[key] = name
            old = {name if one == key else one: record for one, record in old.items()}
    keys = dict.fromkeys((*old, *new))
    pairs = {key: (old.get(key), new.get(key)) for key in keys}
    return Found({k: (a, b) for k, (a, b) in pairs.items() if a is not b and a != b}, renamed)


def _is_uid(key: str) -> bool:
    return "?" not in key and "/" not in key


def _filled_in(old: Record, new: Record) -> bool:
    """Tell whether a record is another with its uid, number or moment of creation filled in."""
    if old is BROKEN or new is BROKEN or type(old) is not type(new):
        return False
    if old.id:
        return old.id == new.id
    same = old._replace(uid=new.uid, id=new.id)
    return same == new or (isinstance(same, Action) and isinstance(new, Action)
                           and same._replace(created=new.created) == new)  # fmt: skip
