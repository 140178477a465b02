"""What becomes of the files that git left in conflict: a person decides, each question once."""

from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatch
from typing import NamedTuple

from actiepunt import disk, history
from actiepunt.core import diff, merge, message
from actiepunt.core.merge import Conflict
from actiepunt.core.model import Action, Record, Register
from actiepunt.errors import ConflictError
from actiepunt.git import worktree
from actiepunt.git.repository import Repository
from actiepunt.history import Commit, Entry
from actiepunt.i18n import _, ngettext, translator
from actiepunt.storage import datafiles, merge_driver, transaction
from actiepunt.tomlfile import edit, read
from actiepunt.tomlfile.merge import merge_texts
from actiepunt.views import conflicts


class Question(NamedTuple):
    """A conflict, and the commit in which somebody else published their side of it."""

    conflict: Conflict
    published: Commit | None


Answer = Callable[[Question], Record | None]
"""What a person decides (`merge.Decide`, with more to go by)."""


class Settler:
    """Settles the conflicts of one commit after another.

    Args:
        answer: Asks a person to decide a conflict; None where nobody is there.
    """

    def __init__(self, answer: Answer | None) -> None:
        self.answer = answer
        self.decided: dict[Conflict, Record | None] = {}
        self.undecided: dict[tuple[str, tuple[str, ...]], Conflict] = {}  # by uid and fields
        self.since = (
            ""  # the last commit that both sides know, as it is called where it is published
        )
        self.published = ""

    def settle(self, tree: Repository, files: worktree.Unmerged) -> None:
        """Write and stage what each file becomes.

        What nobody is there to decide stays as others have it, until `demand_decided`.

        Raises:
            ConflictError: a file is not ours to merge.
            ActiepuntError: a version does not read.
        """
        removed = [file for file, stages in files.items() if not {2, 3} <= stages.keys()]
        if removed:
            raise ConflictError(
                _("{files} was removed on one side and changed on the other").format(
                    files=", ".join(removed)
                ),
                _("Merge that with git (git pull --rebase), and then try again."),
            )
        other = [
            file for file in files if not any(fnmatch(file, one) for one in merge_driver.FILES)
        ]
        if other:
            raise ConflictError(
                _("{files} was changed on both sides").format(files=", ".join(other)),
                _("Merge that with git (git pull --rebase), and then try again."),
            )
        one = _Tree(tree, self)
        # The archive before the actions: what was moved there is changed there.
        for file in sorted(files, reverse=True):
            base, ours, theirs = (_staged(tree, stage, file) for stage in (1, 2, 3))
            result = merge_texts(
                base, ours, theirs, merge_driver.table_of(file), decide=one.decide,
                elsewhere=merge_driver.elsewhere(tree.root, file),
            )  # fmt: skip
            disk.replace(tree.root / file, result.text.encode())
        tree.stage("data")

    def ask(self, tree: Repository, conflict: Conflict) -> Record | None:
        """Return what a person decides, asked once; without a person it stays as others have it."""
        if self.answer is None:
            self.undecided[conflict.record.uid, conflict.fields] = conflict
            return conflict.record
        if conflict not in self.decided:
            self.decided[conflict] = self.answer(_question(conflict, self._entries(tree)))
        return self.decided[conflict]

    def _entries(self, tree: Repository) -> list[Entry]:
        """Return what others published since, latest first."""
        return list(history.entries(tree, self.since, head=self.published))[::-1]

    def demand_decided(self, tree: Repository) -> None:
        """Refuse while a person must decide something.

        Raises:
            ConflictError: with a line for each question.
        """
        if not self.undecided:
            return
        entries = self._entries(tree)
        count = len(self.undecided)
        raise ConflictError(
            ngettext(
                "{count} change of yours contradicts one of others",
                "{count} changes of yours contradict those of others",
                count,
            ).format(count=count),
            _("Nothing was changed. Run `actiepunt sync` on a terminal: it asks what is right."),
            [conflicts.line(*_question(one, entries)) for one in self.undecided.values()],
        )


