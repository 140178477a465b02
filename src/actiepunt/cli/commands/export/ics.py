"""`actiepunt export ics`: a calendar, to stdout or a file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.inputs import demand
from actiepunt.cli.options import alarm_option, file_option
from actiepunt.cli.session import Session
from actiepunt.core import alarm as spans
from actiepunt.core import query
from actiepunt.core.model import Meeting
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _, translator
from actiepunt.text import fold, slug

if TYPE_CHECKING:
    from actiepunt.ical.components import FeedSource


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
@click.option("--meeting", "ref", metavar="REF", help=_("One meeting, to send along with a mail."))
@alarm_option
@file_option
@click.pass_obj
def command(
    session: Session,
    meetings: bool,
    deadlines: bool,
    tasks: bool,
    body: str | None,
    owner: str | None,
    ref: str | None,
    alarm: str | None,
    file: Path | None,
) -> Answer:
    """Answer with the bytes of the calendar."""
    from actiepunt.ical.feed import Feeds, Scope
    from actiepunt.ical.source import committed

    ahead = None if alarm is None else spans.read(alarm)
    if ref is not None and (meetings or deadlines or tasks or body or owner):
        raise click.UsageError(_("--meeting is one meeting; leave out what selects others"))
    source = committed(session.root)
    if ref is not None:
        return Answer(raw=Feeds(source, ahead).meeting(_meeting(session, source, ref)), file=file)
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
    content = Feeds(source, ahead).calendar(scope, name, "steelblue")
    return Answer(raw=content, file=file)


def _meeting(session: Session, source: "FeedSource", ref: str) -> Meeting:
    """Return the meeting that a REF names.

    Raises:
        ActiepuntError: there is none, or it is not planned.
    """
    meeting = session.reader(source.register).meeting(ref)
    if meeting.day is None:
        raise ActiepuntError(
            _("{meeting} is not planned, so no calendar can show it").format(meeting=meeting.id),
            _("Give it a day: actiepunt meeting move {meeting} --start WHEN").format(
                meeting=meeting.id
            ),
        )
    return meeting
