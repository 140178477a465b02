"""`actiepunt defer`: move a deadline, and say why."""

import click

from actiepunt.cli import confirmation, group, inputs
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.cli.status import SEVERAL
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command("defer", f"{_('Move the deadline of actions.')}\n\n{SEVERAL}")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--to", required=True, metavar="WHEN", help=_("A date, a period or a meeting."))
@change_options
@click.pass_obj
def command(session: Session, ids: tuple[str, ...], to: str, why: Why) -> Answer:
    """Answer with the old and the new deadline."""

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        edit = changes.defer(reader.due(inputs.line(to, "due")))
        return changes.update(register, ids, reader.today.year, edit)

    change = session.change(changer, why)
    return confirmation.changed(change, session.reader(change.register))
