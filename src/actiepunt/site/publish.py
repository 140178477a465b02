"""The folder that members subscribe to: every feed and a page, replaced file by file.

All feeds are made, and what differs is written aside, before the first one is switched in; each
switch is one step. So a full disk changes nothing, a reader never sees half a feed, an unchanged
feed keeps its time and its ETag, and what is killed halfway is finished by the next run. Whatever
is not ours in the folder is left alone.
"""

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from actiepunt import disk
from actiepunt.core.model import ACTIONS_FILE
from actiepunt.errors import ActiepuntError
from actiepunt.git import places
from actiepunt.git.repository import Repository
from actiepunt.i18n import Translate, _, translator
from actiepunt.ical.feed import FeedSource, Scope, calendar
from actiepunt.site import page
from actiepunt.text import digest, fold, slug

MANIFEST = ".actiepunt-files"
TOKENS = "tokens.json"
# What Windows keeps for devices (Microsoft, Naming files), and our own folder.
_TAKEN = {"owners", "con", "prn", "aux", "nul"} | {
    f"{x}{n}" for x in ("com", "lpt") for n in range(10)
}
_LONGEST = 60
# The page does not offer a feed of nothing.
_HOLDS = re.compile(rb"^BEGIN:V(EVENT|TODO)", re.MULTILINE)
LARGE = 900_000  # bytes; Google refuses a feed of more than 1 MB


class Site(NamedTuple):
    """The files to publish by path, and what a person should know of them."""

    files: dict[str, bytes]
    large: list[str]
    private: dict[str, str]


def build(source: FeedSource, base: str = "", tokens: Mapping[str, str] | None = None) -> Site:
    """Return every feed and the page.

    Args:
        source: The committed register.
        base: The address of the folder, for links that subscribe at a click; may be empty.
        tokens: A random folder for each owner's feeds, which the page then does not name.
    """
    say = translator(source.register.settings.language)
    bodies, owners = _folders(source, tokens)
    files: dict[str, bytes] = {}
    groups: list[page.Group] = []
    for title, folder, wanted in (
        (say("Everything"), "", Scope()),
        *((body, f"{name}/", Scope(body=slug(body))) for body, name in bodies.items()),
        *((owner, f"{name}/", Scope(owner=fold(owner))) for owner, name in owners.items()),
    ):
        links = []
        for kind, (words, shape, color) in _kinds(say).items():
            if wanted.owner is not None and kind == "meetings":
                continue
            path = f"{folder}{kind}.ics"
            names = (source.register.settings.name, title if folder else "", words)
            chosen = shape._replace(body=wanted.body, owner=wanted.owner, whole_owner=True)
            files[path] = calendar(source, chosen, " – ".join(filter(None, names)), color)
            if not folder or _HOLDS.search(files[path]):
                links.append(page.link(words, path, base))
        if links and (tokens is None or wanted.owner is None):
            groups.append(page.Group(title, links, of_owner=wanted.owner is not None))
    files["index.html"] = page.html(source, groups)
    large = [name for name, data in files.items() if name.endswith(".ics") and len(data) > LARGE]
    return Site(files, large, owners if tokens is not None else {})


def _kinds(say: Translate) -> dict[str, tuple[str, Scope, str]]:
    """Return the feeds of every folder: file name, title, what is in it, CSS colour."""
    return {
        "meetings": (say("Meetings"), Scope(deadlines=False), "steelblue"),
        "deadlines": (say("Deadlines"), Scope(meetings=False), "darkorange"),
        "tasks": (say("Tasks"), Scope(meetings=False, deadlines=False, tasks=True), "seagreen"),
    }


def owners_of(source: FeedSource) -> list[str]:
    """Return everybody who owns an action, by name."""
    return sorted({owner for action in source.register.actions for owner in action.owners})


def _folders(
    source: FeedSource, tokens: Mapping[str, str] | None
) -> tuple[dict[str, str], dict[str, str]]:
    """Return a folder for each body and each owner; writings of one name share one."""
    register = source.register
    named = {a.body for a in register.actions} | {m.body for m in register.meetings}
    bodies = {_safe(slug(body), slug(body)): body for body in sorted(named - {""}, reverse=True)}
    owners = {
        tokens[owner] if tokens else address(owner): owner for owner in reversed(owners_of(source))
    }
    return (
        {body: name for name, body in reversed(bodies.items())},
        {owner: f"owners/{name}" for name, owner in reversed(owners.items())},
    )


