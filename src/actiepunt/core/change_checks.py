"""Warnings about a change that was just made; they do not undo it.

`check` looks at a register as it is; these checks look at the difference, for typing errors such as
a deadline that has already passed. To add one, add a function to `CHECKS`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core import check, due, labels, names, query
from actiepunt.core.diff import Difference
from actiepunt.core.model import Action, Register
from actiepunt.errors import Fault
from actiepunt.i18n import _


class Step(NamedTuple):
    """A change: the register before and after it without withdrawn records, and the day."""

    before: Register
    after: Register
    differences: Sequence[Difference]
    today: date

    def actions(self, field: str) -> Iterator[tuple[Action | None, Action]]:
        """Yield the actions whose field has changed, as they were (None if new) and as they are."""
        for difference in self.differences:
            old, new = difference.old, difference.new
            changed = isinstance(new, Action) and any(f.name == field for f in difference.fields)
            if isinstance(new, Action) and changed and not new.withdrawn:
                yield old if isinstance(old, Action) else None, new


def _warning(field: str, message: str, advice: str) -> Fault:
    return Fault(message, "warning", field=field, advice=advice)


def passed(step: Step) -> Iterator[Fault]:
    """A new deadline has not passed already."""
    meetings = step.after.meetings_by_id()
    for _old, action in step.actions("due"):
        day = due.deadline(action.due, meetings)
        if day and day < step.today and not action.is_closed:
            message = _("the deadline of {number}, {day}, has already passed")
            advice = _("If that is a slip: {command}").format(
                command=f"actiepunt defer {action.id} --to {_('WHEN')}"
            )
            yield _warning(
                "due", message.format(number=action.id, day=labels.full_day(day, _)), advice
            )


def closed_early(step: Step) -> Iterator[Fault]:
    """An action is not closed before it was agreed: at its meeting, or when it was added."""
    meetings = step.after.meetings_by_id()
    for _old, action in step.actions("closed"):
        meeting = meetings.get(action.meeting)
        days = [action.created and action.created.date(), meeting and meeting.day]
        agreed = min(filter(None, days), default=None)
        if action.closed and agreed and action.closed < agreed:
            message = _("{number} is closed on {day}, before it was agreed ({agreed})").format(
                number=action.id,
                day=labels.full_day(action.closed, _),
                agreed=labels.full_day(agreed, _),
            )
            verb = "close" if action.status == "done" else "cancel"
            advice = _("If that is a slip: {command}").format(
                command=f"actiepunt {verb} {action.id} --on {_('DATE')}"
            )
            yield _warning("closed", message, advice)


def owners(step: Step) -> Iterator[Fault]:
    """A new owner is no misspelt known name, and is in register.toml if that lists people."""
    known = [*dict.fromkeys([*query.known_owners(step.before), *step.after.settings.people])]
    people = step.before.settings.listed_people
    for old, action in step.actions("owners"):
        new = [
            name for name in action.owners if not (name in known or (old and name in old.owners))
        ]
        combined = {name: parts for name in new if (parts := names.together(name, known))}
        meant = {name: likely for name in new if (likely := names.meant(name, known))}
        advice = _replacement_advice(
            action, {name: [likely] for name, likely in meant.items()} | combined
        )
        for name in new:
            if name in combined:
                message = _("“{name}” is entered as one owner, but names several").format(name=name)
                yield _warning("owners", message, advice)
            elif name in meant:
                yield _looks_like("owners", name, meant[name], advice)
            elif people and name not in step.before.settings.bodies:
                yield _warning("owners", *check.stranger(name, people))


def _replacement_advice(action: Action, meant: Mapping[str, Sequence[str]]) -> str:
    """Return the command that replaces the owners in `meant`, by the names that they mean."""
    owners = dict.fromkeys(owner for name in action.owners for owner in meant.get(name, [name]))
    command = f"actiepunt edit {action.id} --owner {names.argument(list(owners))}"
    return _("If that is who you mean: {command}").format(command=command)


def bodies(step: Step) -> Iterator[Fault]:
    """A new body does not look like a known body; `check` compares it with register.toml."""
    known = [*dict.fromkeys([*query.known_bodies(step.before), *step.after.settings.bodies])]
    added = dict.fromkeys(f.new.body for f in step.differences if f.new and not f.new.withdrawn)
    for body in added:
        near = next((candidate for candidate in known if names.alike(body, candidate)), None)
        if body and body not in known and near:
            advice = _("If that is a slip: undo this, and write {name}.").format(name=near)
            yield _looks_like("body", body, near, advice)


def _looks_like(field: str, typed: str, known: str, advice: str) -> Fault:
    return _warning(field, _("“{one}” looks like “{other}”").format(one=typed, other=known), advice)


CHECKS: tuple[Callable[[Step], Iterator[Fault]], ...] = (passed, closed_early, owners, bodies)


def of(
    before: Register, after: Register, differences: Sequence[Difference], today: date
) -> list[Fault]:
    """Return the warnings about a change that was made on `today`."""
    step = Step(before.visible, after.visible, differences, today)
    return [fault for check_change in CHECKS for fault in check_change(step)]
