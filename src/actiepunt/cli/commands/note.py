"""`actiepunt note`: add a dated note to the progress of an action."""

import click

from actiepunt.cli import confirmation, group, inputs
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command("note", _("Add a note, with today's date, on how an action stands."))
@click.argument("number", metavar="ID")
@click.argument("text")
@click.option("--on", default="", metavar="DATE", help=_("On which day; today if left out."))
@change_options
@click.pass_obj
def command(session: Session, number: str, text: str, on: str, why: Why) -> Answer:
    """Answer with the new note."""

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        day = reader.exact_day(on) if on else reader.today
        edit = changes.note(day, inputs.demand(text, "progress"))
        return changes.update(register, [number], reader.today.year, edit)

    return confirmation.changed(session.change(changer, why))
