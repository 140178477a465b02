"""`actiepunt list`: the open actions, soonest due first."""

from collections.abc import Mapping
from typing import Any

import click

from actiepunt.cli import fields, group, options
from actiepunt.cli.answer import Answer
from actiepunt.cli.inputs import demand
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import due, names, query
from actiepunt.core.model import Meeting, Register
from actiepunt.core.query import GROUP_KEYS, SORT_KEYS, Filter
from actiepunt.i18n import _
from actiepunt.views import actions


@group.command("list", _("Show the open actions, soonest due first."))
@click.option("--body", multiple=True, metavar="BODY", help=_("Of this body."))
@click.option("--owner", multiple=True, metavar="NAME", help=_("Of this owner, or part of a name."))
@fields.filter_options
@click.option("--meeting", default="", metavar="REF", help=_("Agreed or due at this meeting."))
@click.option("--tag", multiple=True, metavar="TAG", help=_("With this tag."))
@click.option("--overdue", is_flag=True, help=_("Past their deadline."))
@click.option("--due-before", default="", metavar="WHEN", help=_("Due before this day or period."))
@click.option("--due-after", default="", metavar="WHEN", help=_("Due after this day or period."))
@click.option("--search", default="", metavar="TEXT", help=_("With these words in any field."))
@click.option("--all", "everything", is_flag=True, help=_("Closed ones too."))
@click.option(
    "--sort", default="due", type=click.Choice(list(SORT_KEYS)), help=_("In which order.")
)
@click.option("--group-by", type=click.Choice(list(GROUP_KEYS)), help=_("In groups."))
@click.option("--long", is_flag=True, help=_("Whole texts, with the term and meeting as agreed."))
@options.at_option
@format_option()
@click.pass_obj
def command(
    session: Session,
    /,
    body: tuple[str, ...],
    owner: tuple[str, ...],
    meeting: str,
    tag: tuple[str, ...],
    overdue: bool,
    due_before: str,
    due_after: str,
    search: str,
    everything: bool,
    sort: str,
    group_by: str | None,
    long: bool,
    point: str,
    format_: str | None,
    **given: Any,
) -> Answer:
    """Answer with the actions that meet all criteria."""
    criteria = Filter(everything=everything, choices=fields.filters(given))
    if point:
        register, today = session.at(point)
    else:
        register = session.load(archive=criteria.closed_too).register
        today = session.today(register)
    reader = session.reader(register, today) if meeting or due_before or due_after else None
    criteria = criteria._replace(
        bodies=tuple(_bodies(register, body)),
        owners=_names(owner, "owners"),
        meeting=reader.meeting(meeting).id if reader and meeting else "",
        tags=_names(tag, "tags"),
        overdue=overdue,
        before=reader.period(due_before).first if reader and due_before else None,
        after=reader.period(due_after).last if reader and due_after else None,
        search=search,
    )
    rows = query.sort(query.select(register, criteria, today), sort)
    meetings = register.meetings_by_id()
    told = {"body": body, "owners": owner, **criteria.choices}
    view = actions.listing(
        query.group(rows, group_by) if group_by else {"": rows},
        today,
        by=group_by or "",
        known={field for field, given in told.items() if given or group_by},
        states=_mixed(rows),
        urgency=sort == "due",
        whole=meetings if long else None,
    )
    return Answer(view, format_, notes=_unreadable(rows, meetings))


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


def _bodies(register: Register, given: tuple[str, ...]) -> list[str]:
    return [query.find_body(register, body) for body in given]


def _mixed(rows: list[query.Standing]) -> bool:
    """Tell whether any action is not open, so that the status needs a column."""
    return any(row.action.status != "open" for row in rows)
