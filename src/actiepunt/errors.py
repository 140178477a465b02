"""Faults in the data files, as values, and errors, as exceptions with an exit code.

Exit codes: 1 refused or faults found, 2 wrong usage, 3 a person must decide.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

Level = Literal["error", "warning"]


class Fault(NamedTuple):
    """A fault in a data file: a value, so that all faults are reported together.

    `block` is the number of the block in its file, counted from 0. `line` counts from 1;
    `tomlfile.read.locate` fills it in.
    """

    message: str
    level: Level = "error"
    file: str = ""
    block: int | None = None
    field: str | None = None
    line: int | None = None
    advice: str = ""

    @property
    def place(self) -> str:
        """The place as `file:line`, which editors and terminals recognize."""
        return f"{self.file}:{self.line}" if self.line else self.file


class ActiepuntError(Exception):
    """An error for a person to read: a line with the problem, and a line with advice."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class UsageError(ActiepuntError):
    """The command line is wrong, such as an unreadable date."""

    exit_code = 2


class NearMissError(ActiepuntError):
    """An ID that does not exist, but is nearly one that does.

    `typed` is the ID as given, `meant` the existing ID, and `question` asks whether it is meant.
    """

    def __init__(self, message: str, advice: str, typed: str, meant: str, question: str) -> None:
        super().__init__(message, advice)
        self.typed = typed
        self.meant = meant
        self.question = question


class ConflictError(ActiepuntError):
    """Two people changed the same thing, and a person must decide; `lines` list the changes."""

    exit_code = 3

    def __init__(self, message: str, advice: str = "", lines: Sequence[str] = ()) -> None:
        super().__init__(message, advice)
        self.lines = lines


class ObjectionError(ConflictError):
    """Somebody must look at the changes of others before they are taken in; `lines` list them."""

    exit_code = 1


class FaultyError(ActiepuntError):
    """The data files hold faults of level "error"; nothing was changed."""

    def __init__(self, faults: list[Fault], message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.faults = faults
