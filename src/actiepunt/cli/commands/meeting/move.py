"""`actiepunt meeting move`: another day or time; also plans a meeting that had only a window."""

import click

from actiepunt.cli import fields, group, report
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.i18n import _, ngettext
from actiepunt.storage.transaction import Change, Why


@group.command(
    "move",
    _(
        "Move a meeting; it keeps its id, and lasts as long as before.\n\n"
        'A day alone keeps the times. To drop them: actiepunt meeting edit REF --start DAY --end ""'
    ),
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
        read = fields.meeting(register, reader, given)
        edit = changes.move(read["start"], read.get("end"), read.get("papers"))
        return changes.update_meetings(register, [reader.meeting(ref).id], edit)

    change = session.change(changer, why)
    answer = report.changed(change)
    return answer._replace(lines=[*answer.lines[:-1], *_moves_along(change), *answer.lines[-1:]])


def _moves_along(change: Change) -> list[str]:
    """Return what else a person wants to know: papers that stay, deadlines that move along."""
    lines = []
    for found in change.differences:
        meeting = found.record
        changed = {field.name for field in found.fields}
        papers = getattr(meeting, "papers", None)
        if papers and "papers" not in changed:
            text = _("The papers stay due on {day}; change that with --papers.")
            lines.append(text.format(day=papers.isoformat()))
        due = [a.id for a in change.register.actions if a.due == meeting.id and not a.is_closed]
        if due:
            text = ngettext("Due then: action {ids}", "Due then: actions {ids}", len(due))
            lines.append(text.format(ids=", ".join(due)))
    return lines
