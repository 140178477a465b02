"""The headings of a document, with how many proposals stand below each.

So annexes and incoming letters can be left out as a whole.
"""

from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.documents import Document
from actiepunt.harvest.proposals import Proposal
from actiepunt.harvest.sentences import number_of


class Part(NamedTuple):
    """A heading, with how many proposals stand below it.

    Attributes:
        block: The index of its block; -1 for what stands above the first heading.
        end: The index of the first block that is no longer below it.
        text: The heading; empty above the first.
        level: Its level, from 1.
        number: Its number.
        own: The proposals right below it.
        total: Those below its lower headings too.
    """

    block: int
    end: int
    text: str
    level: int
    number: str
    own: int
    total: int


def outline(document: Document, proposals: Sequence[Proposal]) -> list[Part]:
    """Return the headings of a document, in order, with the number of proposals below each."""
    heads = [(i, block) for i, block in enumerate(document.blocks) if block.kind == "heading"]
    places = [proposal.sentence.block for proposal in proposals]
    parts = []
    first = heads[0][0] if heads else len(document.blocks)
    if first:
        count = sum(place < first for place in places)
        parts.append(Part(-1, first, "", 1, "", count, count))
    for at, (index, block) in enumerate(heads):
        following = heads[at + 1][0] if at + 1 < len(heads) else len(document.blocks)
        level = block.level or 1
        end = next((i for i, b in heads[at + 1 :] if (b.level or 1) <= level), len(document.blocks))
        count = sum(index <= place < following for place in places)
        total = sum(index <= place < end for place in places)
        parts.append(Part(index, end, block.text, level, number_of(block), count, total))
    return parts
