"""`actiepunt person list`: the people of register.toml."""

import click

from actiepunt.cli import group, options
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import query
from actiepunt.core.listed import same
from actiepunt.i18n import _
from actiepunt.views import listed


@group.command(
    "list",
    _("Show the people of the register."),
    example="actiepunt person list",
)
@click.option("--body", metavar="BODY", help=_("Of this body."))
@options.at_option
@format_option()
@click.pass_obj
def command(session: Session, body: str | None, point: str, format_: str | None) -> Answer:
    """Answer with the people of register.toml, in the order of the file."""
    register, _today = session.at(point)
    people = register.settings.people
    wanted = query.find_body(register, body) if body is not None else ""
    names = [
        name
        for name in people
        if not wanted or any(same("bodies", wanted, one) for one in people[name].bodies)
    ]
    return Answer(listed.people(register, names), format_)
