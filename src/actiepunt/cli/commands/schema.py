"""`actiepunt schema`: a JSON Schema of a data file or of the JSON answers."""

from pathlib import Path
from typing import get_args

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.core import schemas
from actiepunt.core.schemas import Draft
from actiepunt.i18n import Translate, _, translator
from actiepunt.storage import datafiles, schema_files


@group.command(
    "schema",
    _(
        "Print a JSON Schema of data/actions.toml, calendar.toml or register.toml, or of the JSON "
        "answers.\n\n"
        "Editors and CI jobs check files with it. `init` puts those of the files beside them."
    ),
    example="actiepunt schema actions -o actions.json",
    section="setup",
)
@click.argument("name", metavar="NAME", type=click.Choice([*schemas.SCHEMAS]))
@click.option(
    "--draft",
    type=click.Choice(get_args(Draft)),
    default="2020-12",
    help=_("The draft of JSON Schema; editors of TOML read 4."),
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_("Write to this file.")
)
@click.pass_obj
def command(session: Session, name: str, draft: Draft, output: Path | None) -> Answer:
    """Answer with the schema, in the language of the register or, without one, of the screen."""
    say: Translate = _
    if session.is_here:  # its faults do not matter: somebody may want the schema to find them
        known = datafiles.load(session.root, archive=False, checks=False).register
        say = translator(known.settings.language)
    return Answer(raw=schema_files.text(name, draft, say).encode(), file=output)
