"""Tables in plain text: columns with two spaces or more between them on every line."""

import re
from collections.abc import Sequence

from actiepunt.documents._pages import Line

_CELL = re.compile(r"\S+(?: \S+)*")
_MOST_BLANK = 2  # blank lines between the rows of a table
_MOST_LINES = 2_000
_WIDEST = 500  # characters of a line


class Table:
    """A table in plain text.

    Attributes:
        rows: The texts of the cells of each row, with a line feed between their lines.
        lines: The number of the line that each row begins on.
        end: The index of the line after it.
    """

    def __init__(self, lines: Sequence[Line], starts: list[int], end: int) -> None:
        self.end = end
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self._read(lines, starts)

    def _read(self, lines: Sequence[Line], starts: list[int]) -> None:
        by_blank = _rows_are_apart(lines, starts)
        blank = True
        for line in lines:
            if not line.text:
                blank = True
                continue
            cells = _cells(line.text, starts)
            if self._begins(cells, by_blank=by_blank, after_blank=blank):
                self.rows.append(cells)
                self.lines.append(line.number)
            else:
                self.rows[-1] = [
                    f"{above}\n{below}".strip()
                    for above, below in zip(self.rows[-1], cells, strict=True)
                ]
            blank = False

    def _begins(self, cells: list[str], *, by_blank: bool, after_blank: bool) -> bool:
        if not self.rows:
            return True
        if by_blank:
            return after_blank
        return bool(cells[0]) and any(cells[1:])


def table(lines: Sequence[Line], start: int) -> Table | None:
    """Return the table that begins at a line; None where it is not certain that one does.

    It has three rows of two columns, or two of three, that nothing runs across.
    """
    if len(lines[start].text) > _WIDEST or len(_CELL.findall(lines[start].text)) < 2:
        return None
    taken = 0  # a bit for each column of characters
    columns, several, end, blank = 0, 0, start, 0
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        text = lines[index].text
        if not text:
            blank += 1
            if blank > _MOST_BLANK:
                break
            continue
        if len(text) > _WIDEST:
            break
        more = taken | _bits(text)
        starts = _gaps(more)
        cells = len(_CELL.findall(text))
        in_first = cells == 1 and starts[0] == lines[index].indent
        if len(starts) < max(columns, 2) or (blank and in_first):
            break
        taken, columns, end, blank = more, max(columns, len(starts)), index + 1, 0
        several += cells > 1
    even = _even_end(lines, start)
    count = len(_CELL.findall(lines[start].text))
    if even >= end and _is_enough(even - start, count):
        return Table(lines[start:even], [], even)
    if _is_enough(several, columns):
        return Table(lines[start:end], _gaps(taken), end)
    return None


def _is_enough(rows: int, columns: int) -> bool:
    return rows >= 3 or (rows == 2 and columns > 2)


def _even_end(lines: Sequence[Line], start: int) -> int:
    """Return the index after the lines that have as many cells as the first.

    In a text from a PDF the columns are not quite below each other.
    """
    count = len(_CELL.findall(lines[start].text))
    end = start
    while end < len(lines) and len(_CELL.findall(lines[end].text)) == count:
        end += 1
    return end


def _bits(text: str) -> int:
    bits = 0
    for match in _CELL.finditer(text):
        bits |= ((1 << len(match[0])) - 1) << match.start()
    return bits


def _gaps(taken: int) -> list[int]:
    """Return where each column starts: after two columns of characters that no line has."""
    shown = f"{taken:b}"[::-1].replace("0", " ").replace("1", "x")
    return [match.start() for match in re.finditer(r"x+(?: x+)*", shown)]


def _cells(text: str, starts: list[int]) -> list[str]:
    """Return the cells of a line: those between where columns start, or all that it has."""
    if not starts:
        return _CELL.findall(text)
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _rows_are_apart(lines: Sequence[Line], starts: list[int]) -> bool:
    """Say whether blank lines part the rows, and not their lines."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    full = (sum(all(_cells(line.text, starts)) for line in group) for group in groups)
    return len(groups) > 2 and max(full) < 2
