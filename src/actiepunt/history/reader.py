"""What each commit changed, record by record: the one place where the history is put together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.model import Record
from actiepunt.git.repository import Repository
from actiepunt.history.commits import Commit, Node, demand_whole, nodes, with_ancestors
from actiepunt.history.files import Files, Store
from actiepunt.history.records import BROKEN, Found, changed
from actiepunt.history.writes import Writes


class Entry(NamedTuple):
    """What one commit changed, record by record."""

    commit: Commit
    differences: list[Difference]


class Told(NamedTuple):
    """What one commit tells: its changes by the key of their record, and keys that changed.

    The key is the uid. A record without one, or whose uid stands in the files twice, has a key of
    its own until it gets a uid: then `renamed` says so.
    """

    commit: Commit
    changes: dict[str, Difference]
    renamed: dict[str, str]


class History(NamedTuple):
    """All that the commits of the history of `head` tell, oldest first."""

    head: str
    told: Sequence[Told] = ()

    @property
    def entries(self) -> list[Entry]:
        """Return what each commit changed; a record that got its uid later has it throughout."""
        writes = Writes()
        for one in self.told:
            for old, new in one.renamed.items():
                writes.rename(old, new)
        return [
            Entry(one.commit, [_named(key, found, writes) for key, found in one.changes.items()])
            for one in self.told
            if one.changes
        ]


def _named(key: str, found: Difference, writes: Writes) -> Difference:
    uid = writes.name(key)
    if uid == key != found.record.uid:  # a record that has no uid, or one that another has
        return found
    old, new = (side and side._replace(uid=uid) for side in (found.old, found.new))
    return Difference(old, new)


def entries(repository: Repository, since: str = "", head: str = "HEAD") -> list[Entry]:
    """Return every commit of a history that changed a record, oldest first.

    Args:
        repository: The register's repository.
        since: Only what is not in the history of this commit.
        head: The last commit.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    if not since:
        return read(repository, head).entries
    demand_whole(repository)
    found = nodes(repository, head, since)
    try:
        return History(head, _Reader(repository).line(found)).entries
    except _MoreNeededError:
        wanted = {node.commit.hash for node in found}
        whole = read(repository, head)
        return whole._replace(told=[t for t in whole.told if t.commit.hash in wanted]).entries


def read(
    repository: Repository,
    head: str,
    known: History | None = None,
    tell: Callable[[int], None] | None = None,
) -> History:
    """Return what a whole history tells.

    Args:
        repository: The register's repository.
        head: The last commit.
        known: What the history of an ancestor of it tells; that is not read again.
        tell: Is called with the number of commits read so far.

    Raises:
        ActiepuntError: the clone is shallow, or git does not hold the files as they are.
    """
    demand_whole(repository)
    if known is not None:
        later = nodes(repository, head, known.head)
        try:
            return History(head, [*known.told, *_Reader(repository, tell).line(later)])
        except _MoreNeededError:
            pass
    told = {one.commit.hash: one for one in known.told} if known else {}
    past = {node.commit.hash for node in nodes(repository, known.head)} if known else set()
    return History(head, _Reader(repository, tell).whole(nodes(repository, head), told, past))


class _MoreNeededError(Exception):
    """What a commit tells depends on more of the history than was given."""


class _Reader:
    """Reads commits, each after its parents, and says what each tells."""

    def __init__(self, repository: Repository, tell: Callable[[int], None] | None = None) -> None:
        self._store = Store(repository)
        self._tell = tell
        self._writes = Writes()
        self._doubled: dict[str, bool] = {}

    def line(self, found: Sequence[Node]) -> list[Told]:
        """Return what some commits tell whose earlier history is not at hand.

        Raises:
            _MoreNeededError: there is a merge, or a record that was broken for a while.
        """
        if any(len(node.parents) != 1 for node in found):
            raise _MoreNeededError
        self._open(found)
        told = []
        for count, node in enumerate(found, 1):
            told.append(self._commit(node, None, count))
        return [one for one in told if one.changes or one.renamed]

    def whole(self, found: Sequence[Node], known: Mapping[str, Told], past: set[str]) -> list[Told]:
        """Return what all commits of a history tell.

        Args:
            found: The commits.
            known: What is known already of those in `past`, by hash.
            past: The hashes of commits that need not be read again.
        """
        self._open([node for node in found if node.commit.hash not in past])
        told: list[Told] = []
        for place, (node, ancestors) in enumerate(with_ancestors(found)):
            name = node.commit.hash
            one = known.get(name)
            if one is None and name not in past:
                one = self._commit(node, ancestors, place)
            if one is None:
                continue
            for old, new in one.renamed.items():
                self._writes.rename(old, new)
            for key, difference in one.changes.items():
                self._writes.add(key, place, ancestors, difference)
            if one.changes or one.renamed:
                told.append(one)
        return told

    def _open(self, found: Sequence[Node]) -> None:
        if found:
            self._store.locate(found)
            self._store.expect(blob for node in found for blob in self._needed(node))

    def _needed(self, node: Node) -> Iterable[str]:
        """Return the blobs that differ between a commit and those it was made on."""
        now = self._store.of(node.commit.hash)
        for parent in node.parents or ("",):
            before: Files = self._store.of(parent) if parent else {}
            for file in {**before, **now}:
                if before.get(file) != now.get(file):
                    yield from (before.get(file, ""), now.get(file, ""))

    def _commit(self, node: Node, ancestors: int | None, place: int) -> Told:
        """Return what a commit tells; without its ancestors only where those do not matter."""
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
            changes = {key: one for key, one in pairs.items() if not _same(one)}
        else:
            changes = self._merge(sides, ancestors or 0)
        return Told(node.commit, changes, renamed)

    def _merge(self, sides: Sequence[Found], ancestors: int) -> dict[str, Difference]:
        """Return what a merge tells, of the records in which it differs from one of its parents."""
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


def _same(found: Difference) -> bool:
    """Tell whether nothing differs but the uid, which only says which record it is."""
    old, new = found.old, found.new
    return old == new or (old is not None and new is not None and old._replace(uid=new.uid) == new)
