"""The components of a calendar feed, one for each thing that it shows (RFC 5545, RFC 7986).

A component depends on the source alone, not on the feed that it goes into.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.core import alarm, labels
from actiepunt.core.fields import kinds
from actiepunt.core.model import Action, Meeting, Record, Register, Settings, day_of
from actiepunt.history import Entry
from actiepunt.history.stamps import Stamps
from actiepunt.i18n import Translate, translator
from actiepunt.ical import conference
from actiepunt.text import visible

if TYPE_CHECKING:
    from icalendar import Component, vText

_STATUS = {"open": "NEEDS-ACTION", "in-progress": "IN-PROCESS", "done": "COMPLETED",
           "cancelled": "CANCELLED"}  # fmt: skip
_PERCENT = {"open": 0, "in-progress": 50, "done": 100}
_NOTHING: Mapping[str, str] = MappingProxyType({})
_HIDDEN = {"uid", "id", "window", "created", "was", "item", "source"}


def _nowhere(_action: Action) -> str:
    return ""


class FeedSource(NamedTuple):
    """The input of feeds: a committed register, its stamps, the day of its commit.

    `meetings` are those of the register by id. `entries` are the changes of its history, oldest
    first. `page_of` gives the address of the web page that shows an action, empty where there is
    none.
    """

    register: Register
    stamps: Stamps
    day: date
    meetings: Mapping[str, Meeting]
    entries: Sequence[Entry] = ()
    page_of: Callable[[Action], str] = _nowhere


def meeting_event(source: FeedSource, meeting: Meeting) -> "Component":
    """Return a planned meeting as an event."""
    from icalendar import Event

    say = translator(source.register.settings.language)
    event = Event()
    _set_stamp(event, source, meeting, {meeting.uid: _shown_fields(meeting)})
    _set_times(event, meeting, source.register.settings)
    _set_summary(event, meeting.what, meeting, say)
    if meeting.location:
        set_text(event, "LOCATION", meeting.location)
    if meeting.url:
        event.add("URL", meeting.url)
    _set_conference(event, meeting)
    _set_description(
        event, _labelled_lines(meeting, ("participants", "agenda", "papers", "url", "notes"), say)
    )
    if meeting.body:
        _set_categories(event, [meeting.body])
    return event


def papers_event(source: FeedSource, meeting: Meeting) -> "Component":
    """Return the day on which the papers of a meeting are due, as an all-day event."""
    from icalendar import Event

    say = translator(source.register.settings.language)
    event = Event()
    shown = ("body", "title", "start", "papers", "status")
    _set_stamp(event, source, meeting, {meeting.uid: shown}, "-papers")
    _set_all_day(event, meeting.papers or source.day)
    start = labels.full_day(meeting.start, say) if meeting.start else meeting.window
    title = say("Papers due: {meeting}, {start}").format(meeting=meeting.what, start=start)
    _set_summary(event, title, meeting, say, free=True)
    if meeting.body:
        _set_categories(event, [meeting.body])
    return event


def deadline_event(source: FeedSource, action: Action, day: date) -> "Component":
    """Return the deadline of an open action, as an all-day event on `day`."""
    from icalendar import Event

    say = translator(source.register.settings.language)
    event = Event()
    _set_stamp(event, source, action, _shown_by_uid(source, action))
    _set_all_day(event, day)
    title = say("Due: {number} {summary}").format(number=action.id, summary=action.summary)
    set_text(event, "SUMMARY", _marked(title, source, action, say))
    _set_free(event)
    _set_page(event, source, action)
    _set_description(event, _action_lines(source, action, say))
    _set_categories(event, [action.body, *action.tags])
    return event


def task(source: FeedSource, action: Action, day: date | None) -> "Component":
    """Return an action as a task; `day` is that of its deadline, if it has one."""
    from icalendar import Todo

    say = translator(source.register.settings.language)
    todo = Todo()
    _set_stamp(todo, source, action, _shown_by_uid(source, action), "-task")
    set_text(todo, "SUMMARY", _marked(f"{action.id} {action.summary}", source, action, say))
    if day:
        todo.add("DUE", day)
    todo.add("STATUS", _STATUS[action.status])
    if action.status in _PERCENT:
        todo.add("PERCENT-COMPLETE", _PERCENT[action.status])
    if action.status == "done" and action.closed:
        zone = ZoneInfo(source.register.settings.timezone)
        todo.add("COMPLETED", datetime.combine(action.closed, time(12), zone).astimezone(UTC))
    _set_page(todo, source, action)
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
    lines += [f"{labels.full_day(note.on, say)}: {note.text}" for note in action.progress]
    return [*lines, *filter(None, (action.details, source.page_of(action)))]


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
            text = (
                content
                if field == "notes"
                else labels.value(content, say, field, labels.in_full(say))
            )
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


def _set_page(component: "Component", source: FeedSource, action: Action) -> None:
    page = source.page_of(action)
    if page:
        component.add("URL", page)


def _set_summary(
    event: "Component", title: str, meeting: Meeting, say: Translate, *, free: bool = False
) -> None:
    """Set SUMMARY, STATUS and the busy status, which Outlook reads from a property of its own."""
    if meeting.status == "cancelled":
        title = say("CANCELLED: {title}").format(title=title)
    set_text(event, "SUMMARY", title)
    event.add("STATUS", meeting.status.upper())
    if free or meeting.status == "cancelled":
        _set_free(event)
    elif meeting.status == "tentative":
        event.add("X-MICROSOFT-CDO-BUSYSTATUS", "TENTATIVE")


def _set_conference(event: "Component", meeting: Meeting) -> None:
    """Set CONFERENCE for a meeting that people join at its address; calendars offer a button."""
    from icalendar import vUri

    label = conference.label(meeting)
    if label:
        parameters = {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": label}
        event.add("CONFERENCE", vUri(meeting.url), parameters=parameters)


def set_alarm(component: "Component", ahead: timedelta, day: date) -> None:
    """Set an alarm before an event or the deadline of a task.

    There is none before what is over on `day`, closed or cancelled: programs would give it at once.

    Args:
        component: A component of this module.
        ahead: How long before it; see `alarm.trigger` for whole days.
        day: The day of the commit.
    """
    from icalendar import Alarm

    when = component.get("DTSTART") or component.get("DUE")
    over = {"CANCELLED", "COMPLETED"}
    if when is None or day_of(when.dt) < day or str(component.get("STATUS")) in over:
        return
    due = {"RELATED": "END"} if "DUE" in component else {}
    part = Alarm()
    part.add("ACTION", "DISPLAY")
    part["DESCRIPTION"] = component["SUMMARY"]
    whole_day = not isinstance(when.dt, datetime)
    part.add("TRIGGER", alarm.trigger(ahead, whole_day=whole_day), parameters=due)
    component.add_component(part)


def _set_description(component: "Component", lines: list[str]) -> None:
    if lines:
        set_text(component, "DESCRIPTION", "\n".join(lines))


def _set_categories(component: "Component", names: Iterable[str]) -> None:
    named = [escaped(name) for name in dict.fromkeys(names) if name]
    if named:
        component.add("CATEGORIES", _verbatim(",".join(named)), encode=False)


def set_text(component: "Component", field: str, content: str) -> None:
    """Set a text field of a component, escaped as we do."""
    component.add(field, _verbatim(escaped(content)), encode=False)


def escaped(content: str) -> str:
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
