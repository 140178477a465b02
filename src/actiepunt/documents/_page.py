"""HTML taken apart: what a person sees of a page (the HTML standard, 13.2, in outline)."""

import re

from actiepunt.documents._builder import DEEPEST, too_deep
from actiepunt.documents._nodes import Box, Node, Table, Text
from actiepunt.documents._numbering import written
from actiepunt.documents._tags import tags

_SKIPPED = {
    "head", "script", "style", "template", "svg", "math", "object", "select", "textarea", "iframe",
    "del", "noscript", "nav", "title", "button",
}  # fmt: skip
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "main",
    "p", "pre", "section",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS = {"ul", "ol", "menu", "dir"}
_BOLD = {"b", "strong"}
_WORD_LEVEL = re.compile(r"mso-list:\s*\S{1,40}\s+level([1-9])", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LARGEST_SPAN = 1000
_NUMBER = re.compile(r"[\w.]*\w")


def nodes(text: str, name: str) -> list[Node]:
    """Return the parts of a page.

    Args:
        text: The HTML.
        name: The name of the file, for messages.

    Raises:
        ActiepuntError: its lists or tables are nested too deep.
    """
    page = _Page(name)
    for part in tags(text):
        if isinstance(part, str):
            page.text(part)
        elif part.closes:
            page.end(part.name)
        else:
            page.start(part.name, part.attributes)
    return page.finished()


class _List:
    """A list while it is read: whether it is ordered, how, and the last number."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.ordered = tag == "ol"
        self.form = attributes.get("type", "1")
        self.count = _integer(attributes.get("start", ""), 1) - 1


class _Open:
    """A table while it is read: the lists and the text around it wait."""

    def __init__(self, table: Table, lists: list[_List]) -> None:
        self.table = table
        self.lists = lists
        self.head = False


class _Page:
    """Reads a page; what is not closed ends where the next of its kind begins."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._root: list[Node] = []
        self._tables: list[_Open] = []
        self._lists: list[_List] = []
        self._parts: list[tuple[str, bool]] = []
        self._kind = Text("")  # what the text that is being read will be
        self._skipped = ("", 0)  # the element that is left out, and how many of its kind are open
        self._bold = 0
        self._spans: list[bool] = []  # whether each open span is bold
        self._bold_spans = 0
        self._mark: list[str] | None = None  # the number of an item of Word
        self._spans_in_mark = 0
        self._is_pre = False

    def finished(self) -> list[Node]:
        """Return the parts, after all was read."""
        self._flush()
        return self._root

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Read the start of an element."""
        skipped, depth = self._skipped
        if skipped:
            self._skipped = (skipped, depth + (tag == skipped))
            return
        style = attributes.get("style", "")
        if tag not in _VOID and (
            tag in _SKIPPED or _HIDDEN.search(style) or "hidden" in attributes
        ):
            self._skipped = (tag, 1)
        elif tag == "br":
            self._parts.append(("\n", True))
        elif tag in _BOLD:
            self._bold += 1
        elif tag == "span":
            self._start_span(style)
        elif tag in _TABLE:
            self._flush()
            self._start_table(tag, attributes)
        elif tag in _LISTS or tag == "li":
            self._flush()
            self._start_list(tag, attributes)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._start_block(tag, style)

    def end(self, tag: str) -> None:
        """Read the end of an element."""
        skipped, depth = self._skipped
        if skipped:
            if tag == skipped:
                self._skipped = (skipped, depth - 1) if depth > 1 else ("", 0)
            return
        if tag in _BOLD:
            self._bold = max(self._bold - 1, 0)
        elif tag == "span":
            self._end_span()
        elif tag in _TABLE:
            self._flush()
            self._end_table(tag)
        elif tag in _LISTS:
            self._flush()
            del self._lists[-1:]
        elif tag in _HEADINGS or tag in _BLOCKS or tag == "li":
            self._flush()
            self._kind = Text("")
            self._is_pre = self._is_pre and tag != "pre"

    def text(self, data: str) -> None:
        """Read text."""
        if self._skipped[0]:
            return
        if self._mark is not None:
            self._mark.append(data)
            return
        text = data if self._is_pre else data.replace("\n", " ")
        self._parts.append((text, self._bold + self._bold_spans > 0))

    def _start_block(self, tag: str, style: str) -> None:
        kept = self._kind if tag in {"p", "div"} and self._kind.item else Text("")
        self._flush(keep=True)
        self._kind = Text("", heading=int(tag[1])) if tag in _HEADINGS else kept
        level = _WORD_LEVEL.search(style)
        if level and tag not in _HEADINGS:
            self._kind = Text("", item=int(level[1]))
        self._is_pre = self._is_pre or tag == "pre"

    def _start_span(self, style: str) -> None:
        if self._mark is not None:
            self._spans_in_mark += 1
        elif _WORD_MARK.search(style):
            self._mark, self._spans_in_mark = [], 1
        else:
            self._spans.append(bool(_WEIGHT.search(style)))
            self._bold_spans += self._spans[-1]

    def _end_span(self) -> None:
        if self._mark is None:
            if self._spans:
                self._bold_spans -= self._spans.pop()
            return
        self._spans_in_mark -= 1
        if not self._spans_in_mark:
            number = _NUMBER.match("".join(self._mark).strip(" \xa0()"))
            shown = number[0] if number and number[0] != "o" else ""  # the bullet of level 2
            self._kind = self._kind._replace(number=shown)
            self._mark = None

    def _start_list(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _LISTS:
            self._lists.append(_List(tag, attributes))
            if len(self._lists) > DEEPEST:
                raise too_deep(self._name)
            return
        here = self._lists[-1] if self._lists else _List("ul", {})
        if "value" in attributes:
            here.count = _integer(attributes["value"], here.count + 1) - 1
        here.count += 1
        number = written(here.count, here.form) if here.ordered else ""
        self._kind = Text("", item=max(len(self._lists), 1), number=number)

    def _start_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            table = Table()
            self._here().append(table)
            self._tables.append(_Open(table, self._lists))
            self._lists = []
            if len(self._tables) > DEEPEST:
                raise too_deep(self._name)
        elif not self._tables:
            return
        elif tag in {"thead", "tbody", "tfoot"}:
            self._tables[-1].head = tag == "thead"
        elif tag == "tr":
            self._tables[-1].table.rows.append([])
        else:
            rows = self._tables[-1].table.rows
            if not rows:
                rows.append([])
            rows[-1].append(
                Box(
                    _integer(attributes.get("colspan", ""), 1),
                    _integer(attributes.get("rowspan", ""), 1),
                    heading=tag == "th" or self._tables[-1].head,
                )
            )
            self._lists = []
        self._kind = Text("")

    def _end_table(self, tag: str) -> None:
        self._kind = Text("")
        if tag == "table" and self._tables:
            self._lists = self._tables.pop().lists

    def _here(self) -> list[Node]:
        """Return the parts that the next one is added to: those of the cell, or of the page."""
        if self._tables:
            rows = self._tables[-1].table.rows
            if rows and rows[-1]:
                return rows[-1][-1].nodes
        return self._root

    def _flush(self, *, keep: bool = False) -> None:
        """Add the text that was read since the last part."""
        text = "".join(part for part, _bold in self._parts)
        if text.strip():
            bold = all(bold for part, bold in self._parts if part.strip())
            self._here().append(self._kind._replace(text=text, bold=bold))
            if not keep and self._kind.item:
                self._kind = Text("")
        self._parts = []
        self._mark = None


_TABLE = {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}


def _integer(text: str, otherwise: int) -> int:
    """Return a positive number that an attribute holds, within bounds."""
    valid = text.isascii() and text.isdigit() and len(text) < 7
    return max(1, min(int(text), _LARGEST_SPAN)) if valid else otherwise
