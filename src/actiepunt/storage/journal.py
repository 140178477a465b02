"""What the files were before a change, kept in the git folder until the commit stands.

A change that fails or is killed at any step is put back from here, at once or by the next command,
also by that of another register in the same repository: git's index and HEAD are of both. So files
are named from the top of the work tree.
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
    """Put files back as they were, should what follows fail, be stopped or be killed.

    Args:
        repository: Where they are, and where it is kept.
        before: Their texts now, by their paths in the register; None is a file that is not there.
        after: Their texts when all went well.

    Raises:
        ActiepuntError: the disk is full or the folder is read-only; the files are as they were.
    """
    try:
        keep(repository, before, after)
        yield
    except OSError as error:
        rollback(repository)
        raise disk.not_written(error) from error
    except BaseException:  # also when a person presses Ctrl-C: put back, then go on
        rollback(repository)
        raise
    drop(repository, after)


def keep(
    repository: Repository, before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> None:
    """Remember the texts of files that are about to change, as `guarded` does.

    Each also gets a spare beside it, so that a disk that runs full later has room to put it back.

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
    """Forget what was kept of some files: the commit stands, or they are as they were."""
    # Should this fail, the next command sees that, and drops it.
    with contextlib.suppress(OSError):
        for file in files:
            for ending in (disk.NEW, disk.SPARE):
                disk.beside(repository.root / file, ending).unlink(missing_ok=True)
        _path(repository).unlink(missing_ok=True)


def rollback(repository: Repository) -> None:
    """Undo a change that was written and never committed; do nothing where none is left over.

    A file that somebody changed since is left alone: it is theirs now.

    Raises:
        ActiepuntError: a killed git left a lock, another program holds the index, or there is no
            room.
    """
    try:
        content = json.loads(_path(repository).read_bytes())
    except FileNotFoundError:
        return
    except ValueError:  # not even the journal was whole, so no file was touched
        content = {}
    top = Repository(repository.top)
    top.wait_for_index()
    try:
        ours = [file for file, kept in content.items() if _restore(top, file, **kept)]
    except OSError as error:
        raise disk.not_written(error) from error
    top.unstage(ours)
    drop(top, content)


def _path(repository: Repository) -> Path:
    return repository.shared("journal.json")


def _digest(text: str | None) -> str:
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()


def _restore(repository: Repository, file: str, before: str | None, after: str) -> bool:
    """Give a file back its bytes, unless they are committed; tell whether it was as we left it."""
    path = repository.root / file
    try:
        now = path.read_bytes().decode() if path.exists() else None
    except UnicodeDecodeError:
        return False
    if _digest(now) != after:
        return now == before  # never written, but git may have been told
    if now == before or _same(repository.read("HEAD", file), now):
        return True  # a hand edit that is being recorded, or a change that stands
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
    """Compare what git has with a working text, whose line endings may differ."""
    if text is None:
        return committed is None
    plain = text.encode().replace(b"\r\n", b"\n")
    return committed is not None and committed.replace(b"\r\n", b"\n") == plain
