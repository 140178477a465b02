"""Move blocks between data files, byte for byte, each with the comments directly above it."""

import re
from collections.abc import Collection, Mapping, Sequence

from actiepunt.tomlfile import read, scan, split

_BOM = "\ufeff"


def arrange(
    texts: Mapping[str, str], order: Mapping[str, Sequence[str]], heading: str
) -> dict[str, str]:
    """Return the texts of files, each with the blocks that `order` gives it.

    A block that goes to another file takes the comments directly above it along, but not the
    comment with which a file begins. All other comments and blank lines stay.

    Args:
        texts: The present texts of the files; empty for a new file.
        order: The uids of the blocks of each file. Those that stay in their file keep their order.
        heading: The comments with which a new file begins.

    Raises:
        ActiepuntError: a block has no readable uid, or two blocks have the same one.
    """
    files = {file: _parts(text, read.table_in(file)) for file, text in texts.items()}
    moving = {
        uid: _split(piece.lead)[1] + piece.body
        for one in files.values()
        for uid, piece in one.pieces.items()
    }
    line = scan.newline("".join(texts.values()))
    new = split.File(heading.replace("\n", line), {}, "")
    return {
        file: _arranged(files[file] if texts[file] else new, uids, moving, line)
        for file, uids in order.items()
    }


def _parts(text: str, table: read.Table) -> split.File:
    """Return a file in parts, with the comments directly above its first block in that block."""
    file = split.file(text, table)
    above, own = _split(file.head)
    if not file.pieces or above in {"", _BOM}:
        return file
    first, piece = next(iter(file.pieces.items()))
    return split.File(above, {**file.pieces, first: piece._replace(lead=own)}, file.tail)


def _split(lead: str) -> tuple[str, str]:
    """Return what is above a block in two: the rest, and the comments directly above the block."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", lead)
    first = len(lines)
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return "".join(lines[:first]), "".join(lines[first:])


def _arranged(file: split.File, uids: Sequence[str], moving: Mapping[str, str], line: str) -> str:
    """Return the text of a file with these blocks; `moving` has the text of those that arrive."""
    leads, tail = _leads(file, set(uids))
    before = [None, *uids]
    text = file.head
    for previous, uid in zip(before, uids, strict=False):
        stays = uid in file.pieces
        part = leads[uid] + file.pieces[uid].body if stays else moving[uid]
        if previous is None and uid != next(iter(file.pieces), None):
            part = part.lstrip("\r\n")
        if text.strip(_BOM) and not (stays and (previous is None or previous in file.pieces)):
            text += "" if text.endswith("\n") else line
            apart = text.endswith(("\n\n", "\n\r\n")) or part.startswith(("\n", "\r"))
            text += "" if apart else line
        text += part
    if not uids:
        text = text.rstrip() + line
    return text + tail


def _leads(file: split.File, staying: Collection[str]) -> tuple[dict[str, str], str]:
    """Return what is above each block that stays, and after the last.

    Of a block that leaves, the other comments above it go to the block that follows it.
    """
    leads: dict[str, str] = {}
    left = ""
    for uid, piece in file.pieces.items():
        if uid in staying:
            leads[uid], left = left + piece.lead, ""
        elif (rest := _split(piece.lead)[0]).strip():
            left += rest.rstrip() + rest[len(rest.rstrip()) :].partition("\n")[1]
    return leads, left + file.tail
