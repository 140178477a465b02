"""A note of the commit that a sync is about to push, which the next sync reads after a kill."""

import contextlib
import json
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.git.repository import Repository


class Note(NamedTuple):
    """Our last commit, and its rebased or merged form that the sync pushes."""

    local: str
    rebased: str


def write(repository: Repository, note: Note) -> None:
    """Write the note, unless the sync pushes our commit as it is.

    Raises:
        ActiepuntError: the disk is full or the folder is read-only.
    """
    if note.local != note.rebased:
        disk.write(_path(repository), json.dumps(note).encode())


def load(repository: Repository) -> Note | None:
    """Return the note of a killed sync; None if there is none, or git lacks one of its commits."""
    try:
        local, rebased = json.loads(_path(repository).read_bytes())
    except (OSError, ValueError, TypeError):
        return None
    commits = [repository.revision(str(name)) for name in (local, rebased)]
    return Note(commits[0], commits[1]) if commits[0] and commits[1] else None


def remove(repository: Repository) -> None:
    """Remove the note; if that fails, the next sync finds that the note is outdated."""
    with contextlib.suppress(OSError):
        _path(repository).unlink(missing_ok=True)


def _path(repository: Repository) -> Path:
    return repository.shared("sync.json")
