"""What `import csv` and `import xlsx` share: their options, and the answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from actiepunt import disk
from actiepunt.cli import confirmation, plan
from actiepunt.cli.answer import Answer
from actiepunt.cli.options import change_options
from actiepunt.cli.plan import Plan, Table
from actiepunt.cli.rows import Choices
from actiepunt.cli.session import Session
from actiepunt.core import message
from actiepunt.core.model import Register
from actiepunt.errors import ActiepuntError, Fault, FaultyError
from actiepunt.i18n import _
from actiepunt.importers import Sheet, headings
from actiepunt.storage import datafiles
from actiepunt.storage.transaction import Change, Why
from actiepunt.text import visible
from actiepunt.views import imported as view

_LARGEST = 50_000_000  # bytes
_NEEDLESS = frozenset({"due", "closed"})  # warnings that a list of the past is full of


def help_text(kind: str) -> str:
    """Return the help of the command that imports a kind of table."""
    return _(
        "Add and change the actions of a table ({kind}), as one commit.\n\n"
        "Its columns are found by their headings, Dutch or English. A row is known by its uid, by "
        "its number, or by the same action, body and meeting; so a second time adds nothing. If a "
        "row does not fit, nothing is changed."
    ).format(kind=kind)


def table_options(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Add the argument and the options of an import of a table."""
    decorators: tuple[Callable[[Callable[..., Answer]], Callable[..., Answer]], ...] = (
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--dry-run", is_flag=True, help=_("Only show what would happen.")),
        click.option(
            "--map", "mapping", multiple=True, metavar="TEXT",
            help=_("“Heading=field” for a column of another name; “Heading=” leaves it out."),
        ),
        click.option("--body", default="", metavar="BODY", help=_("Of rows that name none.")),
        click.option(
            "--meeting", default="", metavar="REF", help=_("Where rows that name none were agreed.")
        ),
        click.option(
            "--dated", default="", metavar="DATE",
            help=_("The day of the list: a deadline without a year comes after it."),
        ),
        click.option(
            "--new-numbers", is_flag=True, help=_("Give new actions numbers of this register.")
        ),
        click.option(
            "--without-meetings", is_flag=True,
            help=_("Leave out meetings that the calendar does not have."),
        ),
        change_options,
    )  # fmt: skip
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def read_file(file: Path) -> bytes:
    """Return the content of a file.

    Raises:
        ActiepuntError: it cannot be read, or is larger than a list of actions can be.
    """
    try:
        if file.stat().st_size > _LARGEST:
            raise ActiepuntError(
                _("{file} is larger than {count} MB").format(
                    file=file, count=_LARGEST // 1_000_000
                ),
                _("Is it the list of actions?"),
            )
        return file.read_bytes()
    except OSError as error:
        raise disk.not_read(error, file) from error


def run(
    session: Session, file: Path, sheet: Sheet, why: Why, *, dry_run: bool, **given: Any
) -> Answer:
    """Answer with what an import changed or, for a dry run, with what it would change.

    Raises:
        FaultyError: rows do not fit; nothing was changed.
    """
    name = visible(file.name)
    head = headings.find(sheet.rows, headings.parse_map(given.pop("mapping")), name)
    table = Table(name, sheet, head, Choices(**given))
    if dry_run:
        return _dry(session, table)
    made: list[Plan] = []

    def changer(register: Register) -> Register:
        made.append(plan.of(session, register, table))
        if made[-1].refusals:
            raise _refused(made[-1], name)
        return made[-1].after

    why = why._replace(subject=lambda found, say: message.imported(found, name, say))
    change = session.change(changer, why)
    done = made[-1]
    answer = confirmation.changed(
        change._replace(warnings=_warnings(change)), session.reader(change.register),
        brief=True, first=[f"{name}: {view.counts(done.rows)}"],
    )  # fmt: skip
    return answer._replace(notes=done.notes)


def _warnings(change: Change) -> list[Fault]:
    """Return the warnings about names, each once."""
    kept = {fault.message: fault for fault in change.warnings if fault.field not in _NEEDLESS}
    return [*kept.values()]


def _refused(done: Plan, file: str) -> FaultyError:
    advice = _("Mend them in the file, or the register; nothing was changed.")
    if len(done.absent) == len(done.refusals):
        advice = _(
            "Add the meetings first, or leave them out (--without-meetings); nothing was changed."
        )
    return FaultyError(view.fault_lines(done.refusals, file), done.refused_rows, advice)


def _dry(session: Session, table: Table) -> Answer:
    register = datafiles.load(session.root).sound().register
    done = plan.of(session, register, table)
    after = done.after.visible
    shown = view.listing(
        done.rows, done.refusals, {action.uid: action for action in after.every_action},
        after.meetings_by_id(), session.today(register),
    )  # fmt: skip
    lines = [f"{table.file}: {view.counts(done.rows)}"] if done.rows else []
    if done.refusals:
        lines.append(f"{done.refused_rows}. {_('Nothing would be changed.')}")
    lines.append(_("This was a dry run: nothing was changed."))
    return Answer(shown, lines=lines, notes=done.notes, exit_code=1 if done.refusals else 0)
