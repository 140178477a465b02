"""The decisions of a review: their keys, and what each asks."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from actiepunt.cli import ask, inputs, keys, offers
from actiepunt.cli.session import Session
from actiepunt.core import labels, names
from actiepunt.core.model import Action, Register, Value
from actiepunt.core.query import standing
from actiepunt.i18n import N_, _
from actiepunt.text import shorten
from actiepunt.views import cards, meanings

if TYPE_CHECKING:
    from actiepunt.cli.offers import Offer

# The letter in brackets is the key, so that each language has its own; a test compares them.
KEYS: Mapping[str, str] = {
    "keep": N_("[k]eep"),
    "close": N_("[c]lose"),
    "defer": N_("[d]efer"),
    "note": N_("[n]ote"),
    "give": N_("[g]ive"),
    "cancel": N_("[x] cancel"),
    "back": N_("[b]ack"),
    "undo": N_("[u]ndo"),
    "help": N_("[?] help"),
    "quit": N_("[q]uit"),
}
AT_THE_END = ("back", "undo", "quit")
HELP: Mapping[str, str] = {
    "keep": N_("leave it as it is, and go on to the next one"),
    "close": N_("it is done; asks what came of it"),
    "defer": N_("another deadline; asks for it and for the reason"),
    "note": N_("add a note with today's date"),
    "give": N_("give it to others; asks to whom"),
    "cancel": N_("it need not be done any more; asks why"),
    "back": N_("the one before; nothing changes"),
    "undo": N_("take back the last decision, and go to it"),
    "quit": N_("stop, and go on later"),
}
MORE_HELP = N_("Enter decides nothing; space and the arrows show more of a long text.")
TAKEN_BACK: Mapping[str, str] = {
    "keep": N_("kept"),
    "close": N_("done"),
    "cancel": N_("cancelled"),
    "defer": N_("due moved"),
    "note": N_("noted"),
    "give": N_("other owner"),
}
_MOST_ABOVE = 4  # rows of an action above a question


def asked(kind: str, session: Session, register: Register, shown: Action) -> tuple[Value, str]:
    """Ask what a kind of decision needs, and return its value and the reason.

    Args:
        kind: A key of the table of questions.
        session: The session of the command.
        register: The register as people see it.
        shown: The action, which stands above the questions.

    Raises:
        click.Abort: the person left a question, by Esc or Ctrl-C.
    """
    return _QUESTIONS[kind](_Questions(session, register, shown))


class _Questions:
    """The questions on an action."""

    def __init__(self, session: Session, register: Register, shown: Action) -> None:
        self.session, self.register, self.shown = session, register, shown

    def _ask(self, question: str, *, hint: str = "", **offer: Any) -> str:
        """Ask below the words of the action."""
        hint = " · ".join(filter(None, [hint, _("Esc: back, without a change")]))
        keys.clear(forget=True)
        return ask.text(question, above=self._above(), hint=hint, erase=True, escape=True, **offer)

    def _above(self) -> list[str]:
        columns, rows = keys.size()
        if rows < 2 * _MOST_ABOVE:
            return []
        text = f"{self.shown.id}  {self.shown.summary}"
        above = [shorten(text, max(columns - 2, 10) * _MOST_ABOVE)]
        if self.shown.due and rows > 3 * _MOST_ABOVE:
            meetings, today = self.register.meetings_by_id(), self.session.today(self.register)
            row = standing(self.shown, meetings, today)
            above.append(f"{labels.label('due', _)}: {cards.due(row, meetings, today, brief=True)}")
        return [*above, ""]

    def outcome(self) -> tuple[Value, str]:
        """Ask what came of it."""
        typed = self._ask(
            _("Outcome"),
            check=lambda text: inputs.line(text, "outcome"),
            hint=_("May stay empty"),
        )
        return inputs.line(typed, "outcome"), ""

    def no_more(self) -> tuple[Value, str]:
        """Ask why it need not be done any more."""
        typed = self._ask(
            _("Why is it cancelled"), check=lambda text: inputs.demand(text, "outcome")
        )
        return inputs.demand(typed, "outcome"), ""

    def deadline(self) -> tuple[Value, str]:
        """Ask for another deadline, and for the reason."""
        reader = self.session.reader(self.register)
        offer: Offer = {
            **offers.due(self.register, reader, self.shown.body),
            "check": lambda typed: reader.due(inputs.demand(typed, "due")),
            "hint": _("A date, “end april”, “in 2 weeks” or AB:next"),
        }
        due = reader.due(inputs.line(self._ask(_("Deferred to"), **offer), "due"))
        understood = meanings.deadline(reader, due, str(due))
        reason = self._ask(
            _("To {due}; why").format(due=understood),
            check=lambda text: inputs.prose(text, "--reason"),
            hint=_("May stay empty"),
        )
        return due, inputs.prose(reason, "--reason")

    def note(self) -> tuple[Value, str]:
        """Ask for a note."""
        typed = self._ask(_("Note"), check=lambda text: inputs.demand(text, "progress"))
        return inputs.demand(typed, "progress"), ""

    def owners(self) -> tuple[Value, str]:
        """Ask for other owners."""
        known = offers.owners_of_body(self.register, self.shown.body)

        def check(typed: str) -> None:
            inputs.demand(typed, "owners")
            offers.owners_of(known, typed)

        offer: Offer = {
            **offers.owners(self.register, known),
            "check": check,
            "hint": _("The first letters will do · with commas between · ↑: who has it now"),
        }
        present = [names.joined(self.shown.owners)] if self.shown.owners else []
        typed = self._ask(_("Given to"), earlier=present, **offer)
        meant = [
            ask.meant_name(name, known, self._above(), escape=True)
            for name in offers.owners_of(known, typed)
        ]
        return tuple(dict.fromkeys(meant)), ""


_QUESTIONS: Mapping[str, Callable[[_Questions], tuple[Value, str]]] = {
    "close": _Questions.outcome,
    "cancel": _Questions.no_more,
    "defer": _Questions.deadline,
    "note": _Questions.note,
    "give": _Questions.owners,
}
