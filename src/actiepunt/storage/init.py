"""Making a register: its files, and the settings and hooks of git. Safe to run again."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core import check, listed, listed_checks, settings_checks
from actiepunt.core.model import ACTIONS_FILE, CALENDAR_FILE, REGISTER_FILE, Register, Settings
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, translator
from actiepunt.storage import datafiles, harvested, joining, merge_driver, schema_files
from actiepunt.storage.transaction import edited_files, locked, ready, write
from actiepunt.tomlfile import edit, read
from actiepunt.tomlfile import listed as listed_tables

ATTRIBUTES_FILE = ".gitattributes"
# See gitattributes(5). `eol=lf` keeps line endings of Windows out of the history and the diffs. The
# diff driver lets git's hunk headers name the action; the merge driver merges by record and field.
ATTRIBUTES = (
    "data/*.toml text eol=lf",
    "data/archive/*.toml text eol=lf",
    f"{schema_files.FOLDER}/*.json text eol=lf",
    "data/*.toml diff=actiepunt",
    "data/archive/*.toml diff=actiepunt",
    *(
        f"{file} {merge_driver.ATTRIBUTE}"
        for file in (*merge_driver.FILES, REGISTER_FILE, harvested.FILE)
    ),
)
DRIVERS = {
    "diff driver": {"diff.actiepunt.xfuncname": r'^[[:space:]]*id[[:space:]]*=[[:space:]]*"[^"]*"'},
    "merge driver": merge_driver.settings(),
}
# A merge without conflicts runs pre-merge-commit instead (githooks(5)), and the merged files may
# contradict each other.
HOOKS = ("pre-commit", "pre-merge-commit")
_HOOK_MARK = "# actiepunt: stops a commit whose data files hold errors"
_HOOK_LINE = "actiepunt check --staged --every-register"


class Identity(NamedTuple):
    """The name and the mail address under which git commits; empty where they are not known."""

    name: str = ""
    mail: str = ""


class Setup(NamedTuple):
    """What a new register and clone need; each function is called only where it is needed.

    Attributes:
        settings: Returns the settings of a new register.
        identity: Returns who commits, for the configuration of the clone, from what git guesses;
            called where nobody set it. Empty texts leave it to git.
        given: Who commits, set at any rate where it is not empty.
    """

    settings: Callable[[], Settings]
    identity: Callable[[Identity], Identity] = lambda _guess: Identity()
    given: Identity = Identity()


class Made(NamedTuple):
    """The result of `make`.

    Attributes:
        things: The files, hooks and drivers that were made.
        notes: What a person must do themselves, as sentences.
        joined: The remote branch whose register was checked out, `origin/main`, or empty.
    """

    things: list[str]
    notes: list[str]
    joined: str = ""


def make(root: Path, setup: Setup) -> Made:
    """Make the missing files of a register in `root`, commit them, and install the hooks.

    In a clone whose remote holds a register already, check out that register. Whatever stops it,
    Ctrl-C at a question too, a new folder or repository is removed again.

    Raises:
        UsageError: the time zone does not exist, or a body is named twice.
        ActiepuntError: git is missing or does not know who commits, the folder is read-only, the
            remote cannot be reached, or a person must choose one of its branches.
    """
    missing_folders = [folder for folder in (root, *root.parents) if not folder.exists()]
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ActiepuntError(
            _("cannot make {folder}: {reason}").format(folder=root, reason=error.strerror),
            _("Choose another folder, or ask for permission."),
        ) from error
    new_repository = False
    try:
        new_repository = not _has_git(root)
        repository = Repository.create(root)
        return _fill(repository, setup)
    except BaseException:
        if missing_folders:
            Repository.remove(missing_folders[-1])
        elif new_repository and not _has_commit(root):
            Repository.remove(root / ".git")
        raise


def _has_commit(root: Path) -> bool:
    """Tell whether the register was committed, so that only hooks and settings are to be made."""
    try:
        return Repository(root).revision("HEAD") is not None
    except ActiepuntError:
        return False


def demand_sound(settings: Settings) -> None:
    """Refuse settings with which no command would work.

    Raises:
        UsageError: the first fault.
    """
    for fault in check.run(Register(settings), (settings_checks.timezone, *listed_checks.CHECKS)):
        raise UsageError(fault.message, fault.advice)


def _identify(repository: Repository, setup: Setup) -> None:
    """Set who commits, where that was given or asked.

    Raises:
        ActiepuntError: git does not know it, and nobody said it.
    """
    repository.identify(*setup.given)
    if not repository.has_identity():
        repository.identify(*setup.identity(Identity(*repository.guessed_identity())))
    repository.demand_identity()


def _has_git(root: Path) -> bool:
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def _fill(repository: Repository, setup: Setup) -> Made:
    root = repository.root
    with locked(repository):
        state = repository.state("data")
        ready(state._replace(dirty=(), untracked=()))
        joined = ""
        if not (root / ACTIONS_FILE).exists():
            joined = joining.join(repository, state.branch or "")
        if not any((root / file).exists() for file in (REGISTER_FILE, ACTIONS_FILE)):
            settings = setup.settings()
            demand_sound(settings)
        else:
            settings = datafiles.load(root, archive=False, checks=False).register.settings
        _identify(repository, setup)
        texts = missing(root, settings)
        things = list(dict.fromkeys(schema_files.shown(file) for file in texts))
        if texts:
            before = {file: _read(root / file) for file in texts if (root / file).exists()}
            say = translator(settings.language)
            title = " ".join(say("register {name} set up").format(name=settings.name).split())
            write(repository, before, texts, f"{title}\n", "")
        hooks, notes = install_hooks(repository)
        drivers = [name for name, config in DRIVERS.items() if repository.configure(config)]
    by_hand = edited_files(state)
    if by_hand:
        notes.append(
            _("{files} has edits that are not recorded yet; do that with `actiepunt save`").format(
                files=", ".join(by_hand)
            )
        )
    return Made([*things, *hooks, *drivers], notes, joined)


def missing(root: Path, settings: Settings) -> dict[str, str]:
    """Return the files of a register that this folder lacks, with their texts.

    .gitattributes counts as missing while it lacks a line of ours; its other lines stay. A schema
    counts as missing where an earlier version made it.
    """
    texts: dict[str, str] = {}
    if not (root / REGISTER_FILE).exists() and not (root / ACTIONS_FILE).exists():
        lines = [
            f"{field} = {edit.render(getattr(settings, field), 'text')}\n"
            for field in ("name", "language", "timezone")
            if getattr(settings, field)
        ]
        bodies = listed.between(Settings(), settings)
        head = f"{schema_files.heading(REGISTER_FILE)}\n"
        texts[REGISTER_FILE] = head + listed_tables.change("".join(lines), bodies)
    for file in (ACTIONS_FILE, CALENDAR_FILE):
        if not (root / file).exists():
            texts[file] = schema_files.heading(file)
    texts |= {
        file: text
        for file, text in schema_files.texts(translator(settings.language)).items()
        if not (root / file).exists() or _read(root / file).replace("\r\n", "\n") != text
    }
    path = root / ATTRIBUTES_FILE
    present = _read(path) if path.exists() else ""
    absent = [line for line in ATTRIBUTES if line not in present.splitlines()]
    if absent:
        gap = "" if not present or present.endswith("\n") else "\n"
        texts[ATTRIBUTES_FILE] = present + gap + "".join(f"{line}\n" for line in absent)
    return texts


def _read(path: Path) -> str:
    text, faults = read.decode(path.read_bytes(), path.name)
    if faults:
        raise datafiles.faulty(faults)
    return text


def hook_text() -> str:
    """Return the pre-commit hook (githooks(5)).

    It starts this installation of actiepunt or, once that is gone, the installation on the PATH.
    git starts hooks at the top of the repository, so the hook checks every register in it.
    """
    python = shlex.quote(Path(sys.executable).as_posix())
    return f"""#!/bin/sh
{_HOOK_MARK}
# A change made by actiepunt itself has been checked already.
[ -n "$ACTIEPUNT_VALIDATED" ] && exit 0
# Check only a commit that touches data files. -P: import no Python file of the work tree.
git diff --cached --quiet -- ':(top,glob)**/data/**' && exit 0
if {python} -P -c 'import actiepunt' 2>/dev/null; then
  exec {python} -P -m {_HOOK_LINE}
elif command -v actiepunt >/dev/null 2>&1; then
  exec {_HOOK_LINE}
fi
echo "actiepunt is not installed here: this commit was not checked" >&2
"""


def install_hooks(repository: Repository) -> tuple[list[str], list[str]]:
    """Install the hooks; return the names of those made, and notes for a person.

    A hook of somebody else, or a hooks folder outside the repository, is left alone.
    """
    folder = repository.hooks_dir()
    if not folder.is_relative_to(repository.common_dir.resolve()):
        note = _("Hooks are kept in {folder}; add this to its pre-commit: {line}")
        return [], [note.format(folder=folder, line=_HOOK_LINE)]
    made, notes = list[str](), list[str]()
    text = hook_text()
    for name in HOOKS:
        path = folder / name
        present = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
        if present and _HOOK_MARK not in present:
            note = _("There is a {hook} hook already; add this line to it: {line}")
            notes.append(note.format(hook=name, line=_HOOK_LINE))
        elif present != text:
            _write_hook(path, text)
            made.append(name)
    return made, notes


def _write_hook(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        disk.replace(path, text.encode())
        path.chmod(0o755)
    except OSError as error:
        raise disk.not_written(error, path) from error
