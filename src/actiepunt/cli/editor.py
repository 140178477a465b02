"""Edit the block of an action in an editor, until it is valid. No text of a person is lost."""

import tempfile
from pathlib import Path

import click

from actiepunt.cli import ask
from actiepunt.cli.session import Session
from actiepunt.cli.streams import complain
from actiepunt.core import archive, check, numbers
from actiepunt.core.model import ACTIONS_FILE, Action, Register
from actiepunt.errors import ActiepuntError, Fault, FaultyError, new_faults
from actiepunt.i18n import _
from actiepunt.storage import datafiles
from actiepunt.storage.transaction import Change, Why
from actiepunt.tomlfile import edit, read
from actiepunt.tomlfile.locate import locate
from actiepunt.views.faults import fault_line


def edit_block(session: Session, number: str, why: Why) -> Change:
    """Let a person edit the block of an action, and commit the result.

    Raises:
        ActiepuntError: they stopped, or somebody else changed the action meanwhile; the message
            names the file that keeps their text.
    """
    snapshot = datafiles.load(session.root).sound()
    register = snapshot.register
    action = numbers.find_one(register, number, session.today(register).year)
    file, index, _record = next(place for place in register.blocks() if place[2] == action)
    text = edit.block_text(snapshot.texts[file], index, action)
    while True:
        written = edit_text(text, ".toml")
        if written is None:
            return Change([], "", register, [])
        edited, faults = _read(written, action, register)
        if edited is not None and not faults:
            break
        _offer_retry(written, faults)
        text = written

    def changer(current: Register) -> Register:
        if action not in current.every_action:
            raise ActiepuntError(
                _("somebody else changed {number} meanwhile").format(number=action.id),
                _("Your text is kept in {file}.").format(file=_save_text(written)),
            )
        return with_action(current, action, edited)

    return session.change(changer, why, {action.uid: written})


def with_action(register: Register, old: Action, new: Action) -> Register:
    """Return the register with the action `old` replaced by `new`."""
    edited = register.with_each_action(lambda action: new if action == old else action)
    return archive.settle(edited, {new.uid})


def edit_text(text: str, extension: str) -> str | None:
    """Return a text as edited by a person, or None if they changed nothing.

    Raises:
        ActiepuntError: the editor could not be started, or failed.
    """
    try:
        written = click.edit(text, extension=extension, require_save=True)
    except click.ClickException as error:
        raise ActiepuntError(
            _("the editor did not work: {reason}").format(reason=error.format_message()),
            _("Name one in the variable EDITOR, or use options: actiepunt edit --help"),
        ) from error
    if written is None or written == text:
        return None
    return written if written.endswith("\n") else f"{written}\n"


def _read(written: str, old: Action, register: Register) -> tuple[Action | None, list[Fault]]:
    """Return the action in an edited text, and its faults with line numbers in that text."""
    actions, faults = read.actions(written, ACTIONS_FILE)
    action = actions[0] if len(actions) == 1 else None
    if action is None and not faults:
        faults = [Fault(_("the text must hold one block [[action]]"), line=1)]
    elif action is not None and (action.uid, action.id) != (old.uid, old.id):
        faults.append(Fault(_("uid and number stay as they are"), block=0, field="id"))
    elif action is not None and not faults:
        after = with_action(register, old, action)
        added = new_faults(check.run(after), check.run(register))
        faults = [fault._replace(block=0) for fault in added if fault.level == "error"]
    return action, [locate(fault, written)._replace(file="") for fault in faults]


def _offer_retry(written: str, faults: list[Fault]) -> None:
    """Show the faults, and ask whether to return to the text or to stop.

    Raises:
        FaultyError: nobody can be asked, or they want to stop; their text is kept in a file.
    """
    where = _("line {number}")
    shown = [f._replace(file=where.format(number=f.line), line=None) for f in faults]
    if ask.person():
        complain(*map(fault_line, shown))
    if ask.person() and _wants_to_go_on():
        return
    raise FaultyError(
        [] if ask.person() else shown,
        _("your edit was not applied; the action is unchanged"),
        _("Your text is kept in {file}.").format(file=_save_text(written)),
    )


def _wants_to_go_on() -> bool:
    """Ask whether to edit again; Ctrl-C means no."""
    try:
        return ask.confirm(_("Back to your text?"))
    except click.Abort:
        return False


def _save_text(written: str) -> Path:
    """Save a text in a temporary file, which stays, and return its path."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="actiepunt-", suffix=".toml", delete=False, encoding="utf-8", newline=""
    ) as file:
        file.write(written)
    return Path(file.name)
