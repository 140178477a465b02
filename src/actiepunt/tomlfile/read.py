"""The fast read: TOML text into frozen records, and every fault of a hand edit in one go.

A sound file takes one call of a compiled parser and one pass over its tables. Only a file with a
fault is read again, block by block and line by line, to say what is wrong and where.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypeVar

import rtoml

from actiepunt.core.fields import ACTION_KINDS, MEETING_KINDS, Kind, listed_kinds
from actiepunt.core.model import (
    CALENDAR_FILE,
    Action,
    Body,
    Listed,
    Meeting,
    Person,
    Progress,
    Publish,
    Record,
    Settings,
    record_key,
)
from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.text import nearest
from actiepunt.tomlfile import forms, holidays, kinds, mistakes, scan

R = TypeVar("R", Action, Meeting)

_MARKER_LINE = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: |\r?$)|^={7}\r?$")


class Table(NamedTuple):
    """One array of tables: its name in the file, its fields, and the record it becomes."""

    name: str
    kinds: Mapping[str, Kind]
    record: Callable[..., Any]


ACTION = Table("action", ACTION_KINDS, Action)
MEETING = Table("meeting", MEETING_KINDS, Meeting)


# What an encrypted or a large file is in git's store, by how it begins (gitattributes(5) "filter").
FILTERED = (b"\0GITCRYPT\0", b"version https://git-lfs")


def decode(data: bytes, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a data file, line endings untouched, or a fault."""
    if data.startswith(FILTERED):
        message = _("git keeps this file encrypted or elsewhere (git-crypt, LFS)")
        advice = _("Bring the file itself here: `git-crypt unlock`, or `git lfs pull`.")
        return "", [Fault(message, file=file, line=1, advice=advice)]
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("not UTF-8 text")
        advice = _("Save the file again with the encoding UTF-8.")
        return "", [Fault(message, file=file, line=line, advice=advice)]


def actions(text: str, file: str, *, layout: bool = True) -> tuple[tuple[Action, ...], list[Fault]]:
    """Return the actions of a text, in file order, and every fault in it."""
    return records(text, file, ACTION, layout=layout)


def meetings(
    text: str, file: str, *, layout: bool = True
) -> tuple[tuple[Meeting, ...], list[Fault]]:
    """Return the meetings of a text, in file order, and every fault in it."""
    return records(text, file, MEETING, layout=layout)


def records(
    text: str, file: str, table: Table, *, layout: bool = True
) -> tuple[tuple[Any, ...], list[Fault]]:
    """Return the records of a text, in file order, and every fault in it.

    Without `layout`, records that only a full parser finds (see `forms`) are no faults: enough for
    a command that shows them.
    """
    tables, faults = _tables(text, file, table, layout=layout)
    types = {key: kinds.TYPES[kind] for key, kind in table.kinds.items()}
    records = []
    for index, content in enumerate(tables):
        for key, value in content.items():
            if type(value) not in types.get(key, ()):
                break
            if type(value) is list:
                items = _items(value, table.kinds[key])
                if items is None:
                    break
                content[key] = items
        else:
            records.append(table.record(**content))
            continue
        records.append(table.record(**_valid_fields(content, table, file, index, faults)))
    faults += _offsets(records, file)
    keys: dict[int | None, str] = dict(enumerate(map(record_key, records))) if faults else {}
    return tuple(records), [fault._replace(record=keys.get(fault.block, "")) for fault in faults]


def _items(value: list[Any], kind: Kind) -> tuple[Any, ...] | None:
    """Return a list as the model holds it, or None where an item is of the wrong type."""
    if kind == "texts":
        return tuple(value) if all(type(item) is str for item in value) else None
    notes = []
    for item in value:
        if type(item) is not dict or item.keys() != {"on", "text"}:
            return None
        if type(item["on"]) is not date or type(item["text"]) is not str:
            return None
        notes.append(Progress(item["on"], item["text"]))
    return tuple(notes)


def _valid_fields(
    content: dict[str, Any], table: Table, file: str, index: int, faults: list[Fault]
) -> dict[str, Any]:
    """Return the valid fields of a table; add a fault to `faults` for each of the others."""
    kept = {}
    for key, parsed in content.items():
        value = parsed
        kind = table.kinds.get(key)
        if kind is None:
            message, advice = _unknown(key, list(table.kinds))
            faults.append(Fault(message, file=file, block=index, field=key, advice=advice))
            continue
        if type(value) is list and kind in {"texts", "progress"}:
            value = _items(value, kind)
        if type(value) in (*kinds.TYPES[kind], tuple):
            kept[key] = value
        else:
            faults.append(kinds.wrong(file, key, kind, parsed, index))
    return kept


