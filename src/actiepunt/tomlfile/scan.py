"""Where things stand in a TOML text: its blocks, and the lines of a block.

Reading values is the parser's work. This knows only where a block begins, where a key stands and
where its value ends, which is what the smallest edit, a line number and a merge need. Offsets are
character offsets in the text as it was decoded, line endings untouched.
"""

import re
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple

_LONG = (
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
)
_SHORT = r'"(?:[^"\\\n]|\\[^\n])*"' r"|'[^'\n]*'"
_HEADERS = re.compile(
    r"(?ms)^\ufeff?[ \t]*(?P<header>\[[^\n#\"']*\])[ \t]*(?=[#\r\n]|\Z)"
    rf"|{_LONG}|(?P<unclosed>\"{{3}}|'{{3}})|{_SHORT}|\#[^\n]*"
)
STRINGS = f"{_LONG}|{_SHORT}"
_VALUE = re.compile(rf"(?s){STRINGS}|\#[^\n]*|[\[{{]|[\]}}]|\r?\n|[^\"'\#\[\]{{}}\r\n]+|.")
# Possessive (`++`), so that a long line that is no key is looked at once.
_KEY = re.compile(r"""[ \t]*((?:[A-Za-z0-9_-]++|"[^"\n]*"|'[^'\n]*')[^=\n#]*)=[ \t]*""")
_TABLE = re.compile(r"[ \t]*\[")


class Block(NamedTuple):
    """One `[[action]]` or `[[meeting]]`, from its header to the header of the next block."""

    start: int
    end: int


class Key(NamedTuple):
    """One key of a block. `start` to `end` are its whole lines, `value` to `value_end` its value.

    A sub-table (`[[action.progress]]`) is one entry with its header as the value.
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
    """Yield where the blocks of some arrays of tables begin, from an offset that is in no value."""
    for found in _HEADERS.finditer(text, begin):
        header = found["header"]
        if header and header.startswith("[[") and header[2:-2].strip() in tables:
            yield found.start() + text.startswith("\ufeff", found.start())


def closed(text: str) -> bool:
    """Tell whether every text of several lines that begins here ends here too."""
    return not any(found["unclosed"] for found in _HEADERS.finditer(text))


@lru_cache(maxsize=4)  # each of many faults asks for them again
def blocks(text: str, table: str) -> tuple[Block, ...]:
    """Return the blocks of an array of tables, in file order."""
    starts = list(headers(text, tables=(table,)))
    ends = [*starts[1:], len(text)]
    return tuple(Block(start, end) for start, end in zip(starts, ends, strict=False))


def entries(text: str, block: Block) -> list[Key]:
    """Return the keys of a block with the places of their values."""
    found: list[Key] = []
    position = _line_end(text, block.start)  # past the header
    while position < block.end:
        entry = _entry(text, position)
        if entry is None:
            position = _line_end(text, position)
        else:
            if found and found[-1].is_table and not entry.is_table:
                found[-1] = found[-1]._replace(end=entry.end)  # a key of the sub-table
            else:
                found.append(entry)
            position = entry.end
    return found


def _entry(text: str, position: int) -> Key | None:
    """Return the key or sub-table whose lines begin at `position`; None at a blank or comment."""
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
    """Return where the value that begins at `position` ends, and where its last line ends."""
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
    found = text.find("\n", position)
    return len(text) if found < 0 else found + 1


def line_number(text: str, offset: int) -> int:
    """Return the line of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1


def newline(text: str, offset: int = 0) -> str:
    """Return the line ending in use at `offset`: that of the line it is on, or of the first."""
    for start in (offset, 0):
        found = text.find("\n", start)
        if found >= 0:
            return "\r\n" if found and text[found - 1] == "\r" else "\n"
    return "\n"
