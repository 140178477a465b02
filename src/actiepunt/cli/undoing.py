"""Taking back the change of a commit, by a new commit: of `undo`, and of a review."""

from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.cli import progress
from actiepunt.cli.session import Session
from actiepunt.core import listed
from actiepunt.core.diff import Difference
from actiepunt.core.listed import ListedChange
from actiepunt.core.model import ARCHIVE_DIR, REGISTER_FILE
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.history import Commit, filed, moved
from actiepunt.history import listed as changed_names
from actiepunt.history.commits import nodes
from actiepunt.i18n import _, translator
from actiepunt.storage.transaction import Change, Why


class Undone(NamedTuple):
    """A commit, the records, bodies and people that it changed, and the actions that it moved."""

    commit: Commit
    differences: Sequence[Difference]
    listed: Sequence[ListedChange]
    moves: Sequence[Difference]


def find(repository: Repository, text: str | None, own: set[str]) -> Undone:
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
                    return Undone(node.commit, differences.get(name, ()), changes, moves)
    raise ActiepuntError(
        _("there is no change of the register to take back there"),
        _("`actiepunt log` shows the commits that changed something."),
    )


def take_back(session: Session, undone: Undone, why: Why) -> Change:
    """Take back a change as a new commit, which names the old one.

    Raises:
        ActiepuntError: a later change stands on it, or the register cannot be changed now.
    """
    from actiepunt.core import undo

    register = session.load().register
    say = translator(register.settings.language)
    takes_back = say("Takes back {commit}: {subject}").format(
        commit=undone.commit.hash[:8], subject=undone.commit.subject
    )
    both = why._replace(reason="\n\n".join(part for part in (takes_back, why.reason) if part))
    records = undo.undo(undone.differences, session.today(register), undone.moves)
    names = listed.undo(undone.listed)
    return session.change(lambda now: names(records(now)), both)
