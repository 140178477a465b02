"""The numbers of lists in Word (ECMA-376 part 1, 17.9), which a document does not hold itself.

How a number is written in letters or Roman numerals is the same in other formats.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

_LEVELS = 9
_SHOWN = re.compile(r"%[1-9](?:.*%[1-9])?")  # without words before it, such as “Artikel %1”
_PLACE = re.compile(r"%([1-9])")
_LARGEST = 100_000
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class _Level(NamedTuple):
    """A level of a list.

    Attributes:
        start: Its first number.
        form: How the number is written, such as `lowerLetter`.
        pattern: What is shown, in which `%1` is the number of the first level.
        restart: After which level, from 1, it begins again; 0 never, None after each above it.
        legal: Whether all numbers are shown as digits.
    """

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    legal: bool = False


class Numbering:
    """The lists of a document, which count as its paragraphs are read in order.

    Args:
        root: The root of `numbering.xml`; None where there is none.
    """

    def __init__(self, root: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}  # by abstract list
        self._lists: dict[str, str] = {}  # the abstract list of each list
        self._overrides: dict[tuple[str, int], int] = {}
        self._styles: dict[tuple[str, str], int] = {}  # the level of a style in an abstract list
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def level_of(self, number: str, style: str) -> int:
        """Return the level, from 0, that a list has for a style."""
        return self._styles.get((self._lists.get(number, ""), style), 0)

    def next(self, number: str, level: int) -> str | None:
        """Count a paragraph of a list, and return its number; empty for a bullet.

        Args:
            number: The id of the list.
            level: Its level, from 0.

        Returns:
            The number as it is shown, without the marks around it; None if there is no such list.
        """
        abstract = self._lists.get(number, "")
        levels = self._levels.get(abstract)
        if levels is None:
            return None
        here = levels.get(level, _Level())
        counts = self._counts.setdefault(abstract, {})
        first = self._overrides.get((number, level))
        if first is not None and (number, level) not in self._begun:
            counts[level] = first
        else:
            counts[level] = counts[level] + 1 if level in counts else here.start
        self._begun.add((number, level))
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, _Level()).restart
            if restart is None or restart > level:
                counts.pop(below, None)
        return self._shown(levels, counts, here)

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], here: _Level) -> str:
        shown = _SHOWN.search(here.pattern) if here.form not in {"bullet", "none"} else None
        if not shown:
            return ""

        def digits(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at, _Level())
            return written(counts.get(at, level.start), "decimal" if here.legal else level.form)

        return _PLACE.sub(digits, shown[0])

    def _read(self, root: Element) -> None:
        links: dict[str, str] = {}  # the abstract list that a style of lists is kept in
        linked: dict[str, str] = {}
        for element in root.findall("abstractNum"):
            abstract = element.get("abstractNumId", "")
            self._levels[abstract] = dict(self._read_levels(element, abstract))
            for child in element:
                if child.tag == "styleLink":
                    links[child.get("val", "")] = abstract
                elif child.tag == "numStyleLink":
                    linked[abstract] = child.get("val", "")
        for element in root.findall("num"):
            number = element.get("numId", "")
            abstract = _value(element, "abstractNumId")
            self._lists[number] = links.get(linked.get(abstract, ""), abstract)
            for override in element.findall("lvlOverride"):
                level = _integer(override.get("ilvl", "0"), 0)
                start = override.find("startOverride")
                if start is not None:
                    self._overrides[number, level] = _integer(start.get("val", "1"), 1)

    def _read_levels(self, element: Element, abstract: str) -> Iterator[tuple[int, _Level]]:
        for child in element.findall("lvl"):
            level = _integer(child.get("ilvl", "0"), 0)
            style = _value(child, "pStyle")
            if style:
                self._styles[abstract, style] = level
            restart = _value(child, "lvlRestart")
            yield (
                level,
                _Level(
                    _integer(_value(child, "start"), 1),
                    _value(child, "numFmt") or "decimal",
                    _value(child, "lvlText"),
                    _integer(restart, 0) if restart else None,
                    child.find("isLgl") is not None,
                ),
            )


def _value(element: Element, name: str) -> str:
    child = element.find(name)
    return "" if child is None else child.get("val", "")


def _integer(text: str, otherwise: int) -> int:
    """Return a number that a file holds, within bounds."""
    valid = text.isascii() and text.isdigit() and len(text) < 7
    return min(int(text), _LARGEST) if valid else otherwise


def letters(number: int) -> str:
    """Return a number as Word letters it: a, b, …, z, aa, bb."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number else "0"


def roman(number: int) -> str:
    """Return a number in Roman numerals, in small letters."""
    shown = ""
    for value, sign in _ROMAN:
        while number >= value and len(shown) < 20:
            shown, number = shown + sign, number - value
    return shown


def written(number: int, form: str) -> str:
    """Return a number in a form, as Word (`lowerRoman`) or OpenDocument (`i`) names it."""
    write = _FORMS.get(form)
    return write(number) if write else str(number)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "a": letters,
    "A": lambda number: letters(number).upper(),
    "i": roman,
    "I": lambda number: roman(number).upper(),
    "none": lambda _number: "",
}
