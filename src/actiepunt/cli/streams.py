"""Standard input, output and error, in whatever state somebody started us with.

Each may be closed, full, or a pipe that nobody reads any more. What cannot be written to standard
output is for the caller to decide about; what cannot be written to standard error is lost.
"""

import errno
import os
import sys
from contextlib import suppress
from typing import TextIO

import click

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import visible

# A pipe whose reader has gone: Windows says that an argument is invalid.
_LEFT = {errno.EPIPE, errno.ECONNRESET, *([errno.EINVAL] if os.name == "nt" else [])}


class UnwrittenError(ActiepuntError):
    """Standard output did not take what was written; `left` tells that its reader has gone."""

    def __init__(self, reason: str, *, left: bool = False) -> None:
        super().__init__(
            _("standard output cannot be written: {reason}").format(reason=reason),
            _("Send it to the screen, or to a file on a disk that has room."),
        )
        self.left = left


def prepare() -> None:
    """Write UTF-8 whatever the system's own encoding is, and leave no descriptor below 3 free.

    Otherwise the next file that is opened gets the number of a closed stream, and what git or
    Python itself complains about would be written into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a stream is a terminal; a closed one is none."""
    return stream is not None and stream.isatty()


def write(*parts: str | bytes, color: bool | None = None) -> None:
    """Write texts and bytes to standard output, all of them.

    Raises:
        UnwrittenError: it is closed or full, or its reader has gone.
    """
    if any(parts) and sys.stdout is None:
        raise UnwrittenError(os.strerror(errno.EBADF))
    try:
        for part in filter(None, parts):
            click.echo(part, nl=False, color=color)
    except (OSError, ValueError) as error:  # a ValueError where somebody closed the object
        _let_go(sys.stdout)
        number = getattr(error, "errno", None)
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwrittenError(reason, left=number in _LEFT) from error


def tell(text: str) -> None:
    """Write to standard error, where that works."""
    try:
        click.echo(text, err=True, nl=False)
    except (OSError, ValueError):
        _let_go(sys.stderr)


def complain(*lines: str) -> None:
    """Write lines to standard error, where that works."""
    tell("".join(f"{visible(line)}\n" for line in lines))


def _let_go(stream: TextIO | None) -> None:
    """Send what is still in a stream's buffer nowhere: at exit Python would try once more.

    See "Note on SIGPIPE" in the documentation of the module `signal`.
    """
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)
