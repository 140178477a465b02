"""The actions that a commit moved to another data file: to the archive, or back.

They are no changes of a record, so `reader` leaves them out; `log` tells them, and `undo` takes
them back.
"""

from collections.abc import Iterable, Iterator, Sequence

from actiepunt.core import diff
from actiepunt.core.diff import Difference
from actiepunt.core.model import ACTIONS_FILE, ARCHIVE_DIR, Action, Record
from actiepunt.git.repository import Repository
from actiepunt.history import blocks
from actiepunt.history.commits import Node, nodes
from actiepunt.history.files import Files, Store
from actiepunt.history.reader import Entry

_DATA = ACTIONS_FILE.split("/")[0]


def with_moves(repository: Repository, entries: Iterable[Entry]) -> list[Entry]:
    """Return entries, oldest first, with the actions that only moved, and the commits of those."""
    archive = repository.touching(ARCHIVE_DIR)
    known = {entry.commit.hash: entry for entry in entries}
    if not archive:
        return [*known.values()]
    order = nodes(repository, "HEAD")
    moved = moves(repository, [node for node in order if node.commit.hash in archive])
    found: list[Entry] = []
    for node in order:
        entry = known.get(node.commit.hash, Entry(node.commit, []))
        changed = {difference.record.uid for difference in entry.differences}
        only_moved = [
            each
            for each in moved.get(node.commit.hash, ())
            if each.is_only_moved and each.record.uid not in changed
        ]
        if entry.differences or only_moved:
            found.append(entry._replace(differences=[*entry.differences, *only_moved]))
    return found


def moves(repository: Repository, commits: Sequence[Node]) -> dict[str, list[Difference]]:
    """Return the actions that commits moved, by commit, with the files they left and went to.

    A merge and a commit without a parent move none.
    """
    single = [node for node in commits if len(node.parents) == 1]
    if not single:
        return {}
    store = Store(repository)
    store.locate(single)
    return {
        node.commit.hash: list(_moved(store, store.of(node.parents[0]), store.of(node.commit.hash)))
        for node in single
    }


def _moved(store: Store, before: Files, after: Files) -> Iterator[Difference]:
    """Yield the actions that are in another file afterwards; only blocks that differ are read."""
    old, new = list[tuple[str, Record]](), list[tuple[str, Record]]()
    for file in dict.fromkeys((*before, *after)):
        old_blob, new_blob = before.get(file, ""), after.get(file, "")
        if old_blob != new_blob:
            earlier = store.version(old_blob)
            gone, come = blocks.differing(earlier, store.version(new_blob, near=old_blob))
            old += _actions(file, gone)
            new += _actions(file, come)
    return (difference for difference in diff.between_records(old, new) if difference.is_moved)


def _actions(file: str, texts: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """Yield the actions in blocks of a file below the folder `data`, with the name of the file."""
    for text in texts:
        for record in blocks.records(text) or ():
            if isinstance(record, Action):
                yield f"{_DATA}/{file}", record
