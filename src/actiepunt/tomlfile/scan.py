"""Offsets in a TOML text: of its blocks, and of the keys and values of a block.

The parser reads values; this module only finds where a block begins, where a key is and where its
value ends, for the smallest edit, for line numbers and for merges. Offsets count characters of the
decoded text, line endings untouched.
"""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

# Possessive (`++`), so that a text is taken in runs instead of character by character. Not around a
# group (`(…)*+`): that matches wrongly before Python 3.11.5.
_LONG = (
    r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']++|'{1,2}(?!'))*'{3,5}"
)
_SHORT = r'"(?:[^"\\\n]++|\\[^\n])*"' r"|'[^'\n]*'"
_HEADERS = re.compile(
    r"(?ms)^\ufeff?[ \t]*(?P<header>\[[^\n#\"']*\])[ \t]*(?=[#\r\n]|\Z)"
    rf"|{_LONG}|(?P<unclosed>\"{{3}}|'{{3}})|{_SHORT}|\#[^\n]*"
)
STRINGS = f"{_LONG}|{_SHORT}"
_VALUE = re.compile(rf"(?s){STRINGS}|\#[^\n]*|[\[{{]|[\]}}]|\r?\n|[^\"'\#\[\]{{}}\r\n]+|.")
# Possessive (`++`), so that a long line that is no key is not tried at every length.
_KEY = re.compile(r"""[ \t]*((?:[A-Za-z0-9_-]++|"[^"\n]*"|'[^'\n]*')[^=\n#]*)=[ \t]*""")
_TABLE = re.compile(r"[ \t]*\[")


class Block(NamedTuple):
    """One `[[action]]` or `[[meeting]]`, from its header to the header of the next block."""

    start: int
    end: int


class Key(NamedTuple):
    """A key of a block: its name, the offsets of its whole lines and those of its value.

    A sub-table (`[[action.progress]]`) is one `Key` whose value is its header.
    """

    key: str
    start: int
    value: int
    value_end: int
    end: int
    is_table: bool = False


def headers(
    text: str, begin: int = 0, tables: Container[str] = ("action", "meeting")
) -> Iterator[int]:
    """Yield the offset of each block of these arrays of tables; `begin` must not be in a value."""
    for match in _HEADERS.finditer(text, begin):
        header = match["header"]
        if header and header.startswith("[[") and header[2:-2].strip() in tables:
            yield match.start() + text.startswith("\ufeff", match.start())


def closed(text: str) -> bool:
    """Tell whether every multi-line string that begins in `text` also ends in it."""
    return not any(match["unclosed"] for match in _HEADERS.finditer(text))


@lru_cache(maxsize=4)  # many faults of one file ask for the same blocks
def blocks(text: str, table: str) -> tuple[Block, ...]:
    """Return the blocks of an array of tables, in file order."""
    starts = list(headers(text, tables=(table,)))
    ends = [*starts[1:], len(text)]
    return tuple(Block(start, end) for start, end in zip(starts, ends, strict=False))


def entries(text: str, block: Block) -> list[Key]:
    """Return the keys of a block, in file order."""
    keys: list[Key] = []
    for entry in lines(text, _line_end(text, block.start), block.end):  # past the header
        if keys and keys[-1].is_table and not entry.is_table:
            keys[-1] = keys[-1]._replace(end=entry.end)  # a key of the sub-table
        else:
            keys.append(entry)
    return keys


def lines(text: str, position: int, end: int) -> Iterator[Key]:
    """Yield each key and each header of a table between two offsets, in file order."""
    while position < end:
        entry = _entry(text, position)
        if entry is not None:
            yield entry
        position = _line_end(text, position) if entry is None else entry.end


def _entry(text: str, position: int) -> Key | None:
    """Return the key or sub-table whose lines begin at `position`; None at any other line."""
    key = _KEY.match(text, position)
    if key:
        value_end, end = _value_end(text, key.end())
        return Key(key[1].strip("\"' \t"), position, key.end(), value_end, end)
    if _TABLE.match(text, position):
        end = _line_end(text, position)
        header = text[position:end].split("#", maxsplit=1)[0].strip()
        name = header.strip("[]").rsplit(".", maxsplit=1)[-1].strip()
        return Key(name, position, position, end, end, is_table=True)
    return None


def _value_end(text: str, position: int) -> tuple[int, int]:
    """Return the end of the value that begins at `position`, and the end of its last line."""
    depth, end = 0, position
    for token in _VALUE.finditer(text, position):
        first = token[0][0]
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        elif first in "\r\n" and token[0][-1] == "\n":
            if depth <= 0:
                return end, token.end()
            continue
        if first == "#" or not token[0].strip():
            continue
        end = token.start() + len(token[0].rstrip())
    return end, len(text)


def _line_end(text: str, position: int) -> int:
    line_feed = text.find("\n", position)
    return len(text) if line_feed < 0 else line_feed + 1


def line_number(text: str, offset: int) -> int:
    """Return the line of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1


def newline(text: str, offset: int = 0) -> str:
    """Return the line ending of the line at `offset`, else of the first line, else a line feed."""
    for start in (offset, 0):
        line_feed = text.find("\n", start)
        if line_feed >= 0:
            return "\r\n" if line_feed and text[line_feed - 1] == "\r" else "\n"
    return "\n"
