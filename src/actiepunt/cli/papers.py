"""The commands that write a paper for a meeting: their options, their source and their answer."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import at_option, file_option
from actiepunt.cli.session import Session
from actiepunt.core import query
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.papers import Paper, formats

if TYPE_CHECKING:
    from actiepunt.papers.source import Source

Maker = Callable[["Source"], Paper]


class Wanted(NamedTuple):
    """What was asked for: body and meeting as typed, the format, and the file to write."""

    body: str
    ref: str
    point: str
    format: str
    file: Path | None


def paper_options(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Add BODY, `--meeting`, `--at`, `--format` and `-o`, passed together as `wanted`."""

    @functools.wraps(function)
    def wrapped(
        *args: Any,
        body: str,
        ref: str,
        point: str,
        format_: str | None,
        file: Path | None,
        **named: Any,
    ) -> Answer:
        chosen = format_ or _format_of(file)
        return function(*args, wanted=Wanted(body, ref, point, chosen, file), **named)

    format_option = click.option(
        "--format",
        "format_",
        type=click.Choice(formats.formats()),
        help=_("The format of the paper; by default that of the extension of FILE, or md."),
    )
    meeting_option = click.option(
        "--meeting",
        "ref",
        default="",
        metavar="REF",
        help=_("For this meeting; else for the next."),
    )
    decorated = format_option(file_option(wrapped))
    return click.argument("body")(meeting_option(at_option(decorated)))


def answer(session: Session, wanted: Wanted, make: Maker, since: str = "") -> Answer:
    """Return the answer with the bytes of a paper.

    Args:
        session: The session of the command.
        wanted: What was asked for.
        make: Makes the paper from its source.
        since: From which day, meeting or revision on changes count as new; empty for the last
            meeting.
    """
    from actiepunt import history
    from actiepunt.git.repository import Repository
    from actiepunt.history import revisions
    from actiepunt.papers import source

    repository = Repository(session.root)
    current = session.load().register
    commit, today = "HEAD", session.today(current)
    if wanted.point:
        commit, today = revisions.find(repository, wanted.point, current, session.reader(current))
    register = revisions.register_at(repository, commit)
    name = query.find_body(register, wanted.body)
    zone = ZoneInfo(register.settings.timezone)
    reader = session.reader(register, today if wanted.point else None)
    ref, now = wanted.ref, reader.now
    meeting = reader.meeting(ref) if ref else source.coming(register, name, now)
    last = (
        source.previous(register, name, meeting) if meeting else source.latest(register, name, now)
    )
    start = revisions.bound(repository, reader, since or (last.id if last else ""), zone)
    entries = (
        history.entries(repository, head=commit) if wanted.point else progress.history(repository)
    )
    messages = repository.messages(head=commit)
    paper = make(source.Source(register, name, meeting, start, today, zone, entries, messages))
    content = formats.render(paper, wanted.format, lambda file: repository.read(commit, file))
    notes = []
    if not wanted.point and current != register:
        notes.append(
            _("what was edited by hand is not in the paper yet; `actiepunt save` records it")
        )
    return Answer(raw=content, format=wanted.format, file=wanted.file, notes=notes)


def _format_of(file: Path | None) -> str:
    """Return the format that the extension of a file means; the default without an extension.

    Raises:
        UsageError: there is no such format, so that the file would not be what its name says.
    """
    ending = file.suffix[1:].lower() if file else ""
    known = formats.formats()
    if ending and ending not in known:
        raise UsageError(
            _("a paper cannot be written as .{ending}").format(ending=ending),
            _("Known: {words}.").format(words=", ".join(f".{name}" for name in known)),
        )
    return ending or formats.DEFAULT
