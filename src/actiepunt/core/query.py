"""Finding actions and meetings: by number, by filter, in an order, in groups."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, NamedTuple

from actiepunt.core import fields
from actiepunt.core.due import Period, deadline, meeting_days
from actiepunt.core.fields import Definition
from actiepunt.core.model import CLOSED, Action, Meeting, Register, Value
from actiepunt.errors import ActiepuntError, NearMissError, UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, nearest, slug

_NUMBER = re.compile(r"(?:(\d{4})-)?(\d{1,6})")


class Standing(NamedTuple):
    """An action and how it stands on a day.

    `late` is the number of days past the deadline; `agreed` is the deadline in the words it was
    agreed in, where it is no date: the phrase, or whose meeting it is due at.
    """

    action: Action
    deadline: date | None
    late: int
    agreed: str = ""

    @property
    def overdue(self) -> bool:
        """Tell whether the deadline has passed and there is still something to do."""
        return self.late > 0


class Filter(NamedTuple):
    """What a list is narrowed to; what is empty does not narrow.

    `choices` are the values wanted of each field that takes one of a few, by its name.
    """

    bodies: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    meeting: str = ""
    tags: tuple[str, ...] = ()
    overdue: bool = False
    before: date | None = None
    after: date | None = None
    search: str = ""
    everything: bool = False
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @property
    def closed_too(self) -> bool:
        """Tell whether closed actions, and so the archive, are wanted as well."""
        return self.everything or not CLOSED.isdisjoint(self.choices.get("status", ()))


def number(text: str, year: int) -> str | None:
    """Return the full number that a person means by `2025-014`, `2025-14` or `14`."""
    found = _NUMBER.fullmatch(text.strip())
    return f"{int(found[1] or year):04}-{int(found[2]):03}" if found else None


def number_key(text: str) -> tuple[int, int]:
    """Return the order of a number: by year, then by count (2025-1000 comes after 2025-999)."""
    found = _NUMBER.fullmatch(text)
    return (int(found[1] or 0), int(found[2])) if found else (9999, 0)


def next_number(register: Register, year: int) -> str:
    """Return the number after the highest of a year; numbers of the archive and earlier ones count.

    A number is never used again (DESIGN section 6).
    """
    used = [*register.used, *(action.id for action in register.every_action)]
    used += [earlier for action in register.every_action for earlier in action.was]
    in_year = [key[1] for key in map(number_key, used) if key[0] == year]
    return f"{year:04}-{max(in_year, default=0) + 1:03}"


def find_action(register: Register, text: str, year: int) -> Action:
    """Return the action with a number; `year` is the one meant by a bare count.

    An earlier number finds the action too, where no other has it now.

    Raises:
        UsageError: the text is no number.
        NearMissError: it is a bare count that no action of the year has, but one open one of
            another year.
        ActiepuntError: no action has the number, more than one has, or it was withdrawn.
    """
    wanted = number(text, year)
    if wanted is None:
        raise UsageError(
            _("“{text}” is not the number of an action").format(text=text),
            _("Numbers look like 2025-014, 2025-14 or 14 (this year's)."),
        )
    register = register.visible
    actions = register.every_action
    found = [a for a in actions if a.id == wanted] or [a for a in actions if wanted in a.was]
    if not found and (gone := next((r for r in register.withdrawn if r.id == wanted), None)):
        raise ActiepuntError(
            _("{number} was withdrawn on {day}: adding it was undone").format(
                number=wanted, day=gone.withdrawn
            ),
            _("`actiepunt log {number}` shows it.").format(number=wanted),
        )
    if not found:
        raise _no_action(register, text.strip(), wanted)
    if len(found) > 1:
        raise ActiepuntError(
            _("{count} actions have the number {number}").format(count=len(found), number=wanted),
            _("`actiepunt check` shows where they stand; give one of them another number."),
        )
    return found[0]


def _no_action(register: Register, text: str, wanted: str) -> ActiepuntError:
    """Return the refusal of a number; of a bare count with the open actions of other years."""
    message = _("there is no action {number}").format(number=wanted)
    count = number_key(wanted)[1]
    same = [a for a in register.actions if not a.is_closed and number_key(a.id)[1] == count]
    if not text.isdecimal() or not same:
        return ActiepuntError(
            message, _("`actiepunt list --all` shows every action with its number.")
        )
    if len(same) > 1:
        numbers = ", ".join(sorted((action.id for action in same), key=number_key))
        return ActiepuntError(
            message, _("Open are {numbers}: write the year as well.").format(numbers=numbers)
        )
    action = same[0]
    meant = f"{action.id} {action.summary}"
    question = _("There is no action {number}. Do you mean {meant}?")
    return NearMissError(
        message,
        _("Did you mean {meant}?").format(meant=meant),
        text,
        action.id,
        question.format(number=wanted, meant=meant),
    )


def known_bodies(register: Register) -> list[str]:
    """Return the bodies: those of register.toml, or else those that the data names."""
    if register.settings.listed_bodies:
        return register.settings.listed_bodies
    register = register.visible
    named = {a.body for a in register.every_action} | {m.body for m in register.meetings}
    return sorted(named - {""})


def known_owners(register: Register) -> list[str]:
    """Return the people of register.toml, and who owns something already."""
    named = dict.fromkeys(register.settings.people)
    named.update(dict.fromkeys(o for a in register.visible.every_action for o in a.owners))
    return sorted(named)


def find_body(register: Register, text: str) -> str:
    """Return the body that a person means, whatever capitals or hyphens they typed.

    An earlier name of register.toml finds the body too.

    Raises:
        ActiepuntError: register.toml or the data knows no such body.
    """
    known = known_bodies(register)
    for body in known:
        if slug(body) == slug(text):
            return body
    for body, described in register.settings.bodies.items():
        if slug(text) in map(slug, described.was):
            return body
    close = nearest(text, known)
    raise ActiepuntError(
        _("there is no body “{text}”").format(text=text),
        _("Did you mean “{body}”?").format(body=close)
        if close
        else _("Known bodies: {bodies}.").format(bodies=", ".join(known) or "–"),
    )


def body_for_change(register: Register, text: str) -> str:
    """Return the body to write: a known one, or any where register.toml lists none.

    Raises:
        ActiepuntError: register.toml lists bodies, and this is not one of them.
    """
    try:
        return find_body(register, text)
    except ActiepuntError:
        if register.settings.listed_bodies:
            raise
        return text


def standing(action: Action, meetings: Mapping[str, Meeting], today: date) -> Standing:
    """Return how an action stands on `today`."""
    day = deadline(action.due, meetings)
    late = (today - day).days if day and not action.is_closed else 0
    agreed = action.due if isinstance(action.due, str) else ""
    meeting = meetings.get(agreed)
    return Standing(
        action, day, max(late, 0), (meeting.body or meeting.title) if meeting else agreed
    )


def select(register: Register, wanted: Filter, today: date) -> list[Standing]:
    """Return the actions a filter leaves, as they stand on `today`, soonest due first."""
    actions = register.every_action if wanted.closed_too else register.actions
    meetings = register.meetings_by_id()
    tests = _tests(wanted)
    rows = (
        standing(action, meetings, today)
        for action in actions
        if all(test(action) for test in tests)
    )
    return sort((row for row in rows if _in_time(row, wanted)), "due")


def _tests(wanted: Filter) -> list[Callable[[Action], bool]]:
    """Return one test per thing that narrows; a newcomer adds a filter here."""
    bodies = {slug(body) for body in wanted.bodies}
    owners = [fold(owner) for owner in wanted.owners]
    tags = {fold(tag) for tag in wanted.tags}
    choices = {field: words for field, words in wanted.choices.items() if words}
    text = fold(wanted.search)
    offered: list[tuple[object, Callable[[Action], bool]]] = [
        (not wanted.everything and "status" not in choices, lambda a: not a.is_closed),
        (choices, lambda a: all(getattr(a, field) in words for field, words in choices.items())),
        (bodies, lambda a: slug(a.body) in bodies),
        (owners, lambda a: any(o in fold(owner) for owner in a.owners for o in owners)),
        (tags, lambda a: any(fold(tag) in tags for tag in a.tags)),
        (wanted.meeting, lambda a: wanted.meeting in {a.meeting, a.due}),
        (text, lambda a: text in fold(searchable(a))),
    ]
    return [test for given, test in offered if given]


def _in_time(row: Standing, wanted: Filter) -> bool:
    day = row.deadline
    if wanted.overdue and not row.overdue:
        return False
    if wanted.before and not (day and day < wanted.before):
        return False
    return not (wanted.after and not (day and day > wanted.after))


def searchable(action: Action) -> str:
    """Return all the words of an action as one text."""
    return "\n".join(word for name in _SEARCHED for word in _words(getattr(action, name)))


_SEARCHED = tuple(field.name for field in fields.ACTION.values() if field.searched)


def _words(value: Value) -> Iterable[str]:
    if isinstance(value, tuple):
        return (item if isinstance(item, str) else item.text for item in value)
    return (str(value or ""),)


def _order(field: Definition) -> Callable[[Standing], Any]:
    """Return the key that sorts actions by a field, as its kind asks for."""
    if field.kind == "due":
        return lambda row: (row.deadline or date.max, row.action.due is None)
    if field.name == "id":
        return lambda row: number_key(row.action.id)
    name = field.name
    if field.kind == "texts":
        return lambda row: [fold(item) for item in getattr(row.action, name)]
    if field.kind == "day":
        return lambda row: getattr(row.action, name) or date.max
    if field.kind == "moment":
        return lambda row: moment.isoformat() if (moment := getattr(row.action, name)) else ""
    return lambda row: (_rank(field, getattr(row.action, name)), fold(getattr(row.action, name)))


def _rank(field: Definition, value: str) -> int:
    """Return the place of a value among ranked choices, after them where it is none."""
    if not field.ranked:
        return 0
    return [*field.choices, value].index(value)


def _headings(field: Definition) -> Callable[[Standing], Iterable[str]]:
    """Return what gives the headings that an action comes under, when grouped by a field."""
    if field.kind == "due":
        return lambda row: (f"{row.deadline:%Y-%m}" if row.deadline else row.agreed,)
    if field.kind == "texts":
        return lambda row: getattr(row.action, field.name) or ("",)
    return lambda row: (getattr(row.action, field.name),)


_SORTED = sorted((f for f in fields.ACTION.values() if f.sort), key=lambda field: field.sort)
_GROUPED = sorted((f for f in fields.ACTION.values() if f.group), key=lambda field: field.group)
SORT_KEYS: Mapping[str, Callable[[Standing], Any]] = {f.key: _order(f) for f in _SORTED}
GROUP_KEYS: Mapping[str, Definition] = {field.key: field for field in _GROUPED}


def sort(rows: Iterable[Standing], key: str) -> list[Standing]:
    """Return rows in the order of a key of `SORT_KEYS`; equal ones by deadline, then number.

    What has a deadline without a day comes after what has a day, and before what has no deadline.
    """
    ordered = sorted(rows, key=lambda row: (SORT_KEYS["due"](row), number_key(row.action.id)))
    return ordered if key == "due" else sorted(ordered, key=SORT_KEYS[key])


def group(rows: Iterable[Standing], key: str) -> dict[str, list[Standing]]:
    """Return rows under the values of a key of `GROUP_KEYS`; two owners put a row under both."""
    field = GROUP_KEYS[key]
    headings = _headings(field)
    groups: dict[str, list[Standing]] = {}
    for row in rows:
        for value in headings(row):
            groups.setdefault(value, []).append(row)
    order = lambda pair: (not pair[0], _rank(field, pair[0]), fold(pair[0]))  # noqa: E731
    return dict(sorted(groups.items(), key=order))


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting has ended at a local moment; one without an end lasts its day.

    What is not planned yet is not over.
    """
    if isinstance(meeting.end, datetime):
        return meeting.end <= now
    return meeting.last_day is not None and meeting.last_day < now.date()


def meeting_key(meeting: Meeting) -> tuple[date, bool, datetime, str]:
    """Return the order of a meeting: by day, a period after its last day, then by time."""
    period = meeting_days(meeting)
    day = (period.last if not meeting.day else meeting.day) if period else date.max
    start = meeting.start
    moment = start if isinstance(start, datetime) else datetime.combine(day, time.min)
    return (day, meeting.day is None, moment, meeting.id)


def select_meetings(
    register: Register, body: str, span: Period, *, everything: bool
) -> list[Meeting]:
    """Return the meetings of a body (of all where empty) that touch `span`, in order of time.

    Cancelled ones only with `everything`. A meeting whose days cannot be read is never hidden.
    """
    rows = []
    for meeting in register.meetings:
        period = meeting_days(meeting)
        in_span = period is None or (period.last >= span.first and period.first <= span.last)
        shown = everything or meeting.status != "cancelled"
        if in_span and shown and (not body or slug(meeting.body) == slug(body)):
            rows.append(meeting)
    return sorted(rows, key=meeting_key)
