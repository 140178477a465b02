"""`actiepunt import csv`: actions of a table in CSV, added and changed as one commit."""

from pathlib import Path
from typing import Any

import click

from actiepunt.cli import group, importing
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.storage.transaction import Why


@group.command(
    "csv",
    importing.help_text("CSV"),
    example="actiepunt import csv actielijst.csv --body AB --dry-run",
)
@importing.table_options
@click.pass_obj
def command(session: Session, /, file: Path, why: Why, dry_run: bool, **given: Any) -> Answer:
    """Answer with the new and the changed actions."""
    from actiepunt.importers import csv, headings

    sheet = csv.read(importing.read_file(file), file.name, headings.count)
    return importing.run(session, file, sheet, why, dry_run=dry_run, **given)
