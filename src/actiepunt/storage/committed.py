"""The registers that a git revision holds, or the index, and their data files."""

from pathlib import Path

from actiepunt.core.model import ACTIONS_FILE, ARCHIVE_DIR
from actiepunt.git.repository import Repository
from actiepunt.storage import datafiles
from actiepunt.storage.datafiles import Snapshot


def load(
    repository: Repository, revision: str, folder: str = "", *, checks: bool = True
) -> Snapshot:
    """Return the data files of a register in a revision (gitrevisions(7)).

    Args:
        repository: The repository.
        revision: The revision; empty for the index.
        folder: The folder of the register from the repository's root, `boards/ab/` or empty.
        checks: Look for all faults; without it, only for those that keep a file from being read.
    """
    contents = repository.contents(revision, f"{folder}data", ".toml")
    files = {path.removeprefix(folder): data for path, data in contents.items()}
    archive = [file for file in files if Path(file).parent == Path(ARCHIVE_DIR)]
    return datafiles.load_from(files.get, archive, checks=checks)


def registers(repository: Repository, revision: str) -> set[str]:
    """Return the folders of the registers in a revision (empty: the index), from the top.

    They have the form of `Repository.prefix`: `boards/ab/`, or empty for the top itself.
    """
    paths = (f"/{path}" for path in repository.tracked_files(revision))
    return {
        path.removesuffix(ACTIONS_FILE).removeprefix("/")
        for path in paths
        if path.endswith(f"/{ACTIONS_FILE}")
    }
