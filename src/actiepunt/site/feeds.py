"""The feeds of the published folder: those of everybody, of each body, and of each owner."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple
from urllib.parse import quote

from actiepunt.core import earlier_names
from actiepunt.core.model import Action, Record, Register
from actiepunt.i18n import N_
from actiepunt.ical.feed import Scope
from actiepunt.site.addresses import Place
from actiepunt.text import fold, slug


class Kind(NamedTuple):
    """A feed that every folder has: its file, its title in English, its contents and colour."""

    file: str
    title: str
    scope: Scope
    color: str


KINDS: Mapping[str, Kind] = {
    "calendar": Kind("calendar.ics", N_("Meetings and deadlines"), Scope(), "steelblue"),
    "meetings": Kind("meetings.ics", N_("Meetings"), Scope(deadlines=False), "steelblue"),
    "deadlines": Kind("deadlines.ics", N_("Deadlines"), Scope(meetings=False), "darkorange"),
    "tasks": Kind(
        "tasks.ics", N_("Tasks"), Scope(meetings=False, deadlines=False, tasks=True), "seagreen"
    ),
}  # the first one is what the page offers first
MINE = "mine.ics"  # what the calendar of an owner is called


class Feed(NamedTuple):
    """A feed as a page offers it: its kind, its path from the published folder, its addresses.

    The addresses are empty where the page does not know its own.
    """

    kind: str
    path: str
    url: str = ""
    webcal: str = ""
    google: str = ""
    outlook: str = ""


def feed(kind: str, path: str, base: str) -> Feed:
    """Return a feed with its addresses below `base`."""
    if not base:
        return Feed(kind, path)
    url = f"{base}{quote(path)}"
    webcal = "webcal://" + url.partition("://")[2]
    google = f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}"
    outlook = f"https://outlook.office.com/calendar/0/addfromweb?url={quote(url, safe='')}"
    return Feed(kind, path, url, webcal, google, outlook)


Key = tuple[Literal["body", "owner"], str]
"""Whose something is: a body, as a slug, or an owner, as a folded name (`text.fold`)."""


class Subject(NamedTuple):
    """A body or an owner with their feeds and their page.

    `place` has their name and folder. `key` tells what is theirs. `meets` are the bodies, as slugs,
    whose meetings are theirs too.
    """

    place: Place
    key: Key
    meets: frozenset[str]

    @property
    def is_owner(self) -> bool:
        """Tell whether it is an owner."""
        return self.key[0] == "owner"


def keys(record: Record) -> Iterator[Key]:
    """Yield whose a record is."""
    yield "body", slug(record.body)
    if isinstance(record, Action):
        for owner in record.owners:
            yield "owner", fold(owner)


def path(kind: str, subject: Subject | None) -> str:
    """Return the path of a feed from the published folder; without a subject that of everybody."""
    if subject is None:
        return KINDS[kind].file
    file = MINE if subject.is_owner and kind == "calendar" else KINDS[kind].file
    return f"{subject.place.folder}/{file}"


def scope(kind: str, subject: Subject | None) -> Scope:
    """Return the contents of a feed; without a subject those of everybody."""
    whole = KINDS[kind].scope
    if subject is None:
        return whole
    if subject.is_owner:
        return whole._replace(owner=subject.key[1], whole_owner=True, sitting=subject.meets)
    return whole._replace(body=subject.key[1])


def of_body(place: Place) -> Subject:
    """Return a body."""
    key = slug(place.name)
    return Subject(place, ("body", key), frozenset([key]))


def of_owners(register: Register, places: Iterable[Place]) -> Iterator[Subject]:
    """Yield the owners.

    Their bodies are those that register.toml says they sit in; of whom it does not list, the bodies
    of their actions.
    """
    sitting = {
        fold(word): frozenset(map(slug, person.bodies))
        for name, person in register.settings.people.items()
        for word in earlier_names.forms(name, person)
        if person.bodies
    }
    working: dict[str, set[str]] = {}
    for action in register.actions:
        for owner in action.owners:
            working.setdefault(fold(owner), set()).add(slug(action.body))
    for place in places:
        key = fold(place.name)
        bodies = sitting.get(key) or frozenset(working.get(key, ()))
        yield Subject(place, ("owner", key), bodies)
