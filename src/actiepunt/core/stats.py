"""How it goes: open, overdue, done in time, how long and how often moved, per body and owner."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.query import standing
from actiepunt.text import fold


class Tally(NamedTuple):
    """The counts of everything (`kind` total), of a body or of an owner.

    `in_time` counts what was done on or before its deadline as it stood then, of `with_deadline`
    done ones that had one; `days` is the mean number of days from creation to closing, or to today
    while open; `deferrals` is how often a deadline was moved.
    """

    kind: str
    name: str
    open: int
    overdue: int
    done: int
    with_deadline: int
    in_time: int
    cancelled: int
    days: float | None
    deferrals: int


def tallies(register: Register, deferrals: Mapping[str, int], today: date) -> list[Tally]:
    """Return the counts of everything, then of each body, then of each owner, by name."""
    actions = register.every_action
    meetings = register.meetings_by_id()
    bodies: dict[str, list[Action]] = {}
    owners: dict[str, list[Action]] = {}
    for action in actions:
        bodies.setdefault(action.body, []).append(action)
        for owner in action.owners or ("",):
            owners.setdefault(owner, []).append(action)
    return [
        _tally("total", "", actions, meetings, deferrals, today),
        *(_tally("body", n, a, meetings, deferrals, today) for n, a in _by_name(bodies)),
        *(_tally("owner", n, a, meetings, deferrals, today) for n, a in _by_name(owners)),
    ]


def _by_name(groups: Mapping[str, list[Action]]) -> list[tuple[str, list[Action]]]:
    """Return groups by name; what has none comes last."""
    return sorted(groups.items(), key=lambda pair: (not pair[0], fold(pair[0])))


def _tally(
    kind: str,
    name: str,
    actions: Sequence[Action],
    meetings: Mapping[str, Meeting],
    deferrals: Mapping[str, int],
    today: date,
) -> Tally:
    rows = [standing(action, meetings, today) for action in actions]
    done = [row for row in rows if row.action.status == "done"]
    timed = [row for row in done if row.deadline and row.action.closed]
    lasted = [
        ((action.closed or today) - action.created.date()).days
        for action in actions
        if action.created
    ]
    return Tally(
        kind,
        name,
        open=sum(not action.is_closed for action in actions),
        overdue=sum(row.overdue for row in rows),
        done=len(done),
        with_deadline=len(timed),
        in_time=sum((row.action.closed or today) <= (row.deadline or today) for row in timed),
        cancelled=sum(action.status == "cancelled" for action in actions),
        days=round(sum(max(days, 0) for days in lasted) / len(lasted), 1) if lasted else None,
        deferrals=sum(deferrals.get(action.uid, 0) for action in actions),
    )


def open_by_month(past: Iterable[tuple[date, Iterable[Difference]]]) -> dict[str, int]:
    """Return how many actions were open at the end of each month with a change, by `2025-01`.

    Args:
        past: The day of each commit and what it changed, oldest first.
    """
    now: set[str] = set()
    found: dict[str, int] = {}
    for day, differences in past:
        for one in differences:
            if one.is_action:
                new = one.new
                is_open = isinstance(new, Action) and not (new.is_closed or new.withdrawn)
                (now.add if is_open else now.discard)(one.record.uid)
        found[f"{day:%Y-%m}"] = len(now)
    return dict(sorted(found.items()))
