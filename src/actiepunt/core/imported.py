"""Actions of a table that is imported: which the register has already, and the register with them.

A row is known by its uid, by its number, or by the same summary, body and meeting; so a table that
is imported twice adds nothing the second time.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from actiepunt.core import archive, query
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, _
from actiepunt.text import fold, slug

NEW_NUMBERS = N_("With --new-numbers it is added under a number of this register.")


class Words(NamedTuple):
    """The words of an action by which a row without a number is known, in any spelling."""

    summary: str
    body: str
    meeting: str


def words(summary: str, body: str, meeting: str) -> Words:
    """Return the words of an action."""
    return Words(fold(summary), slug(body), meeting)


class Incoming(NamedTuple):
    """A row that was read: the action as the register has it (None if new), and as it becomes."""

    row: int
    old: Action | None
    new: Action

    @property
    def is_change(self) -> bool:
        """Tell whether the register has the action, and not as the row says."""
        return self.old is not None and self.old != self.new


class Known:
    """The actions of a register by what a row can know them by, withdrawn ones too."""

    def __init__(self, register: Register) -> None:
        everything = register.every_action
        self.by_uid = {action.uid: action for action in everything}
        self.by_number = {action.id: action for action in everything}
        self.used = {*register.used, *(earlier for a in everything for earlier in a.was)}
        self.by_words: dict[Words, list[Action]] = {}
        self.by_summary: dict[str, list[Action]] = {}
        for action in everything:
            if not action.withdrawn:
                found = words(action.summary, action.body, action.meeting)
                self.by_words.setdefault(found, []).append(action)
                self.by_summary.setdefault(found.summary, []).append(action)

    def named(self, uid: str, number: str, summary: str) -> Action | None:
        """Return the action with a uid or else a number, or None if the register has neither.

        Raises:
            ActiepuntError: the row has a uid, and the number is here that of an action with
                another uid and another summary.
        """
        if uid in self.by_uid:
            return self.by_uid[uid]
        found = self.by_number.get(number)
        if found and uid and fold(found.summary) != fold(summary):
            raise ActiepuntError(
                _("{number} is another action here: {title}").format(
                    number=number, title=found.summary
                ),
                _(NEW_NUMBERS),
            )
        return found

    def alike(self, row: Words) -> Action | None:
        """Return the action with the same words, or None if the register has none.

        Raises:
            ActiepuntError: several have.
        """
        found = self.by_words.get(row, [])
        if len(found) > 1:
            numbers = ", ".join(action.id for action in found)
            raise ActiepuntError(
                _("{numbers} have the same words").format(numbers=numbers),
                _("Give the row the number of the one that it is about."),
            )
        return found[0] if found else None

    def demand_free(self, number: str) -> None:
        """Refuse a number for a new action that was given out before.

        Raises:
            ActiepuntError: it was.
        """
        if number in self.used:
            raise ActiepuntError(
                _("the number {number} was given out before").format(number=number), _(NEW_NUMBERS)
            )


def apply(register: Register, rows: Sequence[Incoming], year: int) -> Register:
    """Return the register with the changes of some rows, and their new actions at the end.

    A new action without a number gets the next one of `year`. An action of the archive is changed
    there; one that is open again leaves it.
    """
    changed = {row.old.uid: row.new for row in rows if row.old and row.is_change}
    added = _numbered(register, [row.new for row in rows if row.old is None], year)
    register = register.with_each_action(lambda action: changed.get(action.uid, action))
    register = archive.settle(register, changed)
    return register._replace(actions=(*register.actions, *added))


def _numbered(register: Register, actions: Iterable[Action], year: int) -> list[Action]:
    """Return new actions, each with a number: its own, or else the next ones of `year`."""
    actions = [*actions]
    with_own = register._replace(actions=(*register.actions, *actions))
    _year, count = query.number_key(query.next_number(with_own, year))
    given: list[Action] = []
    for action in actions:
        own = action.id or f"{year:04}-{count:03}"
        count += not action.id
        given.append(action._replace(id=own))
    return given
