"""Taking back the secret folder of an owner's feeds: a change of register.toml as one commit."""

from pathlib import Path

from actiepunt.core import earlier_names, message
from actiepunt.core.model import REGISTER_FILE, Settings
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, translator
from actiepunt.storage import datafiles, transaction
from actiepunt.storage.datafiles import Snapshot
from actiepunt.storage.transaction import Why
from actiepunt.text import fold
from actiepunt.tomlfile import read, revoked


def revoke(root: Path, name: str, why: Why) -> str:
    """Count one more revocation for an owner and for each of their earlier names; commit that.

    Args:
        root: The folder of the register.
        name: The owner, in any spelling, or an earlier name.
        why: The reason and the author.

    Returns:
        The short hash of the commit.

    Raises:
        ActiepuntError: nobody has that name, or the change was refused; nothing was changed.
    """
    repository = Repository(root)
    with transaction.locked(repository):
        transaction.ready(repository.state("data"))
        before = datafiles.load(root).sound()
        settings = before.register.settings
        counts = {one: _count(settings, one) + 1 for one in _names(before, name)}
        text = revoked.change(before.texts.get(REGISTER_FILE, ""), counts)
        expected = settings._replace(revoked={**settings.revoked, **counts})
        if read.settings(text, REGISTER_FILE) != (expected, []):
            raise ActiepuntError(
                _("{file} could not be edited safely, and nothing was written").format(
                    file=REGISTER_FILE
                ),
                _("Write this in it by hand, then `actiepunt save`: {lines}").format(
                    lines=revoked.change("", counts).strip().replace("\n", ", ")
                ),
            )
        note = message.revocation(counts, translator(settings.language), why.reason)
        texts = {REGISTER_FILE: text}
        return transaction.write(repository, before.texts, texts, note, why.author)


def _count(settings: Settings, name: str) -> int:
    return settings.revoked.get(name, 0)


def _names(snapshot: Snapshot, wanted: str) -> list[str]:
    """Return the names of an owner, present and earlier, as `[revoked]` has them or will have.

    Raises:
        ActiepuntError: no owner has such a name.
    """
    register = snapshot.register
    people = register.settings.people
    owners = earlier_names.owners(register)
    for owner in owners:
        was = [old for name, one in people.items() if fold(name) == fold(owner) for old in one.was]
        if fold(wanted) in map(fold, (owner, *was)):
            known = {fold(name): name for name in register.settings.revoked}
            return [known.get(fold(name), name) for name in (owner, *was)]
    raise ActiepuntError(
        _("no owner is called “{name}”").format(name=wanted),
        _("Owners: {names}.").format(names=", ".join(owners) or "–"),
    )
