"""Checking out the register that a remote has already, where `init` would make a second one.

The first person to publish may name the branch `main` where the default branch of the server is
`master`: a clone is then empty, and a register made in it would have no history in common.
"""

from actiepunt.errors import ActiepuntError
from actiepunt.git import remote
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import transaction


def join(repository: Repository, branch: str) -> str:
    """Check out the register of the remote; return its branch (`origin/main`), "" if it has none.

    Args:
        repository: The repository of a folder that has no register in its work tree.
        branch: The branch that is checked out.

    Raises:
        ActiepuntError: the remote cannot be reached, or a person must choose the branch.
    """
    name = remote.chosen(repository)
    if name is None:
        return ""
    branches = _fetched(repository, name)
    having = [
        candidate
        for candidate in branches
        if _holds_register(repository, f"refs/remotes/{name}/{candidate}")
    ]
    if repository.revision("HEAD") is not None:
        _demand_none(name, branch, having)
        return ""
    if not branches:
        return ""
    preferred = _preferred(repository, name, branch, having)
    if preferred is None:
        raise _unclear(name, having or branches, several=bool(having))
    repository.checkout_tracking(preferred, f"{name}/{preferred}")
    return f"{name}/{preferred}"


def _fetched(repository: Repository, name: str) -> list[str]:
    """Fetch the branches of a remote, and return them.

    Raises:
        ActiepuntError: it cannot be reached, and nothing of it was fetched before.
    """
    try:
        remote.fetch_all(repository, name, None)
    except ActiepuntError as error:
        if not remote.tracked(repository, name):
            raise ActiepuntError(
                _("cannot see whether {remote} holds a register already: {reason}").format(
                    remote=name, reason=error.message
                ),
                _(
                    "Try again when it can be reached. To make a new register all the same, take "
                    "the remote away first: git remote remove {remote}"
                ).format(remote=name),
            ) from error
    return remote.tracked(repository, name)


def _holds_register(repository: Repository, revision: str) -> bool:
    """Tell whether a revision has a register in this folder."""
    return repository.prefix in transaction.registers(repository, revision)


def _preferred(repository: Repository, name: str, branch: str, having: list[str]) -> str | None:
    """Return the branch to check out: the only one, the one of this name, or the default."""
    if len(having) == 1:
        return having[0]
    default = remote.default_branch(repository, name)
    return next((name for name in (branch, default) if name in having), None)


def _unclear(name: str, branches: list[str], *, several: bool) -> ActiepuntError:
    """Return the error where a person must choose a branch."""
    message = _("{remote} has branches ({names}), but none with a register in this folder")
    if several:
        message = _("{remote} has a register on several branches: {names}")
    return ActiepuntError(
        message.format(remote=name, names=", ".join(branches)),
        _("Choose one with `git switch BRANCH`, then run `actiepunt init` again."),
    )


def _demand_none(name: str, branch: str, having: list[str]) -> None:
    """Refuse where the remote has a register and this folder has commits without one.

    Raises:
        ActiepuntError: it has.
    """
    if not having:
        return
    other = branch if branch in having else having[0]
    command = "git pull" if other == branch else f"git switch {other}"
    raise ActiepuntError(
        _("{remote} holds a register already").format(remote=f"{name}/{other}"),
        _("Join it: {command}, then run `actiepunt init` again.").format(command=command),
    )