class _Tree:
    """The decisions about one commit, made in the work tree it is put in."""

    def __init__(self, tree: Repository, settler: Settler) -> None:
        self.tree = tree
        self.settler = settler

    def decide(self, conflict: Conflict) -> Record | None:
        """Return what becomes of a conflict."""
        archived = None if conflict.fields else self._archived(conflict.record.uid)
        if archived:
            return self._in_archive(conflict, *archived)
        if not conflict.fields and merge.same_but_number(conflict.base, conflict.record):
            return None
        return self.settler.ask(self.tree, conflict)

    def _archived(self, uid: str) -> tuple[str, int, Action] | None:
        """Return where an action stands that one side moved to the archive."""
        register = datafiles.load(self.tree.root, checks=False).register
        for file, index, record in register.blocks():
            if file in register.archive and isinstance(record, Action) and record.uid == uid:
                return file, index, record
        return None

    def _in_archive(
        self, conflict: Conflict, file: str, index: int, archived: Action
    ) -> Record | None:
        """Change an action where it was moved to, or take it back when it is open again."""
        sides = (conflict.record, archived) if conflict.ours else (archived, conflict.record)
        merged, undecided = merge.record(conflict.base, *sides)
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
        disk.replace(path, text.encode())
        return None if stays else merged


def _question(conflict: Conflict, entries: list[Entry]) -> Question:
    """Return a conflict with who published the other side of it."""
    commits = filter(None, (_touches(conflict, entry) for entry in entries))
    return Question(conflict, next(commits, None))


def _staged(tree: Repository, stage: int, file: str) -> str:
    """Return a version of a file in conflict; empty where it has none.

    Raises:
        FaultyError: it is no text.
    """
    text, faults = read.decode(tree.read(f":{stage}", file) or b"", file)
    if faults:
        raise datafiles.faulty(faults)
    return text


def _touches(conflict: Conflict, entry: Entry) -> Commit | None:
    """Return the commit of an entry that made the published side of a conflict what it is."""
    for one in entry.differences:
        if one.record.uid != conflict.record.uid or (one.new is None) != (conflict.ours is None):
            continue
        said = {field.name: field.new for field in one.fields if field.name in conflict.fields}
        same = all(getattr(conflict.ours, name) == value for name, value in said.items())
        if conflict.fields in {(), ("withdrawn",)} or (said and same):
            return entry.commit
    return None


def mended(tree: Repository, mine: Register, published: Register, new: str) -> str:
    """Return the last commit once the files go together, where git merged each by itself.

    Where one side left a file as it was no driver is asked: what was added here may have the number
    of what was added and archived there. And an action of ours that names a meeting of ours goes
    with it when that gets another id.
    """
    before = datafiles.load(tree.root, checks=False)
    actions = before.register.every_action
    there = {one.uid: one for one in published.every_action}
    ours = {one.uid for one in actions} - there.keys()
    meetings = renumbered(mine, before.register._replace(actions=(), archive={}))
    changed = merge.following(actions, there, {old.id: one.id for old, one in meetings})
    changed |= merge.renumbered(_instead(actions, changed), (), ours, merge.Elsewhere())
    if not changed:
        return new
    after = before.register._replace(
        actions=_instead(before.register.actions, changed),
        archive={f: _instead(block, changed) for f, block in before.register.archive.items()},
    )
    found = diff.between(before.register, after)
    note = message.compose(found, translator(after.settings.language))
    transaction.write(tree, before.texts, transaction.edited(before, after, found, {}), note, "")
    return tree.head()


def _instead(actions: Sequence[Action], moved: Mapping[str, Record]) -> tuple[Action, ...]:
    found = (moved.get(one.uid, one) for one in actions)
    return tuple(one for one in found if isinstance(one, Action))


def renumbered(before: Register, after: Register) -> list[tuple[Record, Record]]:
    """Return what has another number than it had, as it was and as it is."""
    earlier = {one.uid: one for _file, _index, one in before.blocks()}
    return [
        (earlier[one.uid], one)
        for _file, _index, one in after.blocks()
        if one.uid in earlier and earlier[one.uid].id != one.id
    ]
