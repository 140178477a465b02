"""`actiepunt meeting list`: the coming meetings, in order of time."""

from datetime import date

import click

from actiepunt.cli import group, options
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import calendar, query
from actiepunt.core.due import Period
from actiepunt.i18n import _, ngettext
from actiepunt.views import meetings


@group.command(
    "list",
    _("Show the coming meetings, planned and to be planned."),
    example="actiepunt meeting list --body AB --until december",
)
@click.option("--body", metavar="BODY", help=_("Of this body."))
@click.option(
    "--from", "first", default="", metavar="WHEN", help=_("From this day; today if left out.")
)
@click.option("--until", default="", metavar="WHEN", help=_("Up to and with this day."))
@click.option("--all", "everything", is_flag=True, help=_("Past and cancelled ones too."))
@options.at_option
@format_option()
@click.pass_obj
def command(
    session: Session,
    body: str | None,
    first: str,
    until: str,
    everything: bool,
    point: str,
    format_: str | None,
) -> Answer:
    """Answer with the meetings that overlap the period."""
    register, today = session.at(point)
    reader = session.reader(register, today)
    start = date.min if everything else reader.today
    span = Period(
        reader.period(first).first if first else start,
        reader.period(until).last if until else date.max,
    )
    name = query.find_body(register, body) if body is not None else ""
    rows = calendar.select(register, name, span, everything=everything)
    past = len(register.meetings) - len(rows)
    empty = ngettext(
        "No meetings found; --all also shows {count} other.",
        "No meetings found; --all also shows {count} others.",
        past,
    ).format(count=past)
    return Answer(meetings.listing(rows, reader.today, empty if past else ""), format_)
