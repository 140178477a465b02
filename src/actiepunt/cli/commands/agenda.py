"""`actiepunt agenda`: the draft agenda of a meeting, with the actions that are due by then."""

import click

from actiepunt.cli import group, papers
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.papers import Paper
from actiepunt.text import slug


@group.command(
    "agenda",
    _(
        "Write a draft agenda for the next meeting of a body.\n\n"
        "It holds what is committed: the items of the meeting in the calendar, the actions due at "
        "the meeting or before it, and those deferred to it. Items without an opening or a closing "
        "stand between the usual ones."
    ),
    example="actiepunt agenda AB -o agenda.html",
    section="sharing",
)
@papers.paper_options
@click.pass_obj
def command(session: Session, wanted: papers.Wanted) -> Answer:
    """Answer with the bytes of the paper."""
    from actiepunt.papers import agenda
    from actiepunt.papers.source import Source

    def make(source: Source) -> Paper:
        if source.meeting is None:
            raise ActiepuntError(
                _("no meeting of {body} is coming").format(body=source.body),
                _("Add it with `actiepunt meeting add`, or choose one with --meeting."),
            )
        if source.meeting.body and slug(source.meeting.body) != slug(source.body):
            raise ActiepuntError(
                _("{meeting} is a meeting of {body}").format(
                    meeting=source.meeting.id, body=source.meeting.body
                ),
                _("Write the body and the meeting that belong together."),
            )
        return agenda.paper(source, source.meeting)

    return papers.answer(session, wanted, make)
