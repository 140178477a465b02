"""The new hashes of commits that a sync rebased, kept in the git folder.

A person may still type the earlier hash, which a command printed after `undo`. All registers of the
repository share the file, because a sync rebases the commits of all of them.
"""

import contextlib
from collections.abc import Collection, Mapping

from actiepunt.git.repository import Repository

_FILE = "moved"


def remember(repository: Repository, became: Mapping[str, str]) -> None:
    """Add the new hash of each commit; if writing fails, the old hashes are no longer recognized.

    Args:
        repository: The register's repository.
        became: The new hash by the old hash.
    """
    lines = "".join(f"{old} {new}\n" for old, new in became.items() if old != new)
    with contextlib.suppress(OSError), repository.shared(_FILE).open("a") as file:
        file.write(lines)


def find(repository: Repository, commit: str, known: Collection[str]) -> str | None:
    """Return the known commit that a commit is or became; None where there is none."""
    became: dict[str, list[str]] = {}
    with contextlib.suppress(OSError):
        for line in repository.shared(_FILE).read_text().splitlines():
            old, _space, new = line.partition(" ")
            became.setdefault(old, []).append(new)
    # A sync that is rejected rebases again, so a commit may have several new hashes.
    visited, candidates = set[str](), [commit]
    while candidates:
        candidate = candidates.pop()
        if candidate in known:
            return candidate
        if candidate not in visited:
            visited.add(candidate)
            candidates += became.get(candidate, [])
    return None
