"""A review: the open actions of a body, gone through one by one; its state, as pure functions.

It knows no screen and no file. A decision is an edit of one action; where it has no commit yet it
is `pending`. An action counts as looked at while its record is the one that was looked at, so that
one that somebody else changes comes up again.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from actiepunt.core import changes
from actiepunt.core.model import Action, Register, Value
from actiepunt.errors import ActiepuntError
from actiepunt.text import digest

KEEP = "keep"
ELSEWHERE = "?"  # the commit of a decision that was recorded by a command that was killed

_EDITS: Mapping[str, Callable[[Any, date], Callable[[Action], Action]]] = {
    "close": lambda outcome, on: changes.transition("close", None, on, outcome),
    "cancel": lambda outcome, on: changes.transition("cancel", None, on, outcome),
    "defer": lambda due, _on: changes.defer(due),
    "note": lambda text, on: changes.note(on, text),
    "give": lambda owners, _on: changes.set_fields({"owners": owners}),
}
_FIELDS: Mapping[str, str] = {"defer": "due", "give": "owners"}  # that a decision replaces
_STAYING = frozenset({"note", "give"})  # after these more can be decided on the same action


class Decision(NamedTuple):
    """A decision on an action.

    Attributes:
        kind: `keep`, or a key of the table of edits.
        uid: The action.
        on: The day of the decision.
        value: The outcome, the deadline, the note or the owners.
        reason: Why; empty where nobody said.
        before: The deadline or the owners that it replaces.
        after: The mark of the action with the decision.
        seen: The mark with which the action was looked at before; empty where it was not.
        commit: The short hash of its commit; empty while it is pending.
    """

    kind: str
    uid: str
    on: date
    value: Value = ""
    reason: str = ""
    before: Value = None
    after: str = ""
    seen: str = ""
    commit: str = ""

    @property
    def is_pending(self) -> bool:
        """Tell whether the decision changes the action, and is not recorded yet."""
        return self.kind != KEEP and not self.commit

    def edit(self, action: Action) -> Action:
        """Return the action with the decision.

        Raises:
            ActiepuntError: the action refuses it, such as a closed one another deadline.
        """
        return _EDITS[self.kind](self.value, self.on)(action) if self.kind != KEEP else action


class Review(NamedTuple):
    """The state of a review.

    Attributes:
        body: The body.
        occasion: The id of the meeting that it is for, or the day as ISO 8601 writes it.
        order: The uids of its actions, in the order of the action list.
        place: The index in `order`; its length at the end.
        looked: The mark with which each action was looked at, by uid.
        decisions: The decisions, the first of them first.
    """

    body: str
    occasion: str
    order: tuple[str, ...] = ()
    place: int = 0
    looked: Mapping[str, str] = MappingProxyType({})
    decisions: tuple[Decision, ...] = ()

    @property
    def current(self) -> str:
        """The uid of the action that is shown; empty at the end."""
        return self.order[self.place] if self.place < len(self.order) else ""

    @property
    def pending(self) -> tuple[Decision, ...]:
        """The decisions that are not recorded yet."""
        return tuple(decision for decision in self.decisions if decision.is_pending)

    @property
    def is_untouched(self) -> bool:
        """Tell whether nothing was looked at or decided."""
        return not (self.looked or self.decisions)

    def keep(self, action: Action, on: date) -> "Review":
        """Return the review after an action was looked at and left as it is; the next one comes."""
        if self.looked.get(action.uid) == mark(action):
            return self._replace(place=self.place + 1)
        return self._decided(Decision(KEEP, action.uid, on), mark(action))._replace(
            place=self.place + 1
        )

    def decide(self, decision: Decision, recorded: Action) -> "Review":
        """Return the review after a decision; `recorded` is the action as the file has it now."""
        after = self._decided(decision, mark(recorded))
        return after if decision.kind in _STAYING else after._replace(place=self.place + 1)

    def _decided(self, decision: Decision, seen: str) -> "Review":
        decision = decision._replace(seen=self.looked.get(decision.uid, ""))
        looked = {**self.looked, decision.uid: seen}
        return self._replace(looked=looked, decisions=(*self.decisions, decision))

    def back(self) -> "Review":
        """Return the review at the action before."""
        return self._replace(place=max(self.place - 1, 0))

    def at(self, uid: str) -> "Review":
        """Return the review at an action; as it is where the review does not have it."""
        return self._replace(place=self.order.index(uid)) if uid in self.order else self

    def undo(self) -> "Review":
        """Return the review without its last decision, at the action of that."""
        *kept, last = self.decisions
        looked = {uid: seen for uid, seen in self.looked.items() if uid != last.uid}
        if last.seen:
            looked[last.uid] = last.seen
        return self._replace(looked=looked, decisions=tuple(kept)).at(last.uid)

    def left(self, register: Register) -> list[str]:
        """Return the actions that were not looked at as they are now, in order."""
        known = _by_uid(register)
        return [uid for uid in self.order if self.looked.get(uid) != mark(known[uid])]

    def seen(self, register: Register) -> int:
        """Return how many actions were looked at as they are now."""
        return len(self.order) - len(self.left(register))

    def along(self, register: Register) -> "Review":
        """Return the review as it fits a register that others may have changed.

        Actions that are gone, or closed by others, leave it; so do pending decisions on those.
        Pending decisions that turn out to be recorded are no longer pending.
        """
        known = _by_uid(register)
        ours = {decision.uid for decision in self.decisions}
        order = [u for u in self.order if u in known and (u in ours or not known[u].is_closed)]
        place = sum(uid in order for uid in self.order[: self.place])
        last = {decision.uid: decision for decision in self.pending}
        recorded = {
            uid: mark(known[uid])
            for uid, decision in last.items()
            if uid in known and self.looked.get(uid) != mark(known[uid]) == decision.after
        }
        decisions = tuple(
            each._replace(commit=ELSEWHERE) if each.is_pending and each.uid in recorded else each
            for each in self.decisions
            if each.uid in known
        )
        looked = {**self.looked, **recorded}
        return self._replace(order=tuple(order), place=place, looked=looked, decisions=decisions)

    def recorded(self, commit: str, register: Register) -> "Review":
        """Return the review after its pending decisions became one commit."""
        known = _by_uid(register)
        looked = {**self.looked, **{each.uid: mark(known[each.uid]) for each in self.pending}}
        decisions = tuple(
            each._replace(commit=commit) if each.is_pending else each for each in self.decisions
        )
        return self._replace(looked=looked, decisions=decisions)

    def lost(self, later: "Review") -> list[Decision]:
        """Return the pending decisions that a later state of the review does not have any more."""
        return [each for each in self.pending if each.uid not in {d.uid for d in later.decisions}]

    def net(self, kind: str) -> list[Decision]:
        """Return the decisions of a kind, of each action the last one, from where it began.

        Notes are told each by itself. An action that was only looked at is kept.
        """
        found = [each for each in self.decisions if each.kind == kind]
        if kind == "note":
            return found
        if kind == KEEP:
            decided = {each.uid for each in self.decisions if each.kind != KEEP}
            found = [each for each in found if each.uid not in decided]
        first = {each.uid: each for each in reversed(found)}
        last = {each.uid: each for each in found}
        return [each._replace(before=first[uid].before) for uid, each in last.items()]


def begin(body: str, occasion: str, uids: Iterable[str]) -> Review:
    """Return a review of these actions, at the first."""
    return Review(body, occasion, tuple(uids))


def resume(stored: Review, uids: Iterable[str], register: Register) -> Review:
    """Return a stored review over what is chosen now, at the first action that is left.

    Args:
        stored: The review as it was left.
        uids: The open actions that are chosen, in the order of the action list.
        register: The register as people see it.
    """
    chosen = [*uids]
    ours = {decision.uid for decision in stored.decisions}
    before = [uid for uid in stored.order if uid in chosen or uid in ours]
    order = (*before, *(uid for uid in chosen if uid not in before))
    review = stored._replace(order=order, place=0).along(register)
    left = review.left(register)
    return review.at(left[0]) if left else review._replace(place=len(review.order))


def decision(kind: str, action: Action, on: date, value: Value, reason: str = "") -> Decision:
    """Return a decision on an action as it is shown.

    Raises:
        ActiepuntError: the action refuses it.
    """
    before: Value = getattr(action, _FIELDS[kind]) if kind in _FIELDS else None
    made = Decision(kind, action.uid, on, value, reason, before)
    return made._replace(after=mark(made.edit(action)))


def applied(register: Register, decisions: Iterable[Decision]) -> Register:
    """Return the register with decisions, in their order.

    Raises:
        ActiepuntError: an action refuses one.
    """
    for each in decisions:
        number = next((a.id for a in register.every_action if a.uid == each.uid), "")
        register = changes.update(register, [number], each.on.year, each.edit)
    return register


def shown(action: Action, decisions: Iterable[Decision]) -> Action:
    """Return an action with those of the decisions that are its own and still fit it."""
    for each in decisions:
        if each.uid == action.uid:
            try:
                action = each.edit(action)
            except ActiepuntError:
                return action
    return action


def reasons(decisions: Iterable[Decision], register: Register) -> str:
    """Return the reasons of decisions as one text, a line each with the number of the action."""
    known = _by_uid(register)
    return "\n".join(
        f"{known[each.uid].id}: {each.reason}" for each in decisions if each.reason.strip()
    )


def mark(action: Action) -> str:
    """Return a text that differs where an action differs; its number does not count."""
    return digest(repr(action._replace(id="", was=())))


def _by_uid(register: Register) -> dict[str, Action]:
    return {action.uid: action for action in register.every_action}
