"""The line of a fault in the text of its file."""

import re

from actiepunt.errors import Fault
from actiepunt.tomlfile import read, scan


def locate(fault: Fault, text: str) -> Fault:
    """Return the fault with its line: that of its field, of its block, or of its key in `text`."""
    if fault.line is not None:
        return fault
    if fault.block is None and fault.record and fault.field:
        from actiepunt.tomlfile import listed

        listed_line = listed.line(text, fault.record, fault.field)
        if listed_line:
            return fault._replace(line=listed_line)
    if fault.block is None:
        name = re.escape(fault.field or "")  # `\b` would not end a name such as "Mei (Noord)"
        match = re.search(rf"(?m)^[^=\n]*(?<!\w){name}(?!\w)", text)
        return fault._replace(line=scan.line_number(text, match.start()) if match else 1)
    blocks = scan.blocks(text, read.table_in(fault.file).name)
    if fault.block >= len(blocks):
        return fault._replace(line=1)
    block = blocks[fault.block]
    offset = next((e.start for e in scan.entries(text, block) if e.key == fault.field), block.start)
    return fault._replace(line=scan.line_number(text, offset))
