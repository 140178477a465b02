"""What papers are made from, and the texts that they share."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from actiepunt.core import calendar, labels, query
from actiepunt.core.events import Event, every
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.query import Standing
from actiepunt.history import Entry
from actiepunt.i18n import N_, catalogue
from actiepunt.papers import Cell, Section
from actiepunt.text import slug
from actiepunt.views import log

Columns = Sequence[tuple[str, int]]
"""The columns of a table: their headings in English, and their widths as percentages."""

LATE = N_("Late")
BEFORE = N_("At or before the meeting")


class Move(NamedTuple):
    """A deadline that moved: the action before and after, and the reason."""

    old: Action
    new: Action
    why: str


class Source(NamedTuple):
    """What a paper is made from.

    Attributes:
        register: The register as people see it.
        body: A known body.
        meeting: The meeting that the paper is for; None where none is planned.
        since: The moment from which changes count as new; None for all that there is.
        today: The day from which on a deadline is late.
        zone: The time zone of the register.
        entries: The history, oldest first.
        messages: The commit messages by hash.
    """

    register: Register
    body: str
    meeting: Meeting | None
    since: datetime | None
    today: date
    zone: tzinfo
    entries: Sequence[Entry]
    messages: Mapping[str, str]


def coming(register: Register, body: str, now: datetime) -> Meeting | None:
    """Return the first meeting of a body that is not over at a local moment, or None."""
    held = _held(register, body)
    return next((meeting for meeting in held if not calendar.is_over(meeting, now)), None)


def previous(register: Register, body: str, meeting: Meeting) -> Meeting | None:
    """Return the last meeting of a body before another meeting, or None."""
    before = [m for m in _held(register, body) if calendar.order(m) < calendar.order(meeting)]
    return before[-1] if before else None


def latest(register: Register, body: str, now: datetime) -> Meeting | None:
    """Return the meeting of a body that began last at a local moment, or None."""
    return calendar.latest_begun(_held(register, body), now)


def _held(register: Register, body: str) -> list[Meeting]:
    return sorted(
        (
            meeting
            for meeting in register.meetings
            if meeting.day and meeting.status != "cancelled" and slug(meeting.body) == slug(body)
        ),
        key=calendar.order,
    )


class Draft:
    """A paper in the making: its source, and texts in the language of the register.

    `in_full` is whether every day has its month in full and its year.
    """

    def __init__(self, source: Source, *, in_full: bool = False) -> None:
        self.source, self.in_full = source, in_full
        self.texts = catalogue(source.register.settings.language)
        self.say = self.texts.gettext
        self.meetings = source.register.meetings_by_id()
        self.deferrals = log.deferrals(source.entries)

        settings = source.register.settings
        described = settings.bodies.get(source.body)
        self.name = (described and described.title) or source.body
        self.full_name = settings.full_name(source.body)

    def table(self, heading: str, columns: Columns, rows: Sequence[Sequence[Cell]]) -> Section:
        """Return a section with a table below a heading."""
        names = [self.say(name) for name, _width in columns]
        widths = [width for _name, width in columns]
        return Section(self.say(heading), names, rows, widths=widths)

    def owners(self, action: Action) -> str:
        """Return the owners of an action, the lead first."""
        lead, *others = action.owners or ("–",)
        if not others:
            return lead
        return self.say("{lead}, with {others}").format(lead=lead, others=", ".join(others))

    def named(self, action: Action) -> list[Cell]:
        """Return the cells of an action that every table begins with: number, words, owners."""
        return [(action.id,), (action.summary,), (self.owners(action),)]

    def standing(self, row: Standing, *, news: bool) -> list[Cell]:
        """Return the cells of an open action for its deadline and its state.

        `news` is whether the state tells that the action is new.
        """
        is_new = news and self.source.since and self.is_since(row.action.created)
        state = [self.say("new")] if is_new else []
        return [self.term(row), (*state, *self._state(row))]

    def term(self, row: Standing) -> Cell:
        """Return a deadline as it was agreed, and its day."""
        return tuple(filter(None, (row.agreed, self.day(row.deadline) if row.deadline else "")))

    def term_of(self, action: Action) -> Cell:
        """Return the deadline of an action as it was in the history."""
        row = query.standing(action, self.meetings, self.source.today)
        return self.term(row) or (self.say("no deadline"),)

    def origin(self, action: Action) -> Cell:
        """Return the meeting and the item at which an action was agreed."""
        meeting = self.meetings.get(action.meeting)
        item = self.say("item {item}").format(item=action.item) if action.item else ""
        told = action.meeting
        if meeting:
            same = slug(meeting.body) == slug(self.source.body)
            day = self.day(meeting.day) if meeting.day else meeting.window
            told = day if same else f"{meeting.what}, {day}"
        return tuple(filter(None, (told, item)))

    def _state(self, row: Standing) -> Iterator[str]:
        """Yield what else is to be told of an open action: late, moved, and its notes."""
        action, say = row.action, self.say
        ngettext = self.texts.ngettext
        if row.overdue:
            yield labels.lateness(row.late, ngettext)
        if action.status != "open":
            yield labels.state(action.status, say)
        times = self.deferrals.get(action.uid, 0)
        if times:
            moved = ngettext("deferred {count} time", "deferred {count} times", times)
            yield moved.format(count=times)
        for note in action.progress:
            if self.source.since is None or note.on >= self.source.since.date():
                yield f"{self.day(note.on)}: {note.text}"

    def is_since(self, moment: datetime | None) -> bool:
        """Tell whether a moment counts as new."""
        since = self.source.since
        if moment is None or since is None:
            return since is None
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.source.zone)) >= since

    def moves(self, since: datetime | None) -> dict[str, list[Move]]:
        """Return the deadlines that moved, by the uid of the action, oldest first."""
        moves: dict[str, list[Move]] = {}
        for entry in self.source.entries:
            if since and entry.commit.when < since:
                continue
            for difference in entry.differences:
                old, new = difference.old, difference.new
                if not (isinstance(old, Action) and isinstance(new, Action)):
                    continue
                if Event.DEFERRED in every(difference):
                    why = log.reason(entry, self.source.messages.get(entry.commit.hash, ""))
                    moves.setdefault(new.uid, []).append(Move(old, new, " ".join(why.split())))
        return moves

    def meeting(self, meeting: Meeting) -> str:
        """Return what meeting it is, and when."""
        return f"{meeting.what}, {self.when(meeting)}"

    def when(self, meeting: Meeting) -> str:
        """Return the day of a meeting in full and its times, or its window.

        A meeting that is not confirmed has its status behind it.
        """
        told = meeting.window
        if meeting.start:
            told = labels.span(meeting.start, meeting.end, write=self.full)
        if meeting.status != "confirmed":
            told += f" ({labels.state(meeting.status, self.say)})"
        return told

    def day(self, day: date) -> str:
        """Return a day in short, or in full where the paper has only few."""
        if self.in_full:
            return self.full(day)
        return labels.short_day(day, self.source.today, self.say)

    def full(self, day: date) -> str:
        """Return a day in full."""
        return labels.full_day(day, self.say)
