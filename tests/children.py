"""Processes that are forked from the tests: all is imported already, so each starts at once.

Where a test is about the start of the program or the environment, `Desk.process` starts a new one.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from actiepunt.cli import main
from conftest import Run

KEPT = -1
CLOSED = None


class Child:
    """A process of its own, in a session of its own, that works in a folder.

    Windows cannot fork; a test that needs it is skipped there.

    Attributes:
        folder: The working folder.
        work: The function that it runs; what it returns is the exit code.
        out: The descriptor of standard output; KEPT to read it afterwards, CLOSED for none.
        err: The same of standard error.
    """

    def __init__(
        self,
        folder: Path,
        work: Callable[[], int],
        out: int | None = KEPT,
        err: int | None = KEPT,
    ) -> None:
        if not hasattr(os, "fork"):
            pytest.skip("this system cannot fork")
        with tempfile.TemporaryFile() as kept, tempfile.TemporaryFile() as kept_too:
            self._said = os.dup(kept.fileno()), os.dup(kept_too.fileno())
            streams = [
                file.fileno() if given == KEPT else given
                for given, file in ((out, kept), (err, kept_too))
            ]
            self.pid = os.fork()
            if not self.pid:
                _work(folder, work, *streams)

    def kill(self) -> None:
        """Kill it, and the programs that it started."""
        os.killpg(self.pid, signal.SIGKILL)

    def wait(self, seconds: float = 60) -> Run | None:
        """Return what it answered, or None while it goes on; a killed one has a negative code."""
        until = time.monotonic() + seconds
        while not (ended := os.waitpid(self.pid, os.WNOHANG))[0]:
            if time.monotonic() > until:
                return None
            time.sleep(0.001)
        texts = []
        for number in self._said:
            with os.fdopen(number, "rb") as file:
                file.seek(0)
                texts.append(file.read().decode())
        return Run(os.waitstatus_to_exitcode(ended[1]), *texts)


def _work(folder: Path, work: Callable[[], int], out: int | None, err: int | None) -> NoReturn:
    """Work in the forked process, with nothing of what pytest captures; never return.

    A closed stream is None, and one that cannot be flushed at the end gives exit code 120, as when
    Python starts and ends by itself.
    """
    code = 70
    try:
        os.setsid()
        os.chdir(folder)
        given = [os.dup(number) if number is not None else None for number in (out, err)]
        null = os.open(os.devnull, os.O_RDONLY)
        for number, to in ((null, 0), (given[0], 1), (given[1], 2)):
            os.close(to) if number is None else os.dup2(number, to)
        sys.stdin = os.fdopen(0, closefd=False, encoding="utf-8")
        sys.stdout = _writer(1, out)
        sys.stderr = _writer(2, err)
        code = work()
        for stream in filter(None, (sys.stdout, sys.stderr)):
            try:
                stream.flush()
            except (OSError, ValueError):
                code = 120
    finally:
        os._exit(code)


def _writer(number: int, given: int | None) -> Any:
    return None if given is None else os.fdopen(number, "w", closefd=False, encoding="utf-8")


def command(folder: Path, *words: str) -> Child:
    """Start a command."""
    return Child(folder, lambda: main(words))


def answer(
    folder: Path, work: Callable[[], int], out: int | None = KEPT, err: int | None = KEPT
) -> Run:
    """Return what a process answers that must end within a minute."""
    run = Child(folder, work, out, err).wait()
    assert run is not None
    return run
