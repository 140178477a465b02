"""What a question offers for each field: words to complete, a check, and the meaning of an answer.

An empty answer is right: it leaves the field empty.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypedDict

from actiepunt.cli import candidates, inputs
from actiepunt.cli.candidates import Place
from actiepunt.cli.prompt import Word
from actiepunt.core import calendar, check, names, query
from actiepunt.core.model import Meeting, Register, day_of
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.views import meanings


class Offer(TypedDict, total=False):
    """Arguments of `ask.text`, which describes them."""

    known: Sequence[Word]
    check: Callable[[str], object]
    meaning: Callable[[str], str]
    multiple: bool
    hint: str


def owners(register: Register, known: Sequence[str]) -> Offer:
    """Return the offer for owners, of whom these are known, the first the likeliest."""
    return {
        "known": candidates.people(register, known),
        "check": lambda typed: owners_of(known, typed),
        "meaning": lambda typed: meanings.owners(known, typed),
        "multiple": True,
        "hint": _("The first letters will do, with commas between; empty where nobody was named."),
    }


def owners_of_body(register: Register, body: str) -> list[str]:
    """Return the known owners: those of a body first, and of those the busiest."""
    actions = (action for action in register.every_action if action.body == body)
    counts = Counter(owner for action in actions for owner in action.owners)
    return sorted(query.known_owners(register), key=lambda name: -counts[name])


def owners_of(known: Sequence[str], typed: str) -> tuple[str, ...]:
    """Return the owners that typed names mean; the beginning of a known one stands for it.

    Raises:
        UsageError: the names cannot be read, or a known one is not clear from its beginning.
    """
    inputs.names([typed], "owners")
    return tuple(dict.fromkeys(names.completed(typed, known)))


def body(register: Register, reader: Reader, hint: str = "") -> Offer:
    """Return the offer for a body."""
    return {
        "known": candidates.of("body", Place(register, reader)),
        "check": lambda typed: typed.strip() and query.body_for_change(register, typed.strip()),
        "meaning": lambda typed: meanings.body(register, typed),
        "hint": hint,
    }


def due(register: Register, reader: Reader, body: str = "") -> Offer:
    """Return the offer for a deadline; the meetings of `body` come before those of others."""
    return {
        "known": candidates.of("due", Place(register, reader, body=body)),
        "check": lambda typed: typed.strip() and reader.due(inputs.line(typed, "due")),
        "meaning": lambda typed: meanings.due(reader, typed),
        "hint": _("A date, “end april”, “in 2 weeks” or AB:next; empty for none."),
    }


def meeting(register: Register, reader: Reader) -> Offer:
    """Return the offer for a REF, the last meeting first."""
    return {
        "known": candidates.of("meeting", Place(register, reader)),
        "check": lambda typed: typed.strip() and reader.meeting(typed.strip()),
        "meaning": lambda typed: meanings.meeting(reader, typed.strip()),
        "hint": _("A meeting, such as AB:last; empty for none."),
    }


def meeting_or_body(register: Register, reader: Reader) -> Offer:
    """Return the offer for a REF, or a body whose latest meeting is meant."""

    def meaning(typed: str) -> str:
        return meanings.meeting(reader, meeting_of(register, reader, typed.strip()).id)

    return {
        "known": [*body(register, reader)["known"], *meeting(register, reader)["known"]],
        "check": lambda typed: meeting_of(register, reader, typed.strip()),
        "meaning": meaning,
        "hint": _("A body, for its latest meeting, or a meeting such as AB:last."),
    }


def meeting_of(register: Register, reader: Reader, typed: str) -> Meeting:
    """Return the meeting of a REF, or the meeting of a body that began last.

    Raises:
        ActiepuntError: there is no such meeting.
    """
    named = reader.meeting_or_none(typed)
    if named is not None:
        return named
    try:
        name = query.find_body(register, typed)
    except ActiepuntError:
        if re.search(r"[:@\d]", typed):  # it looks like a REF, so the error is about meetings
            reader.meeting(typed)
        raise
    held = [row for row in reader.meetings if row.body == name]
    latest = calendar.latest_begun(held, reader.now)
    if latest is None:
        raise ActiepuntError(
            _("no meeting of {body} in the calendar has begun").format(body=name),
            _("Name another meeting, or add it: actiepunt meeting add --body {body}").format(
                body=names.argument([name])
            ),
        )
    return latest


def start(register: Register, reader: Reader) -> Offer:
    """Return the offer for the start of a meeting, or the period in which it will be."""
    return {
        "check": lambda typed: _demand_times(register, _started(reader, typed)),
        "meaning": lambda typed: (
            meanings.moment(reader, typed) if kind_of_start(reader, typed) == "start" else ""
        ),
        "hint": _("“5 march 10:00”, “friday 10:00”, or a period such as “Q2”."),
    }


def end(register: Register, reader: Reader, begin: datetime | date) -> Offer:
    """Return the offer for the end of a meeting that begins then."""
    on = day_of(begin)

    def demand(typed: str) -> None:
        if typed.strip():
            _demand_times(register, Meeting(start=begin, end=reader.moment(typed, on)))

    return {
        "check": demand,
        "meaning": lambda typed: meanings.moment(reader, typed, on),
        "hint": _("A time; empty for none."),
    }


def kind_of_start(reader: Reader, typed: str) -> str:
    """Return the option that an answer is for: "start", or "window" if it is a period.

    Raises:
        UsageError: it is neither.
    """
    try:
        reader.moment(typed)
    except UsageError as error:
        try:
            reader.window(typed)
        except UsageError:
            raise error from None  # it says more of a moment, such as the wrong day of the week
        return "window"
    return "start"


def _started(reader: Reader, typed: str) -> Meeting:
    if kind_of_start(reader, typed) == "start":
        return Meeting(start=reader.moment(typed))
    return Meeting(window=reader.window(typed))


def _demand_times(register: Register, candidate: Meeting) -> None:
    """Check the times of a meeting that is not in the calendar yet.

    Raises:
        UsageError: the meeting would be an error there, such as an end before its start.
    """
    alone = Register(register.settings, meetings=(candidate,))
    for fault in check.run(alone, (check.meeting_times,)):
        if fault.level == "error":
            raise UsageError(fault.message, fault.advice)


def location(register: Register, reader: Reader) -> Offer:
    """Return the offer for the place of a meeting."""
    known = candidates.of("location", Place(register, reader))
    return {"known": known, "hint": _("Empty for none.")}
