"""What the last run wrote to a folder, so that a run that would change nothing makes nothing.

The record is in the git folder of the clone and can be removed at any time. It counts only while
the commit, the options and the program are those of that run, and every file in the folder is still
of the size and the time that it was given.
"""

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import actiepunt
from actiepunt import disk
from actiepunt.git.repository import Repository

_FILE = "published"
_LIBRARIES = ("icalendar", "jinja2")  # whose version shows in the files


class Told(NamedTuple):
    """What a run told besides the number of changed files."""

    lines: list[str]
    notes: list[str]


def conditions(*parts: object) -> str:
    """Return what stands for everything that the files follow from.

    Args:
        parts: The commit and the options; secrets too, because only a digest is kept.
    """
    found = (sys.version, *_program(), *map(repr, parts))
    return hashlib.sha256("\0".join(found).encode(errors="surrogatepass")).hexdigest()


def _program() -> Iterator[str]:
    """Yield the size and time of every file of the program, and those of its libraries."""
    folder = Path(actiepunt.__file__).parent
    for path in sorted(_files(str(folder))):
        yield f"{path} {_state(path)}"
    for library in _LIBRARIES:
        origin = (spec := find_spec(library)) and spec.origin
        yield f"{origin} {_state(origin) if origin else None}"


def _files(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from () if entry.name == "__pycache__" else _files(entry.path)
        else:
            yield entry.path


def _state(path: str | Path) -> list[int] | None:
    """Return the size and the time of a file, or None where it is no longer there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - hundreds of files, and pathlib takes longer
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def load(repository: Repository, folder: Path, wanted: str) -> Told | None:
    """Return what the last run to a folder told; None where a new run could change something."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        found = json.loads(repository.private(_FILE).read_bytes())[str(folder.resolve())]
        root = os.path.realpath(folder)
        if found["conditions"] == wanted and all(
            _state(f"{root}/{name}") == state for name, state in found["files"].items()
        ):
            return Told(found["lines"], found["notes"])
    return None


def store(
    repository: Repository, folder: Path, wanted: str, files: Iterable[str], told: Told
) -> None:
    """Keep what a run wrote to a folder and told; if that fails, the next run does it all again."""
    path = repository.private(_FILE)
    known: Mapping[str, object] = {}
    with contextlib.suppress(OSError, ValueError):
        known = json.loads(path.read_bytes())
    known = known if isinstance(known, dict) else {}
    kept = {name: one for name, one in known.items() if Path(name).is_dir()}
    kept[str(folder.resolve())] = {
        "conditions": wanted,
        "files": {name: _state(folder / name) for name in files},
        "lines": told.lines,
        "notes": told.notes,
    }
    with contextlib.suppress(OSError):
        disk.replace(path, json.dumps(kept).encode())
