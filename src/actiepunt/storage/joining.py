"""Checking out the register that a remote has already, where `init` would make a second one.

The first person to publish may name the branch `main` where the default branch of the server is
`master`: a clone is then empty, and a register made in it would have no history in common.
"""

from actiepunt.errors import ActiepuntError
from actiepunt.git import remote
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import committed


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
    with_register = [
        candidate
        for candidate in branches
        if _holds_register(repository, f"refs/remotes/{name}/{candidate}")
    ]
    if repository.revision("HEAD") is not None:
        _demand_no_register(name, branch, with_register)
        return ""
    if not branches:
        return ""
    preferred = _preferred(repository, name, branch, with_register)
    if preferred is None:
        raise _unclear(name, with_register or branches, several=bool(with_register))
    repository.checkout_tracking(preferred, f"{name}/{preferred}")
    return f"{name}/{preferred}"


def _fetched(repository: Repository, name: str) -> list[str]:
    """Fetch the branches of a remote, and return their names.

    Raises:
        ActiepuntError: the remote cannot be reached, and none of its branches was fetched before.
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
    return repository.prefix in committed.registers(repository, revision)


def _preferred(
    repository: Repository, name: str, branch: str, with_register: list[str]
) -> str | None:
    """Return the branch to check out: the only candidate, else this branch, else the default.

    None where no candidate qualifies.
    """
    if len(with_register) == 1:
        return with_register[0]
    default = remote.default_branch(repository, name)
    return next((name for name in (branch, default) if name in with_register), None)


def _unclear(name: str, branches: list[str], *, several: bool) -> ActiepuntError:
    """Return the error for branches among which a person must choose.

    Args:
        name: The remote.
        branches: The branches to choose from.
        several: They all hold a register; otherwise none does.
    """
    message = _("{remote} has branches ({names}), but none with a register in this folder")
    if several:
        message = _("{remote} has a register on several branches: {names}")
    return ActiepuntError(
        message.format(remote=name, names=", ".join(branches)),
        _("Choose one with `git switch BRANCH`, then run `actiepunt init` again."),
    )


def _demand_no_register(name: str, branch: str, with_register: list[str]) -> None:
    """Refuse where the remote has a register and this folder has commits without a register.

    Raises:
        ActiepuntError: a branch of the remote holds a register.
    """
    if not with_register:
        return
    other = branch if branch in with_register else with_register[0]
    command = "git pull" if other == branch else f"git switch {other}"
    raise ActiepuntError(
        _("{remote} holds a register already").format(remote=f"{name}/{other}"),
        _("Join it: {command}, then run `actiepunt init` again.").format(command=command),
    )
