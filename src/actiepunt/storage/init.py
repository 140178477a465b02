"""Making a register: its files, and what git has to know about them. Safe to run again."""

import shlex
import sys
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core import check
from actiepunt.core.model import ACTIONS_FILE, CALENDAR_FILE, REGISTER_FILE, Register, Settings
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, translator
from actiepunt.storage import datafiles, joining, merge_driver
from actiepunt.storage.transaction import locked, ready, write
from actiepunt.tomlfile import edit, read

ATTRIBUTES_FILE = ".gitattributes"
# One line ending in the history, whatever an editor on Windows writes: no diff is ever noise.
# And the drivers (gitattributes(5)): one that lets git's own hunk headers name the action, one that
# merges by record and field.
ATTRIBUTES = (
    "data/*.toml text eol=lf",
    "data/archive/*.toml text eol=lf",
    "data/*.toml diff=actiepunt",
    "data/archive/*.toml diff=actiepunt",
    *(f"{file} {merge_driver.ATTRIBUTE}" for file in merge_driver.FILES),
)
DRIVERS = {
    "diff driver": {"diff.actiepunt.xfuncname": r'^[[:space:]]*id[[:space:]]*=[[:space:]]*"[^"]*"'},
    "merge driver": merge_driver.settings(),
}
# A merge that is clean runs the second one; what is in the two files must go together too.
HOOKS = ("pre-commit", "pre-merge-commit")
_HOOK_MARK = "# actiepunt: stops a commit whose data files hold errors"
_HOOK_LINE = "actiepunt check --staged --every-register"


class Wanted(NamedTuple):
    """What a new register.toml says."""

    name: str
    language: str
    timezone: str


class Made(NamedTuple):
    """What `make` made, and what a person must know besides.

    `joined` is the branch of a remote whose register was checked out (`origin/main`), or empty.
    """

    things: list[str]
    notes: list[str]
    joined: str = ""


def make(root: Path, wanted: Wanted) -> Made:
    """Make in `root` whatever a register lacks, commit the files, and install the hook.

    In a clone whose remote holds a register already, that one is checked out.

    Raises:
        UsageError: the time zone does not exist.
        ActiepuntError: git is missing or does not know who commits, the folder is read-only, or
            the remote has a register that a person must choose or cannot be asked for one.
    """
    settings = Settings(wanted.name, wanted.language, wanted.timezone)
    for fault in check.run(Register(settings), (check.timezone,)):
        raise UsageError(fault.message, fault.advice)
    new_folder = not root.exists()
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
        repository.demand_identity()
        return _fill(repository, settings)
    except ActiepuntError:
        if new_folder:
            Repository.remove(root)
        elif new_repository:
            Repository.remove(root / ".git")
        raise


def _has_git(root: Path) -> bool:
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def _fill(repository: Repository, settings: Settings) -> Made:
    root = repository.root
    with locked(repository):
        state = repository.state("data")
        ready(state._replace(dirty=(), untracked=()))
        joined = ""
        if ACTIONS_FILE in missing(root, settings):
            joined = joining.join(repository, state.branch or "")
        texts = missing(root, settings)
        things = list(texts)
        if texts:
            before = {file: _read(root / file) for file in texts if (root / file).exists()}
            say = translator(settings.language)
            title = " ".join(say("register {name} set up").format(name=settings.name).split())
            write(repository, before, texts, f"{title}\n", "")
        hooks, notes = install_hooks(repository)
        drivers = [name for name, wanted in DRIVERS.items() if repository.configure(wanted)]
    by_hand = [file for file in (*state.dirty, *state.untracked) if file.endswith(".toml")]
    if by_hand:
        notes.append(
            _("{files} has edits that are not recorded yet; do that with `actiepunt save`").format(
                files=", ".join(by_hand)
            )
        )
    return Made([*things, *hooks, *drivers], notes, joined)


def missing(root: Path, settings: Settings) -> dict[str, str]:
    """Return the files that a register should have and this folder lacks, with their texts."""
    texts: dict[str, str] = {}
    if not (root / REGISTER_FILE).exists() and not (root / ACTIONS_FILE).exists():
        lines = [
            f"{field} = {edit.render(getattr(settings, field), 'text')}\n"
            for field in ("name", "language", "timezone")
            if getattr(settings, field)
        ]
        texts[REGISTER_FILE] = "".join(lines)
    for file in (ACTIONS_FILE, CALENDAR_FILE):
        if not (root / file).exists():
            texts[file] = ""
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
    """Return the pre-commit hook: it starts this installation, or else the one on the PATH.

    It checks every register of the repository, from whose top git starts hooks.
    """
    python = shlex.quote(Path(sys.executable).as_posix())
    return f"""#!/bin/sh
{_HOOK_MARK}
# A change made by actiepunt itself has been checked already.
[ -n "$ACTIEPUNT_VALIDATED" ] && exit 0
# Only a commit that touches data files is looked at; -P: by nothing that was committed.
git diff --cached --quiet -- ':(top,glob)**/data/**' && exit 0
if {python} -P -c 'import actiepunt' 2>/dev/null; then
  exec {python} -P -m {_HOOK_LINE}
elif command -v actiepunt >/dev/null 2>&1; then
  exec {_HOOK_LINE}
fi
echo "actiepunt is not installed here: this commit was not checked" >&2
"""


def install_hooks(repository: Repository) -> tuple[list[str], list[str]]:
    """Install the hooks; return what was made, and what a person must do themselves."""
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