def _unknown(key: str, known: list[str]) -> tuple[str, str]:
    close = nearest(key, known)
    if close:
        advice = _("Did you mean “{word}”?").format(word=close)
    else:
        advice = _("Known: {words}.").format(words=", ".join(known))
    return _("unknown key “{key}”").format(key=key), advice


def _offsets(records: list[Any], file: str) -> list[Fault]:
    """Return a fault for each moment that lacks its offset, or has one and should not."""
    faults = []
    for index, record in enumerate(records):
        if isinstance(record, Action):
            wrong = record.created is not None and record.created.tzinfo is None
            fields: list[tuple[str, Kind, bool]] = [("created", "moment", wrong)]
        else:
            fields = [
                (field, "start", getattr(getattr(record, field), "tzinfo", None) is not None)
                for field in ("start", "end")
            ]
        faults += [
            kinds.wrong(file, field, kind, getattr(record, field), index)
            for field, kind, wrong in fields
            if wrong
        ]
    return faults


def _loads(text: str) -> dict[str, Any]:
    return rtoml.loads(text.replace("\r\n", "\n") if "\r" in text else text)


def _tables(
    text: str, file: str, table: Table, *, layout: bool
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Return the tables of a text as the parser gives them; of invalid TOML the readable parts."""
    try:
        content = _loads(text)
    except rtoml.TomlParsingError as error:
        return _read_blocks(text, file, table, str(error))
    faults = _top_level(content, table, file)
    tables = content.get(table.name, [])
    empty = not tables and table.name in content  # no block can follow `action = []`
    if not isinstance(tables, list) or empty or not all(type(item) is dict for item in tables):
        return [], faults + forms.records(text, file, table.name, None)
    if layout:
        misplaced = forms.records(text, file, table.name, tables)
        faults += misplaced or forms.fields(text, file, table.name)
    return tables, faults


def _top_level(content: Mapping[str, Any], table: Table, file: str) -> list[Fault]:
    faults = []
    for key in content:
        if key != table.name:
            message, advice = _unknown(key, [table.name])
            faults.append(Fault(message, file=file, field=key, advice=advice))
    return faults


def _read_blocks(
    text: str, file: str, table: Table, reason: str
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Read invalid TOML block by block, and an invalid block key by key, to find every fault."""
    blocks = scan.blocks(text, table.name)
    faults = list(_conflict_markers(text, file, blocks))
    conflicted = {fault.block for fault in faults}
    others: list[Fault] = []
    tables: list[dict[str, Any]] = []
    for index, block in enumerate(blocks):
        block_records = text[block.start : block.end]
        try:
            tables.append(_loads(block_records)[table.name][0])
        except rtoml.TomlParsingError as error:
            kept = _read_keys(text, block, file, str(error), others)
            names = ("uid", "id")  # certain even where a block holds both versions of a conflict
            tables.append({k: v for k, v in kept.items() if index not in conflicted or k in names})
    head = text[: blocks[0].start] if blocks else text
    try:
        others += _top_level(_loads(head), table, file)
    except rtoml.TomlParsingError as error:
        others.append(mistakes.fault(file, str(error), text))
    if not faults:
        faults += others or [mistakes.fault(file, reason, text)]
    return tables, faults


def _read_keys(
    text: str, block: scan.Block, file: str, reason: str, faults: list[Fault]
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    before = len(faults)
    for entry in scan.entries(text, block):
        if entry.is_table:
            continue
        try:
            kept.update(_loads(text[entry.start : entry.end]))
        except rtoml.TomlParsingError as error:
            faults.append(mistakes.fault(file, str(error), text, entry.start))
    if len(faults) == before:
        faults.append(mistakes.fault(file, reason, text, block.start))
    return kept


def _conflict_markers(text: str, file: str, blocks: Sequence[scan.Block] = ()) -> Iterator[Fault]:
    """Yield a fault for each pair of conflict markers that a merge left."""
    for match in _MARKER_LINE.finditer(text):
        if match[0].startswith("<"):
            line = scan.line_number(text, match.start())
            message = _("conflict markers of a merge")
            advice = _("Keep one of the two versions and remove the lines with the markers.")
            inside = (i for i, b in enumerate(blocks) if b.start <= match.start() < b.end)
            yield Fault(message, file=file, block=next(inside, None), line=line, advice=advice)


def block_records(text: str) -> tuple[Record, ...] | None:
    """Return the records of a block's text, or None where it holds any fault."""
    try:
        content = _loads(text)
    except rtoml.TomlParsingError:
        return None
    table = ACTION if ACTION.name in content else MEETING
    parsed, faults = records(text, "", table, layout=False)
    return None if faults else parsed


def uids(text: str, table: Table) -> list[str] | None:
    """Return the uid of every block in file order (empty: none), or None for an unreadable text."""
    try:
        content = _loads(text)
    except rtoml.TomlParsingError:
        return None
    blocks = content.pop(table.name, [])
    if content or not isinstance(blocks, list):
        return None
    return [str(block.get("uid", "")) if type(block) is dict else "" for block in blocks]


def settings(text: str, file: str) -> tuple[Settings, list[Fault]]:
    """Return the settings in the text of register.toml, and every fault in it."""
    faults = list(_conflict_markers(text, file))
    try:
        content = _loads(text)
    except rtoml.TomlParsingError as error:
        return Settings(), faults or [mistakes.fault(file, str(error), text)]
    kept: dict[str, Any] = {}
    nested: Mapping[str, type[Listed]] = {"bodies": Body, "people": Person}
    for key, value in content.items():
        if key not in Settings._fields:
            message, advice = _unknown(key, list(Settings._fields))
            faults.append(Fault(message, file=file, field=key, advice=advice))
        elif key in nested:
            kept[key] = _named(value, nested[key], file, key, faults)
        elif key == "revoked":
            kept[key] = _counts(value, file, key, faults)
        elif key == "holidays":
            kept[key] = holidays.read(value, file, faults)
        elif key == "publish":
            kept[key] = _publish(value, file, faults)
        elif type(value) is type(getattr(Settings(), key)):
            kept[key] = value
        elif key == "default_duration":
            message = _("{field} must be {kind}").format(field=key, kind=_("a number"))
            faults.append(Fault(message, file=file, field=key))
        else:
            faults.append(kinds.wrong(file, key, "text", value))
    return Settings(**kept), faults


def _named(
    tables: object, record: type[Listed], file: str, key: str, faults: list[Fault]
) -> dict[str, Any]:
    """Return the tables `[bodies.X]` or `[people."X"]` as records by name."""
    if not isinstance(tables, dict):
        faults.append(Fault(_("write [{key}.NAME]").format(key=key), file=file, field=key))
        return {}
    named = {}
    fields = listed_kinds(record)
    for name, content in tables.items():
        kept: dict[str, Any] = {}
        for field, value in content.items() if isinstance(content, dict) else ():
            kind = fields.get(field, "text")
            items = _items(value, kind) if kind == "texts" and isinstance(value, list) else None
            if field not in fields:
                message, advice = _unknown(field, list(fields))
                faults.append(Fault(message, file=file, field=field, advice=advice))
            elif items is not None or (kind == "text" and isinstance(value, str)):
                kept[field] = value if items is None else items
            else:
                faults.append(kinds.wrong(file, field, kind, value))
        named[name] = record(**kept)
    return named


def _counts(table: object, file: str, key: str, faults: list[Fault]) -> dict[str, int]:
    """Return a table of names and whole numbers above 0, such as `[revoked]`."""
    items = table.items() if isinstance(table, dict) else ()
    counts = {name: value for name, value in items if type(value) is int and value > 0}
    if not isinstance(table, dict) or len(counts) < len(table):
        kind = _('a table of names and numbers, such as "E. Ruesen" = 1')
        message = _("{field} must be {kind}").format(field=key, kind=kind)
        faults.append(Fault(message, file=file, field=key))
    return counts


def _publish(table: object, file: str, faults: list[Fault]) -> Publish:
    """Return what the table `[publish]` says."""
    if not isinstance(table, dict):
        faults.append(Fault(_("write [{key}]").format(key="publish"), file=file, field="publish"))
        return Publish()
    kept = {}
    for field, value in table.items():
        if field not in Publish._fields:
            message, advice = _unknown(field, list(Publish._fields))
            faults.append(Fault(message, file=file, field=field, advice=advice))
        elif isinstance(value, bool):
            kept[field] = value
        else:
            message = _("{field} must be true or false, without quotes").format(field=field)
            faults.append(Fault(message, file=file, field=field))
    return Publish(**kept)


def table_in(file: str) -> Table:
    """Return the array of tables that a data file holds, by its path from the register's folder.

    Only the name counts, so the path may begin with the folder of another register.
    """
    return MEETING if PurePosixPath(file).name == PurePosixPath(CALENDAR_FILE).name else ACTION


def table_of(record: Record) -> Table:
    """Return the array of tables that holds records of this type."""
    return ACTION if isinstance(record, Action) else MEETING
