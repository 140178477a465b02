"""The actions that a commit moved to another data file, for `undo`; the log leaves them out."""

from actiepunt.core import diff
from actiepunt.core.diff import Difference
from actiepunt.git.repository import Repository
from actiepunt.storage import committed


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
