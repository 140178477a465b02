"""The presentation of actions: listings and cards."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actiepunt.core import labels
from actiepunt.core.model import Action, Meeting
from actiepunt.core.query import GROUP_KEYS, Standing
from actiepunt.i18n import _, ngettext
from actiepunt.output import Column, Entry, Line, Listing, Tone
from actiepunt.views.records import SOON, dated, record


def listing(
    groups: Mapping[str, Sequence[Standing]],
    today: date,
    *,
    by: str = "",
    known: Collection[str] = (),
    states: bool = False,
    urgency: bool = True,
    whole: Mapping[str, Meeting] | None = None,
) -> Listing:
    """Return the listing of groups of actions.

    Args:
        groups: The actions by group; a single group without a name where they are not grouped.
        today: The day of which "late" and "this week" are seen.
        by: The key of `query.GROUP_KEYS` by which they are grouped.
        known: Fields that a filter or the groups tell already: a terminal leaves them out where
            they are the same throughout.
        states: Whether a pipe gets a column for the status.
        urgency: Whether a terminal groups actions that are not grouped by how urgent they are.
        whole: The meetings by id, to show everything that was agreed; None to show one line each.
    """
    rows = [row for group in groups.values() for row in group]
    constant = {name for name in known if _is_constant(name, rows, by)}
    phrases = any(isinstance(row.action.due, str) for row in rows)
    agreed = Column(_("as agreed"), lambda r: r.action.due if isinstance(r.action.due, str) else "")
    number = Column(_("number"), lambda r: r.action.id, toned=True)
    plain = [
        number,
        dated(_("due"), lambda r, write: write(r.deadline) if r.deadline else ""),
        Column(_("late"), lambda r: str(r.late) if r.late else ""),
        *([agreed] if phrases else []),
        *([Column(_("status"), lambda r: labels.state(r.action.status, _))] if states else []),
        Column(_("body"), lambda r: r.action.body),
        Column(_("owner"), lambda r: ", ".join(r.action.owners)),
        Column(_("action"), lambda r: r.action.summary),
    ]
    screen = Entry(
        [
            number,
            Column(_("due"), lambda r: short_day(r, today), toned=True),
            Column(_("late"), lambda r: nearness(r, today), toned=True, right=True),
            *([] if "body" in constant else [Column(_("body"), lambda r: r.action.body, most=10)]),
        ],
        lambda r: parts(r, constant | _in_heading(r, by)),
        lambda r: r.action.summary,
        _headed(groups, by) if by else _by_urgency(rows, today) if urgency else groups,
        (lambda r: _agreed_lines(r.action, whole, today)) if whole is not None else None,
    )
    return Listing(
        "actions",
        groups,
        plain,
        screen,
        as_json,
        lambda row: tone(row, today),
        footer=_counts(rows, today),
        empty=_("No actions found."),
        names=tuple(as_json(Standing(Action(), None, 0))),
    )


def short_day(row: Standing, today: date) -> str:
    """Return the day of the deadline of an action, in few words; empty where it has none."""
    return labels.short_day(row.deadline, today, _) if row.deadline else ""


def _undated(row: Standing) -> str:
    """Return a deadline that stands for no day, as it was agreed."""
    return f"“{row.agreed}”" if row.agreed and not row.deadline else ""


_PARTS: Mapping[str, Callable[[Standing], str]] = {
    "status": lambda row: "" if row.action.status == "open" else labels.state(row.action.status, _),
    "due": _undated,
    "owners": lambda row: ", ".join(row.action.owners),
}


def parts(row: Standing, left_out: Collection[str] = ()) -> list[str]:
    """Return what follows the number, the day and the body of an action on a terminal."""
    return [text(row) for name, text in _PARTS.items() if name not in left_out]


def _is_constant(name: str, rows: Sequence[Standing], by: str) -> bool:
    """Tell whether a field needs no place: its group names it, or it is the same in all rows."""
    if by and GROUP_KEYS[by].name == name:
        return name != "owners"
    return len({getattr(row.action, name) for row in rows}) < 2


def _in_heading(row: Standing, by: str) -> set[str]:
    """Return the fields that the heading of a group tells of this action, but not of all in it."""
    lone = bool(by) and GROUP_KEYS[by].name == "owners" and len(row.action.owners) < 2
    return {"owners"} if lone else set()


def nearness(row: Standing, today: date) -> str:
    """Return how late an action is, or how soon it is due where that is within `SOON` days."""
    if row.action.is_closed or not row.deadline:
        return ""
    if row.deadline < today:
        return labels.lateness((today - row.deadline).days, ngettext)
    near = (row.deadline - today).days <= SOON
    return labels.nearness(row.deadline, today, _) if near else ""


def _by_urgency(rows: Sequence[Standing], today: date) -> Mapping[str, Sequence[Standing]]:
    """Return the actions by how urgent they are, under headings with their number."""
    headings = {
        "late": _("Late"),
        "soon": _("Within a week"),
        "": _("Later"),
        "undated": _("Without a day"),
        "closed": _("Closed"),
    }
    groups: dict[str, list[Standing]] = {urgency: [] for urgency in headings}
    for row in rows:
        name = tone(row, today) or ("" if row.deadline else "undated")
        groups[name].append(row)
    return {_heading(headings[name], found): found for name, found in groups.items() if found}


def _heading(name: str, rows: Sequence[object]) -> str:
    return f"{name} ({len(rows)})"


def _headed(groups: Mapping[str, Sequence[Standing]], by: str) -> Mapping[str, Sequence[Standing]]:
    """Return groups under the words that people use: “in progress”, “March 2025”."""
    field = GROUP_KEYS[by]

    def words(name: str) -> str:
        if not name:
            return _("no {field}").format(field=labels.label(field.name, _))
        if field.kind == "due" and re.fullmatch(r"\d{4}-\d\d", name):
            return labels.month(date.fromisoformat(f"{name}-01"), _)
        return labels.value(name, _, field.name)

    return {_heading(words(name), rows): rows for name, rows in groups.items()}


def _agreed_lines(action: Action, meetings: Mapping[str, Meeting], today: date) -> list[Line]:
    """Return the deadline as agreed, and the meeting and item where it was agreed."""
    from actiepunt.views.changes import meeting_line  # here, because most lists do not need it

    def name(meeting: Meeting) -> str:
        return meeting_line(meeting, lambda day: labels.short_day(day, today, _))

    lines = []
    if isinstance(action.due, str):
        due = meetings.get(action.due)
        lines.append(f"{labels.label('due', _)}: {name(due) if due else f'“{action.due}”'}")
    if action.meeting:
        meeting = meetings.get(action.meeting)
        item = f", {labels.label('item', _)} {action.item}" if action.item else ""
        text = name(meeting) if meeting else action.meeting
        lines.append(f"{labels.label('meeting', _)}: {text}{item}")
    return [*map(Line, lines)]


def tone(row: Standing, today: date) -> Tone:
    """Return how an action is highlighted on a day."""
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
    tones = [tone(row, today) for row in unique]
    parts = [ngettext("{count} action", "{count} actions", len(tones)).format(count=len(tones))]
    if late := tones.count("late"):
        parts.append(_("{count} overdue").format(count=late))
    if soon := tones.count("soon"):
        parts.append(_("{count} due within a week").format(count=soon))
    return ", ".join(parts)


def as_json(row: Standing) -> dict[str, Any]:
    """Return an action as an object of JSON, with the names of the data file.

    `due` is the day of the deadline, and `due_text` the deadline as the file has it.
    """
    content = record(row.action)
    due = row.action.due
    content["due"] = row.deadline.isoformat() if row.deadline else None
    content["due_text"] = due.isoformat() if isinstance(due, date) else due
    content["overdue"] = row.overdue
    return content
