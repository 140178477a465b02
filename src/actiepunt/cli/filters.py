"""The criteria by which commands choose actions: their words and options, and what they find."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeVar

import click

from actiepunt.cli import arguments, fields
from actiepunt.cli.inputs import demand
from actiepunt.cli.options import at_option
from actiepunt.cli.session import Session
from actiepunt.core import names, query
from actiepunt.core.model import Register
from actiepunt.core.query import Filter, Standing
from actiepunt.i18n import _, translator
from actiepunt.output import Listing
from actiepunt.views import actions

F = TypeVar("F", bound=Callable[..., Any])


class Found(NamedTuple):
    """The actions that meet the criteria, soonest due first, in a register as seen on a day."""

    rows: list[Standing]
    register: Register
    today: date
    criteria: Filter


def action_filters(function: F) -> F:
    """Add the words and options that choose actions; `find` takes what they give."""
    decorators: tuple[Callable[[F], F], ...] = (
        click.argument("words", metavar="[WORD...]", nargs=-1),
        click.option("--body", multiple=True, metavar="BODY", help=_("Of this body.")),
        click.option(
            "--owner", multiple=True, metavar="NAME", help=_("Of this owner, or part of a name.")
        ),
        fields.filter_options,
        click.option(
            "--meeting", default="", metavar="REF", help=_("Agreed or due at this meeting.")
        ),
        click.option("--tag", multiple=True, metavar="TAG", help=_("With this tag.")),
        click.option("--overdue", is_flag=True, help=_("Past their deadline.")),
        click.option(
            "--due-before", default="", metavar="WHEN", help=_("Due before this day or period.")
        ),
        click.option(
            "--due-after", default="", metavar="WHEN", help=_("Due after this day or period.")
        ),
        click.option("--search", multiple=True, metavar="TEXT", help=_("The same as a word.")),
        at_option,
    )
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def find(context: click.Context, given: fields.Given, *, everything: bool) -> Found:
    """Return the actions that the words and options of a command choose.

    Args:
        context: The command, for the quotes that its words may have lost.
        given: What `action_filters` added to its parameters.
        everything: Whether closed actions are chosen too.

    Raises:
        ActiepuntError: a body, a meeting or a point does not exist, or a day cannot be read.
    """
    session, point = context.ensure_object(Session), given["point"]
    choices = fields.filters(given)
    search = (*given["words"], *given["search"])
    criteria = Filter(everything=everything, choices=choices, search=search)
    if any(one.words for one in arguments.typed(context)):
        from actiepunt.cli import quotes

        now = session.load().register
        quotes.demand(arguments.typed(context), now, session.reader(now))
    if point:
        register, today = session.at(point)
    else:
        register = session.load(archive=criteria.closed_too).register
        today = session.today(register)
    criteria = _completed(criteria, session, register, today, given)
    return Found(query.select(register, criteria, today), register, today, criteria)


def listing(context: click.Context, given: fields.Given) -> Listing:
    """Return the actions that `export` writes, closed ones too, in the order of their numbers."""
    found = find(context, given, everything=True)
    view = actions.listing({"": query.sort(found.rows, "id")}, found.today)
    return view._replace(say=translator(found.register.settings.language))


def _completed(
    criteria: Filter, session: Session, register: Register, today: date, given: fields.Given
) -> Filter:
    """Return the criteria with the options that name a body, people, tags, a meeting or days."""
    meeting, before, after = given["meeting"], given["due_before"], given["due_after"]
    reader = session.reader(register, today) if meeting or before or after else None
    return criteria._replace(
        bodies=tuple(query.find_body(register, body) for body in given["body"]),
        owners=names_of(given["owner"], "owners"),
        meeting=reader.meeting(meeting).id if reader and meeting else "",
        tags=names_of(given["tag"], "tags"),
        overdue=given["overdue"],
        before=reader.period(before).first if reader and before else None,
        after=reader.period(after).last if reader and after else None,
    )


def names_of(given: tuple[str, ...], field: str) -> tuple[str, ...]:
    """Return the names in the comma-separated texts of an option.

    Raises:
        UsageError: one cannot be read.
    """
    return tuple(name for text in given for name in names.split(demand(text, field)))
