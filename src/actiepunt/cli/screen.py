"""The one place that prints: answers to stdout, refusals to stderr, and the exit code."""

import os
import sys
from collections.abc import Callable
from typing import Any

import click

from actiepunt import output
from actiepunt.cli.base import Answer
from actiepunt.errors import ActiepuntError, ConflictError, FaultyError
from actiepunt.i18n import DOMAIN, LOCALE_DIR, _, screen_language
from actiepunt.text import visible
from actiepunt.views import fault_line


def run(root: click.Group, words: list[str]) -> int:
    """Run a command, print what it answers, and return its exit code."""
    _prepare()
    try:
        answer = root.main(words, prog_name="actiepunt", standalone_mode=False)
        return _print(answer) if isinstance(answer, Answer) else int(answer or 0)
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("ACTIEPUNT_DEBUG") and not isinstance(error, tuple(_ENDS)):
            raise
        ends = (end for kind, end in _ENDS.items() if isinstance(error, kind))
        return next(ends, _ours)(error)


def _faulty(error: FaultyError) -> int:
    _complain(*(fault_line(fault) for fault in error.faults))
    return _refuse(error)


def _refuse(error: ActiepuntError) -> int:
    _complain(f"actiepunt: {error.message}", *([error.advice] if error.advice else []))
    return error.exit_code


def _conflict(error: ConflictError) -> int:
    _complain(*error.lines)
    return _refuse(error)


def _help(error: click.exceptions.NoArgsIsHelpError) -> int:
    click.echo(error.format_message())
    return 0


def _usage(error: click.UsageError) -> int:
    """Say what is wrong with the words of a command, and where its help is."""
    path = error.ctx.command_path if error.ctx else "actiepunt"
    message = visible(error.format_message()).rstrip(".")
    message = message[:1].lower() + message[1:]  # click begins a sentence, we go on in one
    _complain(f"actiepunt: {message}", _("See: {command} --help").format(command=path))
    return 2


def _stopped(_error: BaseException) -> int:
    _complain(_("actiepunt: stopped; nothing was changed"))
    return 1


def _piped(_error: BrokenPipeError) -> int:
    """The reader of the pipe has seen enough."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - until exit
    return 0


def _ours(error: BaseException) -> int:
    _complain(
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
    ActiepuntError: _refuse,
    click.exceptions.NoArgsIsHelpError: _help,
    click.UsageError: _usage,
    click.Abort: _stopped,
    KeyboardInterrupt: _stopped,
    BrokenPipeError: _piped,
}


def _prepare() -> None:
    """Write UTF-8 whatever the system's own encoding is, and let click speak our language."""
    import gettext

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    # click looks the language up in the environment alone, which Windows leaves empty.
    os.environ["LANGUAGE"] = screen_language()
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)


def page() -> output.Page:
    """Return what stdout takes: its width, and colour on a terminal that wants it."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    color = sys.stdout.isatty() and not plain
    return output.Page(_width(), color)


def _width() -> int:
    """Return the columns of the terminal; `COLUMNS` goes before, and 80 is what a page has."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):  # not a terminal
        return 80


def _print(answer: Answer) -> int:
    paper = page()
    if answer.view is not None:
        chosen = answer.format or ("table" if sys.stdout.isatty() else "plain")
        click.echo(output.render(answer.view, chosen, paper), nl=False, color=paper.color)
    if answer.raw:
        sys.stdout.buffer.write(answer.raw)
    for text in answer.lines:
        click.echo(visible(text))
    sys.stdout.flush()
    _complain(*answer.notes, *(fault_line(fault) for fault in answer.faults))
    return answer.exit_code


def _complain(*lines: str) -> None:
    for text in lines:
        click.echo(visible(text), err=True)
