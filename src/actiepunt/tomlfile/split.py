"""A data file taken apart for a merge: into blocks, a block into fields. Joined it is the same."""

import re
from typing import NamedTuple

from actiepunt.core.model import Record
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.tomlfile import read, scan

_UID = re.compile(r"""[ \t]*\[\[[^\n]*\n[ \t]*uid[ \t]*=[ \t]*["']([^"'\\\n]+)["']""")
HEADER, TRAIL = "[", "]"  # no field is called so


class Piece(NamedTuple):
    """A block: what stands above it, and its lines."""

    lead: str
    body: str

    @property
    def text(self) -> str:
        """Return all of it."""
        return self.lead + self.body

    @property
    def record(self) -> Record:
        """Return what the block says.

        Raises:
            ActiepuntError: it does not read.
        """
        found = read.piece(self.body)
        if found is None or len(found) != 1:
            raise refused()
        return found[0]


class File(NamedTuple):
    """A text taken apart: joined again it is the same."""

    head: str
    pieces: dict[str, Piece]
    tail: str


class Part(NamedTuple):
    """The lines of one field: comments above, up to its value, the value, the rest of the line."""

    lead: str = ""
    prefix: str = ""
    value: str = ""
    suffix: str = ""

    @property
    def lines(self) -> str:
        """Return it without the comments above."""
        return self.prefix + self.value + self.suffix


def refused() -> ActiepuntError:
    """Return the refusal for texts that cannot be merged by uid and field."""
    return ActiepuntError(
        _("these versions cannot be merged record by record"),
        _("Put right what `actiepunt check` says of each, or merge them by hand."),
    )


def file(text: str, table: read.Table) -> File:
    """Take a text apart into what stands above its first block, its blocks, and what follows.

    Raises:
        ActiepuntError: a block does not read, or two have one uid.
    """
    blocks = scan.blocks(text, table.name)
    if not blocks:
        return File(text, {}, "")
    pieces: dict[str, Piece] = {}
    start = blocks[0].start
    for block in blocks:
        end = _gap(text, block)
        piece = Piece(text[start : block.start], text[block.start : end])
        uid = _UID.match(piece.body)
        pieces[uid[1] if uid else piece.record.uid] = piece
        start = end
    if len(pieces) != len(blocks) or "" in pieces:
        raise refused()
    return File(text[: blocks[0].start], pieces, text[start:])


def _gap(text: str, block: scan.Block) -> int:
    """Return where the blank and comment lines between a block and the next one begin.

    A comment directly below the last field belongs to the block.
    """
    gap = position = block.end
    while position > block.start:
        start = text.rfind("\n", block.start, position - 1) + 1 or block.start
        line = text[start:position].strip()
        if line and (not line.startswith("#") or '"""' in line or "'''" in line):
            break
        if not line:
            gap = start
        position = start
    return gap


def fields(piece: Piece) -> dict[str, Part]:
    """Take a block apart into its header, its fields, and what follows the last one.

    Raises:
        ActiepuntError: a field stands in it twice.
    """
    body = piece.body
    entries = scan.entries(body, scan.Block(0, len(body)))
    position = body.find("\n") + 1 or len(body)
    closed = body.index("]]") + 2
    found = {HEADER: Part(value=body[:closed], suffix=body[closed:position])}
    for entry in entries:
        lead = body[position : entry.start]
        earlier = found.get(entry.key)
        if entry.is_table:
            lines = body[entry.start : entry.end]
            whole = Part(lead, value=lines)
            if earlier:
                whole = earlier._replace(value=earlier.value + lead + lines)
            found[entry.key] = whole
        elif earlier:
            raise refused()
        else:
            found[entry.key] = Part(
                lead,
                body[entry.start : entry.value],
                body[entry.value : entry.value_end],
                body[entry.value_end : entry.end],
            )
        position = entry.end
    found[TRAIL] = Part(value=body[position:])
    return found
