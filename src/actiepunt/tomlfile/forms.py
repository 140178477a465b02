"""Report forms that TOML allows but a register does not, such as dotted or quoted keys.

The smallest edit, the history and the merge work line by line: a record begins with a line
`[[action]]`, and a field with a line that starts with its name. Only a full parser would see a
record or field in another form, so `check` refuses those and says how to write them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import rtoml

from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.tomlfile import scan

_KEY = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\[^\n])*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY}(?:[ \t]*\.[ \t]*{_KEY})*[ \t]*"
# A header or a key (group 1); or a string or comment, which may hold text that looks like one.
_HEADER_OR_KEY = re.compile(
    rf"(?ms)^\ufeff?[ \t]*(\[{{1,2}}[ \t]*{_DOTTED}\]{{1,2}}|{_DOTTED}=)|{scan.STRINGS}|\#[^\n]*"
)
# A cheap first look: a line like a key or header with quotes or dots. It may be part of a string or
# a list, so a match only means that its block must be examined.
_SUSPECT = re.compile(
    rf"(?m)^\ufeff?[ \t]*(?:(?=[\"']){_DOTTED}=|[A-Za-z0-9_-]++[ \t]*\.[ \t]*{_DOTTED}="
    r"|\[.*[\"'.])"
)


def records(text: str, file: str, table: str, tables: object) -> list[Fault]:
    """Return a fault for each record that does not begin with `[[table]]`.

    Args:
        text: Valid TOML.
        file: The name of the file, for the faults.
        table: The array of tables that the file holds.
        tables: The parsed value of that key.
    """
    blocks = scan.blocks(text, table)
    if isinstance(tables, list) and len(tables) == len(blocks):
        return []
    known = {block.start for block in blocks}
    unexpected = (offset for offset in _record_offsets(text, table, tables) if offset not in known)
    lines = [scan.line_number(text, offset) for offset in unexpected]
    message = _("write each one as a block that begins with [[{table}]]").format(table=table)
    return [Fault(message, file=file, line=line) for line in lines or [1]]


def _record_offsets(text: str, table: str, tables: object) -> Iterator[int]:
    """Yield the offset of every header or key that creates a record, in any form."""
    inside = False
    for match in _HEADER_OR_KEY.finditer(text):
        form = match[1]
        if not form or (inside and form.endswith("=")):
            continue
        inside = inside or form.startswith("[")
        names = _key_path(form)
        # `[[action.progress]]` creates a record only where no `[[action]]` precedes it.
        if names == [table] or (names[:1] == [table] and not isinstance(tables, list)):
            yield match.start() + text.startswith("\ufeff", match.start())


def _key_path(form: str) -> list[str]:
    """Return the names in a header, or in a key with its `=`: `a.b` gives `a` and `b`."""
    try:
        content: Any = rtoml.loads(f"{form} 0" if form.endswith("=") else form)
    except rtoml.TomlParsingError:  # a line of a list, not a header
        return []
    names: list[str] = []
    while content:
        if isinstance(content, list):
            content = content[0]
        else:
            names += content
            content = content[names[-1]]
    return names


def fields(text: str, file: str, table: str) -> Iterator[Fault]:
    """Yield a fault for each field whose line does not begin with its plain name.

    Call it on a text that passes `records`.
    """
    blocks = scan.blocks(text, table)
    starts = [block.start for block in blocks]
    suspects = {bisect_right(starts, match.start()) - 1 for match in _SUSPECT.finditer(text)}
    for index in sorted(suspects - {-1}):
        for entry in scan.entries(text, blocks[index]):
            match = _HEADER_OR_KEY.match(text, entry.start)
            form = match[1].rstrip("= \t") if match and match[1] else ""
            plain = _plain_form(form, entry, table)
            if plain:
                line = scan.line_number(text, entry.start)
                message = _("“{text}” must be written plainly").format(text=form)
                advice = _("Write it as: {text}").format(text=plain)
                yield Fault(message, file=file, block=index, line=line, advice=advice)


def _plain_form(form: str, entry: scan.Key, table: str) -> str:
    """Return how to write a key or header that `scan` misreads; empty where it reads it right."""
    names = _key_path(form if entry.is_table else f"{form}=") if form else []
    if entry.is_table:
        misnamed = len(names) == 2 and names[0] == table and names[1] != entry.key
        return f"[[{'.'.join(names)}]]" if misnamed else ""
    return f"{names[0]} = …" if names and names[0] != entry.key else ""
