"""What deserves a second look in one change: warnings, while the change stands.

`check` looks at the register as it is and says the same whoever asks; a doubt is about what was
typed just now, such as a day that has passed. `DOUBTS` lists them: a newcomer adds a function.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core import check, due, names, query
from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Register
from actiepunt.errors import Fault
from actiepunt.i18n import _


class Step(NamedTuple):
    """One change of the register: both states as people see them, what differs, and the day."""

    before: Register
    after: Register
    differences: Sequence[Difference]
    today: date

    def actions(self, field: str) -> Iterator[tuple[Action | None, Action]]:
        """Yield the actions with a new content of a field, as they were and as they are."""
        for found in self.differences:
            old, new = found.old, found.new
            changed = isinstance(new, Action) and any(f.name == field for f in found.fields)
            if isinstance(new, Action) and changed and not new.withdrawn:
                yield old if isinstance(old, Action) else None, new


def _warning(field: str, message: str, advice: str) -> Fault:
    return Fault(message, "warning", field=field, advice=advice)


def passed(step: Step) -> Iterator[Fault]:
    """A new deadline is still to come."""
    meetings = step.after.meetings_by_id()
    for _old, action in step.actions("due"):
        day = due.deadline(action.due, meetings)
        if day and day < step.today and not action.is_closed:
            message = _("the deadline of {number}, {day}, has already passed")
            advice = _("If that is a slip: {command}").format(
                command=f"actiepunt defer {action.id} --to WHEN"
            )
            yield _warning("due", message.format(number=action.id, day=day.isoformat()), advice)


def closed_early(step: Step) -> Iterator[Fault]:
    """An action is closed after it was agreed: on the day it was made, or at an earlier meeting."""
    meetings = step.after.meetings_by_id()
    for _old, action in step.actions("closed"):
        meeting = meetings.get(action.meeting)
        days = [action.created and action.created.date(), meeting and meeting.day]
        agreed = min(filter(None, days), default=None)
        if action.closed and agreed and action.closed < agreed:
            message = _("{number} is closed on {day}, before it was agreed ({agreed})").format(
                number=action.id, day=action.closed.isoformat(), agreed=agreed.isoformat()
            )
            verb = "close" if action.status == "done" else "cancel"
            advice = _("If that is a slip: {command}").format(
                command=f"actiepunt {verb} {action.id} --on DATE"
            )
            yield _warning("closed", message, advice)


def owners(step: Step) -> Iterator[Fault]:
    """A new name is no known one misspelt, and is among the people where register.toml has them."""
    known = query.known_owners(step.before)
    people = list(step.before.settings.people)
    for old, action in step.actions("owners"):
        new = [
            name for name in action.owners if not (name in known or (old and name in old.owners))
        ]
        several = {name: found for name in new if (found := names.together(name, known))}
        meant = {name: one for name in new if (one := names.meant(name, known))}
        mend = _exchange(action, {name: [one] for name, one in meant.items()} | several)
        for name in new:
            if name in several:
                message = _("“{name}” is one owner, with the names of several").format(name=name)
                yield _warning("owners", message, mend)
            elif name in meant:
                yield _looks_like("owners", name, meant[name], mend)
            elif people:
                yield _warning("owners", *check.stranger(name, people))


def _exchange(action: Action, meant: Mapping[str, Sequence[str]]) -> str:
    """Return the advice to write what is meant in the place of some owners."""
    owners = dict.fromkeys(one for name in action.owners for one in meant.get(name, [name]))
    command = f"actiepunt edit {action.id} --owner {names.argument(owners)}"
    return _("If that is who you mean: {command}").format(command=command)


def bodies(step: Step) -> Iterator[Fault]:
    """A new body is not nearly a known one; where register.toml lists them, it is an error."""
    known = query.known_bodies(step.before)
    new = dict.fromkeys(f.new.body for f in step.differences if f.new and not f.new.withdrawn)
    for body in new:
        near = next((one for one in known if names.alike(body, one)), None)
        if body and body not in known and near:
            advice = _("If that is a slip: undo this, and write {name}.").format(name=near)
            yield _looks_like("body", body, near, advice)


def _looks_like(field: str, typed: str, known: str, advice: str) -> Fault:
    return _warning(field, _("“{one}” looks like “{other}”").format(one=typed, other=known), advice)


DOUBTS: tuple[Callable[[Step], Iterator[Fault]], ...] = (passed, closed_early, owners, bodies)


def of(
    before: Register, after: Register, differences: Sequence[Difference], today: date
) -> list[Fault]:
    """Return what a person may want to look at again in a change that was made on `today`."""
    step = Step(before.visible, after.visible, differences, today)
    return [fault for doubt in DOUBTS for fault in doubt(step)]
