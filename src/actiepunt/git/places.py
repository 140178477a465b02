"""Where actiepunt keeps in the git folder what it derives or remembers.

A change, a sync and the lock are of the whole repository, because what git commits and checks out
is; what is derived from the files of one register is of that register's folder.
"""

import contextlib
import hashlib
import os
from pathlib import Path

_FOLDER = "actiepunt"
_WHOSE = "folder"
# Of one register, whichever that was, without saying of which; the tokens of `publish` are nothing
# that can be made again, and stay.
_EARLIER = (
    "actiepunt-attributes",
    "actiepunt-history",
    "actiepunt-journal.json",
    "actiepunt-sync.json",
)


def shared(git_dir: Path, name: str) -> Path:
    """Return where something of the whole repository stands; its folder is made when it can be."""
    return _made(git_dir, "") / name


def private(git_dir: Path, prefix: str, name: str) -> Path:
    """Return where something of one register stands; its folder is made when it can be.

    Args:
        git_dir: The git folder of this work tree.
        prefix: The folder of the register from the top of the work tree, `boards/ab/` or nothing.
        name: How the file is called.
    """
    return _made(git_dir, prefix) / name


def orphans(git_dir: Path, top: Path, file: str, name: str) -> list[Path]:
    """Return where something stands of registers that are in the work tree no more: they moved.

    Args:
        git_dir: The git folder of this work tree.
        top: The top of the work tree.
        file: What is there wherever a register is.
        name: How the file that is looked for is called.
    """
    folders = (git_dir / _FOLDER, *sorted((git_dir / _FOLDER).glob("*/")))
    found = []
    for folder in folders:
        if (folder / name).is_file():
            prefix = os.fsdecode((folder / _WHOSE).read_bytes().removesuffix(b"\n"))
            if not (top / prefix / file).is_file():
                found.append(folder / name)
    return found


def _made(git_dir: Path, prefix: str) -> Path:
    """Return a folder of ours; in a git folder that is read-only whoever writes there says so."""
    top = git_dir / _FOLDER
    code = hashlib.sha256(prefix.encode(errors="surrogateescape")).hexdigest()[:16]
    folder = top / code if prefix else top
    with contextlib.suppress(OSError):
        if not top.exists():
            for name in _EARLIER:
                (git_dir / name).unlink(missing_ok=True)
        if not folder.exists():
            folder.mkdir(parents=True)
            (folder / _WHOSE).write_bytes(prefix.encode(errors="surrogateescape") + b"\n")
    return folder
