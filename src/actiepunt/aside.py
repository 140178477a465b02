"""A work tree of our own, in which commits are put upon others while the folder stays as it is.

Whatever goes wrong in it, or kills it, is thrown away; nothing of it is anybody's work.
"""

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping

from actiepunt.refusals import refusal
from actiepunt.repository import Repository

FOLDER = "actiepunt-sync"
# What somebody's settings may make of a rebase, and a replay must not be.
_SETTINGS = tuple(
    word
    for setting in (
        "rebase.autoSquash=false",
        "rebase.autoStash=false",
        "rebase.updateRefs=false",
        "rebase.rebaseMerges=false",
        "rebase.missingCommitsCheck=ignore",
        "rerere.enabled=false",
        "merge.conflictStyle=merge",
        "advice.mergeConflict=false",
    )
    for word in ("-c", setting)
)

Unmerged = Mapping[str, Mapping[int, str]]
"""Each file in conflict, from the root, with the blobs of base (1), ours (2) and theirs (3)."""
Resolve = Callable[[Repository, Unmerged], None]
"""Writes what each file becomes, or raises."""


@contextlib.contextmanager
def work_tree(repository: Repository, commit: str) -> Iterator[Repository]:
    """Give a work tree at a commit, on no branch; afterwards it is gone, and before it an old one.

    It is a clone that borrows our objects and settings, rather than one of git's own work trees:
    of those a kill leaves halves that `git fsck` complains of.

    Raises:
        ActiepuntError: git refused; the disk may be full.
    """
    place = repository.git_dir / FOLDER
    # Inside a hook of git these name the repository of the folder, and would go before ours.
    local = repository.demand("rev-parse", "--local-env-vars").decode().split()
    hidden = {name: os.environ.pop(name) for name in local if name in os.environ}
    repository.remove(place)
    try:
        config = (repository.common_dir / "config").resolve().as_posix()
        lender = str(repository.common_dir.resolve())
        repository.demand(
            "clone", "--quiet", "--shared", "--no-checkout", "--origin", "lender",
            "-c", f"include.path={config}", "-c", "core.hooksPath=/dev/null",
            "-c", "maintenance.auto=false", "--", lender, str(place),
        )  # fmt: skip
        Repository(place).demand("checkout", "--quiet", "--detach", commit)
        yield Repository(place / repository.prefix)
    finally:
        repository.remove(place)
        os.environ.update(hidden)


def replay(tree: Repository, onto: str, start: str, resolve: Resolve) -> str:
    """Put the commits after `start` upon `onto`, one by one; return the last one's hash.

    Raises:
        ActiepuntError: git refused, or `resolve` did.
    """
    answer = tree.run(*_SETTINGS, "rebase", "--onto", onto, start)
    while tree.state("data").operation == "rebase":
        files = unmerged(tree)
        if not files:
            raise refusal(answer.error or answer.out.decode(errors="replace"))
        resolve(tree, files)
        answer = tree.run(*_SETTINGS, "rebase", "--continue")
    if answer.code:
        raise refusal(answer.error)
    return tree.demand("rev-parse", "HEAD").decode().strip()


def reword(tree: Repository, onto: str, messages: Mapping[str, str]) -> str:
    """Give commits after `onto` another message; return the last one's hash.

    Args:
        tree: A work tree that stands at the last commit.
        onto: The commit before the first one.
        messages: The new message of each commit that gets one.

    Raises:
        ActiepuntError: git refused.
    """
    commits = tree.demand("rev-list", "--reverse", f"{onto}..HEAD").decode().split()
    tree.demand("reset", "--quiet", "--hard", onto)
    for commit in commits:
        tree.demand(
            *_SETTINGS, "cherry-pick", "--ff", "--allow-empty", "--allow-empty-message",
            "--keep-redundant-commits", commit,
        )  # fmt: skip
        if commit in messages:
            tree.demand(
                "commit", "--amend", "--no-verify", "--quiet", "--allow-empty",
                "--cleanup=whitespace", f"--message={messages[commit]}",
            )  # fmt: skip
    return tree.demand("rev-parse", "HEAD").decode().strip()


def unmerged(tree: Repository) -> dict[str, dict[int, str]]:
    """Return the files in conflict with the blobs of their versions."""
    found: dict[str, dict[int, str]] = {}
    for line in (
        tree.demand("ls-files", "--unmerged", "--full-name", "-z", ":/").decode().split("\0")
    ):
        if line:
            about, _tab, name = line.partition("\t")
            _mode, blob, stage = about.split()
            found.setdefault(name.removeprefix(tree.prefix), {})[int(stage)] = blob
    return found
