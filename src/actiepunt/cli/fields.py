"""The command-line options for fields, and their values parsed into fields of the model.

A value of None means that the option was not given; an empty text empties the field.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import click

from actiepunt.cli.inputs import choice, demand, line, lines, names, prose
from actiepunt.cli.words import Word, shown
from actiepunt.core import listed_checks, query, recurring, relative, repetition
from actiepunt.core.fields import (
    ACTION,
    MEETING,
    Definition,
    Option,
    ReaderName,
    of_listed,
    options,
    with_choices,
)
from actiepunt.core.model import Listed, Register, day_of
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from actiepunt.i18n import _

F = TypeVar("F", bound=Callable[..., Any])
Given = dict[str, Any]
"""The values of options by name, as click parsed them; None for an option that was not given."""


def any_given(given: Given) -> bool:
    """Tell whether any option was given."""
    return any(value is not None and value != () for value in given.values())


def option(field: Definition) -> Callable[[F], F]:
    """Return the decorator that adds the option of a field to a command.

    Raises:
        ValueError: the field has no option.
    """
    if field.option is None:
        raise ValueError(field.name)
    name, metavar, text, *_rest = field.option
    if field.option.flag:
        return click.option(f"--{name}", is_flag=True, default=None, help=_(text))
    return click.option(
        f"--{name}", multiple=field.kind == "texts", default=None, help=_(text),
        metavar=metavar or "|".join(shown(*pair) for pair in field.choices.items()),
    )  # fmt: skip


def _all(decorators: Iterable[Callable[[F], F]], function: F) -> F:
    """Apply decorators in reverse, so that help texts show their options in this order."""
    for decorate in reversed([*decorators]):
        function = decorate(function)
    return function


def action_options(function: F) -> F:
    """Add the options that `add` and `edit` share for the fields of an action."""
    return _all((option(field) for field, row in options(ACTION) if row.shared), function)


def meeting_options(function: F) -> F:
    """Add the options for the fields of a meeting."""
    return _all((option(field) for field, row in options(MEETING) if row.shared), function)


def listed_options(kind: type[Listed]) -> Callable[[F], F]:
    """Return the decorator that adds the options for the fields of a body or a person."""
    return lambda function: _all(
        (option(field) for field, _row in options(of_listed(kind))), function
    )


def item_options(table: Mapping[str, Definition]) -> Callable[[F], F]:
    """Return the decorator that adds `--add-NAME` and `--remove-NAME` for the lists of a table."""
    decorators: list[Callable[[F], F]] = [
        click.option(f"--{verb}-{row.name}", multiple=True, metavar=row.metavar, help=_(text))
        for _field, row in options(table)
        for verb, text in (("add", row.add), ("remove", row.remove))
        if row.add
    ]
    return lambda function: _all(decorators, function)


def list_items(given: Given, option: str, field: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that `--add-NAME` adds to a list, and those that `--remove-NAME` removes.

    Raises:
        UsageError: the option that replaces the whole list was given too.
    """
    add, remove = (names(given[f"{sign}_{option}"], field) for sign in ("add", "remove"))
    if given[option] and (add or remove):
        raise UsageError(
            _("--{option} replaces the whole list, so it excludes {add} and {remove}").format(
                option=option, add=f"--add-{option}", remove=f"--remove-{option}"
            ),
            _("Name them all with --{option}, or only what changes.").format(option=option),
        )
    return add, remove


LISTS: Mapping[str, Option] = {field.name: row for field, row in options(ACTION) if row.add}
"""The options of the lists of an action that have `--add-NAME` and `--remove-NAME`, by field."""


def filter_options(function: F) -> F:
    """Add the options of `list` that filter by the choices of a field."""
    decorators: list[Callable[[F], F]] = [
        click.option(
            f"--{field.key}", multiple=True, type=Word(field.choices),
            help=_(field.filter),
        )
        for field in _FILTERS
    ]  # fmt: skip
    return _all(decorators, function)


_FILTERS = [field for field in with_choices(ACTION) if field.filter]


def filters(given: Given) -> dict[str, tuple[str, ...]]:
    """Return the values of the options of `filter_options`, by field."""
    return {field.name: given[field.key] for field in _FILTERS}


