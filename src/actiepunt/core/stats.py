"""Statistics of actions per body and owner: states, deadlines met, days taken, deferrals."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.query import standing
from actiepunt.text import fold


class Counts(NamedTuple):
    """The counts of a group of actions.

    Attributes:
        kind: `total`, `body` or `owner`.
        name: The name of the body or owner; empty for the total and for actions without any.
        with_deadline: How many of the done actions had a day as their deadline.
        in_time: How many of those were done on or before it.
        days: The mean number of days from creation to closing, or to today while open; None where
            no action has a moment of creation.
        deferrals: How often deadlines of these actions were moved.
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


def counts(register: Register, deferrals: Mapping[str, int], today: date) -> list[Counts]:
    """Return the counts of all actions, then of each body, then of each owner, by name.

    `deferrals` is the number of times that a deadline was moved, by the uid of its action.
    """
    actions = register.every_action
    meetings = register.meetings_by_id()
    bodies: dict[str, list[Action]] = {}
    owners: dict[str, list[Action]] = {}
    for action in actions:
        bodies.setdefault(action.body, []).append(action)
        for owner in action.owners or ("",):
            owners.setdefault(owner, []).append(action)
    return [
        _counts("total", "", actions, meetings, deferrals, today),
        *(_counts("body", n, group, meetings, deferrals, today) for n, group in _by_name(bodies)),
        *(_counts("owner", n, group, meetings, deferrals, today) for n, group in _by_name(owners)),
    ]


def _by_name(groups: Mapping[str, list[Action]]) -> list[tuple[str, list[Action]]]:
    """Return groups in order of name, the group without a name last."""
    return sorted(groups.items(), key=lambda pair: (not pair[0], fold(pair[0])))


def _counts(
    kind: str,
    name: str,
    actions: Sequence[Action],
    meetings: Mapping[str, Meeting],
    deferrals: Mapping[str, int],
    today: date,
) -> Counts:
    rows = [standing(action, meetings, today) for action in actions]
    done = [row for row in rows if row.action.status == "done"]
    timed = [row for row in done if row.deadline and row.action.closed]
    lasted = [
        ((action.closed or today) - action.created.date()).days
        for action in actions
        if action.created
    ]
    return Counts(
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
    """Return how many actions were open at the end of each month, such as `2025-01`.

    Months without a commit are left out.

    Args:
        past: The day and the differences of each commit, oldest first.
    """
    open_uids: set[str] = set()
    months: dict[str, int] = {}
    for day, differences in past:
        for difference in differences:
            if difference.is_action:
                new = difference.new
                is_open = isinstance(new, Action) and not (new.is_closed or new.withdrawn)
                (open_uids.add if is_open else open_uids.discard)(difference.record.uid)
        months[f"{day:%Y-%m}"] = len(open_uids)
    return dict(sorted(months.items()))
