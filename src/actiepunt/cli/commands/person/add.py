"""`actiepunt person add`: list a person in register.toml."""

from typing import Any

import click

from actiepunt.cli import fields, group, listed
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core.model import Person
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "add",
    _("Add a person; without a name a terminal asks for it."),
    example='actiepunt person add "H. de Vries" --role griffier --body "AB, DB"',
)
@click.argument("name", required=False)
@fields.listed_options(Person)
@change_options
@click.pass_obj
def command(session: Session, /, name: str | None, why: Why, **given: Any) -> Answer:
    """Answer with the new person."""
    return listed.add(session, "people", name, why, given)
