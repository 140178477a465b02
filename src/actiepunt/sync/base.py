"""The second stage of a sync: finding the last commit that both sides have."""

from typing import NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.sync import note, objections
from actiepunt.sync.context import Context
from actiepunt.sync.fetch import Fetched


class Base(NamedTuple):
    """The last commit that both sides have; both fields are empty where nothing is published.

    Attributes:
        local: The commit in our history.
        published: The commit in the published history. It differs from `local` only after a sync
            that rebased our commits and was killed between its push and its checkout.
    """

    local: str
    published: str


def find_base(context: Context, fetched: Fetched) -> Base:
    """Find the last commit that both sides have.

    Raises:
        ActiepuntError: the histories share no commit, or nobody agrees to take in errors of others.
    """
    if fetched.commit is None:
        return Base("", "")
    repository = context.repository
    common = repository.merge_base(context.local, fetched.commit)
    if common is None:
        raise ActiepuntError(
            _("this register and the published one have no history in common"),
            _("Is `git remote -v` right? A shallow clone first needs: git fetch --unshallow"),
        )
    base = _after_killed_sync(context, fetched.commit) or Base(common, common)
    if base.published != fetched.commit:
        objection = objections.broken(context.sound, base.published, context.local, fetched.commit)
        if objection:
            context.agree(objection)
    return base


def _after_killed_sync(context: Context, published: str) -> Base | None:
    """Return the base after a sync that was killed between push and checkout; None otherwise."""
    repository = context.repository
    pushed = note.load(repository)
    if (
        pushed
        and repository.is_ancestor(pushed.local, context.local)
        and not repository.is_ancestor(pushed.rebased, context.local)
        and repository.is_ancestor(pushed.rebased, published)
    ):
        return Base(pushed.local, pushed.rebased)
    return None
