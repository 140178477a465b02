"""The changes of a register, as pure functions from the old register or record to the new.

They read no clock and no file: today, the moment and new uids are arguments. An edit is a function
from the old action or meeting to the new.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from actiepunt.core import archive, due, labels, query
from actiepunt.core.model import CLOSED, Action, Meeting, Progress, Register, Status, day_of
from actiepunt.core.names import joined, same
from actiepunt.core.numbers import compact, find
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import first_free, slug


class Transition(NamedTuple):
    """A change of status: the new status and the statuses from which it is allowed."""

    to: Status
    comes_from: frozenset[str]


TRANSITIONS: Mapping[str, Transition] = {
    "start": Transition("in-progress", frozenset({"open"})),
    "close": Transition("done", frozenset({"open", "in-progress"})),
    "cancel": Transition("cancelled", frozenset({"open", "in-progress"})),
    "reopen": Transition("open", CLOSED | {"in-progress"}),
}

MOST_OCCURRENCES = 400  # of a meeting that is repeated


def add_action(register: Register, action: Action, year: int) -> Register:
    """Return the register with `action` added under the next number of `year`."""
    numbered = action._replace(id=query.next_number(register, year))
    return register._replace(actions=(*register.actions, numbered))


def update(
    register: Register, numbers: Sequence[str], year: int, edit: Callable[[Action], Action]
) -> Register:
    """Return the register with `edit` applied to the actions that numbers and ranges name.

    An action of the archive is changed there; one that is open again leaves it.

    Raises:
        UsageError: a text is no number or range.
        ActiepuntError: an action does not exist, or refuses the edit.
    """
    chosen = {action.id for action in find(register, numbers, year)}
    refused: dict[str, ActiepuntError] = {}

    def edited(action: Action) -> Action:
        try:
            return edit(action) if action.id in chosen else action
        except ActiepuntError as error:
            refused[action.id] = error
            return action

    changed = register.with_each_action(edited)
    if refused:
        raise _refusal(refused)
    return archive.settle(changed, {a.uid for a in changed.every_action if a.id in chosen})


def _refusal(refused: Mapping[str, ActiepuntError]) -> ActiepuntError:
    """Return the error for the actions, by number, that refuse an edit: it names them all."""
    errors = list(refused.values())
    if len(errors) == 1:
        return errors[0]
    return ActiepuntError(
        "; ".join(error.message for error in errors),
        _("Leave out {numbers}; nothing was changed.").format(numbers=compact(list(refused))),
    )


def transition(kind: str, on: date | None, today: date, outcome: str) -> Callable[[Action], Action]:
    """Return the edit that moves an action to the status of a kind of `TRANSITIONS`.

    An action that has the status already is no error, so that a repeated command does no harm; it
    keeps its day of closing and its outcome unless others are given.

    Raises (when applied):
        ActiepuntError: the present status does not allow the transition.
    """
    rule = TRANSITIONS[kind]
    closing = rule.to in CLOSED

    def edit(action: Action) -> Action:
        repeated = action.status == rule.to
        if not repeated and action.status not in rule.comes_from:
            raise ActiepuntError(
                _("{number} is already closed ({status} on {day})").format(
                    number=action.id,
                    status=labels.state(action.status, _),
                    day=labels.value(action.closed, _, write=labels.in_full(_)),
                ),
                _("Open it again first: actiepunt reopen {number}").format(number=action.id),
            )
        day = on or (action.closed if repeated else today)
        return action._replace(
            status=rule.to,
            closed=day if closing else None,
            outcome=outcome or (action.outcome if repeated or closing else ""),
        )

    return edit


def defer(due: date | str) -> Callable[[Action], Action]:
    """Return the edit that moves a deadline.

    Raises (when applied):
        ActiepuntError: the action is closed.
    """

    def edit(action: Action) -> Action:
        if action.is_closed:
            raise ActiepuntError(
                _("{number} is closed, so its deadline stays").format(number=action.id),
                _("Open it again first: actiepunt reopen {number}").format(number=action.id),
            )
        return action._replace(due=due)

    return edit


def note(on: date, text: str) -> Callable[[Action], Action]:
    """Return the edit that adds a dated note."""
    return lambda action: action._replace(progress=(*action.progress, Progress(on, text)))


def set_fields(fields: Mapping[str, Any]) -> Callable[[Action], Action]:
    """Return the edit that sets fields, by name."""
    return lambda action: action._replace(**fields)


def relist(field: str, add: Sequence[str], remove: Sequence[str]) -> Callable[[Action], Action]:
    """Return the edit that removes names from a list and appends others, in that order.

    Names are compared without capitals, accents and dots, so that a name
    of the list is not added again.

    Raises (when applied):
        ActiepuntError: a name to remove is not in the list.
    """

    def edit(action: Action) -> Action:
        before: tuple[str, ...] = getattr(action, field)
        removed = [_listed(action, field, name) for name in remove]
        names = [name for name in before if name not in removed]
        for name in add:
            if not any(same(name, other) for other in names):
                names.append(name)
        changed: dict[str, Any] = {field: tuple(names)}
        return action._replace(**changed)

    return edit


def _listed(action: Action, field: str, name: str) -> str:
    """Return a name as a list of an action spells it.

    Raises:
        ActiepuntError: the list does not have the name.
    """
    listed: tuple[str, ...] = getattr(action, field)
    if name in listed:
        return name
    match = next((other for other in listed if same(other, name)), None)
    if match is None:
        raise ActiepuntError(
            _("{number} does not have {field} “{name}”").format(
                number=action.id, field=labels.label(field, _), name=name
            ),
            _("It has: {names}.").format(names=joined(listed) or "–"),
        )
    return match


def meeting_id(register: Register, meeting: Meeting) -> str:
    """Return a free id, such as `ab-2025-03-05`: the body or title, then the day or window."""
    settings = register.settings
    body = settings.bodies[meeting.body].slug if meeting.body in settings.bodies else ""
    name = body or _short(slug(meeting.body or meeting.title)) or "meeting"
    wanted = f"{name}-{meeting.day.isoformat() if meeting.day else slug(meeting.window)}"
    return first_free(wanted, {m.id for m in register.meetings})


def _short(name: str) -> str:
    """Cut a name to 40 characters, between words, so that an id stays easy to type."""
    return name if len(name) <= 40 else name[:41].rpartition("-")[0] or name[:40]


def add_meetings(register: Register, meetings: Iterable[Meeting]) -> Register:
    """Return the register with `meetings` added, each under a new id."""
    for meeting in meetings:
        named = meeting._replace(id=meeting_id(register, meeting))
        register = register._replace(meetings=(*register.meetings, named))
    return register


def repeat(meeting: Meeting, days: Iterable[date], new_uid: Callable[[], str]) -> list[Meeting]:
    """Return a meeting on each of these days, at the same local times.

    Papers stay due the same number of days before each.

    Args:
        meeting: The first occurrence.
        days: The days in order, the first being that of the meeting.
        new_uid: Gives the uid of each.

    Raises:
        ActiepuntError: the meeting has no day, or there are none, or more than `MOST_OCCURRENCES`.
    """
    if meeting.day is None:
        raise ActiepuntError(
            _("a repetition needs a first day"), _("Give it with --start instead of --window.")
        )
    occurrences: list[Meeting] = []
    for day in days:
        shifted = shift(meeting, day - meeting.day)
        occurrences.append(shifted._replace(uid=new_uid()))
        if len(occurrences) > MOST_OCCURRENCES:
            raise ActiepuntError(
                _("more than {count} meetings").format(count=MOST_OCCURRENCES),
                _("Choose a nearer --until or a longer --every."),
            )
    if not occurrences:
        raise ActiepuntError(
            _("--until is before the first meeting"), _("Give the last day on which it may meet.")
        )
    return occurrences


def shift(meeting: Meeting, by: timedelta) -> Meeting:
    """Return a meeting with its start, end and day for papers moved by a number of days."""
    return meeting._replace(
        start=meeting.start and meeting.start + by,
        end=meeting.end and meeting.end + by,
        papers=meeting.papers and meeting.papers + by,
    )


def update_meetings(
    register: Register, chosen: Iterable[str], edit: Callable[[Meeting], Meeting]
) -> Register:
    """Return the register with `edit` applied to the meetings with these ids."""
    ids = set(chosen)
    return register._replace(
        meetings=tuple(edit(m) if m.id in ids else m for m in register.meetings)
    )


def move(
    start: datetime | date, end: datetime | date | None, papers: date | None
) -> Callable[[Meeting], Meeting]:
    """Return the edit that moves or plans a meeting.

    Without `end` the meeting keeps its length. A `start` without a time keeps the old time.

    Raises (when applied):
        ActiepuntError: the meeting is cancelled.
    """

    def edit(meeting: Meeting) -> Meeting:
        if meeting.status == "cancelled":
            raise ActiepuntError(
                _("{meeting} is cancelled").format(meeting=meeting.id),
                _("Add the new date as a meeting of its own: actiepunt meeting add"),
            )
        begin = start
        if isinstance(meeting.start, datetime) and not isinstance(start, datetime):
            begin = datetime.combine(start, meeting.start.time())
        return meeting._replace(
            start=begin,
            end=end or same_length(meeting, begin),
            window="",
            papers=papers or meeting.papers,
        )

    return edit


def same_length(meeting: Meeting, start: datetime | date) -> datetime | date | None:
    """Return the end of a meeting that gets another start and lasts as long as before."""
    if meeting.start is None or meeting.end is None:
        return None
    if isinstance(meeting.start, datetime) == isinstance(start, datetime):
        return start + (meeting.end - meeting.start)
    return None


def fill_in(register: Register, new_uid: Callable[[], str], year: int, now: datetime) -> Register:
    """Return the register with what is missing: a uid, an id, a moment of creation, a year.

    Numbers are of `year`; meetings have no moment of creation. A deadline without a year
    becomes what `--due` would have written.
    """
    calendar = register.meetings_by_id()
    actions: list[Action] = []
    for action in register.actions:
        number = action.id or query.next_number(
            register._replace(actions=(*register.actions, *actions)), year
        )
        actions.append(
            action._replace(
                uid=action.uid or new_uid(),
                id=number,
                created=action.created or now,
                due=_completed_due(action, calendar, now),
            )
        )
    meetings: list[Meeting] = []
    for meeting in register.meetings:
        others = register._replace(meetings=(*register.meetings, *meetings))
        meetings.append(
            meeting._replace(
                uid=meeting.uid or new_uid(), id=meeting.id or meeting_id(others, meeting)
            )
        )
    return register._replace(actions=tuple(actions), meetings=tuple(meetings))


def _completed_due(
    action: Action, meetings: Mapping[str, Meeting], now: datetime
) -> date | str | None:
    """Return the deadline of an action, with the year that a hand edit left out.

    It is certain where it is the same on the day of the agreement and today.
    """
    if not isinstance(action.due, str) or not due.unread(action.due, meetings):
        return action.due
    meeting = meetings.get(action.meeting)
    agreed = (meeting and meeting.day) or day_of(action.created or now)
    try:
        first, second = (
            Reader(day, meetings.values()).due(action.due) for day in (agreed, now.date())
        )
    except ActiepuntError:  # `check` says what is wrong with it
        return action.due
    return first if first == second else action.due
