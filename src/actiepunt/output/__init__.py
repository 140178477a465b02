"""What commands answer, and the formats that write it: one format a file, found by its name.

A format is a module here with a function `render(view, page)` that returns text or bytes. It never
prints. To add one, add a module; `--format` then offers it. A format that only suits views of one
kind is a module in the folder of that name: `stats/svg.py`.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from actiepunt.i18n import Translate, _

Tone = str
"""How a row stands out: "late", "soon", "closed", or "" for plain."""


class Page(NamedTuple):
    """What is written on: its width in columns, and whether it takes colour."""

    width: int = 80
    color: bool = False


class Column(NamedTuple):
    """One column: its heading and its text for an item.

    On a terminal `most` is the width at which it wraps (0: the rest of the line), and a `toned`
    one shows how its row stands out.
    """

    heading: str
    text: Callable[[Any], str]
    most: int = 20
    toned: bool = False


class Listing(NamedTuple):
    """Items in groups (one group without a name where they are not grouped).

    `columns` are for lines in a pipe, `screen` for a terminal that wraps; `record` gives an item
    with the field names of the files, for JSON and CSV. `say` speaks the register's language, for
    documents that are handed on.
    """

    kind: str
    groups: Mapping[str, Sequence[Any]]
    columns: Sequence[Column]
    screen: Sequence[Column]
    record: Callable[[Any], dict[str, Any]]
    tone: Callable[[Any], Tone]
    footer: str = ""
    empty: str = ""
    say: Translate = _

    @property
    def items(self) -> list[Any]:
        """Return every item once, in order."""
        return list({id(item): item for group in self.groups.values() for item in group}.values())


class Card(NamedTuple):
    """One item in full: a title and labelled fields."""

    kind: str
    title: str
    fields: Sequence[tuple[str, str]]
    item: dict[str, Any]
    tone: Tone = ""


View = Listing | Card


def formats(kind: str = "") -> list[str]:
    """Return the names of the formats that suit any view, and those for views of one kind."""
    names = _files(Path(__file__).parent)
    return sorted({*names, *(_files(Path(__file__).parent / kind) if kind else ())})


def _files(folder: Path) -> list[str]:
    """Return the names of the modules of a folder, without importing one; none where it is not."""
    names = (path.stem for path in folder.glob("*.py"))
    return [name for name in names if not name.startswith("_")]


def render(view: View, name: str, page: Page) -> str | bytes:
    """Return a view in a format.

    Raises:
        ModuleNotFoundError: there is no such format.
    """
    special = name in _files(Path(__file__).parent / view.kind)
    module = importlib.import_module(
        f"{__name__}.{view.kind}.{name}" if special else f"{__name__}.{name}"
    )
    content: str | bytes = module.render(view, page)
    return content


def records(view: View) -> list[dict[str, Any]]:
    """Return the items of a view with the field names of the files."""
    if isinstance(view, Card):
        return [view.item]
    return [view.record(item) for item in view.items]


def nothing(view: Listing) -> str:
    """Return what to say where there is nothing to list."""
    return view.empty or _("Nothing found.")
