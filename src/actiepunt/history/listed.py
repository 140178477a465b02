"""The changes of bodies and people in register.toml, commit by commit, for `undo`."""

from actiepunt.core import listed
from actiepunt.core.listed import ListedChange
from actiepunt.core.model import ACTIONS_FILE, REGISTER_FILE, Settings
from actiepunt.git.repository import Repository
from actiepunt.tomlfile import read


def changes(repository: Repository, commit: str) -> list[ListedChange]:
    """Return the bodies and people that a commit changed.

    None for a merge, and for the commit that made the register.
    """
    parents = repository.parents(commit)
    if len(parents) != 1 or repository.read(parents[0], ACTIONS_FILE) is None:
        return []
    return listed.between(_settings(repository, parents[0]), _settings(repository, commit))


def _settings(repository: Repository, commit: str) -> Settings:
    text, _faults = read.decode(repository.read(commit, REGISTER_FILE) or b"", REGISTER_FILE)
    return read.settings(text, REGISTER_FILE)[0]
