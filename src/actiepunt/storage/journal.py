"""The journal: the content of files before a change, kept in the git folder until it is committed.

A change that fails or is killed at any step is rolled back from the journal, at once or by the next
command. That command may run in another register of the same repository, because registers share
the index and HEAD; so the journal names files from the top of the work tree.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from actiepunt import disk
from actiepunt.git.repository import Repository


@contextlib.contextmanager
def guarded(
    repository: Repository, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> Iterator[None]:
    """Roll files back if the `with` block fails, is interrupted or is killed.

    Args:
        repository: The register's repository.
        before: The present text of each file, by its path from the register's folder; None for a
            file that is missing.
        after: The text of each file after the change.

    Raises:
        ActiepuntError: the disk is full or the folder is read-only; the files are as they were.
    """
    try:
        keep(repository, before, after)
        yield
    except OSError as error:
        rollback(repository)
        raise disk.not_written(error) from error
    except BaseException:  # also Ctrl-C
        rollback(repository)
        raise
    drop(repository, after)


def keep(
    repository: Repository, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> None:
    """Write the journal; the arguments are those of `guarded`.

    Each file also gets a copy beside it, because the disk may be full by the time of a rollback.

    Raises:
        OSError: the disk is full or the folder is read-only.
    """
    content = {
        repository.prefix + file: {"before": before[file], "after": _digest(text)}
        for file, text in after.items()
    }
    disk.replace(_path(repository), json.dumps(content).encode())
    for file, text in before.items():
        if text is not None:
            disk.write_beside(repository.root / file, text.encode(), disk.SPARE)


def drop(repository: Repository, files: Iterable[str]) -> None:
    """Remove the journal and the copies of files, after a commit or a rollback."""
    # If removing fails, the next command finds nothing to roll back, and removes them.
    with contextlib.suppress(OSError):
        for file in files:
            for ending in (disk.NEW, disk.SPARE):
                disk.beside(repository.root / file, ending).unlink(missing_ok=True)
        _path(repository).unlink(missing_ok=True)


def rollback(repository: Repository) -> None:
    """Undo a change that was written and not committed; without a journal, do nothing.

    A file that somebody edited since is left alone.

    Raises:
        ActiepuntError: a killed git left a lock, another program holds the index, or the disk is
            full.
    """
    try:
        content = json.loads(_path(repository).read_bytes())
    except FileNotFoundError:
        return
    except ValueError:  # the journal itself is half written, so no file was changed
        content = {}
    top = Repository(repository.top)
    top.wait_for_index()
    try:
        unchanged = [file for file, entry in content.items() if _restore(top, file, **entry)]
    except OSError as error:
        raise disk.not_written(error) from error
    top.unstage(unchanged)
    drop(top, content)


def _path(repository: Repository) -> Path:
    return repository.shared("journal.json")


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


def _restore(repository: Repository, file: str, before: str | None, after: str) -> bool:
    """Restore a file unless its change is committed; tell whether nobody edited the file since."""
    path = repository.root / file
    try:
        now = path.read_bytes().decode() if path.exists() else None
    except UnicodeDecodeError:
        return False
    if _digest(now) != after:
        return now == before  # the kill came before the file was written
    if now == before or _same(repository.read("HEAD", file), now):
        return True  # a hand edit that `save` records, or a committed change
    spare = disk.beside(path, disk.SPARE)
    if before is None:
        path.unlink()
    elif spare.is_file() and spare.read_bytes() == before.encode():
        spare.replace(path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(path, before.encode())
    return True


def _same(committed: bytes | None, text: str | None) -> bool:
    """Compare a committed file with a text of the work tree, whose line endings may differ."""
    if text is None:
        return committed is None
    plain = text.encode().replace(b"\r\n", b"\n")
    return committed is not None and committed.replace(b"\r\n", b"\n") == plain
