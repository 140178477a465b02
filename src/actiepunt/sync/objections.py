"""What others did to the published register that is not followed before a person says so.

A branch that is gone, commits that were taken back by force, files that came in broken: git follows
each without a word, and what is lost by that shows when it is too late.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial, reduce
from operator import or_
from typing import NamedTuple

from actiepunt.errors import Fault
from actiepunt.git import remote
from actiepunt.git.remote import References, Remote, Tell
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, ngettext
from actiepunt.storage import transaction
from actiepunt.views.records import fault_line

_MOST = 20  # lines; of more than that the first are enough to see what happened


_Kind = tuple[str, str | None]  # of an error: what is wrong, and in which field


class Objection(NamedTuple):
    """What is wrong, what to do about it, and the question whether to go on all the same."""

    message: str
    advice: str
    question: str
    lines: tuple[str, ...] = ()


Agree = Callable[[Objection], None]
"""Raises where nobody says to go on."""


def absent(
    repository: Repository, where: Remote, there: References, seen: str | None, tell: Tell | None
) -> Objection | None:
    """Return the objection to a branch that the remote lacks; None where it is a new one.

    Args:
        repository: The register's repository.
        where: The branch that we publish to.
        there: What the remote has now.
        seen: The commit that we saw the branch at before.
        tell: Shows how far git is.

    Raises:
        ActiepuntError: the server cannot be reached.
    """
    if not seen and not there.branches:
        return None  # the first to publish
    remote.fetch_all(repository, where.name, tell)
    kin = [name for name, one in there.branches.items() if repository.merge_base("HEAD", one)]
    if not seen and kin and where.is_new:
        return None  # a branch that somebody made here
    if not seen and not kin:
        return Objection(
            _("what {remote} has ({names}) has nothing in common with this register").format(
                remote=where.name, names=", ".join(map(remote.short, there.branches))
            ),
            _(
                "Join what is there in a new clone: git clone. To publish this one beside it: "
                "actiepunt sync --anyway"
            ),
            _("Publish this one beside it?"),
        )
    return _gone(where, [there.default] if there.default in kin else kin)


def _gone(where: Remote, instead: Sequence[str]) -> Objection:
    """Return the objection to a branch that was there, and may be called otherwise now."""
    advice = _("Ask who keeps the server. To publish everything there: actiepunt sync --anyway")
    if instead:
        advice = _(
            "If it is called {other} now, follow it: git branch -u {remote}/{other}. "
            "To publish it again: actiepunt sync --anyway"
        ).format(remote=where.name, other=" / ".join(map(remote.short, instead)))
    message = _("{remote} has no branch {branch} any more: it was renamed or deleted there")
    return Objection(
        message.format(remote=where.name, branch=remote.short(where.branch)),
        advice,
        _("Publish it there again?"),
    )


def rewritten(
    repository: Repository, where: Remote, seen: str | None, local: str, published: str
) -> Objection | None:
    """Return the objection to commits that are published no more, and that we still have.

    Args:
        repository: The register's repository.
        where: The branch that we publish to.
        seen: The commit that we saw the branch at before.
        local: Our last commit.
        published: The last commit that is published now.
    """
    ours = repository.between(published, local)
    before = {*filter(None, [seen]), *remote.earlier(repository, where)} - {published}
    if not ours or not before:
        return None
    gone = repository.reachable(before, published)
    lost = [commit for commit in ours if commit in gone]
    if not lost:
        return None
    follow = f"git reset --keep {where.title}"
    if len(lost) < len(ours):
        follow = f"git rebase --onto {where.title} {lost[0][:12]}"
    return Objection(
        ngettext(
            "{count} commit that was published was taken back on {remote} by force",
            "{count} commits that were published were taken back on {remote} by force",
            len(lost),
        ).format(count=len(lost), remote=where.title),
        _(
            "To let go of it here too: {follow}. To publish it again: actiepunt sync --anyway"
        ).format(follow=follow),
        _("Publish it again?"),
        (*(repository.log_line(commit)[1] for commit in lost[:_MOST]), *_more(lost)),
    )


class Soundness:
    """The data files of commits, and what is wrong in them, for every register of a repository.

    Each is read once: a commit stays what it is.

    Args:
        repository: Where the commits are; its own files are named from its folder, as `check` does.
    """

    def __init__(self, repository: Repository) -> None:
        self.prefix = repository.prefix
        self.top = Repository(repository.top)
        self.snapshot = cache(partial(transaction.committed, self.top, checks=False))
        self.errors = cache(self._errors)

    def _errors(self, commit: str, folder: str) -> list[Fault]:
        here = "" if folder == self.prefix else folder
        found = self.snapshot(commit, folder).checked().errors
        return [fault._replace(file=f"{here}{fault.file}") for fault in found]

    def added(self, before: Sequence[str], after: str) -> list[tuple[str, Fault]]:
        """Return the errors that a commit has and none of some others, with their registers."""
        folders = transaction.registers(self.top, after)
        if before:  # what did not change was not broken
            names = self.top.changed(before[0], after, ".")
            folders = {one for one in folders if any(x.startswith(f"{one}data/") for x in names)}
        found = []
        for folder in sorted(folders):
            left = self.count(after, folder)
            if left:
                left -= reduce(or_, (self.count(one, folder) for one in before), Counter())
            for fault in self.errors(after, folder)[::-1]:  # what came last stands last, mostly
                if left[_kind(fault)] > 0:
                    left[_kind(fault)] -= 1
                    found.append((folder, fault))
        return found[::-1]

    def count(self, commit: str, folder: str) -> Counter[_Kind]:
        """Return how many errors of each kind there are: lines move, and say nothing."""
        return Counter(_kind(fault) for fault in self.errors(commit, folder))


def broken(sound: Soundness, known: str, local: str, published: str) -> Objection | None:
    """Return the objection to errors that come in with what others published.

    What was taken in before, or is as wrong here, is no news and holds nobody up.

    Args:
        sound: Knows the errors of commits.
        known: The last commit that both sides have, as it is called where it is published.
        local: Our last commit.
        published: The last commit that is published.
    """
    found = sound.added([known, local], published)
    if not found:
        return None
    top, lines, names = sound.top, [], []
    for folder, fault in found[:_MOST]:
        kind = _kind(fault)
        few = sound.count(known, folder)[kind]

        def has(commit: str, folder: str = folder, kind: _Kind = kind, few: int = few) -> bool:
            return sound.count(commit, folder)[kind] > few

        who, told = top.log_line(_first(top, known, published, has))
        lines.append(f"{fault_line(fault)} ({told})")
        names.append(who)
    return Objection(
        ngettext(
            "{count} error would come in with what others published",
            "{count} errors would come in with what others published",
            len(found),
        ).format(count=len(found)),
        _(
            "Ask {who} to put it right and sync, then sync here. To put it right here: "
            "actiepunt sync --anyway, correct the file, actiepunt save, actiepunt sync"
        ).format(who=", ".join(dict.fromkeys(names))),
        _("Take it in all the same? Most commands refuse until it is put right."),
        (*lines, *_more(found)),
    )


def _first(repository: Repository, since: str, last: str, has: Callable[[str], bool]) -> str:
    """Return the first commit after one that has something that the last one has."""
    line = repository.first_parents(since, last)
    commit = [*line, last][bisect_left(line, True, key=has)]
    for parent in repository.parents(commit)[
        1:
    ]:  # what a merge brought was broken on its side already
        if has(parent) and not repository.is_ancestor(parent, since):
            return _first(repository, since, parent, has)
    return commit


def _kind(fault: Fault) -> _Kind:
    return fault.message, fault.field


def _more(found: Sequence[object]) -> list[str]:
    """Return the line that stands for what is left out."""
    count = len(found) - _MOST
    return [_("and {count} more").format(count=count)] if count > 0 else []
