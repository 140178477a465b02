"""`actiepunt export csv`: actions as comma-separated values, which `import csv` reads back."""

import codecs
from pathlib import Path
from typing import Any

import click

from actiepunt.cli import filters, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import file_option
from actiepunt.i18n import _


@group.command(
    "csv",
    _("Write actions, closed ones too, as CSV; `import csv` reads it back."),
    example="actiepunt export csv --body AB --excel -o actielijst.csv",
)
@filters.action_filters
@click.option("--excel", is_flag=True, help=_("For a Dutch Excel: semicolons, marked UTF-8."))
@file_option
@click.pass_context
def command(context: click.Context, /, excel: bool, file: Path | None, **given: Any) -> Answer:
    """Answer with the bytes of the table."""
    from actiepunt.output import csv

    text = csv.table(filters.listing(context, given), ";" if excel else ",")
    return Answer(raw=(codecs.BOM_UTF8 if excel else b"") + text.encode(), file=file)
