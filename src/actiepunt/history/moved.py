"""Which commit became which when a sync put commits upon those of others, kept in this clone.

A person still has the earlier name on the screen: `undo` was printed with it.
"""

import contextlib
from collections.abc import Collection, Mapping

from actiepunt.git.repository import Repository

_FILE = "actiepunt-moved"


def remember(repository: Repository, became: Mapping[str, str]) -> None:
    """Note what commits became; where that cannot be written, only their earlier names are lost."""
    lines = "".join(f"{old} {new}\n" for old, new in became.items() if old != new)
    with contextlib.suppress(OSError), (repository.git_dir / _FILE).open("a") as file:
        file.write(lines)


def find(repository: Repository, commit: str, known: Collection[str]) -> str | None:
    """Return what a commit became, as one of the known commits; None where it is none of them."""
    became: dict[str, list[str]] = {}
    with contextlib.suppress(OSError):
        for line in (repository.git_dir / _FILE).read_text().splitlines():
            old, _space, new = line.partition(" ")
            became.setdefault(old, []).append(new)
    # A sync that was refused and tried again left several names; one of them came to stay.
    looked_at, coming = set[str](), [commit]
    while coming:
        one = coming.pop()
        if one in known:
            return one
        if one not in looked_at:
            looked_at.add(one)
            coming += became.get(one, [])
    return None
