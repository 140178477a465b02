"""Taking one change back, field by field, whatever else changed since."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from actiepunt.core import labels
from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Meeting, Record, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

R = TypeVar("R", Action, Meeting)


def undo(differences: Iterable[Difference], today: date) -> Callable[[Register], Register]:
    """Return the change that takes these differences back, and nothing else.

    What was added is withdrawn: nobody sees it any more, and its number is never used again.

    Raises (when called):
        ActiepuntError: a later change stands on one of them.
    """
    wanted = {found.record.uid: found for found in differences}

    def changer(register: Register) -> Register:
        known = {a.uid for a in register.actions} | {m.uid for m in register.meetings}
        for uid, found in wanted.items():
            if uid not in known:
                raise ActiepuntError(
                    _("{name} is not in the files any more").format(name=found.record.name),
                    _("Take it back by hand, then `actiepunt save`."),
                )
        _demand_unused(register, {f.record.id for f in wanted.values() if f.old is None})
        return register._replace(
            actions=tuple(_back(one, wanted, today) for one in register.actions),
            meetings=tuple(_back(one, wanted, today) for one in register.meetings),
        )

    return changer


def _back(record: R, wanted: dict[str, Difference], today: date) -> R:
    """Return a record as it was before its difference; one that is not concerned as it is."""
    found = wanted.get(record.uid)
    if found is None:
        return record
    if found.old is None:
        return _withdrawn(record, found, today)
    for field in found.fields:
        if getattr(record, field.name) != field.new:
            raise _stands(record, field.name)
    before: dict[str, Any] = {field.name: field.old for field in found.fields}
    return record._replace(**before)


def _withdrawn(record: R, found: Difference, today: date) -> R:
    """Return a record that was added as withdrawn, where nothing was done with it since."""
    for field, content in record._asdict().items():
        if content != getattr(found.record, field):
            raise _stands(record, field)
    return record._replace(withdrawn=today)


def _demand_unused(register: Register, withdrawn: set[str]) -> None:
    """Refuse to withdraw a meeting that something is due at, or was agreed at.

    Raises:
        ActiepuntError: an action names one, and is not withdrawn with it.
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


def _stands(record: Record, field: str) -> ActiepuntError:
    return ActiepuntError(
        _("{name} changed again since: {field}").format(
            name=record.name, field=labels.label(field, _)
        ),
        _("Take the later change back first: `actiepunt log {name}` shows it.").format(
            name=record.name
        ),
    )
