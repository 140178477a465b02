"""`actiepunt undo`: take back one change as a new commit."""

from zoneinfo import ZoneInfo

import click

from actiepunt.cli import ask, group, progress, report, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core.model import Register
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.history import Entry, moved
from actiepunt.i18n import _, translator
from actiepunt.storage.transaction import Why
from actiepunt.text import visible


@group.command(
    "undo",
    _(
        "Take back one change, your own last one or that of a commit, as a new commit.\n\n"
        "What was added is withdrawn: only the log shows it, and its number is never used again. "
        "On a terminal it asks before it takes back what somebody else did."
    ),
)
@click.argument("commit", metavar="[COMMIT]", required=False)
@change_options
@click.pass_obj
def command(session: Session, commit: str | None, why: Why) -> Answer:
    """Answer with whose change was taken back, and what became of it."""
    from actiepunt.core import undo

    register = session.load().register
    repository = Repository(session.root)
    own = repository.own()
    entry = _entry(repository, commit, own)
    whose = _whose(entry, register)
    if entry.commit.hash not in own:
        _demand_consent(whose, named=bool(commit))
    say = translator(register.settings.language)
    told = say("Takes back {commit}: {subject}").format(
        commit=entry.commit.hash[:8], subject=entry.commit.subject
    )
    whole = why._replace(reason="\n\n".join(part for part in (told, why.reason) if part))
    changer = undo.undo(entry.differences, session.today(register))
    answer = report.changed(session.change(changer, whole))
    return answer._replace(lines=[_("Taken back: {change}").format(change=whose), *answer.lines])


def _entry(repository: Repository, text: str | None, own: set[str]) -> Entry:
    """Return what a commit changed, or the last change of one's own; of somebody's where none is.

    Raises:
        ActiepuntError: git knows no such commit, or it changed nothing of the register.
    """
    entries = progress.history(repository)
    wanted = repository.revision(text) if text else None
    if text and wanted is None:
        raise ActiepuntError(
            _("git knows no commit “{text}”").format(text=text),
            _("`actiepunt log` shows the commits."),
        )
    hashes = {one.commit.hash for one in entries}
    if wanted:
        wanted = moved.find(repository, wanted, hashes) or wanted
    chosen = {wanted} if wanted else (own & hashes) or hashes
    found = [one for one in entries if one.commit.hash in chosen]
    if not found:
        raise ActiepuntError(
            _("there is no change of the register to take back there"),
            _("`actiepunt log` shows the commits that changed something."),
        )
    return found[-1]  # of two lines of history that were merged the later one


def _whose(entry: Entry, register: Register) -> str:
    """Return a change in one line: its commit, who made it, when, and what it was."""
    commit = entry.commit
    when = commit.when.astimezone(ZoneInfo(register.settings.timezone))
    return f"{commit.hash[:8]} {commit.who}, {when:%Y-%m-%d %H:%M}: {commit.subject}"


def _demand_consent(whose: str, *, named: bool) -> None:
    """Ask before a change of somebody else is taken back; without a terminal it must be named.

    Raises:
        ActiepuntError: nobody is there to ask, and no commit was named.
        click.Abort: the person says no.
    """
    if ask.person():
        streams.write(f"{visible(whose)}\n")
        if not ask.confirm(_("This is not a change of yours. Take it back?"), default=False):
            raise click.Abort
    elif not named:
        raise ActiepuntError(
            _("you have made no change that could be taken back"),
            _("The last one is {change}. Name it to take it back: actiepunt undo {commit}").format(
                change=whose, commit=whose.split(maxsplit=1)[0]
            ),
        )
