"""The presentation of a single record in full: an action, or a meeting with its actions."""

from collections.abc import Mapping
from datetime import date

from actiepunt.core import labels
from actiepunt.core.due import meeting_days
from actiepunt.core.fields import HIDDEN, kinds, of
from actiepunt.core.model import Action, Meeting, Record, Register
from actiepunt.core.query import Standing, standing
from actiepunt.i18n import _, ngettext
from actiepunt.output import Card, Line, Listing
from actiepunt.views import actions, changes, meetings
from actiepunt.views.records import record

_BULLETS = ("- ", "* ", "• ")


def action(row: Standing, register: Register, today: date) -> Card:
    """Return the card of an action, with the meeting where it was agreed spelled out."""
    shown, calendar = row.action, register.meetings_by_id()
    fields = _fields(shown, today, {"id", "summary"})
    if shown.due:
        fields["due"] = [Line(due(row, calendar, today))]
    if shown.meeting in calendar:
        fields["meeting"] = [Line(changes.meeting_line(calendar[shown.meeting], changes.full_day))]
    return Card(
        "actions",
        Line(f"{shown.id}  {shown.summary}", hanging=len(shown.id) + 2),
        [(labels.label(name, _), lines) for name, lines in fields.items()],
        actions.as_json(row),
        actions.tone(row, today),
    )


def meeting(shown: Meeting, register: Register, today: date) -> Card:
    """Return the card of a meeting, with the actions that were agreed there or are due there."""
    told = {"id", "title", "start", "end", "window"}  # by the title of the card, or in one line
    fields = _fields(shown, today, told | ({"status"} if shown.status == "confirmed" else set()))
    if shown.papers and shown.status != "cancelled":
        day = changes.full_day(shown.papers)
        fields["papers"] = [Line(f"{day}, {labels.nearness(shown.papers, today, _)}")]
    return Card(
        "meetings",
        Line(f"{shown.what} ({shown.id})"),
        [
            (_("when"), [Line(_when(shown, today))]),
            *((labels.label(name, _), lines) for name, lines in fields.items()),
        ],
        record(shown),
        meetings.tone(shown, today),
        _actions_of(shown, register, today),
    )


def _fields(shown: Record, today: date, left_out: set[str]) -> dict[str, list[Line]]:
    """Return the filled fields of a record by name, in file order, as lines."""
    return {
        name: _lines(shown, name, today)
        for name in kinds(shown)
        if name not in HIDDEN | left_out and getattr(shown, name)
    }


def _lines(shown: Record, name: str, today: date) -> list[Line]:
    """Return a field as lines: of a list of sentences or of notes one for each."""
    content, definition = getattr(shown, name), of(shown)[name]
    if definition.kind == "progress":
        days = [labels.short_day(note.on, today, _) for note in content]
        wide = max(map(len, days)) + 2
        return [
            Line(f"{day:{wide}}{note.text}", hanging=wide)
            for day, note in zip(days, content, strict=True)
        ]
    if definition.kind == "long":
        return [
            Line(text, hanging=2 if text.lstrip().startswith(_BULLETS) else 0)
            for text in content.rstrip("\n").split("\n")
        ]
    if definition.has_sentences:
        return [Line(text) for text in content]
    return [Line(labels.value(content, _, name, changes.full_day), hanging=0)]


def due(row: Standing, calendar: Mapping[str, Meeting], today: date, *, brief: bool = False) -> str:
    """Return the deadline: its day, what was agreed, and how late it is or how long it lasts.

    With `brief` a meeting has its name alone, without its id.
    """
    agreed = row.action.due
    if row.deadline is None:
        return str(agreed)
    text = changes.full_day(row.deadline)
    if isinstance(agreed, str):
        named = agreed in calendar and not brief
        text += f" ({row.agreed}, {agreed})" if named else f" ({row.agreed})"
    if row.late:
        return f"{text}, {labels.lateness(row.late, ngettext)}"
    if row.action.is_closed:
        return text
    return f"{text}, {labels.nearness(row.deadline, today, _)}"


def _when(shown: Meeting, today: date) -> str:
    """Return the time of a meeting and, unless it is cancelled, how near its days are."""
    text, days = changes.when(shown, changes.full_day), meeting_days(shown)
    if days is None or shown.day is None or shown.status == "cancelled":
        return text
    nearest = min(max(today, days.first), days.last)
    return f"{text}, {labels.nearness(nearest, today, _)}"


def _actions_of(shown: Meeting, register: Register, today: date) -> list[Listing]:
    """Return a listing of the actions that were agreed at a meeting, and one of those due there."""
    linked = {
        _("Agreed here"): [one for one in register.every_action if one.meeting == shown.id],
        _("Due here"): [one for one in register.every_action if one.due == shown.id],
    }
    return [
        _listing(f"{name} ({len(found)})", found, register, today)
        for name, found in linked.items()
        if found
    ]


def _listing(name: str, found: list[Action], register: Register, today: date) -> Listing:
    calendar = register.meetings_by_id()
    rows = [standing(one, calendar, today) for one in found]
    listing = actions.listing(
        {name: rows},
        today,
        known={"body", "due"},
        states=any(one.status != "open" for one in found),
        urgency=False,
    )
    return listing._replace(footer="")
