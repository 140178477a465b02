"""Taking one change back, field by field, whatever else changed since."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from actiepunt import words
from actiepunt.difference import Difference
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.model import Action, Meeting, Record, Register

R = TypeVar("R", Action, Meeting)


def undo(differences: Iterable[Difference], today: date) -> Callable[[Register], Register]:
    """Return the change that takes these differences back, and nothing else.

    What was added is cancelled: a record is never deleted, and its number never used again.

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
    """Return a record that was added as cancelled, where nothing was done with it since."""
    for field in found.fields:
        if getattr(record, field.name) != field.new:
            raise _stands(record, field.name)
    if isinstance(record, Action):
        return record._replace(status="cancelled", closed=today)
    return record._replace(status="cancelled")


def _stands(record: Record, field: str) -> ActiepuntError:
    return ActiepuntError(
        _("{name} changed again since: {field}").format(
            name=record.name, field=words.label(field, _)
        ),
        _("Take the later change back first: `actiepunt log {name}` shows it.").format(
            name=record.name
        ),
    )
