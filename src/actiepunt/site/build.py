"""The contents of the published folder: every feed, and the pages that show and offer them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.core.model import Action
from actiepunt.core.roles import Roles
from actiepunt.i18n import translator
from actiepunt.ical.components import FeedSource
from actiepunt.ical.feed import Feeds
from actiepunt.site import addresses, feeds
from actiepunt.site.addresses import FoldersOf, Place
from actiepunt.site.changes import Teller
from actiepunt.site.feeds import KINDS, Subject
from actiepunt.site.page import Offer, Pages, assets
from actiepunt.site.rows import Rows
from actiepunt.text import fold, slug, visible

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
    of others then do not name. Without `names` every person is their role. `alarm` is how long
    before a meeting or a deadline calendars warn; None for no alarms.
    """

    base: str = ""
    secret_folders: FoldersOf | None = None
    names: bool = True
    alarm: timedelta | None = None


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
        self._feeds = Feeds(self._source, options.alarm)
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
        say, register = self._say, self._source.register
        secret = self._options.secret_folders is not None
        offers = [self._offer(say("Everything"), say("All"), None)]
        for place in self._bodies:
            subject = feeds.of_body(place)
            offer = self._offer(
                visible(self._settings.full_name(place.name)), say("By body"), subject
            )
            self._page(subject, offer)
            offers.append(offer)
        for subject in feeds.of_owners(register, self._owners):
            offer = self._offer(subject.place.name, say("By owner"), subject)
            self._page(subject, offer)
            offers += [] if secret else [offer]
        if any(not slug(record.body) for _file, _place, record in register.blocks()):
            subject = feeds.of_body(Place("", addresses.OTHER))
            self._page(subject, Offer(say("No body"), f"{addresses.OTHER}/", "", []))
        self._files[_PAGE] = self._pages.front([offer for offer in offers if offer.feeds])
        self._files.update(assets())
        large = [
            name
            for name, data in self._files.items()
            if name.endswith(".ics") and len(data) > LARGE
        ]
        for place in (*self._bodies, *self._owners):
            self._repeat(place)
        return Site(self._files, large, self._owners if secret else [], self._hidden)

    def _page(self, subject: Subject, offer: Offer) -> None:
        self._files[f"{subject.place.folder}/{_PAGE}"] = self._pages.place(subject, offer)

    def _offer(self, title: str, group: str, subject: Subject | None) -> Offer:
        """Add the feeds of a body, an owner or everybody; return those that hold something."""
        offered = []
        name, folder = (subject.place.name, f"{subject.place.folder}/") if subject else ("", "")
        for kind, described in KINDS.items():
            path = feeds.path(kind, subject)
            names = (self._settings.name, name, self._say(described.title))
            self._files[path] = self._feeds.calendar(
                feeds.scope(kind, subject), " – ".join(filter(None, names)), described.color
            )
            if subject is None or _HOLDS.search(self._files[path]):
                offered.append(feeds.feed(kind, path, self._options.base))
        return Offer(title, folder, group, offered)

    def _repeat(self, place: Place) -> None:
        """Add what a body or an owner has to the folders that were given out earlier."""
        own = f"{place.folder}/"
        if place.earlier:
            for path, data in [*self._files.items()]:
                if path.startswith(own):
                    for folder in place.earlier:
                        self._files.setdefault(f"{folder}/{path.removeprefix(own)}", data)


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
