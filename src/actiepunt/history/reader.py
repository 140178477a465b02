"""Reading a history: the changes of every commit, record by record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.model import Record
from actiepunt.git.repository import Repository
from actiepunt.history.commits import Commit, Node, demand_whole, nodes, with_ancestors
from actiepunt.history.files import Files, Store
from actiepunt.history.records import BROKEN, ChangedRecords, changed
from actiepunt.history.writes import Writes


class Entry(NamedTuple):
    """A commit and the records that it changed."""

    commit: Commit
    differences: list[Difference]


class CommitChanges(NamedTuple):
    """The changes of one commit.

    The key of a record is its uid. A record without a uid, or with a uid that occurs twice, has a
    key of its own (see `records`).

    Attributes:
        commit: The commit.
        changes: Its changes by the key of the record.
        renamed: The uid by the earlier key, of records that got their uid in this commit.
    """

    commit: Commit
    changes: dict[str, Difference]
    renamed: dict[str, str]


class History(NamedTuple):
    """The changes of every commit in the history of `head`, oldest first."""

    head: str
    commits: Sequence[CommitChanges] = ()

    @property
    def entries(self) -> list[Entry]:
        """The commits that changed a record; a record that got its uid later has it throughout."""
        writes = Writes()
        for _commit, _changes, renamed in self.commits:
            for old, new in renamed.items():
                writes.rename(old, new)
        return [
            Entry(commit, [_with_uid(key, change, writes) for key, change in changes.items()])
            for commit, changes, _renamed in self.commits
            if changes
        ]


def _with_uid(key: str, difference: Difference, writes: Writes) -> Difference:
    uid = writes.name(key)
    if uid == key != difference.record.uid:  # the record has no uid, or that of another record
        return difference
    old, new = (side and side._replace(uid=uid) for side in (difference.old, difference.new))
    return Difference(old, new)


def entries(repository: Repository, since: str = "", head: str = "HEAD") -> list[Entry]:
    """Return every commit of a history that changed a record, oldest first.

    Args:
        repository: The register's repository.
        since: Leave out the history of this commit.
        head: The last commit.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    if not since:
        return read(repository, head).entries
    demand_whole(repository)
    later = nodes(repository, head, since)
    try:
        return History(head, _Reader(repository).line(later)).entries
    except _MoreNeededError:
        hashes = {node.commit.hash for node in later}
        whole = read(repository, head)
        commits = [changes for changes in whole.commits if changes.commit.hash in hashes]
        return whole._replace(commits=commits).entries


