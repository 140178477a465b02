"""Documents of LibreOffice (OpenDocument 1.3 part 3), read from their XML.

Text that is deleted or hidden is left out, and so are notes, headers and footers.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from actiepunt.documents import Block
from actiepunt.documents._builder import Builder, Cell, clean, is_title
from actiepunt.documents._kinds import damaged, locked
from actiepunt.documents._numbering import written
from actiepunt.documents._odfstyles import Level, Styles, small
from actiepunt.documents._wrapped import unwrapped
from actiepunt.documents._zip import Package

_GONE = {
    "tracked-changes", "note", "annotation", "annotation-end", "sequence-decls", "forms",
    "variable-decls", "user-field-decls", "ruby-text", "event-listeners", "title", "desc",
    "table-of-content", "illustration-index", "table-index", "object-index", "user-index",
    "alphabetical-index", "bibliography", "binary-data", "object", "shapes",
}  # fmt: skip
_MARKS = {"tab": "\t", "line-break": "\n"}
_SHAPES = {"frame", "custom-shape", "rect", "ellipse", "g"}
_MOST_COLUMNS = 60
_MOST_SPACES = 100  # at once


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a document.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is damaged, encrypted, nested too deep, or larger than a document.
    """
    package = Package(data, name)
    _demand_open(package)
    content = package.xml("content.xml")
    roots = [package.xml("styles.xml")] if package.has("styles.xml") else []
    reader = _Reader(Builder(name), Styles([*roots, content]))
    for body in content.iterfind("body/text"):
        reader.read(body)
    return unwrapped(reader.builder)


def _demand_open(package: Package) -> None:
    """Refuse a document that is encrypted, or that has no content.

    Raises:
        ActiepuntError: it is.
    """
    manifest = "META-INF/manifest.xml"
    if package.has(manifest) and package.xml(manifest).find(".//encryption-data") is not None:
        raise locked(package.name)
    if not package.has("content.xml"):
        raise locked(package.name) if package.has("encrypted-package") else damaged(package.name)


class _List:
    """A list while it is read, with the numbers that it has reached.

    Attributes:
        style: The name of its style.
        depth: Its level, from 1.
        counts: The numbers reached, by level.
    """

    def __init__(self, style: str, depth: int, counts: dict[int, int]) -> None:
        self.style = style
        self.depth = depth
        self.counts = counts


