"""The commits of a history, in an order that follows from the commits alone."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _

# A committer's clock may be wrong by centuries. These moments have a date in every time zone.
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Commit(NamedTuple):
    """A commit; `when` is the committer's time in UTC."""

    hash: str
    who: str
    mail: str
    when: datetime
    subject: str


class Node(NamedTuple):
    """A commit and the hashes of its parents."""

    commit: Commit
    parents: tuple[str, ...]


def demand_whole(repository: Repository) -> None:
    """Refuse a clone that lacks the older commits.

    Raises:
        ActiepuntError: the clone is shallow.
    """
    if repository.is_shallow():
        raise ActiepuntError(
            _("this is a shallow clone: the older history is missing"),
            _("Fetch it first: git fetch --unshallow"),
        )


def nodes(repository: Repository, head: str, since: str = "") -> list[Node]:
    """Return the commits of a history in the order of `ordered`.

    Args:
        repository: The register's repository.
        head: The last commit.
        since: Leave out the history of this commit.
    """
    commits = [
        Node(Commit(name, who, mail, moment(seconds), subject), tuple(parents.split()))
        for name, parents, who, mail, seconds, subject in repository.commits(head, since)
    ]
    return commits if _is_line(commits) else ordered(commits)


def moment(seconds: str | int) -> datetime:
    """Return Unix seconds as a moment in UTC, limited to `_FIRST` and `_LAST`."""
    try:
        return min(max(datetime.fromtimestamp(int(seconds), UTC), _FIRST), _LAST)
    except (OverflowError, ValueError, OSError):
        return _FIRST if str(seconds).startswith("-") else _LAST


def _is_line(commits: Sequence[Node]) -> bool:
    """Tell whether the only parent of each commit is the commit before it."""
    return all(node.parents == (parent.commit.hash,) for parent, node in pairwise(commits))


def ordered(commits: Sequence[Node]) -> list[Node]:
    """Return commits, each after its parents; among those that may come next, the earliest first.

    Commits of the same second are ordered by hash, so that the order does not depend on git's walk.
    """
    known = {node.commit.hash: node for node in commits}
    children: dict[str, list[Node]] = {}
    missing: Counter[str] = Counter()
    for node in commits:
        for parent in dict.fromkeys(node.parents):
            if parent in known:
                children.setdefault(parent, []).append(node)
                missing[node.commit.hash] += 1
    ready = [(n.commit.when, n.commit.hash) for n in commits if not missing[n.commit.hash]]
    heapq.heapify(ready)
    result: list[Node] = []
    while ready:
        node = known[heapq.heappop(ready)[1]]
        result.append(node)
        for child in children.get(node.commit.hash, ()):
            missing[child.commit.hash] -= 1
            if not missing[child.commit.hash]:
                heapq.heappush(ready, (child.commit.when, child.commit.hash))
    return result


def with_ancestors(commits: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """Yield each commit with its ancestors as an int: bit n stands for the n-th of `commits`.

    A commit's ancestors are forgotten once its last child is reached, to save memory.
    """
    places = {node.commit.hash: place for place, node in enumerate(commits)}
    awaited = Counter(parent for node in commits for parent in node.parents)
    masks: dict[str, int] = {}
    for node in commits:
        mask = 0
        for parent in node.parents:
            if parent in places:
                mask |= masks[parent] | 1 << places[parent]
                awaited[parent] -= 1
                if not awaited[parent]:
                    del masks[parent]
        if awaited[node.commit.hash]:
            masks[node.commit.hash] = mask
        yield node, mask
