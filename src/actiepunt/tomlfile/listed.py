"""The smallest edit of the tables `[bodies.NAME]` and `[people."NAME"]` in register.toml.

Tables that are written otherwise (`bodies = {…}`) are not found: `storage.edits` reads the result
back.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import rtoml

from actiepunt.core.fields import listed_kinds
from actiepunt.core.listed import TYPES, ListedChange
from actiepunt.core.model import Listed
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.tomlfile import edit, scan

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEADER = re.compile(rf"\[(?:{scan.STRINGS}|[^\]\"'])*\]")


class _Place(NamedTuple):
    """A table: the names in its header, the end of the header, and that of its last key.

    `block` reaches to the header of the next table.
    """

    path: tuple[str, ...]
    block: scan.Block
    header_end: int
    end: int


def change(text: str, changes: Sequence[ListedChange]) -> str:
    """Return the text of register.toml with these changes made; the rest stays.

    Raises:
        ActiepuntError: a body or person to change has no table of its own.
    """
    renamed = renames(changes)
    for each in changes:
        if each.old is None and each.new is not None:
            text = _add(text, each, each.new)
        elif each.old is not None and each.new is None:
            text = _remove(text, each)
        elif each.old is not None and each.new is not None:
            text = _edit(text, each, each.old, each.new, renamed)
    return text


def renames(changes: Sequence[ListedChange]) -> Mapping[str, str]:
    """Return the new name by the old one of every body and person that has a new name."""
    return {change.renamed_from: change.name for change in changes if change.renamed_from}


def line(text: str, name: str, field: str) -> int | None:
    """Return the line, from 1, of a field of a body or person; without it, of its header."""
    place = next((p for p in _places(text) if p.path[1:] == (name,) and p.path[0] in TYPES), None)
    if place is None:
        return None
    keys = scan.entries(text, place.block)
    start = next((key.start for key in keys if key.key == field), place.block.start)
    return scan.line_number(text, start)


def _places(text: str) -> list[_Place]:
    found: list[_Place] = []
    for entry in scan.lines(text, 1 if text.startswith("\ufeff") else 0, len(text)):
        if entry.is_table:
            if found:
                start = found[-1].block.start
                found[-1] = found[-1]._replace(block=scan.Block(start, entry.start))
            names = path(text[entry.start : entry.end])
            found.append(_Place(names, scan.Block(entry.start, len(text)), entry.end, entry.end))
        elif found:
            found[-1] = found[-1]._replace(end=entry.end)
    return found


def path(header: str) -> tuple[str, ...]:
    """Return the names in the header of a table; none for that of an array of tables."""
    try:
        content: object = rtoml.loads(header.strip("\r\n"))
    except rtoml.TomlParsingError:
        return ()
    names: list[str] = []
    while isinstance(content, dict) and content:
        ((name, content),) = content.items()
        names.append(name)
    return tuple(names) if isinstance(content, dict) else ()


def _place(text: str, table: str, name: str) -> _Place:
    place = next((place for place in _places(text) if place.path == (table, name)), None)
    if place is None:
        header = f"[{table}.{_key(name)}]"
        raise ActiepuntError(
            _("“{name}” has no table of its own in register.toml").format(name=name),
            _(
                "Write it as {header}, with its keys on the lines below; then `actiepunt save`."
            ).format(header=header),
        )
    return place


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else edit.render(name, "text")


def _table(each: ListedChange, entry: Listed, line: str) -> str:
    kinds = listed_kinds(entry)
    filled = {field: value for field in kinds if (value := getattr(entry, field))}
    keys = [
        f"{field} = {edit.render(value, kinds[field], line)}" for field, value in filled.items()
    ]
    return line.join([f"[{each.table}.{_key(each.name)}]", *keys, ""])


def _add(text: str, each: ListedChange, entry: Listed) -> str:
    """Add a table behind the last one of its kind, or else at the end of the file."""
    places = [place for place in _places(text) if place.path[:1] == (each.table,)]
    offset = places[-1].end if places else len(text)
    line = scan.newline(text, places[-1].block.start if places else 0)
    head, tail = text[:offset], text[offset:]
    head += "" if not head or head.endswith("\n") else line
    gap = line if head.strip() and not head.endswith(line * 2) else ""
    return head + gap + _table(each, entry, line) + tail


def _remove(text: str, each: ListedChange) -> str:
    """Remove a table, and the empty line before it."""
    place = _place(text, each.table, each.old_name)
    head, tail = text[: place.block.start], text[place.end :]
    line = scan.newline(text, place.block.start)
    return (head.removesuffix(line) if head.endswith(line * 2) else head) + tail


def _edit(
    text: str, each: ListedChange, old: Listed, new: Listed, renamed: Mapping[str, str]
) -> str:
    if each.renamed_from:
        place = _place(text, each.table, each.old_name)
        header = _HEADER.sub(
            lambda _header: f"[{each.table}.{_key(each.name)}]",
            text[place.block.start : place.header_end],
            count=1,
        )
        text = text[: place.block.start] + header + text[place.header_end :]
    return edit.change_fields(
        text,
        lambda now: _place(now, each.table, each.name).block,
        listed_kinds(new),
        old,
        new,
        renamed,
    )
