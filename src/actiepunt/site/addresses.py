"""The folders of the feeds of each body and each owner, below the published folder."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from actiepunt.core import earlier_names
from actiepunt.core.model import Register
from actiepunt.text import digest, fold, slug

OTHER = "other"  # the page of what has no body
# What Windows keeps for devices (Microsoft, Naming files), and our own folders.
_TAKEN = {"owners", OTHER, "con", "prn", "aux", "nul"} | {
    f"{x}{n}" for x in ("com", "lpt") for n in range(10)
}
_LONGEST = 60

FoldersOf = Callable[[str], list[str]]
"""Gives the folders of an owner within `owners/`, the one to offer first."""


class Place(NamedTuple):
    """The feeds of a body or an owner: its name, its folder, and folders given out earlier."""

    name: str
    folder: str
    earlier: tuple[str, ...] = ()


def plain(owner: str) -> list[str]:
    """Return the folder of an owner that everybody may know."""
    return [address(owner)]


def of_bodies(register: Register) -> list[Place]:
    """Return the folders of each body, by name; spellings of one name share them."""
    entries = register.settings.bodies
    return [
        _place(body, spellings, was, of_body)
        for body, spellings, was in _grouped(
            earlier_names.bodies(register), slug, {name: e.was for name, e in entries.items()}
        )
    ]


def of_owners(register: Register, folders_of: FoldersOf) -> list[Place]:
    """Return the folders of each owner, by name; spellings of one name share them."""
    entries = register.settings.people

    def within(owner: str) -> list[str]:
        return [f"owners/{folder}" for folder in folders_of(owner)]

    return [
        _place(owner, spellings, was, within)
        for owner, spellings, was in _grouped(
            earlier_names.owners(register), fold, {name: e.was for name, e in entries.items()}
        )
    ]


def _grouped(
    names: Iterable[str], key: Callable[[str], str], was: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each name once, with its other spellings and its earlier names."""
    groups: dict[str, list[str]] = {}
    for name in names:
        groups.setdefault(key(name), []).append(name)
    for same, (first, *others) in groups.items():
        earlier = [one for present, old in was.items() if key(present) == same for one in old]
        yield first, others, earlier


def _place(name: str, spellings: list[str], was: list[str], folders_of: FoldersOf) -> Place:
    first, *others = folders_of(name)
    others += [folder for one in (*spellings, *was) for folder in folders_of(one)]
    return Place(name, first, tuple(dict.fromkeys(one for one in others if one != first)))


def of_body(body: str) -> list[str]:
    """Return the folder of a body, which follows from the name alone."""
    return [_safe(slug(body), slug(body))]


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
    is_usual = fold(owner) == usual or name.endswith(mark)
    return _safe(name if is_usual else f"{name}-{mark}", fold(owner))


def _safe(name: str, whole: str) -> str:
    """Return a folder that every disk takes, not too long and not one that Windows keeps."""
    if len(name) <= _LONGEST and name not in _TAKEN:
        return name
    return f"{name[:_LONGEST]}-{digest(whole)}"
