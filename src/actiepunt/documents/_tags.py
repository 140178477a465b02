"""HTML as tags and text (the HTML standard, 13.2.5, in outline), in time that its length bounds.

`html.parser` takes minutes for 100 kB of tags that do not close, in the Pythons before 3.13.6.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"/?[A-Za-z][^\s/><]*")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_TAG_END = re.compile("[<>\"']")
_RAW = ("script", "style", "title", "textarea", "xmp")
_RAW_END = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in _RAW}


class Tag(NamedTuple):
    """A tag.

    Attributes:
        name: The name of its element, in small letters.
        closes: Whether it ends its element.
        attributes: Its attributes, by name in small letters.
    """

    name: str
    closes: bool
    attributes: dict[str, str]


def tags(text: str) -> Iterator[Tag | str]:
    """Yield the tags and the texts between them; a tag that does not close is left out.

    What is no text for people, such as comments and scripts, is left out too.
    """
    at = 0
    while at < len(text):
        start = text.find("<", at)
        if start < 0:
            break
        if start > at:
            yield html.unescape(text[at:start])
        name = _NAME.match(text, start + 1)
        if name:
            end, is_whole = _tag_end(text, name.end())
            tag = _tag(name[0], text[name.end() : end])
            if is_whole:
                yield tag
            at = end + is_whole
            if is_whole and not tag.closes and tag.name in _RAW_END:
                at = _after_raw(text, at, tag.name)
        elif text[start + 1 : start + 2] in {"!", "?", "/"}:
            at = _after_declaration(text, start)
        else:
            yield "<"
            at = start + 1
    if at < len(text):
        yield html.unescape(text[at:])


def _tag_end(text: str, at: int) -> tuple[int, bool]:
    """Return where a tag ends, and whether it closes: else the next one begins there."""
    while True:
        found = _TAG_END.search(text, at)
        if not found:
            return len(text), False
        if found[0] in "<>":
            return found.start(), found[0] == ">"
        end = text.find(found[0], found.end())
        if end < 0:
            return len(text), False
        at = end + 1


def _tag(name: str, inner: str) -> Tag:
    attributes = {
        key.lower(): html.unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(inner)
    }
    return Tag(name.lstrip("/").lower(), name.startswith("/"), attributes)


def _after_declaration(text: str, start: int) -> int:
    """Return where a comment, a declaration or a conditional section of Word ends."""
    end = "-->" if text.startswith("<!--", start) else ">"
    found = text.find(end, start + 2)
    return len(text) if found < 0 else found + len(end)


def _after_raw(text: str, at: int, name: str) -> int:
    """Return where an element ends in which there are no tags."""
    found = _RAW_END[name].search(text, at)
    return found.start() if found else len(text)
