"""What can go wrong, as values and as one exception that carries its exit code.

Exit codes (DESIGN section 5): 1 refused or problems found, 2 wrong usage, 3 a person must decide.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

Level = Literal["error", "warning"]


class Fault(NamedTuple):
    """One thing wrong in the data files: a value, so that all are reported together.

    `block` is the place of the block in its file, counted from 0; `line` counts from 1 and is
    filled in by the room that holds the text.
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
        """Return `file:line` as editors and terminals understand it."""
        return f"{self.file}:{self.line}" if self.line else self.file


class ActiepuntError(Exception):
    """A refusal: one line that says what is wrong and one that says what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


class UsageError(ActiepuntError):
    """The words of the command are wrong: an unreadable date, an unknown option."""

    exit_code = 2


class NearMissError(ActiepuntError):
    """A word names nothing, and there is one thing that it may be meant for.

    `typed` is the word, `meant` what would name that thing, and `question` asks for it in words.
    """

    def __init__(self, message: str, advice: str, typed: str, meant: str, question: str) -> None:
        super().__init__(message, advice)
        self.typed = typed
        self.meant = meant
        self.question = question


class ConflictError(ActiepuntError):
    """Two people changed the same thing, and a person must decide; `lines` say what."""

    exit_code = 3

    def __init__(self, message: str, advice: str = "", lines: Sequence[str] = ()) -> None:
        super().__init__(message, advice)
        self.lines = lines


class ObjectionError(ConflictError):
    """What others did deserves a second look before it is followed; `lines` say what."""

    exit_code = 1


class FaultyError(ActiepuntError):
    """The data files hold errors; nothing was changed."""

    def __init__(self, faults: list[Fault], message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.faults = faults
