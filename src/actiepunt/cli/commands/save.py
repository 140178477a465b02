"""`actiepunt save`: commit the edits that were made by hand."""

import click

from actiepunt.cli import confirmation, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.storage import transaction
from actiepunt.storage.transaction import Why


@group.command(
    "save",
    _("Record what was edited by hand in the data files, as one commit."),
    example='actiepunt save -m "Namen verbeterd"',
    section="history",
)
@change_options
@click.pass_obj
def command(session: Session, why: Why) -> Answer:
    """Answer with the recorded changes."""
    change = transaction.save(session.root, why)
    if not change.commit:
        return Answer(lines=[_("Nothing to record: the data files have no edits.")], stands=True)
    return confirmation.changed(change)
