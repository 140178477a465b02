"""`actiepunt meeting add`: add a meeting, or a series at a fixed interval."""

from itertools import islice
from typing import Any

import click

from actiepunt.cli import ask, confirmation, fields, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session, new_uid
from actiepunt.core import changes, labels, repetition
from actiepunt.core.model import Meeting, Register
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.ical import recurrence
from actiepunt.storage.transaction import Why


@group.command(
    "add",
    _("Add a meeting; on a terminal it asks for what you leave out."),
    example='actiepunt meeting add --body AB --start "14 mei 10:00" --end 11:30',
)
@fields.meeting_options
@click.option(
    "--every",
    default="",
    metavar="SPAN",
    help=_('Repeat it: "3 weeks", "elke 2e woensdag", or an RRULE.'),
)
@click.option("--until", default="", metavar="DATE", help=_("The last day of the repetition."))
@change_options
@click.pass_obj
def command(session: Session, /, why: Why, every: str, until: str, **given: Any) -> Answer:
    """Answer with the new meetings and their ids."""
    named = given["body"] is not None or given["title"] is not None
    planned = given["start"] is not None or given["window"] is not None
    if ask.person() and not (named and planned):
        given = ask.meeting(session, given)
    _complete(given, every, until)

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        meeting = Meeting(uid=new_uid(), **fields.meeting(register, reader, given))
        return changes.add_meetings(register, _occurrences(meeting, reader, every, until))

    change = session.change(changer, why)
    return confirmation.changed(change, remarks=session.remarks(change))


def _complete(given: fields.Given, every: str, until: str) -> None:
    """Check that the options describe a meeting.

    Raises:
        UsageError: a body or title, a time or half of a repetition is missing, or there are two
            times.
    """
    if not (given["body"] or given["title"]):
        raise UsageError(_("a meeting needs a body or a title"), _("Add --body B or --title T."))
    if bool(given["start"]) == bool(given["window"]):
        raise UsageError(
            _("a meeting has a start or a window, and not both"),
            _('Add --start "5 march 10:00", or --window "Q2" while it is not planned.'),
        )
    if bool(every) != bool(until):
        raise UsageError(
            _("--every and --until go together"),
            _('Write: --every "3 weeks" --until "31 december"'),
        )


def _occurrences(meeting: Meeting, reader: Reader, every: str, until: str) -> list[Meeting]:
    if not every:
        return [meeting]
    if meeting.day is None:
        return changes.repeat(meeting, (), new_uid)
    rule = repetition.rule(every, meeting.day)
    try:
        until_then = recurrence.days(rule, meeting.day, reader.day(until))
        days = list(islice(until_then, changes.MOST_OCCURRENCES + 1))
    except ValueError:
        raise repetition.unreadable(every) from None
    if days and days[0] != meeting.day:
        raise UsageError(
            _("“{every}” does not fall on {weekday} {day}").format(
                every=every,
                weekday=labels.weekday(meeting.day, _),
                day=labels.plain_day(meeting.day, _),
            ),
            _("The first day from then on is {weekday} {day}.").format(
                weekday=labels.weekday(days[0], _), day=labels.plain_day(days[0], _)
            ),
        )
    return changes.repeat(meeting, days, new_uid)
