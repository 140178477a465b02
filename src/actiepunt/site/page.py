"""The pages beside the feeds: a front page, and one for each body and each owner.

They can be read without a script. What depends on today, such as what is late, is worked out in the
browser: so a commit gives the same bytes on every day, and no page is ever stale.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple, TypeVar

from actiepunt.core import labels
from actiepunt.core.model import Meeting, Record
from actiepunt.core.query import Standing, sort, standing
from actiepunt.i18n import Translate, catalogue
from actiepunt.ical.components import FeedSource
from actiepunt.site.changes import ChangeRow, Teller, day_writer
from actiepunt.site.feeds import KINDS, Feed, Key, Subject, keys
from actiepunt.site.rows import ActionRow, MeetingRow, Named, Rows
from actiepunt.templates import TEMPLATES, fill
from actiepunt.text import slug, visible

ASSETS = {"site.css": "site.css", "site.js": "site.js"}
"""The files that all pages share, each with its source among the templates."""


class Offer(NamedTuple):
    """The feeds of everybody, of a body or of an owner, as the panel to subscribe offers them.

    `folder` is empty or ends in a slash. `group` is the heading in the list of choices.
    """

    title: str
    folder: str
    group: str
    feeds: Sequence[Feed]

    @property
    def kinds(self) -> str:
        """The kinds of its feeds, with spaces between them."""
        return " ".join(feed.kind for feed in self.feeds)


class Card(NamedTuple):
    """A body on the front page: its next meeting on the day of the commit, and what is open."""

    title: str
    body: Named
    next: MeetingRow | None
    open: int


class Pages:
    """The pages of a register.

    Args:
        source: The register as it is published.
        rows: Makes their rows.
        teller: Tells changes.
        latest: The latest changes of the whole register.
        base: The address of the published folder, with a slash at its end; may be empty.
        secret: Whether the folders of owners are secret.
    """

    def __init__(
        self,
        source: FeedSource,
        rows: Rows,
        teller: Teller,
        latest: Sequence[ChangeRow],
        base: str,
        *,
        secret: bool,
    ) -> None:
        self._secret = secret
        self._source, self._rows = source, rows
        self._teller, self._latest = teller, latest
        settings = source.register.settings
        texts = catalogue(settings.language)
        self._say = texts.gettext
        every = [standing(each, source.meetings, source.day) for each in source.register.actions]
        self._open = sort((row for row in every if not row.action.is_closed), "due")
        closed = [row for row in every if row.action.is_closed]
        self._open_of = _by_key(self._open, lambda row: row.action)
        self._closed_of = _by_key(sort(closed, "closed")[::-1], lambda row: row.action)
        self._latest_of = _by_key(latest, lambda row: row.record)
        self._common: dict[str, Any] = {
            "_": self._say,
            "language": settings.language,
            "timezone": settings.timezone,
            "name": visible(settings.name) or self._say("Actions and meetings"),
            "day": source.day.isoformat(),
            "made": day_writer(self._say)(source.day),
            "base": base,
            "version": _version(),
            "words": json.dumps(_words(texts.gettext, texts.ngettext), ensure_ascii=False),
            "kinds": {kind: self._say(one.title) for kind, one in KINDS.items()},
        }

    def front(self, offers: Sequence[Offer]) -> bytes:
        """Return the front page, which offers these feeds."""
        meetings = self._source.register.meetings
        coming, _past = self._rows.coming_and_past(meetings)
        open_rows = [self._rows.action(row) for row in self._open]
        return fill(
            "front.html.j2",
            **self._common,
            **self._shared("", open_rows, coming, self._latest, meetings),
            past=[],
            cards=self._cards(open_rows, coming),
            choices=_by_group(offers),
            bodies=_named([row.body for row in open_rows] + [row.body for row in coming]),
            owners=_named(owner for row in open_rows for owner in row.owners),
        )

    def _cards(self, actions: Sequence[ActionRow], coming: Sequence[MeetingRow]) -> list[Card]:
        settings = self._source.register.settings
        return [
            Card(
                visible(settings.full_name(body.name)) or self._say("No body"),
                body,
                self._next([row for row in coming if row.body == body]),
                sum(row.body == body for row in actions),
            )
            for body in _named([row.body for row in actions] + [row.body for row in coming])
        ]

    @staticmethod
    def _next(coming: Sequence[MeetingRow]) -> MeetingRow | None:
        """Return the first meeting with a day, or else the first of a period."""
        held = [row for row in coming if row.state != "cancelled"]
        return next((row for row in held if row.start), held[0] if held else None)

    def place(self, subject: Subject, offer: Offer) -> bytes:
        """Return the page of a body or an owner, whose feeds are offered."""
        meetings = [m for m in self._source.register.meetings if slug(m.body) in subject.meets]
        coming, past = self._rows.coming_and_past(meetings)
        open_rows = [self._rows.action(row) for row in self._open_of.get(subject.key, ())]
        latest = self._latest_of.get(subject.key, ())
        return fill(
            "place.html.j2",
            **self._common,
            **self._shared(subject.place.folder, open_rows, coming, latest, meetings),
            past=past,
            title=offer.title,
            choices=_by_group([offer] if offer.feeds else []),
            of_owner=subject.is_owner,
            secret=self._secret and subject.is_owner,
            closed=[self._rows.action(row) for row in self._closed_of.get(subject.key, ())],
        )

    def _shared(
        self,
        folder: str,
        actions: Sequence[ActionRow],
        coming: Sequence[MeetingRow],
        latest: Sequence[ChangeRow],
        meetings: Sequence[Meeting],
    ) -> Mapping[str, Any]:
        begin = datetime.combine(self._source.day, time.min)
        return {
            "root": "../" * (folder.count("/") + 1 if folder else 0),
            "folder": folder,
            "dated": [row for row in actions if row.day],
            "undated": [row for row in actions if not row.day],
            "coming": coming,
            "changes": self._teller.page(latest),
            "last_meeting": self._rows.last_begun(meetings, begin),
            "slug": slug,
        }


def assets() -> dict[str, bytes]:
    """Return the files that all pages share."""
    return {name: (TEMPLATES / source).read_bytes() for name, source in ASSETS.items()}


def _by_group(offers: Sequence[Offer]) -> dict[str, list[Offer]]:
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        groups.setdefault(offer.group, []).append(offer)
    return groups


_Row = TypeVar("_Row", Standing, ChangeRow)


def _by_key(rows: Iterable[_Row], record: Callable[[_Row], Record]) -> dict[Key, list[_Row]]:
    """Return rows by whose they are, in their order; those of two owners are under both."""
    found: dict[Key, list[_Row]] = {}
    for row in rows:
        for key in dict.fromkeys(keys(record(row))):
            found.setdefault(key, []).append(row)
    return found


def _version() -> str:
    """Return what differs when a shared file does, so that a browser does not show an old one."""
    return hashlib.sha256(b"".join(assets().values())).hexdigest()[:8]


def _named(names: Iterable[Named]) -> list[Named]:
    """Return names once, in alphabetical order; what has none comes last."""
    return sorted(set(names), key=lambda one: (not one.name, one.name.casefold(), one.name))


def _words(say: Translate, ngettext: Callable[[str, str, int], str]) -> dict[str, Any]:
    """Return the words that the script needs: for a number those for one and for several."""
    named = labels.words(say)
    return {
        "late": [ngettext("{days} day late", "{days} days late", count) for count in (1, 2)],
        "in": [pattern.format("{days}") for pattern in named.future["day"]],
        "shown": say("{count} shown"),
        "today": named.near[0],
        "tomorrow": named.near[1],
        "counts": {
            "late": say("{count} late"),
            "month": say("{count} this month"),
            "undated": say("{count} without a day"),
        },
        "later": say("Later"),
        "looked": say("since your last visit ({count})"),
        "met": say("since the last meeting ({count})"),
        "all": say("all ({count})"),
        "copied": say("Copied."),
    }
