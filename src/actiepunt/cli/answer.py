"""The answer of a command, which `screen` prints."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from actiepunt import output
from actiepunt.errors import Fault


class Answer(NamedTuple):
    """The answer of a command.

    Attributes:
        view: The records to print, in `format`; None for none.
        format: The name of an output format; None for the default of the stream.
        lines: Lines of text to print after the view.
        notes: Remarks, for stderr.
        faults: Faults, for stderr.
        exit_code: The exit code of the process; see `cli.main`.
        raw: Bytes to print unchanged.
        file: The file that gets the output instead of stdout.
        at_once: Whether a view that is longer than the screen is shown whole, without a pager.
        stands: Whether the lines report a change that is final even if they cannot be printed.
    """

    view: output.View | None = None
    format: str | None = None
    lines: Sequence[str] = ()
    notes: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    exit_code: int = 0
    raw: bytes = b""
    file: Path | None = None
    at_once: bool = False
    stands: bool = False


class Asked(Exception):  # noqa: N818 - no error, but how click is left
    """Raised to leave click with the help or the version as its text, instead of an answer."""
