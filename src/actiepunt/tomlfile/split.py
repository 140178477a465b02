"""Split a data file for a merge: into blocks, and a block into fields, without losing a byte."""

import re
from typing import NamedTuple

from actiepunt.core.model import Record
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.tomlfile import read, scan

_UID = re.compile(r"""[ \t]*\[\[[^\n]*\n[ \t]*uid[ \t]*=[ \t]*["']([^"'\\\n]+)["']""")
# Keys of `fields` for the header and for the text after the last field; no field has such a name.
HEADER, REST = "[", "]"


class Piece(NamedTuple):
    """A block: the comments and blank lines above it, and its own lines."""

    lead: str
    body: str

    @property
    def text(self) -> str:
        """The whole text."""
        return self.lead + self.body

    @property
    def record(self) -> Record:
        """The record that the block holds.

        Raises:
            ActiepuntError: the block holds a fault.
        """
        records = read.block_records(self.body)
        if records is None or len(records) != 1:
            raise cannot_merge()
        return records[0]


class File(NamedTuple):
    """The text of a data file: all before its first block, its blocks by uid, and all after."""

    head: str
    pieces: dict[str, Piece]
    tail: str


class Part(NamedTuple):
    """The lines of a field: comments above, the key with `=`, the value, the rest of its line."""

    lead: str = ""
    prefix: str = ""
    value: str = ""
    suffix: str = ""

    @property
    def lines(self) -> str:
        """The lines without the comments above."""
        return self.prefix + self.value + self.suffix


def cannot_merge() -> ActiepuntError:
    """Return the error for texts that cannot be merged by uid and field."""
    return ActiepuntError(
        _("these versions cannot be merged record by record"),
        _("Fix what `actiepunt check` reports in each, or merge them by hand."),
    )


def file(text: str, table: read.Table) -> File:
    """Split the text of a data file into blocks.

    Raises:
        ActiepuntError: a block without a readable uid, or two blocks with the same one.
    """
    blocks = scan.blocks(text, table.name)
    if not blocks:
        return File(text, {}, "")
    pieces: dict[str, Piece] = {}
    start = blocks[0].start
    for block in blocks:
        end = _body_end(text, block)
        piece = Piece(text[start : block.start], text[block.start : end])
        uid = _UID.match(piece.body)
        pieces[uid[1] if uid else piece.record.uid] = piece
        start = end
    if len(pieces) != len(blocks) or "" in pieces:
        raise cannot_merge()
    return File(text[: blocks[0].start], pieces, text[start:])


def _body_end(text: str, block: scan.Block) -> int:
    """Return the end of a block without the blank and comment lines before the next one.

    A comment directly below the last field belongs to the block.
    """
    end = position = block.end
    while position > block.start:
        start = text.rfind("\n", block.start, position - 1) + 1 or block.start
        line = text[start:position].strip()
        if line and (not line.startswith("#") or '"""' in line or "'''" in line):
            break
        if not line:
            end = start
        position = start
    return end


def fields(piece: Piece) -> dict[str, Part]:
    """Split a block into its header (`HEADER`), its fields by name, and the rest (`REST`).

    Raises:
        ActiepuntError: the block has a field twice.
    """
    body = piece.body
    entries = scan.entries(body, scan.Block(0, len(body)))
    position = body.find("\n") + 1 or len(body)
    header_end = body.index("]]") + 2
    parts = {HEADER: Part(value=body[:header_end], suffix=body[header_end:position])}
    for entry in entries:
        lead = body[position : entry.start]
        earlier = parts.get(entry.key)
        if entry.is_table:
            lines = body[entry.start : entry.end]
            whole = Part(lead, value=lines)
            if earlier:
                whole = earlier._replace(value=earlier.value + lead + lines)
            parts[entry.key] = whole
        elif earlier:
            raise cannot_merge()
        else:
            parts[entry.key] = Part(
                lead,
                body[entry.start : entry.value],
                body[entry.value : entry.value_end],
                body[entry.value_end : entry.end],
            )
        position = entry.end
    parts[REST] = Part(value=body[position:])
    return parts
