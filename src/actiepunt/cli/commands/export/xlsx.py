"""`actiepunt export xlsx`: actions as a workbook of Excel, which `import xlsx` reads back."""

from pathlib import Path
from typing import Any

import click

from actiepunt.cli import filters, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import file_option
from actiepunt.i18n import _


@group.command(
    "xlsx",
    _("Write actions, closed ones too, for Excel; `import xlsx` reads it back."),
    example="actiepunt export xlsx --body AB -o actielijst.xlsx",
)
@filters.action_filters
@file_option
@click.pass_context
def command(context: click.Context, /, file: Path | None, **given: Any) -> Answer:
    """Answer with the workbook."""
    return Answer(filters.listing(context, given), "xlsx", file=file)
