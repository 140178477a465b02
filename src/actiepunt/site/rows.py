"""The actions and meetings of a register as the pages show them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import cache
from typing import NamedTuple

from actiepunt.core import calendar, labels
from actiepunt.core.due import meeting_days
from actiepunt.core.model import Action, Meeting
from actiepunt.core.query import Standing
from actiepunt.i18n import translator
from actiepunt.ical.components import FeedSource
from actiepunt.site.changes import day_writer
from actiepunt.text import fold, slug, visible


class Named(NamedTuple):
    """A body or an owner; `folder` is that of their page, empty where none may be shown."""

    name: str
    folder: str = ""


class ActionRow(NamedTuple):
    """An action as a page shows it. Texts are for people; `day` is the deadline in ISO 8601.

    `folder` is that of the page with its details. `earlier` are the numbers that it had.
    """

    number: str
    earlier: Sequence[str]
    summary: str
    owners: Sequence[Named]
    body: Named
    folder: str
    day: str
    due: str
    agreed: str
    status: str
    agreed_at: str
    notes: Sequence[tuple[str, str]]
    details: Sequence[str]
    closed: str
    outcome: Sequence[str]


class MeetingRow(NamedTuple):
    """A meeting as a page shows it.

    `start` is the moment at which it begins, with its offset, and `last` its last day, in ISO 8601;
    both are empty while that is unknown. `state` is the status in the file, `status` its label
    where it is not confirmed. `url` is an address that a link may have.
    """

    uid: str
    body: Named
    when: str
    what: str
    location: str
    papers: str
    status: str
    state: str
    url: str
    start: str
    last: str
    agenda: Sequence[str]
    participants: str
    notes: Sequence[str]


class Rows:
    """Makes the rows of a register.

    Args:
        source: The register.
        zone: Its time zone.
        bodies: The folder of each body, by slug; that of "" holds what has no body.
        owners: The folder of each owner, by folded name; empty where folders are secret.
    """

    def __init__(
        self,
        source: FeedSource,
        zone: tzinfo,
        bodies: Mapping[str, str],
        owners: Mapping[str, str],
    ) -> None:
        self._source, self._zone = source, zone
        self._bodies, self._owners = bodies, owners
        self._say = translator(source.register.settings.language)
        self._write = day_writer(self._say)
        self.meeting = cache(self._meeting)
        self.action = cache(self._action)

    def folder(self, body: str) -> str:
        """Return the folder of the page that shows what a body has."""
        return self._bodies.get(slug(body), "")

    def _action(self, row: Standing) -> ActionRow:
        """Return an action as a page shows it."""
        action, say = row.action, self._say
        label = labels.state(action.status, say)
        return ActionRow(
            action.id,
            action.was,
            visible(action.summary),
            [Named(visible(name), self._owners.get(fold(name), "")) for name in action.owners],
            Named(visible(action.body), self.folder(action.body)),
            self.folder(action.body),
            row.deadline.isoformat() if row.deadline else "",
            self._write(row.deadline) if row.deadline else "",
            visible(row.agreed),
            "" if action.status == "open" else label,
            visible(self._agreed_at(action)),
            [(self._write(note.on), visible(note.text)) for note in action.progress],
            paragraphs(action.details),
            self._write(action.closed) if action.closed else "",
            paragraphs(action.outcome),
        )

    def _agreed_at(self, action: Action) -> str:
        """Return the meeting and the item at which an action was agreed."""
        meeting = self._source.meetings.get(action.meeting)
        told = action.meeting
        if meeting:
            day = self._write(meeting.day) if meeting.day else meeting.window
            told = f"{meeting.what}, {day}"
        item = self._say("item {item}").format(item=action.item) if action.item else ""
        return ", ".join(filter(None, (told, item)))

    def _meeting(self, meeting: Meeting) -> MeetingRow:
        """Return a meeting as a page shows it."""
        say, write, start = self._say, self._write, meeting.start
        when = labels.span(start, meeting.end, write=write) if start else meeting.window
        days = meeting_days(meeting)
        address = meeting.url.lower().startswith(("http://", "https://"))
        label = labels.state(meeting.status, say)
        return MeetingRow(
            meeting.uid,
            Named(visible(meeting.body), self.folder(meeting.body)),
            visible(when),
            visible(meeting.what),
            visible(meeting.location),
            write(meeting.papers) if meeting.papers else "",
            "" if meeting.status == "confirmed" else label,
            meeting.status,
            meeting.url if address else "",
            self._moment(meeting),
            days.last.isoformat() if days else "",
            [visible(item) for item in meeting.agenda],
            visible(", ".join(meeting.participants)),
            paragraphs(meeting.notes),
        )

    def _moment(self, meeting: Meeting) -> str:
        if not meeting.start:
            return ""
        moment = calendar.order(meeting)[2]
        return moment.replace(tzinfo=self._zone).isoformat(timespec="minutes")

    def coming_and_past(
        self, meetings: Sequence[Meeting]
    ) -> tuple[list[MeetingRow], list[MeetingRow]]:
        """Return the meetings to come on the day of the commit, and those before, latest first.

        Where a script runs, a page moves over what has passed since: a register that nobody changes
        for weeks would show it as coming.
        """
        coming: list[MeetingRow] = []
        past: list[MeetingRow] = []
        for meeting in sorted(meetings, key=calendar.order):
            days = meeting_days(meeting)
            gone = days.last < self._source.day if days else meeting.status == "cancelled"
            (past if gone else coming).append(self.meeting(meeting))
        return coming, past[::-1]

    def last_begun(self, meetings: Sequence[Meeting], moment: datetime) -> str:
        """Return the moment of the meeting that began last at a local moment, or an empty text."""
        found = calendar.latest_begun(meetings, moment)
        return self._moment(found) if found else ""


def paragraphs(text: str) -> list[str]:
    """Return the lines of a long text that are not blank."""
    return [visible(line) for line in text.splitlines() if line.strip()]
