"""`actiepunt harvest`: what minutes may add to the register, sentence by sentence."""

from collections.abc import Sequence
from pathlib import Path

import click

from actiepunt.cli import ask, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options, format_option
from actiepunt.cli.session import Session
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "harvest",
    _(
        "Read minutes and propose actions and meetings, sentence by sentence.\n\n"
        "FILE is a document of Word or LibreOffice, a text, a page, a mail or a PDF. A key says "
        "what becomes of each proposal, and what you take is one commit at the end; with "
        "--dry-run they are only listed."
    ),
    example="actiepunt harvest verslag.txt --meeting AB:last --dry-run",
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
@click.option("--more", is_flag=True, help=_("Sentences too that only perhaps are actions."))
@click.option(
    "--again", is_flag=True, help=_("What was taken, rejected or left out before comes again.")
)
@click.option("--dry-run", is_flag=True, help=_("Only list what is proposed."))
@change_options
@format_option("proposals")
@click.pass_obj
def command(
    session: Session,
    files: Sequence[Path],
    ref: str,
    more: bool,
    again: bool,
    dry_run: bool,
    why: Why,
    format_: str | None,
) -> Answer:
    """Answer with what was taken, or with the proposals of all files."""
    if not dry_run and format_:
        raise UsageError(_("a format goes with --dry-run"), _("Add --dry-run, or leave it out."))
    if not dry_run and not ask.person():
        raise UsageError(
            _("harvest asks on a terminal what becomes of each proposal"),
            _("Elsewhere: actiepunt harvest FILE --dry-run"),
        )
    from actiepunt.cli import minutes

    wanted = minutes.Wanted(files, ref, more=more, again=again)
    if dry_run:
        return minutes.listed(session, wanted, format_)
    return minutes.gone_through(session, wanted, why)
