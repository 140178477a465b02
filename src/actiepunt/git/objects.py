"""What git has stored: objects as they are, whatever attributes and settings say."""

import contextlib
import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from actiepunt.git.errors import refusal
from actiepunt.git.process import Runner

_AHEAD = 64  # objects asked for before the first is read; few enough for any system's pipe


class Object(NamedTuple):
    """An object of git's store: how it was asked for, its name, and what it holds."""

    name: str
    hash: str
    data: bytes


class Tree(NamedTuple):
    """A folder in git's store: the names of its ordinary files and of its folders."""

    files: dict[str, str]
    folders: dict[str, str]


class Objects(Runner):
    """Reads git's store."""

    def objects(self, names: Sequence[str]) -> Iterator[Object]:
        """Yield objects of git's store by name, read in one process that works ahead.

        Raises:
            ActiepuntError: git does not have one.
        """
        process = self._git.execute(
            ["git", "cat-file", "--batch"], as_process=True, istream=subprocess.PIPE
        )

        def ask(some: Sequence[str]) -> None:
            with contextlib.suppress(BrokenPipeError):  # git ended, and says why below
                process.stdin.write("".join(f"{name}\n" for name in some).encode())
                process.stdin.flush()

        ask(names[:_AHEAD])
        for place, name in enumerate(names):
            about = process.stdout.readline().decode().split()  # name, kind, size
            if len(about) != 3 or not about[2].isdigit():
                raise refusal(" ".join(about) or process.stderr.read().decode(errors="replace"))
            data = process.stdout.read(int(about[2]) + 1)[:-1]
            ask(names[place + _AHEAD : place + _AHEAD + 1])
            yield Object(name, about[0], data)
        process.stdin.close()
        process.proc.wait()

    def blobs(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return blobs by name; all zeros is an empty file.

        Raises:
            ActiepuntError: git does not have one.
        """
        wanted = dict.fromkeys(names, b"")
        there = [name for name in wanted if name.strip("0")]
        return wanted | {found.name: found.data for found in self.objects(there)}

    def trees(self, names: Iterable[str]) -> Iterator[tuple[str, Tree]]:
        """Yield trees with their hashes, by the name of each or of a commit (`NAME^{tree}`).

        Raises:
            ActiepuntError: git does not have one.
        """
        for found in self.objects(tuple(names)):
            yield found.hash, _tree(found.data, len(found.hash) // 2)


def _tree(data: bytes, size: int) -> Tree:
    """Take a tree apart: mode, space, name, NUL and `size` bytes of hash for each entry."""
    tree = Tree({}, {})
    at = 0
    while at < len(data):
        end = data.index(b"\0", at)
        mode, _space, name = data[at:end].partition(b" ")
        at = end + 1 + size
        kind = tree.folders if mode == b"40000" else tree.files if mode[:3] == b"100" else {}
        kind[os.fsdecode(name)] = data[end + 1 : at].hex()
    return tree
