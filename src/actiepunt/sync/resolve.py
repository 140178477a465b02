"""Resolving conflicts: by field where possible, and otherwise by asking a person once."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
from actiepunt.storage import datafiles, edits, merge_driver, transaction
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
        # In reverse, the archive comes before the actions, for which `_in_archive` edits its files.
        for file in sorted(files, reverse=True):
            base, ours, theirs = (_staged(tree, stage, file) for stage in (1, 2, 3))
            result = merge_texts(
                base, ours, theirs, read.table_in(file), decide=decider.decide,
                elsewhere=merge_driver.elsewhere(tree.root, file),
            )  # fmt: skip
            disk.replace(tree.root / file, result.text.encode())
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

    def decide(self, conflict: Conflict) -> Record | None:
        """Return the record that replaces a conflict; None if the record is removed."""
        archived = None if conflict.fields else self._archived(conflict.record.uid)
        if archived:
            return self._in_archive(conflict, *archived)
        if not conflict.fields and merge.same_but_number(conflict.base, conflict.record):
            return None
        return self.resolver.ask(self.tree, conflict)

    def _archived(self, uid: str) -> tuple[str, int, Action] | None:
        """Return an action that one side moved to the archive, with its file and block number."""
        register = datafiles.load(self.tree.root, checks=False).register
        for file, index, record in register.blocks():
            if file in register.archive and isinstance(record, Action) and record.uid == uid:
                return file, index, record
        return None

    def _in_archive(
        self, conflict: Conflict, file: str, index: int, archived: Action
    ) -> Record | None:
        """Change an action in the archive, or move it back if it is open again.

        Returns None if it stays in the archive, and so goes from the file in conflict.
        """
        sides = (conflict.record, archived) if conflict.ours else (archived, conflict.record)
        merged, undecided = merge.record(conflict.base, *sides)
        for question in undecided:
            decided = self.decide(question)
            merged = merged._replace(**{name: getattr(decided, name) for name in question.fields})
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


def reconcile(
    tree: Repository, base: Register, ours: Register, published: Register, decide: merge.Decide
) -> str:
    """Make the data files agree after git merged each on its own; return the last commit.

    Git calls no merge driver for a file that only one side changed. So an action that we added may
    have the number of an action that others added and archived, and an action that one side removed
    is still there if the other side archived it. And if a meeting of ours gets another id, our
    actions that name this meeting must name the new id.

    Args:
        tree: The temporary work tree.
        base: The register in the last commit that both sides have.
        ours: The register in our last commit.
        published: The register as it is published.
        decide: Decides whether an action is removed that the other side moved and changed.
    """
    before = datafiles.load(tree.root, checks=False)
    removed = _removed(merge.removed_but_moved(base, published, ours), decide)
    actions = [action for action in before.register.every_action if action.uid not in removed]
    published_actions = {action.uid: action for action in published.every_action}
    added = {action.uid for action in actions} - published_actions.keys()
    meetings = renumbered(ours, before.register._replace(actions=(), archive={}))
    changed = merge.following(actions, published_actions, {old.id: new.id for old, new in meetings})
    changed |= merge.renumbered(_replaced(actions, changed, ()), (), added, merge.Elsewhere())
    after = before.register._replace(
        actions=_replaced(before.register.actions, changed, removed),
        archive={
            file: _replaced(block, changed, removed)
            for file, block in before.register.archive.items()
        },
    )
    if after != before.register:
        differences = diff.between(before.register, after)
        commit_message = message.compose(differences, translator(after.settings.language))
        texts = edits.texts(before, after, differences, {})
        transaction.write(tree, before.texts, texts, commit_message, "")
    return tree.head()


def _removed(conflicts: Iterable[Conflict], decide: merge.Decide) -> set[str]:
    """Return the uids of the actions that are removed: unchanged ones, and those so decided."""
    return {
        conflict.record.uid
        for conflict in conflicts
        if merge.same_but_number(conflict.base, conflict.record) or decide(conflict) is None
    }


def _replaced(
    actions: Sequence[Action], changed: Mapping[str, Record], removed: Collection[str]
) -> tuple[Action, ...]:
    """Return actions without those of `removed`, each as `changed` has it, if it does, by uid."""
    records = (changed.get(action.uid, action) for action in actions if action.uid not in removed)
    return tuple(record for record in records if isinstance(record, Action))


def renumbered(before: Register, after: Register) -> list[tuple[Record, Record]]:
    """Return the records whose number differs in `after`, each before and after."""
    earlier = {record.uid: record for _file, _index, record in before.blocks()}
    return [
        (earlier[record.uid], record)
        for _file, _index, record in after.blocks()
        if record.uid in earlier and earlier[record.uid].id != record.id
    ]
