"""A temporary work tree, in which commits are replayed while the register's folder stays as it is.

It is thrown away afterwards, also when the command fails; nobody works in it.
"""

import contextlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from actiepunt import disk
from actiepunt.git.errors import git_error
from actiepunt.git.repository import Repository

_FOLDER = "actiepunt-sync"
# Allow fetching from a folder on this machine, whatever the user's settings say (git-config(1)).
_ALLOW_LOCAL = ("-c", "protocol.file.allow=always")
_OVERRIDES = "actiepunt-settings"
_HOOKS = "actiepunt-hooks"
_REWRITTEN = "actiepunt-rewritten"
# git tells this hook which commit replaces which (githooks(5)).
_POST_REWRITE = f"#!/bin/sh\ncat >>.git/{_REWRITTEN}\n"
# Override settings of the user that would alter the replay; the user's hooks do not run here.
# Scissors: a line of a message that begins with # is text; only what git adds below is removed.
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
"""Each file in conflict, from the root, with the blob of each stage; see `Index.conflicts`."""
Resolve = Callable[[Repository, Unmerged], None]
"""Writes and stages the content of each file in conflict, or raises."""


@contextlib.contextmanager
def work_tree(repository: Repository, commit: str) -> Iterator[Repository]:
    """Yield a temporary work tree at a commit, on no branch, and remove it afterwards.

    It is a clone that shares our objects and settings. After a kill, `git fsck` would complain of
    the remains of a work tree by git-worktree(1).

    Raises:
        ActiepuntError: git failed; the disk may be full.
    """
    place = repository.git_dir / _FOLDER
    # Inside a hook, git sets variables that name the repository of the register's folder.
    local = repository._output("rev-parse", "--local-env-vars").decode().split()
    hidden = {name: os.environ.pop(name) for name in local if name in os.environ}
    repository.remove(place)
    try:
        repository._output(
            *_ALLOW_LOCAL, "clone", "--quiet", "--shared", "--no-checkout", "--origin", "register",
            "--", str(repository.common_dir.resolve()), str(place),
        )  # fmt: skip
        _write_settings(repository, place / ".git")
        Repository(place)._output("checkout", "--quiet", "--detach", commit)
        yield Repository(place / repository.prefix)
    except OSError as error:
        raise disk.not_written(error) from error
    finally:
        repository.remove(place)
        os.environ.update(hidden)


def _write_settings(repository: Repository, git_dir: Path) -> None:
    """Write our settings and our hook into a new clone, and include the user's settings."""
    (git_dir / _OVERRIDES).write_text(_SETTINGS, encoding="utf-8", newline="\n")
    hook = git_dir / _HOOKS / "post-rewrite"
    hook.parent.mkdir()
    hook.write_text(_POST_REWRITE, encoding="utf-8", newline="\n")
    hook.chmod(0o755)
    with (git_dir / "config").open("a", encoding="utf-8", newline="\n") as config:
        config.write(_includes(repository))


def _includes(repository: Repository) -> str:
    """Return the lines that include the settings of a repository; ours come last, and so win."""
    files = (repository.common_dir / "config", repository.git_dir / "config.worktree")
    names = [*(file.resolve().as_posix() for file in files), _OVERRIDES]
    paths = (json.dumps(name, ensure_ascii=False) for name in names)
    return "".join(f"[include]\n\tpath = {path}\n" for path in paths)


def fetch(repository: Repository, tree: Repository, commit: str) -> None:
    """Fetch a commit of a temporary work tree into the repository.

    Raises:
        ActiepuntError: git failed; the disk may be full.
    """
    words = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head")
    repository._output(*_ALLOW_LOCAL, *words, "--", str(tree.git_dir), commit)


def replay(tree: Repository, onto: str, start: str, resolve: Resolve) -> dict[str, str]:
    """Rebase the commits after `start` onto `onto`; return the new commits by the old commits.

    A commit that has become empty is not among them.

    Raises:
        ActiepuntError: git failed, or `resolve` did.
    """
    answer = tree._run("rebase", "--onto", onto, start)
    while tree.state("data").operation == "rebase":
        files = tree.conflicts()
        if not files:
            raise git_error(answer.error or answer.out.decode(errors="replace"))
        resolve(tree, files)
        answer = tree._run("rebase", "--continue")
    if answer.code:
        raise git_error(answer.error)
    rewritten = tree.git_dir / _REWRITTEN
    became: dict[str, str] = {}
    for line in rewritten.read_text(encoding="ascii").splitlines() if rewritten.exists() else ():
        old, new = line.split()[:2]
        # For a commit that has become empty git reports the commit before it.
        if new not in {onto, *became.values()}:
            became[old] = new
    return became


def merge(tree: Repository, published: str, resolve: Resolve, message: str) -> None:
    """Check out a published commit, and merge the commit that was checked out before into it.

    Raises:
        ActiepuntError: git failed, or `resolve` did.
    """
    local = tree.head()
    tree._output("checkout", "--quiet", "--detach", published)
    answer = tree._run("merge", "--quiet", "--no-ff", f"--message={message}", local)
    if answer.code:
        files = tree.conflicts()
        if not files:
            raise git_error(answer.error or answer.out.decode(errors="replace"))
        resolve(tree, files)
        tree._output("commit", "--quiet", f"--message={message}")


def reword(tree: Repository, onto: str, messages: Mapping[str, str]) -> dict[str, str]:
    """Give commits after `onto` another message; return the new commits by the old commits.

    Args:
        tree: A work tree in which the last commit is checked out.
        onto: The parent of the first commit.
        messages: The new messages by commit; other commits keep theirs.

    Raises:
        ActiepuntError: git failed.
    """
    commits = tree._output("rev-list", "--reverse", f"{onto}..HEAD").decode().split()
    tree._output("reset", "--quiet", "--hard", onto)
    became: dict[str, str] = {}
    for commit in commits:
        tree._output(
            "cherry-pick", "--ff", "--allow-empty", "--allow-empty-message",
            "--keep-redundant-commits", commit,
        )  # fmt: skip
        if commit in messages:
            tree._output(
                "commit", "--amend", "--no-verify", "--quiet", "--allow-empty",
                "--cleanup=whitespace", f"--message={messages[commit]}",
            )  # fmt: skip
        became[commit] = tree.head()
    return became
