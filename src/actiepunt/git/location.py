"""Where a repository is: the register's folder, the top of the work tree, the git folder."""

from pathlib import Path
from typing import Any

from actiepunt.errors import ActiepuntError
from actiepunt.git import places
from actiepunt.git.process import GitProcess, gitpython
from actiepunt.i18n import _


class Location(GitProcess):
    """The folders of the git repository that holds a register.

    Args:
        root: The folder of the register, which may be a folder inside the repository.

    Attributes:
        root: As given; git runs here.
        top: The top of the work tree.
        prefix: The path of the root below the top, `boards/ab/`, or empty.
        git_dir: The git folder of this work tree.
        common_dir: The git folder that all work trees of the repository share.

    Raises:
        ActiepuntError: git is missing, there is no repository, or it has no work tree.
    """

    def __init__(self, root: Path) -> None:
        git = gitpython()
        try:
            repo = discover(root)
        except (git.InvalidGitRepositoryError, git.NoSuchPathError, ValueError) as error:
            raise ActiepuntError(
                _("{folder} is not in a git repository").format(folder=root),
                _("`actiepunt init` makes one; only reading works without it."),
            ) from error
        super().__init__(root)
        top = repo.working_tree_dir
        if top is None:  # git itself ignores `core.bare` in a file that is included
            top = self._run("rev-parse", "--show-toplevel").out.decode().rstrip("\n")
        if not top:
            raise ActiepuntError(
                _("{folder} is a bare git repository").format(folder=root),
                _("Work in a clone: git clone {folder} register").format(folder=root),
            )
        self.root = root
        self.top = Path(top).resolve()
        self.prefix = "".join(f"{part}/" for part in root.resolve().relative_to(self.top).parts)
        self.git_dir = Path(repo.git_dir)
        self.common_dir = Path(repo.common_dir)

    def private(self, name: str) -> Path:
        """Return the path of a file that is derived from this register alone."""
        return places.private(self.git_dir, self.prefix, name)

    def shared(self, name: str) -> Path:
        """Return the path of a file that all registers of the repository share."""
        return places.shared(self.git_dir, name)


def discover(folder: Path) -> Any:
    """Return GitPython's repository that a folder is in; a `$` in its name is only a letter.

    Raises:
        git.InvalidGitRepositoryError: the folder is in none.
        git.NoSuchPathError: there is no such folder.
    """
    return gitpython().Repo(folder, search_parent_directories=True, expand_vars=False)
