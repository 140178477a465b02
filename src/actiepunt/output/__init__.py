"""The views that commands answer with, and the formats that write them.

A format is a module here with a function `render(view, page)` that returns text or bytes. It never
prints. To add a format, add a module; `--format` finds it by its file name. A format for views of
one kind only is a module in the folder of that name, such as `stats/svg.py`.
"""

import importlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from actiepunt.i18n import Translate, _

Tone = str
"""How a row is highlighted: "late", "soon", "closed", or "" for not at all."""


class Page(NamedTuple):
    """The medium: its width in columns, and whether it shows colour.

    `height` is the number of lines that fit where nobody can scroll back, 0 where all may be
    shown; `rest` is the command that shows what did not fit.
    """

    width: int = 80
    color: bool = False
    height: int = 0
    rest: str = ""


class Column(NamedTuple):
    """A column: its heading, and the function that gives its text for an item.

    `words` gives the text for a document that people read, where that is another: a day in words in
    place of ISO 8601. `right` says whether it is aligned on the right. In an entry `toned` says
    whether it shows the tone of its row; a text wider than `most` columns moves the rest of the
    line.
    """

    heading: str
    text: Callable[[Any], str]
    most: int = 20
    toned: bool = False
    right: bool = False
    words: Callable[[Any], str] | None = None


class Line(NamedTuple):
    """A line of text: how far it is indented, and how much further what does not fit on it."""

    text: str
    indent: int = 0
    hanging: int = 2


class Entry(NamedTuple):
    """The form of an item on a terminal: a line of short parts, and below it a text.

    Attributes:
        columns: Short texts that are aligned below one another; those that are `toned` show the
            tone of the item, and one that is empty throughout a group is left out.
        parts: The texts that follow them on the line, such as the body and the owners.
        text: The text below, over the full width.
        groups: The items by the headings of a terminal; "" for no heading.
        more: Returns further lines. Where it is given, all texts are wrapped as well, and not cut
            off at the width.
        single: Whether each entry is a single line, with the text behind the parts.
    """

    columns: Sequence[Column]
    parts: Callable[[Any], Sequence[str]]
    text: Callable[[Any], str]
    groups: Mapping[str, Sequence[Any]]
    more: Callable[[Any], Sequence[Line]] | None = None
    single: bool = False


class Listing(NamedTuple):
    """Items in groups: a single group without a name where they are not grouped.

    `columns` are for lines in a pipe, `screen` is the form of an entry on a terminal; None where
    that has the columns too. `record` returns an item with the field names of the files, for JSON
    and CSV; where an item of people stands for several of those, `parts` returns them. `names` are
    the field names, for CSV without items. `say` translates into the register's language, for
    documents that are handed on.
    """

    kind: str
    groups: Mapping[str, Sequence[Any]]
    columns: Sequence[Column]
    screen: Entry | None
    record: Callable[[Any], dict[str, Any]]
    tone: Callable[[Any], Tone]
    footer: str = ""
    empty: str = ""
    names: Sequence[str] = ()
    say: Translate = _
    parts: Callable[[Any], Sequence[Any]] = lambda item: (item,)

    @property
    def items(self) -> list[Any]:
        """Every item once, in order: an item may be in several groups."""
        return list({id(item): item for group in self.groups.values() for item in group}.values())


class Card(NamedTuple):
    """A single item in full: a title, labelled fields of one or more lines, and listings below."""

    kind: str
    title: Line
    fields: Sequence[tuple[str, Sequence[Line]]]
    item: dict[str, Any]
    tone: Tone = ""
    below: Sequence[Listing] = ()


View = Listing | Card

BINARY = frozenset({"docx", "pdf", "xlsx"})
"""The formats, those of papers too, that are no text, and so nothing for a terminal."""


def formats(kind: str = "") -> list[str]:
    """Return the names of the formats for any view, and of those for views of this kind."""
    general = _module_names(Path(__file__).parent)
    return sorted({*general, *(_module_names(Path(__file__).parent / kind) if kind else ())})


def _module_names(folder: Path) -> list[str]:
    """Return the names of the modules in a folder, without imports; none if there is no folder."""
    names = (path.stem for path in folder.glob("*.py"))
    return [name for name in names if not name.startswith("_")]


def render(view: View, name: str, page: Page) -> str | bytes:
    """Return a view in a format.

    Raises:
        ModuleNotFoundError: there is no such format.
    """
    special = name in _module_names(Path(__file__).parent / view.kind)
    module = importlib.import_module(
        f"{__name__}.{view.kind}.{name}" if special else f"{__name__}.{name}"
    )
    content: str | bytes = module.render(view, page)
    return content


def records(view: View) -> list[dict[str, Any]]:
    """Return the items of a view with the field names of the files."""
    if isinstance(view, Card):
        return [view.item]
    return [view.record(part) for item in view.items for part in view.parts(item)]


def nothing(view: Listing) -> str:
    """Return the text for an empty listing."""
    return view.empty or _("Nothing found.")
