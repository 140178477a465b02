"""`actiepunt remind`: a message for every owner whose actions are late or due soon."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actiepunt import disk
from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.inputs import demand
from actiepunt.cli.session import Session
from actiepunt.core.model import Register
from actiepunt.core.names import argument
from actiepunt.core.query import known_bodies
from actiepunt.errors import UsageError
from actiepunt.i18n import _, ngettext, translator
from actiepunt.text import first_free, slug

if TYPE_CHECKING:
    from actiepunt.papers.reminders import Reminder

_AHEAD = timedelta(weeks=2)


@group.command(
    "remind",
    _("Write a message to every owner of what is late or due soon; it sends nothing."),
    example="actiepunt remind --format eml -o herinneringen",
    section="sharing",
)
@click.option("--owner", default="", metavar="NAME", help=_("Only to this owner, body or role."))
@click.option(
    "--before",
    default="",
    metavar="WHEN",
    help=_("Of what is due before this day or period; by default two weeks from today."),
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "eml"]),
    default="text",
    help=_("Text, or drafts that a mail program opens."),
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=_("Write a file for each message to this folder."),
)
@click.pass_obj
def command(session: Session, owner: str, before: str, format_: str, folder: Path | None) -> Answer:
    """Answer with the messages, or with what was written to the folder."""
    from actiepunt.papers import reminders

    if format_ == "eml" and folder is None:
        raise UsageError(_("drafts are files, one for each message"), _("Add -o DIR."))
    register = session.load().register
    today = session.today(register)
    until = session.reader(register).period(before).first if before else today + _AHEAD
    wanted = reminders.find(register, demand(owner, "owners")) if owner else None
    found = [
        one
        for one in reminders.reminders(register, until, today)
        if wanted is None or one.to in wanted
    ]
    if not found:
        return Answer(lines=[_("Nothing to remind of: nothing is late or due soon.")])
    say = translator(register.settings.language)
    texts = [reminders.text(one, say("To"), say("Subject")) for one in found]
    if folder is None:
        lines = "\n----\n\n".join(texts).splitlines()
        return Answer(lines=lines)
    files = [reminders.eml(one) for one in found] if format_ == "eml" else map(str.encode, texts)
    _write(folder, dict(zip(_names(found, format_), files, strict=True)))
    count = len(found)
    told = ngettext("{count} message in {folder}", "{count} messages in {folder}", count)
    return Answer(
        lines=[told.format(count=count, folder=folder)], notes=_without_address(register, found)
    )


def _names(found: Sequence["Reminder"], format_: str) -> list[str]:
    """Return a name for the file of each message, which every disk takes."""
    from actiepunt.site.addresses import address

    taken: list[str] = []
    for one in found:
        taken.append(first_free(address(one.to), taken))
    return [f"{name}.{'txt' if format_ == 'text' else format_}" for name in taken]


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files to a folder, and leave alone what else is in it.

    Raises:
        ActiepuntError: the folder cannot be made, or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise disk.not_written(error, folder) from error
    for name, data in files.items():
        disk.write(folder / name, data)


def _without_address(register: Register, found: Sequence["Reminder"]) -> list[str]:
    """Return a note on each message that has no address, with the command that gives one."""
    return [_advice(register, one.to) for one in found if not one.email]


def _advice(register: Register, name: str) -> str:
    """Return what to do for a person without an address, or a body in which nobody sits."""
    people, bodies = register.settings.people, map(slug, known_bodies(register))
    if name not in people and slug(name) in bodies:
        text = _("{name} is a body in which nobody is known to sit; add who does: {command}")
        command = f"actiepunt person edit {_('NAME')} --add-body {argument([name])}"
    else:
        text = _("{name} has no e-mail address that can be used; give one: {command}")
        verb = "edit" if name in people else "add"
        command = f"actiepunt person {verb} {argument([name])} --email {_('MAIL')}"
    return text.format(name=name, command=command)
