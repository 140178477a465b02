"""`actiepunt show`: an action in full."""

from datetime import date
from zoneinfo import ZoneInfo

import click

from actiepunt.cli import group, options, progress
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import format_option
from actiepunt.cli.session import Session
from actiepunt.core import numbers, query
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _, ngettext
from actiepunt.output import Card, Line
from actiepunt.views import cards


@group.command(
    "show",
    _("Show an action in full."),
    example="actiepunt show 14",
    section="actions",
)
@click.argument("number", metavar="ID")
@options.at_option
@format_option()
@click.pass_obj
def command(session: Session, number: str, point: str, format_: str | None) -> Answer:
    """Answer with the fields, the meeting and, without `--at`, the history of an action."""
    register, today = session.at(point)
    action = numbers.find_one(register, number, today.year)
    row = query.standing(action, register.meetings_by_id(), today)
    notes = []
    typed = query.number(number, today.year)
    if action.id != typed:
        notes.append(_("{old} is now {new}").format(old=typed, new=action.id))
    notes += [
        _("{old} was the number of {new} for a while: {title}").format(
            old=typed, new=other.id, title=other.summary
        )
        for other in register.every_action
        if other.id != action.id and typed in other.was
    ]
    card = cards.action(row, register, today)
    if not point:
        try:
            card = _with_history(session, card, action, register, today)
        except ActiepuntError as error:  # a source archive, or a shallow clone
            notes.append(_("without its history: {reason}").format(reason=error.message))
    return Answer(card, format_, notes=notes)


def _with_history(
    session: Session, card: Card, action: Action, register: Register, today: date
) -> Card:
    """Return the card with the history of the action and the number of its deferrals.

    Raises:
        ActiepuntError: the folder has no complete history.
    """
    from actiepunt.git.repository import Repository
    from actiepunt.views import log

    repository = Repository(session.root)
    entries = progress.history(repository)
    criteria = log.LogFilter(uids=frozenset({action.uid}))
    rows = log.rows(entries, repository.messages(), criteria)
    zone = ZoneInfo(register.settings.timezone)
    times = log.deferrals(entries).get(action.uid, 0)
    fields = [*card.fields]
    if times:
        moved = ngettext("{count} time", "{count} times", times).format(count=times)
        fields.append((_("moved"), [Line(moved)]))
    item = {**card.item, "deferrals": times, "history": [log.record(row, zone) for row in rows]}
    below = [log.listing(rows, zone, today, _("History"))] if rows else []
    return card._replace(fields=fields, item=item, below=below)
