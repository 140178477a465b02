"""Documents of Word (Office Open XML, ECMA-376 part 1, 17), read from their XML.

python-docx gives no numbers of lists, no text boxes and no text of tracked insertions, and mammoth
makes HTML without the numbers; neither bounds what a hostile file unpacks to. Text that is deleted
or hidden is left out, and so are notes, headers and footers.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from actiepunt.documents import Block
from actiepunt.documents._builder import Builder, Cell, clean, is_title
from actiepunt.documents._numbering import Numbering
from actiepunt.documents._styles import Style, on, styles, with_properties
from actiepunt.documents._wrapped import unwrapped
from actiepunt.documents._zip import Package

_GONE = {
    "del", "moveFrom", "rPr", "pPr", "instrText", "delText", "footnoteReference", "sdtPr",
    "endnoteReference", "commentReference", "annotationRef", "footnoteRef",
}  # fmt: skip
_MARKS = {
    "tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "",
}  # fmt: skip
_IN_PARAGRAPH = {"p", "tbl"}
_WIDEST = 60
_LONGEST_RUN = 10_000  # rows that one cell may cover


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a document.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is damaged, encrypted, nested too deep, or larger than a document.
    """
    package = Package(data, name)
    main = _main(package)
    root = package.xml(main)
    folder = main.rpartition("/")[0]
    reader = _Reader(
        Builder(name),
        styles(_optional(package, f"{folder}/styles.xml")),
        Numbering(_optional(package, f"{folder}/numbering.xml")),
    )
    for body in root.findall("body"):
        reader.read(body)
    return unwrapped(reader.builder)


def _main(package: Package) -> str:
    """Return the name of the part with the text."""
    if package.has("_rels/.rels"):
        for relation in package.xml("_rels/.rels"):
            if relation.get("Type", "").endswith("/officeDocument"):
                return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _optional(package: Package, part: str) -> Element | None:
    return package.xml(part) if package.has(part) else None


class _Reader:
    """Reads the elements of a document, in order, into blocks."""

    def __init__(self, builder: Builder, known: dict[str, Style], numbering: Numbering) -> None:
        self.builder = builder
        self._styles = known
        self._numbering = numbering
        self._left = ""  # the text of a paragraph whose mark is deleted, so that it goes on

    def read(self, element: Element) -> None:
        """Read what stands in the body, in a text box, or in the only cell of a table."""
        for child in _visible(element):
            if child.tag == "p":
                self._paragraph(child)
            elif child.tag == "tbl":
                self._table(child)
            elif not _is_contents(child):
                self.read(child)

    def _paragraph(self, element: Element) -> None:
        style = self._style(element)
        text = self._left + _text(element)
        self._left = ""
        properties = element.find("pPr")
        marks = None if properties is None else properties.find("rPr")
        if marks is not None and (marks.find("del") is not None):
            self._left = text
        elif not style.contents:
            self._add(element, style, text)
        for box in _boxes(element):
            self.read(box)

    def _add(self, element: Element, style: Style, text: str) -> None:
        number = None
        level = style.level or 0
        if style.number not in {"", "0"}:
            if style.level is None:
                level = self._numbering.level_of(style.number, style.owner)
            number = self._numbering.next(style.number, level)
        builder = self.builder
        if style.outline and clean(text):
            builder.is_marked = True
            builder.depth = style.outline
            builder.heading(text, style.outline, number or "")
        elif number is None:
            builder.paragraph(text, bold=_is_bold(element, style))
        elif number and _is_bold(element, style) and is_title(clean(text)):
            builder.heading(text, level + 1, number)
        else:
            builder.is_marked = True
            builder.add("item", text, max(level + 1, style.depth), number)

    def _style(self, element: Element) -> Style:
        properties = element.find("pPr")
        if properties is None:
            return self._styles[""]
        named = properties.find("pStyle")
        name = "" if named is None else named.get("val", "")
        return with_properties(self._styles.get(name, self._styles[""]), properties)

    def _table(self, element: Element) -> None:
        rows = list(_rows(element))
        if not any(len(list(_cells(row))) > 1 for row in rows):
            for row in rows:  # a box around a text, or a page that is laid out with it
                for cell in _cells(row):
                    self.read(cell)
            return
        nested: list[Element] = []
        self.builder.table(self._grid(rows, nested))
        for table in nested:
            self._table(table)

    def _grid(self, rows: list[Element], nested: list[Element]) -> list[list[Cell]]:
        """Return the cells that each row begins, and collect the tables within them."""
        grid: list[list[Cell]] = []
        open_cells: dict[int, tuple[int, int]] = {}  # by column: the row and place of a merged cell
        for row in rows:
            heading = on(row.find("trPr"), "tblHeader")
            grid.append([])
            column = _before(row)
            if column:
                grid[-1].append(Cell("", column))
            for cell in _cells(row):
                across, merge = _span(cell)
                if merge == "continue" and column in open_cells:
                    at, place = open_cells[column]
                    above = grid[at][place]
                    grid[at][place] = above._replace(down=min(above.down + 1, _LONGEST_RUN))
                elif merge == "left" and grid[-1]:
                    grid[-1][-1] = grid[-1][-1]._replace(across=grid[-1][-1].across + across)
                else:
                    open_cells[column] = (len(grid) - 1, len(grid[-1]))
                    grid[-1].append(Cell(self._cell(cell, nested), across, heading=heading))
                column += across
        return grid

    def _cell(self, element: Element, nested: list[Element]) -> str:
        """Return the text of a cell, with line feeds between its paragraphs."""
        texts: list[str] = []
        for child in _within(element):
            if child.tag == "tbl":
                nested.append(child)
                continue
            style = self._style(child)
            number = None
            if style.number not in {"", "0"}:
                number = self._numbering.next(style.number, style.level or 0)
            text = clean(_text(child))
            texts.append(f"{number}. {text}" if number and text else text)
            texts += [clean(_text(p)) for box in _boxes(child) for p in box.iter("p")]
        return "\n".join(texts)


