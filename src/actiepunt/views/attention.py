"""What needs attention now: late and coming actions, the next meetings, what is not shared yet."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from actiepunt.core import labels
from actiepunt.core.model import Meeting
from actiepunt.core.query import Standing
from actiepunt.i18n import _, ngettext
from actiepunt.output import Column, Entry, Listing, Tone
from actiepunt.views import actions
from actiepunt.views import meetings as calendar
from actiepunt.views.records import joined

MOST_ACTIONS = 5  # of each kind; with the meetings they fit a screen of 24 lines
MOST_MEETINGS = 3


class Line(NamedTuple):
    """A line: the texts of its columns, the text behind them, and its tone."""

    cells: tuple[str, ...]
    text: str
    tone: Tone = ""


def listing(
    rows: Sequence[Standing],
    meetings: Sequence[Meeting],
    pending: Sequence[str],
    today: date,
) -> Listing:
    """Return what needs attention.

    Args:
        rows: The open actions, soonest due first.
        meetings: The coming meetings, in order of time.
        pending: What is to be done to record and share changes, a sentence each.
        today: The day of which it is seen.
    """
    groups: dict[str, Sequence[Line]] = {
        **_actions(_("Late"), "late", rows, today, "actiepunt list --overdue"),
        **_actions(_("Within a week"), "soon", rows, today, "actiepunt list"),
        **_meetings(meetings, today),
        **({_("Not shared yet"): [Line((), text) for text in pending]} if pending else {}),
    }
    columns = [
        Column("", _cell(0), toned=True),
        Column("", _cell(1), toned=True, right=True),
        Column("", _cell(2)),
    ]
    return Listing(
        "attention",
        groups,
        [*columns, Column("", lambda line: line.text)],
        Entry(columns, lambda _line: (), lambda line: line.text, groups, single=True),
        lambda line: {"cells": line.cells, "text": line.text},
        lambda line: line.tone,
        footer=_("All commands: actiepunt --help"),
        empty=_("Nothing is late, and nothing is due within a week."),
    )


def _cell(index: int) -> Any:
    return lambda line: line.cells[index] if index < len(line.cells) else ""


def _actions(
    name: str, tone: Tone, rows: Sequence[Standing], today: date, command: str
) -> Mapping[str, Sequence[Line]]:
    """Return the actions of a tone under their heading, and the command that shows the others."""
    found = [row for row in rows if actions.tone(row, today) == tone]
    lines = [
        Line((row.action.id, _when(row, today), row.action.body), row.action.summary, tone)
        for row in found[:MOST_ACTIONS]
    ]
    heading = f"{name} ({len(found)})"
    if len(found) > len(lines):
        heading = _("{heading}, all of them: {command}").format(heading=heading, command=command)
    return {heading: lines} if found else {}


def _when(row: Standing, today: date) -> str:
    """Return how late an action is, or else the day on which it is due."""
    if row.deadline is None or row.late:
        return actions.nearness(row, today)
    return labels.short_day(row.deadline, today, _)


def _meetings(meetings: Sequence[Meeting], today: date) -> Mapping[str, Sequence[Line]]:
    lines = [
        Line(
            (calendar.day(meeting, today), calendar.time(meeting)),
            joined(meeting.what, meeting.location, calendar.papers(meeting, today)),
        )
        for meeting in meetings[:MOST_MEETINGS]
    ]
    name = ngettext("Next meeting", "Next meetings", len(lines))
    return {name: lines} if lines else {}
