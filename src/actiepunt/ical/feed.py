"""The bytes of a calendar feed for the records of a register (RFC 5545, RFC 7986).

A deadline is an all-day VEVENT in one feed and a VTODO in another, never both in one file, because
programs that support both would show it twice. A cancelled meeting stays in the feed until its day
has passed. The moment of export changes nothing: the same commit gives the same bytes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.core import labels
from actiepunt.core.due import deadline
from actiepunt.core.fields import kinds
from actiepunt.core.model import Action, Meeting, Record, Register, Settings
from actiepunt.history.stamps import Stamps
from actiepunt.i18n import Translate, translator
from actiepunt.ical.fold import folded
from actiepunt.ical.zone import vtimezone
from actiepunt.text import fold, slug, visible

if TYPE_CHECKING:
    from icalendar import Component, vText

PRODID = "-//actiepunt//register//EN"
REFRESH = timedelta(hours=1)

_STATUS = {"open": "NEEDS-ACTION", "in-progress": "IN-PROCESS", "done": "COMPLETED",
           "cancelled": "CANCELLED"}  # fmt: skip
_PERCENT = {"open": 0, "in-progress": 50, "done": 100}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_HIDDEN = {"uid", "id", "window", "created", "was", "item"}


class Scope(NamedTuple):
    """The contents of a feed: its kinds of component, for one body and one owner, or for all.

    `body` is a slug. `owner` is a folded name (`text.fold`), or part of it without `whole_owner`.
    None selects everything; a text always narrows, also an empty one.
    """

    meetings: bool = True
    deadlines: bool = True
    tasks: bool = False
    body: str | None = None
    owner: str | None = None
    whole_owner: bool = False


class FeedSource(NamedTuple):
    """The input of feeds: a committed register, its stamps, the day of its commit.

    `meetings` are those of the register by id.
    """

    register: Register
    stamps: Stamps
    day: date
    meetings: Mapping[str, Meeting]


def calendar(source: FeedSource, scope: Scope, name: str, color: str) -> bytes:
    """Return the bytes of a feed: UTF-8 without a byte order mark, CRLF, lines of 75 octets.

    Raises:
        ActiepuntError: the register's time zone cannot be written into a calendar.
    """
    from icalendar import Calendar

    zone = source.register.settings.timezone
    component = Calendar()
    component.add("PRODID", PRODID)
    component.add("VERSION", "2.0")
    component.add("CALSCALE", "GREGORIAN")
    for field in ("NAME", "X-WR-CALNAME"):
        _set_text(component, field, name)
    component.add("X-WR-TIMEZONE", zone)
    component.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    component.add("X-PUBLISHED-TTL", "PT1H")
    component.add("COLOR", color)
    component.add_component(vtimezone(zone))
    components = [part for make in _makers(scope) for part in make(source, scope)]
    for _key, part in sorted(components, key=lambda pair: pair[0]):
        component.add_component(part)
    return folded(component.to_ical())


Components = Iterable[tuple[tuple[str, str], "Component"]]
"""Components, each with its sort key: its start and uid."""


def _makers(scope: Scope) -> list[Callable[[FeedSource, Scope], Components]]:
    makers = (
        (scope.meetings, meeting_events),
        (scope.deadlines, deadline_events),
        (scope.tasks, tasks),
    )
    return [make for wanted, make in makers if wanted]


def meetings_of(source: FeedSource, scope: Scope) -> list[Meeting]:
    """Return the planned meetings of a feed; a cancelled one only until its day has passed."""
    return [
        meeting
        for meeting in source.register.meetings
        if meeting.last_day
        and (scope.body is None or slug(meeting.body) == scope.body)
        and (meeting.status != "cancelled" or meeting.last_day >= source.day)
    ]


def actions_of(source: FeedSource, scope: Scope) -> list[Action]:
    """Return the actions of a feed, closed ones too."""
    return [
        action
        for action in source.register.actions
        if (scope.body is None or slug(action.body) == scope.body)
        and (
            scope.owner is None
            or any(_owner_matches(scope.owner, scope, fold(owner)) for owner in action.owners)
        )
    ]


def _owner_matches(wanted: str, scope: Scope, owner: str) -> bool:
    return wanted == owner if scope.whole_owner else wanted in owner


def meeting_events(source: FeedSource, scope: Scope) -> Components:
    """Yield the meetings, and an all-day event for each day on which papers are due."""
    for meeting in meetings_of(source, scope):
        yield _with_order(_meeting(source, meeting))
        if meeting.papers:
            yield _with_order(_papers(source, meeting))


def deadline_events(source: FeedSource, scope: Scope) -> Components:
    """Yield an all-day VEVENT on the deadline of every open action."""
    for action in actions_of(source, scope):
        day = deadline(action.due, source.meetings)
        if day and not action.is_closed:
            yield _with_order(_deadline(source, action, day))


def tasks(source: FeedSource, scope: Scope) -> Components:
    """Yield a VTODO for every action."""
    for action in actions_of(source, scope):
        yield _with_order(_task(source, action, deadline(action.due, source.meetings)))


def _with_order(component: "Component") -> tuple[tuple[str, str], "Component"]:
    when = component.get("DTSTART") or component.get("DUE")
    start = when.dt.isoformat() if when else "9999"
    return (start, str(component["UID"])), component


def _translate(source: FeedSource) -> Translate:
    return translator(source.register.settings.language)


def _meeting(source: FeedSource, meeting: Meeting) -> "Component":
    from icalendar import Event

    say = _translate(source)
    event = Event()
    _set_stamp(event, source, meeting, {meeting.uid: _shown_fields(meeting)})
    _set_times(event, meeting, source.register.settings)
    _set_summary(event, meeting.what, meeting, say)
    if meeting.location:
        _set_text(event, "LOCATION", meeting.location)
    if meeting.url:
        event.add("URL", meeting.url)
    _set_description(
        event, _labelled_lines(meeting, ("participants", "agenda", "papers", "url", "notes"), say)
    )
    if meeting.body:
        _set_categories(event, [meeting.body])
    return event


def _papers(source: FeedSource, meeting: Meeting) -> "Component":
    from icalendar import Event

    say = _translate(source)
    event = Event()
    shown = ("body", "title", "start", "papers", "status")
    _set_stamp(event, source, meeting, {meeting.uid: shown}, "-papers")
    _set_all_day(event, meeting.papers or source.day)
    start = labels.moment(meeting.start) if meeting.start else meeting.window
    title = say("Papers due: {meeting}, {start}").format(meeting=meeting.what, start=start)
    _set_summary(event, title, meeting, say, free=True)
    if meeting.body:
        _set_categories(event, [meeting.body])
    return event


def _deadline(source: FeedSource, action: Action, day: date) -> "Component":
    from icalendar import Event

    say = _translate(source)
    event = Event()
    _set_stamp(event, source, action, _shown_by_uid(source, action))
    _set_all_day(event, day)
    title = say("Due: {number} {summary}").format(number=action.id, summary=action.summary)
    _set_text(event, "SUMMARY", _marked(title, source, action, say))
    _set_free(event)
    _set_description(event, _action_lines(source, action, say))
    _set_categories(event, [action.body, *action.tags])
    return event


def _task(source: FeedSource, action: Action, day: date | None) -> "Component":
    from icalendar import Todo

    say = _translate(source)
    todo = Todo()
    _set_stamp(todo, source, action, _shown_by_uid(source, action), "-task")
    _set_text(todo, "SUMMARY", _marked(f"{action.id} {action.summary}", source, action, say))
    if day:
        todo.add("DUE", day)
    todo.add("STATUS", _STATUS[action.status])
    if action.status in _PERCENT:
        todo.add("PERCENT-COMPLETE", _PERCENT[action.status])
    if action.status == "done" and action.closed:
        zone = ZoneInfo(source.register.settings.timezone)
        todo.add("COMPLETED", datetime.combine(action.closed, time(12), zone).astimezone(UTC))
    _set_description(todo, _action_lines(source, action, say))
    _set_categories(todo, [action.body, *action.tags])
    return todo


def _marked(title: str, source: FeedSource, action: Action, say: Translate) -> str:
    """Return `title`, with a remark if the action is due at a meeting that is cancelled."""
    meeting = source.meetings.get(str(action.due))
    if action.is_closed or meeting is None or meeting.status != "cancelled":
        return title
    return say("{title} (the meeting is cancelled)").format(title=title)


def _shown_fields(record: Record) -> list[str]:
    return [field for field in kinds(record) if field not in _HIDDEN]


def _shown_by_uid(source: FeedSource, action: Action) -> dict[str, Sequence[str]]:
    """Return the fields by uid that an action's component shows: its own and its meeting's."""
    shown: dict[str, Sequence[str]] = {action.uid: [*_shown_fields(action), "id"]}
    meeting = source.meetings.get(str(action.due))
    if meeting:
        shown[meeting.uid] = ("start", "window", "body", "title", "status")
    return shown


def _action_lines(source: FeedSource, action: Action, say: Translate) -> list[str]:
    meeting = source.meetings.get(str(action.due))
    shown = {"due": meeting.what} if meeting else {}
    lines = _labelled_lines(
        action, ("owners", "body", "due", "every", "meeting", "outcome"), say, shown
    )
    lines += [f"{note.on.isoformat()} {note.text}" for note in action.progress]
    return [*lines, *([action.details] if action.details else [])]


def _labelled_lines(
    record: Record,
    fields: Iterable[str],
    say: Translate,
    replacements: Mapping[str, str] = _NOTHING,
) -> list[str]:
    """Return `label: value` for each filled field; an agenda becomes a list below its label.

    Args:
        record: An action or a meeting.
        fields: The names of the fields, in order.
        say: Translates the labels.
        replacements: Texts to show instead of the values of some fields.
    """
    lines = []
    for field in fields:
        content = getattr(record, field)
        if not content:
            continue
        label = labels.label(field, say)
        if field == "agenda":
            lines += [f"{label}:", *(f"- {item}" for item in content)]
        else:
            text = content if field == "notes" else labels.value(content, say, field)
            lines.append(f"{label}: {replacements.get(field, text)}")
    return lines


def _set_stamp(
    component: "Component",
    source: FeedSource,
    record: Record,
    shown: Any,
    suffix: str = "",
) -> None:
    """Set UID, CREATED, DTSTAMP, LAST-MODIFIED and SEQUENCE (RFC 5545 3.8.7)."""
    stamp = source.stamps.of(shown, record.uid)
    component.add("UID", f"{record.uid}{suffix}")
    component.add("CREATED", stamp.created)
    component.add("DTSTAMP", stamp.modified)
    component.add("LAST-MODIFIED", stamp.modified)
    component.add("SEQUENCE", stamp.sequence)


def _set_times(event: "Component", meeting: Meeting, settings: Settings) -> None:
    """Set DTSTART and DTEND: local times with their zone, or days with an exclusive end.

    A meeting without an end gets the usual length: without DTEND it would take no time at all
    (RFC 5545 3.6.1), and calendars would show it as a line.
    """
    start, end = meeting.start, meeting.end
    if isinstance(start, datetime):
        zone = ZoneInfo(settings.timezone)
        usual = start + timedelta(minutes=settings.default_duration)
        event.add("DTSTART", start.replace(tzinfo=zone))
        event.add("DTEND", (end if isinstance(end, datetime) else usual).replace(tzinfo=zone))
    elif start:
        event.add("DTSTART", start)
        event.add("DTEND", (meeting.last_day or start) + timedelta(days=1))


def _set_all_day(event: "Component", day: date) -> None:
    event.add("DTSTART", day)
    event.add("DTEND", day + timedelta(days=1))


def _set_free(event: "Component") -> None:
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")


def _set_summary(
    event: "Component", title: str, meeting: Meeting, say: Translate, *, free: bool = False
) -> None:
    """Set SUMMARY, STATUS and the busy status, which Outlook reads from a property of its own."""
    if meeting.status == "cancelled":
        title = say("CANCELLED: {title}").format(title=title)
    _set_text(event, "SUMMARY", title)
    event.add("STATUS", meeting.status.upper())
    if free or meeting.status == "cancelled":
        _set_free(event)
    elif meeting.status == "tentative":
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", "TENTATIVE")


def _set_description(component: "Component", lines: list[str]) -> None:
    if lines:
        _set_text(component, "DESCRIPTION", "\n".join(lines))


def _set_categories(component: "Component", names: Iterable[str]) -> None:
    named = [_escaped(name) for name in dict.fromkeys(names) if name]
    if named:
        component.add("CATEGORIES", _verbatim(",".join(named)), encode=False)


def _set_text(component: "Component", field: str, content: str) -> None:
    component.add(field, _verbatim(_escaped(content)), encode=False)


def _escaped(content: str) -> str:
    """Return a text escaped as in RFC 5545 3.3.11, without characters that it forbids.

    icalendar turns a backslash before an N into a line break, also in a path on Windows such as
    G:, backslash, Notulen; escaping it here keeps the backslash.
    """
    text = visible(content.replace("\r\n", "\n"), long=True)
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _verbatim(text: str) -> "vText":
    """Return an escaped text as a property that icalendar does not escape again."""
    return _verbatim_type()(text)


@cache
def _verbatim_type() -> "type[vText]":
    from icalendar import vText

    class Verbatim(vText):
        def to_ical(self) -> bytes:
            return self.encode()

    return Verbatim
