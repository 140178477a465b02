"""The unit of work: one change of the register, from the lock to the commit.

A command reports success only after the commit. Until then a journal keeps the old contents: a
change that fails or is killed is rolled back, at once or by the next command.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core import change_checks, check, diff, listed, message
from actiepunt.core.diff import Difference
from actiepunt.core.listed import ListedChange
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError, Fault, FaultyError, new_faults
from actiepunt.git.repository import Repository, State
from actiepunt.i18n import Translate, _, translator
from actiepunt.storage import committed, datafiles, edits, journal
from actiepunt.storage.datafiles import Snapshot

LOCK_SECONDS = 10.0

Changer = Callable[[Register], Register]
Subject = Callable[[list[Difference], Translate], str]
Rewriter = Callable[[str], str]


class Why(NamedTuple):
    """The reason of a change, and its author (`Name <mail>`) where that is not the current user.

    `subject` is the first line of the commit, in the language of the register, where there is a
    better one than follows from what differs; or the function that makes it of what differs.
    `source` is the calendar that an import read.
    """

    reason: str = ""
    author: str = ""
    subject: str | Subject = ""
    source: str = ""

    def heading(self, differences: list[Difference], say: Translate) -> str:
        """Return the subject for these differences; empty where there is no better one."""
        return self.subject if isinstance(self.subject, str) else self.subject(differences, say)


class Change(NamedTuple):
    """A committed change.

    Attributes:
        differences: The changed records.
        commit: The short hash; empty if nothing differs, and so nothing was committed.
        register: The register after the change.
        warnings: The warnings that the change brings.
        files: The files of a hand edit that `save` recorded.
        listed: The changed bodies and people of register.toml.
    """

    differences: list[Difference]
    commit: str
    register: Register
    warnings: list[Fault]
    files: tuple[str, ...] = ()
    listed: Sequence[ListedChange] = ()


@contextlib.contextmanager
def locked(repository: Repository) -> Iterator[None]:
    """Hold the lock, after rolling back the change that a killed command left half done.

    All registers in a repository share one lock, because they share the index and HEAD.

    Raises:
        ActiepuntError: another command held the lock for ten seconds, or the git folder is
            read-only.
    """
    import filelock

    try:
        with filelock.FileLock(
            repository.git_dir / "actiepunt.lock", timeout=LOCK_SECONDS, poll_interval=0.02
        ):
            journal.rollback(repository)
            datafiles.sweep(repository.root)
            yield
    except filelock.Timeout as error:
        raise ActiepuntError(
            _("another actiepunt command has been busy for {count} seconds").format(
                count=int(LOCK_SECONDS)
            ),
            _("Wait for it to end and try again; nothing was changed."),
        ) from error
    except OSError as error:
        raise disk.not_written(error) from error


def change(
    root: Path,
    changer: Changer,
    why: Why,
    today: Callable[[Register], date],
    *,
    text: Mapping[str, str] | None = None,
    beside: Mapping[str, Rewriter] | None = None,
    dry_run: bool = False,
) -> Change:
    """Change the register with a pure function, and commit the result as one commit.

    Args:
        root: The folder of the register.
        changer: Returns the new register for the current one, which is read inside the lock.
        why: The reason and the author.
        today: Returns the day in the register's time zone, for the warnings.
        text: Whole block texts by uid, for records that a person wrote in an editor.
        beside: Other files in data/ to write in the same commit, by path: each gets its new text
            from its present one, which is empty where there is none.
        dry_run: Make the change in memory alone; what is returned has no commit.

    Raises:
        ActiepuntError: refused; the files and git are as they were.
    """
    repository = Repository(root)
    with locked(repository):
        ready(repository.state("data"))
        before = datafiles.load(root).sound()
        after, differences = _numbered(repository, before.register, changer)
        warnings = _validate(after, before)
        listed_changes = listed.between(before.register.settings, after.settings)
        others, present = _rewritten(root, beside or {})
        if not (differences or listed_changes or others):
            return Change([], "", after, [])
        warnings += change_checks.of(before.register, after, differences, today(after))
        texts = edits.texts(before, after, differences, text or {})
        if dry_run:
            return Change(differences, "", after, warnings, listed=listed_changes)
        say = translator(after.settings.language)
        commit_message = message.compose(
            differences,
            say,
            why.reason,
            heading=why.heading(differences, say),
            listed=listed_changes,
            source=why.source,
        )
        known = {**before.texts, **present}
        commit = write(repository, known, {**texts, **others}, commit_message, why.author)
        intended = Change(differences, commit, after, warnings, listed=listed_changes)
        return _as_committed(repository, intended, before.register, texts)


def _rewritten(
    root: Path, rewriters: Mapping[str, Rewriter]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the new texts of the files that differ, and the present ones of those that exist."""
    present = {file: datafiles.text_of(root / file) for file in rewriters}
    new = {file: rewrite(present[file] or "") for file, rewrite in rewriters.items()}
    changed = {file: text for file, text in new.items() if text != (present[file] or "")}
    return changed, {file: text for file, text in present.items() if text is not None}


def _numbered(
    repository: Repository, before: Register, changer: Changer
) -> tuple[Register, list[Difference]]:
    """Return the changed register and the differences; new actions get a number never used before.

    The files alone do not show every used number: a merge may have dropped an action, and a sparse
    checkout (git-sparse-checkout(1)) may leave out the archive.
    """
    while True:
        after = changer(before)
        differences = diff.between(before, after)
        new = {d.new.id for d in differences if isinstance(d.new, Action) and d.old is None}
        used = repository.numbers_in_commits(new)
        if new and not before.used and repository.is_sparse():
            hidden = committed.load(repository, "HEAD", checks=False).register.every_action
            used |= {action.id for action in hidden}
        if not used - before.used:
            return after, differences
        before = before._replace(used=before.used | used)


