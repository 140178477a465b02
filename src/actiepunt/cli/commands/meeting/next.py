"""`actiepunt meeting next`: the first meeting to come, of a body or of all."""

from datetime import datetime

import click

from actiepunt import query, views
from actiepunt.cli import base
from actiepunt.cli.base import Answer, format_option
from actiepunt.cli.session import Session
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.model import Meeting
from actiepunt.text import slug


@base.command("next", _("Show the next meeting, of a body or of all."))
@click.argument("body", required=False)
@format_option
@click.pass_obj
def command(session: Session, body: str | None, format_: str | None) -> Answer:
    """Answer with the meeting in full."""
    register = session.load().register
    now = session.now(register).replace(tzinfo=None)
    name = query.find_body(register, body) if body else ""
    coming = [
        meeting
        for meeting in register.meetings
        if meeting.status != "cancelled"
        and not _over(meeting, now)
        and (not name or slug(meeting.body) == slug(name))
    ]
    if not coming:
        raise ActiepuntError(
            _("no meeting is planned after {day}").format(day=now.date().isoformat()),
            _("Add one with `actiepunt meeting add`; `meeting list --all` shows the past."),
        )
    first = min(coming, key=query.meeting_key)
    return Answer(views.meeting_card(first, register, now.date()), format_)


def _over(meeting: Meeting, now: datetime) -> bool:
    """Tell whether a meeting has ended, or has no day yet. One without an end lasts its day."""
    if meeting.last_day is None:
        return True
    if isinstance(meeting.end, datetime):
        return meeting.end <= now
    return meeting.last_day < now.date()
