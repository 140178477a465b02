"""`actiepunt list`: the open actions, soonest due first."""

from collections.abc import Mapping
from typing import Any

import click

from actiepunt.cli import fields, filters, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.cli.words import Word
from actiepunt.core import due, query
from actiepunt.core.model import Meeting
from actiepunt.core.query import GROUP_WORDS, SORT_WORDS
from actiepunt.i18n import _, ngettext
from actiepunt.views import actions


@group.command(
    "list",
    _(
        "Show the open actions, soonest due first; with words, those that have all of them.\n\n"
        "Words are found in any order and any field; capitals and accents do not matter. Before a "
        "word that begins with - goes --."
    ),
    example="actiepunt list begroting --body AB --overdue",
    section="actions",
)
@filters.action_filters
@click.option("--all", "everything", is_flag=True, help=_("Closed ones too."))
@click.option("--sort", default="due", type=Word(SORT_WORDS), help=_("In which order."))
@click.option("--group-by", type=Word(GROUP_WORDS), help=_("In groups."))
@click.option("--long", is_flag=True, help=_("Whole texts, with the term and meeting as agreed."))
@format_option()
@click.pass_context
def command(
    context: click.Context,
    /,
    everything: bool,
    sort: str,
    group_by: str | None,
    long: bool,
    format_: str | None,
    **given: Any,
) -> Answer:
    """Answer with the actions that meet all criteria."""
    found = filters.find(context, given, everything=everything)
    rows = query.sort(found.rows, sort)
    meetings = found.register.meetings_by_id()
    told = {"body": given["body"], "owners": given["owner"], **fields.filters(given)}
    view = actions.listing(
        query.group(rows, group_by) if group_by else {"": rows},
        found.today,
        by=group_by or "",
        known={field for field, values in told.items() if values or group_by},
        states=_mixed(rows),
        urgency=sort == "due",
        whole=meetings if long else None,
    )
    if not (rows or found.criteria.closed_too):
        empty = _none_open(context.ensure_object(Session), given["point"], found)
        view = view._replace(empty=empty or view.empty)
    return Answer(view, format_, notes=_unreadable(rows, meetings))


def _none_open(session: Session, point: str, found: filters.Found) -> str:
    """Return what to say where no open action is found: how many closed ones there are."""
    register = session.at(point)[0] if point else session.load().register
    everything = found.criteria._replace(everything=True)
    count = len(query.select(register, everything, found.today))
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


def _mixed(rows: list[query.Standing]) -> bool:
    """Tell whether any action is not open, so that the status needs a column."""
    return any(row.action.status != "open" for row in rows)
