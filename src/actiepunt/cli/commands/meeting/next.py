"""`actiepunt meeting next`: the next meeting, of a body or of all."""

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import calendar, labels, query
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import slug
from actiepunt.views import cards


@group.command(
    "next",
    _(
        "Show the next meeting, of a body or of all.\n\n"
        "It is the first one that is not over: a meeting is over when it ends, one without an end "
        "at the end of its day. AB:next is the same one, and AB:last the one before it."
    ),
    example="actiepunt meeting next AB",
)
@click.argument("body", required=False)
@format_option()
@click.pass_obj
def command(session: Session, body: str | None, format_: str | None) -> Answer:
    """Answer with the meeting in full."""
    register = session.load().register
    reader = session.reader(register)
    name = query.find_body(register, body) if body else ""
    coming = [
        meeting
        for meeting in register.meetings
        if meeting.status != "cancelled"
        and meeting.day
        and not calendar.is_over(meeting, reader.now)
        and (not name or slug(meeting.body) == slug(name))
    ]
    if not coming:
        raise ActiepuntError(
            _("no meeting is planned after {day}").format(day=labels.full_day(reader.today, _)),
            _("Add one with `actiepunt meeting add`; `meeting list --all` shows the past."),
        )
    first = min(coming, key=calendar.order)
    return Answer(cards.meeting(first, register, reader.today), format_)
