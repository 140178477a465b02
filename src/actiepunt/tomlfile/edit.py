"""The smallest edit: rewrite only the changed fields of a TOML text, byte for byte the rest.

A block keeps its comments, spacing, quoting, key order and line endings; a changed field is
rewritten on its own line, a new field is inserted in field order, an emptied field is removed.
tomlkit writes the values, and edits lists that span several lines so that their comments stay.
No edit is trusted: `storage.edits` parses the result and compares it before it is written.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from actiepunt.core.fields import Kind, kinds
from actiepunt.core.model import Progress, Record, Value
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.tomlfile import scan
from actiepunt.tomlfile.read import table_of

_NOBODY: Mapping[str, str] = MappingProxyType({})


def change(
    text: str, index: int, old: Record, new: Record, renamed: Mapping[str, str] = _NOBODY
) -> str:
    """Return `text` with the block at `index` (from 0) changed from `old` to `new`.

    In a list of several lines a name that is `renamed` (the new name by the old) keeps its comment.

    Raises:
        ActiepuntError: the text has no such block (it was not written as `[[action]]`).
    """
    return change_fields(text, lambda now: _block(now, index, new), kinds(new), old, new, renamed)


def change_several(
    text: str,
    changed: Mapping[int, tuple[Record, Record]],
    renamed: Mapping[str, str] = _NOBODY,
) -> str:
    """Return `text` with several blocks changed, by their index: each as `change` does.

    A block is edited apart from the others, so that their number costs no more than once.

    Raises:
        ActiepuntError: the text has not all of these blocks.
    """
    if not changed:
        return text
    if len(changed) == 1:
        ((index, (old, new)),) = changed.items()
        return change(text, index, old, new, renamed)
    last, (record, _new) = max(changed.items())
    _block(text, last, record)
    places = scan.blocks(text, table_of(record).name)
    parts = [text[: places[0].start], *(text[place.start : place.end] for place in places)]
    for index, (old, new) in changed.items():
        parts[index + 1] = change(parts[index + 1], 0, old, new, renamed)
    return "".join(parts)


def change_fields(
    text: str,
    place_in: Callable[[str], scan.Block],
    kinds: Mapping[str, Kind],
    old: NamedTuple,
    new: NamedTuple,
    renamed: Mapping[str, str] = _NOBODY,
) -> str:
    """Return `text` with the fields that differ between `old` and `new` changed in one table.

    Args:
        text: The text of the file.
        place_in: Finds the table again after each field.
        kinds: The kinds of its fields, in file order.
        old: The fields as the text has them.
        new: The fields as it must have them; of the same type.
        renamed: The new name by the old one; a name in a list keeps its comment.
    """
    for field, kind in kinds.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            place = place_in(text)
            if any(entry.key == field for entry in scan.entries(text, place)):
                text = _change_field(text, place, field, kind, before, after, renamed)
            else:
                value = render(after, kind, scan.newline(text, place.start))
                text = _insert(text, place, list(kinds), field, value)
    return text


def append(text: str, *records: Record) -> str:
    """Return `text` with a new block for each record at its end, with empty lines between them."""
    line = scan.newline(text)
    if text and not text.endswith("\n"):
        text += line
    gap = line if text.strip() and not text.endswith(line * 2) else ""
    return text + gap + line.join(block(record, line) for record in records)


def replace_block(text: str, index: int, record: Record, written: str) -> str:
    """Return `text` with the block at `index`, that of `record`, replaced by `written`.

    Blank lines and comments between this block and the next one stay.
    """
    place = _block(text, index, record)
    return text[: place.start] + written + text[block_end(text, place) :]


def remove(text: str, index: int, record: Record) -> str:
    """Return `text` without the block at `index`; comments between the blocks stay."""
    place = _block(text, index, record)
    return text[: place.start] + text[block_end(text, place) :]


def block_text(text: str, index: int, record: Record) -> str:
    """Return the lines of the block at `index`, without the blank lines and comments after it."""
    place = _block(text, index, record)
    return text[place.start : block_end(text, place)]


def block_end(text: str, place: scan.Block) -> int:
    """Return the offset after the last key of a block."""
    keys = scan.entries(text, place)
    return keys[-1].end if keys else place.end


def block(record: Record, line: str = "\n") -> str:
    """Return a block of TOML for `record`: its filled fields in file order.

    `line` is the line ending.
    """
    lines = [f"[[{table_of(record).name}]]"]
    for field, kind in kinds(record).items():
        content = getattr(record, field)
        # The default status of a meeting is left out; an action always shows its status.
        if content and not (field == "status" and content == "confirmed"):
            lines.append(f"{field} = {render(content, kind, line)}")
    return line.join(lines) + line


def render(content: Value, kind: Kind, line: str = "\n") -> str:
    """Return a field's value as TOML; `line` is the line ending within it."""
    if isinstance(content, datetime | date):
        return content.isoformat()
    if kind == "progress":
        return _array([_note(item) for item in content or () if isinstance(item, Progress)], line)
    if isinstance(content, tuple):
        return f"[{', '.join(_string(item) for item in content if isinstance(item, str))}]"
    if kind == "long" and isinstance(content, str) and "\n" in content:
        return _long(content, line)
    return _string(str(content))


def _array(items: Sequence[str], line: str) -> str:
    return line.join(["[", *(f"  {item}," for item in items), "]"])


def _note(note: Progress) -> str:
    return f"{{ on = {note.on.isoformat()}, text = {_string(note.text)} }}"


def _string(text: str) -> str:
    import tomlkit

    return tomlkit.string(text).as_string()


