"""What a command returns, which `screen` prints."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from actiepunt import output
from actiepunt.errors import Fault


class Answer(NamedTuple):
    """What a command returns; `screen` prints it.

    `view` goes to stdout in `format`, `lines` as they are, `raw` byte for byte; all of it to `file`
    instead where there is one. `notes` and `faults` go to stderr. `stands` says that the lines
    report a change, which is committed whether or not they can be written.
    """

    view: output.View | None = None
    format: str | None = None
    lines: Sequence[str] = ()
    notes: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    exit_code: int = 0
    raw: bytes = b""
    file: Path | None = None
    stands: bool = False


class Asked(Exception):  # noqa: N818 - no error, but how click is left
    """The help or the version, which a person asked for instead of a command's answer."""
