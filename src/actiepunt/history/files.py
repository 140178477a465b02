"""The data files of every commit: their blobs, and the content of these.

Blobs are read from git's store itself, so that no attribute, filter or setting (gitattributes(5))
can hide a change.
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
_KEPT = 64  # versions in memory: enough for a few branches side by side


class Store:
    """The data files of the commits of a history; each blob and tree is read once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._trees: dict[str, Tree] = {}
        self._files: dict[str, Files] = {}
        self._versions: OrderedDict[str, Version] = OrderedDict()
        self._awaited: dict[str, None] = {}
        self._coming: Iterator[Object] = iter(())
        self._ahead: dict[str, bytes] = {}

    def locate(self, nodes: Sequence[Node]) -> None:
        """Find the data files of commits and of their parents.

        The register is followed to earlier folders if it was moved within the repository. In the
        last of the commits it is in its present folder.
        """
        commits = dict.fromkeys(n for node in nodes for n in (node.commit.hash, *node.parents))
        roots = dict(
            zip(commits, self._read_trees(f"{name}^{{tree}}" for name in commits), strict=True)
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
        files = {tree: self._data_files(tree) for tree in {*data_of.values()}}
        self._files = {name: files[tree] for name, tree in data_of.items()}

    def _read_trees(self, names: Iterable[str]) -> list[str]:
        """Read trees by hash or by `COMMIT^{tree}`; return their hashes."""
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
        """Return the hash of the folder `data` below a path; empty where there is no register."""
        for name in (*where, _DATA):
            tree = self._tree(tree).folders.get(name, "")
            if not tree:
                return ""
        return tree

    def _moved_from(self, before: str, after: str, where: tuple[str, ...]) -> tuple[str, ...]:
        """Return the folder from which a commit moved a register to `where`; `where` if none.

        It is a folder that held a register before the commit and does not after it. If there are
        several, it is the folder that had the most blobs in common with the moved register.

        Args:
            before: The root tree of the parent.
            after: The root tree of the commit.
            where: The folder of the register in the commit, as the names on its path.
        """
        now = set(self._data_files(self._data(after, where)).values())
        gone = [
            (len(now & set(self._data_files(tree).values())), path)
            for path, tree in self._registers(before, ())
            if path != where and not self._data(after, path)
        ]
        return max(gone)[1] if gone else where

    def _registers(self, tree: str, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        """Yield every register below a tree: its path, and the hash of its folder `data`."""
        for name, folder in self._tree(tree).folders.items():
            if name == _DATA and _ACTIONS in self._tree(folder).files:
                yield path, folder
            yield from self._registers(folder, (*path, name))

    def _data_files(self, data: str) -> Files:
        """Return the data files of a folder `data`, the archive included, without the settings."""
        if not data:
            return {}
        tree = self._tree(data)
        archive = tree.folders.get("archive", "")
        files = dict(tree.files)
        if archive:
            files |= {f"archive/{name}": blob for name, blob in self._tree(archive).files.items()}
        return {n: b for n, b in files.items() if n.endswith(".toml") and n != _SETTINGS}

    def of(self, commit: str) -> Files:
        """Return the data files of a commit that `locate` was called with."""
        return self._files[commit]

    def expect(self, blobs: Iterable[str]) -> None:
        """Announce the blobs that are needed, about in order of use: git reads them ahead."""
        self._awaited = dict.fromkeys(filter(None, blobs))
        self._coming = self._repository.objects(tuple(self._awaited))

    def version(self, blob: str, near: str = "") -> Version:
        """Return a file with its blocks.

        Args:
            blob: The file; empty for an empty one.
            near: An earlier version of it, which speeds up splitting.

        Raises:
            ActiepuntError: git stores the file encrypted or elsewhere (see `read.FILTERED`).
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
        """Return the content of a blob, and keep the blobs that git sends before it."""
        if blob in self._awaited:
            for sent in self._coming:
                del self._awaited[sent.name]
                self._ahead[sent.name] = sent.data
                if sent.name == blob:
                    break
        return self._ahead.pop(blob, None) or self._repository.blobs([blob])[blob]
