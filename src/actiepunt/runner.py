"""Starting git: GitPython does it, which `repository` and this alone import."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.refusals import refusal

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
        said, line = b"", b""
        while part := process.stderr.read1(1 << 12):
            said += part
            *lines, line = re.split(rb"[\r\n]+", line + part)
            if tell:
                for one in lines:
                    tell(one.decode(errors="replace"))
        out = process.stdout.read()
        return Output(process.proc.wait(), out, said.decode(errors="replace"))

    def demand(self, *words: str) -> bytes:
        """Run git and return its output.

        Raises:
            ActiepuntError: git refused; the message says what git said.
        """
        answer = self.run(*words)
        if answer.code:
            raise refusal(answer.error)
        return answer.out

    def stream(self, *words: str) -> Iterator[str]:
        """Run git and yield its output line by line, as it comes.

        Raises:
            ActiepuntError: git refused.
        """
        process = self._git.execute(
            [*_GIT, *words], as_process=True, env={"LANGUAGE": "en"}, max_chunk_size=1 << 20
        )
        for line in process.stdout:
            yield line.decode(errors="replace")
        error = process.stderr.read().decode(errors="replace")
        if process.proc.wait():
            raise refusal(error)

    def blobs(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return blobs by name, read in one process; all zeros is an empty file.

        Raises:
            ActiepuntError: git does not have one.
        """
        process = self._git.execute(
            ["git", "cat-file", "--batch"], as_process=True, istream=subprocess.PIPE
        )
        found = {}
        for name in dict.fromkeys(names):
            found[name] = b""
            if name.strip("0"):
                process.stdin.write(f"{name}\n".encode())
                process.stdin.flush()
                answer = process.stdout.readline().decode()  # name, kind, size
                if not answer.rstrip().rpartition(" ")[2].isdigit():
                    raise refusal(answer or process.stderr.read().decode(errors="replace"))
                found[name] = process.stdout.read(int(answer.split()[2]) + 1)[:-1]
        process.stdin.close()
        process.proc.wait()
        return found
