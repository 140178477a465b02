"""The bytes of a calendar feed for the records of a register (RFC 5545, RFC 7986).

A deadline is an all-day VEVENT in one feed and a VTODO in another, never both in one file, because
programs that support both would show it twice. A cancelled meeting stays in the feed until its day
has passed. The moment of export changes nothing: the same commit gives the same bytes.
"""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache, cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from actiepunt.core.due import deadline
from actiepunt.core.model import Meeting
from actiepunt.ical import components
from actiepunt.ical.components import FeedSource
from actiepunt.ical.fold import folded
from actiepunt.ical.zone import vtimezone
from actiepunt.text import fold, slug

if TYPE_CHECKING:
    from icalendar import Component

PRODID = "-//actiepunt//register//EN"
REFRESH = timedelta(hours=1)
_END = b"END:VCALENDAR\r\n"
_NAME = b"\0"  # no text has it


class Scope(NamedTuple):
    """The contents of a feed: its kinds of component, for one body and one owner, or for all.

    `body` is a slug. `owner` is a folded name (`text.fold`), or part of it without `whole_owner`;
    it narrows actions alone. `sitting` are slugs of bodies; it narrows meetings alone. None selects
    everything; a text always narrows, also an empty one.
    """

    meetings: bool = True
    deadlines: bool = True
    tasks: bool = False
    body: str | None = None
    owner: str | None = None
    whole_owner: bool = False
    sitting: frozenset[str] | None = None

    def has(self, part: "_Part") -> bool:
        """Tell whether a component is in the feed."""
        if self.body is not None and part.body != self.body:
            return False
        if part.owners is None:
            return self.sitting is None or part.body in self.sitting
        owner = self.owner
        if owner is None or (self.whole_owner and owner in part.owners):
            return True
        return not self.whole_owner and any(owner in name for name in part.owners)


class _Part(NamedTuple):
    """A component as it stands in every feed that has it.

    `order` is its start and uid, `body` a slug, and `owners` the folded owners of an action; None
    for a meeting.
    """

    order: tuple[str, str]
    body: str
    owners: tuple[str, ...] | None
    data: bytes


class Feeds:
    """The feeds of a source; a component is written once, for all of them.

    Args:
        source: What they show.
        alarm: How long before a meeting or a deadline a calendar warns; None for no alarms.
    """

    def __init__(self, source: FeedSource, alarm: timedelta | None = None) -> None:
        self._source = source
        self._alarm = alarm

    def calendar(self, scope: Scope, name: str, color: str) -> bytes:
        """Return the bytes of a feed: UTF-8 without a byte order mark, CRLF, lines of 75 octets.

        Args:
            scope: What is in it.
            name: Its name in a calendar program.
            color: A colour of CSS (RFC 7986 5.9).

        Raises:
            ActiepuntError: the register's time zone cannot be written into a calendar.
        """
        kinds = (
            (scope.meetings, "_meetings"),
            (scope.deadlines, "_deadlines"),
            (scope.tasks, "_tasks"),
        )
        every = (part for wanted, kind in kinds if wanted for part in self._parts(kind, scope))
        parts = sorted(filter(scope.has, every), key=attrgetter("order"))
        head = self._head(color).replace(_NAME, components.escaped(name).encode())
        return b"".join((folded(head), self._zone, *(part.data for part in parts), _END))

    def meeting(self, meeting: Meeting) -> bytes:
        """Return the bytes of a file with one planned meeting, as it stands in the feeds.

        It has no name: programs would make a calendar of it, where a file without one adds the
        meeting to one's own.

        Raises:
            ActiepuntError: the register's time zone cannot be written into a calendar.
        """
        part = self._part(components.meeting_event(self._source, meeting), meeting.body)
        head = _calendar().to_ical().removesuffix(_END)
        return b"".join((folded(head), self._zone, part.data, _END))

    def _parts(self, kind: str, scope: Scope) -> Sequence["_Part"]:
        """Return the components of a kind among which those of a scope are."""
        if scope.owner is not None and scope.whole_owner and kind != "_meetings":
            return self._by_owner(kind).get(scope.owner, ())
        parts: Sequence[_Part] = getattr(self, kind)
        return parts

    @cache  # noqa: B019 - as long as the feeds
    def _by_owner(self, kind: str) -> dict[str, list["_Part"]]:
        found: dict[str, list[_Part]] = {}
        for part in getattr(self, kind):
            for owner in dict.fromkeys(part.owners):
                found.setdefault(owner, []).append(part)
        return found

    @cache  # noqa: B019 - as above
    def _head(self, color: str) -> bytes:
        """Return the beginning of a feed with `_NAME` for its name, in lines that are not folded.

        A folder has hundreds of feeds, and icalendar takes half a millisecond for each of these.
        """
        component = _calendar()
        for field in ("NAME", "X-WR-CALNAME"):
            component.add(field, _NAME.decode())
        component.add("X-WR-TIMEZONE", self._source.register.settings.timezone)
        component.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
        component.add("X-PUBLISHED-TTL", "PT1H")
        component.add("COLOR", color)
        data: bytes = component.to_ical()
        return data.removesuffix(_END)

    @cached_property
    def _zone(self) -> bytes:
        return folded(vtimezone(self._source.register.settings.timezone).to_ical())

    @cached_property
    def _meetings(self) -> Sequence[_Part]:
        """The planned meetings, and an all-day event for each day on which papers are due.

        A cancelled one is there only until its day has passed.
        """
        source = self._source
        return [
            self._part(make(source, meeting), meeting.body)
            for meeting in source.register.meetings
            if meeting.last_day
            and (meeting.status != "cancelled" or meeting.last_day >= source.day)
            for make in (
                components.meeting_event,
                *([components.papers_event] if meeting.papers else []),
            )
        ]

    @cached_property
    def _deadlines(self) -> Sequence[_Part]:
        """An all-day VEVENT on the deadline of every open action."""
        source = self._source
        return [
            self._part(components.deadline_event(source, action, day), action.body, action.owners)
            for action in source.register.actions
            for day in [None if action.is_closed else deadline(action.due, source.meetings)]
            if day
        ]

    @cached_property
    def _tasks(self) -> Sequence[_Part]:
        """A VTODO for every action, closed ones too."""
        source = self._source
        return [
            self._part(
                components.task(source, action, deadline(action.due, source.meetings)),
                action.body,
                action.owners,
            )
            for action in source.register.actions
        ]

    def _part(
        self, component: "Component", body: str, owners: Sequence[str] | None = None
    ) -> _Part:
        if self._alarm:
            components.set_alarm(component, self._alarm, self._source.day)
        when = component.get("DTSTART") or component.get("DUE")
        start = when.dt.isoformat() if when else "9999"
        folded_owners = None if owners is None else tuple(map(fold, owners))
        data = folded(component.to_ical())
        return _Part((start, str(component["UID"])), slug(body), folded_owners, data)


def _calendar() -> "Component":
    from icalendar import Calendar

    component = Calendar()
    component.add("PRODID", PRODID)
    component.add("VERSION", "2.0")
    component.add("CALSCALE", "GREGORIAN")
    return component
