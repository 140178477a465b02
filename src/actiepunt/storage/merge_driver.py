"""The merge driver that git calls for a data file (gitattributes(5))."""

import shlex
import sys
from functools import partial
from pathlib import Path, PurePosixPath

from actiepunt import disk
from actiepunt.core.merge import Conflict, Elsewhere
from actiepunt.core.model import (
    ACTIONS_FILE,
    ARCHIVE_DIR,
    CALENDAR_FILE,
    REGISTER_FILE,
    Action,
    Record,
)
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import datafiles, harvested
from actiepunt.tomlfile import merge_register, read
from actiepunt.tomlfile.merge import Labels, merge_texts

ATTRIBUTE = "merge=actiepunt"
FILES = (ACTIONS_FILE, CALENDAR_FILE, f"{ARCHIVE_DIR}/*.toml")
"""The files of records, in which a person may decide a conflict; see also register.toml."""


def settings() -> dict[str, str]:
    """Return the settings (gitattributes(5), "Defining a custom merge driver") of a clone.

    The driver command falls back to a merge by line where actiepunt gives up or is not installed
    any more. git quotes the placeholders for the shell; `%X` and `%Y` are empty before git 2.44.
    `-P` keeps Python from importing modules of the work tree, in which git starts the driver.
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
        base: The common ancestor of both sides.
        ours: One side; the merged text replaces it.
        theirs: The other side.
        path: The file's path from the top of the work tree, which is the working folder.
        labels: The names of the sides beside conflict markers.
        bases: Both sides are merge bases of a criss-cross merge (git-merge-base(1)). Nobody sees
            the result, which is parsed as a base again; so it holds no conflict markers.

    Raises:
        ActiepuntError: the versions cannot be merged by record, or the file cannot be written;
            `ours` is as it was.
    """
    root, file = split(path)
    old, one, other = (_text(version, path) for version in (base, ours, theirs))
    if file == REGISTER_FILE:
        disk.write(ours, merge_register.merge(old, one, other, bases=bases).encode())
        return 0
    if file == harvested.FILE:
        disk.write(ours, harvested.merged(one, other).encode())
        return 0
    result = merge_texts(
        old,
        one,
        other,
        read.table_in(file),
        decide=_base_side if bases else None,
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


def _base_side(conflict: Conflict) -> Record | None:
    """Return the record of the older base, or of one side where the base lacks the record."""
    return conflict.base or conflict.record


def elsewhere(root: Path, file: str) -> Elsewhere:
    """Return the lookups that the merge of one file makes outside it.

    Args:
        root: The folder of the register.
        file: The data file that is merged, from that folder.
    """
    return Elsewhere(partial(_published, root, file), partial(_other_actions, root, file))


def _other_actions(root: Path, file: str) -> list[Action]:
    """Return the actions of the other files, whose numbers are taken; none for the calendar."""
    actions: list[Action] = []
    for other in (ACTIONS_FILE, *datafiles.archive_files(root)):
        if file not in {other, CALENDAR_FILE}:
            text, _faults = read.decode(datafiles.folder_source(root)(other) or b"", other)
            actions += read.actions(text, other)[0]
    return actions


def _published(root: Path, file: str) -> frozenset[str]:
    """Return the uids of a file in the upstream of this branch; none where there is no upstream.

    During a rebase HEAD is on no branch (git-rebase(1)), and the set is empty: the commits that are
    being applied are not published yet.
    """
    repository = Repository(root)
    upstream = repository.revision("@{upstream}")
    data = repository.read(upstream, file) if upstream else None
    text, _faults = read.decode(data or b"", file)
    records, _faults = read.records(text, file, read.table_in(file))
    return frozenset(record.uid for record in records)
