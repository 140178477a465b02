"""A page of text over the whole terminal that waits for one key."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import click

from actiepunt.cli import streams
from actiepunt.i18n import _
from actiepunt.text import display_width, visible, wrap
from actiepunt.views.review import Part

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

_WIDEST = 92  # columns of text, so that the eye finds the next line
_AIRY = 14  # rows from which on there are empty lines around the text
_STYLES = {
    "strong": "bold", "late": "bold ansired", "soon": "ansiyellow", "told": "italic",
    "mark": "reverse",
}  # fmt: skip


class Row(NamedTuple):
    """A row of the screen.

    Attributes:
        style: Its style.
        text: Its text.
        marks: Where parts of the text begin and end that stand out.
    """

    style: str
    text: str
    marks: Sequence[tuple[int, int]] = ()

    def pieces(self) -> "Iterator[tuple[str, str]]":
        """Yield the pieces of the row, each with its style."""
        at = 0
        for start, end in self.marks:
            yield self.style, self.text[at:start]
            yield f"{self.style} class:mark", self.text[start:end]
            at = end
        yield self.style, self.text[at:]


class Page(NamedTuple):
    """A page.

    Attributes:
        left: What stands at the left of the first row.
        right: What stands at its right.
        parts: The text, which is scrolled where it is longer than the screen.
        keys: The keys by name, each with its words, in which brackets mark the letter.
        told: What the last key did, or what was wrong with it.
    """

    left: str
    right: str
    parts: Sequence[Part]
    keys: Mapping[str, str]
    told: Sequence[str] = ()


def letter(words: str) -> str:
    """Return the letter that the words of a key mark, `k` of `[k]eep`."""
    found = re.search(r"\[(.)\]", words)
    return found[1].lower() if found else ""


@contextmanager
def stage() -> Iterator[None]:
    """Have the terminal to ourselves; afterwards it shows again what it showed before."""
    from prompt_toolkit.application.current import get_app_session
    from prompt_toolkit.utils import is_dumb_terminal

    if is_dumb_terminal():
        yield
        return
    output = get_app_session().output
    output.enter_alternate_screen()
    output.flush()
    try:
        yield
    finally:
        output.quit_alternate_screen()
        output.flush()


def clear(*, forget: bool = False) -> None:
    """Empty the stage; with `forget`, drop the keys that were pressed before it was shown."""
    from prompt_toolkit.application.current import get_app_session
    from prompt_toolkit.input.typeahead import clear_typeahead
    from prompt_toolkit.utils import is_dumb_terminal

    if is_dumb_terminal():
        return
    session = get_app_session()
    if forget:
        clear_typeahead(session.input)
    session.output.erase_screen()
    session.output.cursor_goto(0, 0)
    session.output.flush()


def size() -> tuple[int, int]:
    """Return the columns and the rows of the terminal."""
    from prompt_toolkit.application.current import get_app_session

    found = get_app_session().output.get_size()
    return found.columns, found.rows


def read(page: Page) -> str:
    """Show a page until a key is pressed, and return the name of that key.

    Capitals do not matter. Enter, a pasted text and a letter of no key do nothing.

    Raises:
        click.Abort: the person pressed Ctrl-C or Ctrl-D, or left the terminal.
    """
    from prompt_toolkit.utils import is_dumb_terminal

    try:
        return _plainly(page) if is_dumb_terminal() else Reading(page).run()
    except (EOFError, KeyboardInterrupt):
        raise click.Abort from None


def _plainly(page: Page) -> str:
    """Ask on a terminal that has no cursor to move: the letter, and Enter."""
    told = [f"{page.left}  {page.right}", *(f"{p.label} {p.signed}".strip() for p in page.parts)]
    streams.write(*(f"{visible(text)}\n" for text in (*told, *page.told)))
    letters = {letter(words): name for name, words in page.keys.items()}
    while True:
        typed = input(f"{'  '.join(page.keys.values())}: ").strip().lower()
        if typed in letters:
            return letters[typed]


class Reading:
    """The application that shows a page, scrolled to the row `top` of its text."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.told = list(page.told)
        self.top = 0  # the first row of the text that is shown
        self.most = 0  # the highest value of `top`
        self.step = 1  # how many rows a page down goes on

    def run(self) -> str:
        """Show the page until a key is pressed, and return the name of that key.

        Raises:
            KeyboardInterrupt: the person pressed Ctrl-C.
            EOFError: the person pressed Ctrl-D, or left the terminal.
        """
        from prompt_toolkit.application import Application
        from prompt_toolkit.layout import FormattedTextControl, Layout, Window
        from prompt_toolkit.layout.dimension import Dimension
        from prompt_toolkit.styles import Style

        def text() -> "StyleAndTextTuples":
            columns, rows = size()
            shown = self.rows(columns, rows)
            return [
                part
                for number, row in enumerate(shown)
                for part in (*row.pieces(), ("", "\n" * (number < len(shown) - 1)))
            ]

        window = Window(
            FormattedTextControl(text, show_cursor=False, focusable=True),
            height=lambda: Dimension.exact(size()[1]),
        )
        application: Application[str] = Application(
            layout=Layout(window),
            key_bindings=self._bindings(),
            erase_when_done=True,
            style=Style.from_dict(_STYLES),
        )
        return application.run()

    def rows(self, columns: int, rows: int) -> list[Row]:
        """Return the rows of the screen: first row, text, what was told, and the keys."""
        airy = rows >= _AIRY
        keys = _keys(self.page.keys, columns, max(1, rows // 4))
        told = [row for text in self.told for row in _broken(visible(text), columns - 2)]
        told = told[: max(1, rows // 3)]
        head = _head(visible(self.page.left), visible(self.page.right), columns)
        around = 1 + len(told) + len(keys) + (4 if airy else 0)
        height = max(rows - around, 1)
        body = _body(self.page.parts, columns)
        fits = len(body) <= height
        self.step = max(height - 1, 1) if fits else max(height - 2, 1)
        self.most = 0 if fits else len(body) - self.step
        self.top = min(self.top, self.most)
        if not fits:
            below = self.top < self.most
            hint = _("more: space, ↓ or PgDn") if below else _("the end; ↑ or PgUp: back up")
            body = body[self.top : self.top + self.step]
            body += [Row("class:told", f"  {hint}"[: columns - 1])] * (height > 1)
        body += [Row("", "")] * (height - len(body))
        air = [Row("", "")] * airy
        return [
            Row("", head),
            *air,
            *air,
            *body,
            *air,
            *(Row("class:told", f" {row}") for row in told),
            *air,
            *(Row("", row) for row in keys),
        ][:rows]

    def _bindings(self) -> "KeyBindings":
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        keys = KeyBindings()
        letters = {letter(words): name for name, words in self.page.keys.items()}

        @keys.add(Keys.Any)
        def press(event: "KeyPressEvent") -> None:
            name = letters.get(event.data.lower())
            if name:
                event.app.exit(result=name)
            elif event.data.isprintable() and event.data.strip():
                self.told = [_("“{key}” does nothing here.").format(key=event.data)]
            else:
                self.told = []

        @keys.add("enter")
        def nothing(_event: "KeyPressEvent") -> None:
            self.told = [_("Enter decides nothing: press one of the letters below.")]

        @keys.add(Keys.BracketedPaste)
        def paste(_event: "KeyPressEvent") -> None:
            self.told = [_("A pasted text decides nothing: press a letter first.")]

        @keys.add("c-c")
        @keys.add("<sigint>")
        def stop(event: "KeyPressEvent") -> None:
            event.app.exit(exception=KeyboardInterrupt)

        @keys.add("c-d")
        def leave(event: "KeyPressEvent") -> None:
            event.app.exit(exception=EOFError)

        self._scrolling(keys)
        return keys

    def _scrolling(self, keys: "KeyBindings") -> None:
        """Add the keys that show another part of the text."""

        def scroll(by: Callable[[], int]) -> "Callable[[KeyPressEvent], None]":
            def handler(_event: "KeyPressEvent") -> None:
                self.top = max(0, min(self.top + by(), self.most))

            return handler

        for names, by in (
            ((" ", "pagedown"), lambda: self.step),
            (("pageup",), lambda: -self.step),
            (("down",), lambda: 1),
            (("up",), lambda: -1),
            (("home",), lambda: -self.most),
            (("end",), lambda: self.most),
        ):
            for name in names:
                keys.add(name)(scroll(by))


def _head(left: str, right: str, columns: int) -> str:
    """Return the first row; the right part stays whole where there is no room for both."""
    room = columns - display_width(right) - 4
    if display_width(left) > room:
        left = _cut(left, max(room, 0))
    gap = columns - display_width(left) - display_width(right) - 3
    return f" {left}{' ' * max(gap, 1)}{right}"


def _body(parts: Sequence[Part], columns: int) -> list[Row]:
    """Return the text as rows; labels stand in a column of their own where there is room."""
    margin = 4 if columns >= 60 else 1
    width = min(columns - margin - 2, _WIDEST)
    column = max((display_width(part.label) for part in parts), default=0) + 3
    beside = column < width // 2
    rows: list[Row] = []
    for part in parts:
        text, label = visible(part.text), visible(part.label)
        style = "class:strong" if part.is_strong else f"class:{part.tone}" if part.tone else ""
        if label and not beside:
            text = f"{label}: {text}"
        indent = column if label and beside else 0
        hanging = len(text) - len(text.lstrip(" "))
        marked = _marked(text, part.marks, len(text) - len(part.text))
        for number, row in enumerate(_broken(text, width - indent, hanging)):
            before = label + " " * (indent - display_width(label)) if not number else " " * indent
            begin = " " * margin + (before if indent else "")
            rows.append(Row(style, begin + row, _runs(row, marked, len(begin))))
    return rows


def _marked(text: str, marks: Sequence[tuple[int, int]], before: int) -> "Iterator[bool]":
    """Yield for each sign of a text that is no space whether it stands out.

    Args:
        text: The text, with a label before it.
        marks: Where what stands out begins and ends, without that label.
        before: The length of the label.
    """
    places = {place + before for start, end in marks for place in range(start, end)}
    return iter([place in places for place, sign in enumerate(text) if not sign.isspace()])


def _runs(row: str, marked: "Iterator[bool]", by: int) -> list[tuple[int, int]]:
    """Return where the parts of a row begin and end that stand out, with the spaces in them."""
    runs: list[tuple[int, int]] = []
    apart = True
    for place, sign in enumerate(row):
        if sign.isspace():
            continue
        if not next(marked, False):
            apart = True
        elif apart:
            runs.append((place + by, place + by + 1))
            apart = False
        else:
            runs[-1] = (runs[-1][0], place + by + 1)
    return runs


def _broken(text: str, width: int, hanging: int = 0) -> list[str]:
    """Return a text as rows that fit; only a word wider than a row is broken in itself."""
    width = max(width, 1)
    rows: list[str] = []
    for row in wrap(text, width, hanging):
        rest = row
        while display_width(rest) > width:
            first = _cut(rest, width) or rest[0]
            rows.append(first)
            rest = rest[len(first) :]
        rows.append(rest)
    return rows


def _cut(text: str, width: int) -> str:
    """Return as much of the beginning of a text as fits."""
    while text and display_width(text) > width:
        text = text[: width if len(text) > width else -1]
    return text


def _keys(keys: Mapping[str, str], columns: int, most: int) -> list[str]:
    """Return the words of the keys as rows, or their letters alone where there is little room."""
    rows: list[str] = []
    for words in keys.values():
        if rows and display_width(rows[-1]) + display_width(words) + 3 <= columns:
            rows[-1] += f"  {words}"
        else:
            rows.append(f" {words}")
    if len(rows) <= most and all(display_width(row) <= columns for row in rows):
        return rows
    letters = [letter(words) for words in keys.values()]
    spaced = _broken(f" {' '.join(letters)}", columns)
    return spaced if len(spaced) <= most else _broken(f" {''.join(letters)}", columns)[:most]
