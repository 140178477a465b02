"""Documents in which each line of a text became a paragraph, as a text that was pasted does."""

from itertools import pairwise

from actiepunt.documents import Block
from actiepunt.documents._builder import Builder
from actiepunt.documents._lines import blocks

_FEWEST = 10  # lines; fewer tell too little
_LONGEST = 160  # characters of a line
_SHARE = 8  # one line in so many goes on with the sentence of the line before it


def unwrapped(builder: Builder) -> list[Block]:
    """Return the blocks of a document, which are joined where they are the lines of a text.

    The document then marks nothing as a heading, an item of a list or a table.

    Raises:
        ActiepuntError: it has more blocks than a document.
    """
    lines = builder.plain
    if builder.is_marked or not _are_lines(lines):
        return builder.blocks
    return blocks("\n".join(lines), builder.name)


def _are_lines(lines: list[str]) -> bool:
    filled = sum(map(bool, lines))
    if filled < _FEWEST or max(map(len, lines)) > _LONGEST:
        return False
    goes_on = sum(
        bool(line and below) and line[-1] not in ".:;?!" and below[0].islower()
        for line, below in pairwise(lines)
    )
    return goes_on * _SHARE >= filled
