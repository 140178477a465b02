"""From records to calendar components, and from those to the bytes of a feed (RFC 5545, RFC 7986).

A deadline is an all-day VEVENT in one feed and a VTODO in another, never both in one file, because
programs that know both would show it twice. A cancelled meeting stays until its day has passed.
Nothing depends on the moment of export.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.core import labels
from actiepunt.core.due import deadline
from actiepunt.core.model import Action, Meeting, Record, Register, Settings, kinds
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
    """What a feed holds: which kinds, of which body (slug) and of which owner (folded part).

    None does not narrow; a text always does, also an empty one.
    """

    meetings: bool = True
    deadlines: bool = True
    tasks: bool = False
    body: str | None = None
    owner: str | None = None
    whole_owner: bool = False


class FeedSource(NamedTuple):
    """What feeds are made of: the register as committed, its stamps, and the day of that commit.

    `meetings` are those of the register by id.
    """

    register: Register
    stamps: Stamps
    day: date
    meetings: Mapping[str, Meeting]


def calendar(source: FeedSource, scope: Scope, name: str, color: str) -> bytes:
    """Return the bytes of one feed: CRLF, lines of 75 octets, UTF-8 without a mark.

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
        _text(component, field, name)
    component.add("X-WR-TIMEZONE", zone)
    component.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    component.add("X-PUBLISHED-TTL", "PT1H")
    component.add("COLOR", color)
    component.add_component(vtimezone(zone))
    found = [part for make in _makers(scope) for part in make(source, scope)]
    for _key, part in sorted(found, key=lambda pair: pair[0]):
        component.add_component(part)
    return folded(component.to_ical())


Made = Iterable[tuple[tuple[str, str], "Component"]]
"""Components with their order: start and uid."""


def _makers(scope: Scope) -> list[Callable[[FeedSource, Scope], Made]]:
    offered = (
        (scope.meetings, meeting_events),
        (scope.deadlines, deadline_events),
        (scope.tasks, tasks),
    )
    return [make for asked, make in offered if asked]


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
        and (scope.owner is None or any(_is(scope, fold(owner)) for owner in action.owners))
    ]


def _is(scope: Scope, owner: str) -> bool:
    return scope.owner == owner if scope.whole_owner else str(scope.owner) in owner


def meeting_events(source: FeedSource, scope: Scope) -> Made:
    """Yield the meetings, and for each with papers the day on which they must be in."""
    for meeting in meetings_of(source, scope):
        yield _made(_meeting(source, meeting))
        if meeting.papers:
            yield _made(_papers(source, meeting))


def deadline_events(source: FeedSource, scope: Scope) -> Made:
    """Yield an all-day event on the deadline of every open action."""
    for action in actions_of(source, scope):
        day = deadline(action.due, source.meetings)
        if day and not action.is_closed:
            yield _made(_deadline(source, action, day))


def tasks(source: FeedSource, scope: Scope) -> Made:
    """Yield every action as a task, for programs that know those."""
    for action in actions_of(source, scope):
        yield _made(_task(source, action, deadline(action.due, source.meetings)))


def _made(component: "Component") -> tuple[tuple[str, str], "Component"]:
    when = component.get("DTSTART") or component.get("DUE")
    start = when.dt.isoformat() if when else "9999"
    return (start, str(component["UID"])), component


def _say(source: FeedSource) -> Translate:
    return translator(source.register.settings.language)


def _meeting(source: FeedSource, meeting: Meeting) -> "Component":
    from icalendar import Event

    say = _say(source)
    event = Event()
    _stamp(event, source, meeting, {meeting.uid: _shown(meeting)})
    _when(event, meeting, source.register.settings)
    _summary(event, meeting.what, meeting, say)
    if meeting.location:
        _text(event, "LOCATION", meeting.location)
    if meeting.url:
        event.add("URL", meeting.url)
    _describe(event, _lines(meeting, ("participants", "agenda", "papers", "url", "notes"), say))
    if meeting.body:
        _categories(event, [meeting.body])
    return event


def _papers(source: FeedSource, meeting: Meeting) -> "Component":
    from icalendar import Event

    say = _say(source)
    event = Event()
    shown = ("body", "title", "start", "papers", "status")
    _stamp(event, source, meeting, {meeting.uid: shown}, "-papers")
    _all_day(event, meeting.papers or source.day)
    start = labels.moment(meeting.start) if meeting.start else meeting.window
    title = say("Papers due: {meeting}, {start}").format(meeting=meeting.what, start=start)
    _summary(event, title, meeting, say, free=True)
    if meeting.body:
        _categories(event, [meeting.body])
    return event


def _deadline(source: FeedSource, action: Action, day: date) -> "Component":
    from icalendar import Event

    say = _say(source)
    event = Event()
    _stamp(event, source, action, _sources(source, action))
    _all_day(event, day)
    title = say("Due: {number} {summary}").format(number=action.id, summary=action.summary)
    _text(event, "SUMMARY", _marked(title, source, action, say))
    _free(event)
    _describe(event, _action_lines(source, action, say))
    _categories(event, [action.body, *action.tags])
    return event


