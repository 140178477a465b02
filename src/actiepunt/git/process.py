"""Starting git: GitPython does it, which `repository` and this alone import."""

import contextlib
import re
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from actiepunt.errors import ActiepuntError
from actiepunt.git.errors import refusal
from actiepunt.i18n import _

# English messages, so that the ones we know can be told apart; our own hook has nothing to check.
_ENVIRONMENT = {"LANGUAGE": "en", "ACTIEPUNT_VALIDATED": "1", "GIT_EDITOR": "true"}
# Texts come as UTF-8, whatever somebody set for their own screen.
_GIT = ("git", "-c", "i18n.logOutputEncoding=UTF-8")


class Output(NamedTuple):
    """What a git command answered."""

    code: int
    out: bytes
    error: str


def gitpython() -> Any:
    """Import GitPython; it starts `git version` and raises where there is none."""
    try:
        import git
    except ImportError as error:
        raise ActiepuntError(
            _("git is not installed, or not on the PATH"),
            _("Install git; `actiepunt list` works without it."),
        ) from error
    return git


@contextlib.contextmanager
def heard_by_git() -> Iterator[list[int]]:
    """Leave Ctrl-C to git, which a terminal tells of it too; give what was pressed meanwhile.

    So its answer always tells what became of a commit.
    """
    pressed: list[int] = []
    try:
        before = signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    except ValueError:  # not the main thread, which alone hears it
        yield pressed
        return
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


class Runner:
    """Runs git in a folder.

    Raises:
        ActiepuntError: git is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._git = gitpython().Git(folder)

    def run(self, *words: str) -> Output:
        """Run git in the register's folder and return what it answered; never raise."""
        code, out, error = self._git.execute(
            [*_GIT, *words],
            with_extended_output=True,
            with_exceptions=False,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            env=_ENVIRONMENT,
        )
        return Output(code, cast("bytes", out), str(error))

    def watch(self, tell: Callable[[str], None] | None, *words: str) -> Output:
        """Run a git command that may take long; hand each line of its progress to `tell`.

        Without somebody to tell git asks nobody for a name or a password either.
        """
        environment = {**_ENVIRONMENT, **({} if tell else {"GIT_TERMINAL_PROMPT": "0"})}
        process = self._git.execute([*_GIT, *words], as_process=True, env=environment)
        out: list[bytes] = []  # read aside: git waits while it is full, and says no more
        reader = threading.Thread(target=lambda: out.append(process.stdout.read()))
        reader.start()
        said, line = b"", b""
        while part := process.stderr.read1(1 << 12):
            said += part
            *lines, line = re.split(rb"[\r\n]+", line + part)
            if tell:
                for one in lines:
                    tell(one.decode(errors="replace"))
        reader.join()
        return Output(process.proc.wait(), b"".join(out), said.decode(errors="replace"))

    def demand(self, *words: str) -> bytes:
        """Run git and return its output.

        Raises:
            ActiepuntError: git refused; the message says what git said.
        """
        answer = self.run(*words)
        if answer.code:
            raise refusal(answer.error)
        return answer.out
