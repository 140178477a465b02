"""The commits of a history: who, when, after which others, and in an order that never varies."""

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _

# A committer's clock may say anything; these still have a day in every time zone.
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


class Commit(NamedTuple):
    """A commit as the history tells it; `when` is the committer's moment in UTC."""

    hash: str
    who: str
    mail: str
    when: datetime
    subject: str


class Node(NamedTuple):
    """A commit and the hashes of those it was made on: none, one, or of a merge several."""

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
    """Return the commits of a history, each after its parents, in the one order of `ordered`.

    Args:
        repository: The register's repository.
        head: The last commit.
        since: Leave out what is in the history of this commit.
    """
    found = [
        Node(Commit(name, who, mail, moment(seconds), subject), tuple(parents.split()))
        for name, parents, who, mail, seconds, subject in repository.commits(head, since)
    ]
    return found if _is_line(found) else ordered(found)


def moment(seconds: str | int) -> datetime:
    """Return Unix seconds as a moment in UTC; one that no calendar holds as the nearest it does."""
    try:
        return min(max(datetime.fromtimestamp(int(seconds), UTC), _FIRST), _LAST)
    except (OverflowError, ValueError, OSError):
        return _FIRST if str(seconds).startswith("-") else _LAST


def _is_line(found: Sequence[Node]) -> bool:
    """Tell whether each commit was made on the one before it."""
    return all(later.parents == (one.commit.hash,) for one, later in pairwise(found))


def ordered(found: Sequence[Node]) -> list[Node]:
    """Return commits after their parents; of those that may come next the earliest comes first.

    The order follows from the commits alone, not from how git happened to walk them.
    """
    known = {node.commit.hash: node for node in found}
    children: dict[str, list[Node]] = {}
    missing: Counter[str] = Counter()
    for node in found:
        for parent in dict.fromkeys(node.parents):
            if parent in known:
                children.setdefault(parent, []).append(node)
                missing[node.commit.hash] += 1
    ready = [(n.commit.when, n.commit.hash) for n in found if not missing[n.commit.hash]]
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


def with_ancestors(found: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """Yield each commit with its ancestors: bit n stands for the n-th commit of `found`.

    Only what a later commit still asks for is kept in memory.
    """
    places = {node.commit.hash: place for place, node in enumerate(found)}
    asked = Counter(parent for node in found for parent in node.parents)
    masks: dict[str, int] = {}
    for node in found:
        mask = 0
        for parent in node.parents:
            if parent in places:
                mask |= masks[parent] | 1 << places[parent]
                asked[parent] -= 1
                if not asked[parent]:
                    del masks[parent]
        if asked[node.commit.hash]:
            masks[node.commit.hash] = mask
        yield node, mask
