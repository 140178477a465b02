"""`actiepunt meeting show`: a meeting in full."""

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.views import cards


@group.command(
    "show",
    _("Show a meeting in full, with its actions."),
    example="actiepunt meeting show AB:last",
)
@click.argument("ref", metavar="REF")
@format_option()
@click.pass_obj
def command(session: Session, ref: str, format_: str | None) -> Answer:
    """Answer with the fields of a meeting and the actions agreed or due there."""
    register = session.load().register
    reader = session.reader(register)
    return Answer(cards.meeting(reader.meeting(ref), register, reader.today), format_)