def address(owner: str) -> str:
    """Return the folder of an owner, which follows from the name alone.

    Whoever joins or leaves, it stays theirs: a name as one writes it ("J.P. de Vries", "gemeente
    Doetinchem") has the plain one, and what would be the same without its dots has a digest.
    """
    name = slug(owner)
    words = name.split("-")
    first = next((place for place, word in enumerate(words) if len(word) > 1), len(words))
    usual = " ".join(filter(None, ["".join(f"{one}." for one in words[:first]), *words[first:]]))
    mark = digest(fold(owner))
    plain = fold(owner) == usual or name.endswith(mark)
    return _safe(name if plain else f"{name}-{mark}", fold(owner))


def _safe(name: str, whole: str) -> str:
    """Return a folder that every disk takes, not too long and not one that Windows keeps."""
    if len(name) <= _LONGEST and name not in _TAKEN:
        return name
    return f"{name[:_LONGEST]}-{digest(whole)}"


def write(folder: Path, files: Mapping[str, bytes]) -> int:
    """Make the folder hold these files; return how many were written or removed.

    Raises:
        ActiepuntError: the folder holds other things, or cannot be written.
    """
    manifest = folder / MANIFEST
    known = set(manifest.read_text(encoding="utf-8").split()) if manifest.is_file() else set()
    ours = [name for name in _names_in(folder) if {_mark(name), name} & known]
    if not known and folder.is_dir() and any(folder.iterdir()):
        raise ActiepuntError(
            _("{folder} is not empty, and not made by publish").format(folder=folder),
            _("Choose a new or an empty folder."),
        )
    every = {**files, MANIFEST: _listed(map(_mark, files))}
    stale = [name for name in ours if name not in files]
    aside: dict[Path, Path] = {}
    is_new = not folder.exists()
    try:
        # What is about to stand here is ours before it does: a killed run needs no cleaning up.
        folder.mkdir(parents=True, exist_ok=True)
        coming = {*known, *map(_mark, files)}
        if coming != known:
            disk.replace(manifest, _listed(coming))
        for name, data in every.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                aside[path] = disk.write_beside(path, data)
        for path, new in aside.items():
            new.replace(path)
        for name in stale:
            (folder / name).unlink(missing_ok=True)
            _tidy(folder / name, folder)
    except OSError as error:
        _leave(folder, [*aside.values()], every, is_new=is_new)
        raise disk.not_written(error) from error
    return len(aside) + len(stale)


def _listed(marks: Iterable[str]) -> bytes:
    """Return the manifest of some files."""
    return "".join(f"{mark}\n" for mark in sorted({*marks})).encode()


def _mark(name: str) -> str:
    """Return what the manifest says of a file: it stands in what is served, and names no secret."""
    return hashlib.sha256(name.encode()).hexdigest()


def _names_in(folder: Path) -> list[str]:
    """Return the files of a folder by path."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _leave(folder: Path, aside: list[Path], names: Iterable[str], *, is_new: bool) -> None:
    """Take away what was made for files that could not be written."""
    for new in aside:
        new.unlink(missing_ok=True)
    for name in names:
        _tidy(folder / name, folder)
    if is_new:
        shutil.rmtree(folder, ignore_errors=True)


def _tidy(path: Path, folder: Path) -> None:
    """Remove the folders that a removed file leaves empty."""
    parent = path.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent


def tokens(repository: Repository, owners: list[str], revoked: str = "") -> dict[str, str]:
    """Return a random folder for each owner, kept in the git folder of this clone, per register.

    Each is 128 bits from the system's own source; revoking gives a new one, and the old folder is
    gone at the next run.

    Raises:
        ActiepuntError: nobody is called `revoked`.
    """
    path = repository.private(TOKENS)
    moved = places.orphans(repository.git_dir, repository.top, ACTIONS_FILE, TOKENS)
    if not path.is_file() and len(moved) == 1:
        moved[0].replace(path)
    earlier = repository.git_dir / "actiepunt-tokens.json"  # of all registers here
    known = next((one for one in (path, earlier) if one.is_file()), None)
    kept: dict[str, str] = json.loads(known.read_bytes()) if known else {}
    if revoked and revoked not in owners:
        raise ActiepuntError(
            _("no owner is called “{name}”").format(name=revoked),
            _("Owners: {names}.").format(names=", ".join(owners) or "–"),
        )
    kept.pop(revoked, None)
    now = {owner: kept.get(owner) or secrets.token_hex(16) for owner in owners}
    disk.replace(path, json.dumps({**kept, **now}, ensure_ascii=False, indent=1).encode())
    path.chmod(0o600)
    return now
