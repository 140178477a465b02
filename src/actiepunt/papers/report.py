"""The action list of a body as a paper: what is open, what changed, and the coming meeting."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from actiepunt.core import calendar, labels, query
from actiepunt.core.events import Event, every
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.query import Standing
from actiepunt.history import Entry
from actiepunt.i18n import N_, catalogue
from actiepunt.papers import Cell, Paper, Section
from actiepunt.text import slug
from actiepunt.views import log


class Source(NamedTuple):
    """What the action list is made from.

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


def previous(
    register: Register, body: str, meeting: Meeting | None, now: datetime
) -> Meeting | None:
    """Return the last meeting of a body before another one or, without one, before `now`."""
    held = _held(register, body)
    if meeting is None:
        return calendar.latest_begun(held, now)
    before = [each for each in held if calendar.order(each) < calendar.order(meeting)]
    return before[-1] if before else None


def _held(register: Register, body: str) -> list[Meeting]:
    return sorted(
        (
            meeting
            for meeting in register.meetings
            if meeting.day and meeting.status != "cancelled" and slug(meeting.body) == slug(body)
        ),
        key=calendar.order,
    )


def group(row: Standing, meeting: Meeting | None) -> str:
    """Return the heading of `GROUPS` under which an open action stands, before translation."""
    if row.deadline is None:
        return _UNDATED
    if row.overdue:
        return _LATE
    if meeting and meeting.day and row.deadline <= meeting.day:
        return _BEFORE
    return _LATER


def paper(source: Source) -> Paper:
    """Return the action list; it depends on the source alone."""
    return _Report(source).paper()


