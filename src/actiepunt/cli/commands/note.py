"""`actiepunt note`: add a dated note to the progress of an action."""

import click

from actiepunt.cli import arguments, confirmation, group, inputs
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import changes, numbers
from actiepunt.core.model import Register
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.storage.transaction import Why


def _text(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> str | None:
    """Return the note, whose first word may not be taken for the number of a second action.

    Raises:
        UsageError: it may; quotes around the note tell.
    """
    first, *rest = words or ("",)
    if rest and numbers.looks_like(first) and not context.resilient_parsing:
        text = _("is “{word}” an action, or the beginning of the note?")
        number = context.params["number"]
        raise UsageError(
            text.format(word=first),
            _("Write: {one}, or: {other}").format(
                one=f'actiepunt note {number} "{" ".join(words)}"',
                other=f'actiepunt note {number},{first} "{" ".join(rest)}"',
            ),
        )
    return arguments.one_text(context, parameter, words)


@group.command(
    "note",
    _("Add a note, with today's date, on how an action stands.") + f"\n\n{arguments.UNQUOTED}",
    example="actiepunt note 14 Wacht op cijfers van de provincie",
    section="actions",
)
@click.argument("number", metavar="ID")
@click.argument("text", metavar="TEXT...", nargs=-1, required=True, callback=_text)
@click.option("--on", default="", metavar="DATE", help=_("On which day; today if left out."))
@change_options
@click.pass_obj
def command(session: Session, number: str, text: str, on: str, why: Why) -> Answer:
    """Answer with the new note."""

    def changer(register: Register) -> Register:
        reader = session.reader(register)
        day = reader.exact_day(on) if on else reader.today
        edit = changes.note(day, inputs.demand(text, "progress"))
        return changes.update(register, [number], reader.today.year, edit)

    return confirmation.changed(session.change(changer, why))
