"""`actiepunt review`: go through the open actions of a body in its meeting, one by one."""

from datetime import date
from typing import TYPE_CHECKING

import click

from actiepunt.cli import ask, filters, group, streams
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import labels, names, query, review
from actiepunt.core.model import Register
from actiepunt.core.query import Filter
from actiepunt.core.review import Review
from actiepunt.errors import UsageError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, ngettext
from actiepunt.storage import reviews
from actiepunt.storage.reviews import Kept
from actiepunt.storage.transaction import Why
from actiepunt.text import visible
from actiepunt.views import meetings
from actiepunt.views import review as view

if TYPE_CHECKING:
    from actiepunt.cli.reviewing import Occasion


@group.command(
    "review",
    _(
        "Go through the open actions of a body, one by one, with a key for each decision.\n\n"
        "Each decision is a commit at once. What was looked at is kept: the next `review` of that "
        "meeting goes on where this one stopped."
    ),
    example="actiepunt review AB",
    section="actions",
)
@click.argument("body")
@click.option(
    "--meeting", "ref", default="", metavar="REF", help=_("For this meeting; else for the next.")
)
@click.option("--owner", multiple=True, metavar="NAME", help=_("Of this owner, or part of a name."))
@click.option("--overdue", is_flag=True, help=_("Past their deadline."))
@click.option("--one-commit", "together", is_flag=True, help=_("One commit for all, at the end."))
@click.option("--restart", is_flag=True, help=_("Begin anew, whatever was looked at."))
@change_options
@click.pass_obj
def command(
    session: Session,
    body: str,
    ref: str,
    owner: tuple[str, ...],
    overdue: bool,
    together: bool,
    restart: bool,
    why: Why,
) -> Answer:
    """Answer with what was decided, to be read out."""
    from actiepunt.cli import reviewing

    if not ask.person():
        raise UsageError(
            _("review shows its actions on a terminal"),
            _("Elsewhere: actiepunt list --body BODY, or actiepunt report BODY"),
        )
    register = session.demand_ready()
    name = query.find_body(register, body)
    occasion = _occasion(session, register, name, ref)
    key = occasion.meeting.id if occasion.meeting else occasion.day.isoformat()
    criteria = Filter(bodies=(name,), owners=filters.names_of(owner, "owners"), overdue=overdue)
    rows = query.select(register, criteria, session.today(register))
    fresh = review.begin(name, key, (row.action.uid for row in rows))
    repository = Repository(session.root)

    def store(state: Review) -> None:
        reviews.save(repository, state, session.now(register))

    with reviews.held(repository, name, key):
        state = _state(repository, register, fresh, session.today(register), restart=restart)
        if not state.order:
            return Answer(lines=[_("There is no open action to go through.")])
        aside = together or bool(state.pending)
        dialogue = reviewing.Dialogue(
            session, register, state, occasion, store, why, together=aside
        )
        dialogue.run()
        state, register = dialogue.state, dialogue.register
        done = not (state.pending or state.left(register))
        if done:
            reviews.remove(repository, state)
    quoted = name if name.isalnum() else names.argument([name])
    command = f"actiepunt review {quoted}" + (f" --meeting {key}" if ref else "")
    lines = view.summary(state, register, session.today(register))
    if dialogue.commit:
        lines.append(_("Undo: actiepunt undo {commit}").format(commit=dialogue.commit))
    if not done:
        lines.append(_("To go on: {command}").format(command=command))
    paper = _("The action list as a paper: {command}")
    lines.append(paper.format(command=f"actiepunt report {quoted}"))
    return Answer(lines=lines, stands=True)


def _occasion(session: Session, register: Register, body: str, ref: str) -> "Occasion":
    """Return what a review is for: the meeting of a REF, or that of which the paper is made.

    Raises:
        ActiepuntError: there is no such meeting.
    """
    from actiepunt.cli.reviewing import Occasion
    from actiepunt.papers import source

    reader, today = session.reader(register), session.today(register)
    meeting = reader.meeting(ref) if ref else source.coming(register, body, reader.now)
    if meeting is None or meeting.day is None:
        title = f"{body}, {labels.short_day(today, today, _)}"
        return Occasion(title, body, today, meeting)
    title = f"{meeting.what}, {meetings.day(meeting, today)}"
    return Occasion(title, meeting.what, meeting.day if ref else today, meeting)


def _state(
    repository: Repository, register: Register, fresh: Review, today: date, *, restart: bool
) -> Review:
    """Return the review that was left and is to go on, or else a new one.

    Raises:
        ActiepuntError: what is kept cannot be read, or not be removed.
        click.Abort: the person does not answer, or wants to keep what is not recorded yet.
    """
    kept = reviews.load(repository, fresh.body, fresh.occasion)
    if kept is None:
        return fresh
    state = review.resume(kept.review, fresh.order, register)
    if not restart and _wants_to_go_on(kept, state, register, today):
        return state
    if state.pending:
        count = len(state.pending)
        question = ngettext(
            "{count} decision is not recorded yet. Throw it away?",
            "{count} decisions are not recorded yet. Throw them away?",
            count,
        )
        if not ask.confirm(question.format(count=count), default=False):
            raise click.Abort
    reviews.remove(repository, fresh)
    return fresh


def _wants_to_go_on(kept: Kept, state: Review, register: Register, today: date) -> bool:
    """Tell how far a review came, and ask whether to go on with it or to begin anew."""
    told = _("Gone through until {moment}: {seen} of {count}.").format(
        moment=f"{labels.short_day(kept.saved.date(), today, _)} {kept.saved:%H:%M}",
        seen=state.seen(register),
        count=len(state.order),
    )
    streams.write(f"{visible(told)}\n")
    going_on = _("continue")
    return ask.choose(_("What now"), [going_on, _("begin anew")], going_on) == going_on
