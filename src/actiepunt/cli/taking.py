"""The dialogue of `take`: the actions of a meeting, in a list that can be corrected.

At the question for the next action a number, or a few words of `_COMMANDS`, change the list.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from actiepunt import output
from actiepunt.cli import ask, confirmation, inputs, offers, screen, streams
from actiepunt.cli.offers import Offer
from actiepunt.cli.session import Session, new_uid
from actiepunt.core import labels, names
from actiepunt.core.model import Action, Meeting, Register
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from actiepunt.i18n import N_, _, ngettext
from actiepunt.storage.drafts import Draft
from actiepunt.text import slug, visible
from actiepunt.views import taking
from actiepunt.views.faults import fault_line
from actiepunt.views.taking import Numbered

if TYPE_CHECKING:
    from actiepunt.storage.transaction import Change

_ASKED = ("summary", "owners", "due")  # the fields that each action is asked for, in order
_QUESTIONS = {
    "summary": N_("Action"),
    "owners": N_("Owners"),
    "due": N_("Due"),
    "item": N_("Agenda item"),
}
_HINT_FIRST = N_("In a short sentence · empty: stop · item 7: agenda item 7")
_HINT_OWNERS = N_("The first letters will do · with commas between · ↑: as before")
_HINT_DUE = N_("5/4, “end april”, AB: its next meeting · Tab: complete it · ↑: as before")
_HINT = N_(
    "Empty: done · {number}: correct it · -{number}: remove it · item 7: agenda item 7 · ?: list"
)
_HINT_EACH = N_("Empty: done · item 7: agenda item 7")


class Dialogue:
    """Asks a person for the actions of a meeting.

    Args:
        session: The session of the command.
        register: The register as people see it.
        meeting: The meeting at which the actions were agreed.
        draft: What was typed before.
        keep: Keeps a draft; it is called after every answer.
        record_each: Records actions; with it, every action is recorded at once.

    Attributes:
        draft: What is typed and not recorded yet.
        recorded: The actions that were recorded so.
    """

    def __init__(
        self,
        session: Session,
        register: Register,
        meeting: Meeting,
        draft: Draft,
        keep: Callable[[Draft], None],
        record_each: "Callable[[Sequence[Action]], Change] | None" = None,
    ) -> None:
        self.register = register
        self.reader = session.reader(register)
        self.meeting = meeting
        self.draft = draft
        self.recorded: tuple[Action, ...] = ()
        self._keep = keep
        self._record_each = record_each
        self._typed = ""  # an answer that goes back to its question
        self._earlier: dict[str, list[str]] = {"owners": [], "due": []}

    def run(self) -> tuple[Action, ...]:
        """Return the actions to record, when the person has confirmed them.

        Raises:
            click.Abort: the person pressed Ctrl-C or Ctrl-D.
        """
        self._record_now()
        if self.draft.unfinished:
            self._finish()
        while True:
            typed = self._ask_summary()
            for pattern, change in _COMMANDS:
                if match := pattern.fullmatch(typed):
                    change(self, match)
                    break
            else:
                if typed:
                    self._begin(typed)
                elif self._confirmed():
                    return self.draft.actions

    def _change(self, **changes: Any) -> None:
        self.draft = self.draft._replace(**changes)
        self._keep(self.draft)

    def _ask_summary(self) -> str:
        number = len(self.recorded) + len(self.draft.actions) + 1
        question = _("Action {number}").format(number=number)
        if self.draft.item:
            question += f" ({taking.item(self.draft.item)})"
        default, self._typed = self._typed, ""
        return ask.text(
            question,
            check=self._demand_known,
            default=default,
            hint=self._hint(),
            erase=True,
        ).strip()

    def _hint(self) -> str:
        """Return what can be typed at the question for the next action."""
        if self.draft.actions:
            return _(_HINT).format(number=len(self.draft.actions))
        return _(_HINT_EACH if self.recorded else _HINT_FIRST)

    def _demand_known(self, typed: str) -> None:
        """Check an answer to the question for the next action.

        Raises:
            UsageError: it changes an action that is not in the list, or holds a control character.
        """
        if typed.strip():
            inputs.demand(typed, "summary")
        for pattern, _change in _COMMANDS[:_WITH_NUMBER]:
            match = pattern.fullmatch(typed.strip())
            if match and not 0 < int(match[1]) <= len(self.draft.actions):
                raise UsageError(
                    _("there is no action {number} in the list").format(number=match[1]),
                    _("What is recorded already is changed by `actiepunt edit`.")
                    if self.recorded
                    else _("Give a number of the list, or say the action in a few words."),
                )

    def _begin(self, summary: str) -> None:
        if self._is_double(summary):
            self._typed = summary
            return
        self._change(unfinished={"summary": summary})
        self._finish()

    def _finish(self) -> None:
        """Ask for the fields that an action does not have yet, and put it in the list."""
        for field in _ASKED:
            if field not in self.draft.unfinished:
                value = self._ask(field, Action(**self.draft.unfinished))
                self._change(unfinished={**self.draft.unfinished, field: value})
        action = Action(
            uid=new_uid(),
            body=self.meeting.body,
            meeting=self.meeting.id,
            item=self.draft.item,
            **self.draft.unfinished,
        )
        self._change(actions=(*self.draft.actions, action), unfinished={})
        if self._record_each:
            self._record_now()
        else:
            show(numbered(self.draft.actions)[-1:], self.reader)

    def _ask(self, field: str, action: Action, number: int = 0, *, filled: bool = False) -> Any:
        """Ask for a field of an action.

        Args:
            field: The name of the field.
            action: The action so far, which stands above the question.
            number: Its number in the list; by default the next one.
            filled: Whether the present value is the initial answer.
        """
        number = number or len(self.recorded) + len(self.draft.actions) + 1
        above = list(_so_far(number, action, field))
        present = getattr(action, field)
        shown = names.joined(present) if field == "owners" else str(present or "")
        typed = ask.text(
            f"    {_(_QUESTIONS[field])}",
            **self._offer(field),
            default=shown if filled else "",
            above=above,
            earlier=self._earlier.get(field, ()),
            erase=True,
        )
        if field in self._earlier and typed:
            self._earlier[field].append(typed)
        if field == "owners":
            return self._meant_owners(typed, above)
        if field == "due":
            return self.reader.due(inputs.line(typed, field)) if typed else None
        return inputs.line(typed, field)

    def _offer(self, field: str) -> Offer:
        if field == "owners":
            return {**offers.owners(self.register, self.owners()), "hint": _(_HINT_OWNERS)}
        if field == "due":
            offer = offers.due(self.register, self.reader, self.meeting.body)
            return {**offer, "hint": _(_HINT_DUE)}
        if field == "item":
            return {"check": lambda typed: inputs.line(typed, "item")}
        return {"check": lambda typed: inputs.demand(typed, "summary")}

    def _meant_owners(self, typed: str, above: Sequence[str]) -> tuple[str, ...]:
        known = self.owners()
        meant = (ask.meant_name(name, known, above) for name in offers.owners_of(known, typed))
        return tuple(dict.fromkeys(meant))

    def owners(self) -> list[str]:
        """Return the known owners: those of this body first, and of those the busiest.

        Names that are new in this dialogue come last, so that Tab goes on to take the same name.
        """
        known = offers.owners_of_body(self.register, self.meeting.body)
        typed = (owner for a in (*self.recorded, *self.draft.actions) for owner in a.owners)
        return [*dict.fromkeys([*known, *typed])]

    def _is_double(self, summary: str, uid: str = "") -> bool:
        """Ask about a summary that another action of the meeting has; tell whether it is that one.

        `uid` is that of the action to which the summary belongs.
        """
        agreed = [a for a in self.register.every_action if a.meeting == self.meeting.id]
        others = [(a, a.id) for a in (*agreed, *self.recorded)]
        others += [(row.action, str(row.number)) for row in numbered(self.draft.actions)]
        same = [name for a, name in others if slug(a.summary) == slug(summary) and a.uid != uid]
        question = _("This meeting has that action already, as {number}. Add it once more?")
        return bool(same) and not ask.confirm(
            question.format(number=same[0]), default=False, above=[summary]
        )

    def correct(self, match: re.Match[str]) -> None:
        """Ask for every field of an action again, with its present value as the answer."""
        index = int(match[1]) - 1
        before = self.draft.actions[index]
        action = before
        for field in (*_ASKED, "item"):
            value = self._ask(field, action, index + 1, filled=True)
            if field == "summary" and self._is_double(value, action.uid):
                value = action.summary
            changed: dict[str, Any] = {field: value}
            action = action._replace(**changed)
        actions = self.draft.actions
        self._change(actions=(*actions[:index], action, *actions[index + 1 :]))
        streams.write("\n")
        show([Numbered(index + 1, action)], self.reader)

    def remove(self, match: re.Match[str]) -> None:
        """Take an action out of the list."""
        index = int(match[1]) - 1
        actions = self.draft.actions
        removed = _("Removed: {summary}").format(summary=actions[index].summary)
        self._change(actions=(*actions[:index], *actions[index + 1 :]))
        streams.write(f"{visible(removed)}\n")
        self._show_list()

    def change_item(self, match: re.Match[str]) -> None:
        """Set the agenda item of the next actions; a hyphen is for none."""
        self._change(item=match[1].strip("-"))

    def show_all(self, _match: re.Match[str]) -> None:
        """Show the whole list."""
        self._show_list()

    def _show_list(self) -> None:
        """Show the whole list, apart from the actions above it that were shown one by one."""
        if self.draft.actions:
            streams.write("\n")
        show(numbered(self.draft.actions), self.reader)

    def _record_now(self) -> None:
        """Record what stands, where every action is recorded at once."""
        if self._record_each and self.draft.actions:
            change = self._record_each(self.draft.actions)
            added = [d.new for d in change.differences if isinstance(d.new, Action)]
            self.recorded += tuple(added)
            self._change(actions=())
            answer = confirmation.changed(change, brief=True)
            streams.write(*(f"{visible(line)}\n" for line in answer.lines))
            streams.complain(*map(fault_line, answer.faults))

    def _confirmed(self) -> bool:
        """Show the list, and ask whether to record it; without actions there is nothing to ask."""
        count = len(self.draft.actions)
        if not count:
            return True
        self._show_list()
        question = ngettext("Record this action?", "Record these {count} actions?", count)
        return ask.confirm(
            question.format(count=count),
            hint=_("n: back to the list · Ctrl-C: stop, and go on later"),
        )


def _so_far(number: int, action: Action, field: str) -> Iterator[str]:
    """Yield the lines above the question for a field: the number, and what was asked before it."""
    yield f"{number:>2}  {action.summary}" if field != "summary" else f"{number:>2}"
    if field not in {"summary", "owners"} and action.owners:
        yield f"    {names.joined(action.owners)}"


def numbered(actions: Sequence[Action]) -> list[Numbered]:
    """Return actions with the numbers by which the dialogue calls them."""
    return [Numbered(number, action) for number, action in enumerate(actions, 1)]


def show(rows: Sequence[Numbered], reader: Reader) -> None:
    """Write actions to the screen, with their numbers."""
    if rows:
        view = taking.listing(rows, reader)
        streams.write(output.render(view, "table", screen.page()))


def wants_to_go_on(draft: Draft, reader: Reader) -> bool:
    """Show a draft that was left, and ask whether to go on with it or to discard it.

    Raises:
        click.Abort: the person pressed Ctrl-C or Ctrl-D; the draft stays.
    """
    show(numbered(draft.actions), reader)
    if draft.unfinished:
        summary = visible(draft.unfinished["summary"])
        streams.write(f"{draft.size:>2}  {summary} …\n")
    told = ngettext(
        "{count} action, kept on {moment}, is not recorded yet.",
        "{count} actions, kept on {moment}, are not recorded yet.",
        draft.size,
    )
    day = labels.short_day(draft.saved.date(), reader.today, _)
    told = told.format(count=draft.size, moment=f"{day} {draft.saved:%H:%M}")
    streams.write(f"{told}\n")
    going_on = _("continue")
    return ask.choose(_("What now"), [going_on, _("discard")], going_on) == going_on


_COMMANDS: tuple[tuple[re.Pattern[str], Callable[[Dialogue, re.Match[str]], None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), change)
    for pattern, change in (
        (r"(?:!|edit |verbeter |wijzig )?(\d+)", Dialogue.correct),
        (r"(?:-|remove |delete |verwijder |weg )(\d+)", Dialogue.remove),
        (r"(?:item|agendapunt|punt) (-|[a-z]|\S*\d\S*)", Dialogue.change_item),
        (r"\?|help|lijst|list", Dialogue.show_all),
    )
)
_WITH_NUMBER = 2  # the first of them name an action of the list
