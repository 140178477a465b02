"""`actiepunt save`: record the hand edits as a commit of their own."""

import click

from actiepunt import register as unit
from actiepunt.cli import base, report
from actiepunt.cli.base import Answer, change_options
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.register import Why


@base.command("save", _("Record what was edited by hand in the data files, as one commit."))
@change_options
@click.pass_obj
def command(session: Session, why: Why) -> Answer:
    """Answer with what the hand edits changed."""
    change = unit.save(session.root, why)
    if not change.commit:
        return Answer(lines=[_("Nothing to record: the data files have no edits.")], stands=True)
    return report.changed(change)
