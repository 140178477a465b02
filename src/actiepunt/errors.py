"""Faults in the data files, as values, and errors, as exceptions with an exit code.

Exit codes: 1 refused or faults found, 2 wrong usage, 3 a person must decide.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import ClassVar, Literal, NamedTuple

Level = Literal["error", "warning"]


class Fault(NamedTuple):
    """A fault in a data file: a value, so that all faults are reported together.

    `block` is the number of the block in its file, counted from 0. `line` counts from 1;
    `tomlfile.locate` fills it in. `record` is the uid of the record with the fault (its number
    or its words where it has none), or the value that a fault of several records is about.
    """

    message: str
    level: Level = "error"
    file: str = ""
    block: int | None = None
    field: str | None = None
    line: int | None = None
    advice: str = ""
    record: str = ""

    @property
    def identity(self) -> tuple[str, str | None, str]:
        """Return what a fault keeps while its line and its block move, and its advice changes."""
        return self.message, self.field, self.record or self.file

    @property
    def place(self) -> str:
        """The place as `file:line`, which editors and terminals recognize."""
        return f"{self.file}:{self.line}" if self.line else self.file


def new_faults(after: Iterable[Fault], *before: Iterable[Fault]) -> list[Fault]:
    """Return the faults of one state of the data files that none of some other states has.

    Faults of one identity are counted: of three where there were two the last one is new.
    """
    counts = (Counter(fault.identity for fault in faults) for faults in before)
    known: Counter[tuple[str, str | None, str]] = reduce(or_, counts, Counter())
    new = []
    for fault in after:
        if known[fault.identity] > 0:
            known[fault.identity] -= 1
        else:
            new.append(fault)
    return new


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