def _long(text: str, line: str) -> str:
    """Return a text of several lines as a multi-line string, one line per line of the text."""
    escaped = "\n".join(_string(part)[1:-1] for part in text.split("\n"))

    def readable(match: re.Match[str]) -> str:
        # A quote on its own needs no backslash; three of them, or one at the end, do.
        alone = match[0] == '\\"' and match.end() < len(escaped)
        return '"' if alone else match[0]

    escaped = re.sub(r'\\\\|(?:\\")+', readable, escaped)
    return f'"""\n{escaped}"""'.replace("\n", line)


def _block(text: str, index: int, record: Record) -> scan.Block:
    table = table_of(record).name
    blocks = scan.blocks(text, table)
    if index >= len(blocks):
        raise ActiepuntError(
            _("this file does not write its records as [[{table}]] blocks").format(table=table),
            _("Give each its own block that begins with [[{table}]].").format(table=table),
        )
    return blocks[index]


def _change_field(
    text: str,
    place: scan.Block,
    field: str,
    kind: Kind,
    old: Value,
    new: Value,
    renamed: Mapping[str, str],
) -> str:
    present = [entry for entry in scan.entries(text, place) if entry.key == field]
    if present[0].is_table:
        return _change_tables(text, place, present, old, new)
    entry = present[0]
    if not new:
        return text[: entry.start] + text[entry.end :]
    line = scan.newline(text, entry.start)
    written = text[entry.value : entry.value_end]
    if written.startswith("[") and "\n" in written and isinstance(new, tuple):
        value = _edit_array(written, kind, old, new, renamed)
    else:
        value = render(new, kind, line)
    return text[: entry.value] + value + text[entry.value_end :]


def _insert(text: str, place: scan.Block, order: list[str], field: str, value: str) -> str:
    """Insert a new key after the last key that precedes it in `order`, with the same indent."""
    line = scan.newline(text, place.start)
    before = order[: order.index(field)]
    plain = [entry for entry in scan.entries(text, place) if not entry.is_table]
    earlier = [entry for entry in plain if entry.key in before]
    if earlier:
        offset = earlier[-1].end
    else:
        header_end = text.find("\n", place.start) + 1
        offset = header_end or len(text)
    indent = ""
    if plain:
        start = text[plain[0].start : plain[0].value]
        indent = start[: len(start) - len(start.lstrip())]
    gap = "" if offset and text[offset - 1] == "\n" else line
    return f"{text[:offset]}{gap}{indent}{field} = {value}{line}{text[offset:]}"


def _edit_array(
    written: str, kind: Kind, old: Value, new: tuple[Any, ...], renamed: Mapping[str, str]
) -> str:
    """Add and remove items of a list on several lines; its comments and layout stay."""
    import tomlkit

    document = tomlkit.parse(f"list = {written}")
    array: Any = document["list"]
    before: tuple[Any, ...] = old if isinstance(old, tuple) else ()
    if kind == "texts" and len(array) == len(before):
        for position, name in enumerate(before):
            if renamed.get(name) in new:
                array[position] = tomlkit.value(_string(renamed[name]))
        before = tuple(renamed[name] if renamed.get(name) in new else name for name in before)
    if not _in_order(before, new) or len(array) != len(before):
        line = scan.newline(written)
        if kind == "progress":
            return render(new, kind, line)
        return _array([_string(item) for item in new], line)
    # Add before removing: tomlkit gives a new item the layout and line ending of its neighbours.
    items = list(before)
    position = 0
    for item in new:
        if item in before:
            position = items.index(item) + 1
            continue
        value = _note(item) if isinstance(item, Progress) else _string(item)
        array.insert(position, tomlkit.value(value))
        items.insert(position, item)
        position += 1
    for position in reversed(range(len(items))):
        if items[position] not in new:
            del array[position]
    return document.as_string().removeprefix("list = ")


def _in_order(old: tuple[Any, ...], new: tuple[Any, ...]) -> bool:
    """Tell whether the items in both lists keep their order, and neither list has duplicates."""
    kept = [item for item in new if item in old]
    twice = len(set(old)) < len(old) or len(set(new)) < len(new)
    return not twice and kept == [item for item in old if item in new]


def _change_tables(
    text: str, place: scan.Block, tables: list[scan.Key], old: Value, new: Value
) -> str:
    """Add and remove items of a list that was written by hand as `[[action.progress]]` tables."""
    line = scan.newline(text, place.start)
    before: tuple[Any, ...] = old if isinstance(old, tuple) else ()
    after: tuple[Any, ...] = new if isinstance(new, tuple) else ()
    if not _in_order(before, after) or len(before) != len(tables):
        raise ActiepuntError(
            _("this change cannot be made in [[{table}]] tables").format(table="action.progress"),
            _("Make it in the file by hand, then `actiepunt save`."),
        )
    borders = [*(_with_comment(text, table.start) for table in tables), tables[-1].end]
    spans = pairwise(borders)
    kept_notes = dict(zip(before, (text[start:end] for start, end in spans), strict=True))
    line_end = text.find("\n", tables[0].start)
    header = text[tables[0].start : line_end].split("#", maxsplit=1)[0].strip()
    result = ""
    for note in after:
        written_note = kept_notes.get(note)
        if result and result[-1] != "\n":
            result += line
        if written_note is None:
            result += line if result and not result.endswith(line * 2) else ""
            written_note = _note_table(header, note, line)
            written_note += line if note != after[-1] else ""
        result += written_note
    return text[: borders[0]] + result + text[borders[-1] :]


def _note_table(header: str, note: Progress, line: str) -> str:
    return line.join([header, f"on = {note.on.isoformat()}", f"text = {_string(note.text)}", ""])


def _with_comment(text: str, start: int) -> int:
    """Return the offset of the comment lines directly above a line, or of the line itself."""
    while True:
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if above == start or not text[above:start].lstrip().startswith("#"):
            return start
        start = above
