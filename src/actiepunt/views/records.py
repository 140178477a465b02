"""The presentation of actions, meetings and faults: listings, cards and objects of JSON."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actiepunt.core import labels
from actiepunt.core.due import meeting_days
from actiepunt.core.fields import HIDDEN, kinds
from actiepunt.core.model import Action, Meeting, Progress, Record, Register
from actiepunt.core.query import Standing
from actiepunt.errors import Fault
from actiepunt.i18n import _, ngettext
from actiepunt.output import Card, Column, Listing

SOON = 7  # a deadline within this number of days is shown in yellow


def actions(groups: Mapping[str, Sequence[Standing]], today: date, *, states: bool) -> Listing:
    """Return the listing of groups of actions.

    `states` adds a column for the status where the output is no table on a screen.
    """
    rows = [row for group in groups.values() for row in group]
    phrases = any(isinstance(row.action.due, str) for row in rows)
    number = Column(_("number"), lambda r: r.action.id)
    body = Column(_("body"), lambda r: r.action.body, most=10)
    owner = Column(_("owner"), lambda r: ", ".join(r.action.owners))
    status = Column(_("status"), lambda r: labels.state(r.action.status, _))
    summary = Column(_("action"), lambda r: r.action.summary, most=0)
    agreed = Column(_("as agreed"), lambda r: r.action.due if isinstance(r.action.due, str) else "")
    plain = [
        number,
        Column(_("due"), _day),
        Column(_("late"), lambda r: str(r.late) if r.late else ""),
        *([agreed] if phrases else []),
        *([status] if states else []),
        body,
        owner,
        summary,
    ]
    screen = [
        Column(_("number"), _number_lines, toned=True),
        Column(_("due"), _due_lines, most=16, toned=True),
        body,
        Column(_("owner"), lambda r: "\n".join(r.action.owners), most=16),
        summary,
    ]
    return Listing(
        "actions",
        groups,
        plain,
        screen,
        action_record,
        lambda row: _tone(row, today),
        footer=_counts(rows, today),
        empty=_("No actions found."),
        names=tuple(action_record(Standing(Action(), None, 0))),
    )


def _day(row: Standing) -> str:
    return row.deadline.isoformat() if row.deadline else ""


def _number_lines(row: Standing) -> str:
    status = row.action.status
    return row.action.id if status == "open" else f"{row.action.id}\n{labels.state(status, _)}"


def _due_lines(row: Standing) -> str:
    lines = [_day(row)]
    if row.agreed:
        lines.append(row.agreed)
    if row.late:
        lines.append(
            ngettext("{days} day late", "{days} days late", row.late).format(days=row.late)
        )
    return "\n".join(line for line in lines if line)


def _tone(row: Standing, today: date) -> str:
    if row.action.is_closed:
        return "closed"
    if row.overdue:
        return "late"
    return "soon" if row.deadline and row.deadline <= today + timedelta(days=SOON) else ""


def _counts(rows: Sequence[Standing], today: date) -> str:
    """Return the footer: the number of actions, and how many are overdue or due soon.

    A row in several groups counts once.
    """
    unique = {id(row): row for row in rows}.values()
    tones = [_tone(row, today) for row in unique]
    parts = [ngettext("{count} action", "{count} actions", len(tones)).format(count=len(tones))]
    if late := tones.count("late"):
        parts.append(_("{count} overdue").format(count=late))
    if soon := tones.count("soon"):
        parts.append(_("{count} due within a week").format(count=soon))
    return ", ".join(parts)


def action_record(row: Standing) -> dict[str, Any]:
    """Return an action as an object of JSON, with the names of the data file.

    `due` is the day of the deadline, and `due_text` the deadline as the file has it.
    """
    content = record(row.action)
    due = row.action.due
    content["due"] = row.deadline.isoformat() if row.deadline else None
    content["due_text"] = due.isoformat() if isinstance(due, date) else due
    content["overdue"] = row.overdue
    return content


def record(shown: Record) -> dict[str, Any]:
    """Return a record as an object of JSON, without the hidden fields."""
    return {name: json_value(getattr(shown, name)) for name in kinds(shown) if name not in HIDDEN}


def json_value(content: object) -> object:
    """Return the content of a field as a value of JSON; null where it is empty."""
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, tuple):
        return [
            {"on": item.on.isoformat(), "text": item.text} if isinstance(item, Progress) else item
            for item in content
        ]
    return content or None


def action_card(row: Standing, register: Register, today: date) -> Card:
    """Return the card of an action, with the meeting where it was agreed spelled out."""
    action, meetings = row.action, register.meetings_by_id()
    fields: list[tuple[str, str]] = []
    for name, kind in kinds(action).items():
        content = getattr(action, name)
        if name in {*HIDDEN, "id", "summary"} or not content:
            continue
        text = content if kind == "long" else labels.value(content, _, name)
        if name == "due":
            text = _due_in_full(row, text, today)
        if name == "progress":
            text = "\n".join(f"{note.on.isoformat()}  {note.text}" for note in content)
        if name == "meeting" and content in meetings:
            text = meeting_line(meetings[content])
        fields.append((labels.label(name, _), text))
    return Card(
        "actions", f"{action.id}  {action.summary}", fields, action_record(row), _tone(row, today)
    )


def _due_in_full(row: Standing, text: str, today: date) -> str:
    if row.deadline is None:
        return text
    shown = text if text == _day(row) else f"{_day(row)} ({text})"
    if row.late:
        late = ngettext("{days} day late", "{days} days late", row.late).format(days=row.late)
        return f"{shown}, {late}"
    if row.action.is_closed:
        return shown
    left = (row.deadline - today).days
    return f"{shown}, " + ngettext("{days} day left", "{days} days left", left).format(days=left)


def meeting_line(meeting: Meeting) -> str:
    """Return a meeting in one line: its heading, its time and its id."""
    return f"{meeting.what}, {_when(meeting)} ({meeting.id})"


def _when(meeting: Meeting) -> str:
    """Return the time of a meeting, or the window of one that is not planned."""
    return labels.span(meeting.start, meeting.end) if meeting.start else meeting.window


def meetings(rows: Sequence[Meeting], today: date, empty: str = "") -> Listing:
    """Return the listing of meetings; `empty` is the text where there are none."""
    when = Column(_("when"), _when, most=22, toned=True)
    about = Column(_("meeting"), _meeting_lines, most=0)
    states = any(meeting.status != "confirmed" for meeting in rows)
    what = Column(_("meeting"), lambda m: m.what, most=0)
    location = Column(_("location"), lambda m: m.location, most=18)
    papers = Column(_("papers"), lambda m: m.papers.isoformat() if m.papers else "", most=10)
    status = Column(_("status"), _meeting_state)
    name = Column(_("id"), lambda m: m.id)
    title = ngettext("{count} meeting", "{count} meetings", len(rows)).format(count=len(rows))
    return Listing(
        "meetings",
        {"": rows},
        [when, *([status] if states else []), what, location, papers, name],
        [Column(_("when"), _when_lines, most=22, toned=True), about],
        record,
        lambda meeting: _meeting_tone(meeting, today),
        footer=title,
        empty=empty or _("No meetings found."),
        names=tuple(record(Meeting())),
    )


def _when_lines(meeting: Meeting) -> str:
    papers = meeting.papers and f"{_('papers')} {meeting.papers.isoformat()}"
    return "\n".join(part for part in (_when(meeting), _meeting_state(meeting), papers) if part)


def _meeting_lines(meeting: Meeting) -> str:
    """Return the heading, the location and the id, which is too long for a column of its own."""
    return "\n".join(part for part in (meeting.what, meeting.location, meeting.id) if part)


def _meeting_state(meeting: Meeting) -> str:
    return "" if meeting.status == "confirmed" else labels.state(meeting.status, _)


def _meeting_tone(meeting: Meeting, today: date) -> str:
    days = meeting_days(meeting)
    if meeting.status == "cancelled" or (days and days.last < today):
        return "closed"
    return "soon" if meeting.day and meeting.day <= today + timedelta(days=SOON) else ""


def meeting_card(meeting: Meeting, register: Register, today: date) -> Card:
    """Return the card of a meeting, with the actions that were agreed there or are due there."""
    fields = [(_("when"), _when(meeting))]
    for name, kind in kinds(meeting).items():
        content = getattr(meeting, name)
        if name in {*HIDDEN, "id", "start", "end", "window"} or content == "confirmed":
            continue
        if not content:
            continue
        text = content if kind == "long" else labels.value(content, _, name)
        if kind == "texts":
            text = "\n".join(content)
        fields.append((labels.label(name, _), text))
    for label, linked in (
        (_("agreed here"), [a for a in register.every_action if a.meeting == meeting.id]),
        (_("due here"), [a for a in register.every_action if a.due == meeting.id]),
    ):
        if linked:
            fields.append((label, "\n".join(_action_line(action) for action in linked)))
    return Card(
        "meetings",
        f"{meeting.what} ({meeting.id})",
        fields,
        record(meeting),
        _meeting_tone(meeting, today),
    )


def _action_line(action: Action) -> str:
    state = "" if action.status == "open" else f" ({labels.state(action.status, _)})"
    return f"{action.id}  {action.summary}{state}"


def fault_line(fault: Fault) -> str:
    """Return a fault in one line as compilers do: place, level, message and advice."""
    level = _("error") if fault.level == "error" else _("warning")
    place = f"{fault.place}: " if fault.place else ""
    advice = f" {fault.advice}" if fault.advice else ""
    return f"{place}{level}: {fault.message}.{advice}"


def fault_record(fault: Fault) -> dict[str, Any]:
    """Return a fault as an object of JSON."""
    names = ("file", "line", "level", "field", "message", "advice")
    return {name: getattr(fault, name) or None for name in names}
