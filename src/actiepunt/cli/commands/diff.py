"""`actiepunt diff`: what changed between two points, per body."""

import click

from actiepunt.cli import base, progress
from actiepunt.cli.base import Answer, format_option
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.repository import Repository


@base.command(
    "diff",
    _(
        "Show what changed between two points, per body.\n\n"
        "A point is a day, a meeting (AB:last) or a revision. Without TO it is now; without FROM "
        "it is what was edited by hand and not recorded yet."
    ),
)
@click.argument("first", metavar="[FROM]", required=False)
@click.argument("last", metavar="[TO]", required=False)
@format_option
@click.pass_obj
def command(session: Session, first: str | None, last: str | None, format_: str | None) -> Answer:
    """Answer with what is new, done, moved and changed."""
    from actiepunt import points, summary, trail

    register = session.load().register
    repository = Repository(session.root)
    reader = session.reader(register)
    start = points.find(repository, first or "HEAD", register, reader).commit
    end, after = "HEAD", register
    if last:
        end = points.find(repository, last, register, reader).commit
        after = points.register_at(repository, end)
    before = points.register_at(repository, start)
    between = repository.between(start, end)
    entries = [one for one in progress.history(repository) if one.commit.hash in between]
    moved = trail.deferrals(entries)
    return Answer(summary.listing(summary.rows(before, after, moved)), format_)