def read(
    repository: Repository,
    head: str,
    known: History | None = None,
    tell: Callable[[int], None] | None = None,
) -> History:
    """Return the changes of a whole history.

    Args:
        repository: The register's repository.
        head: The last commit.
        known: The history of an ancestor of `head`, whose commits are not read again.
        tell: Takes the number of commits read so far.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    demand_whole(repository)
    if known is not None:
        later = nodes(repository, head, known.head)
        try:
            return History(head, [*known.commits, *_Reader(repository, tell).line(later)])
        except _MoreNeededError:
            pass
    cached = {changes.commit.hash: changes for changes in known.commits} if known else {}
    past = {node.commit.hash for node in nodes(repository, known.head)} if known else set()
    return History(head, _Reader(repository, tell).whole(nodes(repository, head), cached, past))


class _MoreNeededError(Exception):
    """The changes of a commit depend on more of the history than was given."""


class _Reader:
    """Reads commits, each after its parents, and returns the changes of each."""

    def __init__(self, repository: Repository, tell: Callable[[int], None] | None = None) -> None:
        self._store = Store(repository)
        self._tell = tell
        self._writes = Writes()
        self._doubled: dict[str, bool] = {}

    def line(self, commits: Sequence[Node]) -> list[CommitChanges]:
        """Return the changes of commits without reading the history before them.

        Raises:
            _MoreNeededError: a commit is a merge, a record could not be read for a while, or a uid
                occurs twice.
        """
        if any(len(node.parents) != 1 for node in commits):
            raise _MoreNeededError
        self._open(commits)
        history = [self._commit(node, None, count) for count, node in enumerate(commits, 1)]
        return [changes for changes in history if changes.changes or changes.renamed]

    def whole(
        self, commits: Sequence[Node], cached: Mapping[str, CommitChanges], past: set[str]
    ) -> list[CommitChanges]:
        """Return the changes of all commits of a history.

        Args:
            commits: The commits.
            cached: The changes of the commits in `past`, by hash; commits without any are absent.
            past: The hashes of commits that are not read again.
        """
        self._open([node for node in commits if node.commit.hash not in past])
        history: list[CommitChanges] = []
        for place, (node, ancestors) in enumerate(with_ancestors(commits)):
            name = node.commit.hash
            changes = cached.get(name)
            if changes is None and name not in past:
                changes = self._commit(node, ancestors, place)
            if changes is None:
                continue
            for old, new in changes.renamed.items():
                self._writes.rename(old, new)
            for key, difference in changes.changes.items():
                self._writes.add(key, place, ancestors, difference)
            if changes.changes or changes.renamed:
                history.append(changes)
        return history

    def _open(self, commits: Sequence[Node]) -> None:
        """Find the data files of commits, and let git read the needed blobs ahead."""
        if commits:
            self._store.locate(commits)
            self._store.expect(blob for node in commits for blob in self._needed(node))

    def _needed(self, node: Node) -> Iterable[str]:
        """Yield the blobs that differ between a commit and its parents."""
        now = self._store.of(node.commit.hash)
        for parent in node.parents or ("",):
            before: Files = self._store.of(parent) if parent else {}
            for file in {**before, **now}:
                if before.get(file) != now.get(file):
                    yield from (before.get(file, ""), now.get(file, ""))

    def _commit(self, node: Node, ancestors: int | None, place: int) -> CommitChanges:
        """Return the changes of a commit.

        Args:
            node: The commit.
            ancestors: A bit for each ancestor (see `Writes`); None where they are not known.
            place: The number of the commit, for the progress.

        Raises:
            _MoreNeededError: `ancestors` is None and matters.
        """
        if self._tell:
            self._tell(place)

        def last(key: str) -> Record | None:
            if ancestors is None:
                raise _MoreNeededError
            return self._writes.record(key, ancestors)

        sides = [
            changed(self._store, parent, node.commit.hash, last, self._doubled)
            for parent in node.parents or ("",)
        ]
        renamed = {old: new for side in sides for old, new in side.renamed.items()}
        for old, new in renamed.items():
            self._writes.rename(old, new)
        if len(sides) == 1:
            pairs = {
                key: Difference(last(key) if old is BROKEN else old, new)
                for key, (old, new) in sides[0].pairs.items()
                if new is not BROKEN
            }
            changes = {key: pair for key, pair in pairs.items() if not _is_unchanged(pair)}
        else:
            changes = self._merge(sides, ancestors or 0)
        return CommitChanges(node.commit, changes, renamed)

    def _merge(self, sides: Sequence[ChangedRecords], ancestors: int) -> dict[str, Difference]:
        """Return the changes of a merge; only records that differ from a parent can have any."""
        changes: dict[str, Difference] = {}
        for key in dict.fromkeys(key for side in sides for key in side.pairs):
            pairs = [side.pairs.get(key) for side in sides]
            now = next(pair[1] for pair in pairs if pair)
            if now is BROKEN:
                continue
            olds = [pair[0] if pair else now for pair in pairs]
            known = [None if old is BROKEN else old for old in olds]
            difference = self._writes.merged(key, ancestors, now, known)
            if difference:
                changes[key] = difference
        return changes


def _is_unchanged(difference: Difference) -> bool:
    """Tell whether nothing differs but the uid, which only identifies the record."""
    old, new = difference.old, difference.new
    return old == new or (old is not None and new is not None and old._replace(uid=new.uid) == new)
