"""What earlier imports of the same calendar or table brought."""

from actiepunt.core import trailers
from actiepunt.git.repository import Repository
from actiepunt.history import cache


def added(repository: Repository, name: str) -> set[str]:
    """Return the uids of the records that imports with this name added.

    The imports are found by their trailer; what they added is read from the files.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    mark = f"\n{trailers.IMPORT}: "
    commits = {
        commit
        for commit, text in repository.messages().items()
        if mark in text and name in trailers.read(text).values(trailers.IMPORT)
    }
    if not commits:
        return set()
    return {
        difference.record.uid
        for entry in cache.history(repository)
        if entry.commit.hash in commits
        for difference in entry.differences
        if difference.old is None
    }
