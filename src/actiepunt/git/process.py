"""Starting git, by way of GitPython; only this package imports that."""

import contextlib
import re
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from actiepunt.errors import ActiepuntError
from actiepunt.git.errors import git_error
from actiepunt.i18n import _

# English messages, so that `errors` recognizes them; our own hook need not check our own commits.
_ENVIRONMENT = {"LANGUAGE": "en", "ACTIEPUNT_VALIDATED": "1", "GIT_EDITOR": "true"}
# Text is UTF-8, whatever the user's settings say.
_GIT = ("git", "-c", "i18n.logOutputEncoding=UTF-8")


class Output(NamedTuple):
    """The answer of a git command: its exit code, stdout, and stderr as text."""

    code: int
    out: bytes
    error: str


def gitpython() -> Any:
    """Import GitPython, which looks for git on the PATH.

    Raises:
        ActiepuntError: git is missing.
    """
    try:
        import git
    except ImportError as error:
        raise ActiepuntError(
            _("git is not installed, or not on the PATH"),
            _("Install git; `actiepunt list` works without it."),
        ) from error
    return git


@contextlib.contextmanager
def interrupts_left_to_git() -> Iterator[list[int]]:
    """Ignore Ctrl-C while git runs, and yield the list of the signals that arrived meanwhile.

    A terminal sends SIGINT to git as well, so git's exit code says whether its work was done.
    """
    signals: list[int] = []
    try:
        previous = signal.signal(signal.SIGINT, lambda number, _frame: signals.append(number))
    except ValueError:  # not the main thread, which alone receives signals
        yield signals
        return
    try:
        yield signals
    finally:
        signal.signal(signal.SIGINT, previous)


class GitProcess:
    """Runs git in a folder. Its methods are private to the package `git`.

    Raises:
        ActiepuntError: git is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._git = gitpython().Git(folder)

    def _run(self, *words: str) -> Output:
        """Run git in the folder and return its answer, whatever its exit code is."""
        code, out, error = self._git.execute(
            [*_GIT, *words],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env=_ENVIRONMENT,
        )
        return Output(code, cast("bytes", out), str(error))

    def _watch(self, tell: Callable[[str], None] | None, *words: str) -> Output:
        """Run a git command that may take long, and pass each line of its progress to `tell`.

        Without `tell` nobody is watching, and git does not ask for a name or a password either.
        """
        environment = {**_ENVIRONMENT, **({} if tell else {"GIT_TERMINAL_PROMPT": "0"})}
        process = self._git.execute([*_GIT, *words], as_process=True, env=environment)
        out: list[bytes] = []
        # Read stdout in a thread: git blocks once that pipe is full, and stderr would stay open.
        reader = threading.Thread(target=lambda: out.append(process.stdout.read()))
        reader.start()
        error, line = b"", b""
        while part := process.stderr.read1(1 << 12):
            error += part
            *lines, line = re.split(rb"[\r\n]+", line + part)
            if tell:
                for complete in lines:
                    tell(complete.decode(errors="replace"))
        reader.join()
        return Output(process.proc.wait(), b"".join(out), error.decode(errors="replace"))

    def _output(self, *words: str) -> bytes:
        """Run git and return its stdout.

        Raises:
            ActiepuntError: git failed; the message gives its reason.
        """
        answer = self._run(*words)
        if answer.code:
            raise git_error(answer.error)
        return answer.out
