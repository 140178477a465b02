"""`actiepunt sync`: take in the changes that others published, and publish one's own."""

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

import click

from actiepunt.cli import ask, decide, group, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.core import message
from actiepunt.errors import ActiepuntError, ObjectionError
from actiepunt.i18n import _, ngettext
from actiepunt.text import visible
from actiepunt.views.changes import full_day
from actiepunt.views.conflicts import title

if TYPE_CHECKING:
    from actiepunt.sync.objections import Objection

MOST = 20  # the number of received changes that are listed; `actiepunt log` has all


@group.command(
    "sync",
    _(
        "Take in what others published, and publish what you changed.\n\n"
        "Where both sides changed the same field it asks; without a terminal it changes "
        "nothing and ends with code 3."
    ),
    example="actiepunt sync",
    section="sharing",
)
@click.option(
    "--anyway",
    is_flag=True,
    help=_("Go on where it warns: take in errors, publish what was deleted or taken back there."),
)
@click.pass_obj
def command(session: Session, anyway: bool) -> Answer:
    """Answer with the changes received, the commits sent and the numbers changed."""
    from actiepunt.sync import run

    asks = decide.asker(session) if ask.person() else None
    notes: list[str] = []
    agree = partial(_passed_over, notes) if anyway else _agreed
    with progress.line() as tell:
        done = run.run(session.root, asks, agree, tell)
    lines = []
    if done.received:
        count = len(done.received)
        lines.append(
            ngettext("Received {count} change:", "Received {count} changes:", count).format(
                count=count
            )
        )
        received = sorted(done.received, key=attrgetter("is_only_moved"))  # the archive last
        lines += [f"  {message.subject([one], _, write=full_day)}" for one in received[:MOST]]
        if count > MOST:
            lines.append(_("  and {count} more: actiepunt log").format(count=count - MOST))
    if done.sent:
        lines.append(
            ngettext(
                "Sent {count} commit to {remote}.", "Sent {count} commits to {remote}.", done.sent
            ).format(count=done.sent, remote=done.remote)
        )
    for old, new in done.renumbered:
        text = _("{old} is now {new}: {title}")
        if old.id in done.numbers:
            text = _("{old} is now {new}: {title} (another {old} was published first)")
        lines.append(text.format(old=old.name, new=new.name, title=title(new)))
    if not lines:
        lines.append(
            _("Nothing to send or receive: this is what {remote} has.").format(remote=done.remote)
        )
    if done.default:
        text = _("A new clone of this register begins on {branch}, and you publish to {remote}.")
        notes.append(text.format(branch=done.default, remote=done.remote))
    return Answer(lines=lines, notes=notes, stands=True)


def _passed_over(notes: list[str], objection: "Objection") -> None:
    """Go on despite an objection, and add it to the notes of the answer."""
    notes += [*objection.lines, objection.message]


def _agreed(objection: "Objection") -> None:
    """Ask a person whether to go on despite an objection.

    Raises:
        ObjectionError: no person is at the terminal.
        ActiepuntError: the person says no.
        click.Abort: the person pressed Ctrl-C.
    """
    if not ask.person():
        raise ObjectionError(objection.message, objection.advice, objection.lines)
    for line in (*objection.lines, objection.message):
        click.echo(visible(line))
    if not click.confirm(objection.question):
        raise ActiepuntError(_("Nothing was changed"), objection.advice)