def _task(source: FeedSource, action: Action, day: date | None) -> "Component":
    from icalendar import Todo

    say = _say(source)
    todo = Todo()
    _stamp(todo, source, action, _sources(source, action), "-task")
    _text(todo, "SUMMARY", _marked(f"{action.id} {action.summary}", source, action, say))
    if day:
        todo.add("DUE", day)
    todo.add("STATUS", _STATUS[action.status])
    if action.status in _PERCENT:
        todo.add("PERCENT-COMPLETE", _PERCENT[action.status])
    if action.status == "done" and action.closed:
        zone = ZoneInfo(source.register.settings.timezone)
        todo.add("COMPLETED", datetime.combine(action.closed, time(12), zone).astimezone(UTC))
    _describe(todo, _action_lines(source, action, say))
    _categories(todo, [action.body, *action.tags])
    return todo


def _marked(title: str, source: FeedSource, action: Action, say: Translate) -> str:
    """Return the title of a deadline; it says so where the meeting it is due at is cancelled."""
    meeting = source.meetings.get(str(action.due))
    if action.is_closed or meeting is None or meeting.status != "cancelled":
        return title
    return say("{title} (the meeting is cancelled)").format(title=title)


def _shown(record: Record) -> list[str]:
    return [field for field in kinds(record) if field not in _HIDDEN]


def _sources(source: FeedSource, action: Action) -> dict[str, Sequence[str]]:
    """Return what an action's event shows: its own fields, and of its meeting the day."""
    shown: dict[str, Sequence[str]] = {action.uid: [*_shown(action), "id"]}
    meeting = source.meetings.get(str(action.due))
    if meeting:
        shown[meeting.uid] = ("start", "window", "body", "title", "status")
    return shown


def _action_lines(source: FeedSource, action: Action, say: Translate) -> list[str]:
    meeting = source.meetings.get(str(action.due))
    shown = {"due": meeting.what} if meeting else {}
    lines = _lines(action, ("owners", "body", "due", "meeting", "outcome"), say, shown)
    lines += [f"{note.on.isoformat()} {note.text}" for note in action.progress]
    return [*lines, *([action.details] if action.details else [])]


def _lines(
    record: Record, fields: Iterable[str], say: Translate, instead: Mapping[str, str] = _NOTHING
) -> list[str]:
    """Return `label: value` for each filled field; an agenda and notes as lines of their own.

    Args:
        record: An action or a meeting.
        fields: The names of the fields, in order.
        say: Translates the labels.
        instead: Texts to show in the place of the values of some fields.
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
            lines.append(f"{label}: {instead.get(field, text)}")
    return lines


def _stamp(
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


def _when(event: "Component", meeting: Meeting, settings: Settings) -> None:
    """Set DTSTART and DTEND: local times with their zone; of whole days the end is exclusive.

    A meeting whose end nobody said has the usual length: without DTEND it would have none (RFC 5545
    3.6.1), and calendars show it as a line.
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


def _all_day(event: "Component", day: date) -> None:
    event.add("DTSTART", day)
    event.add("DTEND", day + timedelta(days=1))


def _free(event: "Component") -> None:
    event.add("TRANSP", "TRANSPARENT")
    event.add("X-MICROSOFT-CDO-BUSYSTATUS", "FREE")


def _summary(
    event: "Component", title: str, meeting: Meeting, say: Translate, *, free: bool = False
) -> None:
    """Set SUMMARY and STATUS, and how busy it makes (Outlook looks at its own property first)."""
    if meeting.status == "cancelled":
        title = say("CANCELLED: {title}").format(title=title)
    _text(event, "SUMMARY", title)
    event.add("STATUS", meeting.status.upper())
    if free or meeting.status == "cancelled":
        _free(event)
    elif meeting.status == "tentative":
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", "TENTATIVE")


def _describe(component: "Component", lines: list[str]) -> None:
    if lines:
        _text(component, "DESCRIPTION", "\n".join(lines))


def _categories(component: "Component", names: Iterable[str]) -> None:
    named = [_escaped(name) for name in dict.fromkeys(names) if name]
    if named:
        component.add("CATEGORIES", _encoded(",".join(named)), encode=False)


def _text(component: "Component", field: str, content: str) -> None:
    component.add(field, _encoded(_escaped(content)), encode=False)


def _escaped(content: str) -> str:
    """Return a text as RFC 5545 3.3.11 writes it, without what may not stand in a content line.

    icalendar takes a backslash before an N for a line break (a path such as G:, backslash,
    Notulen); escaping here keeps it a backslash.
    """
    text = visible(content.replace("\r\n", "\n"), long=True)
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _encoded(text: str) -> "vText":
    """Return a text that is written as it is, because it has been escaped already."""
    return _encoded_type()(text)


@cache
def _encoded_type() -> "type[vText]":
    from icalendar import vText

    class Encoded(vText):
        def to_ical(self) -> bytes:
            return self.encode()

    return Encoded
