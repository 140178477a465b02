"""`actiepunt import ics`: take the meetings of a calendar file into the register."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from actiepunt.cli import confirmation, group, inputs, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import incoming, query
from actiepunt.core.due import YEARS, Period
from actiepunt.core.incoming import Options, Pair
from actiepunt.core.message import imported
from actiepunt.core.model import Meeting, Register
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, FaultyError
from actiepunt.git.repository import Repository
from actiepunt.history import imports
from actiepunt.i18n import _, ngettext, translator
from actiepunt.ical import calendars, events
from actiepunt.ical.events import Found
from actiepunt.storage.transaction import Change, Why
from actiepunt.text import visible
from actiepunt.views import imported as view
from actiepunt.views.changes import full_day, meeting_line


@group.command(
    "ics",
    _(
        "Take in the meetings of a calendar file (.ics) of Outlook, Google, Apple or any other "
        "program; - is standard input.\n\n"
        "The same file again changes what changed in it; what is not in it any more stays here, "
        "and is told. Attendees, reminders and attachments stay out."
    ),
    example="actiepunt import ics agenda.ics --body AB --dry-run",
)
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--body", metavar="BODY", help=_("All of them are meetings of this body."))
@click.option("--from", "first", default="", metavar="WHEN", help=_("From this day on."))
@click.option(
    "--until", default="", metavar="WHEN",
    help=_("Up to and with this day; a series without end needs it."),
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help=_("Only show what would happen."))
@change_options
@click.pass_obj
def command(
    session: Session,
    file: str,
    body: str | None,
    first: str,
    until: str,
    dry_run: bool,
    why: Why,
) -> Answer:
    """Answer with the meetings that were added and changed, and those that the file lacks."""
    register = session.load().register
    name = _("standard input") if file == "-" else Path(file).name
    span = _span(session.reader(register), first, until)
    found = _found(file, register, span, bounded=bool(until))
    say = translator(register.settings.language)
    options = Options(
        query.body_for_change(register, inputs.line(body, "body")) if body else "",
        say("(untitled)"),
    )
    source = " ".join(visible(found.name or Path(name).stem).split())
    change = session.change(
        lambda before: incoming.merge(before, found.events, options),
        why._replace(subject=lambda made, say: imported(made, visible(name), say), source=source),
        dry_run=dry_run,
    )
    pairs = incoming.pairs(change.register, found.events, options)
    answer = confirmation.changed(change, brief=True, first=[f"{name}: {_counts(change, pairs)}"])
    gone: list[Meeting] = []
    if found.is_whole:
        # Many programs export only what is to come.
        coming = span._replace(first=max(span.first, session.today(register)))
        present = {pair.old.uid for pair in pairs if pair.old}
        earlier = _earlier(Repository(session.root), source)
        gone = incoming.gone(change.register, earlier, present, coming)
    return answer._replace(notes=_missing(gone, name))


def _span(reader: Reader, first: str, until: str) -> Period:
    """Return the days from the first to the last; all days where they are empty.

    Raises:
        UsageError: a day cannot be read.
    """
    return Period(
        reader.period(first).first if first else date(YEARS[0], 1, 1),
        reader.period(until).last if until else date(YEARS[-1], 12, 31),
    )


def _found(file: str, register: Register, span: Period, *, bounded: bool) -> Found:
    """Return the meetings of a file on some days.

    Raises:
        ActiepuntError: the file cannot be read, or holds no meeting.
    """
    content = calendars.read(streams.content(file, calendars.MOST_OCTETS))
    found = events.find(content, register.settings.timezone, span, bounded=bounded)
    if found.faults:
        count = len(found.faults)
        text = ngettext(
            "{count} event cannot be imported", "{count} events cannot be imported", count
        )
        raise FaultyError(found.faults, text.format(count=count), _("Nothing was changed."))
    if not found.events:
        message = (
            _("the file has no meetings on these days")
            if bounded or span.first.year > YEARS[0]
            else _("the file has no meetings")
        )
        raise ActiepuntError(message, _("Nothing was changed."))
    return found


def _counts(change: Change, pairs: Sequence[Pair]) -> str:
    """Return how many meetings are new, how many changed, and how many were so already."""
    added = sum(difference.old is None for difference in change.differences)
    total = len(change.differences)
    return view.tally(added, total - added, len(pairs) - total)


def _earlier(repository: Repository, name: str) -> set[str]:
    """Return the uids of the meetings that earlier imports with this name added."""
    try:
        return imports.added(repository, name)
    except ActiepuntError:  # a shallow clone lacks the older imports
        return set()


def _missing(gone: list[Meeting], name: str) -> list[str]:
    """Return remarks on meetings that the file does not have any more."""
    if not gone:
        return []
    text = ngettext(
        "Not in {file} any more, and still here; to cancel it: {command}",
        "Not in {file} any more, and still here; to cancel them: {command}",
        len(gone),
    )
    command = " ".join(["actiepunt meeting cancel", *(meeting.id for meeting in gone)])
    return [
        text.format(file=name, command=command),
        *(f"  {meeting_line(meeting, full_day)}" for meeting in gone),
    ]
