"""The secret folders of the owners' feeds, derived from one secret that can be handed over.

A folder is the HMAC (RFC 2104) of the owner's name and of how often their folder was revoked. So
every clone with the same secret gives the same folders, and nobody without it can guess one. How
often is in register.toml, where every clone sees it.
"""

import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core.model import ACTIONS_FILE
from actiepunt.errors import ActiepuntError
from actiepunt.git import places
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import transaction
from actiepunt.text import fold

VARIABLE = "ACTIEPUNT_SECRET"
FILE = "secret"
_BITS = 128  # of a secret and of a folder; RFC 2104 section 5 keeps at least half of the 256
# What an earlier version made: a random folder for each owner, in the git folder of one clone.
_TOKENS = "tokens.json"
_EARLIER_TOKENS = "actiepunt-tokens.json"  # of all registers in the repository
_TOKEN = re.compile(r"[0-9a-f]{32}")


class Secret(NamedTuple):
    """What the secret folders follow from.

    `key` is the secret. `given` are folders that an earlier version gave out, by owner as the file
    has the name. `made` is the file in which the secret was made just now, if it was. `revoked`
    counts revocations by folded name (`text.fold`).
    """

    key: bytes
    given: Mapping[str, str]
    made: Path | None = None
    revoked: Mapping[str, int] = MappingProxyType({})

    def counting(self, revoked: Mapping[str, int]) -> "Secret":
        """Return this secret with the revocations of register.toml, in any spelling of a name."""
        counts: dict[str, int] = {}
        for name, count in revoked.items():
            counts[fold(name)] = counts.get(fold(name), 0) + count
        return self._replace(revoked=counts)

    def folders(self, owner: str) -> list[str]:
        """Return the folders of an owner, each of 128 bits in hexadecimal.

        The first is the one to offer: of an earlier version while it was never revoked, else the
        HMAC-SHA-256 of the name and of the number of revocations.
        """
        name = fold(owner)
        count = self.revoked.get(name, 0)
        if not count:
            # The token of this very spelling comes first.
            spellings = sorted(self.given, key=lambda given: given != owner)
            given = [self.given[one] for one in spellings if fold(one) == name]
            if given:
                return given
        message = f"{name}\0{count}".encode(errors="surrogatepass")
        return [hmac.new(self.key, message, hashlib.sha256).hexdigest()[: _BITS // 4]]


def load(repository: Repository, file: Path | None = None) -> Secret:
    """Return the secret of a file, else of the environment, else of this clone, which may make one.

    Args:
        repository: The repository of the register.
        file: The file that holds the secret, if a person named one.

    Raises:
        ActiepuntError: the secret cannot be read or written, or has less than 128 bits.
    """
    made = None
    if file:
        key = _checked(_read(file), str(file))
    elif VARIABLE in os.environ:
        key = _checked(os.fsencode(os.environ[VARIABLE]), VARIABLE)
    else:
        path = _own(repository, FILE)
        if not path.is_file():
            made = _make_once(repository, path)
        key = _checked(_read(path), str(path))
    return Secret(key, _given(repository), made)


def _checked(data: bytes, source: str) -> bytes:
    """Return a secret as key: its text without white space around it.

    A digit of a hexadecimal text counts for 4 bits, any other character for at most 6.

    Raises:
        ActiepuntError: it is no line of printable ASCII, or has less than 128 bits.
    """
    key = data.removeprefix(b"\xef\xbb\xbf").strip()
    advice = _("Make one: {command}").format(
        command='python3 -c "import secrets; print(secrets.token_hex(32))"'
    )
    if not re.fullmatch(rb"[ -~]*", key):
        raise ActiepuntError(
            _("the secret of {source} is not one line of plain letters, digits and signs").format(
                source=source
            ),
            advice,
        )
    if len(key) * (4 if re.fullmatch(rb"[0-9a-fA-F]*", key) else 6) < _BITS:
        raise ActiepuntError(
            _("the secret of {source} is too short: it needs 128 bits").format(source=source),
            advice,
        )
    return key


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise disk.not_read(error, path) from error


def _make_once(repository: Repository, path: Path) -> Path | None:
    """Make a file with a new secret, unless another command just did; return it where it is new."""
    with transaction.locked(repository):
        if path.is_file():
            return None
        _make(path)
    return path


def _make(path: Path) -> None:
    """Make a file with a new secret of 256 bits that its owner alone may read.

    Raises:
        ActiepuntError: it cannot be written.
    """
    new = disk.beside(path, disk.NEW)
    try:
        new.unlink(missing_ok=True)
        new.touch(mode=0o600, exist_ok=False)
        with new.open("wb") as file:
            file.write(f"{secrets.token_bytes(32).hex()}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise disk.not_written(error, path) from error


def _own(repository: Repository, name: str) -> Path:
    """Return where a file of this register is in the git folder, also after the register moved."""
    path = repository.private(name)
    moved = places.orphans(repository.git_dir, repository.top, ACTIONS_FILE, name)
    if not path.is_file() and len(moved) == 1:
        try:
            moved[0].replace(path)
        except OSError as error:
            raise disk.not_written(error, path) from error
    return path


def _given(repository: Repository) -> dict[str, str]:
    """Return the folders that an earlier version gave out in this clone, by owner."""
    for path in (_own(repository, _TOKENS), repository.git_dir / _EARLIER_TOKENS):
        if path.is_file():
            try:
                found = json.loads(_read(path))
            except ValueError as error:
                raise ActiepuntError(
                    _("{file} is damaged").format(file=path),
                    _("Restore it, or remove it: then the addresses it holds end."),
                ) from error
            items = found.items() if isinstance(found, dict) else ()
            return {name: token for name, token in items if _TOKEN.fullmatch(str(token))}
    return {}