def _visible(element: Element) -> Iterator[Element]:
    """Yield the children of an element, of alternatives only the first that can be read."""
    for child in element:
        if child.tag == "AlternateContent":
            choice = child.find("Choice")
            chosen = child.find("Fallback") if choice is None else choice
            if chosen is not None:
                yield from _visible(chosen)
        elif child.tag not in _GONE:
            yield child


def _within(element: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a cell."""
    for child in _visible(element):
        if child.tag in _IN_PARAGRAPH:
            yield child
        else:
            yield from _within(child)


def _text(element: Element) -> str:
    """Return the text of a paragraph, without that of text boxes."""
    parts: list[str] = []
    _collect(element, parts)
    return "".join(parts)


def _collect(element: Element, parts: list[str]) -> None:
    for child in _visible(element):
        if child.tag == "t":
            parts.append(child.text or "")
        elif child.tag in _MARKS:
            parts.append(_MARKS[child.tag])
        elif child.tag not in {"txbxContent", "txbx"} and not _is_hidden(child):
            _collect(child, parts)


def _is_hidden(element: Element) -> bool:
    return element.tag == "r" and on(element.find("rPr"), "vanish")


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes in a paragraph."""
    for child in _visible(element):
        if child.tag == "txbxContent":
            yield child
        else:
            yield from _boxes(child)


def _is_bold(element: Element, style: Style) -> bool:
    """Say whether every letter of a paragraph is bold."""
    runs = [run for run in element.iter("r") if any((t.text or "").strip() for t in run.iter("t"))]
    return bool(runs) and all(on(run.find("rPr"), "b", otherwise=style.bold) for run in runs)


def _is_contents(element: Element) -> bool:
    """Say whether this is a table of contents, which says what the headings say once more."""
    if element.tag != "sdt":
        return False
    return any(
        gallery.get("val") == "Table of Contents" for gallery in element.iter("docPartGallery")
    )


def _rows(element: Element) -> Iterator[Element]:
    for child in _visible(element):
        if child.tag == "tr":
            properties = child.find("trPr")
            if properties is None or properties.find("del") is None:
                yield child
        elif child.tag != "tc":
            yield from _rows(child)


def _cells(element: Element) -> Iterator[Element]:
    for child in _visible(element):
        if child.tag == "tc":
            yield child
        elif child.tag not in _IN_PARAGRAPH:
            yield from _cells(child)


def _before(row: Element) -> int:
    """Return how many columns a row leaves out at its start."""
    properties = row.find("trPr")
    before = None if properties is None else properties.find("gridBefore")
    return 0 if before is None else _small(before.get("val", "0"))


def _span(cell: Element) -> tuple[int, str]:
    """Return how many columns a cell covers, and how it is merged: `continue`, `left` or not."""
    properties = cell.find("tcPr")
    if properties is None:
        return 1, ""
    span = properties.find("gridSpan")
    across = 1 if span is None else max(_small(span.get("val", "1")), 1)
    for name, merged in (("vMerge", "continue"), ("hMerge", "left")):
        merge = properties.find(name)
        if merge is not None and merge.get("val", "continue") == "continue":
            return across, merged
    return across, ""


def _small(text: str) -> int:
    return min(int(text), _WIDEST) if text.isascii() and text.isdigit() and len(text) < 5 else 0
