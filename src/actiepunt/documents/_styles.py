"""The styles of paragraphs in Word (ECMA-376 part 1, 17.7): headings, lists, contents."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

_HEADING = re.compile(
    r"(?:heading|kop|überschrift|berschrift|titre|rubrik|título|titolo)\s*([1-9])", re.IGNORECASE
)
_TITLES = {"title": 1, "titel": 1}
_DEPTH = re.compile(r"(?:list|lijst)[a-z ]*?\s?([2-5])", re.IGNORECASE)  # such as List Bullet 2
_CONTENTS = re.compile(r"(?:toc|inhopg|inhoudsopgave)\s*\d", re.IGNORECASE)
_DEEPEST = 20  # styles based on each other


class Style(NamedTuple):
    """What a style says of its paragraphs.

    Attributes:
        outline: The level of a heading, from 1; 0 for none.
        number: The id of the list that it is of.
        level: The level in that list, from 0; None where it does not say one.
        bold: Whether it is bold.
        contents: Whether it is a line of a table of contents.
        owner: The style that names the list, which the list may name for a level.
        depth: The depth of its items, from 1, by its name; 0 where that tells none.
    """

    outline: int = 0
    number: str = ""
    level: int | None = None
    bold: bool = False
    contents: bool = False
    owner: str = ""
    depth: int = 0


def styles(root: Element | None) -> dict[str, Style]:
    """Return the styles of paragraphs by id; that of paragraphs without one under the empty id."""
    found: dict[str, Element] = {}
    default = ""
    for element in root.findall("style") if root is not None else ():
        if element.get("type", "paragraph") == "paragraph":
            found[element.get("styleId", "")] = element
            if element.get("default") in {"1", "true"}:
                default = element.get("styleId", "")
    read: dict[str, Style] = {}
    for name in found:
        _resolve(name, found, read, 0)
    return {"": read.get(default, Style()), **read}


def _resolve(name: str, found: dict[str, Element], read: dict[str, Style], depth: int) -> Style:
    """Return a style with what it takes from the one that it is based on."""
    if name in read or name not in found or depth > _DEEPEST:
        return read.get(name, Style())
    element = found[name]
    base = element.find("basedOn")
    above = Style() if base is None else _resolve(base.get("val", ""), found, read, depth + 1)
    own = above
    title = _named(element, name)
    if title:
        own = own._replace(outline=title)
    properties = element.find("pPr")
    if properties is not None:
        own = with_properties(own, properties, name)
    title_element = element.find("name")
    shown = name if title_element is None else title_element.get("val", "")
    deep = _DEPTH.fullmatch(shown)
    own = own._replace(
        bold=on(element.find("rPr"), "b", otherwise=own.bold),
        contents=above.contents or bool(_CONTENTS.match(shown)),
        depth=int(deep[1]) if deep else above.depth,
    )
    read[name] = own
    return own


def with_properties(style: Style, properties: Element, name: str = "") -> Style:
    """Return a style with what the properties of a paragraph say beside it."""
    outline = properties.find("outlineLvl")
    if outline is not None:
        value = outline.get("val", "")
        style = style._replace(outline=int(value) + 1 if value in set("012345678") else 0)
    numbers = properties.find("numPr")
    if numbers is not None:
        number, level = numbers.find("numId"), numbers.find("ilvl")
        if number is not None:
            style = style._replace(number=number.get("val", ""), owner=name)
        if level is not None:
            value = level.get("val", "")
            style = style._replace(level=int(value) if value in set("012345678") else 0)
    return style


def on(properties: Element | None, name: str, *, otherwise: bool = False) -> bool:
    """Say whether a property that is on or off is on."""
    element = None if properties is None else properties.find(name)
    if element is None:
        return otherwise
    return element.get("val", "1") not in {"0", "false", "off", "none"}


def _named(element: Element, name: str) -> int:
    """Return the level of a style that is called a heading, in one of several languages."""
    title = element.find("name")
    for shown in ("" if title is None else title.get("val", ""), name):
        match = _HEADING.fullmatch(shown.strip())
        if match:
            return int(match[1])
        if shown.strip().casefold() in _TITLES:
            return 1
    return 0
