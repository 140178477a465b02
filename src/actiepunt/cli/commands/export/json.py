"""`actiepunt export json`: actions as JSON, as `list --all --format json` writes it."""

from pathlib import Path
from typing import Any

import click

from actiepunt.cli import filters, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import file_option
from actiepunt.i18n import _


@group.command(
    "json",
    _("Write actions, closed ones too, as JSON."),
    example="actiepunt export json --at AB:last -o actielijst.json",
)
@filters.action_filters
@file_option
@click.pass_context
def command(context: click.Context, /, file: Path | None, **given: Any) -> Answer:
    """Answer with the actions."""
    return Answer(filters.listing(context, given), "json", file=file)
