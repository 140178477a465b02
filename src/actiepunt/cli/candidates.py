"""What can be typed for each parameter, with a note on each word: for questions and for shells.

To complete another option or argument, add its name to `CANDIDATES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from actiepunt.cli.prompt import Word
from actiepunt.core import calendar, due, labels, names, query, relative
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, _
from actiepunt.views import meanings

_MONTHS_AHEAD = 12


class Place(NamedTuple):
    """Where somebody types.

    Attributes:
        register: The register as it is now.
        reader: The reader of dates, periods and meetings.
        command: The name of the command.
        root: The folder of the register; None in a question.
        body: The body whose meetings come before those of others.
    """

    register: Register
    reader: Reader
    command: str = ""
    root: Path | None = None
    body: str = ""


def of(parameter: str, place: Place) -> list[Word]:
    """Return what can be typed for a parameter of `CANDIDATES`."""
    return [*CANDIDATES[parameter](place)]


OPEN = frozenset({"start", "close", "cancel", "defer"})
"""The commands that take the numbers of open actions alone."""


def _actions(place: Place) -> Iterator[Word]:
    """Yield the numbers that a command can take: open ones to close, closed ones to reopen."""
    actions = place.register.every_action
    if place.command in OPEN:
        actions = tuple(action for action in actions if not action.is_closed)
    elif place.command == "reopen":
        actions = tuple(action for action in actions if action.is_closed)
    yield from map(_action, sorted(actions, key=lambda action: action.is_closed))
    if place.command == "defer":  # the deadline may follow the numbers
        yield from _when(place)


def _action(action: Action) -> Word:
    year, _hyphen, number = action.id.partition("-")
    state = "" if action.status == "open" else f" ({labels.state(action.status, _)})"
    short = number.lstrip("0")
    return Word(action.id, f"{action.summary}{state}", (short, f"{year}-{short}"))


def people(register: Register, owners: Sequence[str]) -> list[Word]:
    """Return owners as they are typed in a list, each with the role of the person."""
    return [Word(names.joined([name]), _role(register, name)) for name in owners]


def _role(register: Register, name: str) -> str:
    person = register.settings.people.get(name)
    return person.role if person else ""


def _owners(place: Place) -> list[Word]:
    return people(place.register, query.known_owners(place.register))


def _owner(place: Place) -> Iterator[Word]:
    """Yield owners as they are, for an option that takes one name."""
    owners = query.known_owners(place.register)
    return (Word(name, _role(place.register, name)) for name in owners)


def _bodies(place: Place) -> Iterator[Word]:
    return (Word(*body) for body in query.body_titles(place.register).items())


def _tags(place: Place) -> Iterator[Word]:
    tags = dict.fromkeys(tag for action in place.register.every_action for tag in action.tags)
    return map(Word, sorted(tags))


def _locations(place: Place) -> Iterator[Word]:
    places = dict.fromkeys(m.location for m in place.register.meetings if m.location)
    return map(Word, sorted(places))


def _ends(place: Place, *ends: str) -> Iterator[Word]:
    """Yield `AB:next` or `AB:last` of each body, in the words of the screen."""
    bodies = dict.fromkeys(meeting.body for meeting in place.register.meetings if meeting.body)
    for body in sorted(bodies, key=lambda name: name != place.body):
        for end in ends:
            ref = f"{body}:{end}"
            try:
                yield Word(ref, meanings.meeting(place.reader, ref))
            except ActiepuntError:  # it has none before or after today
                continue


def _meeting(place: Place, meeting: Meeting) -> Word:
    return Word(meeting.id, meanings.meeting(place.reader, meeting.id))


def _in_order(place: Place) -> tuple[list[Meeting], list[Meeting]]:
    """Return the meetings that are over, the latest first, and the others, the next first."""
    rows = sorted(place.register.meetings, key=calendar.order)
    over = [row for row in rows if row.day and calendar.is_over(row, place.reader.now)]
    return over[::-1], [row for row in rows if row not in over]


def _coming_first(place: Place) -> Iterator[Word]:
    """Yield the next and last meeting of each body, then all meetings, coming ones first."""
    over, coming = _in_order(place)
    yield from _ends(place, _("next"), _("last"))
    yield from (_meeting(place, row) for row in (*coming, *over))


def _held_first(place: Place) -> Iterator[Word]:
    """Yield the meetings at which something was agreed: those that are over, the latest first."""
    over, coming = _in_order(place)
    today = [row for row in coming if row.day and row.day <= place.reader.today]
    rows = [*today, *over, *coming]
    yield from (_meeting(place, row) for row in dict.fromkeys(rows))
    yield from _ends(place, _("last"), _("next"))


_PHRASES = (
    N_("today"), N_("tomorrow"), N_("next week"), N_("in 2 weeks"), N_("in 1 month"),
    N_("end this month"), N_("end next month"), N_("next quarter"), N_("end this year"),
    N_("as soon as possible"), N_("ongoing"), N_("to be determined"),
)  # fmt: skip


def _when(place: Place) -> Iterator[Word]:
    """Yield the next meetings, then phrases with the day that they mean, then all meetings."""
    yield from _ends(place, _("next"))
    for phrase in _phrases(place.reader):
        day = due.deadline(place.reader.due(phrase), {})
        yield Word(phrase, labels.short_day(day, place.reader.today, _) if day else "")
    _over, coming = _in_order(place)
    held = (row for row in coming if row.day and row.status != "cancelled")
    yield from (_meeting(place, row) for row in held)


def _phrases(reader: Reader) -> Iterator[str]:
    """Yield phrases in the language of the screen; the months are those to come."""
    yield from map(_, _PHRASES)
    first = reader.today.replace(day=1)
    for ahead in range(_MONTHS_AHEAD):
        month = labels.month(relative.add_months(first, ahead), _)
        yield from (month, _("end {month}").format(month=month))


_SPANS = (
    N_("2 weeks"), N_("every month"), N_("every quarter"), N_("6 months"), N_("every year"),
    N_("every meeting"),
)  # fmt: skip


def _spans(_place: Place) -> Iterator[Word]:
    return map(Word, map(_, _SPANS))


def _points(place: Place) -> Iterator[Word]:
    """Yield the meetings that were held, then the latest commits."""
    yield from _ends(place, _("last"))
    yield from _commits(place)


def _commits(place: Place) -> Iterator[Word]:
    from actiepunt.git.repository import Repository

    if place.root:
        yield from (Word(*commit) for commit in Repository(place.root).latest(30, "data"))


CANDIDATES: Mapping[str, Callable[[Place], Iterable[Word]]] = {
    **dict.fromkeys(("ids", "number"), _actions),
    **dict.fromkeys(("ref", "refs"), _coming_first),
    "meeting": _held_first,
    **dict.fromkeys(("owner", "add_owner", "remove_owner", "participant"), _owners),
    **dict.fromkeys(("by", "revoke"), _owner),
    "body": _bodies,
    **dict.fromkeys(("tag", "add_tag", "remove_tag"), _tags),
    **dict.fromkeys(("due", "to", "due_before", "due_after", "papers"), _when),
    **dict.fromkeys(("point", "first", "last"), _points),
    "commit": _commits,
    "every": _spans,
    "location": _locations,
}
"""What can be typed for a parameter, by its name."""
