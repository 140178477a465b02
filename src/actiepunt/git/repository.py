"""The git repository of a register. Nothing outside this package runs git.

`Repository` has a method for each question and each change; they are grouped by subject in
`objects`, `commits`, `index` and `settings`, and `remote` and `worktree` build on them.

Values from people reach git joined to their option (`--author=…`) or after `--`, never as a word
of their own, so that a value that begins with `-` stays a value.
"""

import contextlib
from pathlib import Path

from actiepunt.errors import ActiepuntError
from actiepunt.git.commits import Commits
from actiepunt.git.index import Index, State
from actiepunt.git.location import discover
from actiepunt.git.process import gitpython
from actiepunt.git.settings import Settings

__all__ = ["Repository", "State"]


class Repository(Commits, Index, Settings):
    """The git repository that holds a register; see `Location` for its folders and errors."""

    @staticmethod
    def create(root: Path) -> "Repository":
        """Open the repository that a folder is in, or make a new repository there.

        Raises:
            ActiepuntError: git is missing, or the repository is bare.
        """
        git = gitpython()
        try:
            return Repository(root)
        except ActiepuntError:
            try:
                if discover(root).bare:
                    raise
            except (git.InvalidGitRepositoryError, git.NoSuchPathError):
                git.Git(root).init("--quiet")
        return Repository(root)

    @staticmethod
    def remove(folder: Path) -> None:
        """Remove a folder that git made; a folder that is missing or in use is left alone.

        Files in a git folder are read-only, and on Windows `shutil.rmtree` alone fails on those.
        """
        gitpython()
        from git.util import rmtree

        with contextlib.suppress(OSError):
            rmtree(str(folder))
