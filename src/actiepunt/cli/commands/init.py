"""`actiepunt init`: make a register, or set up a clone of one."""

import click

from actiepunt import disk
from actiepunt.cli import fields, group, inputs, setup
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.core.model import LANGUAGES, REGISTER_FILE, Settings
from actiepunt.i18n import _
from actiepunt.storage import init


@group.command(
    "init",
    _(
        "Make a register in a folder, or set up this clone of one.\n\n"
        "On a terminal it asks for what you leave out of a new register."
    ),
    example='actiepunt init bestuur --language nl --body "AB=Algemeen Bestuur"',
    section="setup",
)
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--name", metavar="NAME", help=_("What the register is called."))
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help=_("The language of reports, feeds and commits."),
)
@click.option(
    "--timezone", metavar="TZ", default="Europe/Amsterdam", help=_("The time zone of the meetings.")
)
@click.option(
    "--body",
    "bodies",
    multiple=True,
    metavar="BODY=TITLE",
    help=_("A body, such as “AB=Algemeen Bestuur”."),
)
@click.option("--user-name", metavar="NAME", help=_("Your name in the history of this clone."))
@click.option(
    "--user-email", metavar="MAIL", help=_("Your mail address in the history of this clone.")
)
@click.pass_obj
def command(
    session: Session,
    folder: str,
    name: str | None,
    language: str | None,
    timezone: str,
    bodies: tuple[str, ...],
    user_name: str | None,
    user_email: str | None,
) -> Answer:
    """Answer with the files that were made; existing files stay as they are."""
    init.demand_sound(Settings(timezone=timezone))
    root = disk.absolute(session.folder or folder)
    given = setup.bodies(bodies)
    called = None if name is None else inputs.line(name, "name")
    made = init.make(
        root,
        init.Setup(
            settings=lambda: setup.settings(root, called, language, timezone, given),
            identity=setup.identity,
            given=init.Identity(
                setup.person(user_name) if user_name is not None else "",
                fields.mail(user_email) if user_email is not None else "",
            ),
        ),
    )
    lines = [_("joined the register of {branch}").format(branch=made.joined)] if made.joined else []
    lines += [_("made {thing}").format(thing=thing) for thing in made.things]
    lines += [_("This is a register already; nothing to do.")] if not lines else []
    notes = list(made.notes)
    if (called or language or given) and REGISTER_FILE not in made.things:
        notes.append(
            _("--name, --language and --body are for a new register, and this one stays as it is")
        )
    return Answer(lines=lines, notes=notes, stands=True)
