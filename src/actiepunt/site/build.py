"""The contents of the published folder: every feed, and the pages that show and offer them."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.core.model import Action, Meeting, Record
from actiepunt.core.roles import Roles
from actiepunt.i18n import translator
from actiepunt.ical.components import FeedSource
from actiepunt.ical.feed import Feeds
from actiepunt.site import addresses, feeds
from actiepunt.site.addresses import FoldersOf, Place
from actiepunt.site.changes import Teller
from actiepunt.site.feeds import KINDS
from actiepunt.site.page import Offer, Pages, assets
from actiepunt.site.rows import Rows, title_of
from actiepunt.text import fold, slug

# A page does not offer a feed of nothing.
_HOLDS = re.compile(rb"^BEGIN:V(EVENT|TODO)", re.MULTILINE)
LARGE = 900_000  # bytes; Google refuses a feed of more than 1 MB
_PAGE = "index.html"


class Site(NamedTuple):
    """The files to publish by path, and what a person should know of them.

    `large` are the feeds over `LARGE`. `private` are the owners with secret folders. `hidden` are
    names that became "owner" because register.toml does not say what role they have.
    """

    files: dict[str, bytes]
    large: list[str]
    private: list[Place]
    hidden: list[str]


class Options(NamedTuple):
    """How a register is published.

    `base` is the address of the folder, with a slash at its end, for links that subscribe at a
    click; it may be empty. `secret_folders` gives the secret folders of an owner, which the pages
    of others then do not name. Without `names` every person is their role.
    """

    base: str = ""
    secret_folders: FoldersOf | None = None
    names: bool = True


def build(source: FeedSource, messages: dict[str, str], options: Options) -> Site:
    """Return every feed and every page.

    The folders of an earlier name hold what those of the present one do; no page offers them.

    Args:
        source: The committed register.
        messages: The messages of its commits, by hash.
        options: How it is published.
    """
    return _Builder(source, messages, options).site()


class _Builder:
    """A folder in the making."""

    def __init__(self, source: FeedSource, messages: dict[str, str], options: Options) -> None:
        self._options = options
        self._say = say = translator(source.register.settings.language)
        hidden = frozenset(record.uid for record in source.register.withdrawn)
        roles = None if options.names else _roles(source, self._say)
        self._hidden = roles.hidden if roles else []
        register = roles.register(source.register) if roles else source.register
        self._settings = register.settings
        self._bodies = addresses.of_bodies(register)
        owners_folders = options.secret_folders or addresses.plain
        self._owners = addresses.of_owners(register, owners_folders)
        named = {} if options.secret_folders else {fold(o.name): o.folder for o in self._owners}
        folders = {slug(one.name): one.folder for one in self._bodies}
        folders[""] = addresses.OTHER
        self._source = source._replace(
            register=register,
            meetings=register.meetings_by_id(),
            page_of=lambda action: self._page_of(folders.get(slug(action.body), ""), action),
        )
        zone = ZoneInfo(register.settings.timezone)
        self._feeds = Feeds(self._source)
        teller = Teller(say, zone, roles, messages, hidden)
        self._pages = Pages(
            self._source,
            Rows(self._source, zone, folders, named),
            teller,
            teller.latest(source.entries),
            options.base,
            secret=options.secret_folders is not None,
        )
        self._files: dict[str, bytes] = {}

    def _page_of(self, folder: str, action: Action) -> str:
        base = self._options.base
        return f"{base}{folder}/#{action.id}" if base and folder else ""

    def site(self) -> Site:
        """Return all files."""
        say = self._say
        everything = self._offer(Place(say("Everything"), ""), say("All"))
        of_bodies = [*self._of_bodies()]
        of_owners = [*self._of_owners()]
        self._other()
        secret = self._options.secret_folders is not None
        self._files[_PAGE] = self._pages.front(
            [everything, *of_bodies, *([] if secret else of_owners)]
        )
        self._files.update(assets())
        large = [
            name
            for name, data in self._files.items()
            if name.endswith(".ics") and len(data) > LARGE
        ]
        for place in (*self._bodies, *self._owners):
            self._repeat(place)
        return Site(self._files, large, self._owners if secret else [], self._hidden)

    def _of_bodies(self) -> Iterator[Offer]:
        for place in self._bodies:
            key = slug(place.name)

            def belongs(record: Record, key: str = key) -> bool:
                return slug(record.body) == key

            title = title_of(self._settings, place.name)
            offer = self._offer(place, self._say("By body"), body=place.name)._replace(title=title)
            self._page(title, place.folder, belongs, offer, belongs)
            if offer.feeds:
                yield offer

    def _of_owners(self) -> Iterator[Offer]:
        for place in self._owners:
            key = fold(place.name)
            sitting = feeds.bodies_of(self._source.register, place.name)

            def belongs(record: Record, key: str = key) -> bool:
                return isinstance(record, Action) and key in map(fold, record.owners)

            def meets(meeting: Meeting, sitting: set[str] = sitting) -> bool:
                return slug(meeting.body) in sitting

            offer = self._offer(place, self._say("By owner"), owner=place.name)
            self._page(offer.title, place.folder, belongs, offer, meets)
            if offer.feeds:
                yield offer

    def _other(self) -> None:
        """Add the page of what has no body, if there is something."""
        register = self._source.register
        if any(not slug(record.body) for _file, _place, record in register.blocks()):
            title = self._say("No body")
            offer = Offer(title, f"{addresses.OTHER}/", "", [])
            self._page(title, addresses.OTHER, _has_no_body, offer, _has_no_body)

    def _page(
        self,
        title: str,
        folder: str,
        belongs: Callable[[Record], bool],
        offer: Offer,
        meets: Callable[[Meeting], bool],
    ) -> None:
        page = self._pages.place(title, folder, belongs, offer, meets)
        self._files[f"{folder}/{_PAGE}"] = page

    def _offer(
        self, place: Place, group: str, body: str | None = None, owner: str | None = None
    ) -> Offer:
        """Add the feeds of a body, an owner or everybody; return those that hold something."""
        offered = []
        narrow = body is not None or owner is not None
        for kind, described in KINDS.items():
            path = feeds.path(kind, place, of_owner=owner is not None)
            scope = feeds.scope(kind, self._source.register, body=body, owner=owner)
            words = self._say(described.title)
            names = (self._settings.name, place.name if narrow else "", words)
            name = " – ".join(filter(None, names))
            self._files[path] = self._feeds.calendar(scope, name, described.color)
            if not narrow or _HOLDS.search(self._files[path]):
                offered.append(feeds.feed(kind, path, self._options.base))
        return Offer(place.name, f"{place.folder}/" if place.folder else "", group, offered)

    def _repeat(self, place: Place) -> None:
        """Add what a body or an owner has to the folders that were given out earlier."""
        own = f"{place.folder}/"
        if place.earlier:
            for path, data in [*self._files.items()]:
                if path.startswith(own):
                    for folder in place.earlier:
                        self._files.setdefault(f"{folder}/{path.removeprefix(own)}", data)


def _has_no_body(record: Record) -> bool:
    return not slug(record.body)


def _roles(source: FeedSource, say: Callable[[str], str]) -> Roles:
    """Return what stands for each name, also for those that the history alone has."""
    earlier = {
        name
        for entry in source.entries
        for difference in entry.differences
        for record in (difference.old, difference.new)
        if record is not None
        for name in (record.owners if isinstance(record, Action) else record.participants)
    }
    return Roles(source.register, earlier, say)
