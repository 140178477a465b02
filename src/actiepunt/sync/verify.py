"""The fourth stage of a sync: refusing a result that may not be published or checked out."""

from pathlib import PurePosixPath
from typing import NamedTuple

from actiepunt.errors import ActiepuntError, ConflictError
from actiepunt.i18n import _
from actiepunt.sync.context import Context
from actiepunt.sync.fetch import Fetched
from actiepunt.sync.replay import Replayed
from actiepunt.views.faults import fault_line


class Verified(NamedTuple):
    """The commit to publish and to check out, and how many of its commits the remote lacks."""

    commit: str
    unpublished: int


def verify(context: Context, fetched: Fetched, replayed: Replayed) -> Verified:
    """Check the result before anything is published.

    Raises:
        ConflictError: the result has errors that the published commit lacks.
        ActiepuntError: an incoming file has edits here.
    """
    commit = replayed.commit
    count = context.repository.unpublished(commit, context.remote.name)
    if context.seen and not fetched.commit:  # a deleted branch is published again as a whole
        count = len(context.repository.between("", commit))
    if commit != fetched.commit:
        _demand_sound(context, fetched.commit, commit)
    demand_no_edits(context, commit)
    return Verified(commit, count)


def _demand_sound(context: Context, published: str | None, commit: str) -> None:
    """Refuse a commit with errors that the published commit lacks.

    Raises:
        ConflictError: with a line for each such error.
    """
    added = context.sound.added([published] if published else [], commit)
    if added:
        raise ConflictError(
            _("what others published and what you changed do not go together"),
            _("Nothing was changed. Put your side right, and sync again."),
            [fault_line(fault) for _folder, fault in added],
        )


def demand_no_edits(context: Context, commit: str) -> None:
    """Refuse if an uncommitted edit here is in the way of checking out a commit.

    Raises:
        ActiepuntError: a file that the commit changes has edits.
    """
    state = context.repository.state(":/")
    incoming = set(context.repository.changed(context.local, commit, ":/"))
    folders = {folder for file in incoming for folder in _with_parents(file)}
    edited = [
        file
        for file in (*state.dirty, *state.untracked)
        if file in folders or not incoming.isdisjoint(_with_parents(file))
    ]
    if edited:
        raise ActiepuntError(
            _("{files} has edits here, and others published another version").format(
                files=", ".join(sorted(edited))
            ),
            _("Commit or put aside your edits (git stash), and sync again."),
        )


def _with_parents(file: str) -> list[str]:
    """Return a file and its folders, since a file cannot replace a folder that has edits."""
    return [file, *(str(folder) for folder in PurePosixPath(file).parents)]
