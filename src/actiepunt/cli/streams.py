"""Standard input, output and error, which may be closed, full, or pipes without a reader.

A failed write to standard output is an error for the caller; one to standard error is ignored,
because nothing is left to report it on.
"""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import click

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import visible, wrap

# The errors of a pipe without a reader; Windows reports an invalid argument.
_READER_GONE = {errno.EPIPE, errno.ECONNRESET, *([errno.EINVAL] if os.name == "nt" else [])}


class UnwrittenError(ActiepuntError):
    """Standard output could not be written; `reader_gone`: because nobody reads the pipe."""

    def __init__(self, reason: str, *, reader_gone: bool = False) -> None:
        super().__init__(
            _("standard output cannot be written: {reason}").format(reason=reason),
            _("Send it to the screen, or to a file on a disk that has room."),
        )
        self.reader_gone = reader_gone


def prepare() -> None:
    """Make the streams write UTF-8 on every system, and open the descriptors 0 to 2 if closed.

    Otherwise the next opened file would get the number of a closed stream, and error messages of
    git or Python would be written into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest free number
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal; a closed stream is None, and not a terminal."""
    return stream is not None and stream.isatty()


def write(*parts: str | bytes, color: bool | None = None) -> None:
    """Write texts and bytes to standard output.

    Raises:
        UnwrittenError: it is closed or full, or nobody reads the pipe.
    """
    if any(parts) and sys.stdout is None:
        raise UnwrittenError(os.strerror(errno.EBADF))
    try:
        for part in filter(None, parts):
            click.echo(part, nl=False, color=color)
    except (OSError, ValueError) as error:  # a ValueError if the stream object was closed
        _discard_buffer(sys.stdout)
        number = getattr(error, "errno", None)
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwrittenError(reason, reader_gone=number in _READER_GONE) from error


def tell(text: str) -> None:
    """Write to standard error as it is; a failure is ignored."""
    try:
        click.echo(text, err=True, nl=False)
    except (OSError, ValueError):
        _discard_buffer(sys.stderr)


def complain(*lines: str) -> None:
    """Write lines to standard error, made safe for a terminal; a failure is ignored."""
    tell("".join(f"{line}\n" for line in fitted([*map(visible, lines)], sys.stderr)))


def fitted(lines: Sequence[str], stream: TextIO | None) -> list[str]:
    """Return lines as they are or, for a terminal, broken between words where they do not fit."""
    if not is_terminal(stream):
        return [*lines]
    columns = width(stream)
    return [part for line in lines for part in wrap(line, columns, hanging=2)]


def width(stream: TextIO | None) -> int:
    """Return `COLUMNS` if it is a number, else the width of the terminal, else 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError):  # not a terminal, or closed
        return 80


def content(file: str, most: int) -> bytes:
    """Return the bytes of a file or, of `-`, those of standard input.

    Args:
        file: The path, as typed.
        most: How many octets are enough: of a larger file, one more is returned.

    Raises:
        ActiepuntError: it cannot be read.
    """
    try:
        if file != "-":
            with Path(file).open("rb") as stream:
                return stream.read(most + 1)
        return sys.stdin.buffer.read(most + 1)
    except (OSError, ValueError) as error:  # a ValueError for a name with a NUL character
        reason = getattr(error, "strerror", None) or str(error)
        raise ActiepuntError(
            _("{file} cannot be read: {reason}").format(file=file, reason=reason),
            _("Look at its name, and at its permissions."),
        ) from error


def _discard_buffer(stream: TextIO | None) -> None:
    """Redirect a stream to the null device, or Python fails again when it flushes at exit.

    See "Note on SIGPIPE" in the documentation of Python's `signal` module.
    """
    with suppress(OSError, ValueError, AttributeError):
        null_device = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null_device, stream.fileno())  # type: ignore[union-attr]
        os.close(null_device)
