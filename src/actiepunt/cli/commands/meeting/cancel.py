"""`actiepunt meeting cancel`: mark meetings as cancelled; they stay in the calendar."""

import click

from actiepunt.cli import confirmation, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "cancel",
    _("Cancel meetings."),
    example='actiepunt meeting cancel AB:next -m "Te weinig punten"',
)
@click.argument("refs", metavar="REF...", nargs=-1, required=True)
@change_options
@click.pass_obj
def command(session: Session, refs: tuple[str, ...], why: Why) -> Answer:
    """Answer with the cancelled meetings."""

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        chosen = [reader.meeting(ref).id for ref in refs]
        return changes.update_meetings(
            register, chosen, lambda meeting: meeting._replace(status="cancelled")
        )

    return confirmation.changed(session.change(changer, why))
