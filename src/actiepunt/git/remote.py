"""The remote of a branch: fetching the published commits, and pushing."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.git.errors import git_error
from actiepunt.git.repository import Repository
from actiepunt.i18n import _

Tell = Callable[[str], None]
"""Takes one line of git's progress."""

# The answer of a server when somebody else published in between: fetch, and push again.
_STALE = re.compile(
    r"fetch first|non-fast-forward|stale info|cannot lock ref|failed to (update|lock)|incorrect old"
)
# Keep a reflog of the remote branch also where git keeps none by itself; `earlier` reads it.
_REFLOG = ("-c", "core.logAllRefUpdates=true")


class Remote(NamedTuple):
    """Where a branch is published.

    Attributes:
        name: The remote, `origin`.
        branch: The branch there, `refs/heads/main`.
        tracking: The reference that remembers its commit here, `refs/remotes/origin/main`.
        is_new: The branch here does not follow the remote branch yet.
    """

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


class References(NamedTuple):
    """The branches of a remote by name with their commits; `default` is what HEAD there names."""

    default: str
    branches: Mapping[str, str]


def chosen(repository: Repository) -> str | None:
    """Return the default remote: `origin`, or the only remote; None if there is no such."""
    names = repository._output("remote").decode().split()
    return "origin" if "origin" in names else names[0] if len(names) == 1 else None


def find(repository: Repository, branch: str) -> Remote:
    """Return the remote branch that a branch follows, or its namesake on the default remote.

    Raises:
        ActiepuntError: the register has no remote, or several without a default.
    """
    fields = "--format=%(upstream:remotename)%00%(upstream:remoteref)%00%(upstream)"
    answer = repository._output("for-each-ref", fields, f"refs/heads/{branch}").decode()
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


def look(repository: Repository, remote: Remote, tell: Tell | None) -> References:
    """Ask a remote for its branches, without fetching anything (git-ls-remote(1)).

    Raises:
        ActiepuntError: the server cannot be reached, or does not let us in.
    """
    words = ("ls-remote", "--symref", "--end-of-options", remote.name, "HEAD", "refs/heads/*")
    answer = repository._watch(tell, *words)
    if answer.code:
        raise git_error(answer.error, server=True)
    rows = [line.split("\t") for line in answer.out.decode(errors="replace").splitlines()]
    head = next((target for target, name in rows if name == "HEAD" and target[:5] == "ref: "), "")
    branches = {name: commit for commit, name in rows if name.startswith("refs/heads/")}
    return References(head.removeprefix("ref: "), branches)


def fetch(repository: Repository, remote: Remote, tell: Tell | None) -> str:
    """Fetch the published branch and return its commit.

    Raises:
        ActiepuntError: the server cannot be reached, does not let us in, or lacks the branch.
    """
    _fetch(repository, remote.name, f"+{remote.branch}:{remote.tracking}", tell)
    return repository.revision(remote.tracking) or ""


def fetch_all(repository: Repository, name: str, tell: Tell | None) -> None:
    """Fetch every branch of a remote; branches that are deleted there stay known here.

    Raises:
        ActiepuntError: the server cannot be reached, or does not let us in.
    """
    _fetch(repository, name, f"+refs/heads/*:refs/remotes/{name}/*", tell)


def _fetch(repository: Repository, name: str, refspec: str, tell: Tell | None) -> None:
    words = ("fetch", "--no-prune", "--no-recurse-submodules", "--progress" if tell else "--quiet")
    answer = repository._watch(tell, *_REFLOG, *words, "--end-of-options", name, refspec)
    if answer.code:
        raise git_error(answer.error, server=True)


def tracked(repository: Repository, name: str) -> list[str]:
    """Return the branches of a remote that were fetched, without HEAD: `main`."""
    top = f"refs/remotes/{name}/"
    lines = repository._output("for-each-ref", "--format=%(refname)", top).decode(errors="replace")
    branches = (line.removeprefix(top) for line in lines.splitlines())
    return [branch for branch in branches if branch != "HEAD"]


def default_branch(repository: Repository, name: str) -> str:
    """Return the branch that HEAD of a remote named when it was cloned, or an empty text."""
    words = ("symbolic-ref", "--quiet", "--short", f"refs/remotes/{name}/HEAD")
    return repository._run(*words).out.decode(errors="replace").strip().removeprefix(f"{name}/")


def earlier(repository: Repository, remote: Remote) -> list[str]:
    """Return the commits at which we saw the published branch, latest first (git-reflog(1))."""
    answer = repository._run("reflog", "show", "--format=%H", "--max-count=500", remote.tracking)
    return list(dict.fromkeys(answer.out.decode(errors="replace").split()))


class OvertakenError(ActiepuntError):
    """Somebody else published in between, or is about to."""


def push(repository: Repository, remote: Remote, commit: str, tell: Tell | None) -> None:
    """Publish a commit.

    Raises:
        OvertakenError: somebody else published in between: fetch, and try again.
        ActiepuntError: the server cannot be reached or refuses; nothing was published.
    """
    progress = ["--progress"] if tell else []
    words = [*_REFLOG, "push", "--porcelain", "--no-follow-tags", *progress]
    refspec = f"{commit}:{remote.branch}"
    answer = repository._watch(tell, *words, "--end-of-options", remote.name, refspec)
    if not answer.code:
        if remote.is_new:
            branch = remote.tracking.removeprefix(f"refs/remotes/{remote.name}/")
            repository.configure(
                {f"branch.{branch}.remote": remote.name, f"branch.{branch}.merge": remote.branch}
            )
        return
    # The line of a rejected reference: "!", the refspec, and a summary, with tabs between.
    rejected = re.search(r"(?m)^!\t[^\t]*\t(.*)$", answer.out.decode(errors="replace"))
    if rejected is None and "failed to push some refs" in answer.error:
        raise _hook_refused(answer.error)
    if rejected is None:
        raise git_error(answer.error, server=True)
    error = _rejected(rejected[1], answer.error)
    raise OvertakenError(error.message, error.advice) if _STALE.search(rejected[1]) else error


def _hook_refused(output: str) -> ActiepuntError:
    """Return the error for a pre-push hook that stopped git before it reached the server."""
    lines = [line.strip() for line in output.splitlines() if not line.startswith("error: failed")]
    return ActiepuntError(
        _("a hook of git in this folder refused to publish: {reason}").format(
            reason=" ".join(filter(None, lines)) or "pre-push"
        ),
        _("Put right what it asks; your changes are safe in this folder."),
    )


def _rejected(summary: str, output: str) -> ActiepuntError:
    """Return the error for a push that the server rejected.

    Args:
        summary: The summary of the reference (git-push(1), --porcelain).
        output: The stderr of git, with the lines of the server after `remote:`.
    """
    lines = [
        line.removeprefix("remote:").strip() for line in output.splitlines() if "remote:" in line
    ]
    explanation = " ".join(line.removeprefix("error:").strip() for line in lines if line)
    reason = re.search(r"\((.*)\)", summary)
    if "checked out" in summary:
        return ActiepuntError(
            _("the remote is a folder that somebody works in"),
            _("Share through a bare repository: git init --bare ADDRESS"),
        )
    return ActiepuntError(
        _("the server refused what you publish: {reason}").format(
            reason=explanation or (reason[1] if reason else summary)
        ),
        _("Your changes are safe in this folder; ask who runs the server, and try again."),
    )
