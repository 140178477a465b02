"""The folder that members subscribe to, replaced file by file.

What differs is written aside before the first file is switched in; each switch is one step. So a
full disk changes nothing, a reader never sees half a feed, an unchanged feed keeps its time and its
ETag, and what is killed halfway is finished by the next run. Whatever is not ours in the folder is
left alone.
"""

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

MANIFEST = ".actiepunt-files"


class Written(NamedTuple):
    """How many files were written or removed, and which folders of feeds are there no more."""

    changed: int
    ended: list[str]


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make the folder hold these files.

    Raises:
        ActiepuntError: the folder holds other things, or cannot be written.
    """
    manifest = folder / MANIFEST
    known = set(manifest.read_text(encoding="utf-8").split()) if manifest.is_file() else set()
    ours = [name for name in _names_in(folder) if {_mark(name), name} & known]
    if not known and folder.is_dir() and any(folder.iterdir()):
        raise ActiepuntError(
            _("{folder} is not empty, and not made by publish").format(folder=folder),
            _("Choose a new or an empty folder."),
        )
    every = {**files, MANIFEST: _listed(map(_mark, files))}
    stale = [name for name in ours if name not in files]
    aside: dict[Path, Path] = {}
    is_new = not folder.exists()
    try:
        # What is about to stand here is ours before it does: a killed run needs no cleaning up.
        folder.mkdir(parents=True, exist_ok=True)
        coming = {*known, *map(_mark, files)}
        if coming != known:
            disk.replace(manifest, _listed(coming))
        for name, data in every.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                aside[path] = disk.write_beside(path, data)
        for path, new in aside.items():
            new.replace(path)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
            _tidy(folder / name, folder)
    except OSError as error:
        _leave(folder, [*aside.values()], every, is_new=is_new)
        raise disk.not_written(error) from error
    kept = {_folder_of(name) for name in files}
    ended = sorted({_folder_of(name) for name in stale} - kept)
    return Written(len(aside) + len(stale), ended)


def _folder_of(name: str) -> str:
    return name.rpartition("/")[0]


def _listed(marks: Iterable[str]) -> bytes:
    """Return the manifest of some files."""
    return "".join(f"{mark}\n" for mark in sorted({*marks})).encode()


def _mark(name: str) -> str:
    """Return what the manifest says of a file: it stands in what is served, and names no secret."""
    return hashlib.sha256(name.encode()).hexdigest()


def _names_in(folder: Path) -> list[str]:
    """Return the files of a folder by path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _leave(folder: Path, aside: list[Path], names: Iterable[str], *, is_new: bool) -> None:
    """Take away what was made for files that could not be written."""
    for new in aside:
        new.unlink(missing_ok=True)
    for name in names:
        _tidy(folder / name, folder)
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(path: Path, folder: Path) -> None:
    """Remove the folders that a removed file leaves empty."""
    parent = path.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
