"""`actiepunt import xlsx`: actions of a sheet of Excel, added and changed as one commit."""

from pathlib import Path
from typing import Any

import click

from actiepunt.cli import group, importing
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "xlsx",
    importing.help_text(_("a sheet of Excel")),
    example="actiepunt import xlsx actielijst.xlsx --sheet Actiepunten --dry-run",
)
@importing.table_options
@click.option(
    "--sheet", "name", default="", metavar="NAME", help=_("The sheet, if it has several.")
)
@click.pass_obj
def command(
    session: Session, /, file: Path, why: Why, dry_run: bool, name: str, **given: Any
) -> Answer:
    """Answer with the new and the changed actions."""
    from actiepunt.importers import headings, xlsx

    sheet = xlsx.read(importing.read_file(file), file.name, name, headings.count)
    return importing.run(session, file, sheet, why, dry_run=dry_run, **given)
