"""A listing on a terminal as entries: for each item a line of short parts and a text below it.

Where every entry fits on a single line, the text stands behind the parts.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from actiepunt.i18n import _
from actiepunt.output import Entry, Listing, Page
from actiepunt.output._lines import READABLE, wrapped
from actiepunt.output.plain import pad, paint
from actiepunt.text import display_width, shorten, visible, wrap

_GAP = "  "
_INDENT = "  "
_SEPARATOR = " · "
_LEAST = 12  # columns that a narrow terminal keeps for the parts


class _Row(NamedTuple):
    """The texts of an item: those of the aligned columns, the parts behind them, and below."""

    item: Any
    cells: list[str]
    parts: str
    text: str


def render(view: Listing, shape: Entry, page: Page) -> str:
    """Return the groups with their headings, cut off after the last entry that fits."""
    groups = _groups(shape)
    narrow = _narrowed(shape, _every(groups), page)
    if narrow is not shape:
        shape, groups = narrow, _groups(narrow)
    one_line = shape.single or _fits(shape, _every(groups), page)
    blocks = [
        block
        for name, rows in groups.items()
        for block in _blocks(view, shape, name, rows, one_line, page)
    ]
    footer = [view.footer] if view.footer else []
    if any(groups):  # there are headings, each with an empty line before it but the first
        blocks[0] = blocks[0][1:]
        footer = footer and ["", *footer]
    return "".join(f"{line}\n" for line in _fitting(blocks, footer, page))


def _groups(shape: Entry) -> dict[str, list[_Row]]:
    """Return the texts of the groups that have items."""
    return {name: _rows(shape, items) for name, items in shape.groups.items() if items}


def _every(groups: Mapping[str, Sequence[_Row]]) -> list[_Row]:
    return [row for rows in groups.values() for row in rows]


def _narrowed(shape: Entry, rows: Sequence[_Row], page: Page) -> Entry:
    """Return the shape with the columns that leave room on the line; the others become parts."""
    ends = list(accumulate(width + len(_GAP) for width in _widths(shape, rows)))
    kept = max(sum(end <= page.width - _LEAST for end in ends), 1)
    moved = shape.columns[kept:]
    if not moved:
        return shape
    return shape._replace(
        columns=shape.columns[:kept],
        parts=lambda item: [*(column.text(item) for column in moved), *shape.parts(item)],
    )


def _rows(shape: Entry, items: Sequence[Any]) -> list[_Row]:
    return [
        _Row(
            item,
            [visible(column.text(item)) for column in shape.columns],
            _SEPARATOR.join(visible(part) for part in shape.parts(item) if part),
            visible(shape.text(item)),
        )
        for item in items
    ]


def _widths(shape: Entry, rows: Sequence[_Row]) -> list[int]:
    """Return the width of each column; a text that is wider than its column moves the rest."""
    return [
        min(max(display_width(row.cells[index]) for row in rows), column.most)
        for index, column in enumerate(shape.columns)
    ]


def _fits(shape: Entry, rows: Sequence[_Row], page: Page) -> bool:
    """Tell whether every entry fits on one line."""
    head = sum(width + len(_GAP) for width in _widths(shape, rows) if width)
    parts = max(display_width(row.parts) for row in rows)
    text = max(display_width(row.text) for row in rows)
    return not shape.more and head + parts + len(_GAP) + text <= page.width


def _blocks(
    view: Listing, shape: Entry, name: str, rows: list[_Row], one_line: bool, page: Page
) -> Iterator[list[str]]:
    """Yield the lines of each entry of a group; those of the first begin with the heading."""
    heading = ["", *_heading(visible(name), page)] if name else []
    widths = _widths(shape, rows)
    aligned = max(display_width(row.parts) for row in rows)
    for row in rows:
        head, left = _head(view, shape, row, widths, page)
        if one_line:
            parts = f"{pad(row.parts, aligned)}{_GAP}" if aligned else ""
            rest = [parts + shorten(row.text, left - display_width(parts))]
            below = []
        elif shape.more:
            rest = wrap(row.parts, left)
            width = min(page.width, READABLE) - len(_INDENT)
            below = wrap(row.text, width)
            below += [text for line in shape.more(row.item) for text in wrapped(line, width)]
        else:
            rest = [shorten(row.parts, left)]
            below = [shorten(row.text, page.width - len(_INDENT))]
        lines = [head + rest[0], *(f"{'':{page.width - left}}{line}" for line in rest[1:])]
        lines += [f"{_INDENT}{line}" for line in below if line]
        yield [*heading, *(line.rstrip() for line in lines)]
        heading = []


def _heading(name: str, page: Page) -> list[str]:
    """Return the lines of a heading; behind a number they are indented like its text."""
    number, gap, _text = name.partition(_GAP)
    hanging = len(number + gap) if gap else len(_INDENT)
    return [paint(line, "heading", page) for line in wrap(name, page.width, hanging)]


def _head(view: Listing, shape: Entry, row: _Row, widths: list[int], page: Page) -> tuple[str, int]:
    """Return the aligned columns of an entry, and the width that they leave on the line.

    A column without any text is left out.
    """
    tone = view.tone(row.item)
    cells, left = "", page.width
    for column, cell, width in zip(shape.columns, row.cells, widths, strict=True):
        if width:
            padded = pad(cell, width, right=column.right)
            cells += (paint(padded, tone, page) if column.toned else padded) + _GAP
            left -= display_width(padded) + len(_GAP)
    return cells, left


def _fitting(blocks: list[list[str]], footer: list[str], page: Page) -> list[str]:
    """Return the lines of all entries or, where they do not fit, how many more there are."""
    ends = list(accumulate(len(block) for block in blocks))
    if page.height and ends[-1] + len(footer) > page.height:
        shown = max(sum(end + len(footer) < page.height for end in ends), 1)
        more = _("{count} more: {command}").format(
            count=len(blocks) - shown, command=visible(page.rest)
        )
        blocks, footer = blocks[:shown], [*footer, more]
    return [*(line for block in blocks for line in block), *footer]
