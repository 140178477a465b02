"""`actiepunt person edit`: change a person, or the name that it has everywhere."""

from typing import Any

import click

from actiepunt.cli import fields, group, listed
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core.fields import PERSON
from actiepunt.core.model import Person
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "edit",
    _("Change a person; a new name comes everywhere, and the old one still works."),
    example='actiepunt person edit "E. Ruesen" --email e.ruesen@bestuur.example',
)
@click.argument("name")
@click.option("--name", "new_name", metavar="NAME", help=_("A new name, in all records too."))
@fields.listed_options(Person)
@fields.item_options(PERSON)
@change_options
@click.pass_obj
def command(session: Session, /, name: str, new_name: str | None, why: Why, **given: Any) -> Answer:
    """Answer with the changed fields."""
    return listed.edit(session, "people", name, new_name, why, given)
