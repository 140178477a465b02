"""Recurring actions: which action follows one that is done, and when it is due.

`every` keeps the repetition as it was agreed ("3 maanden", "elke 2e woensdag", "elke vergadering").
It is counted from the deadline, not from the day of closing, so that a late closing shifts nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from actiepunt.core import due, following, query, repetition, uids
from actiepunt.core.calendar import order
from actiepunt.core.due import Period
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _, translator
from actiepunt.text import slug

_LAST = date(due.YEARS[-1], 12, 31)
_MEETING = re.compile(
    r"(?:elke|iedere|every|each|per) (?:(?P<body>\S+)-)?(?:vergadering|bijeenkomst|overleg|meeting)"
    r"(?: (?:van|of) (?:de |het |the )?(?P<whose>.+))?",
    re.IGNORECASE,
)

Days = Callable[[str, date, date], Iterator[date]]
"""Yields the days of a rule of RFC 5545 from a first day up to a last; see `ical.recurrence`."""


class Next(NamedTuple):
    """The action that follows another one.

    Attributes:
        of: The number of the action that was closed.
        action: The action that follows it.
        skipped: The deadlines in between that had passed already.
        is_there: Whether it was there before.
        without: The body of which no meeting is planned around then, where the action before was
            due at a meeting; empty otherwise.
    """

    of: str
    action: Action
    skipped: tuple[date, ...] = ()
    is_there: bool = False
    without: str = ""


class _Due(NamedTuple):
    """A deadline, and the days in between that had passed already; `without` as in `Next`."""

    due: date | str
    passed: tuple[date, ...] = ()
    without: str = ""


def uid_after(uid: str) -> str:
    """Return the uid of the action that follows another.

    It is derived, so that of two people who close the same action each adds the same one.
    """
    return uids.derived(f"actiepunt: the action after {uid}")


def at_each_meeting(every: str) -> bool:
    """Tell whether a repetition is "elke vergadering": due at each meeting of a body."""
    return _MEETING.fullmatch(every) is not None


def read(text: str) -> str:
    """Return a typed repetition, with single spaces.

    Raises:
        UsageError: it cannot be read.
    """
    text = " ".join(text.split())
    if text and not at_each_meeting(text):
        repetition.rule(text, _LAST)
    return text


def after(register: Register, closed: Action) -> Action | None:
    """Return the action that follows a closed one, a withdrawn one too; None if there is none."""
    uid = uid_after(closed.uid)
    return next((action for action in register.every_action if action.uid == uid), None)


def go_on(
    before: Register, register: Register, now: datetime, days: Days
) -> tuple[Register, list[Next]]:
    """Return the register with the action that follows each recurring one that is now done.

    Args:
        before: The register before the actions were closed.
        register: The register after that.
        now: The moment in the register's time zone.
        days: Yields the days of a rule.

    Raises:
        ActiepuntError: a repetition cannot be read, or gives no day any more.
    """
    was_to_do = {action.uid for action in before.every_action if action.status != "done"}
    followers: list[Next] = []
    for action in register.every_action:
        if not action.every or action.status != "done" or action.uid not in was_to_do:
            continue
        there = after(register, action)
        if there and not there.withdrawn:
            followers.append(Next(action.id, there, is_there=True))
            continue
        found = _due_after(action, register, now.date(), days)
        number = there.id if there else query.next_number(register, now.year)
        follower = Action(
            uid_after(action.uid), number, action.summary, action.owners, action.body,
            due=found.due, every=action.every, tags=action.tags, created=now,
            details=action.details, was=there.was if there else (),
        )  # fmt: skip
        register = _with(register, follower, is_there=there is not None)
        followers.append(Next(action.id, follower, found.passed, without=found.without))
    return register, followers


def _with(register: Register, follower: Action, *, is_there: bool) -> Register:
    """Return the register with an action added, or in the place of the withdrawn one."""
    if not is_there:
        return register._replace(actions=(*register.actions, follower))
    return register.with_each_action(lambda each: follower if each.uid == follower.uid else each)


def _due_after(action: Action, register: Register, today: date, days: Days) -> _Due:
    """Return the deadline of the action that follows a closed one; it has not passed.

    Raises:
        ActiepuntError: see `go_on`.
    """
    calendar = register.visible.meetings_by_id()
    meeting = calendar.get(str(action.due))
    if at_each_meeting(action.every):
        return _at_each(action, meeting, register, today)
    if meeting is not None and meeting.day:
        found = _day_after(action, meeting.day, meeting.day.day, today, days)
        near = _nearest(_series(meeting, calendar, today), meeting.day, found)
        name = meeting.body or meeting.title
        return found._replace(due=near.id) if near else found._replace(without=name)
    if isinstance(action.due, str) and (period := due.parse(action.due)):
        return _period_after(action, action.due, period, today, days)
    first = action.due if isinstance(action.due, date) else action.closed or today
    return _day_after(action, first, _day_of_month(action, first, register), today, days)


def _day_after(action: Action, first: date, anchor: int, today: date, days: Days) -> _Due:
    """Return the first day of a repetition that has not passed; see `_days` for the arguments."""
    passed: list[date] = []
    for day in _days(action, first, anchor, days):
        if day >= today:
            return _Due(day, tuple(passed))
        passed.append(day)
    raise _no_more(action)


def _period_after(action: Action, text: str, period: Period, today: date, days: Days) -> _Due:
    """Return the phrase for the first later period that has not passed; a day where none fits."""
    passed: list[date] = []
    is_last = period.first == period.last and _is_last_of_month(period.last)
    for day in _days(action, period.first, 31 if is_last else period.first.day, days):
        phrase = following.phrase(text, day)
        later = due.parse(phrase) if phrase else Period(day, day)
        if later is None or later.first <= period.first:
            continue
        if later.last >= today:
            return _Due(phrase or day, tuple(passed))
        passed.append(later.last)
    raise _no_more(action)


def _days(action: Action, first: date, anchor: int, days: Days) -> Iterator[date]:
    """Yield the days of the repetition of an action after the first one.

    `anchor` is the day of the month that it keeps to; a shorter month has its last day.
    """
    rule = repetition.rule(action.every, date(2000, 1, anchor))
    try:
        yield from (day for day in days(rule, first, _LAST) if day > first)
    except ValueError:
        raise repetition.unreadable(action.every) from None


def _is_last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _day_of_month(action: Action, first: date, register: Register) -> int:
    """Return the day of the month that a repetition keeps to; 31 for the last day of any month.

    The last day of a month stays that (31 March, 30 June), unless the action before this one was
    due on another day: what is due on the 30th is due on 28 February once.
    """
    if not _is_last_of_month(first):
        return first.day
    earlier = next((a for a in register.every_action if uid_after(a.uid) == action.uid), None)
    if earlier and isinstance(earlier.due, date) and not _is_last_of_month(earlier.due):
        return max(earlier.due.day, first.day)
    return 31


def _series(meeting: Meeting, calendar: Mapping[str, Meeting], today: date) -> list[Meeting]:
    """Return the meetings of the same body or title after a meeting that are to come, by day."""
    name = slug(meeting.body or meeting.title)
    since = max(meeting.day or today + timedelta(days=1), today)
    later = [
        other
        for other in calendar.values()
        if other.day
        and other.day >= since
        and other.id != meeting.id
        and other.status != "cancelled"
        and slug(other.body or other.title) == name
    ]
    return sorted(later, key=order)


def _nearest(meetings: Iterable[Meeting], first: date, found: _Due) -> Meeting | None:
    """Return the meeting nearest to a day; None if none is within half of the repetition of it."""
    days = [day for day in (*found.passed, found.due) if isinstance(day, date)]
    near = [(abs((m.day - days[-1]).days), n, m) for n, m in enumerate(meetings) if m.day]
    distance, _place, meeting = min(near, default=(0, 0, None))
    return meeting if 2 * distance <= (days[0] - first).days else None


def _at_each(action: Action, meeting: Meeting | None, register: Register, today: date) -> _Due:
    """Return the next meeting of the body of an action, in words while none is planned.

    Raises:
        ActiepuntError: the action is due at no meeting and is of no body.
    """
    match = _MEETING.fullmatch(action.every)
    named = (match["whose"] or match["body"]) if match else None
    if named or meeting is None:
        meeting = Meeting(id=meeting.id, start=meeting.start) if meeting else Meeting()
        meeting = meeting._replace(body=named or action.body)
    name = meeting.body or meeting.title
    if not name:
        raise ActiepuntError(
            _("{number} repeats at each meeting, and has no body").format(number=action.id),
            _("Give it one: {command}").format(command=f"actiepunt edit {action.id} --body AB"),
        )
    coming = _series(meeting, register.visible.meetings_by_id(), today)
    if coming:
        return _Due(coming[0].id)
    say = translator(register.settings.language)
    return _Due(say("next meeting of {body}").format(body=name))


def _no_more(action: Action) -> ActiepuntError:
    return ActiepuntError(
        _("“{text}” gives no day any more").format(text=action.every),
        _("End the repetition: {command}").format(command=f'actiepunt edit {action.id} --every ""'),
    )
