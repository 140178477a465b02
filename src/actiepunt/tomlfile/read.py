"""The fast read: TOML text into frozen records, with every fault of a hand edit at once.

One call of a compiled parser and one pass over its tables. Only a file with a fault is looked at
again, block by block and line by line, to say what is wrong and where.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import rtoml

from actiepunt.core.model import (
    ACTION_KINDS,
    MEETING_KINDS,
    Action,
    Body,
    Kind,
    Meeting,
    Person,
    Progress,
    Record,
    Settings,
)
from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.text import nearest
from actiepunt.tomlfile import forms, scan

R = TypeVar("R", Action, Meeting)

_MARKERS = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: |\r?$)|^={7}\r?$")
_WHERE = re.compile(r" at line (\d+) column \d+$")


class Table(NamedTuple):
    """One array of tables: its name in the file, its fields, and the record it becomes."""

    name: str
    kinds: Mapping[str, Kind]
    record: Callable[..., Any]


ACTION = Table("action", ACTION_KINDS, Action)
MEETING = Table("meeting", MEETING_KINDS, Meeting)

_TYPES: Mapping[Kind, tuple[type, ...]] = {
    "text": (str,),
    "long": (str,),
    "texts": (list,),
    "day": (date,),
    "moment": (datetime,),
    "due": (date, str),
    "start": (datetime, date),
    "progress": (list,),
}


# What an encrypted or a large file is in git's store, by how it begins (gitattributes(5) "filter").
FILTERED = (b"\0GITCRYPT\0", b"version https://git-lfs")


def decode(data: bytes, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a data file as it is, line endings included."""
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

    Without `layout` also what only a parser finds is read (see `forms`): enough to show.
    """
    tables, faults = _tables(text, file, table, layout=layout)
    types = {key: _TYPES[kind] for key, kind in table.kinds.items()}
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
        records.append(table.record(**_mend(content, table, file, index, faults)))
    faults += _offsets(records, file)
    return tuple(records), faults


def _items(value: list[Any], kind: Kind) -> tuple[Any, ...] | None:
    """Return a list as the model holds it, or None where an element is of the wrong type."""
    if kind == "texts":
        return tuple(value) if all(type(item) is str for item in value) else None
    found = []
    for item in value:
        if type(item) is not dict or item.keys() != {"on", "text"}:
            return None
        if type(item["on"]) is not date or type(item["text"]) is not str:
            return None
        found.append(Progress(item["on"], item["text"]))
    return tuple(found)


def _mend(
    content: dict[str, Any], table: Table, file: str, index: int, faults: list[Fault]
) -> dict[str, Any]:
    """Return what is right in a table and note what is wrong in `faults`."""
    kept = {}
    for key, given in content.items():
        value = given
        kind = table.kinds.get(key)
        if kind is None:
            message, advice = _unknown(key, list(table.kinds))
            faults.append(Fault(message, file=file, block=index, field=key, advice=advice))
            continue
        if type(value) is list and kind in {"texts", "progress"}:
            value = _items(value, kind)
        if type(value) in (*_TYPES[kind], tuple):
            kept[key] = value
        else:
            message = _("{field} must be {kind}").format(field=key, kind=_expected(kind))
            faults.append(Fault(message, file=file, block=index, field=key))
    return kept


def _unknown(key: str, known: list[str]) -> tuple[str, str]:
    close = nearest(key, known)
    if close:
        advice = _("Did you mean “{word}”?").format(word=close)
    else:
        advice = _("Known: {words}.").format(words=", ".join(known))
    return _("unknown key “{key}”").format(key=key), advice


def _expected(kind: Kind) -> str:
    return {
        "text": _("text in quotes"),
        "long": _("text in quotes"),
        "texts": _('a list of texts, such as ["A", "B"]'),
        "day": _("a date without quotes, such as 2025-03-06"),
        "moment": _("a moment with its offset, such as 2025-03-06T10:00:00+01:00"),
        "due": _("a date without quotes, or a phrase or meeting id in quotes"),
        "start": _("a local moment without quotes, such as 2025-03-06T10:00:00, or a date"),
        "progress": _('a list of notes, such as [{ on = 2025-03-06, text = "…" }]'),
    }[kind]


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
        for field, kind, wrong in fields:
            if wrong:
                message = _("{field} must be {kind}").format(field=field, kind=_expected(kind))
                faults.append(Fault(message, file=file, block=index, field=field))
    return faults


def _loads(text: str) -> dict[str, Any]:
    return rtoml.loads(text.replace("\r\n", "\n") if "\r" in text else text)


def _tables(
    text: str, file: str, table: Table, *, layout: bool
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Return the tables of a text as the parser gives them; broken ones as far as they go."""
    try:
        content = _loads(text)
    except rtoml.TomlParsingError as error:
        return _salvage(text, file, table, str(error))
    faults = _top_level(content, table, file)
    tables = content.get(table.name, [])
    empty = not tables and table.name in content  # no block can follow `action = []`
    if not isinstance(tables, list) or empty or not all(type(item) is dict for item in tables):
        return [], faults + forms.records(text, file, table.name, None)
    if layout:
        odd = forms.records(text, file, table.name, tables)
        faults += odd or forms.fields(text, file, table.name)
    return tables, faults


