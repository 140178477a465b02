"""Questions about commits: their hashes, authors and messages, and the files that they change."""

from collections.abc import Iterable

from actiepunt.git.objects import Objects

_NUMBERS_AT_ONCE = 50  # in one search: a longer pattern is slower than more searches


class Commits(Objects):
    """Reads the commits of a repository. Commits are given and returned as full hashes."""

    def head(self) -> str:
        """Return the commit that is checked out.

        Raises:
            ActiepuntError: the branch has no commit yet.
        """
        return self._output("rev-parse", "HEAD").decode().strip()

    def revision(self, text: str) -> str | None:
        """Return the commit that a revision names (gitrevisions(7)), or None if there is none."""
        answer = self._run(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"
        )
        return None if answer.code else answer.out.decode().strip()

    def is_shallow(self) -> bool:
        """Tell whether this clone lacks the older commits."""
        return (self.common_dir / "shallow").exists()

    def is_sparse(self) -> bool:
        """Tell whether files of HEAD may be missing from the folder (git-sparse-checkout(1))."""
        return (self.git_dir / "info" / "sparse-checkout").is_file()

    def numbers_in_commits(self, numbers: Iterable[str]) -> set[str]:
        """Return those of some numbers that a commit of this register has in a trailer `Action`.

        Mostly there are none, which one search for many of them tells at once.
        """
        ordered = sorted(numbers)
        found: set[str] = set()
        for at in range(0, len(ordered), _NUMBERS_AT_ONCE):
            some = ordered[at : at + _NUMBERS_AT_ONCE]
            if len(some) == 1 or self._has_commit_about(f"({'|'.join(some)})"):
                found.update(number for number in some if self._has_commit_about(number))
        return found

    def _has_commit_about(self, number: str) -> bool:
        """Tell whether a commit of this register has the trailer `Action: NUMBER`.

        The search without a path is fast. Another register in the repository may have the number,
        so a match is confirmed by path.
        """
        words = ("rev-list", "--max-count=1", "-E", f"--grep=^Action: {number}$", "HEAD")
        paths = ("--full-history", "--", "data")
        return all(self._run(*words, *limit).out.strip() for limit in ((), paths))

    def is_ancestor(self, old: str, new: str) -> bool:
        """Tell whether `old` is `new` or in its history."""
        return not self._run("merge-base", "--is-ancestor", old, new).code

    def merge_base(self, ours: str, theirs: str) -> str | None:
        """Return the last commit that two histories share, or None where they share none."""
        answer = self._run("merge-base", ours, theirs)
        return None if answer.code else answer.out.decode().split()[0]

    def before(self, seconds: int) -> str:
        """Return the last commit up to a moment (Unix seconds) on the first-parent line, or ""."""
        # Without a zone, or before 1970, git reads it as another moment.
        until = f"--before=@{max(seconds, 0)} +0000"
        words = ("rev-list", "--first-parent", "-1", until, "HEAD")
        return self._output(*words).decode().strip()

    def between(self, start: str, end: str) -> list[str]:
        """Return the commits of `end` that `start`, where it is given, lacks; children first."""
        excluded = [f"^{start}"] if start else []
        return self._output("rev-list", "--topo-order", end, *excluded).decode().split()

    def reachable(self, heads: Iterable[str], start: str) -> set[str]:
        """Return the commits that `heads` have and `start` lacks; unknown heads are ignored."""
        words = ("rev-list", "--ignore-missing", *sorted(heads), f"^{start}")
        return set(self._output(*words).decode().split())

    def first_parents(self, start: str, end: str) -> list[str]:
        """Return the commits of `end` that `start` lacks, oldest first, along first parents."""
        words = ("rev-list", "--first-parent", "--reverse", end, f"^{start}")
        return self._output(*words).decode().split()

    def parents(self, commit: str) -> list[str]:
        """Return the parents of a commit, in order."""
        return self._output("rev-list", "--parents", "-1", commit).decode().split()[1:]

    def has_merges(self, start: str, end: str) -> bool:
        """Tell whether a merge is among the commits of `end` that `start` lacks."""
        return bool(self._output("rev-list", "-1", "--merges", f"{start}..{end}"))

    def unpublished(self, commit: str, remote: str) -> int:
        """Return how many commits of a history the fetched branches of a remote lack."""
        words = ("rev-list", "--count", commit, "--not", f"--remotes={remote}")
        return int(self._output(*words))

    def commit_time(self, commit: str) -> int:
        """Return the committer's time of a commit, in Unix seconds; 0 for a time before 1970."""
        words = ("log", "-1", "--no-patch", "--no-show-signature", "--format=%ct")
        time = self._output(*words, "--end-of-options", commit, "--").decode().strip()
        return int(time or 0)  # git prints nothing for a time that it cannot represent

    def last_change(self, pattern: str, file: str) -> int:
        """Return when lines of a file that match a pattern last changed, or 0 if they never did.

        The time is the committer's, in Unix seconds (git-log(1), -G).
        """
        words = ("log", "-1", "--no-show-signature", "--format=%ct", f"-G{pattern}", "HEAD")
        return int(self._output(*words, "--", file).decode().strip() or 0)

    def log_line(self, commit: str) -> tuple[str, str]:
        """Return the author of a commit, and the commit on one line: hash, author, day, subject."""
        words = (
            "log",
            "-1",
            "--no-show-signature",
            "--abbrev=8",
            "--format=%an%x00%h %an, %cs: %s",
        )
        line = self._output(*words, "--end-of-options", commit, "--").decode(errors="replace")
        author, _nul, line = line.partition("\0")
        return author, line.strip()

    def commits(self, head: str, since: str = "") -> list[list[str]]:
        """Return hash, parents, author, mail, committer's time and subject of each commit.

        The time is in Unix seconds. Parents come before their children.

        Args:
            head: The last commit.
            since: Leave out the history of this commit.
        """
        fields = "--format=%H%x00%P%x00%an%x00%ae%x00%ct%x00%s"
        words = ("log", "-z", "--no-patch", "--no-show-signature", "--topo-order", "--reverse")
        excluded = [f"^{since}"] if since else []
        output = self._output(*words, fields, "--end-of-options", head, *excluded, "--")
        values = output.decode(errors="replace").split("\0")
        return [values[n : n + 6] for n in range(0, len(values) - 1, 6)]

    def latest(self, count: int, folder: str) -> list[tuple[str, str]]:
        """Return hash and subject of the latest commits that changed a folder, newest first."""
        words = ("log", f"-{count}", "--no-patch", "--no-show-signature", "--format=%h%x00%s")
        lines = self._output(*words, "HEAD", "--", folder).decode(errors="replace").splitlines()
        rows = (line.partition("\0") for line in lines)
        return [(commit, subject) for commit, _nul, subject in rows]

    def touching(self, file: str) -> set[str]:
        """Return the commits, merges left out, that changed a file of the register."""
        words = ("rev-list", "--no-merges", "--full-history", "HEAD", "--", file)
        return set(self._output(*words).decode().split())

    def messages(self, since: str = "", head: str = "HEAD") -> dict[str, str]:
        """Return the message of every commit of a history, by commit.

        Args:
            since: Leave out the history of this commit.
            head: The last commit.
        """
        excluded = [f"^{since}"] if since else []
        words = ("log", "-z", "--no-patch", "--no-show-signature", "--format=%H%n%B")
        output = self._output(*words, "--end-of-options", head, *excluded, "--")
        entries = (entry.partition("\n") for entry in output.decode(errors="replace").split("\0"))
        return {name: text for name, _newline, text in entries if name}

    def own(self) -> set[str]:
        """Return the commits, merges left out, that the current user wrote or committed.

        Raises:
            ActiepuntError: git does not know the current user.
        """
        ident = self._output("var", "GIT_COMMITTER_IDENT").decode(errors="replace")
        mail = ident[ident.rindex("<") + 1 : ident.rindex(">")].casefold()
        words = ("log", "--no-merges", "--no-patch", "--no-show-signature")
        lines = self._output(*words, "--format=%H%x00%ae%x00%ce").decode(errors="replace")
        rows = (line.split("\0") for line in lines.splitlines())
        return {name for name, *mails in rows if mail in map(str.casefold, mails)}

    def replacements(self) -> str:
        """Return a text that lists the objects that git replaces here (git-replace(1), grafts)."""
        references = self._output(
            "for-each-ref", "--format=%(refname) %(objectname)", "refs/replace"
        )
        grafts = self.common_dir / "info" / "grafts"
        text = grafts.read_text(errors="replace") if grafts.exists() else ""
        return references.decode(errors="replace") + text

    def changed(self, old: str, new: str, folder: str) -> list[str]:
        """Return the files below a folder that differ between two commits, from the root."""
        words = ("diff", "--name-only", "--no-renames", "-z", "--end-of-options", old, new)
        names = self._output(*words, "--", folder).decode(errors="replace").split("\0")
        return [name.removeprefix(self.prefix) for name in names if name]

    def replaceable(self, old: str, new: str, folder: str, ending: str) -> dict[str, bytes | None]:
        """Return the contents in `new` of the files below a folder that differ from `old`.

        None is a file that `new` lacks. Only ordinary files: a symbolic link, or a file that gets
        another mode, is left to git.
        """
        words = ("diff", "--raw", "--no-abbrev", "--no-renames", "-z", "--end-of-options", old, new)
        fields = self._output(*words, "--", folder).decode(errors="replace").split("\0")
        hashes = {}
        for change, path in zip(fields[::2], fields[1::2], strict=False):
            old_mode, new_mode, _old_hash, new_hash, _status = change.lstrip(":").split()
            if {old_mode, new_mode} <= {"000000", "100644"} and path.endswith(ending):
                hashes[path.removeprefix(self.prefix)] = new_hash if new_mode == "100644" else ""
        blobs = self.blobs(filter(None, hashes.values())) if hashes else {}
        return {path: blobs[name] if name else None for path, name in hashes.items()}
