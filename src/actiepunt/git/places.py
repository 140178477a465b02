"""The files that actiepunt keeps in the git folder.

The journal, the notes of a sync and the lock belong to the whole repository, because a commit and a
checkout do; files that are derived from the data files of one register belong to that register.
"""

import contextlib
import hashlib
import os
from pathlib import Path

_FOLDER = "actiepunt"
_PREFIX_FILE = "folder"  # names the register to which a folder belongs; `orphans` reads it
# Files of earlier versions, which do not name their register. They are removed, because they can be
# made again or missed; the tokens of `publish` cannot, and stay.
_OBSOLETE = (
    "actiepunt-attributes",
    "actiepunt-history",
    "actiepunt-journal.json",
    "actiepunt-moved",
    "actiepunt-sync.json",
)


def shared(git_dir: Path, name: str) -> Path:
    """Return the path of a file of the whole repository, after making its folder if possible."""
    return _folder(git_dir, "") / name


def private(git_dir: Path, prefix: str, name: str) -> Path:
    """Return the path of a file of one register, after making its folder if possible.

    Args:
        git_dir: The git folder of this work tree.
        prefix: The folder of the register from the top of the work tree, `boards/ab/` or empty.
        name: The name of the file.
    """
    return _folder(git_dir, prefix) / name


def orphans(git_dir: Path, top: Path, file: str, name: str) -> list[Path]:
    """Return the files of registers that are no longer in the work tree; they may have moved.

    Args:
        git_dir: The git folder of this work tree.
        top: The top of the work tree.
        file: A file that every register has, from its folder.
        name: The name of the files to return.
    """
    orphaned = []
    for folder in (git_dir / _FOLDER, *sorted((git_dir / _FOLDER).glob("*/"))):
        if (folder / name).is_file():
            prefix = os.fsdecode((folder / _PREFIX_FILE).read_bytes().removesuffix(b"\n"))
            if not (top / prefix / file).is_file():
                orphaned.append(folder / name)
    return orphaned


def _folder(git_dir: Path, prefix: str) -> Path:
    """Return a folder of ours. In a read-only git folder the error comes when a file is written."""
    top = git_dir / _FOLDER
    code = hashlib.sha256(prefix.encode(errors="surrogateescape")).hexdigest()[:16]
    folder = top / code if prefix else top
    with contextlib.suppress(OSError):
        if not top.exists():
            for name in _OBSOLETE:
                (git_dir / name).unlink(missing_ok=True)
        if not folder.exists():
            folder.mkdir(parents=True)
            (folder / _PREFIX_FILE).write_bytes(prefix.encode(errors="surrogateescape") + b"\n")
    return folder