def _top_level(content: Mapping[str, Any], table: Table, file: str) -> list[Fault]:
    faults = []
    for key in content:
        if key != table.name:
            message, advice = _unknown(key, [table.name])
            faults.append(Fault(message, file=file, field=key, advice=advice))
    return faults


def _salvage(
    text: str, file: str, table: Table, reason: str
) -> tuple[list[dict[str, Any]], list[Fault]]:
    """Read a broken text block by block, and a broken block key by key, to find every fault."""
    blocks = scan.blocks(text, table.name)
    faults = list(_markers(text, file, blocks))
    torn = {fault.block for fault in faults}
    found: list[Fault] = []
    tables: list[dict[str, Any]] = []
    for index, block in enumerate(blocks):
        piece = text[block.start : block.end]
        try:
            tables.append(_loads(piece)[table.name][0])
        except rtoml.TomlParsingError as error:
            kept = _salvage_block(text, block, file, str(error), found)
            names = ("uid", "id")  # all that is certain while two versions stand in a block
            tables.append({k: v for k, v in kept.items() if index not in torn or k in names})
    head = text[: blocks[0].start] if blocks else text
    try:
        found += _top_level(_loads(head), table, file)
    except rtoml.TomlParsingError as error:
        found.append(_syntax(file, str(error), 1))
    if not faults:
        faults += found or [_syntax(file, reason, 1)]
    return tables, faults


