"""The unit of work: one change of the register, from the lock to the commit.

Nothing is acknowledged before it is committed. A journal keeps the old bytes until then: a change
that fails or is killed is rolled back, at once or by the next command.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core import change_checks, check, diff, message
from actiepunt.core.diff import Difference
from actiepunt.core.model import ACTIONS_FILE, ARCHIVE_DIR, CALENDAR_FILE, Action, Record, Register
from actiepunt.errors import ActiepuntError, Fault, FaultyError, new_faults
from actiepunt.git.repository import Repository, State
from actiepunt.i18n import _, translator
from actiepunt.storage import datafiles, journal
from actiepunt.storage.datafiles import Snapshot
from actiepunt.tomlfile import edit, read

LOCK_SECONDS = 10.0

Changer = Callable[[Register], Register]


class Why(NamedTuple):
    """The reason of a change, and its author (`Name <mail>`) where that is not the current user."""

    reason: str = ""
    author: str = ""


class Change(NamedTuple):
    """A committed change: the differences, the commit (empty if nothing differs), the warnings.

    `files` are the files of a hand edit, where `save` recorded one.
    """

    differences: list[Difference]
    commit: str
    register: Register
    warnings: list[Fault]
    files: tuple[str, ...] = ()


@contextlib.contextmanager
def locked(repository: Repository) -> Iterator[None]:
    """Hold the lock; a change that a killed command left half done is rolled back first.

    All registers in a repository share one lock, as they share the index and HEAD.

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
) -> Change:
    """Change the register with a pure function and commit that as one commit.

    Args:
        root: The folder of the register.
        changer: Gives the new register for the current one, which it reads inside the lock.
        why: The reason and the author.
        today: Gives the day in the register's time zone, for the warnings.
        text: Whole block texts by uid, for records that a person wrote in an editor.

    Raises:
        ActiepuntError: refused; the files and git are as they were.
    """
    repository = Repository(root)
    with locked(repository):
        ready(repository.state("data"))
        before = datafiles.load(root).sound()
        after, differences = _numbered(repository, before.register, changer)
        warnings = _validate(after, before)
        if not differences:
            return Change([], "", after, [])
        warnings += change_checks.of(before.register, after, differences, today(after))
        texts = edited(before, after, differences, text or {})
        note = message.compose(differences, translator(after.settings.language), why.reason)
        commit = write(repository, before.texts, texts, note, why.author)
        stands = Change(differences, commit, after, warnings)
        return _as_hooks_left_it(repository, stands, before.register, texts)


def _numbered(
    repository: Repository, before: Register, changer: Changer
) -> tuple[Register, list[Difference]]:
    """Return the changed register and what differs; no number was given out before.

    The files do not know of an action that a merge dropped, or of a sparse checkout's archive.
    """
    while True:
        after = changer(before)
        differences = diff.between(before, after)
        new = {d.new.id for d in differences if isinstance(d.new, Action) and d.old is None}
        used = {number for number in new if repository.has_commit_about(number)}
        if new and not before.used and repository.is_sparse():
            hidden = committed(repository, "HEAD", checks=False).register.every_action
            used |= {action.id for action in hidden}
        if not used - before.used:
            return after, differences
        before = before._replace(used=before.used | used)


def _as_hooks_left_it(
    repository: Repository, change: Change, before: Register, texts: Mapping[str, str | None]
) -> Change:
    """Return a change as it was committed: a hook of somebody may have rewritten the files."""
    files = [file for file, text in texts.items() if _text(repository.root / file) != text]
    if not files:
        return change
    repository.unstage(files)
    after = committed(repository, "HEAD", checks=False).register
    differences = diff.between(before, after)
    warnings = change.warnings
    if differences != change.differences:
        warnings = [*warnings, Fault(_("a hook of git changed this on the way"), level="warning")]
    return change._replace(differences=differences, register=after, warnings=warnings)


