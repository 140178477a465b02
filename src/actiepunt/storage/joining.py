"""Taking up the register that a remote has already, where `init` would make a second one.

The first who publishes may call the branch `main` where the server begins clones on `master`: the
clone is then empty, and a register made in it would never meet the first.
"""

from actiepunt.errors import ActiepuntError
from actiepunt.git import remote
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import transaction


def join(repository: Repository, branch: str) -> str:
    """Check out the register of the remote; return its name (`origin/main`), "" where none is.

    Args:
        repository: The repository of a folder that has no register in its work tree.
        branch: The branch that is checked out.

    Raises:
        ActiepuntError: the remote cannot be asked, or a person must choose the branch.
    """
    name = remote.chosen(repository)
    if name is None:
        return ""
    branches = _fetched(repository, name)
    found = [one for one in branches if _holds_register(repository, f"refs/remotes/{name}/{one}")]
    if repository.revision("HEAD") is not None:
        _demand_none(name, branch, found)
        return ""
    if not branches:
        return ""
    there = _preferred(repository, name, branch, found)
    if there is None:
        raise _unclear(name, found or branches, found=bool(found))
    repository.checkout_tracking(there, f"{name}/{there}")
    return f"{name}/{there}"


def _fetched(repository: Repository, name: str) -> list[str]:
    """Return the branches that a remote has now.

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


def _preferred(repository: Repository, name: str, branch: str, found: list[str]) -> str | None:
    """Return the branch to take up: the only one, that of this name, or where clones begin."""
    if len(found) == 1:
        return found[0]
    default = remote.default_branch(repository, name)
    return next((one for one in (branch, default) if one in found), None)


def _unclear(name: str, branches: list[str], *, found: bool) -> ActiepuntError:
    """Return the error where a person must choose a branch."""
    message = _("{remote} has branches ({names}), but none with a register in this folder")
    if found:
        message = _("{remote} has a register on several branches: {names}")
    return ActiepuntError(
        message.format(remote=name, names=", ".join(branches)),
        _("Choose one with `git switch BRANCH`, then run `actiepunt init` again."),
    )


def _demand_none(name: str, branch: str, found: list[str]) -> None:
    """Refuse where the remote has a register and this folder has commits without one.

    Raises:
        ActiepuntError: it has.
    """
    if not found:
        return
    there = branch if branch in found else found[0]
    command = "git pull" if there == branch else f"git switch {there}"
    raise ActiepuntError(
        _("{remote} holds a register already").format(remote=f"{name}/{there}"),
        _("Join it: {command}, then run `actiepunt init` again.").format(command=command),
    )
