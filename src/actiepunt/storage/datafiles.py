"""The data files: where they are, and what they say. No git here.

Reading works in any folder, also in a source archive without history.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core import check
from actiepunt.core.model import (
    ACTIONS_FILE,
    ARCHIVE_DIR,
    CALENDAR_FILE,
    REGISTER_FILE,
    Action,
    Register,
    Settings,
)
from actiepunt.errors import ActiepuntError, Fault, FaultyError
from actiepunt.i18n import _, ngettext
from actiepunt.tomlfile import dialect, read

Source = Callable[[str], bytes | None]
"""Gives the bytes of a data file, or None where there is none: a folder, or a git revision."""


class Snapshot(NamedTuple):
    """The data files at one moment: their texts, what they say, and what is wrong in them."""

    texts: Mapping[str, str]
    register: Register
    faults: list[Fault]

    @property
    def errors(self) -> list[Fault]:
        """Return the faults that must be put right, with their lines."""
        return self.located("error")

    def located(self, *levels: str) -> list[Fault]:
        """Return the faults of some levels (all where none is named) with lines, in file order."""
        found = [fault for fault in self.faults if not levels or fault.level in levels]
        placed = (read.locate(f, self.texts.get(f.file, "")) for f in found)
        return sorted(placed, key=lambda fault: (fault.file, fault.line or 0))

    def checked(self, checks: Iterable[check.Check] = check.CHECKS) -> "Snapshot":
        """Return this snapshot with what the checks find in it; what is unread is not missing."""
        told = {(f.file, f.block, f.field) for f in self.faults}
        found = (
            fault
            for fault in check.run(self.register, checks)
            if not told & {(fault.file, fault.block, fault.field), (fault.file, fault.block, None)}
        )
        return self._replace(faults=[*self.faults, *found])

    def sound(self) -> "Snapshot":
        """Return this snapshot where it has no errors.

        Raises:
            FaultyError: it has; all of them are in the exception.
        """
        if any(fault.level == "error" for fault in self.faults):
            raise faulty(self.errors)
        return self


def faulty(errors: list[Fault]) -> FaultyError:
    """Return the exception for data files that hold errors."""
    message = ngettext(
        "{count} error in the data files", "{count} errors in the data files", len(errors)
    )
    advice = _("Put them right in the file; `actiepunt check` shows what is left.")
    return FaultyError(errors, message.format(count=len(errors)), advice)


def find_root(given: str | None = None) -> Path:
    """Return the folder of the register: the one given, or upward from the working folder.

    Raises:
        ActiepuntError: there is no register, or no working folder.
    """
    if given:
        root = disk.absolute(given)
        if (root / ACTIONS_FILE).is_file():
            return root
        raise ActiepuntError(
            _("{folder} holds no register ({file})").format(folder=given, file=ACTIONS_FILE),
            _("`actiepunt init {folder}` makes one.").format(folder=given),
        )
    start = disk.absolute("")
    for folder in (start, *start.parents):
        if (folder / ACTIONS_FILE).is_file():
            return folder
    raise ActiepuntError(
        _("no register here or above ({file})").format(file=ACTIONS_FILE),
        _("Go to its folder, name it with --register DIR, or make one with `actiepunt init`."),
    )


def folder_source(root: Path) -> Source:
    """Return the source that reads the files of a folder."""
    inside = root.resolve()

    def source(file: str) -> bytes | None:
        path = root / file
        try:
            if not path.resolve().is_relative_to(inside):
                raise linked(file)
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ActiepuntError(
                _("{file} cannot be read: {reason}").format(file=file, reason=error.strerror),
                _("Look at the permissions of the file and its folder."),
            ) from error

    return source


def linked(file: str) -> ActiepuntError:
    """Return the refusal for a file that stands elsewhere: a change would replace the link."""
    return ActiepuntError(
        _("{file} is a symbolic link").format(file=file),
        _("Put the file itself in its place: a change would replace the link."),
    )


def archive_files(root: Path) -> list[str]:
    """Return the archive files of a folder, oldest first."""
    return [f"{ARCHIVE_DIR}/{path.name}" for path in sorted((root / ARCHIVE_DIR).glob("*.toml"))]


def load(root: Path, *, archive: bool = True, checks: bool = True) -> Snapshot:
    """Return the data files of a folder; the archive can be left out where it cannot matter.

    Without `checks` only what cannot be read is a fault: enough to show, not to change.
    """
    return load_from(folder_source(root), archive_files(root) if archive else (), checks=checks)


def load_from(source: Source, archive: Iterable[str] = (), *, checks: bool = True) -> Snapshot:
    """Return the data files that a source gives, read and, if asked, checked."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []

    def text(file: str) -> str:
        data = source(file)
        if data is None:
            return ""
        texts[file], found = read.decode(data, file)
        faults.extend(found)
        return texts[file]

    settings, found = Settings(), list[Fault]()
    if content := text(REGISTER_FILE):
        settings, found = read.settings(content, REGISTER_FILE)
    actions, found_actions = read.actions(text(ACTIONS_FILE), ACTIONS_FILE, layout=checks)
    meetings, found_meetings = read.meetings(text(CALENDAR_FILE), CALENDAR_FILE, layout=checks)
    archived: dict[str, tuple[Action, ...]] = {}
    for file in archive:
        archived[file], found_archived = read.actions(text(file), file, layout=checks)
        faults += found_archived
    register = Register(settings, actions, meetings, archived)
    faults += [*found, *found_actions, *found_meetings]
    snapshot = Snapshot(texts, register, faults)
    if not checks:
        return snapshot
    faults += [fault for file, content in texts.items() for fault in dialect.newer(content, file)]
    return snapshot.checked()


def sweep(root: Path) -> None:
    """Remove what a command put beside the data files for a while, or a killed one left there."""
    for folder in (root / "data", root / ARCHIVE_DIR):
        for ending in (disk.NEW, disk.SPARE):
            for left in folder.glob(f".*.toml.{ending}"):
                left.unlink(missing_ok=True)
