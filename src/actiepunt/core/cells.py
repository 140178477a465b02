"""The text of a cell in a table for spreadsheets, and back: lists, and what could be a formula."""

import re
from collections.abc import Iterable

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

# What a spreadsheet takes for the beginning of a formula, maybe behind apostrophes of a text's own
# (OWASP, CSV injection).
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:;|$)')
_BARE = re.compile(r"([^;]*)(?:;|$)")


def no_workbooks() -> ActiepuntError:
    """Return the error where openpyxl is missing: it comes with an extra of the package."""
    return ActiepuntError(
        _("workbooks of Excel need the package openpyxl"),
        _("Install it: {command}").format(command="pip install 'actiepunt[xlsx]'"),
    )


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def joined(items: Iterable[str]) -> str:
    """Return texts as one, parted by semicolons; one that holds a semicolon stands in quotes."""
    return "; ".join(map(_quoted, items))


def _quoted(item: str) -> str:
    if ";" not in item and not item.startswith('"') and item == item.strip() and item:
        return item
    doubled = item.replace('"', '""')
    return f'"{doubled}"'


def split(text: str) -> list[str]:
    """Return the texts that `joined` was given; empty ones are left out."""
    items, at = [], 0
    while at < len(text):
        quoted = _QUOTED.match(text, at)
        match = quoted or _BARE.match(text, at)
        assert match is not None, "a bare text may hold anything but a semicolon"  # noqa: S101
        at = match.end()
        items.append(match[1].replace('""', '"') if quoted else match[1].strip())
    return [item for item in items if item]
