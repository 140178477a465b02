"""Which commit became which when a sync rebased commits onto those of others, kept in this clone.

A person still has the earlier hash on the screen: the command printed it after `undo`. The file is
shared by all registers of the repository, because a sync rebases the commits of all of them.
"""

import contextlib
from collections.abc import Collection, Mapping

from actiepunt.git.repository import Repository

_FILE = "moved"


def remember(repository: Repository, became: Mapping[str, str]) -> None:
    """Add the new hash of each commit by its old one; failing to write loses the old ones only."""
    lines = "".join(f"{old} {new}\n" for old, new in became.items() if old != new)
    with contextlib.suppress(OSError), repository.shared(_FILE).open("a") as file:
        file.write(lines)


def find(repository: Repository, commit: str, known: Collection[str]) -> str | None:
    """Return what a commit became, as one of the known commits; None where it is none of them."""
    became: dict[str, list[str]] = {}
    with contextlib.suppress(OSError):
        for line in repository.shared(_FILE).read_text().splitlines():
            old, _space, new = line.partition(" ")
            became.setdefault(old, []).append(new)
    # A sync that was rejected and tried again left several hashes; one of them was published.
    visited, candidates = set[str](), [commit]
    while candidates:
        candidate = candidates.pop()
        if candidate in known:
            return candidate
        if candidate not in visited:
            visited.add(candidate)
            candidates += became.get(candidate, [])
    return None