def _salvage_block(
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
            line = scan.line_number(text, entry.start)
            faults.append(_syntax(file, str(error), line))
    if len(faults) == before:
        faults.append(_syntax(file, reason, scan.line_number(text, block.start)))
    return kept


def _syntax(file: str, reason: str, first_line: int) -> Fault:
    """Return the parser's fault, its line counted from `first_line`."""
    found = _WHERE.search(reason)
    line = first_line + int(found[1]) - 1 if found else first_line
    message = _("not valid TOML: {reason}").format(reason=_WHERE.sub("", reason))
    advice = _("Text stands in quotes, dates do not: due = 2025-03-06")
    return Fault(message, file=file, line=line, advice=advice)


def _markers(text: str, file: str, blocks: Sequence[scan.Block] = ()) -> Iterator[Fault]:
    """Yield a fault for each place where a merge left its conflict markers."""
    for found in _MARKERS.finditer(text):
        if found[0].startswith("<"):
            line = scan.line_number(text, found.start())
            message = _("conflict markers of a merge")
            advice = _("Keep one of the two versions and remove the lines with the markers.")
            inside = (i for i, b in enumerate(blocks) if b.start <= found.start() < b.end)
            yield Fault(message, file=file, block=next(inside, None), line=line, advice=advice)


def pieces(text: str) -> list[str]:
    """Return the blocks of a text, of actions and meetings, each from its header to the next."""
    found = [(b, table) for table in (ACTION, MEETING) for b in scan.blocks(text, table.name)]
    return [text[block.start : block.end] for block, _table in sorted(found)]


def piece(text: str) -> tuple[Record, ...] | None:
    """Return the records of one block, or None where it does not read whole."""
    try:
        content = _loads(text)
    except rtoml.TomlParsingError:
        return None
    table = ACTION if ACTION.name in content else MEETING
    found, faults = records(text, "", table, layout=False)
    return None if faults else found


def uids(text: str, table: Table) -> list[str] | None:
    """Return the uid of every block in file order, or None where the text does not read whole."""
    try:
        content = _loads(text)
    except rtoml.TomlParsingError:
        return None
    blocks = content.pop(table.name, [])
    if content or not isinstance(blocks, list):
        return None
    return [str(one.get("uid", "")) if type(one) is dict else "" for one in blocks]


def settings(text: str, file: str) -> tuple[Settings, list[Fault]]:
    """Return what register.toml says, and every fault in it."""
    faults = list(_markers(text, file))
    try:
        content = _loads(text)
    except rtoml.TomlParsingError as error:
        return Settings(), faults or [_syntax(file, str(error), 1)]
    kept: dict[str, Any] = {}
    nested: Mapping[str, type[Body | Person]] = {"bodies": Body, "people": Person}
    for key, value in content.items():
        if key not in Settings._fields:
            message, advice = _unknown(key, list(Settings._fields))
            faults.append(Fault(message, file=file, field=key, advice=advice))
        elif key in nested:
            kept[key] = _named(value, nested[key], file, key, faults)
        elif type(value) is type(getattr(Settings(), key)):
            kept[key] = value
        else:
            kind = _("a number") if key == "default_duration" else _expected("text")
            message = _("{field} must be {kind}").format(field=key, kind=kind)
            faults.append(Fault(message, file=file, field=key))
    return Settings(**kept), faults


def _named(
    tables: object, record: type[Body | Person], file: str, key: str, faults: list[Fault]
) -> dict[str, Any]:
    """Return `[bodies.X]` or `[people."X"]` as records by name."""
    if not isinstance(tables, dict):
        faults.append(Fault(_("write [{key}.NAME]").format(key=key), file=file, field=key))
        return {}
    found = {}
    for name, content in tables.items():
        kept = {}
        for field, value in content.items() if isinstance(content, dict) else ():
            if field not in record._fields:
                message, advice = _unknown(field, list(record._fields))
                faults.append(Fault(message, file=file, field=field, advice=advice))
            elif isinstance(value, str):
                kept[field] = value
            else:
                message = _("{field} must be {kind}").format(field=field, kind=_expected("text"))
                faults.append(Fault(message, file=file, field=field))
        found[name] = record(**kept)
    return found


def locate(fault: Fault, text: str) -> Fault:
    """Return the fault with the line it is on: of its field, of its block, or of its key."""
    if fault.line is not None:
        return fault
    if fault.block is None:
        found = re.search(rf"(?m)^[^=\n]*\b{re.escape(fault.field or '')}\b", text)
        return fault._replace(line=scan.line_number(text, found.start()) if found else 1)
    table = MEETING if "calendar" in fault.file else ACTION
    blocks = scan.blocks(text, table.name)
    if fault.block >= len(blocks):
        return fault._replace(line=1)
    block = blocks[fault.block]
    offset = next((e.start for e in scan.entries(text, block) if e.key == fault.field), block.start)
    return fault._replace(line=scan.line_number(text, offset))


def table_of(record: Record) -> Table:
    """Return the array of tables that a record stands in."""
    return ACTION if isinstance(record, Action) else MEETING