def ready(state: State) -> None:
    """Refuse to change anything while git or a person is in the middle of something.

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
    edited_by_hand = [*state.dirty, *state.untracked]
    edited_by_hand = [file for file in edited_by_hand if file.endswith(".toml")]
    if edited_by_hand:
        raise ActiepuntError(
            _("{files} has edits that are not recorded yet").format(
                files=", ".join(edited_by_hand)
            ),
            _("Record them with `actiepunt save`, or take them back with `git restore data`."),
        )


def _validate(after: Register, before: Snapshot) -> list[Fault]:
    """Return the warnings that a change brings to the whole.

    Raises:
        FaultyError: the change brings an error.
    """
    new = new_faults(check.run(after, check.RULES), before.faults)
    errors = [fault for fault in new if fault.level == "error"]
    if errors:
        first = errors[0]
        raise FaultyError(errors[1:], first.message, first.advice or _("Nothing was changed."))
    return new


def edited(
    before: Snapshot,
    after: Register,
    differences: list[Difference],
    written: Mapping[str, str],
) -> dict[str, str]:
    """Return the new texts of the files that change, read back and equal to the model.

    Raises:
        ActiepuntError: a text could not be edited to say exactly the changed model.
    """
    texts: dict[str, str] = {}
    for difference in differences:
        file, index = _place(before.register, difference)
        old, new = difference.old, difference.new
        text = texts.get(file, before.texts.get(file, ""))
        if new is None:
            raise ActiepuntError(_("records are not deleted"), _("Cancel it instead."))
        if old is None:
            text = edit.append(text, new)
        elif new.uid in written:
            text = edit.replace_block(text, index, new, written[new.uid])
        else:
            text = edit.change(text, index, old, new)
        texts[file] = text
    _read_back(before, after, texts)
    return texts


def _place(register: Register, difference: Difference) -> tuple[str, int]:
    """Return the file and the place of a record; for a new one the file to add it to, and -1."""
    if difference.old is not None:
        for file, index, record in register.blocks():
            if record is difference.old:
                return file, index
    return (ACTIONS_FILE if isinstance(difference.record, Action) else CALENDAR_FILE), -1


def _read_back(before: Snapshot, after: Register, texts: Mapping[str, str]) -> None:
    for file, text in texts.items():
        if file == CALENDAR_FILE:
            same = _reads_as(read.meetings(text, file), after.meetings, before)
        else:
            expected = after.actions if file == ACTIONS_FILE else after.archive[file]
            same = _reads_as(read.actions(text, file), expected, before)
        if not same:
            raise ActiepuntError(
                _("{file} could not be edited safely, and nothing was written").format(file=file),
                _("Make this change by hand, then `actiepunt save`; please report this."),
            )


def _reads_as(
    again: tuple[tuple[Record, ...], list[Fault]], expected: tuple[Record, ...], before: Snapshot
) -> bool:
    records, faults = again
    return records == expected and (not faults or bool(before.faults))


def write(
    repository: Repository,
    before: Mapping[str, str],
    texts: Mapping[str, str],
    note: str,
    author: str,
) -> str:
    """Replace the files and commit them; return the short hash.

    Raises:
        ActiepuntError: it did not work, and the files are as they were.
    """
    _check_targets(repository.root, texts)
    with journal.guarded(repository, {file: before.get(file) for file in texts}, texts):
        for file, text in texts.items():
            _put(repository.root / file, text)
        new = any(file not in before for file in texts)
        return repository.commit(list(texts), note, author, new=new)


def _check_targets(root: Path, files: Iterable[str]) -> None:
    for file in files:
        # The file and the folders it is in, but not the register's own folder.
        if any((root / part).is_symlink() for part in (Path(file), *Path(file).parents[:-1])):
            raise datafiles.linked(file)


def checkout(repository: Repository, branch: str, commit: str) -> None:
    """Move a branch to a commit and check it out; edits in other files stay as they are.

    git empties a file before it writes it anew, and a kill in between would leave half of it; so
    the data files are replaced here first, each in one step, and git has nothing left to write.

    Raises:
        ActiepuntError: git failed, and everything is as it was.
    """
    top = Repository(repository.top)  # also of the other registers in this repository
    folders = [f"{prefix}data/" for prefix in registers(top, commit) | registers(top, "HEAD")]
    before: dict[str, str | None] = {}
    after: dict[str, str | None] = {}
    for file, data in top.replaceable("HEAD", commit, ".", ".toml").items():
        if not file.startswith(tuple(folders)):
            continue
        with contextlib.suppress(UnicodeDecodeError):  # git checks out a file that is not text
            texts = _text(top.root / file), data.decode() if data is not None else None
            before[file], after[file] = texts
    _check_targets(top.root, after)
    with journal.guarded(top, before, after):
        for file, text in after.items():
            _put(top.root / file, text)
        top.reset_paths(commit, list(after))
        top.checkout(branch, commit)


def _put(path: Path, text: str | None) -> None:
    """Make a file say this, or be gone where it says nothing."""
    if text is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.replace(path, text.encode())


def _text(path: Path) -> str | None:
    return path.read_bytes().decode() if path.exists() else None


def committed(
    repository: Repository, revision: str, folder: str = "", *, checks: bool = True
) -> Snapshot:
    """Return the data files of a revision of git (`""`: what is staged).

    `folder` is that of the register, from the repository's root: `boards/ab/`, or nothing.
    """
    within = repository.contents(revision, f"{folder}data", ".toml")
    files = {path.removeprefix(folder): data for path, data in within.items()}
    archive = [file for file in files if Path(file).parent == Path(ARCHIVE_DIR)]
    return datafiles.load_from(files.get, archive, checks=checks)


def registers(repository: Repository, revision: str) -> set[str]:
    """Return the folders of the registers in a revision (`""`: the index), from the top.

    They are written as `Repository.prefix` is: `boards/ab/`, or nothing for the top itself.
    """
    paths = (f"/{path}" for path in repository.tracked_files(revision))
    return {
        path.removesuffix(ACTIONS_FILE).removeprefix("/")
        for path in paths
        if path.endswith(f"/{ACTIONS_FILE}")
    }


def save(root: Path, why: Why) -> Change:
    """Commit the hand edits of the data files, with a subject made from what they changed.

    Raises:
        ActiepuntError: the files hold errors, or git is in the middle of something.
    """
    repository = Repository(root)
    with locked(repository):
        state = repository.state("data")
        ready(state._replace(dirty=(), untracked=()))
        files = [file for file in (*state.dirty, *state.untracked) if file.endswith(".toml")]
        now = datafiles.load(root).sound()
        if not files:
            return Change([], "", now.register, [])
        before = committed(repository, "HEAD")
        differences = diff.between(before.register, now.register)
        say = translator(now.register.settings.language)
        note = message.compose(differences, say, why.reason, files)
        texts = {file: _text(root / file) for file in files if file in now.texts}
        with journal.guarded(repository, texts, texts):
            commit = repository.commit(files, note, why.author, new=bool(state.untracked))
        warnings = new_faults(now.faults, before.faults)
        stands = Change(differences, commit, now.register, warnings, tuple(files))
        return _as_hooks_left_it(repository, stands, before.register, texts)


def fill_in(root: Path, changer: Changer) -> list[Difference]:
    """Write into the files what a hand edit left out, as part of that edit: without a commit.

    Raises:
        ActiepuntError: a file could not be edited or written.
    """

    def work() -> list[Difference]:
        before = datafiles.load(root)
        if any(fault.line for fault in before.faults):  # a file that does not read is not edited
            return []
        after = changer(before.register)
        pairs = zip(before.register.blocks(), after.blocks(), strict=True)
        differences = [Difference(old, new) for (_f, _i, old), (_g, _j, new) in pairs if old != new]
        for file, text in edited(before, after, differences, {}).items():
            disk.replace(root / file, text.encode())
        return differences

    try:
        repository = Repository(root)
    except ActiepuntError:  # no git here: nobody else to wait for
        return work()
    with locked(repository):
        return work()
