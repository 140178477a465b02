"""Merge three texts of register.toml by table, and the table of a body or a person by field.

Comments, order and spacing stay as the one side has them that changed a table; the keys above the
first table are merged as one table.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from actiepunt.core.fields import listed_kinds
from actiepunt.core.listed import TYPES, ListedChange, Table, entries
from actiepunt.core.model import REGISTER_FILE, Listed
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.tomlfile import listed, read, scan

_Path = tuple[str, ...]
_HEAD: _Path = ()  # the keys above the first table


class _Sides(NamedTuple):
    """The text of a table in three versions; None where a version does not have it."""

    base: str | None
    ours: str | None
    theirs: str | None


def merge(base: str, ours: str, theirs: str, *, bases: bool = False) -> str:
    """Return the merge of `ours` and `theirs`, which both come from `base`.

    Args:
        base: The common ancestor; empty where there is none.
        ours: One side, whose order is kept.
        theirs: The other side.
        bases: Take the older text where both changed the same; see `storage.merge_driver`.

    Raises:
        ActiepuntError: both sides changed the same otherwise, or a text cannot be read. The caller
            then leaves the merge to git.
    """
    old, one, other = map(_parts, (base, ours, theirs))
    merged: dict[_Path, str] = {}
    for path in _in_order(one, other):
        sides = _Sides(old.get(path), one.get(path), other.get(path))
        text = _merged(path, sides, bases=bases)
        if text is not None:
            merged[path] = text
    text = _joined(merged)
    _settings, faults = read.settings(text, REGISTER_FILE)
    if any(fault.level == "error" for fault in faults):
        raise _both_changed(_HEAD)
    return text


def _parts(text: str) -> dict[_Path, str]:
    """Return the tables of a text by the names in their headers, each with what is above it.

    Raises:
        ActiepuntError: a table occurs twice, or is an array of tables.
    """
    parts: dict[_Path, str] = {}
    path, start, end = _HEAD, 0, 0
    for entry in scan.lines(text, 1 if text.startswith("\ufeff") else 0, len(text)):
        if entry.is_table:
            parts[path] = text[start:end]
            start, path = end, listed.path(text[entry.start : entry.end])
            if path in parts:
                raise _both_changed(path)
        end = entry.end
    parts[path] = text[start:]
    return parts


def _in_order(ours: Iterable[_Path], theirs: Iterable[_Path]) -> list[_Path]:
    """Return the tables of both sides in our order, new ones of theirs behind those of a kind."""
    order = list(ours)
    for path in theirs:
        if path not in order:
            alike = [place for place, other in enumerate(order) if other[:1] == path[:1]]
            order.insert(alike[-1] + 1 if alike else len(order), path)
    return order


def _merged(path: _Path, sides: _Sides, *, bases: bool) -> str | None:
    """Return the merged text of a table; None where one side removed it."""
    base, ours, theirs = sides
    if theirs in {base, ours}:
        return ours
    if ours == base:
        return theirs
    table = next((table for table in TYPES if path[:1] == (table,) and len(path) == 2), None)
    try:
        if table is None or ours is None or theirs is None:
            raise _both_changed(path)
        return _by_field(table, path, base or "", ours, theirs)
    except ActiepuntError:
        if bases:
            return ours if base is None else base
        raise


def _by_field(table: Table, path: _Path, base: str, ours: str, theirs: str) -> str:
    """Return the text of a body or a person on our side, with what theirs changed.

    Raises:
        ActiepuntError: both changed one field, or a text cannot be read.
    """
    name = path[1]
    old, one, other = (_entry(table, name, text) for text in (base, ours, theirs))
    changed = dict(_of_theirs(path, old, one, other))
    new = one._replace(**changed)
    return listed.change(ours, [ListedChange(table, name, name, one, new)]) if changed else ours


def _entry(table: Table, name: str, text: str) -> Listed:
    settings, faults = read.settings(text, REGISTER_FILE)
    if faults:
        raise _both_changed((table, name))
    entry: Listed = entries(settings, table).get(name, TYPES[table]())
    return entry


def _of_theirs(path: _Path, old: Listed, one: Listed, other: Listed) -> Iterator[tuple[str, Any]]:
    """Yield the fields that only the other side changed, with their values there."""
    for field in listed_kinds(one):
        before, ours, theirs = (getattr(side, field) for side in (old, one, other))
        if theirs in (before, ours):
            continue
        if ours != before:
            raise _both_changed(path)
        yield field, theirs


def _joined(parts: Mapping[_Path, str]) -> str:
    """Return the text of tables, with an empty line before one that another part stood above."""
    text = ""
    for path, part in parts.items():
        line = scan.newline(text or part)
        if text.strip() and path:
            text += "" if text.endswith("\n") else line
            apart = text.endswith(line * 2) or part.startswith(("\n", "\r"))
            text += "" if apart else line
        text += part
    return text


def _both_changed(path: _Path) -> ActiepuntError:
    name = f"[{'.'.join(path)}]" if path else REGISTER_FILE
    return ActiepuntError(
        _("both sides changed {name}").format(name=name),
        _("Keep one of the two in {file}.").format(file=REGISTER_FILE),
    )
