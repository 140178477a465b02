"""The remote of a branch: what others published, and publishing there."""

import re
from collections.abc import Callable
from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.refusals import refusal
from actiepunt.repository import Repository

Tell = Callable[[str], None]
"""Takes one line of progress, in git's words."""

# What a server says when somebody else published in between: fetch again, and again try.
_STALE = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to (update|lock)|incorrect old"
)


class Remote(NamedTuple):
    """Where a branch is published: the remote, its branch, and what we last saw of that."""

    name: str
    branch: str
    tracking: str
    is_new: bool = False

    @property
    def title(self) -> str:
        """Return what people call it: `origin/main`."""
        return f"{self.name}/{self.branch.removeprefix('refs/heads/')}"


def find(repository: Repository, branch: str) -> Remote:
    """Return the remote of a branch: the one it follows, or else the only one, or `origin`.

    Raises:
        ActiepuntError: there is none.
    """
    form = "--format=%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)"
    answer = repository.demand("for-each-ref", form, f"refs/heads/{branch}").decode()
    name, remote_ref, tracking = (answer.splitlines() or ["\0\0"])[0].split("\0")
    if name and name != "." and remote_ref:
        return Remote(name, remote_ref, tracking or f"refs/remotes/{name}/{branch}")
    names = repository.demand("remote").decode().split()
    chosen = "origin" if "origin" in names else names[0] if len(names) == 1 else None
    if chosen is None:
        raise ActiepuntError(
            _("this register has no remote to share it through"),
            _("Name one: git remote add origin ADDRESS (a bare repository on a server or a disk)."),
        )
    tracking = f"refs/remotes/{chosen}/{branch}"
    return Remote(chosen, f"refs/heads/{branch}", tracking, is_new=True)


def fetch(repository: Repository, remote: Remote, tell: Tell | None) -> str | None:
    """Fetch what is published and return its commit, or None while nothing is.

    Raises:
        ActiepuntError: the server cannot be reached, or does not let us in.
    """
    words = ["fetch", "--no-recurse-submodules", *(["--progress"] if tell else ["--quiet"])]
    spec = f"+{remote.branch}:{remote.tracking}"
    answer = repository.watch(tell, *words, "--end-of-options", remote.name, spec)
    if answer.code and re.search(r"couldn't find remote ref", answer.error):
        return None
    if answer.code:
        raise refusal(answer.error, server=True)
    return repository.revision(remote.tracking)


class OvertakenError(ActiepuntError):
    """Somebody else published in between, or is about to."""


def push(repository: Repository, remote: Remote, commit: str, tell: Tell | None) -> None:
    """Publish a commit.

    Raises:
        OvertakenError: somebody else published in between: fetch, and try again.
        ActiepuntError: the server cannot be reached or refuses; nothing was published.
    """
    words = ["push", "--porcelain", "--no-follow-tags", *(["--progress"] if tell else [])]
    spec = f"{commit}:{remote.branch}"
    answer = repository.watch(tell, *words, "--end-of-options", remote.name, spec)
    if not answer.code:
        if remote.is_new:
            branch = remote.tracking.removeprefix(f"refs/remotes/{remote.name}/")
            repository.configure(
                {f"branch.{branch}.remote": remote.name, f"branch.{branch}.merge": remote.branch}
            )
        return
    found = re.search(r"(?m)^!\t[^\t]*\t(.*)$", answer.out.decode(errors="replace"))
    if found is None and "failed to push some refs" in answer.error:  # no server said a word
        said = [line for line in answer.error.splitlines() if not line.startswith("error: failed")]
        raise ActiepuntError(
            _("a hook of git in this folder refused to publish: {reason}").format(
                reason=" ".join(line.strip() for line in said if line.strip()) or "pre-push"
            ),
            _("Put right what it asks; your changes are safe in this folder."),
        )
    if found is None:
        raise refusal(answer.error, server=True)
    error = _rejected(found[1], answer.error)
    raise OvertakenError(error.message, error.advice) if _STALE.search(found[1]) else error


def _rejected(summary: str, said: str) -> ActiepuntError:
    """Return the error for a push that the server understood and did not want."""
    lines = [
        line.removeprefix("remote:").strip() for line in said.splitlines() if "remote:" in line
    ]
    told = " ".join(line.removeprefix("error:").strip() for line in lines if line)
    reason = re.search(r"\((.*)\)", summary)
    if "checked out" in summary:
        return ActiepuntError(
            _("the remote is a folder that somebody works in"),
            _("Share through a bare repository: git init --bare ADDRESS"),
        )
    return ActiepuntError(
        _("the server refused what you publish: {reason}").format(
            reason=told or (reason[1] if reason else summary)
        ),
        _("Your changes are safe in this folder; ask who runs the server, and try again."),
    )
