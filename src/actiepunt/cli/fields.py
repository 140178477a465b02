"""From the words of `add` and `edit` to fields of the model.

None means that a person did not say; an empty text empties a field that may be empty.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import click

from actiepunt.cli.inputs import choice, demand, line, lines, names, prose
from actiepunt.core import query
from actiepunt.core.fields import (
    ACTION,
    MEETING,
    Definition,
    Option,
    ReaderName,
    options,
    with_choices,
)
from actiepunt.core.model import Register, day_of
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from actiepunt.i18n import _

F = TypeVar("F", bound=Callable[..., Any])
Given = dict[str, Any]
"""Field names with what was typed for them; what was not typed is None."""


def told(given: Given) -> bool:
    """Tell whether anything was given at all."""
    return any(value is not None and value != () for value in given.values())


def option(field: Definition) -> Callable[[F], F]:
    """Return the decorator that adds the option of one field.

    Raises:
        ValueError: it has none.
    """
    if field.option is None:
        raise ValueError(field.name)
    name, metavar, text, *_rest = field.option
    if field.option.flag:
        return click.option(f"--{name}", is_flag=True, default=None, help=_(text))
    return click.option(
        f"--{name}", multiple=field.kind == "texts", default=None, help=_(text),
        metavar=metavar or "|".join(field.choices),
    )  # fmt: skip


def _all(decorators: Iterable[Callable[[F], F]], function: F) -> F:
    """Apply decorators so that help texts show their options in the order given."""
    for decorate in reversed([*decorators]):
        function = decorate(function)
    return function


def action_options(function: F) -> F:
    """Add the options that `add` and `edit` share for the fields of an action."""
    return _all((option(field) for field, of in options(ACTION) if of.shared), function)


def meeting_options(function: F) -> F:
    """Add the options for the fields of a meeting."""
    return _all((option(field) for field, of in options(MEETING) if of.shared), function)


def item_options(function: F) -> F:
    """Add the options of an action that add an item to a list, and remove one."""
    decorators: list[Callable[[F], F]] = [
        click.option(f"--{sign}-{of.name}", multiple=True, metavar=of.metavar, help=_(text))
        for of in LISTS.values()
        for sign, text in (("add", of.add), ("remove", of.remove))
    ]
    return _all(decorators, function)


LISTS: Mapping[str, Option] = {field.name: of for field, of in options(ACTION) if of.add}
"""The options of the lists of an action to which single items can be added, by field."""


def filter_options(function: F) -> F:
    """Add an option for each field of an action by whose choices `list` can be narrowed."""
    decorators: list[Callable[[F], F]] = [
        click.option(
            f"--{field.key}", multiple=True, type=click.Choice(list(field.choices)),
            help=_(field.filter),
        )
        for field in _FILTERS
    ]  # fmt: skip
    return _all(decorators, function)


_FILTERS = [field for field in with_choices(ACTION) if field.filter]


def filters(given: Given) -> dict[str, tuple[str, ...]]:
    """Return the values given for the options of `filter_options`, by field."""
    return {field.name: given[field.key] for field in _FILTERS}


class Context(NamedTuple):
    """What the words of a person are read against.

    Attributes:
        register: Its bodies and meetings can be named.
        reader: Reads dates, periods and meetings.
        start: The start of a meeting that was given along.
        day: The day of a moment that is a time alone.
    """

    register: Register
    reader: Reader
    start: datetime | date | None = None
    day: date | None = None


READERS: Mapping[ReaderName, Callable[[Context, Definition, Any], Any]] = {
    "line": lambda _context, field, text: line(text, field.name),
    "filled line": lambda _context, field, text: demand(text, field.name),
    "prose": lambda _context, field, text: prose(text, field.name),
    "names": lambda _context, field, texts: names(texts, field.name),
    "lines": lambda _context, field, texts: lines(texts, field.name),
    "choice": lambda _context, field, text: choice(text, field),
    "body": lambda context, _field, text: _body(context.register, text),
    "meeting": lambda context, field, text: (
        context.reader.meeting(line(text, field.name)).id if text else ""
    ),
    "due": lambda context, field, text: (
        context.reader.due(line(text, field.name)) if text else None
    ),
    "day": lambda context, _field, text: context.reader.exact_day(text) if text else None,
    "start": lambda context, _field, text: context.start if text else None,
    "moment": lambda context, _field, text: (
        context.reader.moment(text, context.day) if text else None
    ),
    "window": lambda context, _field, text: context.reader.window(text) if text else "",
    "url": lambda _context, _field, text: url(text),
    "tentative": lambda _context, _field, yes: "tentative" if yes else "confirmed",
}
"""How the words of a person become a value, by the name that `core.fields` has for it."""


def action(register: Register, reader: Reader, given: Given) -> dict[str, Any]:
    """Return the fields of an action that were given, read against the register.

    Raises:
        UsageError: a text is empty where it may not be, or cannot be read.
        ActiepuntError: a body or a meeting does not exist.
    """
    return _read(ACTION, Context(register, reader), given)


def meeting(
    register: Register, reader: Reader, given: Given, day: date | None = None
) -> dict[str, Any]:
    """Return the fields of a meeting that were given, read against the register.

    A time alone as the end is on the day of the start given, or else on `day`.

    Raises:
        UsageError: a text cannot be read.
        ActiepuntError: the body does not exist.
    """
    start = reader.moment(given["start"]) if given.get("start") else None
    context = Context(register, reader, start, day_of(start) if start else day)
    return _read(MEETING, context, given)


def _read(table: Mapping[str, Definition], context: Context, given: Given) -> dict[str, Any]:
    found = {}
    for field, of in options(table):
        # click gives an empty tuple for a repeatable option that was not used.
        if given.get(of.name) is not None and given[of.name] != ():
            found[field.name] = READERS[field.reader](context, field, given[of.name])
    return found


def _body(register: Register, text: str) -> str:
    text = line(text, "body")
    return query.body_for_change(register, text) if text else ""


def url(text: str) -> str:
    """Return a web address as typed.

    Raises:
        UsageError: it does not begin with http:// or https:// (a feed shows it as a link).
    """
    text = line(text, "url")
    if text and not text.lower().startswith(("http://", "https://")):
        raise UsageError(
            _("“{text}” is not a web address").format(text=text),
            _("Write it with https:// in front."),
        )
    return text
