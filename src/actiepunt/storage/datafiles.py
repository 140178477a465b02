"""The data files of a folder: finding, reading and replacing them, without git.

So reading works in any folder, also in a source archive without history.
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
from actiepunt.tomlfile.locate import locate

Source = Callable[[str], bytes | None]
"""Returns the bytes of a data file, from a folder or a git revision; None if it is missing."""


class Snapshot(NamedTuple):
    """The data files at one moment: their texts, the register in them, and their faults."""

    texts: Mapping[str, str]
    register: Register
    faults: list[Fault]

    @property
    def errors(self) -> list[Fault]:
        """The faults of level "error" with their lines, in file order."""
        return self.located("error")

    def located(self, *levels: str) -> list[Fault]:
        """Return the faults of some levels (of all, if none is given) with lines, in file order."""
        faults = (fault for fault in self.faults if not levels or fault.level in levels)
        with_lines = (locate(fault, self.texts.get(fault.file, "")) for fault in faults)
        return sorted(with_lines, key=lambda fault: (fault.file, fault.line or 0))

    def checked(self, checks: Iterable[check.Check] = check.CHECKS) -> "Snapshot":
        """Return this snapshot with the faults that the checks find added.

        A field or block that could not be read has a fault already: the checks would only report
        it as missing too, and that fault is left out.
        """
        known = {(fault.file, fault.block, fault.field) for fault in self.faults}
        added = (
            fault
            for fault in check.run(self.register, checks)
            if not known & {(fault.file, fault.block, fault.field), (fault.file, fault.block, None)}
        )
        return self._replace(faults=[*self.faults, *added])

    def sound(self) -> "Snapshot":
        """Return this snapshot unless it has errors.

        Raises:
            FaultyError: it has errors; the exception holds all of them.
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
    """Return the register's folder: `given`, or the nearest from the working folder upward.

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
    """Return the source that reads the files of a folder, and refuses links that lead outside."""
    real_root = root.resolve()

    def source(file: str) -> bytes | None:
        path = root / file
        try:
            if not path.resolve().is_relative_to(real_root):
                raise linked(file)
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise disk.not_read(error, file) from error

    return source


def linked(file: str) -> ActiepuntError:
    """Return the error for a file that is a symbolic link: a change would replace the link."""
    return ActiepuntError(
        _("{file} is a symbolic link").format(file=file),
        _("Put the file itself in its place: a change would replace the link."),
    )


def archive_files(root: Path) -> list[str]:
    """Return the archive files of a folder, oldest first."""
    return [f"{ARCHIVE_DIR}/{path.name}" for path in sorted((root / ARCHIVE_DIR).glob("*.toml"))]


def load(root: Path, *, archive: bool = True, checks: bool = True) -> Snapshot:
    """Return the data files of a folder.

    Args:
        root: The folder of the register.
        archive: Read the archive too; it grows for years, and commands about open actions skip it.
        checks: Look for all faults. Without it only unreadable parts are faults, which suffices to
            show a register but not to change it.
    """
    return load_from(folder_source(root), archive_files(root) if archive else (), checks=checks)


def load_from(source: Source, archive: Iterable[str] = (), *, checks: bool = True) -> Snapshot:
    """Return the data files of a source; `archive` names its archive files (see `load`)."""
    texts: dict[str, str] = {}
    faults: list[Fault] = []

    def text(file: str) -> str:
        data = source(file)
        if data is None:
            return ""
        texts[file], decoding_faults = read.decode(data, file)
        faults.extend(decoding_faults)
        return texts[file]

    settings, settings_faults = Settings(), list[Fault]()
    if content := text(REGISTER_FILE):
        settings, settings_faults = read.settings(content, REGISTER_FILE)
    actions, action_faults = read.actions(text(ACTIONS_FILE), ACTIONS_FILE, layout=checks)
    meetings, meeting_faults = read.meetings(text(CALENDAR_FILE), CALENDAR_FILE, layout=checks)
    archived: dict[str, tuple[Action, ...]] = {}
    for file in archive:
        archived[file], archive_faults = read.actions(text(file), file, layout=checks)
        faults += archive_faults
    register = Register(settings, actions, meetings, archived)
    faults += [*settings_faults, *action_faults, *meeting_faults]
    snapshot = Snapshot(texts, register, faults)
    if not checks:
        return snapshot
    faults += [fault for file, content in texts.items() for fault in dialect.newer(content, file)]
    return snapshot.checked()


def sweep(root: Path) -> None:
    """Remove the temporary files that a killed command left beside the data files."""
    for folder in (root / "data", root / ARCHIVE_DIR):
        for ending in (disk.NEW, disk.SPARE):
            for path in folder.glob(f".*.toml.{ending}"):
                path.unlink(missing_ok=True)


def put(path: Path, text: str | None) -> None:
    """Replace the content of a file in one step; remove the file if the text is None."""
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.replace(path, text.encode())


def text_of(path: Path) -> str | None:
    """Return the text of a file, line endings untouched, or None if the file is missing."""
    return path.read_bytes().decode() if path.exists() else None


def demand_no_links(root: Path, files: Iterable[str]) -> None:
    """Refuse to replace a file that is a symbolic link, or is in a folder that is one.

    The register's own folder may be a link.

    Raises:
        ActiepuntError: it is.
    """
    for file in files:
        if any((root / part).is_symlink() for part in (Path(file), *Path(file).parents[:-1])):
            raise linked(file)
