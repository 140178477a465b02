"""The fourth stage of a sync: refusing a result that may not be published or checked out."""

from pathlib import PurePosixPath
from typing import NamedTuple

from actiepunt.errors import ActiepuntError, ConflictError
from actiepunt.i18n import _
from actiepunt.sync.context import Context
from actiepunt.sync.fetch import Fetched
from actiepunt.sync.replay import Replayed
from actiepunt.views.records import fault_line


class Verified(NamedTuple):
    """The commit to publish and to check out, and how many commits the remote lacks of it."""

    commit: str
    unpublished: int


def verify(context: Context, fetched: Fetched, replayed: Replayed) -> Verified:
    """Check the result before anything is published.

    Raises:
        ConflictError: it has errors that are not published yet.
        ActiepuntError: a file that comes in has edits here.
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
    """Refuse to publish errors that are not published yet.

    Raises:
        ConflictError: there are; its lines tell which.
    """
    added = context.sound.added([published] if published else [], commit)
    if added:
        raise ConflictError(
            _("what others published and what you changed do not go together"),
            _("Nothing was changed. Put your side right, and sync again."),
            [fault_line(fault) for _folder, fault in added],
        )


def demand_no_edits(context: Context, commit: str) -> None:
    """Refuse while a file that differs in a commit has edits here.

    Raises:
        ActiepuntError: it has.
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
    """Return a file and its folders: no file can be where the other side has a folder."""
    return [file, *(str(folder) for folder in PurePosixPath(file).parents)]
