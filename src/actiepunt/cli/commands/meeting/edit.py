"""`actiepunt meeting edit`: change fields of a meeting."""

from typing import Any

import click

from actiepunt.cli import confirmation, fields, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "edit",
    _("Change a meeting; its id stays."),
    example='actiepunt meeting edit AB:next --location "De Steck, Doetinchem"',
)
@click.argument("ref", metavar="REF")
@fields.meeting_options
@click.option("--confirmed", is_flag=True, default=None, help=_("The date is certain now."))
@change_options
@click.pass_obj
def command(
    session: Session,
    /,
    ref: str,
    confirmed: bool | None,
    why: Why,
    **given: Any,
) -> Answer:
    """Answer with the changed fields."""
    if confirmed:
        given["tentative"] = False
    if not fields.any_given(given):
        raise UsageError(
            _("nothing to change"), _("Name what changes: actiepunt meeting edit --help")
        )

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        meeting = reader.meeting(ref)
        values = fields.meeting(register, reader, given, meeting.day)
        edit = lambda old: old._replace(**values)  # noqa: E731 - one expression, used once
        return changes.update_meetings(register, [meeting.id], edit)

    change = session.change(changer, why)
    return confirmation.changed(change, remarks=session.remarks(change))
