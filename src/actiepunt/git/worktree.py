"""A work tree of our own, in which commits are put upon others while the folder stays as it is.

Whatever goes wrong in it, or kills it, is thrown away; nothing of it is anybody's work.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping

from actiepunt import disk
from actiepunt.git.errors import refusal
from actiepunt.git.repository import Repository

FOLDER = "actiepunt-sync"
# Between two folders on this machine, whatever somebody allows between others.
NEAR = ("-c", "protocol.file.allow=always")
_OURS = "actiepunt-settings"
_HOOKS = "actiepunt-hooks"
_REWRITTEN = "actiepunt-rewritten"
# githooks(5): git says here which commit became which.
_POST_REWRITE = f"#!/bin/sh\ncat >>.git/{_REWRITTEN}\n"
# Override settings of the user that would alter the replay; other hooks are for the folder alone.
# Scissors: whatever a message begins with is text, and what git adds to it is not.
_SETTINGS = f"""
[core]
\tbare = false
\tfsmonitor = false
\thooksPath = .git/{_HOOKS}
[maintenance]
\tauto = false
[rebase]
\tautoSquash = false
\tautoStash = false
\tupdateRefs = false
\trebaseMerges = false
\tmissingCommitsCheck = ignore
[rerere]
\tenabled = false
[merge]
\tconflictStyle = merge
[commit]
\tcleanup = scissors
[i18n]
\tcommitEncoding = UTF-8
[advice]
\tmergeConflict = false
"""

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
        lender = str(repository.common_dir.resolve())
        repository.demand(
            *NEAR, "clone", "--quiet", "--shared", "--no-checkout", "--origin", "lender", "--",
            lender, str(place),
        )  # fmt: skip
        (place / ".git" / _OURS).write_text(_SETTINGS, encoding="utf-8", newline="\n")
        hook = place / ".git" / _HOOKS / "post-rewrite"
        hook.parent.mkdir()
        hook.write_text(_POST_REWRITE, encoding="utf-8", newline="\n")
        hook.chmod(0o755)
        with (place / ".git" / "config").open("a", encoding="utf-8", newline="\n") as config:
            config.write(_includes(repository))
        Repository(place).demand("checkout", "--quiet", "--detach", commit)
        yield Repository(place / repository.prefix)
    except OSError as error:
        raise disk.not_written(error) from error
    finally:
        repository.remove(place)
        os.environ.update(hidden)


def _includes(repository: Repository) -> str:
    """Return the lines that borrow the settings of the clone and its work tree; ours come last."""
    files = (repository.common_dir / "config", repository.git_dir / "config.worktree")
    names = [*(file.resolve().as_posix() for file in files), _OURS]
    paths = (json.dumps(name, ensure_ascii=False) for name in names)
    return "".join(f"[include]\n\tpath = {path}\n" for path in paths)


def replay(tree: Repository, onto: str, start: str, resolve: Resolve) -> dict[str, str]:
    """Put the commits after `start` upon `onto`, one by one; return which became which.

    A commit that nothing was left of is not among them.

    Raises:
        ActiepuntError: git refused, or `resolve` did.
    """
    answer = tree.run("rebase", "--onto", onto, start)
    while tree.state("data").operation == "rebase":
        files = unmerged(tree)
        if not files:
            raise refusal(answer.error or answer.out.decode(errors="replace"))
        resolve(tree, files)
        answer = tree.run("rebase", "--continue")
    if answer.code:
        raise refusal(answer.error)
    told = tree.git_dir / _REWRITTEN
    became: dict[str, str] = {}
    for line in told.read_text(encoding="ascii").splitlines() if told.exists() else ():
        old, new = line.split()[:2]
        # Of one that nothing was left of git tells the commit before it.
        if new not in {onto, *became.values()}:
            became[old] = new
    return became


def join(tree: Repository, published: str, resolve: Resolve, note: str) -> str:
    """Merge the commit a tree stands at into a published one; return the merge's hash.

    Raises:
        ActiepuntError: git refused, or `resolve` did.
    """
    local = tree.head()
    tree.demand("checkout", "--quiet", "--detach", published)
    answer = tree.run("merge", "--quiet", "--no-ff", f"--message={note}", local)
    if answer.code:
        files = unmerged(tree)
        if not files:
            raise refusal(answer.error or answer.out.decode(errors="replace"))
        resolve(tree, files)
        tree.demand("commit", "--quiet", f"--message={note}")
    return tree.head()


def reword(tree: Repository, onto: str, messages: Mapping[str, str]) -> dict[str, str]:
    """Give commits after `onto` another message; return which became which.

    Args:
        tree: A work tree that stands at the last commit.
        onto: The commit before the first one.
        messages: The new message of each commit that gets one.

    Raises:
        ActiepuntError: git refused.
    """
    commits = tree.demand("rev-list", "--reverse", f"{onto}..HEAD").decode().split()
    tree.demand("reset", "--quiet", "--hard", onto)
    became: dict[str, str] = {}
    for commit in commits:
        tree.demand(
            "cherry-pick", "--ff", "--allow-empty", "--allow-empty-message",
            "--keep-redundant-commits", commit,
        )  # fmt: skip
        if commit in messages:
            tree.demand(
                "commit", "--amend", "--no-verify", "--quiet", "--allow-empty",
                "--cleanup=whitespace", f"--message={messages[commit]}",
            )  # fmt: skip
        became[commit] = tree.head()
    return became


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
