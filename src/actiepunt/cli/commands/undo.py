"""`actiepunt undo`: take back the change of a commit by a new commit."""

from zoneinfo import ZoneInfo

import click

from actiepunt.cli import ask, confirmation, group, streams, undoing
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import labels
from actiepunt.core.model import Register
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.history import Commit
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why
from actiepunt.text import visible


@group.command(
    "undo",
    _(
        "Take back one change, your own last one or that of a commit, as a new commit.\n\n"
        "What was added is withdrawn: only the log shows it, and its number is never used again. "
        "On a terminal it asks before it takes back what somebody else did."
    ),
    example="actiepunt undo",
    section="history",
)
@click.argument("commit", metavar="[COMMIT]", required=False)
@change_options
@click.pass_obj
def command(session: Session, commit: str | None, why: Why) -> Answer:
    """Answer with the change that was taken back, its author, and the fields as they are now."""
    register = session.load().register
    repository = Repository(session.root)
    own = repository.own()
    undone = undoing.find(repository, commit, own)
    line = _change_line(undone.commit, register)
    if undone.commit.hash not in own:
        _demand_consent(line, named=bool(commit))
    answer = confirmation.changed(undoing.take_back(session, undone, why))
    return answer._replace(lines=[_("Taken back: {change}").format(change=line), *answer.lines])


def _change_line(commit: Commit, register: Register) -> str:
    """Return a change in one line: commit, author, time and subject."""
    when = commit.when.astimezone(ZoneInfo(register.settings.timezone))
    return f"{commit.hash[:8]} {commit.who}, {labels.full_day(when, _)}: {commit.subject}"


def _demand_consent(change_line: str, *, named: bool) -> None:
    """Ask before a change of somebody else is taken back; without a terminal it must be named.

    Raises:
        ActiepuntError: no person is at the terminal, and no commit was named.
        click.Abort: the person says no.
    """
    if ask.person():
        streams.write(f"{visible(change_line)}\n")
        if not ask.confirm(_("This is not a change of yours. Take it back?"), default=False):
            raise click.Abort
    elif not named:
        raise ActiepuntError(
            _("you have made no change that could be taken back"),
            _("The last one is {change}. Name it to take it back: actiepunt undo {commit}").format(
                change=change_line, commit=change_line.split(maxsplit=1)[0]
            ),
        )
