"""The changes a register knows, each a pure function: the old register in, the new one out.

They look at no clock and no file; today, the moment and new uids come in as values.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from actiepunt.core import labels, query
from actiepunt.core.model import CLOSED, Action, Meeting, Progress, Register, Status
from actiepunt.core.names import joined, same
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import first_free, slug


class Transition(NamedTuple):
    """A change of status: where it leads and where it may come from."""

    to: Status
    comes_from: frozenset[str]


TRANSITIONS: Mapping[str, Transition] = {
    "start": Transition("in-progress", frozenset({"open"})),
    "close": Transition("done", frozenset({"open", "in-progress"})),
    "cancel": Transition("cancelled", frozenset({"open", "in-progress"})),
    "reopen": Transition("open", CLOSED | {"in-progress"}),
}


def add_action(register: Register, action: Action, year: int) -> Register:
    """Return the register with one more action; it gets the next number of `year`."""
    numbered = action._replace(id=query.next_number(register, year))
    return register._replace(actions=(*register.actions, numbered))


def update(
    register: Register, numbers: Sequence[str], year: int, edit: Callable[[Action], Action]
) -> Register:
    """Return the register with `edit` done to each of some actions.

    Raises:
        ActiepuntError: one of them does not exist or may not change so; none is changed.
    """
    chosen = {query.find_action(register, number, year).id for number in numbers}
    archived = [a.id for block in register.archive.values() for a in block if a.id in chosen]
    if archived:
        raise ActiepuntError(
            _("{number} is in the archive").format(number=archived[0]),
            _("Move its block back to data/actions.toml by hand, then `actiepunt save`."),
        )
    actions = tuple(edit(a) if a.id in chosen else a for a in register.actions)
    return register._replace(actions=actions)


def transition(kind: str, on: date | None, today: date, outcome: str) -> Callable[[Action], Action]:
    """Return the edit that moves an action to another status (`TRANSITIONS`).

    An action that is there already is left as it is, so that saying a thing twice is no error; a
    day or an outcome that is given goes in the place of what it has.
    """
    rule = TRANSITIONS[kind]
    closing = rule.to in CLOSED

    def edit(action: Action) -> Action:
        there = action.status == rule.to
        if not there and action.status not in rule.comes_from:
            raise ActiepuntError(
                _("{number} is already closed ({status} on {day})").format(
                    number=action.id, status=labels.state(action.status, _), day=action.closed
                ),
                _("Open it again first: actiepunt reopen {number}").format(number=action.id),
            )
        day = on or (action.closed if there else today)
        return action._replace(
            status=rule.to,
            closed=day if closing else None,
            outcome=outcome or (action.outcome if there or closing else ""),
        )

    return edit


def defer(due: date | str) -> Callable[[Action], Action]:
    """Return the edit that moves a deadline."""

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
    """Return the edit that gives fields a new content."""
    return lambda action: action._replace(**fields)


def relist(field: str, add: Sequence[str], remove: Sequence[str]) -> Callable[[Action], Action]:
    """Return the edit that takes names out of a list and puts others behind it; the rest stays.

    A name that is there but for capitals, accents and dots is the one that is meant.
    """

    def edit(action: Action) -> Action:
        before: tuple[str, ...] = getattr(action, field)
        gone = [_listed(action, field, name) for name in remove]
        left = tuple(name for name in before if name not in gone)
        new = tuple(name for name in add if not any(same(name, one) for one in left))
        changed: dict[str, Any] = {field: left + new}
        return action._replace(**changed)

    return edit


def _listed(action: Action, field: str, name: str) -> str:
    """Return a name as a list of an action has it.

    Raises:
        ActiepuntError: it does not have it.
    """
    listed: tuple[str, ...] = getattr(action, field)
    found = [one for one in listed if one == name] or [one for one in listed if same(one, name)]
    if not found:
        raise ActiepuntError(
            _("{number} does not have {field} “{name}”").format(
                number=action.id, field=labels.label(field, _), name=name
            ),
            _("It has: {names}.").format(names=joined(listed) or "–"),
        )
    return found[0]


def meeting_id(register: Register, meeting: Meeting) -> str:
    """Return a free id: body (or title) and first day, or the window while it is not planned."""
    settings = register.settings
    body = settings.bodies[meeting.body].slug if meeting.body in settings.bodies else ""
    name = body or _short(slug(meeting.body or meeting.title)) or "meeting"
    wanted = f"{name}-{meeting.day.isoformat() if meeting.day else slug(meeting.window)}"
    return first_free(wanted, {m.id for m in register.meetings})


def _short(name: str) -> str:
    """Return a name of 40 characters at most, cut between words, so that it can be typed."""
    return name if len(name) <= 40 else name[:41].rpartition("-")[0] or name[:40]


def add_meetings(register: Register, meetings: Iterable[Meeting]) -> Register:
    """Return the register with more meetings, each with an id of its own."""
    for meeting in meetings:
        named = meeting._replace(id=meeting_id(register, meeting))
        register = register._replace(meetings=(*register.meetings, named))
    return register


def repeat(
    meeting: Meeting, nth: Callable[[date, int], date], until: date, new_uid: Callable[[], str]
) -> list[Meeting]:
    """Return one meeting per occurrence up to and with `until`, at the same local times.

    Papers stay as many days before.

    Raises:
        ActiepuntError: there would be none, or more than 400.
    """
    if meeting.day is None:
        raise ActiepuntError(
            _("a repetition needs a first day"), _("Give it with --start instead of --window.")
        )
    found: list[Meeting] = []
    while (day := nth(meeting.day, len(found))) <= until:
        shifted = shift(meeting, day - meeting.day)
        found.append(shifted._replace(uid=new_uid()))
        if len(found) > 400:
            raise ActiepuntError(
                _("more than 400 meetings"), _("Choose a nearer --until or a longer --every.")
            )
    if not found:
        raise ActiepuntError(
            _("--until is before the first meeting"), _("Give the last day on which it may meet.")
        )
    return found


def shift(meeting: Meeting, by: timedelta) -> Meeting:
    """Return a meeting some days later, papers included."""
    return meeting._replace(
        start=meeting.start and meeting.start + by,
        end=meeting.end and meeting.end + by,
        papers=meeting.papers and meeting.papers + by,
    )


def update_meetings(
    register: Register, chosen: Iterable[str], edit: Callable[[Meeting], Meeting]
) -> Register:
    """Return the register with `edit` done to the meetings with these ids."""
    ids = set(chosen)
    return register._replace(
        meetings=tuple(edit(m) if m.id in ids else m for m in register.meetings)
    )


def move(
    start: datetime | date, end: datetime | date | None, papers: date | None
) -> Callable[[Meeting], Meeting]:
    """Return the edit that moves or plans a meeting; without an end it lasts as long as before.

    A day without a time keeps the time at which it began.
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
            end=end or _same_length(meeting, begin),
            window="",
            papers=papers or meeting.papers,
        )

    return edit


def _same_length(meeting: Meeting, start: datetime | date) -> datetime | date | None:
    if meeting.start is None or meeting.end is None:
        return None
    if isinstance(meeting.start, datetime) == isinstance(start, datetime):
        return start + (meeting.end - meeting.start)
    return None


def fill_in(register: Register, new_uid: Callable[[], str], year: int, now: datetime) -> Register:
    """Return the register with every missing uid, number or id, and moment of creation."""
    actions: list[Action] = []
    for action in register.actions:
        number = action.id or query.next_number(
            register._replace(actions=(*register.actions, *actions)), year
        )
        actions.append(
            action._replace(uid=action.uid or new_uid(), id=number, created=action.created or now)
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