class _Reader:
    """Reads the elements of a document, in order, into blocks."""

    def __init__(self, builder: Builder, styles: Styles) -> None:
        self.builder = builder
        self._styles = styles
        self._headings: dict[int, int] = {}
        self._reached: dict[str, dict[int, int]] = {}  # by list, and by style of lists

    def read(self, element: Element, within: _List | None = None) -> None:
        """Read what stands in the body, in a section, a text box or an item of a list."""
        number = None
        for child in element:
            if child.tag in {"p", "h"}:
                self._paragraph(child, within, number)
                number = None
            elif child.tag == "list":
                self._list(child, within)
            elif child.tag == "table":
                self._table(child)
            elif child.tag not in _GONE:
                self.read(child, within)

    def _list(self, element: Element, above: _List | None) -> None:
        style = element.get("style-name", above.style if above else "")
        depth = above.depth + 1 if above else 1
        if above:
            counts = above.counts
        elif element.get("continue-list"):
            counts = self._reached.get(element.get("continue-list", ""), {})
        elif element.get("continue-numbering") == "true":
            counts = self._reached.get(style, {})
        else:
            counts = {}
        self._reached[style] = counts
        self._reached[element.get("id", style)] = counts
        here = _List(style, depth, counts)
        if above:
            counts.pop(depth, None)
        for item in element:
            if item.tag == "list-item":
                self._item(item, here)
            elif item.tag == "list-header":
                self.read(item)

    def _item(self, item: Element, here: _List) -> None:
        """Read an item: its first paragraph has its number."""
        first = next((child for child in item if child.tag in {"p", "h"}), None)
        for child in item:
            if child is first:
                levels = self._styles.lists.get(self._style_of(child, here), {})
                level = levels.get(here.depth, Level())
                started = item.get("start-value")
                reached = small(item, "start-value") - 1 if started else level.start - 1
                if started:
                    here.counts[here.depth] = reached
                here.counts[here.depth] = here.counts.get(here.depth, reached) + 1
                self._paragraph(child, here, _number(levels, here.counts, here.depth))
            elif child.tag == "list":
                self._list(child, here)
            else:
                self.read_one(child)

    def _style_of(self, element: Element, here: _List) -> str:
        return here.style or self._styles.of(element.get("style-name", "")).numbers

    def read_one(self, element: Element) -> None:
        """Read one element as the body has it."""
        holder = Element("section")
        holder.append(element)
        self.read(holder)

    def _paragraph(self, element: Element, within: _List | None, number: str | None) -> None:
        style = self._styles.of(element.get("style-name", ""))
        parts: list[tuple[str, bool]] = []
        if not style.hidden:
            self._collect(element, parts, bold=bool(style.bold))
        text = "".join(part for part, _bold in parts)
        bold = all(is_bold for part, is_bold in parts if part.strip())
        outline = small(element, "outline-level", 10) if element.tag == "h" else style.outline
        builder = self.builder
        if outline and clean(text):
            builder.is_marked = True
            builder.depth = outline
            builder.heading(text, outline, number or self._outlined(element, outline))
        elif number is None:
            builder.paragraph(text, bold=bold)
        elif number and bold and is_title(clean(text)):
            builder.heading(text, within.depth if within else 1, number)
        else:
            builder.is_marked = True
            builder.add("item", text, within.depth if within else 1, number)
        for box in _boxes(element):
            self.read(box)

    def _outlined(self, element: Element, outline: int) -> str:
        """Count a heading, and return the number that the outline gives it."""
        levels = self._styles.outline
        if element.get("is-list-header") == "true" or element.tag == "p":
            return ""
        start = levels.get(outline, Level()).start
        self._headings[outline] = self._headings.get(outline, start - 1) + 1
        for below in [level for level in self._headings if level > outline]:
            del self._headings[below]
        return _number(levels, self._headings, outline)

    def _collect(self, element: Element, parts: list[tuple[str, bool]], *, bold: bool) -> None:
        parts.append((element.text or "", bold))
        for child in element:
            if child.tag == "s":
                parts.append((" " * small(child, "c", _MOST_SPACES), bold))
            elif child.tag in _MARKS:
                parts.append((_MARKS[child.tag], bold))
            elif child.tag not in _GONE and child.tag not in _SHAPES:
                style = self._styles.of(child.get("style-name", ""))
                if not style.hidden:
                    self._collect(child, parts, bold=bold if style.bold is None else style.bold)
            parts.append((child.tail or "", bold))

    def _table(self, element: Element) -> None:
        rows = list(_rows(element, heading=False))
        if not any(_is_wide(row) for row, _heading in rows):
            for row, _heading in rows:  # a box around a text
                for cell in _cells(row):
                    self.read(cell)
            return
        nested: list[Element] = []
        self.builder.table([
            [
                Cell(
                    self._cell(cell, nested),
                    _across(cell),
                    small(cell, "number-rows-spanned"),
                    heading=heading,
                )
                for cell in _cells(row)
            ]
            for row, heading in rows
        ])  # fmt: skip
        for table in nested:
            self._table(table)

    def _cell(self, element: Element, nested: list[Element]) -> str:
        """Return the text of a cell, with line feeds between its paragraphs."""
        texts: list[str] = []
        for child in _within(element):
            if child.tag == "table":
                nested.append(child)
                continue
            parts: list[tuple[str, bool]] = []
            self._collect(child, parts, bold=False)
            texts.append("".join(part for part, _bold in parts))
        return "\n".join(texts)


def _number(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    """Return the number of a level with those of the levels above it that are shown."""
    here = levels.get(depth, Level())
    if not here.form:
        return ""
    shown = range(max(depth - here.levels + 1, 1), depth + 1)
    return ".".join(
        written(counts.get(level, levels[level].start), levels[level].form)
        for level in shown
        if level in levels and levels[level].form
    )


def _within(element: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a cell, with those of its lists and text boxes."""
    for child in element:
        if child.tag in {"p", "h", "table"}:
            yield child
            for box in _boxes(child) if child.tag != "table" else ():
                yield from _within(box)
        elif child.tag not in _GONE:
            yield from _within(child)


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the shapes with text in a paragraph."""
    for child in element:
        if child.tag in _SHAPES:
            yield child
        elif child.tag not in _GONE:
            yield from _boxes(child)


def _rows(element: Element, *, heading: bool) -> Iterator[tuple[Element, bool]]:
    """Yield the rows of a table, and whether each is one of headings."""
    for child in element:
        if child.tag == "table-row":
            yield child, heading
        elif child.tag in {"table-header-rows", "table-rows", "table-row-group"}:
            yield from _rows(child, heading=heading or child.tag == "table-header-rows")


def _cells(row: Element) -> Iterator[Element]:
    return (child for child in row if child.tag == "table-cell")


def _across(cell: Element) -> int:
    """Return how many columns a cell covers; one that is repeated says the same in each."""
    return max(
        small(cell, name, _MOST_COLUMNS)
        for name in ("number-columns-spanned", "number-columns-repeated")
    )


def _is_wide(row: Element) -> bool:
    return sum(map(_across, _cells(row))) > 1
