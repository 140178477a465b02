"""Forms that TOML allows and a register does not: nobody finds them but a parser of everything.

The smallest edit, the history and the merge go by lines: a record begins with a line `[[action]]`,
and a field with its name at the start of one. What stands there in another form is a fault that
says how to write it, before anything relies on it.
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
# What makes a table or a value, and the texts and comments in which it does not.
_MAKERS = re.compile(
    rf"(?ms)^\ufeff?[ \t]*(\[{{1,2}}[ \t]*{_DOTTED}\]{{1,2}}|{_DOTTED}=)|{scan.STRINGS}|\#[^\n]*"
)
# A line that looks like a key or a header with quotes or dots: in a text of several lines or a list
# it may, so that its block is looked at.
_SUSPECT = re.compile(
    rf"(?m)^\ufeff?[ \t]*(?:(?=[\"']){_DOTTED}=|[A-Za-z0-9_-]++[ \t]*\.[ \t]*{_DOTTED}="
    r"|\[.*[\"'.])"
)


def records(text: str, file: str, table: str, tables: object) -> list[Fault]:
    """Return a fault for each record that does not begin with `[[table]]`.

    Args:
        text: What reads as TOML.
        file: Its name.
        table: The array of tables that it holds.
        tables: What a parser found under that name.
    """
    blocks = scan.blocks(text, table)
    if isinstance(tables, list) and len(tables) == len(blocks):
        return []
    known = {block.start for block in blocks}
    odd = (offset for offset in _made(text, table, tables) if offset not in known)
    lines = [scan.line_number(text, offset) for offset in odd]
    message = _("write each one as a block that begins with [[{table}]]").format(table=table)
    return [Fault(message, file=file, line=line) for line in lines or [1]]


def _made(text: str, table: str, tables: object) -> Iterator[int]:
    """Yield where records, or a table of their name, are made, in whatever form."""
    inside = False
    for found in _MAKERS.finditer(text):
        form = found[1]
        if not form or (inside and form.endswith("=")):
            continue
        inside = inside or form.startswith("[")
        names = _names(form)
        # `[[action.progress]]` makes no record, but where there is none above it.
        if names == [table] or (names[:1] == [table] and not isinstance(tables, list)):
            yield found.start() + text.startswith("\ufeff", found.start())


def _names(form: str) -> list[str]:
    """Return the names in a header, or in a key with its `=`."""
    try:
        content: Any = rtoml.loads(f"{form} 0" if form.endswith("=") else form)
    except rtoml.TomlParsingError:  # a line of a list
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
    """Yield a fault for each field whose line does not begin with its name, in quotes or not.

    Every record begins with `[[table]]`, as `records` says.
    """
    blocks = scan.blocks(text, table)
    starts = [block.start for block in blocks]
    suspects = {bisect_right(starts, found.start()) - 1 for found in _SUSPECT.finditer(text)}
    for index in sorted(suspects - {-1}):
        for entry in scan.entries(text, blocks[index]):
            found = _MAKERS.match(text, entry.start)
            form = found[1].rstrip("= \t") if found and found[1] else ""
            wanted = _plain(form, entry, table)
            if wanted:
                line = scan.line_number(text, entry.start)
                message = _("“{text}” must be written plainly").format(text=form)
                advice = _("Write it as: {text}").format(text=wanted)
                yield Fault(message, file=file, block=index, line=line, advice=advice)


def _plain(form: str, entry: scan.Key, table: str) -> str:
    """Return how a key or a header must be written, where its entry is not called so."""
    names = _names(form if entry.is_table else f"{form}=") if form else []
    if entry.is_table:
        odd = len(names) == 2 and names[0] == table and names[1] != entry.key
        return f"[[{'.'.join(names)}]]" if odd else ""
    return f"{names[0]} = …" if names and names[0] != entry.key else ""
