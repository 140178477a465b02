"""What people see of a review: an action in large, and the decisions in sentences."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core import labels, names
from actiepunt.core.model import Action, Register, Value
from actiepunt.core.query import Standing, standing
from actiepunt.core.review import KEEP, Decision, Review
from actiepunt.i18n import N_, _, ngettext
from actiepunt.output import Tone
from actiepunt.views import cards, changes
from actiepunt.views.actions import tone


class Part(NamedTuple):
    """A text of a card, which is broken at words.

    Attributes:
        text: It.
        label: What stands before it in a column.
        tone: Its tone.
        is_strong: Whether it is what the card is about.
        marks: Where parts of the text begin and end that stand out.
    """

    text: str
    label: str = ""
    tone: Tone = ""
    is_strong: bool = False
    marks: Sequence[tuple[int, int]] = ()

    @property
    def signed(self) -> str:
        """The text with signs around what stands out, for where there are no styles."""
        text = self.text
        for start, end in sorted(self.marks, reverse=True):
            text = f"{text[:start]}‹{text[start:end]}›{text[end:]}"
        return text


def card(
    row: Standing, register: Register, today: date, history: Sequence[str], deferrals: int
) -> list[Part]:
    """Return an action as it is shown in a meeting; an empty part is an empty line.

    Args:
        row: The action.
        register: The register as people see it.
        today: The day on which it is seen.
        history: What changed in it, a text for each commit.
        deferrals: How often its deadline moved.
    """
    action, calendar = row.action, register.meetings_by_id()
    toned = tone(row, today)
    parts = [Part(action.id, tone=toned), Part(""), Part(action.summary, is_strong=True)]
    parts += [Part(""), Part("")]
    lead, *others = action.owners or (_("nobody"),)
    owners = f"{lead}, {_('with')} {', '.join(others)}" if others else lead
    parts.append(Part(owners, labels.label("owners", _)))
    due = cards.due(row, calendar, today, brief=True) if action.due else _("none")
    parts.append(Part(due, labels.label("due", _), toned))
    if action.meeting:
        meeting = calendar.get(action.meeting)
        agreed = changes.meeting(meeting, changes.full_day) if meeting else action.meeting
        item = f", {labels.label('item', _)} {action.item}" if action.item else ""
        parts.append(Part(agreed + item, _("agreed at")))
    if action.status != "open":
        parts.append(Part(_status(action), labels.label("status", _)))
    parts += _blocks(action, today, history, deferrals)
    return parts


def _status(action: Action) -> str:
    text = labels.state(action.status, _)
    if action.closed:
        day = changes.full_day(action.closed)
        text = _("{status} on {day}").format(status=text, day=day)
    return f"{text}: {action.outcome}" if action.outcome else text


def _blocks(action: Action, today: date, history: Sequence[str], deferrals: int) -> Iterator[Part]:
    """Yield the details, the notes and the history, each below an empty line."""
    if action.details.strip():
        yield Part("")
        yield from (Part(line) for line in action.details.strip("\n").split("\n"))
    if action.progress:
        yield Part("")
        for note in action.progress:
            yield Part(note.text, labels.short_day(note.on, today, _))
    if history:
        moved = ngettext("deferred {count} time", "deferred {count} times", deferrals)
        count = f" ({moved.format(count=deferrals)})" if deferrals else ""
        yield Part("")
        yield Part(f"{_('Changed before')}{count}")
        yield from (Part(f"  {text}") for text in history)


_SAID = {
    "close": N_("Done: {action}."),
    "cancel": N_("Cancelled: {action}."),
    "defer": N_("Deferred: {action}, from {old} to {new}."),
    "give": N_("Given: {action}, from {old} to {new}."),
    "note": N_("Noted: {action}."),
}


def summary(review: Review, register: Register, today: date) -> list[str]:
    """Return what was decided, a sentence for each decision, by kind; then how many were kept."""
    known = {action.uid: action for action in register.every_action}
    lines = [
        _sentence(decision, known[decision.uid], register, today)
        for kind in _SAID
        for decision in review.net(kind)
        if decision.uid in known
    ]
    kept = len(review.net(KEEP))
    if kept:
        text = ngettext("Kept: {count} action.", "Kept: {count} actions.", kept)
        lines.append(text.format(count=kept))
    left = len(review.left(register))
    if left:
        text = ngettext(
            "Not gone through yet: {count} action.", "Not gone through yet: {count} actions.", left
        )
        lines.append(text.format(count=left))
    return lines


def _sentence(decision: Decision, action: Action, register: Register, today: date) -> str:
    old, new = (
        _value(value, register, today) if decision.kind in {"defer", "give"} else ""
        for value in (decision.before, decision.value)
    )
    text = _(_SAID[decision.kind])
    said = text.format(action=f"{action.id} {action.summary.rstrip('.')}", old=old, new=new)
    more = decision.reason if old or new else str(decision.value)
    more = " ".join(more.split()).rstrip(".")
    return f"{said} {more[:1].upper()}{more[1:]}." if more else said


def _value(value: Value, register: Register, today: date) -> str:
    """Return owners, or a deadline as people say it: a day, a phrase or a meeting."""
    if not value:
        return _("none")
    if isinstance(value, tuple):
        return names.joined([str(name) for name in value])
    if isinstance(value, date):
        return labels.short_day(value, today, _)
    calendar = register.meetings_by_id()
    row = standing(Action(due=value), calendar, today)
    if value in calendar and row.deadline:
        return f"{row.agreed}, {labels.short_day(row.deadline, today, _)}"
    return row.agreed
