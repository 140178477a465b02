"""Taking in what others published, and publishing: fetch, rebase, check, push (DESIGN section 8).

The rebase happens in a work tree of our own, and the folder moves in one step after the push
stands. So a conflict that nobody decides, a server that refuses or a kill leave everything as it
was.
"""

import contextlib
import json
import random
import time
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import NamedTuple

from actiepunt import aside, conflicts, difference, driver, history, merge, remote, store
from actiepunt import register as unit
from actiepunt.difference import Difference
from actiepunt.errors import ActiepuntError, ConflictError
from actiepunt.history import Commit, Entry
from actiepunt.i18n import _, ngettext
from actiepunt.merge import Conflict
from actiepunt.model import Action, Record, Register
from actiepunt.remote import Tell
from actiepunt.repository import Repository
from actiepunt.tomlfile import edit, read, weave
from actiepunt.views import fault_line

_TRIES = 10


class Question(NamedTuple):
    """A conflict, and the commit in which somebody else published their side of it."""

    conflict: Conflict
    published: Commit | None


Answer = Callable[[Question], Record | None]
"""What a person decides (`merge.Decide`, with more to go by)."""


class Synced(NamedTuple):
    """What came in, how many commits went out, and what has another number since."""

    remote: str
    received: list[Difference]
    sent: int
    renumbered: list[tuple[Record, Record]]


def run(root: Path, answer: Answer | None, tell: Tell | None) -> Synced:
    """Bring this register and the published one together.

    Args:
        root: The folder of the register.
        answer: Asks a person to decide a conflict; None where nobody is there.
        tell: Shows how far git is on a slow network; None where nobody looks.

    Raises:
        ConflictError: a person must decide, and nobody is there; everything is as it was.
        ActiepuntError: refused; everything is as it was.
    """
    repository = Repository(root)
    with unit.locked(repository):
        state = repository.state("data")
        unit.ready(state)
        _demand_driver(repository)
        return _Sync(repository, state.branch or "", answer, tell).run()


def _demand_driver(repository: Repository) -> None:
    """Refuse where git would merge lines instead of records."""
    said = repository.demand("check-attr", "merge", "--", driver.FILES[0]).decode()
    if not said.rstrip().endswith(" actiepunt"):
        raise ActiepuntError(
            _("git does not know yet how this register is merged"),
            _("Run `actiepunt init` once in this folder, and try again."),
        )
    repository.configure(driver.settings())


class _Sync:
    """One run of `sync`, in which a question is asked once however often it is tried."""

    def __init__(
        self, repository: Repository, branch: str, answer: Answer | None, tell: Tell | None
    ) -> None:
        self.repository = repository
        self.branch = branch
        self.remote = remote.find(repository, branch)
        self.answer = answer
        self.tell = tell
        self.decided: dict[Conflict, Record | None] = {}
        self.start = ""  # the last commit of ours that is published already
        self.known = ""  # as it is called where it is published
        self.published: str | None = None

    def run(self) -> Synced:
        """Try until nobody else publishes in between."""
        local = self.repository.demand("rev-parse", "HEAD").decode().strip()
        for attempt in range(_TRIES):
            self.published = remote.fetch(self.repository, self.remote, self.tell)
            self._find_start(local)
            new = self._new(local)
            sent = self.repository.unpublished(new, self.remote.name)
            if new != self.published:
                self._demand_sound(new)
            self._demand_room(local, new)
            _remember(self.repository, local, new)
            if new == self.published or remote.push(self.repository, self.remote, new, self.tell):
                return self._finish(local, new, sent)
            time.sleep(random.uniform(0.05, 0.2) * (attempt + 1))  # noqa: S311 - to take turns
        _forget(self.repository)
        raise ActiepuntError(
            _("others publish so fast that there is no room in between"), _("Try again.")
        )

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
        with aside.work_tree(self.repository, local) as tree:
            new = aside.replay(tree, self.published, self.start, self._resolve)
            moved = {old.uid: (old.id, now.id) for old, now in self._renumbered(local, new)}
            if not moved:
                return new
            names = {
                entry.commit.hash: [
                    moved[one.record.uid] for one in entry.differences if one.record.uid in moved
                ]
                for entry in history.entries(self.repository, self.published, head=new)
            }
            return aside.reword(tree, self.published, names)

    def _resolve(self, tree: Repository, files: aside.Unmerged) -> None:
        """Write what becomes of files that git left in conflict, as a person decides."""
        other = [file for file, stages in files.items() if not _is_ours(file, stages)]
        if other:
            raise ConflictError(
                _("{files} was changed on both sides").format(files=", ".join(other)),
                _("Merge that with git (git pull --rebase), and then try again."),
            )
        decider = _Decider(self, tree)
        # The archive before the actions: what was moved there is changed there.
        for file in sorted(files, reverse=True):
            base, ours, theirs = (_staged(tree, stage, file) for stage in (1, 2, 3))
            woven = weave.texts(
                base, ours, theirs, driver.table_of(file), decide=decider.decide,
                elsewhere=partial(driver.elsewhere, tree.root, file),
            )  # fmt: skip
            store.replace(tree.root / file, woven.text.encode())
        if decider.open:
            raise self._undecided(decider.open)
        tree.demand("add", "--all", "--", "data")

    def settle(self, conflict: Conflict) -> Record | None:
        """Return what a person decides, asked once.

        Raises:
            KeyError: nobody is there to ask.
        """
        if conflict not in self.decided:
            if self.answer is None:
                raise KeyError(conflict)
            self.decided[conflict] = self.answer(self._question(conflict, self._entries()))
        return self.decided[conflict]

    def _entries(self) -> list[Entry]:
        """Return what others published since, latest first."""
        try:
            found = history.entries(self.repository, self.known, head=self.remote.tracking)
            return list(found)[::-1]
        except ActiepuntError:  # a shallow clone: the question does without
            return []

    @staticmethod
    def _question(conflict: Conflict, entries: list[Entry]) -> Question:
        """Return a conflict with who published the other side of it."""
        commits = filter(None, (_touches(conflict, entry) for entry in entries))
        return Question(conflict, next(commits, None))

    def _undecided(self, open_: list[Conflict]) -> ConflictError:
        entries = self._entries()
        return ConflictError(
            ngettext(
                "{count} change of yours contradicts one of others",
                "{count} changes of yours contradict those of others",
                len(open_),
            ).format(count=len(open_)),
            _("Nothing was changed. Run `actiepunt sync` on a terminal: it asks what is right."),
            [conflicts.line(*self._question(one, entries)) for one in open_],
        )

    def _demand_sound(self, new: str) -> None:
        """Refuse to publish what has errors that were not published before.

        Raises:
            ConflictError: it has; they are in its lines.
        """
        before = unit.committed(self.repository, self.published).faults if self.published else []
        known = {(fault.message, fault.field) for fault in before}
        found = unit.committed(self.repository, new).errors
        errors = [fault for fault in found if (fault.message, fault.field) not in known]
        if errors:
            raise ConflictError(
                _("what others published and what you changed do not go together"),
                _("Nothing was changed. Put your side right, and sync again."),
                [fault_line(fault) for fault in errors],
            )

    def _demand_room(self, local: str, new: str) -> None:
        """Refuse while a file that comes in is being edited here.

        Raises:
            ActiepuntError: it is.
        """
        state = self.repository.state(":/")
        edited = {*state.dirty, *state.untracked} & set(self.repository.changed(local, new, ":/"))
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
                unit.adopt(self.repository, self.branch, new)
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
            received = difference.between(
                self._register(self.known), self._register(self.published)
            )
        return Synced(self.remote.title, received, sent, self._renumbered(local, new))

    def _renumbered(self, local: str, new: str) -> list[tuple[Record, Record]]:
        """Return what has another number than it had here, as it was and as it is."""
        earlier = {one.uid: one for _file, _index, one in self._register(local).blocks()}
        return [
            (earlier[one.uid], one)
            for _file, _index, one in self._register(new).blocks()
            if one.uid in earlier and earlier[one.uid].id != one.id
        ]

    def _register(self, commit: str) -> Register:
        return unit.committed(self.repository, commit, checks=False).register


