"""`actiepunt report`: the action list of a body, as a paper for its meeting."""

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import group, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import at_option, file_option
from actiepunt.cli.session import Session
from actiepunt.core import query
from actiepunt.errors import UsageError
from actiepunt.i18n import _

_FORMATS = ("md", "html")


@group.command(
    "report",
    _(
        "Write the action list of a body as a paper for its meeting.\n\n"
        "It holds what is committed: the open actions, what changed since the last meeting, and "
        "the provisional agenda. With --at the same commit gives the same bytes on every day."
    ),
    example="actiepunt report AB -o actielijst.html",
    section="sharing",
)
@click.argument("body")
@click.option(
    "--meeting", "ref", default="", metavar="REF", help=_("For this meeting; else for the next.")
)
@click.option(
    "--since",
    default="",
    metavar="WHEN",
    help=_("New is what came from this day, meeting or revision on; else since the last meeting."),
)
@at_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help=_("The format of the paper; by default that of the extension of FILE, or md."),
)
@file_option
@click.pass_obj
def command(
    session: Session,
    body: str,
    ref: str,
    since: str,
    point: str,
    format_: str | None,
    file: Path | None,
) -> Answer:
    """Answer with the bytes of the paper."""
    from actiepunt import history
    from actiepunt.git.repository import Repository
    from actiepunt.history import revisions
    from actiepunt.papers import html, md, report

    chosen = format_ or _format_of(file)
    repository = Repository(session.root)
    current = session.load().register
    commit, today = "HEAD", session.today(current)
    if point:
        commit, today = revisions.find(repository, point, current, session.reader(current))
    register = revisions.register_at(repository, commit)
    name = query.find_body(register, body)
    zone = ZoneInfo(register.settings.timezone)
    reader = session.reader(register, today if point else None)
    meeting = reader.meeting(ref) if ref else report.coming(register, name, reader.now)
    last = report.previous(register, name, meeting, reader.now)
    start = revisions.bound(repository, reader, since or (last.id if last else ""), zone)
    entries = history.entries(repository, head=commit) if point else progress.history(repository)
    source = report.Source(
        register, name, meeting, start, today, zone, entries, repository.messages(head=commit)
    )
    paper = report.paper(source)
    if chosen == "html":
        content = html.render(paper, repository.read(commit, html.TEMPLATE))
    else:
        content = md.render(paper)
    notes = []
    if not point and current != register:
        notes.append(
            _("what was edited by hand is not in the paper yet; `actiepunt save` records it")
        )
    return Answer(raw=content, file=file, notes=notes)


def _format_of(file: Path | None) -> str:
    """Return the format that the extension of a file means; the first one without an extension.

    Raises:
        UsageError: there is no such format, so that the file would not be what its name says.
    """
    ending = file.suffix[1:].lower() if file else ""
    if ending and ending not in _FORMATS:
        raise UsageError(
            _("a paper cannot be written as .{ending}").format(ending=ending),
            _("Known: {words}.").format(words=", ".join(f".{name}" for name in _FORMATS)),
        )
    return ending or _FORMATS[0]
