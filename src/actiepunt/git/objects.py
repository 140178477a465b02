"""The object store: blobs and trees as git keeps them, whatever attributes and settings say."""

import contextlib
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from actiepunt.git.errors import git_error
from actiepunt.git.location import Location

_AHEAD = 64  # objects requested before the first is read; few enough for the pipe of any system


class Object(NamedTuple):
    """An object: the name it was requested by, its hash, and its content."""

    name: str
    hash: str
    data: bytes


class Tree(NamedTuple):
    """A tree: the hashes of its ordinary files and of its folders, by name."""

    files: dict[str, str]
    folders: dict[str, str]


class Objects(Location):
    """Reads the object store and the index."""

    def objects(self, names: Sequence[str]) -> Iterator[Object]:
        """Yield objects by name, read ahead in a single process (git-cat-file(1), --batch).

        Raises:
            ActiepuntError: git does not have an object.
        """
        process = self._git.execute(
            ["git", "cat-file", "--batch"], as_process=True, istream=subprocess.PIPE
        )

        def request(some: Sequence[str]) -> None:
            with contextlib.suppress(BrokenPipeError):  # git ended; the reader below says why
                process.stdin.write("".join(f"{name}\n" for name in some).encode())
                process.stdin.flush()

        request(names[:_AHEAD])
        for place, name in enumerate(names):
            header = process.stdout.readline().decode().split()  # hash, type, size in bytes
            if len(header) != 3 or not header[2].isdigit():
                raise git_error(" ".join(header) or process.stderr.read().decode(errors="replace"))
            data = process.stdout.read(int(header[2]) + 1)[:-1]
            request(names[place + _AHEAD : place + _AHEAD + 1])
            yield Object(name, header[0], data)
        process.stdin.close()
        process.proc.wait()

    def blobs(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the contents of blobs by name; the hash of only zeros is an empty file.

        Raises:
            ActiepuntError: git does not have an object.
        """
        contents = dict.fromkeys(names, b"")
        stored = [name for name in contents if name.strip("0")]
        return contents | {blob.name: blob.data for blob in self.objects(stored)}

    def trees(self, names: Iterable[str]) -> Iterator[tuple[str, Tree]]:
        """Yield trees with their hashes, by the name of each or of a commit (`NAME^{tree}`).

        Raises:
            ActiepuntError: git does not have an object.
        """
        for tree in self.objects(tuple(names)):
            yield tree.hash, _parse_tree(tree.data, len(tree.hash) // 2)

    def read(self, revision: str, file: str) -> bytes | None:
        """Return the content of a file in a revision (`""`: the index); None if it is missing."""
        answer = self._run("cat-file", "blob", f"{revision}:./{file}")
        return None if answer.code else answer.out

    def contents(self, revision: str, folder: str, ending: str) -> dict[str, bytes]:
        """Return the files below a folder in a revision (`""`: the index), in two processes.

        Their paths are relative to the root, and sorted. Files in conflict are left out.

        Raises:
            ActiepuntError: git does not have an object.
        """
        words = ("ls-tree", "-r", "-z", revision) if revision else ("ls-files", "--stage", "-z")
        words = ("--literal-pathspecs", *words, "--", f"{folder}/")
        hashes = {}
        for line in self._run(*words).out.decode(errors="replace").split("\0"):
            mode_and_hash, _tab, path = line.partition("\t")
            match = re.fullmatch(r"1[02]0\d+ (?:blob )?([0-9a-f]+)(?: 0)?", mode_and_hash)
            if match and path.endswith(ending):
                hashes[path] = match[1]
        blobs = self.blobs(hashes.values()) if hashes else {}
        return {path: blobs[name] for path, name in sorted(hashes.items())}

    def tracked_files(self, revision: str) -> list[str]:
        """Return the paths of all files in a revision (`""`: the index), from the top.

        Raises:
            ActiepuntError: there is no such revision.
        """
        words = ("ls-tree", "-r", "-z", "--name-only", "--full-tree", revision)
        names = self._output(*(words if revision else ("ls-files", "-z", "--full-name", ":/")))
        return [name for name in names.decode(errors="surrogateescape").split("\0") if name]


def _parse_tree(data: bytes, hash_size: int) -> Tree:
    """Parse a tree object: for each entry its mode, a space, its name, NUL, and its hash.

    Args:
        data: The tree.
        hash_size: The length of a hash in bytes.
    """
    tree = Tree({}, {})
    position = 0
    while position < len(data):
        end = data.index(b"\0", position)
        mode, _space, name = data[position:end].partition(b" ")
        position = end + 1 + hash_size
        entries = tree.folders if mode == b"40000" else tree.files if mode[:3] == b"100" else {}
        entries[os.fsdecode(name)] = data[end + 1 : position].hex()
    return tree
