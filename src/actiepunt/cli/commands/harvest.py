"""`actiepunt harvest`: what minutes may add to the register, sentence by sentence."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actiepunt.cli import group, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.i18n import _
from actiepunt.storage import harvested

if TYPE_CHECKING:
    from actiepunt.harvest.proposals import Proposal


@group.command(
    "harvest",
    _(
        "Show which sentences of minutes may be actions or meetings.\n\n"
        "FILE is a document of Word or LibreOffice, a text, a page, a mail or a PDF. It only "
        "proposes: nothing of it comes into the register by itself."
    ),
    example="actiepunt harvest verslag.txt --meeting AB:last",
    section="actions",
)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)  # fmt: skip
@click.option(
    "--meeting", "ref", default="", metavar="REF",
    help=_("The meeting of these minutes; “within a month” counts from its day."),
)  # fmt: skip
@click.option("--more", is_flag=True, help=_("Show sentences too that only perhaps are actions."))
@format_option("proposals")
@click.pass_obj
def command(
    session: Session, files: Sequence[Path], ref: str, more: bool, format_: str | None
) -> Answer:
    """Answer with the proposals of all files."""
    from actiepunt.views import proposals as view

    register = session.load().register.visible
    reader = session.reader(register)
    meeting = reader.meeting(ref) if ref else None
    day = meeting.day if meeting and meeting.day else reader.today
    known = harvested.read(session.root)
    found = [
        proposal
        for path in files
        for proposal in _proposals(path, register, meeting, day, more=more)
        if proposal.sentence.fingerprint not in known
    ]
    notes = []
    if not meeting:
        notes.append(_("Days such as “within a month” count from today; --meeting says otherwise."))
    return Answer(view.listing(found, reader.today), format_, notes=notes)


def _proposals(
    path: Path, register: Register, meeting: Meeting | None, day: date, *, more: bool
) -> Iterator["Proposal"]:
    """Yield what a file may add, with the meeting and the place of each sentence as its source.

    Raises:
        ActiepuntError: the file cannot be read.
    """
    from actiepunt import documents
    from actiepunt.harvest.proposals import propose

    document = documents.read(path, streams.content(str(path), documents.LARGEST))
    for proposal in propose(document, register, day, more=more):
        record = proposal.record
        if isinstance(record, Action):
            source = " ".join(filter(None, [document.name, proposal.sentence.place]))
            record = record._replace(source=source)
            if meeting:
                record = record._replace(meeting=meeting.id, body=record.body or meeting.body)
        yield proposal._replace(record=record)
