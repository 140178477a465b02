"""The merge driver that git calls for a data file (gitattributes(5))."""

import shlex
import sys
from functools import partial
from pathlib import Path, PurePosixPath

from actiepunt import disk
from actiepunt.core.merge import Conflict, Elsewhere
from actiepunt.core.model import ACTIONS_FILE, ARCHIVE_DIR, CALENDAR_FILE, Action, Record
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import datafiles
from actiepunt.tomlfile import read
from actiepunt.tomlfile.merge import Labels, merge_texts

ATTRIBUTE = "merge=actiepunt"
FILES = (ACTIONS_FILE, CALENDAR_FILE, f"{ARCHIVE_DIR}/*.toml")


def settings() -> dict[str, str]:
    """Return the settings that make git call the merge driver.

    Where actiepunt is not installed any more, or gives up, git merges by line. git quotes the
    values of the placeholders for the shell; versions before 2.44 do not know the last two. `-P`
    keeps Python from importing modules of the work tree, where git starts it.
    """
    python = shlex.quote(Path(sys.executable).as_posix()).replace("%", "%%")
    start = f"{python} -P -m actiepunt merge-driver"
    rest = (
        "%O %A %B %L %P %X %Y; case $? in 0) exit 0;; 3) exit 1;; esac; "
        "exec git merge-file --marker-size=%L %A %O %B"
    )
    return {
        "merge.actiepunt.name": "actiepunt: by record and field",
        "merge.actiepunt.driver": f"{start} {rest}",
        "merge.actiepunt.recursive": "actiepunt-bases",
        "merge.actiepunt-bases.name": "actiepunt: of two bases, which nobody sees",
        "merge.actiepunt-bases.driver": f"{start} --bases {rest}",
    }


def merge_files(
    base: Path, ours: Path, theirs: Path, path: str, labels: Labels, *, bases: bool = False
) -> int:
    """Merge three versions of the data file at `path` into `ours`; return how many conflicts stay.

    Args:
        base: The version that both sides come from.
        ours: One side; it becomes the merged file.
        theirs: The other side.
        path: The file's path from the top of the work tree, which is the working folder.
        labels: The names of the sides beside conflict markers.
        bases: Both sides are bases of a merge: nobody sees the result, and it must read.

    Raises:
        ActiepuntError: it cannot be merged by record, or not be written; `ours` is as it was.
    """
    root, file = split(path)
    result = merge_texts(
        _text(base, path),
        _text(ours, path),
        _text(theirs, path),
        table_of(file),
        decide=_as_it_was if bases else None,
        labels=labels,
        elsewhere=elsewhere(disk.absolute(root), file),
    )
    disk.write(ours, result.text.encode())
    return len(result.conflicts)


def _text(version: Path, path: str) -> str:
    data = datafiles.folder_source(version.parent)(version.name)
    if data is None:
        raise ActiepuntError(
            _("there is no file {file}").format(file=version),
            _("git calls this command; see `actiepunt merge-driver --help`."),
        )
    text, faults = read.decode(data, path)
    if faults:
        raise datafiles.faulty(faults)
    return text


def split(path: str) -> tuple[str, str]:
    """Return the folder of the register and the name of a data file within it."""
    parts = PurePosixPath(path).parts
    depth = len(parts) - 1 - parts[::-1].index("data") if "data" in parts else 0
    return "/".join(parts[:depth]), "/".join(parts[depth:])


def table_of(file: str) -> read.Table:
    """Return what a data file holds."""
    return read.MEETING if file == CALENDAR_FILE else read.ACTION


def _as_it_was(conflict: Conflict) -> Record | None:
    """Resolve a conflict between two bases."""
    return conflict.base or conflict.record


def elsewhere(root: Path, file: str) -> Elsewhere:
    """Return the access to published records, and to the numbers in other files."""
    return Elsewhere(partial(_published, root, file), partial(_numbers, root, file))


def _numbers(root: Path, file: str) -> list[Action]:
    """Return the actions of the other files of the work tree."""
    actions: list[Action] = []
    for other in (ACTIONS_FILE, *datafiles.archive_files(root)):
        if file not in {other, CALENDAR_FILE}:
            text, _faults = read.decode(datafiles.folder_source(root)(other) or b"", other)
            actions += read.actions(text, other)[0]
    return actions


def _published(root: Path, file: str) -> frozenset[str]:
    """Return the uids that the upstream of this branch has in a file.

    In a rebase HEAD is on no branch: the commits being applied are not published, and those below
    them are.
    """
    repository = Repository(root)
    upstream = repository.revision("@{upstream}")
    data = repository.read(upstream, file) if upstream else None
    text, _faults = read.decode(data or b"", file)
    records, _faults = read.records(text, file, table_of(file))
    return frozenset(record.uid for record in records)
