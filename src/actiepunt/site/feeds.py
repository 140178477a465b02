"""The feeds of the published folder: those of everybody, of each body, and of each owner."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from actiepunt.core.model import Register
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


def path(kind: str, place: Place, *, of_owner: bool = False) -> str:
    """Return the path of a feed of a body or an owner, from the published folder."""
    file = MINE if of_owner and kind == "calendar" else KINDS[kind].file
    return f"{place.folder}/{file}" if place.folder else file


def scope(kind: str, register: Register, *, body: str | None, owner: str | None) -> Scope:
    """Return the contents of the feed of a body or an owner, or of everybody with neither."""
    whole = KINDS[kind].scope
    if owner is not None:
        sitting = frozenset(bodies_of(register, owner))
        return whole._replace(owner=fold(owner), whole_owner=True, sitting=sitting)
    return whole if body is None else whole._replace(body=slug(body))


def bodies_of(register: Register, owner: str) -> set[str]:
    """Return the bodies of an owner, as slugs.

    These are the ones that register.toml says they sit in; for whom it does not list, the bodies
    of their actions.
    """
    for name, person in register.settings.people.items():
        if person.bodies and fold(owner) in map(fold, (name, *person.was)):
            return set(map(slug, person.bodies))
    return {
        slug(action.body) for action in register.actions if fold(owner) in map(fold, action.owners)
    }
