"""`actiepunt list`: the open actions, soonest due first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from actiepunt.cli import arguments, fields, group, options
from actiepunt.cli.answer import Answer
from actiepunt.cli.inputs import demand
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.cli.words import Word
from actiepunt.core import due, names, query
from actiepunt.core.model import Meeting, Register
from actiepunt.core.query import GROUP_WORDS, SORT_WORDS, Filter
from actiepunt.i18n import _, ngettext
from actiepunt.views import actions


@group.command(
    "list",
    _(
        "Show the open actions, soonest due first; with words, those that have all of them.\n\n"
        "Words are found in any order and any field; capitals and accents do not matter. Before a "
        "word that begins with - goes --."
    ),
    section="actions",
)
@click.argument("words", metavar="[WORD...]", nargs=-1)
@click.option("--body", multiple=True, metavar="BODY", help=_("Of this body."))
@click.option("--owner", multiple=True, metavar="NAME", help=_("Of this owner, or part of a name."))
@fields.filter_options
@click.option("--meeting", default="", metavar="REF", help=_("Agreed or due at this meeting."))
@click.option("--tag", multiple=True, metavar="TAG", help=_("With this tag."))
@click.option("--overdue", is_flag=True, help=_("Past their deadline."))
@click.option("--due-before", default="", metavar="WHEN", help=_("Due before this day or period."))
@click.option("--due-after", default="", metavar="WHEN", help=_("Due after this day or period."))
@click.option("--search", multiple=True, metavar="TEXT", help=_("The same as a word."))
@click.option("--all", "everything", is_flag=True, help=_("Closed ones too."))
@click.option("--sort", default="due", type=Word(SORT_WORDS), help=_("In which order."))
@click.option("--group-by", type=Word(GROUP_WORDS), help=_("In groups."))
@click.option("--long", is_flag=True, help=_("Whole texts, with the term and meeting as agreed."))
@options.at_option
@format_option()
@click.pass_context
def command(
    context: click.Context,
    /,
    words: tuple[str, ...],
    everything: bool,
    sort: str,
    group_by: str | None,
    long: bool,
    point: str,
    format_: str | None,
    **given: Any,
) -> Answer:
    """Answer with the actions that meet all criteria."""
    session = context.ensure_object(Session)
    choices = fields.filters(given)
    criteria = Filter(everything=everything, choices=choices, search=(*words, *given["search"]))
    if any(one.words for one in arguments.typed(context)):
        from actiepunt.cli import quotes

        now = session.load().register
        quotes.demand(arguments.typed(context), now, session.reader(now))
    if point:
        register, today = session.at(point)
    else:
        register = session.load(archive=criteria.closed_too).register
        today = session.today(register)
    criteria = _with_filters(criteria, session, register, today, given)
    rows = query.sort(query.select(register, criteria, today), sort)
    meetings = register.meetings_by_id()
    told = {"body": given["body"], "owners": given["owner"], **choices}
    view = actions.listing(
        query.group(rows, group_by) if group_by else {"": rows},
        today,
        by=group_by or "",
        known={field for field, values in told.items() if values or group_by},
        states=_mixed(rows),
        urgency=sort == "due",
        whole=meetings if long else None,
    )
    if not (rows or criteria.closed_too):
        view = view._replace(empty=_none_open(session, point, criteria, today) or view.empty)
    return Answer(view, format_, notes=_unreadable(rows, meetings))


def _with_filters(
    criteria: Filter, session: Session, register: Register, today: date, given: fields.Given
) -> Filter:
    """Return the criteria with the options that name a body, people, tags, a meeting or days."""
    meeting, before, after = given["meeting"], given["due_before"], given["due_after"]
    reader = session.reader(register, today) if meeting or before or after else None
    return criteria._replace(
        bodies=tuple(query.find_body(register, body) for body in given["body"]),
        owners=_names(given["owner"], "owners"),
        meeting=reader.meeting(meeting).id if reader and meeting else "",
        tags=_names(given["tag"], "tags"),
        overdue=given["overdue"],
        before=reader.period(before).first if reader and before else None,
        after=reader.period(after).last if reader and after else None,
    )


def _none_open(session: Session, point: str, criteria: Filter, today: date) -> str:
    """Return what to say where no open action is found: how many closed ones there are."""
    register = session.at(point)[0] if point else session.load().register
    count = len(query.select(register, criteria._replace(everything=True), today))
    text = ngettext(
        "No open actions found; --all also shows {count} that is closed.",
        "No open actions found; --all also shows {count} that are closed.",
        count,
    )
    return text.format(count=count) if count else ""


def _unreadable(rows: list[query.Standing], meetings: Mapping[str, Meeting]) -> list[str]:
    """Return a note on each deadline that was written by hand and cannot be read: it has no day."""
    text = _("{number}: the deadline “{due}” cannot be read; see `actiepunt check`")
    return [
        text.format(number=row.action.id, due=row.action.due)
        for row in rows
        if due.unread(row.action.due, meetings)
    ]


def _names(given: tuple[str, ...], field: str) -> tuple[str, ...]:
    return tuple(name for text in given for name in names.split(demand(text, field)))


def _mixed(rows: list[query.Standing]) -> bool:
    """Tell whether any action is not open, so that the status needs a column."""
    return any(row.action.status != "open" for row in rows)
