"""`actiepunt take`: take down the actions of a meeting, one after another, as one commit."""

from collections.abc import Callable, Sequence

import click

from actiepunt.cli import ask, confirmation, group, inputs, offers, streams, taking
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import calendar, changes, message
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _, ngettext, translator
from actiepunt.storage import drafts
from actiepunt.storage.drafts import Draft
from actiepunt.storage.transaction import Change, Why
from actiepunt.text import visible
from actiepunt.views import meetings


@group.command(
    "take",
    _(
        "Take down the actions of a meeting, one after another, as one commit.\n\n"
        "MEETING is a body, for its latest meeting, or a meeting such as AB:last. What you type is "
        "kept, whatever happens to the window; the next `take` goes on with it."
    ),
    example="actiepunt take AB --item 3",
    section="actions",
)
@click.argument("ref", metavar="[MEETING]", required=False)
@click.option("--item", metavar="ITEM", help=_("The agenda item of the first actions."))
@click.option("--each", is_flag=True, help=_("Record each action at once, as its own commit."))
@change_options
@click.pass_obj
def command(session: Session, ref: str | None, item: str | None, each: bool, why: Why) -> Answer:
    """Answer with the new actions and their numbers."""
    if not ask.person():
        raise UsageError(
            _("take asks its questions on a terminal"),
            _("Elsewhere: actiepunt add SUMMARY --owner NAME --due WHEN --meeting REF"),
        )
    register = session.demand_ready()
    meeting = _meeting(session, register, ref)
    title = f"{meeting.what}, {meetings.day(meeting, session.today(register))}"
    repository = Repository(session.root)

    def keep(draft: Draft) -> None:
        if draft.is_empty:
            drafts.remove(repository, meeting.id)
        else:
            drafts.save(repository, draft._replace(saved=session.now(register)))

    def record(actions: Sequence[Action]) -> Change:
        subject = _subject(register, meeting, actions)
        return session.change(_adding(session, actions), why._replace(subject=subject))

    with drafts.held(repository, meeting.id):
        streams.write(f"{visible(title)} ({visible(meeting.id)})\n")
        draft = _draft(session, repository, register, meeting)
        if draft.is_empty or item is not None:
            draft = draft._replace(item=_item(item))
        record_each = record if each else None
        dialogue = taking.Dialogue(session, register, meeting, draft, keep, record_each)
        try:
            actions = dialogue.run()
            change = record(actions) if actions else None
        except (click.Abort, KeyboardInterrupt):
            raise _stopped(dialogue) from None
        except ActiepuntError as error:
            error.advice = " ".join(filter(None, [error.advice, _kept(dialogue)]))
            raise
        drafts.remove(repository, meeting.id)
    if change:
        return confirmation.changed(change, brief=True)
    done = _recorded(len(dialogue.recorded))
    return Answer(lines=[f"{done[:1].upper()}{done[1:]}."], stands=True)


def _meeting(session: Session, register: Register, ref: str | None) -> Meeting:
    """Return the meeting of a REF or of a body; ask for it where neither is given.

    Raises:
        ActiepuntError: there is no such meeting.
    """
    reader = session.reader(register)
    if ref is None:
        latest = calendar.latest_begun((m for m in register.meetings if m.body), reader.now)
        offer = offers.meeting_or_body(register, reader)
        ref = ask.text(_("Meeting"), default=latest.id if latest else "", **offer)
    return offers.meeting_of(register, reader, inputs.line(ref, "meeting"))


def _item(given: str | None) -> str:
    if given is not None:
        return inputs.line(given, "item")
    return ask.text(
        _("Agenda item"),
        check=lambda typed: inputs.line(typed, "item"),
        hint=_("May stay empty, and be changed later."),
    )


def _draft(session: Session, repository: Repository, register: Register, meeting: Meeting) -> Draft:
    """Return what was typed for the meeting before and is to go on, or else an empty draft."""
    empty = Draft(meeting.id, session.now(register))
    draft = (drafts.load(repository, meeting.id) or empty).not_recorded(register)
    if draft.is_empty or taking.wants_to_go_on(draft, session.reader(register)):
        return draft
    drafts.remove(repository, meeting.id)
    return empty


def _adding(session: Session, actions: Sequence[Action]) -> Callable[[Register], Register]:
    """Return the change that adds actions, each under a number and with the present moment."""

    def changer(register: Register) -> Register:
        now = session.now(register)
        for action in actions:
            register = changes.add_action(register, action._replace(created=now), now.year)
        return register

    return changer


def _subject(register: Register, meeting: Meeting, actions: Sequence[Action]) -> str:
    """Return the subject of a commit of several actions; one action has its own."""
    if len(actions) == 1:
        return ""
    say = translator(register.settings.language)
    return message.agreed_at(meeting, len(actions), say)


def _stopped(dialogue: taking.Dialogue) -> Exception:
    """Return what ends the command after Ctrl-C: it says what is kept and what is recorded."""
    kept = _kept(dialogue)
    if not (kept or dialogue.recorded):
        return click.Abort()
    return ActiepuntError(_("stopped; {what}").format(what=_recorded(len(dialogue.recorded))), kept)


def _kept(dialogue: taking.Dialogue) -> str:
    """Return what is kept and how to go on with it; nothing where nothing is kept."""
    count = dialogue.draft.size
    text = ngettext(
        "{count} action is kept; go on with: actiepunt take {meeting}",
        "{count} actions are kept; go on with: actiepunt take {meeting}",
        count,
    )
    return text.format(count=count, meeting=dialogue.meeting.id) if count else ""


def _recorded(count: int) -> str:
    if not count:
        return _("no action was recorded")
    text = ngettext("{count} action was recorded", "{count} actions were recorded", count)
    return text.format(count=count)
