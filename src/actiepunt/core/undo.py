"""Undo a change field by field; later changes of other fields stay."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from actiepunt.core import archive, labels
from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Meeting, Record, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

R = TypeVar("R", Action, Meeting)


def undo(
    differences: Iterable[Difference], today: date, moves: Sequence[Difference] = ()
) -> Callable[[Register], Register]:
    """Return the change of a register that undoes these differences, and nothing else.

    An added record is withdrawn as of `today`: it is hidden, and its number is never used again.

    Args:
        differences: What changed in the records.
        today: The day of the undoing.
        moves: The actions that went to another file, with both files.

    Raises (when called):
        ActiepuntError: a record is gone, a field or the file changed again since, or an action
            names a meeting that would be withdrawn.
    """
    by_uid = {difference.record.uid: difference for difference in differences}

    def changer(register: Register) -> Register:
        known = {record.uid for _file, _index, record in register.blocks()}
        for uid, difference in {**{d.record.uid: d for d in moves}, **by_uid}.items():
            if uid not in known:
                raise ActiepuntError(
                    _("{name} is not in the files any more").format(name=difference.record.name),
                    _("Take it back by hand, then `actiepunt save`."),
                )
        added = {each.record.id for each in by_uid.values() if each.old is None}
        _demand_unused(register, added)
        undone = register.with_each_action(lambda action: _back(action, by_uid, today))._replace(
            meetings=tuple(_back(meeting, by_uid, today) for meeting in register.meetings)
        )
        moved = {difference.record.uid for difference in moves}
        return archive.settle(_moved_back(undone, moves), by_uid.keys() - moved)

    return changer


def _moved_back(register: Register, moves: Sequence[Difference]) -> Register:
    """Return the register with actions in the files that they came from.

    Raises:
        ActiepuntError: an action went to yet another file since.
    """
    files = {record.uid: file for file, _index, record in register.blocks()}
    for move in moves:
        if files[move.record.uid] not in {move.old_file, move.new_file}:
            raise _changed_since(move.record, _("file"))
    return archive.move(register, {move.record.uid: move.old_file for move in moves})


def _back(record: R, by_uid: dict[str, Difference], today: date) -> R:
    """Return a record with its difference undone, or unchanged where it has none."""
    difference = by_uid.get(record.uid)
    if difference is None:
        return record
    if difference.old is None:
        return _withdrawn(record, difference, today)
    for field in difference.fields:
        if getattr(record, field.name) != field.new:
            raise _changed_since(record, labels.label(field.name, _))
    before: dict[str, Any] = {field.name: field.old for field in difference.fields}
    return record._replace(**before)


def _withdrawn(record: R, difference: Difference, today: date) -> R:
    """Return an added record as withdrawn, provided that it did not change since."""
    for field, content in record._asdict().items():
        if content != getattr(difference.record, field):
            raise _changed_since(record, labels.label(field, _))
    return record._replace(withdrawn=today)


def _demand_unused(register: Register, withdrawn: set[str]) -> None:
    """Check that no action is due at, or was agreed at, a meeting that is withdrawn.

    `withdrawn` are the numbers and ids of the withdrawn records.

    Raises:
        ActiepuntError: an action that is not withdrawn itself names such a meeting.
    """
    for action in register.visible.every_action:
        for meeting in withdrawn & {str(action.due), action.meeting}:
            if action.id not in withdrawn:
                raise ActiepuntError(
                    _("{number} names {meeting}, so it cannot be withdrawn").format(
                        number=action.id, meeting=meeting
                    ),
                    _("Give {number} another meeting first, or cancel the meeting.").format(
                        number=action.id
                    ),
                )


def _changed_since(record: Record, field: str) -> ActiepuntError:
    return ActiepuntError(
        _("{name} changed again since: {field}").format(name=record.name, field=field),
        _("Take the later change back first: `actiepunt log {name}` shows it.").format(
            name=record.name
        ),
    )
