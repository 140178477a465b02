"""Writing files atomically: a reader sees the old or the new content, never a part."""

import os
from pathlib import Path

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

# Suffixes of temporary files: for content to switch to, and for a copy of the old content.
NEW, SPARE = "new", "old"


def absolute(path: str | Path) -> Path:
    """Return an absolute path; a relative path starts at the working folder.

    Raises:
        ActiepuntError: the path is relative, and the working folder no longer exists.
    """
    if Path(path).is_absolute():
        return Path(path)
    try:
        return Path.cwd() / path
    except OSError as error:
        raise ActiepuntError(
            _("the folder you are in no longer exists"),
            _("Go to another folder (cd), and try again."),
        ) from error


def not_written(error: OSError, path: Path | None = None) -> ActiepuntError:
    """Return the error for a file that could not be written; `path` defaults to that in `error`."""
    return ActiepuntError(
        _("cannot write {file}: {reason}").format(
            file=path or error.filename or "", reason=error.strerror or error
        ),
        _("Look at the disk's free space and the folder's permissions; nothing was changed."),
    )


def not_read(error: OSError, file: Path | str) -> ActiepuntError:
    """Return the error for a file that could not be read."""
    return ActiepuntError(
        _("{file} cannot be read: {reason}").format(file=file, reason=error.strerror),
        _("Look at the permissions of the file and its folder."),
    )


def replace(path: Path, data: bytes) -> None:
    """Replace a file in one step, durably.

    Raises:
        OSError: the disk is full or the folder is read-only; the file is unchanged.
    """
    new = write_beside(path, data)
    try:
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write(path: Path, data: bytes) -> None:
    """Replace a file in one step, durably.

    Raises:
        ActiepuntError: the file cannot be written; it is unchanged.
    """
    try:
        replace(path, data)
    except OSError as error:
        raise not_written(error, path) from error


def beside(path: Path, ending: str) -> Path:
    """Return the path of the temporary file of `path` with this suffix, in the same folder."""
    return path.with_name(f".{path.name}.{ending}")


def write_beside(path: Path, data: bytes, ending: str = NEW) -> Path:
    """Write data to the temporary file of `path`, flush it to the disk, and return its path.

    The temporary file gets the permissions of the file itself.

    Raises:
        OSError: the disk is full or the folder is read-only; no temporary file is left.
    """
    temporary = beside(path, ending)
    try:
        temporary.unlink(
            missing_ok=True
        )  # of a killed command, or a link put there by somebody else
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _sync_folder(folder: Path) -> None:
    """Flush a rename to the disk, where the system allows it (Windows cannot open a folder)."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
