"""The first stage of a sync: fetching the published branch."""

from typing import NamedTuple

from actiepunt.git import remote
from actiepunt.sync import objections
from actiepunt.sync.context import Context


class Fetched(NamedTuple):
    """The published branch.

    Attributes:
        commit: Its last commit, which is in the repository now; None where nothing is published.
        default: The branch on which clones of the remote begin, or empty if it is this branch.
    """

    commit: str | None
    default: str


def fetch(context: Context) -> Fetched:
    """Fetch the published branch.

    Raises:
        ActiepuntError: the server cannot be reached, or nobody agrees to go on where the branch
            was deleted or commits were taken back.
    """
    repository, tell = context.repository, context.tell
    references = remote.look(repository, context.remote, tell)
    same = references.default == context.remote.branch
    default = "" if same else remote.short(references.default)
    commit = references.branches.get(context.remote.branch)
    if commit is None:
        objection = objections.absent(repository, context.remote, references, context.seen, tell)
        if objection:
            context.agree(objection)
        return Fetched(None, default)
    if commit != repository.revision(context.remote.tracking):
        commit = remote.fetch(repository, context.remote, tell)
    objection = objections.rewritten(
        repository, context.remote, context.seen, context.local, commit
    )
    if objection:
        context.agree(objection)
    return Fetched(commit, default)
