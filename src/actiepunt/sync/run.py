"""Taking in what others published, and publishing: fetch, rebase, check, push (DESIGN section 8).

The rebase happens in a work tree of our own, and the folder moves in one step after the push
stands. So a conflict that nobody decides, a server that refuses or a kill leave everything as it
was.
"""

import contextlib
import json
import random
import time
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from actiepunt import disk, history
from actiepunt.core import diff
from actiepunt.core.diff import Difference
from actiepunt.core.model import Record, Register
from actiepunt.errors import ActiepuntError, ConflictError
from actiepunt.git import remote, worktree
from actiepunt.git.remote import Tell
from actiepunt.git.repository import Repository
from actiepunt.history import moved
from actiepunt.i18n import _, translator
from actiepunt.storage import datafiles, merge_driver, transaction
from actiepunt.sync import objections, resolve, reword
from actiepunt.sync.objections import Objection
from actiepunt.sync.resolve import Answer, Settler
from actiepunt.views.records import fault_line

_TRIES = 10
_SAME = 4  # so often what is published may be what it was, while somebody is about to publish


class Synced(NamedTuple):
    """What came in, how many commits went out, and what has another number since.

    `numbers` are all in use now: an earlier one among them is something else's. `default` is the
    branch that clones of the remote begin on, where that is another than the one we publish to.
    """

    remote: str
    received: list[Difference]
    sent: int
    renumbered: list[tuple[Record, Record]]
    numbers: frozenset[str]
    default: str


def run(root: Path, answer: Answer | None, agree: objections.Agree, tell: Tell | None) -> Synced:
    """Bring this register and the published one together.

    Args:
        root: The folder of the register.
        answer: Asks a person to decide a conflict; None where nobody is there.
        agree: Raises where nobody says to go on in spite of an objection.
        tell: Shows how far git is on a slow network; None where nobody looks.

    Raises:
        ConflictError: a person must decide, and nobody is there; everything is as it was.
        ActiepuntError: refused; everything is as it was.
    """
    repository = Repository(root)
    with transaction.locked(repository):
        state = repository.state("data")
        transaction.ready(state)
        _demand_driver(repository)
        return _Sync(repository, state.branch or "", answer, agree, tell).run()


def _demand_driver(repository: Repository) -> None:
    """Refuse where git would merge lines instead of records."""
    if repository.attribute("merge", merge_driver.FILES[0]) != "actiepunt":
        raise ActiepuntError(
            _("git does not know yet how this register is merged"),
            _("Run `actiepunt init` once in this folder, and try again."),
        )
    repository.configure(merge_driver.settings())


