"""The register as values: actions, meetings, settings. Frozen, typed, and nothing else.

The core knows no screen, no git, no TOML and no clock (DESIGN section 9). Field names are those of
the files (DESIGN section 3) and, where RFC 5545 has the word, of RFC 5545. What is known of each
field besides is in `fields`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

Status = Literal["open", "in-progress", "done", "cancelled"]
CLOSED = frozenset({"done", "cancelled"})

LANGUAGES = ("nl", "en")

REGISTER_FILE = "data/register.toml"
ACTIONS_FILE = "data/actions.toml"
CALENDAR_FILE = "data/calendar.toml"
ARCHIVE_DIR = "data/archive"


def day_of(moment: datetime | date) -> date:
    """Return the local day of a moment, or the day itself."""
    return moment.date() if isinstance(moment, datetime) else moment


class Progress(NamedTuple):
    """A dated note on how an action stands."""

    on: date
    text: str


class Action(NamedTuple):
    """An action point (DESIGN section 3); the field order is the order in the file."""

    uid: str = ""
    id: str = ""
    summary: str = ""
    owners: tuple[str, ...] = ()
    body: str = ""
    status: str = "open"
    due: date | str | None = None
    meeting: str = ""
    item: str = ""
    tags: tuple[str, ...] = ()
    created: datetime | None = None
    closed: date | None = None
    outcome: str = ""
    details: str = ""
    progress: tuple[Progress, ...] = ()
    was: tuple[str, ...] = ()
    withdrawn: date | None = None

    @property
    def name(self) -> str:
        """Return what people call it: its number."""
        return self.id

    @property
    def is_closed(self) -> bool:
        """Tell whether nothing is left to do: done or cancelled."""
        return self.status in CLOSED


class Meeting(NamedTuple):
    """A date in the calendar (DESIGN section 3); the field order is the order in the file."""

    uid: str = ""
    id: str = ""
    body: str = ""
    title: str = ""
    start: datetime | date | None = None
    window: str = ""
    end: datetime | date | None = None
    location: str = ""
    url: str = ""
    status: str = "confirmed"
    papers: date | None = None
    participants: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    notes: str = ""
    withdrawn: date | None = None

    @property
    def name(self) -> str:
        """Return what people call it: its id."""
        return self.id

    @property
    def what(self) -> str:
        """Return what people call it in a list: its body, its title, or both."""
        if self.body and self.title and self.title != self.body:
            return f"{self.body}: {self.title}"
        return self.body or self.title

    @property
    def day(self) -> date | None:
        """Return the local day it starts, or None while it is not planned."""
        return day_of(self.start) if self.start else None

    @property
    def last_day(self) -> date | None:
        """Return the local day it ends, or None while it is not planned."""
        return day_of(self.end) if self.end else self.day


Record = Action | Meeting
Value = (
    str | tuple[str, ...] | date | datetime | tuple[Progress, ...] | None
)  # what one field of a record can hold


class Body(NamedTuple):
    """A governing body as register.toml describes it; `was` holds its earlier names."""

    title: str = ""
    slug: str = ""
    was: tuple[str, ...] = ()


class Person(NamedTuple):
    """Somebody who can own an action, as register.toml describes them.

    `was` holds earlier names, whose feeds go on at their old addresses.
    """

    organisation: str = ""
    role: str = ""
    was: tuple[str, ...] = ()


class Settings(NamedTuple):
    """What register.toml says; every field has a default, and so the file is optional.

    `default_duration` is how long a meeting takes, in minutes, where nobody said when it ends.
    `revoked` says of an owner how many secret folders of their feeds were taken back.
    """

    name: str = ""
    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    default_duration: int = 60
    bodies: Mapping[str, Body] = MappingProxyType({})
    people: Mapping[str, Person] = MappingProxyType({})
    revoked: Mapping[str, int] = MappingProxyType({})

    @property
    def listed_bodies(self) -> list[str]:
        """Return the bodies if register.toml lists them; earlier names alone are no list."""
        return list(self.bodies) if _lists(self.bodies, Body) else []

    @property
    def listed_people(self) -> list[str]:
        """Return the people if register.toml lists them; earlier names alone are no list."""
        return list(self.people) if _lists(self.people, Person) else []


def _lists(entries: Mapping[str, Body | Person], kind: type[Body | Person]) -> bool:
    """Tell whether an entry says more of a body or a person than earlier names."""
    return any(entry != kind(was=entry.was) or not entry.was for entry in entries.values())


class Register(NamedTuple):
    """Everything the data files say. `archive` maps a file name to its closed actions.

    A record whose addition was undone stays in its file as `withdrawn`, because its number is never
    used again; `visible` is the register without those.
    """

    settings: Settings = Settings()
    actions: tuple[Action, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    archive: Mapping[str, tuple[Action, ...]] = MappingProxyType({})
    withdrawn: tuple[Record, ...] = ()
    used: frozenset[str] = frozenset()  # numbers that were given out, of which no file says it

    @property
    def visible(self) -> "Register":
        """Return the register as people see it; what was left out of it is in `withdrawn`."""
        gone = tuple(record for _file, _index, record in self.blocks() if record.withdrawn)
        if not gone:
            return self
        return self._replace(
            actions=tuple(action for action in self.actions if not action.withdrawn),
            meetings=tuple(meeting for meeting in self.meetings if not meeting.withdrawn),
            archive={f: tuple(a for a in b if not a.withdrawn) for f, b in self.archive.items()},
            withdrawn=gone,
        )

    @property
    def every_action(self) -> tuple[Action, ...]:
        """Return the actions of today and of the archive."""
        return self.actions + tuple(a for block in self.archive.values() for a in block)

    def blocks(self) -> Iterator[tuple[str, int, Record]]:
        """Yield every action and meeting with its file and its place there, counted from 0."""
        files: tuple[tuple[str, tuple[Record, ...]], ...] = (
            (ACTIONS_FILE, self.actions),
            *self.archive.items(),
            (CALENDAR_FILE, self.meetings),
        )
        for file, records in files:
            for index, record in enumerate(records):
                yield file, index, record

    def meetings_by_id(self) -> dict[str, Meeting]:
        """Return the meetings by their id."""
        return {meeting.id: meeting for meeting in self.meetings}


def record_key(record: Record) -> str:
    """Return what tells a record from others while its block moves: its uid, or the next best."""
    words = record.summary if isinstance(record, Action) else record.what
    return record.uid or record.id or words
