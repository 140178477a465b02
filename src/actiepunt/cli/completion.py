"""What can be typed at a place of the command line, each with a description, for the shells.

To complete another option or argument, add its name to `CANDIDATES`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem

from actiepunt.cli.session import Session
from actiepunt.core import due, labels, query
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, _
from actiepunt.text import fold, visible


class Candidate(NamedTuple):
    """A word that can be typed, its description, and shorter spellings of it."""

    value: str
    text: str = ""
    short: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where somebody completes: the register as it is now, the day, and the command."""

    session: Session
    register: Register
    today: date
    command: str


def items(
    parameter: click.Parameter, context: click.Context, typed: str
) -> list[CompletionItem[str]] | None:
    """Return what completes a parameter, or None where its type knows.

    A register that cannot be read completes nothing.
    """
    candidates = CANDIDATES.get(parameter.name or "")
    if candidates is None:
        return None
    session = context.find_object(Session) or Session()
    name = context.info_name or ""
    try:
        register = session.load(archive=name not in _OPEN).register
        place = Place(session, register, session.today(register), name)
        found = _matching(candidates(place), typed)
    except ActiepuntError:
        return []
    return [CompletionItem(visible(each.value), help=visible(each.text)) for each in found]


def _matching(candidates: Iterable[Candidate], typed: str) -> list[Candidate]:
    """Return those that begin with a text; where none does, those with a word that does.

    After a comma, names are completed anew.
    """
    before, comma, last = typed.rpartition(",")
    wanted = fold(last)
    known = [each for each in candidates if fold(each.value) not in map(fold, before.split(","))]
    found = [
        each
        for each in known
        if any(fold(text).startswith(wanted) for text in (each.value, *each.short))
    ]
    if not found:
        found = [
            each
            for each in known
            if any(word.startswith(wanted) for word in fold(f"{each.value} {each.text}").split())
        ]
    prefix = f"{before}, " if comma else ""
    return [each._replace(value=f"{prefix}{each.value}") for each in found]


_OPEN = frozenset({"start", "close", "cancel", "defer"})


def _actions(place: Place) -> Iterator[Candidate]:
    """Yield the numbers that a command can take: open ones to close, closed ones to reopen."""
    actions = place.register.every_action
    if place.command in _OPEN:
        actions = tuple(action for action in actions if not action.is_closed)
    elif place.command == "reopen":
        actions = tuple(action for action in actions if action.is_closed)
    yield from map(_action, sorted(actions, key=lambda action: action.is_closed))
    if place.command == "defer":  # the deadline may follow the numbers
        yield from _when(place)


def _action(action: Action) -> Candidate:
    year, _hyphen, number = action.id.partition("-")
    state = "" if action.status == "open" else f" ({labels.state(action.status, _)})"
    short = number.lstrip("0")
    return Candidate(action.id, f"{action.summary}{state}", (short, f"{year}-{short}"))


def _meetings(place: Place) -> Iterator[Candidate]:
    """Yield the next and last meeting of each body, then all meetings, coming ones first."""
    yield from _ends(place, _("next"), _("last"))
    shown = sorted(place.register.meetings, key=lambda m: (m.day or date.max) < place.today)
    for meeting in shown:
        yield Candidate(meeting.id, _told(meeting, place.today))


def _ends(place: Place, *ends: str) -> Iterator[Candidate]:
    """Yield `AB:next` or `AB:last` of each body, in the words of the screen."""
    reader = place.session.reader(place.register)
    bodies = dict.fromkeys(meeting.body for meeting in place.register.meetings if meeting.body)
    for body in bodies:
        for end in ends:
            try:
                meeting = reader.meeting(f"{body}:{end}")
            except ActiepuntError:  # it has none before or after today
                continue
            yield Candidate(f"{body}:{end}", _told(meeting, place.today))


def _told(meeting: Meeting, today: date) -> str:
    day = labels.short_day(meeting.day, today, _) if meeting.day else meeting.window
    return f"{day}  {meeting.what}"


def _owners(place: Place) -> Iterator[Candidate]:
    for name in query.known_owners(place.register):
        person = place.register.settings.people.get(name)
        yield Candidate(name, person.role if person else "")


def _bodies(place: Place) -> Iterator[Candidate]:
    return (Candidate(*body) for body in query.body_titles(place.register).items())


def _tags(place: Place) -> Iterator[Candidate]:
    tags = dict.fromkeys(tag for action in place.register.every_action for tag in action.tags)
    return map(Candidate, sorted(tags))


_PHRASES = (
    N_("today"), N_("tomorrow"), N_("next week"), N_("in 2 weeks"), N_("in 1 month"),
    N_("end this month"), N_("end next month"), N_("next quarter"), N_("end this year"),
    N_("as soon as possible"),
)  # fmt: skip


def _when(place: Place) -> Iterator[Candidate]:
    """Yield phrases with the day that they mean, then the next meetings."""
    reader = place.session.reader(place.register)
    for phrase in map(_, _PHRASES):
        day = due.deadline(reader.due(phrase), {})
        yield Candidate(phrase, labels.short_day(day, place.today, _) if day else "")
    yield from _ends(place, _("next"))


_SPANS = (
    N_("2 weeks"), N_("every month"), N_("every quarter"), N_("6 months"), N_("every year"),
    N_("every meeting"),
)  # fmt: skip


def _spans(_place: Place) -> Iterator[Candidate]:
    return map(Candidate, map(_, _SPANS))


def _points(place: Place) -> Iterator[Candidate]:
    """Yield the meetings that were held, then the latest commits."""
    yield from _ends(place, _("last"))
    yield from _commits(place)


def _commits(place: Place) -> Iterator[Candidate]:
    from actiepunt.git.repository import Repository

    for commit, subject in Repository(place.session.root).latest(30, "data"):
        yield Candidate(commit, subject)


def _locations(place: Place) -> Iterator[Candidate]:
    places = dict.fromkeys(m.location for m in place.register.meetings if m.location)
    return map(Candidate, sorted(places))


CANDIDATES: Mapping[str, Callable[[Place], Iterable[Candidate]]] = {
    **dict.fromkeys(("ids", "number"), _actions),
    **dict.fromkeys(("ref", "refs", "meeting"), _meetings),
    **dict.fromkeys(("owner", "add_owner", "remove_owner", "participant", "by", "revoke"), _owners),
    "body": _bodies,
    **dict.fromkeys(("tag", "add_tag", "remove_tag"), _tags),
    **dict.fromkeys(("due", "to", "due_before", "due_after", "papers"), _when),
    **dict.fromkeys(("point", "first", "last"), _points),
    "commit": _commits,
    "every": _spans,
    "location": _locations,
}
"""What completes a parameter, by its name."""
