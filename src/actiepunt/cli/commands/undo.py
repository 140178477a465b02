"""`actiepunt undo`: take back the change of a commit by a new commit."""

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import ask, confirmation, group, progress, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import labels, listed
from actiepunt.core.diff import Difference
from actiepunt.core.listed import ListedChange
from actiepunt.core.model import ARCHIVE_DIR, REGISTER_FILE, Register
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.history import Commit, filed, moved
from actiepunt.history import listed as changed_names
from actiepunt.history.commits import nodes
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
    example="actiepunt undo",
    section="history",
)
@click.argument("commit", metavar="[COMMIT]", required=False)
@change_options
@click.pass_obj
def command(session: Session, commit: str | None, why: Why) -> Answer:
    """Answer with the change that was taken back, its author, and the fields as they are now."""
    from actiepunt.core import undo

    register = session.load().register
    repository = Repository(session.root)
    own = repository.own()
    undone = _undone(repository, commit, own)
    line = _change_line(undone.commit, register)
    if undone.commit.hash not in own:
        _demand_consent(line, named=bool(commit))
    say = translator(register.settings.language)
    takes_back = say("Takes back {commit}: {subject}").format(
        commit=undone.commit.hash[:8], subject=undone.commit.subject
    )
    both = why._replace(reason="\n\n".join(part for part in (takes_back, why.reason) if part))
    records = undo.undo(undone.differences, session.today(register), undone.moves)
    names = listed.undo(undone.listed)
    answer = confirmation.changed(session.change(lambda now: names(records(now)), both))
    return answer._replace(lines=[_("Taken back: {change}").format(change=line), *answer.lines])


class _Undone(NamedTuple):
    """A commit, the records, bodies and people that it changed, and the actions that it moved."""

    commit: Commit
    differences: Sequence[Difference]
    listed: Sequence[ListedChange]
    moves: Sequence[Difference]


def _undone(repository: Repository, text: str | None, own: set[str]) -> _Undone:
    """Return the change of a commit, by default the last of one's own, or else of anybody.

    Args:
        repository: The repository of the register.
        text: The commit as it was typed; None for the default.
        own: The hashes of one's own commits.

    Raises:
        ActiepuntError: git has no such commit, or the commit changed nothing in the register.
    """
    differences = {one.commit.hash: one.differences for one in progress.history(repository)}
    settings, archive = map(repository.touching, (REGISTER_FILE, ARCHIVE_DIR))
    wanted = repository.revision(text) if text else None
    if text and wanted is None:
        raise ActiepuntError(
            _("git knows no commit “{text}”").format(text=text),
            _("`actiepunt log` shows the commits."),
        )
    known = settings | archive | differences.keys()
    if wanted:
        wanted = moved.find(repository, wanted, known) or wanted
    for chosen in ({wanted},) if wanted else (own, known):
        # Oldest first, across merged branches too.
        for node in reversed(nodes(repository, "HEAD")):
            name = node.commit.hash
            if name in chosen and name in known:
                changes = changed_names.changes(repository, name) if name in settings else []
                moves = filed.moves(repository, [node]).get(name, []) if name in archive else []
                if changes or moves or name in differences:
                    return _Undone(node.commit, differences.get(name, ()), changes, moves)
    raise ActiepuntError(
        _("there is no change of the register to take back there"),
        _("`actiepunt log` shows the commits that changed something."),
    )


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
