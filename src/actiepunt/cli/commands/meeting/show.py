"""`actiepunt meeting show`: one meeting in full."""

import click

from actiepunt import views
from actiepunt.cli import base
from actiepunt.cli.base import Answer, format_option
from actiepunt.cli.session import Session
from actiepunt.i18n import _


@base.command("show", _("Show a meeting in full, with its actions."))
@click.argument("ref", metavar="REF")
@format_option
@click.pass_obj
def command(session: Session, ref: str, format_: str | None) -> Answer:
    """Answer with every field, and the actions that came from it or are due at it."""
    register = session.load().register
    reader = session.reader(register)
    return Answer(views.meeting_card(reader.meeting(ref), register, reader.today), format_)
