"""The remote of a branch: what others published, and publishing there."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.git.errors import refusal
from actiepunt.git.repository import Repository
from actiepunt.i18n import _

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
        return f"{self.name}/{short(self.branch)}"


def short(branch: str) -> str:
    """Return what people call a branch: `main`."""
    return branch.removeprefix("refs/heads/")


class There(NamedTuple):
    """What a remote has: the branch that clones begin on, or nothing, and its branches' commits."""

    default: str
    branches: Mapping[str, str]


def chosen(repository: Repository) -> str | None:
    """Return the remote that is meant where nobody said: `origin`, or the only one."""
    names = repository.demand("remote").decode().split()
    return "origin" if "origin" in names else names[0] if len(names) == 1 else None


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
    name = chosen(repository) or ""
    if not name:
        raise ActiepuntError(
            _("this register has no remote to share it through"),
            _("Name one: git remote add origin ADDRESS (a bare repository on a server or a disk)."),
        )
    return Remote(name, f"refs/heads/{branch}", f"refs/remotes/{name}/{branch}", is_new=True)


def look(repository: Repository, remote: Remote, tell: Tell | None) -> There:
    """Ask what a remote has now, without fetching anything.

    Raises:
        ActiepuntError: the server cannot be reached, or does not let us in.
    """
    words = ("ls-remote", "--symref", "--end-of-options", remote.name, "HEAD", "refs/heads/*")
    answer = repository.watch(tell, *words)
    if answer.code:
        raise refusal(answer.error, server=True)
    rows = [line.split("\t") for line in answer.out.decode(errors="replace").splitlines()]
    head = next((about for about, name in rows if name == "HEAD" and about[:5] == "ref: "), "")
    found = {name: about for about, name in rows if name.startswith("refs/heads/")}
    return There(head.removeprefix("ref: "), found)


def fetch(repository: Repository, remote: Remote, tell: Tell | None) -> str:
    """Fetch what is published and return its commit.

    Raises:
        ActiepuntError: the server cannot be reached, does not let us in, or lacks the branch.
    """
    _fetch(repository, remote.name, f"+{remote.branch}:{remote.tracking}", tell)
    return repository.revision(remote.tracking) or ""


def tracked(repository: Repository, name: str) -> list[str]:
    """Return the branches of a remote as far as they were fetched."""
    top = f"refs/remotes/{name}/"
    found = repository.demand("for-each-ref", "--format=%(refname)", top).decode(errors="replace")
    names = (one.removeprefix(top) for one in found.splitlines())
    return [one for one in names if one != "HEAD"]


def fetch_all(repository: Repository, name: str, tell: Tell | None) -> None:
    """Fetch every branch of a remote; those that are gone there stay known here.

    Raises:
        ActiepuntError: the server cannot be reached, or does not let us in.
    """
    _fetch(repository, name, f"+refs/heads/*:refs/remotes/{name}/*", tell)


def _fetch(repository: Repository, name: str, spec: str, tell: Tell | None) -> None:
    # A log of what was published is kept also where git keeps none by itself.
    log = ("-c", "core.logAllRefUpdates=true")
    words = ("fetch", "--no-prune", "--no-recurse-submodules", "--progress" if tell else "--quiet")
    answer = repository.watch(tell, *log, *words, "--end-of-options", name, spec)
    if answer.code:
        raise refusal(answer.error, server=True)


def earlier(repository: Repository, remote: Remote) -> list[str]:
    """Return the commits that we knew a branch to be published at, latest first."""
    answer = repository.run("reflog", "show", "--format=%H", "--max-count=500", remote.tracking)
    return list(dict.fromkeys(answer.out.decode(errors="replace").split()))


class OvertakenError(ActiepuntError):
    """Somebody else published in between, or is about to."""


def push(repository: Repository, remote: Remote, commit: str, tell: Tell | None) -> None:
    """Publish a commit.

    Raises:
        OvertakenError: somebody else published in between: fetch, and try again.
        ActiepuntError: the server cannot be reached or refuses; nothing was published.
    """
    log = ("-c", "core.logAllRefUpdates=true")  # as in `_fetch`
    words = [*log, "push", "--porcelain", "--no-follow-tags", *(["--progress"] if tell else [])]
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
