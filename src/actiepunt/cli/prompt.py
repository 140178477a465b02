"""A line to type on at a terminal, with its meaning behind it and what is wrong below it."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import click

from actiepunt.cli import streams
from actiepunt.errors import ActiepuntError
from actiepunt.text import fold, unsafe, visible, wrap

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.layout import Layout

_BREAKS = re.compile(r"\s*[\t\r\n\v\f\x85\u2028\u2029]+\s*")
_MOST_WORDS = 6  # lines of the menu of completions


class Word(NamedTuple):
    """A word to complete, a note beside it in the menu, and shorter spellings for a shell."""

    text: str
    note: str = ""
    short: tuple[str, ...] = ()


class Line(NamedTuple):
    """A question of one line.

    Attributes:
        question: What stands before the answer.
        words: The words to complete.
        several: Whether the answer is a list with commas, of which each item is completed.
        check: Raises an ActiepuntError for a wrong answer; the error is shown below it.
        meaning: Returns what an answer is understood as, "" for nothing to tell. It may raise an
            ActiepuntError for an answer that is wrong, or not typed to its end.
        default: The initial answer, to be edited.
        earlier: Answers of before, which the up key brings back, the latest last.
        above: Lines that stand above the question while it is asked.
        hint: The text below the question while nothing is wrong.
        erase: Whether the question leaves the screen when it is answered.
        escape: Whether Esc leaves the question, as Ctrl-C does, also while a menu is open.
    """

    question: str
    words: Sequence[Word] = ()
    several: bool = False
    check: Callable[[str], object] | None = None
    meaning: Callable[[str], str] | None = None
    default: str = ""
    earlier: Sequence[str] = ()
    above: Sequence[str] = ()
    hint: str = ""
    erase: bool = False
    escape: bool = False

    def problem(self, typed: str) -> Sequence[str]:
        """Return what is wrong with an answer and what to do, or nothing."""
        try:
            if self.check:
                self.check(typed)
        except ActiepuntError as error:
            said = f"{error.message[:1].upper()}{error.message[1:].rstrip('.')}."
            return [said, *filter(None, [error.advice])]
        return []

    def understood(self, typed: str) -> str:
        """Return the meaning of an answer, "" where there is none to tell."""
        try:
            return self.meaning(typed) if self.meaning and typed.strip() else ""
        except ActiepuntError:
            return ""


def ask(line: Line) -> str:
    """Ask a question until its answer is right, and return the answer as typed.

    Raises:
        click.Abort: the person pressed Ctrl-C, or Ctrl-D on an empty line, or left the terminal.
    """
    from prompt_toolkit.utils import is_dumb_terminal

    try:
        return _plainly(line) if is_dumb_terminal() else _application(line).run()
    except (EOFError, KeyboardInterrupt):
        raise click.Abort from None


def _plainly(line: Line) -> str:
    """Ask on a terminal that has no cursor to move."""
    streams.write(*(f"{visible(text)}\n" for text in (*line.above, line.hint) if text))
    while True:
        typed = input(f"{visible(line.question)}: ") or line.default
        problem = line.problem(typed)
        understood = line.understood(typed)
        told = problem or [f"→ {understood}"] * bool(understood)
        streams.write(*(f"{visible(text)}\n" for text in told))
        if not problem:
            return typed


def _application(line: Line) -> "Application[str]":
    """Return the application that asks a question; its result is the answer."""
    from prompt_toolkit.application import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.document import Document
    from prompt_toolkit.history import InMemoryHistory
    from prompt_toolkit.styles import Style

    problem: list[str] = []
    buffer = Buffer(
        multiline=False,
        completer=_completer(line),
        complete_while_typing=True,
        document=Document(line.default),
        history=InMemoryHistory(list(line.earlier)),
        on_text_changed=lambda _buffer: problem.clear(),
    )

    def answer(event: "KeyPressEvent") -> None:
        problem[:] = line.problem(buffer.text)
        buffer.complete_state = None
        if not problem:
            event.app.exit(result=buffer.text)

    return Application(
        layout=_layout(line, buffer, problem),
        key_bindings=_keys(answer, buffer, escape=line.escape),
        erase_when_done=line.erase,
        style=Style.from_dict({"meaning": "ansigreen", "problem": "ansired", "hint": "italic"}),
    )


def _layout(line: Line, buffer: "Buffer", problem: Sequence[str]) -> "Layout":
    """Return what is on the screen: what is above the question, the question, and what is below."""
    from prompt_toolkit.application import get_app
    from prompt_toolkit.application.current import get_app_session
    from prompt_toolkit.filters import Condition, is_done
    from prompt_toolkit.layout import (
        BufferControl,
        ConditionalContainer,
        FormattedTextControl,
        HSplit,
        Layout,
        VSplit,
        Window,
    )
    from prompt_toolkit.layout.menus import CompletionsMenu
    from prompt_toolkit.layout.processors import AfterInput, BeforeInput

    def meaning() -> "StyleAndTextTuples":
        understood = visible(line.understood(buffer.text))
        return [("class:meaning", f" → {understood}")] if understood else []

    def below() -> "StyleAndTextTuples":
        indent = " " * (len(line.question) - len(line.question.lstrip()) + 2)
        width = get_app().output.get_size().columns - len(indent)
        style, texts = ("problem", problem) if problem else ("hint", [line.hint])
        rows = [row for text in texts for row in wrap(visible(text), width)]
        return [(f"class:{style}", "\n".join(indent + row for row in rows))]

    def window(text: "Callable[[], StyleAndTextTuples]") -> Window:
        return Window(FormattedTextControl(text), dont_extend_height=True, wrap_lines=True)

    def before() -> "StyleAndTextTuples":
        width = get_app().output.get_size().columns
        rows = [row for text in line.above for row in _hung(visible(text), width)]
        return [("", "\n".join([*rows, *begin]))]

    columns = get_app_session().output.get_size().columns
    *begin, question = wrap(f"{visible(line.question)}:", columns)  # broken between its words
    processors = [BeforeInput(f"{question} "), AfterInput(meaning)]
    typed = Window(
        BufferControl(buffer, input_processors=processors), dont_extend_height=True, wrap_lines=True
    )
    told = Condition(lambda: bool(problem or line.hint)) & ~is_done
    offered = Condition(lambda: bool(buffer.complete_state) and not problem)
    menu = VSplit([CompletionsMenu(max_height=_MOST_WORDS, scroll_offset=1), Window()])
    parts = [
        *([window(before)] if line.above or begin else []),
        typed,
        ConditionalContainer(window(below), told),
        ConditionalContainer(menu, offered & ~is_done),
    ]
    return Layout(HSplit(parts), typed)


def _hung(text: str, width: int) -> list[str]:
    """Return a text as lines; those after the first are indented like its words, or its number."""
    start = re.match(r" *(?:\d+ +)?", text)
    first = start[0] if start else ""
    rows = wrap(text[len(first) :], width - len(first))
    return [first + rows[0], *(" " * len(first) + row for row in rows[1:])]


def _keys(
    answer: Callable[["KeyPressEvent"], None], buffer: "Buffer", *, escape: bool
) -> "KeyBindings":
    """Return what keys do besides editing: `answer` is for Enter."""
    from prompt_toolkit.buffer import CompletionState
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()
    keys.add("enter")(answer)

    @keys.add("c-c")
    @keys.add("<sigint>")
    def stop(event: "KeyPressEvent") -> None:
        event.app.exit(exception=KeyboardInterrupt)

    keys.add("escape", eager=True, filter=Condition(lambda: escape))(stop)

    @keys.add("c-d", filter=Condition(lambda: not buffer.text))
    def leave(event: "KeyPressEvent") -> None:
        event.app.exit(exception=EOFError)

    @keys.add("tab")
    def complete(_event: "KeyPressEvent") -> None:
        """Take the next word; the first at once, also where Enter was typed already."""
        if buffer.complete_state:
            buffer.complete_next()
            return
        asked = CompleteEvent(completion_requested=True)
        words = list(buffer.completer.get_completions(buffer.document, asked))
        if words:
            buffer.complete_state = CompletionState(buffer.document, words)
            buffer.go_to_completion(0)

    @keys.add(Keys.BracketedPaste)
    def paste(event: "KeyPressEvent") -> None:
        event.current_buffer.insert_text(one_line(event.data))

    return keys


def one_line(text: str) -> str:
    """Return a text that was copied, from minutes or a table, as one line without control marks.

    A word processor breaks lines and hides marks in ways that nobody sees, and cannot take out.
    """
    text = _BREAKS.sub(" ", text)
    while character := unsafe(text):
        text = text.replace(character, "")
    return text


def _completer(line: Line) -> "Completer | None":
    """Return what completes the words of a question, or None where it has none."""
    if not line.words:
        return None
    from prompt_toolkit.completion import CompleteEvent, Completer, Completion
    from prompt_toolkit.document import Document

    class Words(Completer):
        """Offers the words with the typed text in them; first where a part begins with it."""

        def get_completions(
            self, document: Document, complete_event: CompleteEvent
        ) -> Iterator[Completion]:
            before = document.text_before_cursor
            typed = (before.rpartition(",")[2] if line.several else before).lstrip()
            if not typed and not complete_event.completion_requested:  # no Tab was pressed
                return
            for word in matching(line.words, typed):
                yield Completion(
                    word.text, -len(typed), display=visible(word.text), display_meta=word.note
                )

    return Words()


def matching(words: Sequence[Word], typed: str) -> list[Word]:
    """Return the words with a text in them, without regard to capitals and accents.

    Those of which a part begins with the text come first, so that Tab takes the likely one.
    """
    wanted = fold(typed)
    ranks = {
        word: 0 if re.search(rf"(?<!\w){re.escape(wanted)}", fold(word.text)) else 1
        for word in words
        if wanted in fold(word.text) and wanted != fold(word.text)
    }
    return sorted(ranks, key=ranks.__getitem__)
