"""Addresses that ended: whose they were, and how a person can keep them after a new name.

The names come from the history, because the published folder names no secret and the data holds
present names alone.
"""

from collections.abc import Iterable
from typing import NamedTuple

from actiepunt.core import earlier_names
from actiepunt.core.model import REGISTER_FILE, Action, Register
from actiepunt.git.repository import Repository
from actiepunt.history import cache
from actiepunt.i18n import _
from actiepunt.site import addresses
from actiepunt.site.addresses import FoldersOf
from actiepunt.text import fold, slug, visible
from actiepunt.tomlfile import edit


class _Names(NamedTuple):
    """All names that owners and bodies ever had, sorted."""

    owners: list[str]
    bodies: list[str]


def notes(
    repository: Repository,
    register: Register,
    folders: Iterable[str],
    folders_of: FoldersOf,
    base: str,
) -> list[str]:
    """Return a line for each folder whose owner or body has nothing any more.

    A folder that ended while its owner has another one (it was revoked, or is secret now) gives no
    line.

    Args:
        repository: The repository of the register.
        register: The register as it is published.
        folders: The folders that ended, below the published folder.
        folders_of: Gives the folders of an owner within `owners/`, the plain or the secret ones.
        base: The address of the published folder, with a slash at its end; may be empty.
    """
    names = _names(repository)
    whose = {
        **{f"owners/{one}": (n, "people") for n in names.owners for one in folders_of(n)},
        **{one: (n, "bodies") for n in names.bodies for one in addresses.of_body(n)},
    }
    lines = []
    for folder in folders:
        name, table = whose.get(folder, ("", ""))
        same = slug if table == "bodies" else fold
        if name and same(name) not in map(same, _present(register, table)):
            lines.append(_line(f"{base}{folder}/", name, table))
    return lines


def _names(repository: Repository) -> _Names:
    owners: set[str] = set()
    bodies: set[str] = set()
    for entry in cache.history(repository):
        for found in entry.differences:
            for record in (found.old, found.new):
                if record is not None:
                    bodies.add(record.body)
                if isinstance(record, Action):
                    owners.update(record.owners)
    return _Names(sorted(owners), sorted(bodies - {""}))


def _present(register: Register, table: str) -> list[str]:
    """Return the names that have feeds."""
    return earlier_names.bodies(register) if table == "bodies" else earlier_names.owners(register)


def _line(address: str, name: str, table: str) -> str:
    return _(
        "{address} has ended: “{name}” has nothing any more. After a new name it goes on with"
        ' {line} below [{table}."NEW NAME"] in {file}'
    ).format(
        address=address,
        name=visible(name),
        line=f"was = {edit.render((name,), 'texts')}",
        table=table,
        file=REGISTER_FILE,
    )
