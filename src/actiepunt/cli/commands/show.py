"""`actiepunt show`: one action in full."""

import click

from actiepunt import query, views
from actiepunt.cli import base
from actiepunt.cli.base import Answer, format_option
from actiepunt.cli.session import Session
from actiepunt.i18n import _


@base.command("show", _("Show an action in full."))
@click.argument("number", metavar="ID")
@format_option
@click.pass_obj
def command(session: Session, number: str, format_: str | None) -> Answer:
    """Answer with every field, and the meetings it names."""
    register = session.load().register
    today = session.today(register)
    action = query.find_action(register, number, today.year)
    row = query.standing(action, register.meetings_by_id(), today)
    notes = []
    wanted = query.number(number, today.year)
    if action.id != wanted:
        notes.append(_("{old} is now {new}").format(old=wanted, new=action.id))
    return Answer(views.action_card(row, register, today), format_, notes=notes)
