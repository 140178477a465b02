"""`actiepunt check`: all faults of the data files, with file and line."""

from pathlib import Path

import click

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session, new_uid
from actiepunt.core import changes
from actiepunt.core.model import Register
from actiepunt.errors import Fault
from actiepunt.i18n import _, ngettext
from actiepunt.output import Column, Listing
from actiepunt.storage import committed, datafiles, transaction
from actiepunt.storage.datafiles import Snapshot
from actiepunt.views.faults import fault_line, fault_record


@group.command(
    "check",
    _("Check the data files; exit code 1 where there are errors."),
    example="actiepunt check --fix",
    section="setup",
)
@click.option(
    "--fix",
    is_flag=True,
    help=_("Fill in a missing uid, number, moment of creation, or year of a deadline."),
)
@click.option("--staged", is_flag=True, help=_("Check what git is about to commit (for the hook)."))
@click.option("--every-register", is_flag=True, hidden=True)
@click.option(
    "--format", "format_", type=click.Choice(["plain", "json"]), help=_("How to write it.")
)
@click.option("--json", is_flag=True, help=_("Short for --format json."))
@click.pass_obj
def command(
    session: Session, fix: bool, staged: bool, every_register: bool, format_: str | None, json: bool
) -> Answer:
    """Answer with all faults; exit code 1 where any is an error."""
    filled: list[str] = []
    if fix:
        filled = _fix(session)
    if every_register:
        faults = _staged_anywhere()
    else:
        faults = (_staged(session) if staged else datafiles.load(session.root)).located()
    errors = sum(fault.level == "error" for fault in faults)
    code = 1 if errors else 0
    if json or format_ == "json":
        listing = Listing(
            "faults", {"": faults}, [Column("fault", fault_line)], None,
            fault_record, lambda _fault: "",
        )  # fmt: skip
        return Answer(listing, "json", notes=filled, exit_code=code)
    counts = [
        ngettext("{count} error", "{count} errors", errors).format(count=errors),
        ngettext("{count} warning", "{count} warnings", len(faults) - errors).format(
            count=len(faults) - errors
        ),
    ]
    lines = [*filled, *map(fault_line, faults), ", ".join(counts)]
    return Answer(lines=lines, exit_code=code, stands=staged)


def _fix(session: Session) -> list[str]:
    """Fill in missing fields without a commit, and return the lines that say so."""

    def changer(register: Register) -> Register:
        now = session.now(register)
        return changes.fill_in(register, new_uid, now.year, now)

    differences = transaction.fill_in(session.root, changer)
    lines = [
        _("{name}: filled in {fields}").format(
            name=difference.record.name,
            fields=", ".join(field.name for field in difference.fields),
        )
        for difference in differences
    ]
    return [*lines, _("Record this with `actiepunt save`.")] if lines else []


def _staged(session: Session) -> Snapshot:
    from actiepunt.git.repository import Repository

    return committed.load(Repository(session.root), "")


def _staged_anywhere() -> list[Fault]:
    """Return the faults of every register in the repository with staged data files."""
    from actiepunt.git.repository import Repository

    top = Repository(Repository(Path.cwd()).top)
    changed = top.staged_files()
    return [
        fault._replace(file=f"{folder}{fault.file}")
        for folder in sorted(committed.registers(top, ""))
        if any(name.startswith(f"{folder}data/") for name in changed)
        for fault in committed.load(top, "", folder).located()
    ]
