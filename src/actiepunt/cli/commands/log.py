"""`actiepunt log`: who changed what, when and why."""

from zoneinfo import ZoneInfo

import click

from actiepunt.cli import group, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import numbers, query
from actiepunt.core.labels import FIELDS
from actiepunt.core.model import Register
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _


@group.command(
    "log",
    _("Show who changed what, when and why, oldest first."),
    example="actiepunt log --since AB:last",
    section="history",
)
@click.argument("ids", metavar="[ID...]", nargs=-1)
@click.option("--since", default="", metavar="WHEN", help=_("From this day, meeting or revision."))
@click.option("--until", default="", metavar="WHEN", help=_("Up to and with this day."))
@click.option("--by", default="", metavar="NAME", help=_("Changed by this person."))
@click.option("--field", default="", metavar="FIELD", help=_("Only this field, such as due."))
@click.option("--body", default="", metavar="BODY", help=_("Of this body."))
@click.option("--newest-first", is_flag=True, help=_("The newest changes first."))
@format_option()
@click.pass_obj
def command(
    session: Session,
    ids: tuple[str, ...],
    since: str,
    until: str,
    by: str,
    field: str,
    body: str,
    newest_first: bool,
    format_: str | None,
) -> Answer:
    """Answer with what changed, commit by commit."""
    from actiepunt.history import filed, revisions
    from actiepunt.views import log

    register = session.load().register
    reader = session.reader(register)
    known = [name for name in FIELDS if name != "uid"]
    if field and field not in {*known, "removed", "file"}:
        raise UsageError(
            _("there is no field “{name}”").format(name=field),
            _("Known: {words}.").format(words=", ".join(known)),
        )
    zone = ZoneInfo(register.settings.timezone)
    repository = Repository(session.root)
    criteria = log.LogFilter(
        uids=frozenset(uid for text in ids for uid in _uids(register, reader, text)),
        since=revisions.bound(repository, reader, since, zone),
        until=revisions.bound(repository, reader, until, zone, end=True),
        by=by,
        field=field,
        body=query.find_body(register, body) if body else "",
    )
    entries = filed.with_moves(repository, progress.history(repository))
    ordered = reversed(entries) if newest_first else entries
    rows = log.rows(ordered, repository.messages(), criteria)
    return Answer(log.listing(rows, zone, reader.today), format_)


def _uids(register: Register, reader: Reader, text: str) -> list[str]:
    """Return the uid of an action or meeting, or those of the withdrawn records with its id."""
    number = query.number(text, reader.today.year)
    withdrawn = [record.uid for record in register.withdrawn if record.id in {number, text}]
    if withdrawn:
        return withdrawn
    if number:
        return [query.find_action(register, text, reader.today.year).uid]
    if numbers.looks_like(text):
        return [action.uid for action in numbers.find(register, [text], reader.today.year)]
    return [reader.meeting(text).uid]
