"""The only module that prints: answers to stdout, errors to stderr; it gives the exit code."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from actiepunt import disk, output
from actiepunt.cli import pager, streams
from actiepunt.cli.answer import Answer, Asked
from actiepunt.cli.streams import UnwrittenError, complain
from actiepunt.errors import ActiepuntError, ConflictError, FaultyError, UsageError
from actiepunt.i18n import DOMAIN, LOCALE_DIR, _, screen_language
from actiepunt.text import visible
from actiepunt.views.faults import fault_line

COMPLETE = "_ACTIEPUNT_COMPLETE"
"""The environment variable with which a completion script asks; its name is click's."""


def run(root: click.Group, words: list[str]) -> int:
    """Run the command with these arguments, print its answer, and return the exit code."""
    streams.prepare()
    _set_click_language()
    if COMPLETE in os.environ:  # a shell asks what can be typed; click answers and exits
        from actiepunt.cli import shells

        shells.register()
    try:
        return _print(_answer(root, words), words)
    except (Exception, KeyboardInterrupt) as error:
        if os.environ.get("ACTIEPUNT_DEBUG") and not isinstance(error, tuple(_HANDLERS)):
            raise
        handlers = (handle for kind, handle in _HANDLERS.items() if isinstance(error, kind))
        return next(handlers, _internal_error)(error)


def _answer(root: click.Group, words: list[str]) -> Answer:
    """Return the answer of a command; help texts and the version are answers too."""
    try:
        answer = root.main(words, prog_name="actiepunt", standalone_mode=False)
    except (Asked, click.exceptions.NoArgsIsHelpError) as help_text:
        return Answer(lines=str(help_text).splitlines())
    return answer if isinstance(answer, Answer) else Answer(exit_code=int(answer or 0))


def _show_faults(error: FaultyError) -> int:
    complain(*(fault_line(fault) for fault in error.faults))
    return _refuse(error)


def _refuse(error: ActiepuntError) -> int:
    complain(f"actiepunt: {error.message}", *([error.advice] if error.advice else []))
    return error.exit_code


def _show_conflict(error: ConflictError) -> int:
    complain(*error.lines)
    return _refuse(error)


def _usage_error(error: click.UsageError) -> int:
    """Report a usage error that click found, with a reference to the help."""
    path = error.ctx.command_path if error.ctx else "actiepunt"
    message = visible(" ".join(error.format_message().split())).rstrip(".")
    message = message[:1].lower() + message[1:]  # click capitalizes; ours follows a colon
    complain(f"actiepunt: {message}", _("See: {command} --help").format(command=path))
    return 2


def _interrupted(_error: BaseException) -> int:
    complain(_("actiepunt: stopped; nothing was changed"))
    return 1


def _unwritten(error: UnwrittenError) -> int:
    """Stop without an error if the reader of a pipe has stopped, as `head` does."""
    return 0 if error.reader_gone else _refuse(error)


def _internal_error(error: BaseException) -> int:
    complain(
        _("actiepunt: this is a bug in actiepunt: {error}").format(
            error=f"{type(error).__name__}: {error}"
        ),
        _("Please report it, with what ACTIEPUNT_DEBUG=1 shows."),
    )
    return 1


# The first handler whose class fits reports the error; an error of no class here is a bug.
_HANDLERS: dict[type[BaseException], Callable[[Any], int]] = {
    FaultyError: _show_faults,
    ConflictError: _show_conflict,
    UnwrittenError: _unwritten,
    ActiepuntError: _refuse,
    click.UsageError: _usage_error,
    click.Abort: _interrupted,
    KeyboardInterrupt: _interrupted,
}


def _set_click_language() -> None:
    """Let click translate its own messages from our catalogue."""
    import gettext

    # click takes the language from the environment only, which on Windows does not name it.
    os.environ["LANGUAGE"] = screen_language()
    gettext.bindtextdomain(DOMAIN, LOCALE_DIR)
    gettext.textdomain(DOMAIN)


def page() -> output.Page:
    """Return the width of stdout, and whether to use colour (https://no-color.org)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    color = streams.is_terminal(sys.stdout) and not plain
    return output.Page(streams.width(sys.stdout), color)


def _print(answer: Answer, words: list[str]) -> int:
    """Print the answer of a command with these arguments, and return its exit code.

    A change that was made (`answer.stands`) succeeds even if stdout cannot be written.
    """
    medium = page()
    content = _content(answer, medium)
    lines = streams.fitted([visible(text) for text in answer.lines], sys.stdout)
    paged = answer.view and not (answer.file or answer.raw or answer.at_once)
    if paged and streams.is_terminal(sys.stdout):
        text = "".join(part for part in content if isinstance(part, str)) + _text_of(lines)
        height = pager.overflow(text, medium.width)
        if height and pager.show(text, color=medium.color):
            content, lines = [], []
        elif height:
            at = words.index("--") if "--" in words else len(words)
            rest = pager.command_line([*words[:at], "--all-lines", *words[at:]])
            content = _content(answer, medium._replace(height=height, rest=rest))
    if answer.file:
        _write_file(answer.file, [*content, _text_of(lines)])
        content, lines = [], [_("wrote {file}").format(file=visible(str(answer.file)))]
    try:
        streams.write(*content, _text_of(lines), color=medium.color)
    except UnwrittenError as error:
        if not (answer.stands or answer.file):
            raise
        complain(f"actiepunt: {error.message}", *lines)
    complain(*answer.notes, *(fault_line(fault) for fault in answer.faults))
    return answer.exit_code


def _text_of(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _content(answer: Answer, medium: output.Page) -> list[str | bytes]:
    """Return the view of an answer in its format, and its raw bytes."""
    on_terminal = streams.is_terminal(sys.stdout) and not answer.file
    if on_terminal and answer.format in output.BINARY:
        raise UsageError(
            _("{format} is nothing for a terminal").format(format=answer.format),
            _("Write it with -o FILE."),
        )
    if answer.view is None:
        return [answer.raw]
    medium = medium._replace(color=medium.color and on_terminal)
    chosen = answer.format or ("table" if on_terminal else "plain")
    return [output.render(answer.view, chosen, medium), answer.raw]


def _write_file(file: Path, parts: list[str | bytes]) -> None:
    """Replace a file by these parts in one step.

    Raises:
        ActiepuntError: it cannot be written.
    """
    encoded = (part.encode() if isinstance(part, str) else part for part in parts)
    disk.write(file, b"".join(encoded))
