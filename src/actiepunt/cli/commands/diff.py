"""`actiepunt diff`: the differences between two points."""

import click

from actiepunt.cli import group, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.git.repository import Repository
from actiepunt.i18n import _


@group.command(
    "diff",
    _(
        "Show what changed between two points.\n\n"
        "A point is a day, a meeting (AB:last) or a revision. Without TO it is now; without FROM "
        "it is what was edited by hand and not recorded yet."
    ),
    example="actiepunt diff AB:last",
    section="history",
)
@click.argument("first", metavar="[FROM]", required=False)
@click.argument("last", metavar="[TO]", required=False)
@format_option()
@click.pass_obj
def command(session: Session, first: str | None, last: str | None, format_: str | None) -> Answer:
    """Answer with the differences, and how often each deadline was moved in between."""
    from actiepunt.history import revisions
    from actiepunt.views import diff, log

    register = session.load().register
    repository = Repository(session.root)
    reader = session.reader(register)
    start = revisions.find(repository, first or "HEAD", register, reader).commit
    end, after = "HEAD", register
    if last:
        end = revisions.find(repository, last, register, reader).commit
        after = revisions.register_at(repository, end)
    before = revisions.register_at(repository, start)
    between = set(repository.between(start, end))
    entries = [entry for entry in progress.history(repository) if entry.commit.hash in between]
    moved = log.deferrals(entries)
    return Answer(diff.listing(diff.rows(before, after, moved), after, reader.today), format_)
