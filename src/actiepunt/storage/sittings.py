"""Harvests that are kept between two sittings: what was decided and is not in the register yet.

A sitting is a file in the git folder, replaced in one step after every decision. The records stand
in it as they would stand in the data files.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from actiepunt import disk
from actiepunt.core.model import ACTIONS_FILE, CALENDAR_FILE, Record
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import windows
from actiepunt.tomlfile import edit, read


class Kept(NamedTuple):
    """What was decided on a sentence: which it is, the choice, and what is to be added."""

    key: str
    choice: str
    records: Sequence[Record] = ()


@contextmanager
def held(repository: Repository, name: str) -> Iterator[None]:
    """Keep other windows from the harvest of the documents of a name.

    Raises:
        ActiepuntError: another window holds it, or the git folder is read-only.
    """
    busy = ActiepuntError(
        _("these minutes are being read in another window"),
        _("Go on there, or close that window first."),
    )
    with windows.alone(_path(repository, name), busy):
        yield


def save(repository: Repository, name: str, kept: Iterable[Kept]) -> None:
    """Write what was decided in one step; nothing at all is removed.

    Raises:
        ActiepuntError: the disk is full or the folder is read-only; the file is as it was.
    """
    rows = [[each.key, each.choice, [*map(_to_text, each.records)]] for each in kept]
    if not rows:
        remove(repository, name)
        return
    content = json.dumps({"version": 1, "decisions": rows}, ensure_ascii=False, indent=1)
    disk.write(_path(repository, name), content.encode(errors="surrogatepass"))


def load(repository: Repository, name: str) -> list[Kept]:
    """Return what was decided before; nothing where nothing is kept.

    Raises:
        ActiepuntError: the file cannot be read.
    """
    path = _path(repository, name)
    if not path.exists():
        return []
    try:
        content = json.loads(path.read_bytes().decode(errors="surrogatepass"))
        return [
            Kept(str(key), str(choice), tuple(map(_from_text, records)))
            for key, choice, records in content["decisions"]
        ]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ActiepuntError(
            _("what was kept of these minutes in {file} cannot be read").format(file=path),
            _("Copy from it what you need, and remove the file."),
        ) from error


def remove(repository: Repository, name: str) -> None:
    """Remove what is kept; if that fails, the next harvest finds it recorded."""
    path = _path(repository, name)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise disk.not_written(error, path) from error


def _path(repository: Repository, name: str) -> Path:
    return repository.private(f"harvest-{name}.json")


def _to_text(record: Record) -> str:
    return edit.append("", record)


def _from_text(text: Any) -> Record:
    file = CALENDAR_FILE if str(text).startswith("[[meeting]]") else ACTIONS_FILE
    (record,), _faults = read.records(str(text), file, read.table_in(file))
    found: Record = record
    return found
