"""Resolving conflicts: by field where possible, and otherwise by asking a person once."""

from collections.abc import Callable
from fnmatch import fnmatch
from functools import partial
from typing import NamedTuple

from actiepunt import disk, history
from actiepunt.core import merge
from actiepunt.core.merge import Conflict
from actiepunt.core.model import ACTIONS_FILE, Action, Record
from actiepunt.errors import ConflictError
from actiepunt.git import worktree
from actiepunt.git.repository import Repository
from actiepunt.history import Commit, Entry
from actiepunt.i18n import _, ngettext
from actiepunt.storage import committed, datafiles, merge_driver
from actiepunt.tomlfile import edit, read
from actiepunt.tomlfile.merge import merge_texts
from actiepunt.views import conflicts


class Question(NamedTuple):
    """A conflict, and the commit that published the other side; None if no commit set it so."""

    conflict: Conflict
    published: Commit | None


Decision = Callable[[Question], Record | None]
"""Asks a person and returns the record that they decide on; None means that it is removed."""


class Decisions:
    """The decisions of a person, who is asked each question once, also over several attempts.

    Args:
        decide: Asks a person; None where nobody can be asked.
    """

    def __init__(self, decide: Decision | None) -> None:
        self._decide = decide
        self.can_ask = decide is not None
        self._records: dict[Conflict, Record | None] = {}

    def get(self, conflict: Conflict, question: Callable[[], Question]) -> Record | None:
        """Return the decision about a conflict; without a person, that is the published side.

        `question` makes the question, and is called only if the person was not asked before.
        """
        if self._decide is None:
            return conflict.record
        if conflict not in self._records:
            self._records[conflict] = self._decide(question())
        return self._records[conflict]


