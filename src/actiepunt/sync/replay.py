"""The third stage of a sync: putting our commits onto the published commits.

They are rebased in a temporary work tree, or merged there if one of them is a merge itself.
"""

from functools import partial
from typing import NamedTuple

from actiepunt import history
from actiepunt.core.model import Register
from actiepunt.errors import ActiepuntError
from actiepunt.git import worktree
from actiepunt.git.repository import Repository
from actiepunt.history import moved
from actiepunt.i18n import _, translator
from actiepunt.storage import committed
from actiepunt.sync import reconcile, reword
from actiepunt.sync.base import Base
from actiepunt.sync.context import Context
from actiepunt.sync.fetch import Fetched
from actiepunt.sync.resolve import Resolver


class Replayed(NamedTuple):
    """The commit that holds the published changes and ours; it is in the repository."""

    commit: str


def replay(context: Context, fetched: Fetched, base: Base) -> Replayed:
    """Put our commits onto the published commits.

    Raises:
        ConflictError: a person must decide a conflict, and nobody can be asked.
        ActiepuntError: git failed.
    """
    if fetched.commit is None or fetched.commit == base.local == base.published:
        return Replayed(context.local)
    if base.local == context.local:
        return Replayed(fetched.commit)
    history.demand_whole(context.repository)  # the temporary clone needs all objects
    resolver = Resolver(context.decisions, base.published, fetched.commit)
    with worktree.work_tree(context.repository, context.local) as tree:
        if context.repository.has_merges(base.local, context.local):
            commit = _merge(context, tree, fetched.commit, base, resolver)
        else:
            commit = _rebase(context, tree, fetched.commit, base, resolver)
        worktree.fetch(context.repository, tree, commit)
    return Replayed(commit)


def _rebase(
    context: Context, tree: Repository, published: str, base: Base, resolver: Resolver
) -> str:
    """Rebase our commits onto the published commit; return the last of them."""
    became = worktree.replay(tree, published, base.local, resolver.resolve)
    last = _finish(context, tree, published, base, resolver)
    register = _register(context, context.local)
    messages = reword.new_messages(
        history.entries(tree, base.local, head=context.local),
        history.entries(tree, published, head=last),
        tree.messages(published, last),
        {
            old.uid: (old.id, new.id)
            for old, new in reconcile.renumbered(
                register, committed.load(tree, last, checks=False).register
            )
        },
        {new: old for old, new in became.items()},
        translator(register.settings.language),
    )
    reworded = worktree.reword(tree, published, messages) if messages else {}
    moved.remember(context.repository, {old: reworded.get(new, new) for old, new in became.items()})
    return reworded.get(last, last)


def _merge(
    context: Context, tree: Repository, published: str, base: Base, resolver: Resolver
) -> str:
    """Merge our last commit into the published commit; return the last resulting commit.

    Raises:
        ActiepuntError: a killed sync published other commits for those that were merged here.
    """
    if base.local != base.published:
        raise ActiepuntError(
            _("a sync was interrupted, and something was merged since"),
            _("Run `git rebase --onto {new} {old}`, look at the result, and sync again.").format(
                new=base.published[:12], old=base.local[:12]
            ),
        )
    say = translator(_register(context, context.local).settings.language)
    message = say("merged with what others published")
    worktree.merge(tree, published, resolver.resolve, message)
    return _finish(context, tree, published, base, resolver)


def _finish(
    context: Context, tree: Repository, published: str, base: Base, resolver: Resolver
) -> str:
    """Reconcile the files, and refuse undecided conflicts; return the last commit."""
    commits = (base.local, context.local, published)
    before, ours, theirs = (_register(context, commit) for commit in commits)
    last = reconcile.reconcile(tree, before, ours, theirs, partial(resolver.ask, tree))
    resolver.demand_decided(tree)
    return last


def _register(context: Context, commit: str) -> Register:
    return context.snapshot(commit).register
