"""The page beside the feeds: find one, subscribe, see what is open and what is coming.

It needs no script to be read; the little there is only makes links of a page that does not know
its own address, and moves to the past what has passed on the day it is looked at.
"""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from actiepunt.core import calendar, labels
from actiepunt.core.due import meeting_days
from actiepunt.core.model import Meeting
from actiepunt.core.query import Filter, Standing, group, select
from actiepunt.i18n import translator
from actiepunt.ical.components import FeedSource
from actiepunt.templates import fill
from actiepunt.text import visible


class Link(NamedTuple):
    """A feed as the page offers it. The addresses are empty where the page has none of its own."""

    title: str
    path: str
    url: str = ""
    webcal: str = ""
    google: str = ""


class Group(NamedTuple):
    """The feeds of everybody, of a body, or of an owner."""

    title: str
    links: Sequence[Link]
    of_owner: bool


class ActionRow(NamedTuple):
    """An action as the page shows it."""

    number: str
    summary: str
    owners: str
    day: str
    agreed: str
    status: str


class MeetingRow(NamedTuple):
    """A meeting as the page shows it."""

    when: str
    what: str
    location: str
    papers: str
    status: str
    url: str
    last: str


def link(title: str, path: str, base: str) -> Link:
    """Return a feed with its addresses below `base` (empty: the page does not know its own)."""
    if not base:
        return Link(title, path)
    url = f"{base.rstrip('/')}/{quote(path)}"
    webcal = "webcal://" + url.partition("://")[2]
    google = f"https://calendar.google.com/calendar/render?cid={quote(webcal, safe='')}"
    return Link(title, path, url, webcal, google)


def html(source: FeedSource, groups: Sequence[Group]) -> bytes:
    """Return the page with all these feeds."""
    settings = source.register.settings
    say = translator(settings.language)
    rows = select(source.register, Filter(), source.day)
    coming, past = _meetings(source)
    return fill(
        "index.html.j2",
        _=say,
        language=settings.language,
        name=visible(settings.name) or say("Actions and meetings"),
        day=source.day.isoformat(),
        feeds=[one for one in groups if not one.of_owner],
        owners=[one for one in groups if one.of_owner],
        actions={
            body: [_row(row, source) for row in found]
            for body, found in group(rows, "body").items()
        },
        count=len(rows),
        coming=[_event(meeting, source) for meeting in coming],
        past=[_event(meeting, source) for meeting in past],
    )


def _meetings(source: FeedSource) -> tuple[list[Meeting], list[Meeting]]:
    """Return the meetings to come on the day of the commit, and those before, latest first.

    Where a script runs, the page moves over what has passed since: a register that nobody changes
    for weeks would show it as coming.
    """
    coming: list[Meeting] = []
    past: list[Meeting] = []
    for meeting in sorted(source.register.meetings, key=calendar.order):
        days = meeting_days(meeting)
        gone = days.last < source.day if days else meeting.status == "cancelled"
        (past if gone else coming).append(meeting)
    return coming, past[::-1]


def _row(row: Standing, source: FeedSource) -> ActionRow:
    say = translator(source.register.settings.language)
    action = row.action
    return ActionRow(
        action.id,
        visible(action.summary),
        visible(", ".join(action.owners)),
        row.deadline.isoformat() if row.deadline else "",
        visible(row.agreed),
        "" if action.status == "open" else labels.state(action.status, say),
    )


def _event(meeting: Meeting, source: FeedSource) -> MeetingRow:
    say = translator(source.register.settings.language)
    start = meeting.start
    when = labels.span(start, meeting.end, " – ") if start else meeting.window
    days = meeting_days(meeting)
    return MeetingRow(
        visible(when),
        visible(meeting.what),
        visible(meeting.location),
        meeting.papers.isoformat() if meeting.papers else "",
        "" if meeting.status == "confirmed" else labels.state(meeting.status, say),
        meeting.url if meeting.url.lower().startswith(("http://", "https://")) else "",
        days.last.isoformat() if days else "",
    )
