"""`actiepunt defer`: move a deadline, and say why."""

import click

from actiepunt.cli import confirmation, group, inputs
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.cli.status import SEVERAL
from actiepunt.core import changes, numbers
from actiepunt.core.model import Register
from actiepunt.core.when import Reader, why_not
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


@group.command(
    "defer",
    _(
        "Move the deadline of actions.\n\n"
        "The deadline may stand behind the numbers, without quotes: defer 10 11 AB:next. Where a "
        "number may belong to either (defer 10 12 mei), give it with --to."
    )
    + f"\n\n{SEVERAL}",
    example='actiepunt defer 14 AB:next --reason "De provincie is later"',
    section="actions",
)
@click.argument("ids", metavar="ID... [WHEN]", nargs=-1, required=True)
@click.option("--to", metavar="WHEN", help=_("A date, a period or a meeting."))
@change_options
@click.pass_context
def command(context: click.Context, ids: tuple[str, ...], to: str | None, why: Why) -> Answer:
    """Answer with the old and the new deadline."""
    session = context.ensure_object(Session)
    ids, to = _parts(session, ids, to)
    context.params.update(ids=ids, to=to)  # a misspelt number is corrected among the numbers alone

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        edit = changes.defer(reader.due(inputs.line(to, "due")))
        return changes.update(register, ids, reader.today.year, edit)

    change = session.change(changer, why)
    return confirmation.changed(change, session.reader(change.register))


def _parts(session: Session, words: tuple[str, ...], to: str | None) -> tuple[tuple[str, ...], str]:
    """Return the numbers and the deadline, which stands behind them or in `--to`.

    Raises:
        UsageError: the deadline is in both or in neither place, or where it begins is not clear.
    """
    if to is None:
        reader = session.reader(session.load().register)
        return numbers.before_deadline(
            words, lambda text: _is_deadline(reader, text), reader.today.year
        )
    others = [word for word in words if not numbers.looks_like(word)]
    if others and len(others) < len(words):
        raise UsageError(
            _("the deadline is given twice: “{one}” and “{other}”").format(
                one=" ".join(others), other=to
            ),
            _("Leave out one of them."),
        )
    return words, to


def _is_deadline(reader: Reader, text: str) -> bool:
    """Tell whether a text is a deadline, or would be if that day or period existed."""
    try:
        reader.due(text)
    except UsageError:
        return why_not(text, reader.today) is not None
    except ActiepuntError:  # it names a meeting that does not exist
        return False
    return True
