"""`actiepunt archive`: move the actions that were closed in past years to the archive."""

import re
from collections.abc import Mapping, Sequence

import click

from actiepunt.cli import confirmation, group
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.session import Session
from actiepunt.core import archive
from actiepunt.core.due import YEARS
from actiepunt.core.model import Action, Register
from actiepunt.core.numbers import compact
from actiepunt.errors import UsageError
from actiepunt.i18n import _, ngettext
from actiepunt.storage.transaction import Why

_WIDTH = 45  # what a line of 80 columns leaves for numbers


@group.command(
    "archive",
    _(
        "Move the actions that were closed before a year to the archive.\n\n"
        "It keeps a file for each year of closing, data/archive/actions-YEAR.toml. What is in it "
        "is shown, found and changed as before; `list` no longer reads it without --all, and "
        "`reopen` brings an action back."
    ),
    example="actiepunt archive --before 2025",
    section="setup",
)
@click.option("--before", metavar="YEAR", help=_("Closed before 1 January of this year."))
@change_options
@click.pass_obj
def command(session: Session, before: str | None, why: Why) -> Answer:
    """Answer with the actions that moved, by file."""
    files: dict[str, list[Action]] = {}

    def changer(register: Register) -> Register:
        files.clear()
        files.update(archive.closed_before(register, _year(before, register, session)))
        moves = {action.uid: file for file, actions in files.items() for action in actions}
        return archive.move(register, moves)

    change = session.change(changer, why)
    if not change.commit:
        text = _("Nothing to move: no action outside the archive was closed before {year}.")
        return Answer(lines=[text.format(year=before)], stands=True)
    return confirmation.told(change, _lines(files))


def _year(text: str | None, register: Register, session: Session) -> int:
    """Return the year that was typed.

    Raises:
        UsageError: none was typed, it is no year, or its actions may still change.
    """
    today = session.today(register)
    last = _("Write: {command}").format(command=f"actiepunt archive --before {today.year}")
    if text is None:
        count = sum(map(len, archive.closed_before(register, today.year).values()))
        advice = ngettext(
            "{write}. That moves {count} action.", "{write}. That moves {count} actions.", count
        )
        raise UsageError(
            _("which year? Everything that was closed before it moves to the archive"),
            advice.format(write=last, count=count),
        )
    year = int(text) if re.fullmatch("[0-9]{4}", text.strip()) else 0
    if year not in YEARS:
        raise UsageError(_("“{text}” is not a year").format(text=text), f"{last}.")
    if year > today.year:
        raise UsageError(
            _("{year} is not over yet, so what was closed in it stays").format(year=year - 1),
            _("{write}, for everything that was closed up to the end of {year}.").format(
                write=last, year=today.year - 1
            ),
        )
    return year


def _lines(files: Mapping[str, Sequence[Action]]) -> list[str]:
    """Return a line with the number of actions, and one for each file with their numbers.

    Of more than fit on a line, it has how many they are.
    """
    count = sum(map(len, files.values()))
    text = ngettext("{count} action to the archive", "{count} actions to the archive", count)
    lines = [text.format(count=count)]
    for file, actions in files.items():
        numbers = compact([action.id for action in actions])
        if len(numbers) > _WIDTH:
            text = ngettext("{count} action", "{count} actions", len(actions))
            numbers = text.format(count=len(actions))
        lines.append(f"  {file}: {numbers}")
    return lines
