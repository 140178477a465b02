"""The counts as a table on a terminal, and below it a chart of the open actions by month."""

import io
from collections.abc import Sequence

from actiepunt.output import Card, Column, Page, View
from actiepunt.output.stats import _chart
from actiepunt.text import display_width, visible

_GAP = 2


def render(view: View, page: Page) -> str:
    """Return the table and the chart.

    The first column has the names. A group of one item without a name is a row with the name of
    the group; any other group has its name above its rows.
    """
    assert not isinstance(view, Card), "stats is a listing"  # noqa: S101 - by design
    rows: list[list[str]] = []
    headings: set[int] = set()
    for name, items in view.groups.items():
        cells = [[visible(column.text(item)) for column in view.columns] for item in items]
        if len(cells) == 1 and not cells[0][0]:
            cells[0][0] = visible(name)
        elif cells:
            headings.add(len(rows) + 1)
            cells = [[""], [visible(name)], *cells]
        rows += cells
    table = _table(view.columns, rows, headings, page)
    return "\n".join(filter(None, [table, _chart.render(view, page)]))


def _table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], headings: set[int], page: Page
) -> str:
    """Return a table in which no word is broken that fits the page, even if the table does not."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    widths = _widths(columns, rows, page)
    file = io.StringIO()
    console = Console(
        file=file,
        width=sum(widths) + _GAP * (len(widths) - 1),
        force_terminal=page.color,
        color_system="standard" if page.color else None,
        legacy_windows=False,
    )
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        heading = Text(column.heading if column.right else "")
        table.add_column(heading, width=width, justify="right" if column.right else "left")
    for index, row in enumerate(rows):
        # Text objects, because rich would read markup in strings that people wrote.
        table.add_row(*(Text(cell, style="bold" if index in headings else "") for cell in row))
    console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in file.getvalue().splitlines())


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], page: Page) -> list[int]:
    """Return the widths: of numbers the least that is needed; of names what is left, or less."""
    cells = [[row[index] for row in rows if index < len(row)] for index in range(len(columns))]
    names, *numbers = (
        max(map(_longest_word, [column.heading, *texts]))
        for column, texts in zip(columns, cells, strict=True)
    )
    whole = max(map(display_width, cells[0]))
    left = page.width - sum(numbers) - _GAP * len(numbers)
    return [max(min(names, page.width), min(whole, left)), *numbers]


def _longest_word(text: str) -> int:
    return max(map(display_width, text.split()), default=0)
