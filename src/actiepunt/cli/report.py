"""What a changing command says: what changed, and how to undo it."""

from collections.abc import Iterable

from actiepunt.cli.answer import Answer
from actiepunt.cli.fields import LISTS
from actiepunt.core import labels, message
from actiepunt.core.diff import Difference
from actiepunt.core.model import Action
from actiepunt.core.names import argument, joined
from actiepunt.core.query import standing
from actiepunt.core.when import Reader
from actiepunt.i18n import _
from actiepunt.storage.transaction import Change


def changed(change: Change, reader: Reader | None = None, replaced: Iterable[str] = ()) -> Answer:
    """Return the answer of a command that changed the register, or found it so already.

    `undo` takes back fields, so it is not offered where blocks only went to another file.
    `replaced` are the lists that were typed anew: what they lost is named, with the way back.
    """
    if not change.commit:
        return Answer(lines=[_("Nothing changed: it is so already.")], stands=True)
    lines: list[str] = []
    if not change.differences:
        lines.append(_("Recorded: {files}").format(files=", ".join(change.files)))
    for found in change.differences:
        lines.append(message.subject([found], _))
        day = _day(change, found.record, reader)
        for line in message.field_lines(found, _):
            is_due = line.field == "due"
            lines.append(f"  {line.text} ({day})" if is_due and day else f"  {line.text}")
        lines += filter(None, (_left_out(found, field) for field in replaced))
    if not (change.differences and all(found.is_only_moved for found in change.differences)):
        lines.append(_("Undo: actiepunt undo {commit}").format(commit=change.commit))
    faults = [fault._replace(file="") for fault in change.warnings]
    return Answer(lines=lines, faults=faults, stands=True)


def _left_out(found: Difference, field: str) -> str:
    """Return which names of a list gave way to others, and how to have both."""
    before: tuple[str, ...] = getattr(found.old, field, ())
    now: tuple[str, ...] = getattr(found.new, field, ())
    gone = [name for name in before if name not in now]
    if not (gone and now):
        return ""
    option = f"--add-{LISTS[field].name}"
    return _("{field}: {names} left out. To keep them: {command}").format(
        field=labels.label(field, _),
        names=joined(gone),
        command=f"actiepunt edit {found.record.name} {option} {argument(gone)}",
    )


def _day(change: Change, record: object, reader: Reader | None) -> str:
    """Return the day that a phrase or a meeting stands for, so that nobody has to guess it."""
    if reader is None or not isinstance(record, Action) or not isinstance(record.due, str):
        return ""
    deadline = standing(record, change.register.meetings_by_id(), reader.today).deadline
    return deadline.isoformat() if deadline else ""
