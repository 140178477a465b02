"""The index and the work tree of the register's folder: their state, committing, checking out."""

import re
import time
from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.git.errors import git_error
from actiepunt.git.location import Location
from actiepunt.git.process import Output, interrupts_left_to_git

# The operation that git has not finished, by the file in the git folder that shows it.
_OPERATIONS = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
_LOCK_PATIENCE = 5.0  # seconds to wait for another program that holds the index
_CHECKOUT = ("checkout", "--quiet", "--no-overwrite-ignore", "-B")


class State(NamedTuple):
    """The state of the work tree: the branch (None when detached) and the uncommitted files."""

    branch: str | None
    operation: str | None
    dirty: tuple[str, ...]
    untracked: tuple[str, ...]


class Index(Location):
    """Reads and changes the index and the work tree."""

    def state(self, folder: str) -> State:
        """Return the state of the work tree for the files below `folder` (relative to the root)."""
        answer = self._output(
            "--no-optional-locks", "status", "--porcelain=v2", "--branch", "-z",
            "--untracked-files=all", "--no-renames", "--", folder,
        )  # fmt: skip
        branch: str | None = None
        dirty: dict[str, str] = {}  # the files, and the mark that git gives each
        untracked = []
        for field in answer.decode(errors="replace").split("\0"):
            kind, _space, rest = field.partition(" ")
            if field.startswith("# branch.head "):
                name = field.removeprefix("# branch.head ")
                branch = None if name == "(detached)" else name
            elif kind in {"1", "u"}:
                path = rest.split(" ", 7 if kind == "1" else 9)[-1]
                dirty[path.removeprefix(self.prefix)] = rest[:2]
            elif kind == "?":
                untracked.append(rest.removeprefix(self.prefix))
        same = self._refresh(folder, [file for file, mark in dirty.items() if mark == ".M"])
        operation = next(
            (name for file, name in _OPERATIONS.items() if (self.git_dir / file).exists()), None
        )
        edited = tuple(file for file in dirty if file not in same)
        return State(branch, operation, edited, tuple(untracked))

    def _refresh(self, folder: str, files: Sequence[str]) -> set[str]:
        """Return the files that `git status` wrongly marks as edited, and refresh the index.

        An editor that saves other line endings changes the size of a file, and `git status` only
        compares sizes; the content to be committed is the same.
        """
        if not files:
            return set()
        words = ("diff", "--name-only", "--no-renames", "-z", "--", folder)
        names = self._output(*words).decode(errors="replace").split("\0")
        same = set(files) - {name.removeprefix(self.prefix) for name in names}
        if same:
            self._run("-c", "core.safecrlf=false", "add", "--", *sorted(same))
        return same

    def staged_files(self) -> list[str]:
        """Return the files whose staged content differs from HEAD, from the top."""
        words = ("diff", "--cached", "--name-only", "--no-renames", "-z")
        names = self._output(*words).decode(errors="surrogateescape").split("\0")
        return [name for name in names if name]

    def conflicts(self) -> dict[str, dict[int, str]]:
        """Return each file in conflict, from the root, with the blob of each of its stages.

        The stages are the base (1), ours (2) and theirs (3); see git-ls-files(1), --unmerged.
        """
        words = ("ls-files", "--unmerged", "--full-name", "-z", ":/")
        files: dict[str, dict[int, str]] = {}
        for line in self._output(*words).decode().split("\0"):
            if line:
                about, _tab, name = line.partition("\t")
                _mode, blob, stage = about.split()
                files.setdefault(name.removeprefix(self.prefix), {})[int(stage)] = blob
        return files

    def stage(self, folder: str) -> None:
        """Stage everything below a folder, also files that are gone.

        Raises:
            ActiepuntError: git failed.
        """
        self._output("add", "--all", "--", folder)

    def commit(
        self, files: Sequence[str], message: str, author: str = "", *, new: bool = False
    ) -> str:
        """Commit these files alone, as the ordinary `git commit` does; return the short hash.

        Other files that are staged stay staged. Hooks, signing and identity are git's own.

        Args:
            files: Paths relative to the root.
            message: Subject, blank line, body.
            author: `Name <mail>`, or empty for the current user.
            new: Some of the files may not be tracked yet.

        Raises:
            ActiepuntError: git failed; the index is as it was.
            KeyboardInterrupt: a person stopped git before the commit was made.
        """
        added = self._track(files) if new else []
        words = [
            "-c", "i18n.commitEncoding=UTF-8", "commit", "--only", "--cleanup=whitespace",
            f"--message={message}", *([f"--author={author}"] if author else []), "--", *files,
        ]  # fmt: skip
        with interrupts_left_to_git() as signals:
            answer = self._run_patiently(*words)
        if answer.code:
            if added:
                self._run("update-index", "--force-remove", "--", *added)
            if signals:
                raise KeyboardInterrupt
            # Some hooks, and `git commit` itself, give the reason on stdout.
            raise git_error(answer.error or answer.out.decode(errors="replace"))
        match = re.match(r"\[[^\]\n]* ([0-9a-f]{4,64})\]", answer.out.decode(errors="replace"))
        return match[1] if match else self._output("rev-parse", "--short", "HEAD").decode().strip()

    def _track(self, files: Sequence[str]) -> list[str]:
        """Add files that are not tracked to the index, without content, and return those."""
        tracked = self._output("ls-files", "-z", "--", *files).decode().split("\0")
        untracked = [file for file in files if file not in tracked]
        if untracked:
            answer = self._run_patiently("add", "--intent-to-add", "--", *untracked)
            if answer.code:
                raise git_error(answer.error)
        return untracked

    def _run_patiently(self, *words: str) -> Output:
        """Run git; while another program holds the index, try again for a few seconds."""
        deadline = time.monotonic() + _LOCK_PATIENCE
        while True:
            answer = self._run(*words)
            busy = answer.code and "index.lock" in answer.error and "exists" in answer.error
            if not busy or time.monotonic() > deadline:
                return answer
            time.sleep(0.05)

    def unstage(self, files: Sequence[str]) -> None:
        """Reset these files in the index to HEAD, where they differ from it.

        Raises:
            ActiepuntError: another program holds the index.
        """
        words = ("diff", "--cached", "--quiet", "--ita-visible-in-index", "--", *files)
        if files and self._run(*words).code:
            self._output("reset", "--quiet", "--", *files)

    def reset_paths(self, commit: str, files: Sequence[str]) -> None:
        """Reset files in the index to their content in a commit; the work tree stays as it is.

        Raises:
            ActiepuntError: another program holds the index.
        """
        if files:
            self._output("--literal-pathspecs", "reset", "--quiet", commit, "--", *files)

    def checkout(self, branch: str, commit: str) -> None:
        """Move a branch to a commit and check it out; edits elsewhere stay as they are.

        Raises:
            ActiepuntError: git failed, and HEAD is not at the commit.
        """
        answer = self._run(*_CHECKOUT, branch, "--no-track", commit, "--")
        # A post-checkout hook may fail, and the branch is moved all the same (githooks(5)).
        if answer.code and self._output("rev-parse", "HEAD").decode().strip() != commit:
            raise git_error(answer.error)

    def checkout_tracking(self, branch: str, upstream: str) -> None:
        """Check out a branch as it is on a remote (`origin/main`), and make it follow the remote.

        Raises:
            ActiepuntError: git failed.
        """
        answer = self._run(*_CHECKOUT, branch, "--track", upstream, "--")
        if answer.code:
            raise git_error(answer.error)

    def wait_for_index(self) -> None:
        """Wait until no git process that an interrupted command left behind holds the index."""
        deadline = time.monotonic() + _LOCK_PATIENCE
        while (self.git_dir / "index.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
