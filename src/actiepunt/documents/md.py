"""Markdown: CommonMark with tables, taken apart by markdown-it-py."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from actiepunt.documents import Block
from actiepunt.documents._builder import Builder, Cell
from actiepunt.documents._decoded import decoded
from actiepunt.documents._nodes import add
from actiepunt.documents._page import nodes

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---\n(?:.*\n){0,200}?(?:---|\.\.\.)\n")
_LONGEST = 20_000
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a text in Markdown; what stands before it in YAML is left out.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is no text, or has more blocks than a document.
    """
    from markdown_it import MarkdownIt

    text = _FRONT.sub(lambda front: "\n" * front[0].count("\n"), decoded(data, name))
    reader = _Reader(Builder(name), MarkdownIt("commonmark").parseInline)
    reader.read(MarkdownIt("commonmark").enable("table").disable("inline").parse(text))
    return reader.builder.blocks


class _Reader:
    """Reads tokens, in order, into blocks."""

    def __init__(self, builder: Builder, inline: Callable[[str], list["Token"]]) -> None:
        self.builder = builder
        self._parse = inline
        self._counts: list[int | None] = []  # by depth: the last number, or None for bullets
        self._number: str | None = None  # the number of an item that has no text yet
        self._rows: list[list[Cell]] = []
        self._lines: list[int] = []

    def read(self, tokens: Sequence["Token"]) -> None:
        """Read the tokens of a document."""
        opened: list[str] = []
        for token in tokens:
            if token.nesting > 0:
                opened.append(token.tag)
                self._start(token)
            elif token.nesting < 0:
                opened.pop()
                self._end(token)
            else:
                self._leaf(token, opened[-1] if opened else "")

    def _start(self, token: "Token") -> None:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            first = int(token.attrs.get("start", 1))
            self._counts.append(first - 1 if token.tag == "ol" else None)
        elif token.type == "list_item_open" and self._counts:
            count = self._counts[-1]
            self._number = "" if count is None else str(count + 1)
            self._counts[-1] = None if count is None else count + 1
        elif token.type == "tr_open":
            self._rows.append([])
            self._lines.append(_line(token))

    def _end(self, token: "Token") -> None:
        if token.type in {"bullet_list_close", "ordered_list_close"}:
            del self._counts[-1:]
        elif token.type == "list_item_close":
            self._number = None
        elif token.type == "table_close":
            self.builder.table(self._rows, lines=self._lines)
            self._rows, self._lines = [], []

    def _leaf(self, token: "Token", within: str) -> None:
        line = _line(token)
        if token.type == "html_block":
            first = len(self.builder.blocks)
            add(self.builder, nodes(token.content, self.builder.name))
            for index in range(first, len(self.builder.blocks)):
                self.builder.blocks[index] = self.builder.blocks[index]._replace(line=line)
        elif token.type in {"fence", "code_block"}:
            for below, text in enumerate(token.content.split("\n"), line + (token.type == "fence")):
                self.builder.add("paragraph", text, line=below)
        elif token.type == "inline":
            text = token.content
            if len(text) <= _LONGEST:  # a longer one is no paragraph, and would take long
                text = "".join(_texts(self._parse(text)[0].children or ()))
            self._inline(text, within, line)

    def _inline(self, text: str, within: str, line: int) -> None:
        if within in {"th", "td"}:
            self._rows[-1].append(Cell(text, heading=within == "th"))
        elif within in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.builder.depth = int(within[1])
            self.builder.heading(text, int(within[1]), line=line)
        elif self._number is not None:
            self.builder.add("item", text, len(self._counts), self._number, line=line)
            self._number = None
        else:
            self.builder.paragraph(text, line=line)


def _line(token: "Token") -> int:
    return token.map[0] + 1 if token.map else 0


def _texts(tokens: Sequence["Token"]) -> Iterator[str]:
    """Yield what a person sees of the text in a paragraph."""
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type == "hardbreak" or (
            token.type == "html_inline" and _BREAK.fullmatch(token.content)
        ):
            yield "\n"
        elif token.type == "softbreak":
            yield " "
        elif token.type == "image":
            yield from _texts(token.children or ())
