"""Files on the disk: replaced in one step, never left half written."""

import os
from pathlib import Path

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

NEW, SPARE = "new", "old"  # suffixes of temporary files


def absolute(path: str | Path) -> Path:
    """Return a path from the top of the disk, seen from the working folder.

    Raises:
        ActiepuntError: it is relative, and the working folder is gone.
    """
    if Path(path).is_absolute():
        return Path(path)
    try:
        return Path.cwd() / path
    except OSError as error:
        raise ActiepuntError(
            _("the folder you are in is not there any more"),
            _("Go to another folder (cd), and try again."),
        ) from error


def not_written(error: OSError, path: Path | None = None) -> ActiepuntError:
    """Return the refusal for a file that the system would not let us write."""
    return ActiepuntError(
        _("cannot write {file}: {reason}").format(
            file=path or error.filename or "", reason=error.strerror or error
        ),
        _("Look at the disk's free space and the folder's permissions; nothing was changed."),
    )


def replace(path: Path, data: bytes) -> None:
    """Replace a file in one step: a reader sees the old bytes or the new ones, never a part.

    Raises:
        OSError: the disk is full or the folder is read-only; the file is as it was.
    """
    new = write_beside(path, data)
    try:
        new.replace(path)
    except OSError:
        new.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write(path: Path, data: bytes) -> None:
    """Replace a file in one step, as `replace` does.

    Raises:
        ActiepuntError: it cannot be written; what was there is as it was.
    """
    try:
        replace(path, data)
    except OSError as error:
        raise not_written(error, path) from error


def beside(path: Path, ending: str) -> Path:
    """Return the path of a temporary file next to a file."""
    return path.with_name(f".{path.name}.{ending}")


def write_beside(path: Path, data: bytes, ending: str = NEW) -> Path:
    """Write the new or old content of a file to a temporary file next to it; return its path.

    The content is flushed to the disk.

    Raises:
        OSError: the disk is full or the folder is read-only; nothing is left behind.
    """
    temporary = beside(path, ending)
    try:
        temporary.unlink(missing_ok=True)  # left by a killed command, or put there as a trap
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
    """Make the rename itself durable, where the system can (Windows cannot open a folder)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
