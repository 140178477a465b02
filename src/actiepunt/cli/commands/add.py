"""`actiepunt add`: add an action."""

from typing import Any

import click

from actiepunt.cli import arguments, ask, confirmation, fields, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session, new_uid
from actiepunt.core import changes
from actiepunt.core.model import Action, Register
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "add",
    _("Add an action; on a terminal it asks for what you leave out.") + f"\n\n{arguments.UNQUOTED}",
    example='actiepunt add Zaal reserveren --owner DB --body AB --due "eind april"',
    section="actions",
)
@click.argument("summary", metavar="[SUMMARY...]", nargs=-1, callback=arguments.one_text)
@fields.action_options
@change_options
@click.pass_obj
def command(session: Session, /, why: Why, **given: Any) -> Answer:
    """Answer with the new action and its number; on a terminal ask for what is missing."""
    if ask.person():
        missing = given["summary"] is None or not given["owner"]
        given = ask.action(session, given) if missing else ask.owners(session, given)
    if given["summary"] is None:
        raise UsageError(
            _("the summary is missing"), _('Write: actiepunt add "SUMMARY" --owner NAME')
        )
    if not given["owner"]:
        raise UsageError(
            _("the owner is missing"),
            _('Write --owner NAME, or --owner "" where the meeting named nobody.'),
        )

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        values = fields.action(register, reader, given)
        action = Action(uid=new_uid(), created=session.now(register), **values)
        return changes.add_action(register, action, reader.today.year)

    change = session.change(changer, why)
    return confirmation.changed(change, session.reader(change.register))
