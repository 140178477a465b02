"""`actiepunt edit`: change fields of an action by options, or its block in an editor."""

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

from actiepunt.cli import ask, confirmation, fields, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes
from actiepunt.core.fields import ACTION
from actiepunt.core.model import Action, Register
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "edit",
    _("Change an action; without options your editor opens on its block."),
    example='actiepunt edit 14 --add-owner secretaris --due "2 weken"',
    section="actions",
)
@click.argument("number", metavar="ID")
@fields.option(ACTION["summary"])
@fields.action_options
@fields.item_options(ACTION)
@fields.option(ACTION["outcome"])
@change_options
@click.pass_obj
def command(session: Session, /, number: str, why: Why, **given: Any) -> Answer:
    """Answer with the changed fields."""
    if not fields.any_given(given):
        from actiepunt.cli.editor import edit_block

        change = edit_block(session, number, why)
        return confirmation.changed(change, session.reader(change.register))

    if ask.person():
        given = ask.owners(session, given)
    relist = [_relist(given, option.name, field) for field, option in fields.LISTS.items()]

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        edits = [changes.set_fields(fields.action(register, reader, given)), *relist]
        edit = lambda action: reduce(lambda edited, step: step(edited), edits, action)  # noqa: E731
        return changes.update(register, [number], reader.today.year, edit)

    change = session.change(changer, why)
    replaced = [field for field, option in fields.LISTS.items() if given[option.name]]
    return confirmation.changed(change, session.reader(change.register), replaced)


def _relist(given: fields.Given, option: str, field: str) -> Callable[[Action], Action]:
    """Return the edit for `--add-NAME` and `--remove-NAME` of a list.

    Raises:
        UsageError: the option that replaces the whole list was given too.
    """
    return changes.relist(field, *fields.list_items(given, option, field))