class _Report:
    """The action list in the making."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.texts = catalogue(source.register.settings.language)
        self.say = self.texts.gettext
        self.meetings = source.register.meetings_by_id()
        self.deferrals = log.deferrals(source.entries)
        actions = [
            action
            for action in source.register.every_action
            if slug(action.body) == slug(source.body)
        ]
        rows = [query.standing(action, self.meetings, source.today) for action in actions]
        self.open = query.sort((row for row in rows if not row.action.is_closed), "due")
        self.closed = query.sort((row for row in rows if self._is_closed_since(row)), "id")

    def paper(self) -> Paper:
        settings, say = self.source.register.settings, self.say
        described = settings.bodies.get(self.source.body)
        name = (described and described.title) or self.source.body
        full = name if name == self.source.body else f"{name} ({self.source.body})"
        meeting = self.source.meeting
        facts = [(say("Body"), full)]
        facts += [(say("Meeting"), self._meeting(meeting))] if meeting else []
        facts.append((say("As it stood on"), labels.full_day(self.source.today, say)))
        if self.source.since:
            facts.append((say("New since"), labels.full_day(self.source.since.date(), say)))
        facts.append((say("Open"), str(len(self.open))))
        title = f"{say('Action list')} {name}"
        sections = [*self._open(), *self._closed(), *self._moved(), *self._agenda()]
        return Paper(settings.language, title, facts, sections)

    def _open(self) -> Iterator[Section]:
        columns = (
            N_("number"), N_("action"), N_("owners"), N_("agreed at"), N_("deadline"), N_("state"),
        )  # fmt: skip
        groups: dict[str, list[Standing]] = {heading: [] for heading in _GROUPS}
        for row in self.open:
            groups[group(row, self.source.meeting)].append(row)
        for heading, rows in groups.items():
            if rows:
                cells = [self._cells(row) for row in rows]
                yield Section(self.say(heading), [*map(self.say, columns)], cells)

    def _cells(self, row: Standing) -> list[Cell]:
        action = row.action
        return [
            (action.id,),
            (action.summary,),
            (self._owners(action),),
            self._origin(action),
            self._term(row),
            tuple(self._state(row)),
        ]

    def _owners(self, action: Action) -> str:
        lead, *others = action.owners or ("–",)
        if not others:
            return lead
        return self.say("{lead}, with {others}").format(lead=lead, others=", ".join(others))

    def _origin(self, action: Action) -> Cell:
        """Return the meeting and the item at which an action was agreed."""
        meeting = self.meetings.get(action.meeting)
        item = self.say("item {item}").format(item=action.item) if action.item else ""
        told = action.meeting
        if meeting:
            same = slug(meeting.body) == slug(self.source.body)
            day = self._day(meeting.day) if meeting.day else meeting.window
            told = day if same else f"{meeting.what}, {day}"
        return tuple(filter(None, (told, item)))

    def _term(self, row: Standing) -> Cell:
        """Return a deadline as it was agreed, and its day."""
        return tuple(filter(None, (row.agreed, self._day(row.deadline) if row.deadline else "")))

    def _state(self, row: Standing) -> Iterator[str]:
        action, say = row.action, self.say
        ngettext = self.texts.ngettext
        if self.source.since and self._is_since(action.created):
            yield say("new")
        if row.overdue:
            late = ngettext("{days} day late", "{days} days late", row.late)
            yield late.format(days=row.late)
        if action.status != "open":
            yield labels.state(action.status, say)
        times = self.deferrals.get(action.uid, 0)
        if times:
            moved = ngettext("deferred {count} time", "deferred {count} times", times)
            yield moved.format(count=times)
        for note in action.progress:
            if self.source.since is None or note.on >= self.source.since.date():
                yield f"{self._day(note.on)}: {note.text}"

    def _is_since(self, moment: datetime | None) -> bool:
        since = self.source.since
        if moment is None or since is None:
            return since is None
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.source.zone)) >= since

    def _is_closed_since(self, row: Standing) -> bool:
        since, day = self.source.since, row.action.closed
        return row.action.is_closed and (since is None or (day is not None and day >= since.date()))

    def _closed(self) -> Iterator[Section]:
        say = self.say
        columns = [say("number"), say("action"), say("owners"), say("closed"), say("outcome")]
        for status, heading in (("done", N_("Done")), ("cancelled", N_("Cancelled"))):
            rows = [
                [
                    (row.action.id,),
                    (row.action.summary,),
                    (self._owners(row.action),),
                    (self._day(row.action.closed) if row.action.closed else "–",),
                    tuple(row.action.outcome.splitlines()),
                ]
                for row in self.closed
                if row.action.status == status
            ]
            if rows:
                yield Section(say(heading), columns, rows)

    def _moved(self) -> Iterator[Section]:
        """Yield the deadlines that moved: from the first to the last, with every reason."""
        say = self.say
        moves: dict[str, list[tuple[Action, Action, str]]] = {}
        for entry in self.source.entries:
            if self.source.since and entry.commit.when < self.source.since:
                continue
            for difference in entry.differences:
                old, new = difference.old, difference.new
                if not (isinstance(old, Action) and isinstance(new, Action)):
                    continue
                if Event.DEFERRED in every(difference):
                    why = log.reason(entry, self.source.messages.get(entry.commit.hash, ""))
                    moves.setdefault(new.uid, []).append((old, new, " ".join(why.split())))
        columns = [say("number"), say("action"), say("was"), say("became"), say("reason")]
        rows = [
            [
                (row.action.id,),
                (row.action.summary,),
                self._term_of(steps[0][0]),
                self._term_of(steps[-1][1]),
                tuple(dict.fromkeys(why for _old, _new, why in steps if why)),
            ]
            for row in query.sort([*self.open, *self.closed], "id")
            for steps in [moves.get(row.action.uid, [])]
            if steps and steps[0][0].due != steps[-1][1].due
        ]
        if rows:
            yield Section(say("Deadlines that moved"), columns, rows)

    def _term_of(self, action: Action) -> Cell:
        row = query.standing(action, self.meetings, self.source.today)
        return self._term(row) or (self.say("no deadline"),)

    def _agenda(self) -> Iterator[Section]:
        meeting, say = self.source.meeting, self.say
        if meeting is None:
            return
        due = [
            self._due_there(row)
            for row in query.select(self.source.register, query.Filter(), self.source.today)
            if row.action.due == meeting.id
        ]
        facts = [(say("When"), self._meeting(meeting))]
        facts += [(say("Place"), meeting.location)] if meeting.location else []
        facts += [(say("Papers by"), self._day(meeting.papers))] if meeting.papers else []
        yield Section(say("Provisional agenda"), points=[*meeting.agenda, *due], facts=facts)

    def _due_there(self, row: Standing) -> str:
        action = row.action
        whose = f" ({self._owners(action)})" if action.owners else ""
        return f"{action.id} {action.summary}{whose}"

    def _meeting(self, meeting: Meeting) -> str:
        if meeting.start is None:
            return f"{meeting.what}, {meeting.window}"
        return f"{meeting.what}, {labels.span(meeting.start, meeting.end, write=self._full)}"

    def _day(self, day: date) -> str:
        return labels.short_day(day, self.source.today, self.say)

    def _full(self, day: date) -> str:
        return labels.full_day(day, self.say)


_LATE = N_("Late")
_BEFORE = N_("At or before the meeting")
_LATER = N_("Later")
_UNDATED = N_("Without a day")
_GROUPS = (_LATE, _BEFORE, _LATER, _UNDATED)