class _Sync:
    """One run of `sync`, in which a question is asked once however often it is tried."""

    def __init__(
        self,
        repository: Repository,
        branch: str,
        answer: Answer | None,
        agree: objections.Agree,
        tell: Tell | None,
    ) -> None:
        self.repository = repository
        self.branch = branch
        self.remote = remote.find(repository, branch)
        self.settler = Settler(answer)
        self.agree = agree
        self.agreed: set[Objection] = set()
        self.tell = tell
        self.sound = objections.Soundness(repository)
        self.seen = repository.revision(self.remote.tracking)
        self.default = ""
        self.start = ""  # the last commit of ours that is published already
        self.known = ""  # as it is called where it is published
        self.published: str | None = None

    def run(self) -> Synced:
        """Try until nobody else publishes in between."""
        local = self.repository.head()
        seen: list[str | None] = []
        for attempt in range(_TRIES):
            self.published = self._fetched()
            seen.append(self.published)
            if self.published:
                self._demand_agreed(
                    objections.rewritten(
                        self.repository, self.remote, self.seen, local, self.published
                    )
                )
            self._find_start(local)
            if self.published and self.known != self.published:
                self._demand_agreed(
                    objections.broken(self.sound, self.known, local, self.published)
                )
            new = self._new(local)
            sent = self.repository.unpublished(new, self.remote.name)
            if self.seen and not self.published:  # the whole branch goes there again
                sent = len(self.repository.between("", new))
            if new != self.published:
                self._demand_sound(new)
            self._demand_room(local, new)
            _remember(self.repository, local, new)
            try:
                return self._published(local, new, sent)
            except remote.OvertakenError:
                if seen.count(self.published) >= _SAME:  # nobody did: the server has a fault
                    raise
            time.sleep(random.uniform(0.05, 0.2) * (attempt + 1))  # noqa: S311 - to take turns
        _forget(self.repository)
        raise ActiepuntError(
            _("others publish so fast that there is no room in between"), _("Try again.")
        )

    def _fetched(self) -> str | None:
        """Return the commit that is published now, here too; None where there is none yet."""
        there = remote.look(self.repository, self.remote, self.tell)
        self.default = "" if there.default == self.remote.branch else remote.short(there.default)
        commit = there.branches.get(self.remote.branch)
        if commit is None:
            self._demand_agreed(
                objections.absent(self.repository, self.remote, there, self.seen, self.tell)
            )
        if commit is None or commit == self.repository.revision(self.remote.tracking):
            return commit
        return remote.fetch(self.repository, self.remote, self.tell)

    def _demand_agreed(self, objection: Objection | None) -> None:
        """Ask once whether to go on in spite of an objection.

        Raises:
            ActiepuntError: nobody says so.
        """
        if objection and objection not in self.agreed:
            self.agree(objection)
            self.agreed.add(objection)

    def _published(self, local: str, new: str, sent: int) -> Synced:
        """Publish, and let the folder follow.

        Raises:
            OvertakenError: somebody else published in between.
            ActiepuntError: refused, or stopped in the middle.
        """
        try:
            if new != self.published:
                remote.push(self.repository, self.remote, new, self.tell)
            return self._finish(local, new, sent)
        except KeyboardInterrupt as error:
            raise ActiepuntError(
                _("stopped in the middle: your changes may be published already"),
                _("Run `actiepunt sync` again: it finds out, and nothing is lost."),
            ) from error

    def _find_start(self, local: str) -> None:
        """Find the last commit of ours that is published, and what it is called there."""
        if self.published is None:
            return
        base = self.repository.merge_base(local, self.published)
        if base is None:
            raise ActiepuntError(
                _("this register and the published one have no history in common"),
                _("Is `git remote -v` right? A shallow clone first needs: git fetch --unshallow"),
            )
        self.start = self.known = base
        # A sync that was killed after its push: what it published stands for what it started from.
        pushed = _remembered(self.repository)
        if (
            pushed
            and self.repository.is_ancestor(pushed[0], local)
            and not self.repository.is_ancestor(pushed[1], local)
            and self.repository.is_ancestor(pushed[1], self.published)
        ):
            self.start, self.known = pushed

    def _new(self, local: str) -> str:
        """Return the commit that holds what is published and what is ours."""
        if self.published is None or self.known == self.published == self.start:
            return local
        if self.start == local:
            return self.published
        history.demand_whole(self.repository)  # what we borrow from must have it all
        self.settler.since, self.settler.published = self.known, self.published
        with worktree.work_tree(self.repository, local) as tree:
            mine = self._at(local).register
            became: dict[str, str] = {}
            joins = self.repository.has_merges(self.start, local)
            if joins:
                new = self._joined(tree, mine)
            else:
                became = worktree.replay(tree, self.published, self.start, self.settler.settle)
                new = tree.head()
            self.settler.demand_decided(tree)
            new = resolve.mended(tree, mine, self._at(self.published).register, new)
            if not joins:
                new = self._retold(tree, mine, local, new, became)
            worktree.fetch(self.repository, tree, new)
            return new

    def _joined(self, tree: Repository, mine: Register) -> str:
        """Merge once where somebody merged already: what they made of that stays.

        Raises:
            ActiepuntError: it stands on what an interrupted sync published in other commits.
        """
        if self.start != self.known:
            raise ActiepuntError(
                _("a sync was interrupted, and something was merged since"),
                _(
                    "Run `git rebase --onto {new} {old}`, look at the result, and sync again."
                ).format(new=self.known[:12], old=self.start[:12]),
            )
        say = translator(mine.settings.language)
        note = say("merged with what others published")
        return worktree.merge(tree, self.published or "", self.settler.settle, note)

    def _retold(
        self, tree: Repository, mine: Register, local: str, new: str, became: Mapping[str, str]
    ) -> str:
        """Return the last commit after the messages say what the commits change now."""
        start, onto = self.start, self.published or ""
        messages = reword.again(
            history.entries(tree, start, head=local),
            history.entries(tree, onto, head=new),
            tree.messages(onto, new),
            {
                old.uid: (old.id, one.id)
                for old, one in resolve.renumbered(
                    mine, transaction.committed(tree, new, checks=False).register
                )
            },
            {new: old for old, new in became.items()},
            translator(mine.settings.language),
        )
        reworded = worktree.reword(tree, onto, messages) if messages else {}
        moved.remember(
            self.repository, {old: reworded.get(one, one) for old, one in became.items()}
        )
        return reworded.get(new, new)

    def _demand_sound(self, new: str) -> None:
        """Refuse to publish what has errors that were not published before.

        Raises:
            ConflictError: it has; they are in its lines.
        """
        found = self.sound.added([self.published] if self.published else [], new)
        if found:
            raise ConflictError(
                _("what others published and what you changed do not go together"),
                _("Nothing was changed. Put your side right, and sync again."),
                [fault_line(fault) for _folder, fault in found],
            )

    def _demand_room(self, local: str, new: str) -> None:
        """Refuse while a file that comes in is being edited here.

        Raises:
            ActiepuntError: it is.
        """
        state = self.repository.state(":/")
        coming = set(self.repository.changed(local, new, ":/"))
        folders = {folder for file in coming for folder in _upward(file)}
        edited = [
            file
            for file in (*state.dirty, *state.untracked)
            if file in folders or not coming.isdisjoint(_upward(file))
        ]
        if edited:
            raise ActiepuntError(
                _("{files} has edits here, and others published another version").format(
                    files=", ".join(sorted(edited))
                ),
                _("Commit or put aside your edits (git stash), and sync again."),
            )

    def _finish(self, local: str, new: str, sent: int) -> Synced:
        """Let the folder follow, and say what happened.

        Raises:
            ActiepuntError: the folder could not follow; the next sync does that.
        """
        if new != local:
            try:
                self._demand_room(local, new)  # somebody may have edited meanwhile
                transaction.checkout(self.repository, self.branch, new)
            except ActiepuntError as error:
                raise ActiepuntError(
                    _("all is published, but this folder could not follow: {reason}").format(
                        reason=error.message
                    ),
                    _("Put that right and run `actiepunt sync` again; nothing is lost."),
                ) from error
        _forget(self.repository)
        received: list[Difference] = []
        if self.published and self.known != self.published:
            before, after = self._at(self.known), self._at(self.published)
            received = diff.between(before.register, after.register)
        renumbered: list[tuple[Record, Record]] = []
        numbers: frozenset[str] = frozenset()
        if new != local:
            after = self._at(new)
            renumbered = resolve.renumbered(self._at(local).register, after.register)
            numbers = frozenset(one.id for _file, _index, one in after.register.blocks())
        return Synced(self.remote.title, received, sent, renumbered, numbers, self.default)

    def _at(self, commit: str) -> datafiles.Snapshot:
        """Return the data files of a commit."""
        return self.sound.snapshot(commit, self.repository.prefix)


def _upward(file: str) -> list[str]:
    """Return a file and the folders it is in: where one has a file, the other has no folder."""
    return [file, *(str(folder) for folder in PurePosixPath(file).parents)]


def _note(repository: Repository) -> Path:
    return repository.shared("sync.json")


def _remember(repository: Repository, local: str, new: str) -> None:
    """Note what stands for what, in case we are killed between the push and the folder's move."""
    if local == new:
        return
    try:
        disk.replace(_note(repository), json.dumps([local, new]).encode())
    except OSError as error:
        raise disk.not_written(error) from error


def _remembered(repository: Repository) -> tuple[str, str] | None:
    try:
        local, new = json.loads(_note(repository).read_bytes())
    except (OSError, ValueError, TypeError):
        return None
    known = [repository.revision(str(one)) for one in (local, new)]
    return (known[0], known[1]) if known[0] and known[1] else None


def _forget(repository: Repository) -> None:
    with contextlib.suppress(OSError):
        _note(repository).unlink(missing_ok=True)