def _as_committed(
    repository: Repository, change: Change, before: Register, texts: Mapping[str, str | None]
) -> Change:
    """Return the change that was committed: a user's hook may have rewritten the files."""
    root = repository.root
    files = [file for file, text in texts.items() if datafiles.text_of(root / file) != text]
    if not files:
        return change
    repository.unstage(files)
    after = committed.load(repository, "HEAD", checks=False).register
    differences = diff.between(before, after)
    listed_changes = listed.between(before.settings, after.settings) if change.listed else ()
    warnings = change.warnings
    if differences != change.differences or [*listed_changes] != [*change.listed]:
        warnings = [*warnings, Fault(_("a hook of git changed this on the way"), level="warning")]
    return change._replace(
        differences=differences, listed=listed_changes, register=after, warnings=warnings
    )


def ready(state: State) -> None:
    """Refuse a change while git is in the middle of an operation, or a hand edit is unrecorded.

    Raises:
        ActiepuntError: a merge or rebase is under way, HEAD is detached, or the data files have
            edits that are not committed.
    """
    if state.operation:
        raise ActiepuntError(
            _("git is in the middle of a {operation}").format(operation=state.operation),
            _(
                "Finish it (git {operation} --continue) or stop it (git {operation} --abort)."
            ).format(operation=state.operation),
        )
    if state.branch is None:
        raise ActiepuntError(
            _("git is on no branch (detached HEAD), so a change could get lost"),
            _("Go back to a branch first: git switch main"),
        )
    edited_by_hand = edited_files(state)
    if edited_by_hand:
        raise ActiepuntError(
            _("{files} has edits that are not recorded yet").format(
                files=", ".join(edited_by_hand)
            ),
            _("Record them with `actiepunt save`, or take them back with `git restore data`."),
        )


def edited_files(state: State) -> list[str]:
    """Return the data files with edits that are not committed."""
    return [file for file in (*state.dirty, *state.untracked) if file.endswith(".toml")]


def _validate(after: Register, before: Snapshot) -> list[Fault]:
    """Return the warnings that a change brings to the register.

    Raises:
        FaultyError: the change brings an error.
    """
    new = new_faults(check.run(after, check.RULES), before.faults)
    errors = [fault for fault in new if fault.level == "error"]
    if errors:
        first = errors[0]
        raise FaultyError(errors[1:], first.message, first.advice or _("Nothing was changed."))
    return new


def write(
    repository: Repository,
    before: Mapping[str, str],
    texts: Mapping[str, str],
    commit_message: str,
    author: str,
) -> str:
    """Replace the files and commit them; return the short hash.

    Args:
        repository: The register's repository.
        before: The present texts by file; a file that is missing here is new.
        texts: The new texts by file.
        commit_message: Subject, blank line, body.
        author: `Name <mail>`, or empty for the current user.

    Raises:
        ActiepuntError: a file is a link or cannot be written, or git refused; the files are as
            they were.
    """
    datafiles.demand_no_links(repository.root, texts)
    with journal.guarded(repository, {file: before.get(file) for file in texts}, texts):
        for file, text in texts.items():
            datafiles.put(repository.root / file, text)
        new = any(file not in before for file in texts)
        return repository.commit(list(texts), commit_message, author, new=new)


def save(root: Path, why: Why) -> Change:
    """Commit the hand edits of the data files, with a subject made from the differences.

    Raises:
        ActiepuntError: the files hold errors, or git is in the middle of something.
    """
    repository = Repository(root)
    with locked(repository):
        state = repository.state("data")
        ready(state._replace(dirty=(), untracked=()))
        files = edited_files(state)
        after = datafiles.load(root).sound()
        if not files:
            return Change([], "", after.register, [])
        before = committed.load(repository, "HEAD")
        differences = diff.between(before.register, after.register)
        say = translator(after.register.settings.language)
        commit_message = message.compose(differences, say, why.reason, files)
        texts = {file: datafiles.text_of(root / file) for file in files if file in after.texts}
        with journal.guarded(repository, texts, texts):
            new = bool(state.untracked)
            commit = repository.commit(files, commit_message, why.author, new=new)
        warnings = new_faults(after.faults, before.faults)
        intended = Change(differences, commit, after.register, warnings, tuple(files))
        return _as_committed(repository, intended, before.register, texts)


def fill_in(root: Path, changer: Changer) -> list[Difference]:
    """Fill in the fields that a hand edit left out, without a commit: they belong to that edit.

    Raises:
        ActiepuntError: a file could not be edited or written.
    """

    def fill() -> list[Difference]:
        before = datafiles.load(root)
        if any(fault.line for fault in before.faults):  # a file that cannot be parsed is not edited
            return []
        after = changer(before.register)
        pairs = zip(before.register.blocks(), after.blocks(), strict=True)
        differences = [Difference(old, new) for (*_, old), (*_, new) in pairs if old != new]
        for file, text in edits.texts(before, after, differences, {}).items():
            disk.replace(root / file, text.encode())
        return differences

    try:
        repository = Repository(root)
    except ActiepuntError:  # without git there is no lock, and no commit to disturb
        return fill()
    with locked(repository):
        return fill()
