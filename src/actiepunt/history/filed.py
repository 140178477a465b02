"""The actions that a commit moved to another data file: to the archive, or back.

They are no changes of a record, so `reader` leaves them out; `log` tells them, and `undo` takes
them back.
"""

from collections.abc import Iterable

from actiepunt.core import diff
from actiepunt.core.diff import Difference
from actiepunt.core.model import ARCHIVE_DIR
from actiepunt.git.repository import Repository
from actiepunt.history.commits import nodes
from actiepunt.history.reader import Entry
from actiepunt.storage import committed


def with_moves(repository: Repository, entries: Iterable[Entry]) -> list[Entry]:
    """Return entries, oldest first, with the actions that only moved, and the commits of those."""
    archive = repository.touching(ARCHIVE_DIR)
    known = {entry.commit.hash: entry for entry in entries}
    if not archive:
        return [*known.values()]
    found: list[Entry] = []
    for node in nodes(repository, "HEAD"):
        entry = known.get(node.commit.hash, Entry(node.commit, []))
        if node.commit.hash in archive:
            changed = {difference.record.uid for difference in entry.differences}
            moved = [
                each
                for each in moves(repository, node.commit.hash)
                if each.old == each.new and each.record.uid not in changed
            ]
            entry = entry._replace(differences=[*entry.differences, *moved])
        if entry.differences:
            found.append(entry)
    return found


def moves(repository: Repository, commit: str) -> list[Difference]:
    """Return the actions that a commit moved, with the files that they left and went to.

    None for a merge, and for a commit without a parent.
    """
    parents = repository.parents(commit)
    if len(parents) != 1:
        return []
    before, after = (
        committed.load(repository, each, checks=False).register for each in (*parents, commit)
    )
    return [difference for difference in diff.between(before, after) if difference.is_moved]
