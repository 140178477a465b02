"""Changes of the published register to which a person must agree before a sync goes on.

Git says nothing of a deleted branch, of commits taken back by force or of data files with errors,
and people notice the loss too late.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

from actiepunt.core.model import REGISTER_FILE
from actiepunt.errors import Fault, new_faults
from actiepunt.git import remote
from actiepunt.git.remote import References, Remote, Tell
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, ngettext
from actiepunt.storage import committed
from actiepunt.views.faults import fault_line

_MOST = 20  # commits or errors that an objection lists; it gives the number of the others


class Objection(NamedTuple):
    """A problem, an advice, the question whether to go on anyway, and a line for each detail."""

    message: str
    advice: str
    question: str
    lines: tuple[str, ...] = ()


Agree = Callable[[Objection], None]
"""Returns when a person agrees to go on, and raises otherwise."""


def absent(
    repository: Repository,
    where: Remote,
    references: References,
    seen: str | None,
    tell: Tell | None,
) -> Objection | None:
    """Return the objection to a branch that the remote lacks; None if the branch is new.

    Args:
        repository: The register's repository.
        where: The branch to which we publish.
        references: The branches of the remote.
        seen: The commit at which we saw the branch before.
        tell: Shows the progress of git.

    Raises:
        ActiepuntError: the server cannot be reached.
    """
    if not seen and not references.branches:
        return None  # the first to publish
    remote.fetch_all(repository, where.name, tell)
    related = [
        name
        for name, commit in references.branches.items()
        if repository.merge_base("HEAD", commit)
    ]
    if not seen and related and where.is_new:
        return None  # a branch that was made here
    if not seen and not related:
        return Objection(
            _("what {remote} has ({names}) has nothing in common with this register").format(
                remote=where.name, names=", ".join(map(remote.short, references.branches))
            ),
            _(
                "Join what is there in a new clone: git clone. To publish this one beside it: "
                "actiepunt sync --anyway"
            ),
            _("Publish this one beside it?"),
        )
    return _gone(where, [references.default] if references.default in related else related)


def _gone(where: Remote, instead: Sequence[str]) -> Objection:
    """Return the objection to a branch that was deleted, or renamed to one of `instead`."""
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
    """Return the objection to commits of ours that were published and are no longer.

    Args:
        repository: The register's repository.
        where: The branch to which we publish.
        seen: The commit at which we saw the branch before.
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
    """The data files of commits and their errors, for every register of a repository.

    Each commit is read once, because it never changes.

    Args:
        repository: Its own files are named from its folder, as `check` does.
    """

    def __init__(self, repository: Repository) -> None:
        self.prefix = repository.prefix
        self.top = Repository(repository.top)
        self.snapshot = cache(partial(committed.load, self.top, checks=False))
        self.errors = cache(self._errors)

    def _errors(self, commit: str, folder: str) -> list[Fault]:
        here = "" if folder == self.prefix else folder
        errors = self.snapshot(commit, folder).checked().errors
        return [fault._replace(file=f"{here}{fault.file}") for fault in errors]

    def added(self, before: Sequence[str], after: str) -> list[tuple[str, Fault]]:
        """Return the errors of `after` that no commit of `before` has, each with its register.

        A register is named by its folder; see `committed.registers`.
        """
        folders = committed.registers(self.top, after)
        if before:  # only a register that changed can have new errors
            paths = self.top.changed(before[0], after, ".")
            folders = {
                folder
                for folder in folders
                if any(path.startswith(f"{folder}data/") for path in paths)
            }
        added = []
        for folder in sorted(folders):
            errors = self.errors(after, folder)
            earlier = (self.errors(commit, folder) for commit in before if errors)
            added += [(folder, fault) for fault in new_faults(errors, *earlier)]
        return added

    def count(self, commit: str, folder: str, like: Fault) -> int:
        """Return how many errors of a commit equal `like`, wherever they are in the file."""
        return sum(fault.identity == like.identity for fault in self.errors(commit, folder))


def broken(sound: Soundness, known: str, local: str, published: str) -> Objection | None:
    """Return the objection to errors in the commits of others; None if there are none.

    Errors that were taken in before, or that are here as well, do not count.

    Args:
        sound: Finds the errors of commits.
        known: The last commit that both sides have, in the published history.
        local: Our last commit.
        published: The last commit that is published.
    """
    errors = sound.added([known, local], published)
    if not errors:
        return None
    top, lines, names = sound.top, [], []
    for folder, fault in errors[:_MOST]:
        before = sound.count(known, folder, fault)

        def has(commit: str, folder: str = folder, fault: Fault = fault, few: int = before) -> bool:
            return sound.count(commit, folder, fault) > few

        author, line = top.log_line(_first(top, known, published, has))
        lines.append(f"{fault_line(fault)} ({line})")
        names.append(author)
    advice = _("Ask {who} to put it right and sync, then sync here.")
    if not _is_unmergeable(sound, {folder for folder, _fault in errors}, known, local, published):
        advice = _(
            "Ask {who} to put it right and sync, then sync here. To put it right here: "
            "actiepunt sync --anyway, correct the file, actiepunt save, actiepunt sync"
        )
    return Objection(
        ngettext(
            "{count} error would come in with what others published",
            "{count} errors would come in with what others published",
            len(errors),
        ).format(count=len(errors)),
        advice.format(who=", ".join(dict.fromkeys(names))),
        _("Take it in all the same? Most commands refuse until it is put right."),
        (*lines, *_more(errors)),
    )


def _is_unmergeable(
    sound: Soundness, folders: Iterable[str], known: str, local: str, published: str
) -> bool:
    """Tell whether both sides changed a data file that is published as invalid TOML.

    `sync --anyway` then fails wherever git cannot merge the lines either, because only a file that
    can be parsed is merged by record. It works where our commits leave the file alone, and git
    always merges register.toml by line.
    """
    ours = sound.top.changed(known, local, ".")
    unreadable = {
        f"{folder}{fault.file}"
        for folder in folders
        for fault in sound.snapshot(published, folder).faults
        if fault.line and fault.file != REGISTER_FILE  # only the parser's own faults have a line
    }
    return not unreadable.isdisjoint(ours)


def _first(repository: Repository, since: str, last: str, has: Callable[[str], bool]) -> str:
    """Return the first commit after `since` for which `has` is true; it must be true of `last`."""
    commits = repository.first_parents(since, last)
    commit = [*commits, last][bisect_left(commits, True, key=has)]
    for parent in repository.parents(commit)[1:]:  # the merged branch may have the error
        if has(parent) and not repository.is_ancestor(parent, since):
            return _first(repository, since, parent, has)
    return commit


def _more(items: Sequence[object]) -> list[str]:
    """Return a line with the number of items beyond `_MOST`, or no line."""
    count = len(items) - _MOST
    return [_("and {count} more").format(count=count)] if count > 0 else []
