"""The commands that change the status of actions: start, close, cancel, reopen."""

import click

from actiepunt.cli import confirmation, group, inputs, placeholders
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes, labels, numbers, recurring
from actiepunt.core.model import CLOSED, Register
from actiepunt.core.recurring import Next
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why
from actiepunt.views import repeating

SEVERAL = _(
    "Several at once: 5 7, 5,7 or 5-8, all or none; of another year 2024-005..008. "
    "What reads as one number, such as 2025-014, is never a range."
)


def status_command(kind: str, text: str, *, example: str) -> group.Command:
    """Return the command for a key of `changes.TRANSITIONS`; `text` is its help."""
    rule = changes.TRANSITIONS[kind]
    closing = rule.to in CLOSED

    @group.command(kind, f"{text}\n\n{SEVERAL}", example=example, section="actions")
    @click.argument("ids", metavar="ID...", nargs=-1, required=True)
    @click.option("--on", default="", metavar="DATE", help=_("On which day; today if left out."))
    @click.option("--outcome", default="", metavar="TEXT", help=_("What came of it."))
    @change_options
    @click.pass_obj
    def command(session: Session, ids: tuple[str, ...], on: str, outcome: str, why: Why) -> Answer:
        """Change the status of these actions."""

        def changer(register: Register) -> Register:
            reader = session.reader(register)
            day = reader.exact_day(on) if on else None
            if day and day > reader.today:
                raise UsageError(
                    _("{day} is still to come").format(day=labels.full_day(day, _)),
                    _("Give --on a day that has been, or leave it out for today."),
                )
            _refuse_repeated(numbers.named(register, ids, reader.today.year), rule.to)
            edit = changes.transition(kind, day, reader.today, inputs.line(outcome, "outcome"))
            changed = changes.update(register, ids, reader.today.year, edit)
            changed, now_next = go_on(session, register, changed)
            followers[:] = now_next
            return changed

        followers: list[Next] = []
        change = session.change(changer, why)
        remarks = repeating.remarks(change, followers)
        answer = confirmation.changed(change, session.reader(change.register), remarks=remarks)
        return answer._replace(notes=[_without_day(kind)]) if on and not closing else answer

    return command


def go_on(session: Session, before: Register, after: Register) -> tuple[Register, list[Next]]:
    """Add the action that follows each recurring one that was done; see `recurring.go_on`."""
    if not any(action.every for action in after.every_action):
        return after, []
    from actiepunt.ical import recurrence

    return recurring.go_on(before, after, session.now(after), recurrence.days)


def _refuse_repeated(typed: list[numbers.Named], status: str) -> None:
    """Check that no action of a range has the status already: it may be meant to stay as it is.

    A number that was typed itself may, so that a repeated command does no harm.

    Raises:
        ActiepuntError: such an action is in a range.
    """
    for one in typed:
        repeated = [action.id for action in one.actions if action.status == status]
        if one.is_range and repeated:
            left = [action.id for action in one.actions if action.id not in repeated]
            raise ActiepuntError(
                _("{text}: already {status}: {numbers}").format(
                    text=one.text, numbers=numbers.compact(repeated), status=labels.state(status, _)
                ),
                numbers.others(left),
            )


def _without_day(kind: str) -> str:
    return _("--on was left out: `{kind}` keeps no day. Write one with a note: {command}").format(
        kind=kind, command=placeholders.translated("actiepunt note ID TEXT --on DATE")
    )
