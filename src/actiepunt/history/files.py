"""The data files of every commit: their blobs, and the content of those.

Blobs are read as they are, so that no attribute, filter or setting of git can empty a history.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from actiepunt.core.model import ACTIONS_FILE, REGISTER_FILE
from actiepunt.errors import ActiepuntError
from actiepunt.git.objects import Object, Tree
from actiepunt.git.repository import Repository
from actiepunt.history.blocks import EMPTY, Version, version
from actiepunt.history.commits import Node
from actiepunt.i18n import _
from actiepunt.tomlfile import read

Files = Mapping[str, str]
"""The blob of each data file, by its path below the folder `data`."""

_DATA, _ACTIONS = ACTIONS_FILE.split("/")
_SETTINGS = REGISTER_FILE.split("/")[1]
_KEPT = 64  # versions in memory: a branch or two, and what both are compared with


class Store:
    """The data files of the commits of one history, each read once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._trees: dict[str, Tree] = {}
        self._files: dict[str, Files] = {}
        self._versions: OrderedDict[str, Version] = OrderedDict()
        self._awaited: dict[str, None] = {}
        self._coming: Iterator[Object] = iter(())
        self._ahead: dict[str, bytes] = {}

    def locate(self, nodes: Sequence[Node]) -> None:
        """Find the data files of some commits, and of those they were made on.

        A folder that was moved within the repository is followed to where it was. The last of the
        commits has it where it is now.
        """
        every = dict.fromkeys(n for node in nodes for n in (node.commit.hash, *node.parents))
        roots = dict(
            zip(every, self._read_trees(f"{name}^{{tree}}" for name in every), strict=True)
        )
        place = {nodes[-1].commit.hash: tuple(self._repository.prefix.split("/")[:-1])}
        data_of: dict[str, str] = {}  # the tree of the folder `data`, by commit
        for node in reversed(nodes):
            name = node.commit.hash
            where = place.setdefault(name, tuple(self._repository.prefix.split("/")[:-1]))
            data_of[name] = self._data(roots[name], where)
            for parent in node.parents:
                moved = data_of[name] and not self._data(roots[parent], where)
                before = self._moved_from(roots[parent], roots[name], where) if moved else where
                place.setdefault(parent, before)
                data_of.setdefault(parent, self._data(roots[parent], place[parent]))
        data = [
            tree for tree in dict.fromkeys(data_of.values()) if tree and tree not in self._trees
        ]
        self._read_trees(data)
        archives = (self._trees[tree].folders.get("archive", "") for tree in data)
        self._read_trees(tree for tree in dict.fromkeys(archives) if tree)
        below = {tree: self._below(tree) for tree in {*data_of.values()}}
        self._files = {name: below[tree] for name, tree in data_of.items()}

    def _read_trees(self, names: Iterable[str]) -> list[str]:
        """Read trees, where they are not known yet; return the names that git has for them."""
        hashes = []
        for name, tree in self._repository.trees(names):
            self._trees[name] = tree
            hashes.append(name)
        return hashes

    def _tree(self, name: str) -> Tree:
        if name not in self._trees:
            self._read_trees([name])
        return self._trees[name]

    def _data(self, tree: str, where: Sequence[str]) -> str:
        """Return the tree of the folder `data` below a path; empty where there is no register."""
        for name in (*where, _DATA):
            tree = self._tree(tree).folders.get(name, "")
            if not tree:
                return ""
        return tree

    def _moved_from(self, before: str, after: str, where: tuple[str, ...]) -> tuple[str, ...]:
        """Return where a register was before a commit put it where it is; there, if nowhere else.

        It is the folder that the commit has no more, and that shares most with it.
        """
        now = set(self._below(self._data(after, where)).values())
        gone = [
            (len(now & set(self._below(tree).values())), path)
            for path, tree in self._registers(before, ())
            if path != where and not self._data(after, path)
        ]
        return max(gone)[1] if gone else where

    def _registers(self, tree: str, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield every register of a commit: its path, and the tree of its folder `data`."""
        for name, folder in self._tree(tree).folders.items():
            if name == _DATA and _ACTIONS in self._tree(folder).files:
                yield path, folder
            yield from self._registers(folder, (*path, name))

    def _below(self, data: str) -> Files:
        """Return the data files of a folder `data`, the archive's too."""
        if not data:
            return {}
        tree = self._tree(data)
        archive = tree.folders.get("archive", "")
        files = dict(tree.files)
        if archive:
            files |= {f"archive/{name}": blob for name, blob in self._tree(archive).files.items()}
        return {n: b for n, b in files.items() if n.endswith(".toml") and n != _SETTINGS}

    def of(self, commit: str) -> Files:
        """Return the data files of a commit that was located."""
        return self._files[commit]

    def expect(self, blobs: Iterable[str]) -> None:
        """Say which files will be asked for, about in which order: git reads them ahead."""
        self._awaited = dict.fromkeys(filter(None, blobs))
        self._coming = self._repository.objects(tuple(self._awaited))

    def version(self, blob: str, near: str = "") -> Version:
        """Return a file with its blocks, split with the help of another version of it.

        Raises:
            ActiepuntError: what git stores is not the file, but what a filter made of it.
        """
        if not blob:
            return EMPTY
        if blob not in self._versions:
            data = self._data_of(blob)
            if data.startswith(read.FILTERED):
                raise ActiepuntError(
                    _("git keeps the data files encrypted or elsewhere (git-crypt, LFS)"),
                    _("Their history cannot be read; take the filter off the folder data."),
                )
            near_version = self._versions.get(near, EMPTY)
            self._versions[blob] = version(data.decode(errors="replace"), near_version)
            if len(self._versions) > _KEPT:
                self._versions.popitem(last=False)
        self._versions.move_to_end(blob)
        return self._versions[blob]

    def _data_of(self, blob: str) -> bytes:
        """Return what a blob holds; what git reads before it is kept until it is asked for."""
        if blob in self._awaited:
            for coming in self._coming:
                del self._awaited[coming.name]
                self._ahead[coming.name] = coming.data
                if coming.name == blob:
                    break
        return self._ahead.pop(blob, None) or self._repository.blobs([blob])[blob]
