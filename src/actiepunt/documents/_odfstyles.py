"""The styles of OpenDocument text (OpenDocument 1.3 part 3, 16): headings, lists, hidden text."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

_HEADING = re.compile(r"(?:heading|kop|überschrift|titre)(?: |_20_)([1-9])", re.IGNORECASE)
_TITLES = {"Title", "Titel"}
_DEEPEST = 20  # styles based on each other


class Style(NamedTuple):
    """What a style says of its text.

    Attributes:
        outline: The level of a heading, from 1; 0 for none.
        bold: Whether it is bold; None where it does not say.
        hidden: Whether it is not shown.
        numbers: The name of the style of lists that it has; empty for none.
    """

    outline: int = 0
    bold: bool | None = None
    hidden: bool = False
    numbers: str = ""


class Level(NamedTuple):
    """A level of a list or of the headings.

    Attributes:
        form: How its numbers are written, such as `1` or `a`; empty for a bullet.
        levels: How many levels are shown, its own with those above it.
        start: Its first number.
    """

    form: str = ""
    levels: int = 1
    start: int = 1


class Styles:
    """The styles of a document.

    Args:
        roots: The roots of `styles.xml` and `content.xml`.
    """

    def __init__(self, roots: list[Element]) -> None:
        self._found: dict[str, Element] = {}
        self._read: dict[str, Style] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for element in root.iter():
                if element.tag == "style" and element.get("family") in {"paragraph", "text"}:
                    self._found[element.get("name", "")] = element
                elif element.tag == "list-style":
                    self.lists[element.get("name", "")] = dict(_levels(element))
                elif element.tag == "outline-style":
                    self.outline = dict(_levels(element))

    def of(self, name: str, depth: int = 0) -> Style:
        """Return a style with what it takes from the one that it is based on."""
        if name in _TITLES and name not in self._found:
            return Style(1)
        if name in self._read or name not in self._found or depth > _DEEPEST:
            return self._read.get(name, Style())
        element = self._found[name]
        style = self.of(element.get("parent-style-name", ""), depth + 1)
        for shown in (name, element.get("display-name", "")):
            match = _HEADING.fullmatch(shown)
            if match or shown in _TITLES:
                style = style._replace(outline=int(match[1]) if match else 1)
        level = element.get("default-outline-level", "")
        if level:
            style = style._replace(outline=int(level) if level in set("123456789") else 0)
        properties = element.find("text-properties")
        if properties is not None:
            weight = properties.get("font-weight")
            bold = style.bold if weight is None else weight in {"bold", "600", "700", "800", "900"}
            hidden = style.hidden or properties.get("display") == "none"
            style = style._replace(bold=bold, hidden=hidden)
        style = style._replace(numbers=element.get("list-style-name", style.numbers))
        self._read[name] = style
        return style


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for child in element:
        if child.tag in {"list-level-style-number", "outline-level-style"}:
            yield (
                small(child, "level"),
                Level(
                    child.get("num-format", ""),
                    small(child, "display-levels"),
                    small(child, "start-value"),
                ),
            )


def small(element: Element, name: str, most: int = 1000) -> int:
    """Return a number from 1 that an attribute holds; 1 where it does not."""
    text = element.get(name, "")
    valid = text.isascii() and text.isdigit() and len(text) < 7
    return max(1, min(int(text), most)) if valid else 1
