"""`actiepunt init`: make a register, or set up a clone of one."""

import click

from actiepunt import disk
from actiepunt.cli import group, inputs
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.core.model import LANGUAGES
from actiepunt.i18n import _, screen_language
from actiepunt.storage import init


@group.command("init", _("Make a register in a folder, or set up this clone of one."))
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--name", metavar="N", default="", help=_("What the register is called."))
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=_("The language of reports, feeds and commits."),
)
@click.option(
    "--timezone", metavar="TZ", default="Europe/Amsterdam", help=_("The time zone of the meetings.")
)
@click.pass_obj
def command(
    session: Session, folder: str, name: str, language: str | None, timezone: str
) -> Answer:
    """Answer with the files that were made; existing files stay as they are."""
    root = disk.absolute(session.folder or folder)
    wanted = init.NewRegister(inputs.line(name, "title"), language or screen_language(), timezone)
    made = init.make(root, wanted)
    lines = [_("joined the register of {branch}").format(branch=made.joined)] if made.joined else []
    lines += [_("made {thing}").format(thing=thing) for thing in made.things]
    lines += [_("This is a register already; nothing to do.")] if not lines else []
    return Answer(lines=lines, notes=made.notes, stands=True)