class Context(NamedTuple):
    """The context in which typed text is parsed.

    Attributes:
        register: The register with the bodies and meetings that the text can name.
        reader: The reader of dates, periods and meetings.
        start: The parsed value of `--start`; None where it was not given.
        day: The day of a moment that is typed as a time alone.
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
    "every": lambda context, field, text: every(line(text, field.name), context.reader.today),
    "day": lambda context, _field, text: context.reader.exact_day(text) if text else None,
    "start": lambda context, _field, text: context.start if text else None,
    "moment": lambda context, _field, text: (
        context.reader.moment(text, context.day) if text else None
    ),
    "window": lambda context, _field, text: context.reader.window(text) if text else "",
    "url": lambda _context, _field, text: url(text),
    "tentative": lambda _context, _field, yes: "tentative" if yes else "confirmed",
    "slug": lambda _context, field, text: short_name(line(text, field.name)),
    "email": lambda _context, field, text: mail(text) if line(text, field.name) else "",
    "bodies": lambda context, field, texts: tuple(
        dict.fromkeys(_body(context.register, name) for name in names(texts, field.name))
    ),
}
"""The functions that parse typed text into a field's value, by the name in `core.fields`."""


def action(register: Register, reader: Reader, given: Given) -> dict[str, Any]:
    """Return the values of the fields of an action that were given, by field.

    Raises:
        UsageError: a text cannot be parsed, or is empty where the field may not be.
        ActiepuntError: a body or a meeting does not exist.
    """
    return _read(ACTION, Context(register, reader), given)


def meeting(
    register: Register, reader: Reader, given: Given, day: date | None = None
) -> dict[str, Any]:
    """Return the values of the fields of a meeting that were given, by field.

    An end that is a time alone is on the day of the given start, or else on `day`.

    Raises:
        UsageError: a text cannot be parsed.
        ActiepuntError: the body does not exist.
    """
    start = reader.moment(given["start"]) if given.get("start") else None
    context = Context(register, reader, start, day_of(start) if start else day)
    return _read(MEETING, context, given)


def listed(register: Register, reader: Reader, kind: type[Listed], given: Given) -> dict[str, Any]:
    """Return the values of the fields of a body or a person that were given, by field.

    Raises:
        UsageError: a text has not the form of its field.
        ActiepuntError: a body does not exist.
    """
    return _read(of_listed(kind), Context(register, reader), given)


def _read(table: Mapping[str, Definition], context: Context, given: Given) -> dict[str, Any]:
    values = {}
    for field, row in options(table):
        # click gives an empty tuple for a repeatable option that was not used.
        if given.get(row.name) is not None and given[row.name] != ():
            values[field.name] = READERS[field.reader](context, field, given[row.name])
    return values


def _body(register: Register, text: str) -> str:
    text = line(text, "body")
    return query.body_for_change(register, text) if text else ""


def every(text: str, today: date) -> str:
    """Return a typed repetition of an action.

    Raises:
        UsageError: it cannot be read, or gives no day.
    """
    text = recurring.read(text)
    if text and not recurring.at_each_meeting(text):
        from actiepunt.ical import recurrence

        rule = repetition.rule(text, today)
        try:
            day = next(recurrence.days(rule, today, relative.add_months(today, 120)), None)
        except ValueError:
            day = None
        if day is None:
            raise repetition.unreadable(text)
    return text


def url(text: str) -> str:
    """Return a typed web address.

    Raises:
        UsageError: it does not begin with http:// or https://, which feeds need for a link.
    """
    text = line(text, "url")
    if text and not text.lower().startswith(("http://", "https://")):
        raise UsageError(
            _("“{text}” is not a web address").format(text=text),
            _("Write it with https:// in front."),
        )
    return text


def mail(text: str) -> str:
    """Return a typed mail address.

    Raises:
        UsageError: it has not the form of one.
    """
    address = line(text, "email")
    if not listed_checks.is_mail(address):
        raise UsageError(
            _("“{text}” is not a mail address").format(text=address),
            _("Write it as name@example.org."),
        )
    return address


def short_name(text: str) -> str:
    """Return a typed beginning of the ids of meetings.

    Raises:
        UsageError: it holds anything but a-z, 0-9 and single hyphens.
    """
    if text and not listed_checks.is_slug(text):
        raise UsageError(
            _("“{text}” cannot begin the id of a meeting").format(text=text),
            _("Use a-z, 0-9 and hyphens."),
        )
    return text
