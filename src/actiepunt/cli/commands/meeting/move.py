"""`actiepunt meeting move`: move a meeting, or plan a meeting that has only a window."""

import click

from actiepunt.cli import confirmation, fields, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.i18n import _, ngettext
from actiepunt.storage.transaction import Change, Why
from actiepunt.views.changes import full_day


@group.command(
    "move",
    _(
        "Move a meeting; it keeps its id, and lasts as long as before.\n\n"
        'A day alone keeps the times. To drop them: actiepunt meeting edit REF --start DAY --end ""'
    ),
    example='actiepunt meeting move AB:next --start "9 april 10:00"',
)
@click.argument("ref", metavar="REF")
@click.option("--start", required=True, metavar="WHEN", help=_("The new day, or day and time."))
@click.option("--end", metavar="WHEN", help=_("The new end; a time alone is on the same day."))
@click.option("--papers", metavar="WHEN", help=_("The new day for the papers."))
@change_options
@click.pass_obj
def command(
    session: Session, ref: str, start: str, end: str | None, papers: str | None, why: Why
) -> Answer:
    """Answer with the old and the new time."""

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        given = {"start": start, "end": end, "papers": papers}
        values = fields.meeting(register, reader, given)
        edit = changes.move(values["start"], values.get("end"), values.get("papers"))
        return changes.update_meetings(register, [reader.meeting(ref).id], edit)

    change = session.change(changer, why)
    return confirmation.changed(change, remarks=[*_consequences(change), *session.remarks(change)])


def _consequences(change: Change) -> list[str]:
    """Return lines on papers that keep their day, and on actions that are due at the meeting."""
    lines = []
    for difference in change.differences:
        meeting = difference.record
        changed = {field.name for field in difference.fields}
        papers = getattr(meeting, "papers", None)
        if papers and "papers" not in changed:
            text = _("The papers stay due on {day}; change that with --papers.")
            lines.append(text.format(day=full_day(papers)))
        due = [a.id for a in change.register.actions if a.due == meeting.id and not a.is_closed]
        if due:
            text = ngettext("Due then: action {ids}", "Due then: actions {ids}", len(due))
            lines.append(text.format(ids=", ".join(due)))
    return lines
