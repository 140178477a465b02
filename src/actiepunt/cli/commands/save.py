"""`actiepunt save`: record the hand edits as a commit of their own."""

import click

from actiepunt.cli import group, report
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.storage import transaction
from actiepunt.storage.transaction import Why


@group.command("save", _("Record what was edited by hand in the data files, as one commit."))
@change_options
@click.pass_obj
def command(session: Session, why: Why) -> Answer:
    """Answer with what the hand edits changed."""
    change = transaction.save(session.root, why)
    if not change.commit:
        return Answer(lines=[_("Nothing to record: the data files have no edits.")], stands=True)
    return report.changed(change)
