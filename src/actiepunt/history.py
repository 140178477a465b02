"""Who changed what and when, read from content in one pass over git's history (DESIGN section 7).

git is asked once for every commit's changed blocks, whole: with a block as the "function" of a
diff, `git log --function-context` gives each changed block before and after, and nothing else is
parsed. Records are followed by uid, so that a move within a file, to the archive, or a new layout
is no change, and commit messages are never believed. A merge shows only what it made itself:
fields that differ from all its parents.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from actiepunt.difference import Difference
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.model import Action, Record
from actiepunt.repository import Repository
from actiepunt.tomlfile import read

# How git finds the start of a block; `-W` then shows blocks whole.
_BLOCK = r"^[[:space:]]*\[\[[[:space:]]*(action|meeting)[[:space:]]*\]\]"
_ATTRIBUTES = "actiepunt-attributes"
_MARK = "\x01"
_FORMAT = f"--format={_MARK}%H%x00%an%x00%ae%x00%ct%x00%s"
_HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_UID = re.compile(r"""^[ \t]*uid[ \t]*=[ \t]*["']([a-z0-9]{16})["']""", re.MULTILINE)
_INDEX = re.compile(r"index ([0-9a-f,]+)\.\.([0-9a-f]+)")


class Commit(NamedTuple):
    """A commit as the history tells it; `when` is the committer's moment in UTC."""

    hash: str
    who: str
    mail: str
    when: datetime
    subject: str


class Entry(NamedTuple):
    """What one commit changed, record by record."""

    commit: Commit
    differences: list[Difference]


class _Broken(Action):
    """A block that a commit left unreadable."""


class _File:
    """The changed blocks of one file in one commit, gathered from the lines of a diff."""

    def __init__(self) -> None:
        self.blobs: tuple[list[str], str] | None = None
        self.old: list[str] = []
        self.new: list[str] = []
        self.combined = False
        self.torn = False


def entries(
    repository: Repository,
    since: str = "",
    known: dict[str, Record] | None = None,
    head: str = "HEAD",
) -> Iterator[Entry]:
    """Yield every commit of a history that changed a record, oldest first.

    Args:
        repository: The register's repository.
        since: Only what is not in the history of this commit.
        known: Each record by uid as it was told up to there.
        head: The last commit.

    Raises:
        ActiepuntError: the clone is shallow, so that its history is not whole.
    """
    demand_whole(repository)
    known = known or {}  # as last told, for a record whose block was broken for a while
    for commit, files in _commits(_lines(repository, since, head)):
        found = _differences(repository, files, known)
        remember(known, found)
        if found:
            yield Entry(commit, found)


def remember(known: dict[str, Record], differences: Iterable[Difference]) -> None:
    """Keep each record as it was last told; one that is gone is new when it comes back."""
    for one in differences:
        uid = one.record.uid or one.record.id
        if one.new is None:
            known.pop(uid, None)
        else:
            known[uid] = one.new


def demand_whole(repository: Repository) -> None:
    """Refuse a clone that lacks the older commits.

    Raises:
        ActiepuntError: the clone is shallow.
    """
    if repository.is_shallow():
        raise ActiepuntError(
            _("this is a shallow clone: the older history is missing"),
            _("Fetch it first: git fetch --unshallow"),
        )


def _lines(repository: Repository, since: str, head: str) -> Iterator[str]:
    attributes = repository.git_dir / _ATTRIBUTES
    wanted = b"*.toml diff=actiepunt\n"
    # In a git folder that is read-only the register's own .gitattributes says the same; without
    # both, hunks hold half blocks and whole files are read instead: slower, and as right.
    with contextlib.suppress(OSError):
        if not attributes.exists() or attributes.read_bytes() != wanted:
            attributes.write_bytes(wanted)
    return repository.stream(
        "-c", f"core.attributesFile={attributes}",
        "-c", f"diff.actiepunt.xfuncname={_BLOCK}",
        "-c", "diff.noprefix=false", "-c", "diff.mnemonicPrefix=false",
        "-c", "diff.suppressBlankEmpty=false",
        "log", "--reverse", "--topo-order", "--full-history", "-c", "-p", "-W", "--full-index",
        "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--no-notes",
        "--no-show-signature", _FORMAT, head, *([f"^{since}"] if since else []), "--", "data",
    )  # fmt: skip


def _commits(lines: Iterator[str]) -> Iterator[tuple[Commit, list[_File]]]:
    """Yield each commit with the changed blocks of its files."""
    commit: Commit | None = None
    files: list[_File] = []
    for line in lines:
        if line.startswith(_MARK):
            if commit:
                yield commit, files
            commit, files = _commit(line[1:]), []
        elif line.startswith("diff "):
            files.append(_File())
            files[-1].combined = not line.startswith("diff --git ")
        elif files and (found := _INDEX.match(line)):
            files[-1].blobs = (found[1].split(","), found[2])
        elif files and not files[-1].combined and (found := _HUNK.match(line)):
            _hunk(lines, files[-1], int(found[1] or 1), int(found[2] or 1))
    if commit:
        yield commit, files


def _commit(line: str) -> Commit:
    name, who, mail, seconds, subject = line.rstrip("\n").split("\0", 4)
    return Commit(name, who, mail, datetime.fromtimestamp(int(seconds), UTC), subject)


def _hunk(lines: Iterator[str], file: _File, old: int, new: int) -> None:
    """Take the lines of a hunk apart: git says how many there are of each side."""
    starts = len(file.old), len(file.new)
    while old > 0 or new > 0:
        line = next(lines)
        if line[0] in " -":
            file.old.append(line[1:])
            old -= 1
        if line[0] in " +":
            file.new.append(line[1:])
            new -= 1
    file.torn |= _torn(file.old[starts[0] :]) or _torn(file.new[starts[1] :])


def _torn(lines: Iterable[str]) -> bool:
    """Tell whether a hunk begins within a block.

    Where no blank line stands above a block git begins at the last one before it, and that may be
    within a text of several lines; what follows then reads as something else.
    """
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            return not line.lstrip().startswith("[[")
    return False


def _differences(
    repository: Repository, files: Iterable[_File], known: Mapping[str, Record]
) -> list[Difference]:
    """Return what a commit changed: by uid, over all its files, each record once."""
    before: list[dict[str, Record]] = []
    after: dict[str, Record] = {}
    for file in files:
        olds, new = _sides(repository, file)
        after |= new
        before += [{} for _side in range(len(olds) - len(before))]
        for side, old in zip(before, olds, strict=False):
            side.update(old)
    if not before:
        return []
    found = []
    for uid in dict.fromkeys([*before[0], *after]):
        if isinstance(after.get(uid), _Broken):
            continue  # it says nothing, and so it changes nothing; its repair is compared
        sides = [_told(side.get(uid), known.get(uid)) for side in before]
        difference = _difference(sides, after.get(uid))
        if difference:
            found.append(difference)
    return found


def _told(old: Record | None, known: Record | None) -> Record | None:
    """Return what was last told of a record, where the parent's side does not say it."""
    return known if old is None or isinstance(old, _Broken) else old


def _difference(olds: list[Record | None], new: Record | None) -> Difference | None:
    """Return the change of a record; in a merge only what differs from every parent."""
    if any(old == new for old in olds):
        return None
    first = olds[0]
    if len(olds) > 1 and new is not None:
        # What one of the parents already said was changed there, and is not told again.
        told = {
            name: getattr(new, name)
            for name in new._fields
            if any(old is not None and getattr(old, name) == getattr(new, name) for old in olds)
        }
        known = [old for old in olds if old is not None]
        if known:
            first = known[0]._replace(**told)
            if first == new:
                return None
    return Difference(first, new)


def _sides(
    repository: Repository, file: _File
) -> tuple[list[dict[str, Record]], dict[str, Record]]:
    """Return the records of each parent's side and of the new side, by uid."""
    if not (file.combined or file.torn):
        old, new = _records("".join(file.old)), _records("".join(file.new))
        if old is not None and new is not None:
            return [old], new
    names, name = file.blobs or ([], "")
    blobs = repository.blobs([*names, name])
    return [_whole(blobs[one]) for one in names], _whole(blobs[name])


def _whole(blob: bytes) -> dict[str, Record]:
    """Return the records of a whole file as far as it reads, and which blocks are broken."""
    found: dict[str, Record] = {}
    for piece in read.pieces(blob.decode(errors="replace")):
        records = _records(piece)
        uid = _UID.search(piece) if records is None else None
        found |= records if records is not None else {uid[1]: _Broken()} if uid else {}
    return found


@lru_cache(maxsize=20_000)
def _piece(text: str) -> tuple[Record, ...] | None:
    return read.piece(text)


def _records(text: str) -> dict[str, Record] | None:
    """Return the records of whole blocks by uid, or None where the text holds half of one."""
    found: dict[str, Record] = {}
    for part in read.pieces(text):
        records = _piece(part)
        if records is None:
            return None
        for record in records:
            found[record.uid or record.id] = record
    return found
