"""One window at a time for what a person types over many questions."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from actiepunt import disk
from actiepunt.errors import ActiepuntError


@contextlib.contextmanager
def alone(path: Path, busy: ActiepuntError) -> Iterator[None]:
    """Keep other windows from a file that is kept between questions.

    Args:
        path: The file; the lock stands beside it.
        busy: What to raise where another window has it.

    Raises:
        ActiepuntError: another window has it, or the folder is read-only.
    """
    import filelock

    path = path.with_suffix(".lock")
    lock = filelock.FileLock(path, timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise busy from error
    except OSError as error:
        raise disk.not_written(error, path) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows keeps a file that is open
            path.unlink()
        lock.release()