class Resolver:
    """Resolves the conflicts of one commit after another.

    Args:
        decisions: The decisions of a person.
        since: The last commit that both sides have, in the published history.
        published: The last commit that is published.
    """

    def __init__(self, decisions: Decisions, since: str, published: str) -> None:
        self.decisions = decisions
        self.since = since
        self.published = published
        self.undecided: dict[tuple[str, tuple[str, ...]], Conflict] = {}  # by uid and fields

    def resolve(self, tree: Repository, files: worktree.Unmerged) -> None:
        """Write and stage the content of each file in conflict.

        If a conflict needs a person and nobody can be asked, the published side is kept for now,
        and `demand_decided` refuses the sync.

        Raises:
            ConflictError: a file is no data file, or was removed on one side.
            ActiepuntError: a version of a file cannot be read.
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
            file
            for file in files
            if not any(fnmatch(file, pattern) for pattern in merge_driver.FILES)
        ]
        if other:
            raise ConflictError(
                _("{files} was changed on both sides").format(files=", ".join(other)),
                _("Merge that with git (git pull --rebase), and then try again."),
            )
        decider = _Decider(tree, self)
        for file in files:
            base, ours, theirs = (_staged(tree, stage, file) for stage in (1, 2, 3))
            result = merge_texts(
                base, ours, theirs, read.table_in(file), decide=partial(decider.decide, file),
                elsewhere=merge_driver.elsewhere(tree.root, file),
            )  # fmt: skip
            disk.replace(tree.root / file, result.text.encode())
        decider.edit_followed()
        tree.stage("data")

    def ask(self, tree: Repository, conflict: Conflict) -> Record | None:
        """Return the decision about a conflict; the published side if nobody can be asked."""
        if not self.decisions.can_ask:
            self.undecided[conflict.record.uid, conflict.fields] = conflict
        return self.decisions.get(
            conflict, lambda: _question(conflict, self._published_entries(tree))
        )

    def _published_entries(self, tree: Repository) -> list[Entry]:
        """Return the changes that others published since the base, latest first."""
        return list(history.entries(tree, self.since, head=self.published))[::-1]

    def demand_decided(self, tree: Repository) -> None:
        """Refuse if a conflict needs a person and nobody could be asked.

        Raises:
            ConflictError: with a line for each such conflict.
        """
        if not self.undecided:
            return
        entries = self._published_entries(tree)
        count = len(self.undecided)
        raise ConflictError(
            ngettext(
                "{count} change of yours contradicts one of others",
                "{count} changes of yours contradict those of others",
                count,
            ).format(count=count),
            _("Nothing was changed. Run `actiepunt sync` on a terminal: it asks what is right."),
            [conflicts.line(*_question(conflict, entries)) for conflict in self.undecided.values()],
        )


class _Decider:
    """Decides the conflicts of one commit in the temporary work tree."""

    def __init__(self, tree: Repository, resolver: Resolver) -> None:
        self.tree = tree
        self.resolver = resolver
        self._followed: list[tuple[str, Action, Action | None]] = []

    def decide(self, file: str, conflict: Conflict) -> Record | None:
        """Return the record that replaces a conflict in a file; None if it is removed there."""
        if conflict.fields:
            return self.resolver.ask(self.tree, conflict)
        moved = self._moved(file, conflict)
        if moved:
            return self._follow(conflict, *moved)
        if merge.same_but_number(conflict.base, conflict.record):
            return None
        return self.resolver.ask(self.tree, conflict)

    def _moved(self, file: str, conflict: Conflict) -> tuple[str, Action] | None:
        """Return an action that the side without it has in another file, with that file."""
        side = "HEAD" if conflict.ours is None else self._applied()
        register = committed.load(self.tree, side, checks=False).register
        for other, _index, record in register.blocks():
            if other != file and record.uid == conflict.record.uid and isinstance(record, Action):
                return other, record
        return None

    def _applied(self) -> str:
        """Return the commit that is rebased or merged (gitrevisions(7))."""
        return next(filter(self.tree.revision, ("REBASE_HEAD", "MERGE_HEAD")), "HEAD")

    def _follow(self, conflict: Conflict, file: str, moved: Action) -> Record | None:
        """Merge an action that one side changed and the other moved to `file`.

        Returns None if it stays there. If it is open and that is the archive, it is moved back.
        """
        sides = (conflict.record, moved) if conflict.ours else (moved, conflict.record)
        merged, undecided = merge.record(conflict.base, *sides)
        for question in undecided:
            decided = self.resolver.ask(self.tree, question)
            merged = merged._replace(**{name: getattr(decided, name) for name in question.fields})
        assert isinstance(merged, Action), "its sides are actions"  # noqa: S101 - by design
        stays = merged.is_closed or file == ACTIONS_FILE
        self._followed.append((file, moved, merged if stays else None))
        return None if stays else merged

    def edit_followed(self) -> None:
        """Change the moved actions in the files that they went to; call it when all are merged."""
        for file, moved, merged in self._followed:
            path = self.tree.root / file
            text, _faults = read.decode(path.read_bytes(), file)
            records, _faults = read.records(text, file, read.table_in(file))
            index = next(n for n, record in enumerate(records) if record.uid == moved.uid)
            if merged is None:
                text = edit.remove(text, index, moved)
            else:
                text = edit.change(text, index, moved, merged)
            disk.replace(path, text.encode())


def _question(conflict: Conflict, entries: list[Entry]) -> Question:
    """Return a conflict with the commit that published the other side of it."""
    commits = filter(None, (_touches(conflict, entry) for entry in entries))
    return Question(conflict, next(commits, None))


def _staged(tree: Repository, stage: int, file: str) -> str:
    """Return a version of a file in conflict; empty if the stage is missing (see `conflicts`).

    Raises:
        FaultyError: the version is not UTF-8 text.
    """
    text, faults = read.decode(tree.read(f":{stage}", file) or b"", file)
    if faults:
        raise datafiles.faulty(faults)
    return text


def _touches(conflict: Conflict, entry: Entry) -> Commit | None:
    """Return the commit of an entry if it gave the published side of a conflict its values."""
    for difference in entry.differences:
        same_record = difference.record.uid == conflict.record.uid
        if not same_record or (difference.new is None) != (conflict.ours is None):
            continue
        values = {
            field.name: field.new for field in difference.fields if field.name in conflict.fields
        }
        same = all(getattr(conflict.ours, name) == value for name, value in values.items())
        if conflict.fields in {(), ("withdrawn",)} or (values and same):
            return entry.commit
    return None
