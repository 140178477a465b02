"""`actiepunt undo`: take back one change as a new commit."""

import click

from actiepunt.cli import base, progress, report
from actiepunt.cli.base import Answer, change_options
from actiepunt.cli.session import Session
from actiepunt.errors import ActiepuntError
from actiepunt.history import Entry
from actiepunt.i18n import _, translator
from actiepunt.register import Why
from actiepunt.repository import Repository


@base.command(
    "undo",
    _(
        "Take back one change, the last one or that of a commit, as a new commit.\n\n"
        "What was added is cancelled: its number is never used again."
    ),
)
@click.argument("commit", metavar="[COMMIT]", required=False)
@change_options
@click.pass_obj
def command(session: Session, commit: str | None, why: Why) -> Answer:
    """Answer with what was taken back."""
    from actiepunt import undoing

    register = session.load().register
    entry = _entry(Repository(session.root), commit)
    say = translator(register.settings.language)
    told = say("Takes back {commit}: {subject}").format(
        commit=entry.commit.hash[:8], subject=entry.commit.subject
    )
    whole = why._replace(reason="\n\n".join(part for part in (told, why.reason) if part))
    changer = undoing.undo(entry.differences, session.today(register))
    return report.changed(session.change(changer, whole))


def _entry(repository: Repository, text: str | None) -> Entry:
    """Return what a commit changed, or the last commit that changed anything."""
    entries = progress.history(repository)
    wanted = repository.revision(text) if text else None
    if text and wanted is None:
        raise ActiepuntError(
            _("git knows no commit “{text}”").format(text=text),
            _("`actiepunt log` shows the commits."),
        )
    hashes = {one.commit.hash for one in entries}
    if wanted and wanted not in hashes:
        wanted = repository.moved(wanted) or wanted
    found = [one for one in entries if wanted in {None, one.commit.hash}]
    if not found:
        raise ActiepuntError(
            _("there is no change of the register to take back there"),
            _("`actiepunt log` shows the commits that changed something."),
        )
    return found[-1]
