"""The only door to git: nobody above names one of its commands without going through here.

Values from people reach git joined to their option (`--author=…`) or after `--`, never as a word
of their own, so that a value that begins with `-` stays a value.
"""

import contextlib
import re
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from actiepunt.errors import ActiepuntError
from actiepunt.git import places
from actiepunt.git.errors import refusal
from actiepunt.git.objects import Objects
from actiepunt.git.process import Output, gitpython, heard_by_git
from actiepunt.i18n import _

# What git is in the middle of, by the file that says so in the git folder.
_OPERATIONS = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
_LOCK_PATIENCE = 5.0  # seconds to wait for another program that holds git's index


class State(NamedTuple):
    """How the working tree stands: the branch (None when detached) and the uncommitted files."""

    branch: str | None
    operation: str | None
    dirty: tuple[str, ...]
    untracked: tuple[str, ...]


def _found(git: Any, root: Path) -> Any:
    """Return GitPython's repository that a folder is in; a `$` in its name is only a letter."""
    return git.Repo(root, search_parent_directories=True, expand_vars=False)


class Repository(Objects):
    """The git repository that a register stands in.

    Args:
        root: The folder of the register, which may be a folder inside the repository.

    Raises:
        ActiepuntError: git is missing, there is no repository, or it has no work tree.
    """

    def __init__(self, root: Path) -> None:
        git = gitpython()
        try:
            repo = _found(git, root)
        except (git.InvalidGitRepositoryError, git.NoSuchPathError, ValueError) as error:
            raise ActiepuntError(
                _("{folder} is not in a git repository").format(folder=root),
                _("`actiepunt init` makes one; only reading works without it."),
            ) from error
        super().__init__(root)
        place = repo.working_tree_dir
        if place is None:  # git itself lets no setting that is included make a repository bare
            place = self.run("rev-parse", "--show-toplevel").out.decode().rstrip("\n")
        if not place:
            raise ActiepuntError(
                _("{folder} is a bare git repository").format(folder=root),
                _("Work in a clone: git clone {folder} register").format(folder=root),
            )
        self.root = root
        self.top = Path(place).resolve()
        self.prefix = "".join(f"{part}/" for part in root.resolve().relative_to(self.top).parts)
        self.git_dir = Path(repo.git_dir)
        self.common_dir = Path(repo.common_dir)  # of all work trees; git_dir is of this one

    @staticmethod
    def create(root: Path) -> "Repository":
        """Make a new repository in a folder that is in none, or open the one it is in."""
        git = gitpython()
        try:
            return Repository(root)
        except ActiepuntError:
            try:
                if _found(git, root).bare:
                    raise
            except (git.InvalidGitRepositoryError, git.NoSuchPathError):
                git.Git(root).init("--quiet")
        return Repository(root)

    @staticmethod
    def remove(folder: Path) -> None:
        """Remove a folder that git made, where it is there and can be removed.

        What git keeps is read-only, which on Windows `shutil.rmtree` alone minds.
        """
        gitpython()
        from git.util import rmtree

        with contextlib.suppress(OSError):
            rmtree(str(folder))

    def private(self, name: str) -> Path:
        """Return where what is derived of this register, and no other here, is kept."""
        return places.private(self.git_dir, self.prefix, name)

    def state(self, folder: str) -> State:
        """Return how the work tree stands for the files below `folder` (relative to the root)."""
        answer = self.demand(
            "--no-optional-locks", "status", "--porcelain=v2", "--branch", "-z",
            "--untracked-files=all", "--no-renames", "--", folder,
        )  # fmt: skip
        branch: str | None = None
        dirty: dict[str, str] = {}  # the files, and how git marks them
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
        same = self._same(folder, [file for file, mark in dirty.items() if mark == ".M"])
        operation = next((w for f, w in _OPERATIONS.items() if (self.git_dir / f).exists()), None)
        left = tuple(file for file in dirty if file not in same)
        return State(branch, operation, left, tuple(untracked))

    def _same(self, folder: str, files: Sequence[str]) -> set[str]:
        """Return which of the files that git marks as edited are not, and tell git so.

        An editor that saves other line endings changes the size of a file, and `git status` goes
        by that alone; what would be committed is the same.
        """
        if not files:
            return set()
        words = ("diff", "--name-only", "--no-renames", "-z", "--", folder)
        names = self.demand(*words).decode(errors="replace").split("\0")
        same = set(files) - {name.removeprefix(self.prefix) for name in names}
        if same:
            self.run("-c", "core.safecrlf=false", "add", "--", *sorted(same))
        return same

    def identity(self) -> None:
        """Make sure git knows who commits.

        Raises:
            ActiepuntError: it does not.
        """
        self.demand("var", "GIT_COMMITTER_IDENT")

    def read(self, revision: str, file: str) -> bytes | None:
        """Return a file as it is in a revision (`""`: the index), or None where it has none."""
        answer = self.run("cat-file", "blob", f"{revision}:./{file}")
        return None if answer.code else answer.out

    def contents(self, revision: str, folder: str, ending: str) -> dict[str, bytes]:
        """Return the files below a folder in a revision (`""`: the index), in two processes.

        Their paths are relative to the root and in order; what is in conflict is in no index.

        Raises:
            ActiepuntError: git does not have one.
        """
        words = ("ls-tree", "-r", "-z", revision) if revision else ("ls-files", "--stage", "-z")
        words = ("--literal-pathspecs", *words, "--", f"{folder}/")
        names = {}
        for line in self.run(*words).out.decode(errors="replace").split("\0"):
            about, _tab, path = line.partition("\t")
            found = re.fullmatch(r"1[02]0\d+ (?:blob )?([0-9a-f]+)(?: 0)?", about)
            if found and path.endswith(ending):
                names[path] = found[1]
        blobs = self.blobs(names.values()) if names else {}
        return {path: blobs[name] for path, name in sorted(names.items())}

    def is_shallow(self) -> bool:
        """Tell whether older commits are missing."""
        return (self.common_dir / "shallow").exists()

    def is_sparse(self) -> bool:
        """Tell whether files of the commit may be left out of the folder."""
        return (self.git_dir / "info" / "sparse-checkout").is_file()

    def gave(self, number: str) -> bool:
        """Tell whether a commit of this register is about the action with a number.

        Another register in the repository may have the number: a match is tried again by path.
        """
        words = ("rev-list", "--max-count=1", "-E", f"--grep=^Action: {number}$", "HEAD")
        here = ("--full-history", "--", "data")
        return all(self.run(*words, *path).out.strip() for path in ((), here))

    def commit_time(self, *words: str) -> int:
        """Return the committer's moment of the last commit that `git log` finds, in Unix seconds.

        0 where it finds none.
        """
        answer = self.demand("log", "-1", "--format=%ct", *words).decode().strip()
        return int(answer or 0)

    def head(self) -> str:
        """Return the full hash of the commit that is checked out.

        Raises:
            ActiepuntError: there is none yet.
        """
        return self.demand("rev-parse", "HEAD").decode().strip()

    def revision(self, text: str) -> str | None:
        """Return the full hash of a revision, or None where git knows none."""
        answer = self.run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
        )
        return None if answer.code else answer.out.decode().strip()

    def is_ancestor(self, old: str, new: str) -> bool:
        """Tell whether a commit is in the history of another."""
        return not self.run("merge-base", "--is-ancestor", old, new).code

    def before(self, seconds: int) -> str:
        """Return the last commit up to a moment (Unix seconds) on the first-parent line, or ""."""
        # Without a zone, or before 1970, git reads it as another moment.
        until = f"--before=@{max(seconds, 0)} +0000"
        words = ("rev-list", "--first-parent", "-1", until, "HEAD")
        return self.demand(*words).decode().strip()

    def between(self, start: str, end: str) -> set[str]:
        """Return the commits that `end` has and `start`, where it is given, lacks."""
        answer = self.demand("rev-list", end, *([f"^{start}"] if start else []))
        return set(answer.decode().split())

    def merges(self, start: str, end: str) -> bool:
        """Tell whether somebody merged in what `end` has and `start` lacks."""
        return bool(self.demand("rev-list", "-1", "--merges", f"{start}..{end}"))

    def unpublished(self, commit: str, remote: str) -> int:
        """Return how many commits of a history a remote does not have, as far as we know."""
        words = ("rev-list", "--count", commit, "--not", f"--remotes={remote}")
        return int(self.demand(*words))

    def changed(self, old: str, new: str, folder: str) -> list[str]:
        """Return the files below a folder that differ between two commits, from the root."""
        words = ("diff", "--name-only", "--no-renames", "-z", "--end-of-options", old, new)
        names = self.demand(*words, "--", folder).decode(errors="replace").split("\0")
        return [name.removeprefix(self.prefix) for name in names if name]

    def replaceable(self, old: str, new: str, folder: str, ending: str) -> dict[str, bytes | None]:
        """Return what files below a folder become from one commit to another; None where they go.

        Only ordinary files: links, and files that get another mode, are for git itself.
        """
        words = ("diff", "--raw", "--no-abbrev", "--no-renames", "-z", "--end-of-options", old, new)
        fields = self.demand(*words, "--", folder).decode(errors="replace").split("\0")
        names = {}
        for about, path in zip(fields[::2], fields[1::2], strict=False):
            before, after, _blob, blob, _kind = about.lstrip(":").split()
            if {before, after} <= {"000000", "100644"} and path.endswith(ending):
                names[path.removeprefix(self.prefix)] = blob if after == "100644" else ""
        blobs = self.blobs(filter(None, names.values())) if names else {}
        return {path: blobs[blob] if blob else None for path, blob in names.items()}

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the last commit that two histories share, or None where they share none."""
        answer = self.run("merge-base", one, other)
        return None if answer.code else answer.out.decode().split()[0]

    def commits(self, head: str, since: str = "") -> list[list[str]]:
        """Return hash, parents, author, mail, committer's moment and subject of some commits.

        The moment is in Unix seconds. Parents come before their children.

        Args:
            head: The last commit.
            since: Leave out what is in the history of this commit.
        """
        form = "--format=%H%x00%P%x00%an%x00%ae%x00%ct%x00%s"
        words = ("log", "-z", "--no-patch", "--no-show-signature", "--topo-order", "--reverse")
        without = [f"^{since}"] if since else []
        fields = self.demand(*words, form, "--end-of-options", head, *without, "--")
        found = fields.decode(errors="replace").split("\0")
        return [found[n : n + 6] for n in range(0, len(found) - 1, 6)]

    def replacements(self) -> str:
        """Return which commits git replaces by others here (git-replace(1), grafts)."""
        found = self.demand("for-each-ref", "--format=%(refname) %(objectname)", "refs/replace")
        grafts = self.common_dir / "info" / "grafts"
        kept = grafts.read_text(errors="replace") if grafts.exists() else ""
        return found.decode(errors="replace") + kept

    def own(self) -> set[str]:
        """Return the commits, merges left out, that the person at the keyboard wrote or made.

        Raises:
            ActiepuntError: git does not know who that is.
        """
        ident = self.demand("var", "GIT_COMMITTER_IDENT").decode(errors="replace")
        me = ident[ident.rindex("<") + 1 : ident.rindex(">")].casefold()
        words = ("log", "--no-merges", "--no-patch", "--no-show-signature")
        lines = self.demand(*words, "--format=%H%x00%ae%x00%ce").decode(errors="replace")
        found = (line.split("\0") for line in lines.splitlines())
        return {name for name, *mails in found if me in map(str.casefold, mails)}

    def messages(self, since: str = "", head: str = "HEAD") -> dict[str, str]:
        """Return the message of every commit of a history, by hash."""
        without = [f"^{since}"] if since else []
        words = ("log", "-z", "--no-patch", "--no-show-signature", "--format=%H%n%B")
        answer = self.demand(*words, "--end-of-options", head, *without, "--")
        found = (one.partition("\n") for one in answer.decode(errors="replace").split("\0"))
        return {name: text for name, _newline, text in found if name}

    def commit(
        self, files: Sequence[str], message: str, author: str = "", *, new: bool = False
    ) -> str:
        """Commit these files alone, as the ordinary `git commit` does; return the short hash.

        What else is staged stays staged. Hooks, signing and identity are git's own.

        Args:
            files: Paths relative to the root.
            message: Subject, blank line, body.
            author: `Name <mail>`, or empty for the person at the keyboard.
            new: Some of the files may be unknown to git.

        Raises:
            ActiepuntError: git refused; the index is as it was.
            KeyboardInterrupt: a person stopped git before the commit stood.
        """
        added = self._announce(files) if new else []
        words = [
            "-c", "i18n.commitEncoding=UTF-8", "commit", "--only", "--cleanup=whitespace",
            f"--message={message}", *([f"--author={author}"] if author else []), "--", *files,
        ]  # fmt: skip
        with heard_by_git() as pressed:
            answer = self._patiently(*words)
        if answer.code:
            if added:
                self.run("update-index", "--force-remove", "--", *added)
            if pressed:
                raise KeyboardInterrupt
            # Some hooks and `git commit` itself say why on stdout.
            raise refusal(answer.error or answer.out.decode(errors="replace"))
        found = re.match(r"\[[^\]\n]* ([0-9a-f]{4,64})\]", answer.out.decode(errors="replace"))
        return found[1] if found else self.demand("rev-parse", "--short", "HEAD").decode().strip()

    def _announce(self, files: Sequence[str]) -> list[str]:
        """Tell the index of files it does not know, and return those."""
        known = self.demand("ls-files", "-z", "--", *files).decode().split("\0")
        unknown = [file for file in files if file not in known]
        if unknown:
            answer = self._patiently("add", "--intent-to-add", "--", *unknown)
            if answer.code:
                raise refusal(answer.error)
        return unknown

    def _patiently(self, *words: str) -> Output:
        """Run git; while another program holds the index, try again for a few seconds."""
        deadline = time.monotonic() + _LOCK_PATIENCE
        while True:
            answer = self.run(*words)
            busy = answer.code and "index.lock" in answer.error and "exists" in answer.error
            if not busy or time.monotonic() > deadline:
                return answer
            time.sleep(0.05)

    def unstage(self, files: Sequence[str]) -> None:
        """Make the index say of these files what HEAD says, where it does not.

        Raises:
            ActiepuntError: another program holds the index.
        """
        words = ("diff", "--cached", "--quiet", "--ita-visible-in-index", "--", *files)
        if files and self.run(*words).code:
            self.demand("reset", "--quiet", "--", *files)

    def wait_for_index(self) -> None:
        """Wait until no git process that an interrupted command left behind holds the index."""
        deadline = time.monotonic() + _LOCK_PATIENCE
        while (self.git_dir / "index.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def configure(self, settings: Mapping[str, str]) -> bool:
        """Set settings of this clone; tell whether any was not so already."""
        lines = self.demand("config", "--local", "--list", "-z").decode(errors="replace")
        now = {
            key.lower(): value for key, _n, value in (x.partition("\n") for x in lines.split("\0"))
        }
        wrong = {name: value for name, value in settings.items() if now.get(name.lower()) != value}
        for name, value in wrong.items():
            self.demand("config", "--local", name, value)
        return bool(wrong)

    def hooks_dir(self) -> Path:
        """Return the folder of the hooks; `core.hooksPath` may put it elsewhere."""
        told = self.demand("rev-parse", "--git-path", "hooks").decode().strip()
        return (self.root / told).resolve()
