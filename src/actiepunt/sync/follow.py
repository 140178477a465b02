"""The last stage of a sync: checking out the published commit."""

from typing import NamedTuple

from actiepunt.core import diff
from actiepunt.core.diff import Difference
from actiepunt.core.model import Record
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.storage import checkout
from actiepunt.sync import note, reconcile
from actiepunt.sync.base import Base
from actiepunt.sync.context import Context
from actiepunt.sync.fetch import Fetched
from actiepunt.sync.verify import Verified, demand_no_edits


class Synced(NamedTuple):
    """The result of a sync.

    Attributes:
        remote: The published branch, `origin/main`.
        received: The changes of others.
        sent: How many commits were published.
        renumbered: The records whose number changed, before and after.
        numbers: All numbers in use now. A renumbered record's old number may be among them, and
            then belongs to another record.
        default: The branch on which clones of the remote begin, or empty if it is this branch.
    """

    remote: str
    received: list[Difference]
    sent: int
    renumbered: list[tuple[Record, Record]]
    numbers: frozenset[str]
    default: str


def follow(context: Context, fetched: Fetched, base: Base, verified: Verified) -> Synced:
    """Check out the published commit, and return what changed.

    Raises:
        ActiepuntError: the commit cannot be checked out; the next sync tries again.
    """
    commit = verified.commit
    if commit != context.local:
        try:
            demand_no_edits(context, commit)  # somebody may have edited during the push
            checkout.move(context.repository, context.branch, commit)
        except ActiepuntError as error:
            raise ActiepuntError(
                _("published, but your working tree could not be updated: {reason}").format(
                    reason=error.message
                ),
                _("Put that right and run `actiepunt sync` again; nothing is lost."),
            ) from error
    note.remove(context.repository)
    received: list[Difference] = []
    if fetched.commit and base.published != fetched.commit:
        before, after = context.snapshot(base.published), context.snapshot(fetched.commit)
        received = diff.between(before.register, after.register)
    renumbered: list[tuple[Record, Record]] = []
    numbers: frozenset[str] = frozenset()
    if commit != context.local:
        after = context.snapshot(commit)
        renumbered = reconcile.renumbered(context.snapshot(context.local).register, after.register)
        numbers = frozenset(record.id for _file, _index, record in after.register.blocks())
    return Synced(
        context.remote.title, received, verified.unpublished, renumbered, numbers, fetched.default
    )
