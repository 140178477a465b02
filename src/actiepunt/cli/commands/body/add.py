"""`actiepunt body add`: list a body in register.toml."""

from typing import Any

import click

from actiepunt.cli import fields, group, listed
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core.model import Body
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "add",
    _("Add a body; without a name a terminal asks for it."),
    example='actiepunt body add REC --title "Commissie Rekening"',
)
@click.argument("name", required=False)
@fields.listed_options(Body)
@change_options
@click.pass_obj
def command(session: Session, /, name: str | None, why: Why, **given: Any) -> Answer:
    """Answer with the new body."""
    return listed.add(session, "bodies", name, why, given)
