"""One block in a person's editor, until it reads well or they give up. No text is lost."""

import tempfile
from pathlib import Path

import click

from actiepunt.cli import ask
from actiepunt.cli.session import Session
from actiepunt.cli.streams import complain
from actiepunt.core import check, query
from actiepunt.core.model import ACTIONS_FILE, Action, Register
from actiepunt.errors import ActiepuntError, Fault, FaultyError
from actiepunt.i18n import _
from actiepunt.storage import datafiles
from actiepunt.storage.transaction import Change, Why
from actiepunt.tomlfile import edit, read
from actiepunt.views.records import fault_line


def edit_block(session: Session, number: str, why: Why) -> Change:
    """Let a person edit the block of an action; commit what they made of it.

    Raises:
        ActiepuntError: they gave up, or somebody else changed the action meanwhile; the message
            says where their text is kept.
    """
    snapshot = datafiles.load(session.root).sound()
    register = snapshot.register
    action = query.find_action(register, number, session.today(register).year)
    if action not in register.actions:
        raise ActiepuntError(
            _("{number} is in the archive").format(number=action.id),
            _("Edit its block by hand, then `actiepunt save`."),
        )
    index = register.actions.index(action)
    text = edit.block_text(snapshot.texts[ACTIONS_FILE], index, action)
    while True:
        written = opened(text, ".toml")
        if written is None:
            return Change([], "", register, [])
        found, faults = _read(written, action, register)
        if found is not None and not faults:
            break
        _again(written, faults)
        text = written

    def changer(now: Register) -> Register:
        if action not in now.actions:
            raise ActiepuntError(
                _("somebody else changed {number} meanwhile").format(number=action.id),
                _("Your text is kept in {file}.").format(file=_keep(written)),
            )
        return changes_to(now, action, found)

    return session.change(changer, why, {action.uid: written})


def changes_to(register: Register, old: Action, new: Action) -> Register:
    """Return the register with one action replaced."""
    actions = tuple(
        new if action is old or action == old else action for action in register.actions
    )
    return register._replace(actions=actions)


def opened(text: str, extension: str) -> str | None:
    """Return what the person made of a text, or None where they left it as it was.

    Raises:
        ActiepuntError: the editor did not work.
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
    """Return the action that a text holds, and what is wrong with it, lines counted in the text."""
    actions, faults = read.actions(written, ACTIONS_FILE)
    found = actions[0] if len(actions) == 1 else None
    if found is None and not faults:
        faults = [Fault(_("the text must hold one block [[action]]"), line=1)]
    elif found is not None and (found.uid, found.id) != (old.uid, old.id):
        faults.append(Fault(_("uid and number stay as they are"), block=0, field="id"))
    elif found is not None and not faults:
        known = set(check.run(register))
        after = changes_to(register, old, found)
        new = [f for f in check.run(after) if f not in known and f.level == "error"]
        faults = [fault._replace(block=0) for fault in new]
    return found, [read.locate(fault, written)._replace(file="") for fault in faults]


def _again(written: str, faults: list[Fault]) -> None:
    """Say what is wrong and let the person choose: back to the text, or stop and keep it.

    Raises:
        FaultyError: nobody is there to ask, or they want to stop.
    """
    shown = [fault._replace(file=_("line")) for fault in faults]
    if ask.person():
        complain(*map(fault_line, shown))
    if ask.person() and _goes_back():
        return
    raise FaultyError(
        [] if ask.person() else shown,
        _("the text was not taken over; the action is as it was"),
        _("Your text is kept in {file}.").format(file=_keep(written)),
    )


def _goes_back() -> bool:
    """Ask whether to go on; who presses Ctrl-C stops, and keeps the text."""
    try:
        return ask.agreed(_("Back to your text?"))
    except click.Abort:
        return False


def _keep(written: str) -> Path:
    """Put a text where the person can find it again."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="actiepunt-", suffix=".toml", delete=False, encoding="utf-8", newline=""
    ) as file:
        file.write(written)
    return Path(file.name)
