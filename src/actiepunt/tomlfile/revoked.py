"""The smallest edit of `[revoked]` in register.toml: one line for each owner."""

import re
from collections.abc import Mapping
from itertools import takewhile

from actiepunt.tomlfile import edit, scan

_HEADER = re.compile(r"(?m)^[ \t]*\[[ \t]*revoked[ \t]*\][ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")


def change(text: str, counts: Mapping[str, int]) -> str:
    """Return the text of register.toml with these numbers in `[revoked]`; the rest stays.

    A table that is written otherwise (`revoked = {…}`) is not found: read the result back.
    """
    for name, count in counts.items():
        text = _change(text, name, count)
    return text


def _change(text: str, name: str, count: int) -> str:
    line = scan.newline(text)
    header = _HEADER.search(text)
    if header is None:
        text += "" if not text or text.endswith("\n") else line
        gap = line if text.strip() and not text.endswith(line * 2) else ""
        return f"{text}{gap}[revoked]{line}{_key(name)} = {count}{line}"
    entries = scan.entries(text, scan.Block(header.start(), len(text)))
    keys = list(takewhile(lambda entry: not entry.is_table, entries))
    for entry in keys:
        if _name(text[entry.start : entry.end]) == name:
            return f"{text[: entry.value]}{count}{text[entry.value_end :]}"
    offset = keys[-1].end if keys else header.end()
    gap = "" if text[offset - 1] == "\n" else line
    return f"{text[:offset]}{gap}{_key(name)} = {count}{line}{text[offset:]}"


def _key(name: str) -> str:
    return edit.render(name, "text")


def _name(line: str) -> str:
    """Return the key of a line of TOML without quotes and escapes."""
    import tomlkit

    return next(iter(tomlkit.parse(line)), "")
