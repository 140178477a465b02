"""The action list of a body as a paper: what is open, what changed, and the coming meeting."""

from collections.abc import Iterator

from actiepunt.core import query
from actiepunt.core.model import Meeting
from actiepunt.core.query import Standing
from actiepunt.i18n import N_
from actiepunt.papers import Paper, Section, agenda
from actiepunt.papers.source import BEFORE, LATE, Columns, Draft, Source
from actiepunt.text import slug

_LATER = N_("Later")
_UNDATED = N_("Without a day")
_GROUPS = (LATE, BEFORE, _LATER, _UNDATED)
_OPEN: Columns = (
    (N_("number"), 8), (N_("action"), 29), (N_("owners"), 17), (N_("agreed at"), 11),
    (N_("deadline"), 15), (N_("state"), 20),
)  # fmt: skip
_CLOSED: Columns = (
    (N_("number"), 8), (N_("action"), 35), (N_("owners"), 17), (N_("closed"), 9),
    (N_("outcome"), 31),
)  # fmt: skip
_MOVED: Columns = (
    (N_("number"), 8), (N_("action"), 35), (N_("was"), 13), (N_("became"), 13), (N_("reason"), 31),
)  # fmt: skip
_SOURCES: Columns = ((N_("number"), 20), (N_("found in"), 80))


def group(row: Standing, meeting: Meeting | None) -> str:
    """Return the heading under which an open action stands in the list, before translation."""
    if row.deadline is None:
        return _UNDATED
    if row.overdue:
        return LATE
    if meeting and meeting.day and row.deadline <= meeting.day:
        return BEFORE
    return _LATER


def paper(source: Source, *, sources: bool = False) -> Paper:
    """Return the action list; it depends on the source alone.

    With `sources` it says at the end where each action is written.
    """
    return _Report(source).paper(sources=sources)


class _Report(Draft):
    """The action list in the making."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        actions = [
            action
            for action in source.register.every_action
            if slug(action.body) == slug(source.body)
        ]
        rows = [query.standing(action, self.meetings, source.today) for action in actions]
        self.open = query.sort((row for row in rows if not row.action.is_closed), "due")
        self.closed = query.sort((row for row in rows if self._is_closed_since(row)), "id")

    def paper(self, *, sources: bool) -> Paper:
        say, source = self.say, self.source
        meeting, language = source.meeting, source.register.settings.language
        facts = [(say("Body"), self.full_name)]
        facts += [(say("Meeting"), self.meeting(meeting))] if meeting else []
        facts.append((say("As it stood on"), self.full(source.today)))
        if source.since:
            facts.append((say("New since"), self.full(source.since.date())))
        facts.append((say("Open"), str(len(self.open))))
        title = f"{say('Action list')} {self.name}"
        sections = [*self._open(), *self._closed(), *self._moved()]
        if meeting:
            sections.append(agenda.provisional(self, meeting))
        if sources:
            sections += self._sources()
        return Paper(language, title, facts, sections, "report", source.today)

    def _sources(self) -> Iterator[Section]:
        """Yield where the actions of the paper are written."""
        rows = [
            [(row.action.id,), (row.action.source,)]
            for row in query.sort([*self.open, *self.closed], "id")
            if row.action.source
        ]
        if rows:
            yield self.table(N_("Where it is written"), _SOURCES, rows)

    def _open(self) -> Iterator[Section]:
        groups: dict[str, list[Standing]] = {heading: [] for heading in _GROUPS}
        for row in self.open:
            groups[group(row, self.source.meeting)].append(row)
        for heading, rows in groups.items():
            if rows:
                cells = [
                    [
                        *self.named(row.action),
                        self.origin(row.action),
                        *self.standing(row, news=True),
                    ]
                    for row in rows
                ]
                yield self.table(heading, _OPEN, cells)

    def _is_closed_since(self, row: Standing) -> bool:
        since, day = self.source.since, row.action.closed
        return row.action.is_closed and (since is None or (day is not None and day >= since.date()))

    def _closed(self) -> Iterator[Section]:
        for status, heading in (("done", N_("Done")), ("cancelled", N_("Cancelled"))):
            rows = [
                [
                    *self.named(row.action),
                    (self.day(row.action.closed) if row.action.closed else "–",),
                    tuple(row.action.outcome.splitlines()),
                ]
                for row in self.closed
                if row.action.status == status
            ]
            if rows:
                yield self.table(heading, _CLOSED, rows)

    def _moved(self) -> Iterator[Section]:
        """Yield the deadlines that moved: from the first to the last, with every reason."""
        moves = self.moves(self.source.since)
        rows = [
            [
                (row.action.id,),
                (row.action.summary,),
                self.term_of(steps[0].old),
                self.term_of(steps[-1].new),
                tuple(dict.fromkeys(step.why for step in steps if step.why)),
            ]
            for row in query.sort([*self.open, *self.closed], "id")
            for steps in [moves.get(row.action.uid, [])]
            if steps and steps[0].old.due != steps[-1].new.due
        ]
        if rows:
            yield self.table(N_("Deadlines that moved"), _MOVED, rows)