class _Decider:
    """The decisions about one commit that is put upon what was published."""

    def __init__(self, run: _Sync, tree: Repository) -> None:
        self.run = run
        self.tree = tree
        self.open: list[Conflict] = []

    def decide(self, conflict: Conflict) -> Record | None:
        """Return what becomes of a conflict; without a person it is kept as an open one."""
        archived = None if conflict.fields else self._archived(conflict.record.uid)
        if archived:
            return self._in_archive(conflict, *archived)
        try:
            return self.run.settle(conflict)
        except KeyError:
            self.open.append(conflict)
            return conflict.record

    def _archived(self, uid: str) -> tuple[str, int, Action] | None:
        """Return where an action stands that one side moved to the archive."""
        register = store.load(self.tree.root, checks=False).register
        for file, index, record in register.blocks():
            if file in register.archive and isinstance(record, Action) and record.uid == uid:
                return file, index, record
        return None

    def _in_archive(
        self, conflict: Conflict, file: str, index: int, archived: Action
    ) -> Record | None:
        """Change an action where it was moved to, or take it back when it is open again."""
        merged, undecided = merge.record(conflict.base, archived, conflict.record)
        for one in undecided:
            decided = self.decide(one)
            merged = merged._replace(**{name: getattr(decided, name) for name in one.fields})
        path = self.tree.root / file
        text, _faults = read.decode(path.read_bytes(), file)
        stays = isinstance(merged, Action) and merged.is_closed
        if stays:
            text = edit.change(text, index, archived, merged)
        else:
            text = edit.remove(text, index, archived)
        store.replace(path, text.encode())
        return None if stays else merged


def _staged(tree: Repository, stage: int, file: str) -> str:
    """Return a version of a file in conflict; empty where it has none.

    Raises:
        FaultyError: it is no text.
    """
    text, faults = read.decode(tree.read(f":{stage}", file) or b"", file)
    if faults:
        raise store.faulty(faults)
    return text


def _is_ours(file: str, stages: Mapping[int, str]) -> bool:
    """Tell whether a file in conflict is one that we merge, and neither side removed it."""
    known = any(fnmatch(file, pattern) for pattern in driver.FILES)
    return known and {2, 3} <= stages.keys()


def _touches(conflict: Conflict, entry: Entry) -> Commit | None:
    """Return the commit of an entry that changed what a conflict is about."""
    for one in entry.differences:
        names = {field.name for field in one.fields}
        if one.record.uid == conflict.record.uid and (
            one.new is None or not conflict.fields or names & set(conflict.fields)
        ):
            return entry.commit
    return None


def _note(repository: Repository) -> Path:
    return repository.git_dir / "actiepunt-sync.json"


def _remember(repository: Repository, local: str, new: str) -> None:
    """Note what stands for what, in case we are killed between the push and the folder's move."""
    if local == new:
        return
    try:
        store.replace(_note(repository), json.dumps([local, new]).encode())
    except OSError as error:
        raise store.not_written(error) from error


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
