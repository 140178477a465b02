"""The one place that prints: answers to stdout, refusals to stderr, and the exit code."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from actiepunt import disk, output
from actiepunt.cli import streams
from actiepunt.cli.answer import Answer, Asked
from actiepunt.cli.streams import UnwrittenError, complain
from actiepunt.errors import ActiepuntError, ConflictError, FaultyError
from actiepunt.i18n import DOMAIN, LOCALE_DIR, _, screen_language
from actiepunt.text import visible
from actiepunt.views.records import fault_line


def run(root: click.Group, words: list[str]) -> int:
    """Run a command, print what it answers, and return its exit code."""
    streams.prepare()
    _speak()
    try:
        return _print(_answer(root, words))
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("ACTIEPUNT_DEBUG") and not isinstance(error, tuple(_ENDS)):
            raise
        ends = (end for kind, end in _ENDS.items() if isinstance(error, kind))
        return next(ends, _ours)(error)


def _answer(root: click.Group, words: list[str]) -> Answer:
    """Return what a command answers; its help and the version are answers too."""
    try:
        answer = root.main(words, prog_name="actiepunt", standalone_mode=False)
    except (Asked, click.exceptions.NoArgsIsHelpError) as asked:
        return Answer(lines=str(asked).splitlines())
    return answer if isinstance(answer, Answer) else Answer(exit_code=int(answer or 0))


def _faulty(error: FaultyError) -> int:
    complain(*(fault_line(fault) for fault in error.faults))
    return _refuse(error)


def _refuse(error: ActiepuntError) -> int:
    complain(f"actiepunt: {error.message}", *([error.advice] if error.advice else []))
    return error.exit_code


def _conflict(error: ConflictError) -> int:
    complain(*error.lines)
    return _refuse(error)


def _usage(error: click.UsageError) -> int:
    """Say what is wrong with the words of a command, and where its help is."""
    path = error.ctx.command_path if error.ctx else "actiepunt"
    message = visible(error.format_message()).rstrip(".")
    message = message[:1].lower() + message[1:]  # click begins a sentence, we go on in one
    complain(f"actiepunt: {message}", _("See: {command} --help").format(command=path))
    return 2


def _stopped(_error: BaseException) -> int:
    complain(_("actiepunt: stopped; nothing was changed"))
    return 1


def _unwritten(error: UnwrittenError) -> int:
    """End quietly where the reader of a pipe has seen enough, as `head` has."""
    return 0 if error.left else _refuse(error)


def _ours(error: BaseException) -> int:
    complain(
        _("actiepunt: this is a fault of actiepunt itself: {error}").format(
            error=f"{type(error).__name__}: {error}"
        ),
        _("Please report it, with what ACTIEPUNT_DEBUG=1 shows."),
    )
    return 1


# How each kind of error ends: first match wins. What is not here is our own fault.
_ENDS: dict[type[BaseException], Callable[[Any], int]] = {
    FaultyError: _faulty,
    ConflictError: _conflict,
    UnwrittenError: _unwritten,
    ActiepuntError: _refuse,
    click.UsageError: _usage,
    click.Abort: _stopped,
    KeyboardInterrupt: _stopped,
}


def _speak() -> None:
    """Let click speak our language."""
    import gettext

    # click looks the language up in the environment alone, which Windows leaves empty.
    os.environ["LANGUAGE"] = screen_language()
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)


def page() -> output.Page:
    """Return what stdout takes: its width, and colour on a terminal that wants it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    color = streams.is_terminal(sys.stdout) and not plain
    return output.Page(_width(), color)


def _width() -> int:
    """Return the columns of the terminal; `COLUMNS` goes before, and 80 is what a page has."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):  # not a terminal, or closed
        return 80


def _print(answer: Answer) -> int:
    """Print an answer and return its exit code, which is that of what was done."""
    paper = page()
    content = _content(answer, paper)
    lines = [visible(text) for text in answer.lines]
    if answer.file:
        _write_file(answer.file, [*content, _joined(lines)])
        content, lines = [], [_("wrote {file}").format(file=visible(str(answer.file)))]
    try:
        streams.write(*content, _joined(lines), color=paper.color)
    except UnwrittenError as error:
        if not (answer.stands or answer.file):
            raise
        complain(f"actiepunt: {error.message}", *lines)
    complain(*answer.notes, *(fault_line(fault) for fault in answer.faults))
    return answer.exit_code


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _content(answer: Answer, paper: output.Page) -> list[str | bytes]:
    """Return the view of an answer in its format, and what it gives byte for byte."""
    if answer.view is None:
        return [answer.raw]
    on_terminal = streams.is_terminal(sys.stdout) and not answer.file
    paper = paper._replace(color=paper.color and on_terminal)
    chosen = answer.format or ("table" if on_terminal else "plain")
    return [output.render(answer.view, chosen, paper), answer.raw]


def _write_file(file: Path, parts: list[str | bytes]) -> None:
    """Replace the file that a person named, in one step.

    Raises:
        ActiepuntError: it cannot be written.
    """
    encoded = (part.encode() if isinstance(part, str) else part for part in parts)
    disk.write(file, b"".join(encoded))
