"""`actiepunt export ics`: a calendar, to stdout or a file."""

from pathlib import Path

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.inputs import demand
from actiepunt.cli.options import file_option
from actiepunt.cli.session import Session
from actiepunt.core import query
from actiepunt.i18n import _, translator
from actiepunt.text import fold, slug


@group.command(
    "ics",
    _("Write a calendar of meetings and deadlines, or of tasks."),
    example="actiepunt export ics --body AB -o ab.ics",
)
@click.option("--meetings", is_flag=True, help=_("Only the meetings."))
@click.option("--deadlines", is_flag=True, help=_("Only the deadlines, as all-day events."))
@click.option("--tasks", is_flag=True, help=_("Only the actions, as tasks (VTODO)."))
@click.option("--body", metavar="BODY", help=_("Of this body."))
@click.option("--owner", metavar="NAME", help=_("Only actions of this owner."))
@file_option
@click.pass_obj
def command(
    session: Session,
    meetings: bool,
    deadlines: bool,
    tasks: bool,
    body: str | None,
    owner: str | None,
    file: Path | None,
) -> Answer:
    """Answer with the bytes of the calendar."""
    from actiepunt.ical.feed import Feeds, Scope
    from actiepunt.ical.source import committed

    source = committed(session.root)
    if tasks and (meetings or deadlines):
        raise click.UsageError(_("tasks and events do not go into one calendar"))
    default = not (meetings or deadlines or tasks)
    scope = Scope(
        meetings=meetings or default,
        deadlines=deadlines or default,
        tasks=tasks,
        body=None if body is None else slug(query.find_body(source.register, body)),
        owner=None if owner is None else fold(demand(owner, "owners")),
    )
    say = translator(source.register.settings.language)
    parts = [source.register.settings.name or say("Actions and meetings"), body, owner]
    name = " – ".join(part for part in parts if part)
    content = Feeds(source).calendar(scope, name, "steelblue")
    return Answer(raw=content, file=file)
