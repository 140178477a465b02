"""Versions of a data file as blocks, and the blocks in which two versions differ.

A version is split with the help of an earlier version: only the text between their common beginning
and their common end is scanned, and all other blocks are shared with the earlier version.
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
    """A version of a data file.

    Attributes:
        text: The whole text.
        blocks: The same text in parts: all before the first block, then each block.
        closed: Every text of several lines in it has an end. Otherwise an edit far below can move
            the limits of blocks, and no block is reused.
    """

    text: str
    blocks: list[str]
    closed: bool


EMPTY = Version("", [""], closed=True)


def version(text: str, near: Version = EMPTY) -> Version:
    """Return a text with its blocks; only where `near` differs from it is the text scanned."""
    near = near if near.closed else EMPTY
    begin = common(near.text, text)
    starts = [0, *accumulate(map(len, near.blocks))]
    # The last block within the common beginning may continue in this text, so scan it again.
    first = max(bisect_right(starts, begin) - 2, 0)
    room = min(len(near.text), len(text)) - begin
    end = common(near.text, text, backward=True, most=room)
    shift = len(text) - len(near.text)
    # A header begins a line, so the character before it must be in the common end too.
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
    left: Sequence[object], right: Sequence[object], *, backward: bool = False, most: int = -1
) -> int:
    """Return the length of the common beginning of two texts or lists.

    Args:
        left: A text or list.
        right: The other one.
        backward: Compare from the end instead.
        most: Compare at most this many items; negative for all.
    """
    ends = len(left), len(right)
    most = min(ends) if most < 0 else most

    def same(begin: int, end: int) -> bool:
        if backward:
            return left[ends[0] - end : ends[0] - begin] == right[ends[1] - end : ends[1] - begin]
        return left[begin:end] == right[begin:end]

    length = 0
    while length + _CHUNK <= most and same(length, length + _CHUNK):
        length += _CHUNK
    low, high = length, min(length + _CHUNK, most)
    while low < high:
        middle = (low + high + 1) // 2
        if same(length, middle):
            low = middle
        else:
            high = middle - 1
    return low


def differing(old: Version, new: Version) -> tuple[list[str], list[str]]:
    """Return the blocks of each version from the first to the last block that differs."""
    begin = common(old.blocks, new.blocks)
    most = min(len(old.blocks), len(new.blocks)) - begin
    end = common(old.blocks, new.blocks, backward=True, most=most)
    return old.blocks[begin : len(old.blocks) - end], new.blocks[begin : len(new.blocks) - end]


@lru_cache(maxsize=20_000)
def records(block: str) -> tuple[Record, ...] | None:
    """Return the records of a block, or None where the block holds a fault."""
    return read.block_records(block)
