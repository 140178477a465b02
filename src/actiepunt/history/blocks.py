"""Versions of a data file as blocks, and which blocks differ between two versions.

A version is split with the help of an earlier one: only the text between their common beginning
and their common end is looked at again, and all other blocks are the same strings.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from actiepunt.core.model import Record
from actiepunt.tomlfile import read, scan

_CHUNK = 2048


class Version(NamedTuple):
    """A text, and the same text as what stands above its first block and its blocks.

    `closed` tells whether every text of several lines in it has an end. Where one has not, a line
    far below decides where the blocks are.
    """

    text: str
    blocks: list[str]
    closed: bool


EMPTY = Version("", [""], closed=True)


def version(text: str, near: Version = EMPTY) -> Version:
    """Return a text with its blocks; the nearer `near` is to it, the less is looked at."""
    near = near if near.closed else EMPTY
    begin = common(near.text, text)
    starts = [0, *accumulate(map(len, near.blocks))]
    # The last block that lies wholly in the common beginning may go on in this text.
    first = max(bisect_right(starts, begin) - 2, 0)
    room = min(len(near.text), len(text)) - begin
    end = common(near.text, text, backward=True, most=room)
    shift = len(text) - len(near.text)
    # A header stands at the beginning of a line, so what is before it must be the same too.
    later = max(bisect_right(starts, len(near.text) - end), first + 1)
    places = [starts[first]] if first else [0]
    rest = len(near.blocks)
    for place in scan.headers(text, places[0]):
        known = bisect_left(starts, place - shift, later)
        if known < rest and starts[known] == place - shift:
            rest = known
            break
        if place > places[-1] or not first:
            places.append(place)
    end_of_new = starts[rest] + shift if rest < len(near.blocks) else len(text)
    new = [text[a:b] for a, b in pairwise([*places, end_of_new])]
    blocks = [*near.blocks[:first], *new, *near.blocks[rest:]]
    return Version(text, blocks, all(map(scan.closed, new)))


def common(
    one: Sequence[object], other: Sequence[object], *, backward: bool = False, most: int = -1
) -> int:
    """Return how long two texts or lists are the same, from their beginning or from their end."""
    ends = len(one), len(other)
    most = min(ends) if most < 0 else most

    def same(begin: int, end: int) -> bool:
        if backward:
            return one[ends[0] - end : ends[0] - begin] == other[ends[1] - end : ends[1] - begin]
        return one[begin:end] == other[begin:end]

    found = 0
    while found + _CHUNK <= most and same(found, found + _CHUNK):
        found += _CHUNK
    low, high = found, min(found + _CHUNK, most)
    while low < high:
        middle = (low + high + 1) // 2
        if same(found, middle):
            low = middle
        else:
            high = middle - 1
    return low


def differing(old: Version, new: Version) -> tuple[list[str], list[str]]:
    """Return the blocks of two versions between the first and the last one that differ."""
    begin = common(old.blocks, new.blocks)
    most = min(len(old.blocks), len(new.blocks)) - begin
    end = common(old.blocks, new.blocks, backward=True, most=most)
    return old.blocks[begin : len(old.blocks) - end], new.blocks[begin : len(new.blocks) - end]


@lru_cache(maxsize=20_000)
def records(block: str) -> tuple[Record, ...] | None:
    """Return the records of a block, or None where it cannot be read."""
    return read.block_records(block)
