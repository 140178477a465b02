"""Find, filter, sort and group actions and meetings."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from actiepunt.core import fields, labels
from actiepunt.core.due import deadline
from actiepunt.core.fields import Definition
from actiepunt.core.model import CLOSED, Action, Meeting, Register, Value
from actiepunt.errors import ActiepuntError, NearMissError, UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, nearest, slug

_NUMBER = re.compile(r"(?:(\d{4})-)?(\d{1,6})")


class Standing(NamedTuple):
    """An action and the state of its deadline on a day.

    `deadline` is the last day, None where there is none or it cannot be read. `late` is the number
    of days past it, 0 for a closed action. `agreed` is a deadline that is no date, as people know
    it: the phrase, or the body or title of the meeting at which the action is due.
    """

    action: Action
    deadline: date | None
    late: int
    agreed: str = ""

    @property
    def overdue(self) -> bool:
        """Tell whether the action is open and its deadline has passed."""
        return self.late > 0


class Filter(NamedTuple):
    """The criteria of `list`; an empty criterion matches every action.

    `meeting` is an id, `before` and `after` exclude their own day, every text of `search` occurs in
    some field, and `everything` includes closed actions. `choices` maps the name of a field with
    choices to the values that match.
    """

    bodies: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    meeting: str = ""
    tags: tuple[str, ...] = ()
    overdue: bool = False
    before: date | None = None
    after: date | None = None
    search: tuple[str, ...] = ()
    everything: bool = False
    choices: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    @property
    def closed_too(self) -> bool:
        """Tell whether it matches closed actions, so that the archive is needed too."""
        return self.everything or not CLOSED.isdisjoint(self.choices.get("status", ()))


def number(text: str, year: int) -> str | None:
    """Return the number `2025-014` for the typed `2025-014`, `2025-14` or, in 2025, `14`.

    None where the text has no such form.
    """
    match = _NUMBER.fullmatch(text.strip())
    return f"{int(match[1] or year):04}-{int(match[2]):03}" if match else None


def number_key(text: str) -> tuple[int, int]:
    """Return the sort key of a number: its year and count, so that 2025-1000 follows 2025-999.

    A text that is no number sorts last.
    """
    match = _NUMBER.fullmatch(text)
    return (int(match[1] or 0), int(match[2])) if match else (9999, 0)


def next_number(register: Register, year: int) -> str:
    """Return the number after the highest of a year.

    A number is never used again, so the archive, earlier numbers (`was`) and withdrawn actions
    count too.
    """
    used = [*register.used, *(action.id for action in register.every_action)]
    used += [earlier for action in register.every_action for earlier in action.was]
    in_year = [key[1] for key in map(number_key, used) if key[0] == year]
    return f"{year:04}-{max(in_year, default=0) + 1:03}"


def no_number(text: str, year: int) -> UsageError:
    """Return the error for a text that is no number; its examples are of `year`."""
    return UsageError(
        _("“{text}” is not the number of an action").format(text=text),
        _("Numbers look like {year}-014 or 14 (this year's); several like 5-8 or 5,7.").format(
            year=year
        ),
    )


def find_action(register: Register, text: str, year: int) -> Action:
    """Return the action with a number; a number without a year is one of `year`.

    An earlier number finds its action too, unless another action has that number now.

    Raises:
        UsageError: the text is no number.
        NearMissError: no action has the number, which was typed without a year, but exactly one
            open action of another year has the same count.
        ActiepuntError: no action has the number, several have it, or its action was withdrawn.
    """
    wanted = number(text, year)
    if wanted is None:
        raise no_number(text, year)
    register = register.visible
    actions = register.every_action
    matches = [a for a in actions if a.id == wanted] or [a for a in actions if wanted in a.was]
    withdrawn = next((record for record in register.withdrawn if record.id == wanted), None)
    if not matches and withdrawn:
        raise ActiepuntError(
            _("{number} was withdrawn on {day}: adding it was undone").format(
                number=wanted, day=labels.value(withdrawn.withdrawn, _, write=labels.in_full(_))
            ),
            _("`actiepunt log {number}` shows it.").format(number=wanted),
        )
    if not matches:
        raise _no_action(register, text.strip(), wanted)
    if len(matches) > 1:
        raise ActiepuntError(
            _("{count} actions have the number {number}").format(count=len(matches), number=wanted),
            _("`actiepunt check` shows where they are; give one of them another number."),
        )
    return matches[0]


def _no_action(register: Register, text: str, wanted: str) -> ActiepuntError:
    """Return the error for an unknown number; it suggests open actions with the same count."""
    message = _("there is no action {number}").format(number=wanted)
    count = number_key(wanted)[1]
    similar = [a for a in register.actions if not a.is_closed and number_key(a.id)[1] == count]
    if not text.isdecimal() or not similar:
        return ActiepuntError(
            message, _("`actiepunt list --all` shows every action with its number.")
        )
    if len(similar) > 1:
        numbers = ", ".join(sorted((action.id for action in similar), key=number_key))
        return ActiepuntError(
            message, _("Open are {numbers}: write the year as well.").format(numbers=numbers)
        )
    action = similar[0]
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
    """Return the bodies of register.toml or, where it lists none, those of the records."""
    if register.settings.listed_bodies:
        return register.settings.listed_bodies
    return bodies_of_records(register)


def body_titles(register: Register) -> dict[str, str]:
    """Return the known bodies, each with its name in full; empty where register.toml has none."""
    settings = register.settings.bodies
    return {
        name: settings[name].title if name in settings else "" for name in known_bodies(register)
    }


def bodies_of_records(register: Register) -> list[str]:
    """Return the bodies that actions and meetings name, those of the archive too, by name."""
    register = register.visible
    named = {a.body for a in register.every_action} | {m.body for m in register.meetings}
    return sorted(named - {""})


def known_owners(register: Register) -> list[str]:
    """Return the people of register.toml and every owner of an action, by name."""
    named = dict.fromkeys(register.settings.people)
    named.update(dict.fromkeys(owner for a in register.visible.every_action for owner in a.owners))
    return sorted(named)


def find_body(register: Register, text: str) -> str:
    """Return the known body that a typed name means; capitals and hyphens do not matter.

    Its name in full and an earlier name, both of register.toml, find the body too.

    Raises:
        ActiepuntError: there is no such body; the advice names the nearest.
    """
    known = known_bodies(register)
    for body in known:
        if slug(body) == slug(text):
            return body
    for body, described in register.settings.bodies.items():
        if slug(text) in map(slug, filter(None, (*described.was, described.title))):
            return body
    close = nearest(text, known)
    raise ActiepuntError(
        _("there is no body “{text}”").format(text=text),
        _("Did you mean “{body}”?").format(body=close)
        if close
        else _("Known bodies: {bodies}.").format(bodies=", ".join(known) or "–"),
    )


def body_for_change(register: Register, text: str) -> str:
    """Return the body to write for a typed name; any name where register.toml lists no bodies.

    Raises:
        ActiepuntError: register.toml lists bodies, but not this body.
    """
    try:
        return find_body(register, text)
    except ActiepuntError:
        if register.settings.listed_bodies:
            raise
        return text


def standing(action: Action, meetings: Mapping[str, Meeting], today: date) -> Standing:
    """Return the state of the deadline of an action on `today`."""
    day = deadline(action.due, meetings)
    late = (today - day).days if day and not action.is_closed else 0
    agreed = action.due if isinstance(action.due, str) else ""
    meeting = meetings.get(agreed)
    return Standing(
        action, day, max(late, 0), (meeting.body or meeting.title) if meeting else agreed
    )


def select(register: Register, criteria: Filter, today: date) -> list[Standing]:
    """Return the actions that meet all criteria, with their state on `today`, soonest due first."""
    actions = register.every_action if criteria.closed_too else register.actions
    meetings = register.meetings_by_id()
    tests = _tests(criteria)
    rows = (
        standing(action, meetings, today)
        for action in actions
        if all(test(action) for test in tests)
    )
    return sort((row for row in rows if _in_time(row, criteria)), "due")


def _tests(criteria: Filter) -> list[Callable[[Action], bool]]:
    """Return a test for each criterion that is given; a new criterion is added here."""
    bodies = {slug(body) for body in criteria.bodies}
    owners = [fold(owner) for owner in criteria.owners]
    tags = {fold(tag) for tag in criteria.tags}
    choices = {field: values for field, values in criteria.choices.items() if values}
    texts = [text for text in map(fold, criteria.search) if text]
    offered: list[tuple[object, Callable[[Action], bool]]] = [
        (not criteria.everything and "status" not in choices, lambda a: not a.is_closed),
        (choices, lambda a: all(getattr(a, field) in choices[field] for field in choices)),
        (bodies, lambda a: slug(a.body) in bodies),
        (owners, lambda a: any(part in fold(owner) for owner in a.owners for part in owners)),
        (tags, lambda a: any(fold(tag) in tags for tag in a.tags)),
        (criteria.meeting, lambda a: criteria.meeting in {a.meeting, a.due}),
        (texts, lambda a: _has(a, texts)),
    ]
    return [test for given, test in offered if given]


def _in_time(row: Standing, criteria: Filter) -> bool:
    day = row.deadline
    if criteria.overdue and not row.overdue:
        return False
    if criteria.before and not (day and day < criteria.before):
        return False
    return not (criteria.after and not (day and day > criteria.after))


def _has(action: Action, texts: list[str]) -> bool:
    """Tell whether every folded text occurs in an action, in any order."""
    everything = fold(searchable(action))
    return all(text in everything for text in texts)


def searchable(action: Action) -> str:
    """Return the text in which `list WORDS` searches."""
    return "\n".join(word for name in _SEARCHED for word in _words(getattr(action, name)))


_SEARCHED = tuple(field.name for field in fields.ACTION.values() if field.searched)


def _words(value: Value) -> Iterable[str]:
    if isinstance(value, tuple):
        return (item if isinstance(item, str) else item.text for item in value)
    return (str(value or ""),)


def _order(field: Definition) -> Callable[[Standing], Any]:
    """Return the function that gives the sort key of an action for a field."""
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
    """Return the position of a value among ranked choices; 0 where the field has no ranks.

    Any other value comes after the choices.
    """
    if not field.ranked:
        return 0
    return [*field.choices, value].index(value)


def _headings(field: Definition) -> Callable[[Standing], Iterable[str]]:
    """Return the function that gives the headings of an action when grouped by a field."""
    if field.kind == "due":
        return lambda row: (f"{row.deadline:%Y-%m}" if row.deadline else row.agreed,)
    if field.kind == "texts":
        return lambda row: getattr(row.action, field.name) or ("",)
    return lambda row: (getattr(row.action, field.name),)


_SORTED = sorted((f for f in fields.ACTION.values() if f.sort), key=lambda field: field.sort)
_GROUPED = sorted((f for f in fields.ACTION.values() if f.group), key=lambda field: field.group)
SORT_KEYS: Mapping[str, Callable[[Standing], Any]] = {f.key: _order(f) for f in _SORTED}
GROUP_KEYS: Mapping[str, Definition] = {field.key: field for field in _GROUPED}
SORT_WORDS: Mapping[str, str] = {field.key: field.label for field in _SORTED}
"""The keys of `SORT_KEYS`, each with its label in English."""
GROUP_WORDS: Mapping[str, str] = {field.key: field.label for field in _GROUPED}
"""The keys of `GROUP_KEYS`, each with its label in English."""


def sort(rows: Iterable[Standing], key: str) -> list[Standing]:
    """Return rows in the order of a key of `SORT_KEYS`; equal rows by deadline, then number.

    A deadline without a day comes after every day, and no deadline comes last.
    """
    ordered = sorted(rows, key=lambda row: (SORT_KEYS["due"](row), number_key(row.action.id)))
    return ordered if key == "due" else sorted(ordered, key=SORT_KEYS[key])


def group(rows: Iterable[Standing], key: str) -> dict[str, list[Standing]]:
    """Return rows by the values of a key of `GROUP_KEYS`; a row with two owners is under both."""
    field = GROUP_KEYS[key]
    headings = _headings(field)
    groups: dict[str, list[Standing]] = {}
    for row in rows:
        for value in headings(row):
            groups.setdefault(value, []).append(row)
    order = lambda pair: (not pair[0], _rank(field, pair[0]), fold(pair[0]))  # noqa: E731
    return dict(sorted(groups.items(), key=order))
