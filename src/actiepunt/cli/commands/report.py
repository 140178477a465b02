"""`actiepunt report`: the action list of a body, as a paper for its meeting."""

from functools import partial

import click

from actiepunt.cli import group, papers
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.i18n import _


@group.command(
    "report",
    _(
        "Write the action list of a body as a paper for its meeting.\n\n"
        "It holds what is committed: the open actions, what changed since the last meeting, and "
        "the provisional agenda. With --at the same commit gives the same bytes on every day."
    ),
    example="actiepunt report AB -o actielijst.html",
    section="sharing",
)
@papers.paper_options
@click.option(
    "--since",
    default="",
    metavar="WHEN",
    help=_("New is what came from this day, meeting or revision on; else since the last meeting."),
)
@click.option(
    "--sources", is_flag=True, help=_("Say at the end in which minutes each action is written.")
)
@click.pass_obj
def command(session: Session, wanted: papers.Wanted, since: str, sources: bool) -> Answer:
    """Answer with the bytes of the paper."""
    from actiepunt.papers import report

    return papers.answer(session, wanted, partial(report.paper, sources=sources), since)
