"""`actiepunt edit`: change fields by options, or the whole block in an editor."""

from typing import Any

import click

from actiepunt import changes
from actiepunt.cli import base, fields, report
from actiepunt.cli.base import Answer, change_options
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.model import Register
from actiepunt.register import Why


@base.command("edit", _("Change an action; without options your editor opens on its block."))
@click.argument("number", metavar="ID")
@click.option("--summary", metavar="TEXT", help=_("What must be done."))
@fields.action_options
@click.option("--outcome", metavar="TEXT", help=_("What came of it."))
@change_options
@click.pass_obj
def command(session: Session, /, number: str, why: Why, **given: Any) -> Answer:
    """Answer with what changed."""
    if not fields.told(given):
        from actiepunt.cli.editor import edit_block

        change = edit_block(session, number, why)
        return report.changed(change, session.reader(change.register))

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        read = fields.action(register, reader, given)
        return changes.update(register, [number], reader.today.year, changes.set_fields(read))

    change = session.change(changer, why)
    return report.changed(change, session.reader(change.register))
