"""Taking in the changes of others and publishing ours: one function for each stage.

    fetch -> base -> replay -> verify -> push -> follow

Each stage takes the values of earlier ones and returns a new value. Commits are rebased in a
temporary work tree, and the register's folder is updated only after the push has succeeded. So an
undecided conflict, a server that refuses or a kill leaves everything as it was.
"""

import random
import time
from functools import cache
from pathlib import Path

from actiepunt.errors import ActiepuntError
from actiepunt.git import remote
from actiepunt.git.remote import Tell
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import merge_driver, transaction
from actiepunt.sync import note
from actiepunt.sync.base import find_base
from actiepunt.sync.context import Context
from actiepunt.sync.fetch import Fetched, fetch
from actiepunt.sync.follow import Synced, follow
from actiepunt.sync.note import Note
from actiepunt.sync.objections import Agree, Soundness
from actiepunt.sync.replay import replay
from actiepunt.sync.resolve import Decision, Decisions
from actiepunt.sync.verify import Verified, verify

_ATTEMPTS = 10
_REJECTIONS = 4  # give up after this many rejections with an unchanged remote
_PAUSE = (0.05, 0.2)  # seconds, times the number of the attempt; random, to take turns


def run(root: Path, decide: Decision | None, agree: Agree, tell: Tell | None) -> Synced:
    """Bring this register and the published one together.

    Args:
        root: The folder of the register.
        decide: Asks a person to decide a conflict; None where nobody can be asked.
        agree: Raises unless a person agrees to go on in spite of an objection.
        tell: Shows the progress of git; None where nobody is watching.

    Raises:
        ConflictError: a person must decide, and nobody can be asked; everything is as it was.
        ActiepuntError: refused; everything is as it was.
    """
    repository = Repository(root)
    with transaction.locked(repository):
        state = repository.state("data")
        transaction.ready(state)
        _demand_driver(repository)
        branch = state.branch or ""
        where = remote.find(repository, branch)
        return _retry(
            Context(
                repository=repository,
                branch=branch,
                local=repository.head(),
                remote=where,
                seen=repository.revision(where.tracking),
                agree=cache(agree),  # ask once, also over several attempts
                decisions=Decisions(decide),
                sound=Soundness(repository),
                tell=tell,
            )
        )


def _demand_driver(repository: Repository) -> None:
    """Refuse where git would merge lines instead of records."""
    if repository.attribute("merge", merge_driver.FILES[0]) != "actiepunt":
        raise ActiepuntError(
            _("git does not know yet how this register is merged"),
            _("Run `actiepunt init` once in this folder, and try again."),
        )
    repository.configure(merge_driver.settings())


def _retry(context: Context) -> Synced:
    """Repeat the stages until nobody else publishes in between.

    Raises:
        ActiepuntError: refused, or the remote kept changing.
    """
    rejected: list[str | None] = []
    for attempt in range(1, _ATTEMPTS + 1):
        fetched = fetch(context)
        try:
            return _attempt(context, fetched)
        except remote.OvertakenError:
            rejected.append(fetched.commit)
            if rejected.count(fetched.commit) >= _REJECTIONS:  # the fault is the server's own
                raise
        time.sleep(random.uniform(*_PAUSE) * attempt)  # noqa: S311 - no secret
    note.remove(context.repository)
    raise ActiepuntError(
        _("the remote kept changing; gave up after {count} attempts").format(count=_ATTEMPTS),
        _("Try again."),
    )


def _attempt(context: Context, fetched: Fetched) -> Synced:
    """Put our commits onto the published commits, publish them, and check them out.

    Raises:
        OvertakenError: somebody else published in between.
        ActiepuntError: refused, or interrupted.
    """
    base = find_base(context, fetched)
    replayed = replay(context, fetched, base)
    verified = verify(context, fetched, replayed)
    note.write(context.repository, Note(context.local, verified.commit))
    try:
        _push(context, fetched, verified)
        return follow(context, fetched, base, verified)
    except KeyboardInterrupt as error:
        raise ActiepuntError(
            _("stopped in the middle: your changes may be published already"),
            _("Run `actiepunt sync` again: it finds out, and nothing is lost."),
        ) from error


def _push(context: Context, fetched: Fetched, verified: Verified) -> None:
    """Publish the result, unless it is published already.

    Raises:
        OvertakenError: somebody else published in between.
        ActiepuntError: the server cannot be reached, or refuses.
    """
    if verified.commit != fetched.commit:
        remote.push(context.repository, context.remote, verified.commit, context.tell)
