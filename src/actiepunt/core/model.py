"""The register as frozen, typed values: actions, meetings and settings.

The core knows no screen, no git, no TOML and no clock. Fields have the names that the data files
give them, which are those of RFC 5545 (iCalendar) where it has a word. Labels, options and rules
of each field are in the table of `fields`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

Status = Literal["open", "in-progress", "done", "cancelled"]
CLOSED = frozenset({"done", "cancelled"})  # nothing is left to do

LANGUAGES = ("nl", "en")

REGISTER_FILE = "data/register.toml"
ACTIONS_FILE = "data/actions.toml"
CALENDAR_FILE = "data/calendar.toml"
ARCHIVE_DIR = "data/archive"


def day_of(moment: datetime | date) -> date:
    """Return the local day of a moment, or the day itself."""
    return moment.date() if isinstance(moment, datetime) else moment


class Progress(NamedTuple):
    """A dated note on the progress of an action."""

    on: date
    text: str


class Action(NamedTuple):
    """An action point: who does something, by when, and what came of it.

    The fields are in the order of the data file; `core.fields.ACTION` describes them.
    """

    uid: str = ""
    id: str = ""
    summary: str = ""
    owners: tuple[str, ...] = ()
    body: str = ""
    status: str = "open"
    due: date | str | None = None
    every: str = ""
    meeting: str = ""
    item: str = ""
    source: str = ""
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
        """The name that people use: its number."""
        return self.id

    @property
    def is_closed(self) -> bool:
        """Tell whether it is done or cancelled."""
        return self.status in CLOSED


class Meeting(NamedTuple):
    """A meeting in the calendar, with a `start` or, while it is not planned, a `window`.

    The fields are in the order of the data file; `core.fields.MEETING` describes them.
    """

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
        """The name that people use: its id."""
        return self.id

    @property
    def what(self) -> str:
        """Its heading in a list: its body, its title, or both."""
        if self.body and self.title and self.title != self.body:
            return f"{self.body}: {self.title}"
        return self.body or self.title

    @property
    def day(self) -> date | None:
        """The local day on which it starts; None while it is not planned."""
        return day_of(self.start) if self.start else None

    @property
    def last_day(self) -> date | None:
        """The local day on which it ends; None while it is not planned."""
        return day_of(self.end) if self.end else self.day


Record = Action | Meeting
Value = str | tuple[str, ...] | date | datetime | tuple[Progress, ...] | None
"""The content of a field; None, an empty text and an empty tuple mean that it is empty."""


class Body(NamedTuple):
    """A governing body as register.toml describes it; `was` holds its earlier names."""

    title: str = ""
    slug: str = ""
    was: tuple[str, ...] = ()


class Person(NamedTuple):
    """Somebody who can own an action, as register.toml describes them.

    `email` is never published. `bodies` are those that they sit in. `was` holds earlier names,
    whose feeds go on at their old addresses.
    """

    organisation: str = ""
    role: str = ""
    email: str = ""
    bodies: tuple[str, ...] = ()
    was: tuple[str, ...] = ()


Listed = Body | Person


class Publish(NamedTuple):
    """What is published; without `names` every person is their role everywhere."""

    names: bool = True


class Settings(NamedTuple):
    """The content of register.toml; every field has a default, so the file is optional.

    `default_duration` is the length in minutes of a meeting without an end. `revoked` is, by owner,
    how many secret folders of their feeds were revoked. `holidays` is, by name, the first and
    the last of days on which the board rather does not meet, such as those of a school holiday.
    """

    name: str = ""
    language: str = "nl"
    timezone: str = "Europe/Amsterdam"
    default_duration: int = 60
    bodies: Mapping[str, Body] = MappingProxyType({})
    people: Mapping[str, Person] = MappingProxyType({})
    revoked: Mapping[str, int] = MappingProxyType({})
    holidays: Mapping[str, tuple[date, date]] = MappingProxyType({})
    publish: Publish = Publish()

    def full_name(self, body: str) -> str:
        """Return the title of a body with its short name behind it, or the name alone."""
        described = self.bodies.get(body)
        title = described.title if described else ""
        return f"{title} ({body})" if title and title != body else body

    @property
    def listed_bodies(self) -> list[str]:
        """Return the bodies if register.toml lists them; earlier names alone are no list."""
        return list(self.bodies) if _lists(self.bodies, Body) else []

    @property
    def listed_people(self) -> list[str]:
        """Return the people if register.toml lists them; earlier names alone are no list."""
        return list(self.people) if _lists(self.people, Person) else []


def _lists(entries: Mapping[str, Listed], kind: type[Listed]) -> bool:
    """Tell whether an entry says more of a body or a person than earlier names."""
    return any(entry != kind(was=entry.was) or not entry.was for entry in entries.values())


class Register(NamedTuple):
    """The content of all data files; `archive` maps the name of a file to its closed actions.

    A record whose addition was undone stays in its file with a `withdrawn` day, because its number
    is never used again. `visible` moves those records to `withdrawn`. `used` are numbers that were
    given out earlier and that no file has any more.
    """

    settings: Settings = Settings()
    actions: tuple[Action, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    archive: Mapping[str, tuple[Action, ...]] = MappingProxyType({})
    withdrawn: tuple[Record, ...] = ()
    used: frozenset[str] = frozenset()

    @property
    def visible(self) -> "Register":
        """The register as people see it, with the withdrawn records apart in `withdrawn`."""
        withdrawn = tuple(record for _file, _index, record in self.blocks() if record.withdrawn)
        if not withdrawn:
            return self
        return self._replace(
            actions=tuple(action for action in self.actions if not action.withdrawn),
            meetings=tuple(meeting for meeting in self.meetings if not meeting.withdrawn),
            archive={
                file: tuple(action for action in actions if not action.withdrawn)
                for file, actions in self.archive.items()
            },
            withdrawn=withdrawn,
        )

    @property
    def every_action(self) -> tuple[Action, ...]:
        """The actions of data/actions.toml, followed by those of the archive."""
        archived = (action for actions in self.archive.values() for action in actions)
        return (*self.actions, *archived)

    def with_each_action(self, edit: Callable[[Action], Action]) -> "Register":
        """Return the register with `edit` applied to every action, those of the archive too."""
        return self._replace(
            actions=tuple(map(edit, self.actions)),
            archive={file: tuple(map(edit, each)) for file, each in self.archive.items()},
        )

    def blocks(self) -> Iterator[tuple[str, int, Record]]:
        """Yield the file, the index of the block in it, from 0, and the record of that block."""
        files: tuple[tuple[str, tuple[Record, ...]], ...] = (
            (ACTIONS_FILE, self.actions),
            *self.archive.items(),
            (CALENDAR_FILE, self.meetings),
        )
        for file, records in files:
            for index, record in enumerate(records):
                yield file, index, record

    def meetings_by_id(self) -> dict[str, Meeting]:
        """Map each meeting id to its meeting; of two with one id the last."""
        return {meeting.id: meeting for meeting in self.meetings}


def record_key(record: Record) -> str:
    """Return an identity of a record that survives a move of its block.

    It is the uid or, in a block written by hand that has none yet, the id or the heading.
    """
    heading = record.summary if isinstance(record, Action) else record.what
    return record.uid or record.id or heading
