"""`actiepunt body list`: the bodies that actions and meetings can name."""

import click

from actiepunt.cli import group, options
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import query
from actiepunt.i18n import _
from actiepunt.views import listed


@group.command(
    "list",
    _("Show the bodies of the register."),
    example="actiepunt body list",
)
@options.at_option
@format_option()
@click.pass_obj
def command(session: Session, point: str, format_: str | None) -> Answer:
    """Answer with the bodies of register.toml or, where it lists none, those of the records."""
    register, _today = session.at(point)
    names = query.known_bodies(register)
    notes = []
    if names and not register.settings.listed_bodies:
        notes.append(_("register.toml lists no bodies yet, so an action may name any"))
    return Answer(listed.bodies(register, names), format_, notes=notes)
