"""Proposals: what a document may add to a register, sentence by sentence. Nothing is decided here.

`propose` returns what a person looks at.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from actiepunt.core import undated
from actiepunt.core.model import Action, Meeting, Record, Register
from actiepunt.documents import Document
from actiepunt.harvest import meetings as announcements
from actiepunt.harvest import planned
from actiepunt.harvest.dates import Dates, Found
from actiepunt.harvest.likeness import Alike, Index
from actiepunt.harvest.owners import Owner, Owners, present
from actiepunt.harvest.places import Place
from actiepunt.harvest.rules import Kind
from actiepunt.harvest.sentences import Sentence, before_bullets, sentences
from actiepunt.harvest.summaries import is_apart, is_bare, summary
from actiepunt.harvest.view import LONGEST, View
from actiepunt.harvest.weighing import Weight, asks, columns, is_action_row, is_list, weigh
from actiepunt.text import fold

_NEXT = frozenset({"volgende vergadering", "next meeting"})
_DATES = re.compile(
    r"\b(?:data|datums|vergader(?:schema|planning|data|rooster)|belangrijke data|dates|calendar)\b",
    re.IGNORECASE,
)
_MEETING = re.compile(r"(?:vergadering|overleg|bijeenkomst|meeting)\b", re.IGNORECASE)
_THAT_MEETING = re.compile(
    r"(?:\b(?:voor|vóór|in|op|bij|at|for|before) )?(?:\b(?:de|het|the) )?\b\w*(?:vergadering|overleg|bijeenkomst|meeting)"
    r" (?:van|of|on) $",
    re.IGNORECASE,
)
_OF_MEETING = re.compile(r"(?:vergadering|overleg|bijeenkomst|meeting)$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:met|aan|voor|over|in|bij|naar|van|tussen|tot|tijdens|vanuit|with|to|for|about|of|from|at)"
    r"(?: (?:de|het|een|the|a|heer|mevrouw))* $",
    re.IGNORECASE,
)  # before whom something is done, or of whom it is
_CALLS = frozenset({"asked", "we ask", "asked in English", "lies with"})
_PREPOSITION = re.compile(r"\b(?:op|in|per|rond|on|around|by)(?: de| het| the)? $", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:verzoekt|vragen|vraagt)\b", re.IGNORECASE)
_MAYBE = re.compile(r"\d|\b(?:komende|volgende|aanstaande|next|coming)\b(?!.*\?$)", re.IGNORECASE)
_TOP = 40  # blocks, among which those present are listed
_ALONE = "label alone"  # "Actie J. Jansen." behind the sentence with the action
_HOLDER = re.compile(
    r"^\W*(?:portefeuillehouder|portfolio holder)\W+(?P<who>.{3,60})$", re.IGNORECASE
)


class Taken(NamedTuple):
    """A part of a sentence that became a field: from `start` to `end` in its text."""

    field: str
    start: int
    end: int


class Proposal(NamedTuple):
    """What a sentence may add to the register.

    Attributes:
        kind: `marked` as an action by the author, `said`, `perhaps`, or a `meeting`.
        sentence: The sentence, with its place in the document and its fingerprint.
        record: The action or meeting, without an id, with the fields that were found.
        taken: The parts of the sentence that became fields.
        alike: Actions of the register that it resembles.
        rule: The name of the rule that found it.
        score: How sure that is; to compare proposals of one document with.
        known: The id of the meeting of the register that a proposed meeting is already.
    """

    kind: Kind
    sentence: Sentence
    record: Record
    taken: tuple[Taken, ...] = ()
    alike: tuple[Alike, ...] = ()
    rule: str = ""
    score: float = 0.0
    known: str = ""


def propose(
    document: Document, register: Register, meeting_day: date, *, more: bool = False
) -> list[Proposal]:
    """Return the actions and meetings that a document may hold, in its order.

    Args:
        document: The document.
        register: The register that they would go into: its people, bodies and actions.
        meeting_day: The day of the meeting, from which "binnen een maand" counts.
        more: Whether to return the weak ones too (`perhaps`).
    """
    reading = _Reading(document, register, meeting_day, more=more)
    found: dict[str, Proposal] = {}
    for proposal in reading.proposals():
        key = planned.key(proposal.record, proposal.sentence.fingerprint)
        other = found.get(key)
        if other is None or proposal.rule == _ALONE:
            found[key] = proposal
        elif isinstance(proposal.record, Meeting) and (
            planned.told(proposal.record) > planned.told(other.record)
        ):
            del found[key]  # the meeting is announced again, with more of it
            found[key] = proposal
    return [
        reading.with_next(proposal)
        for proposal in found.values()
        if more or proposal.kind != "perhaps"
    ]


class _Reading:
    """One reading of a document."""

    def __init__(
        self, document: Document, register: Register, meeting_day: date, *, more: bool
    ) -> None:
        self._more = more
        self._document = document
        self._register = register.visible
        self._day = meeting_day
        self._dates = Dates(meeting_day)
        self._place = Place()
        self._owners = Owners(
            self._register, present(block.text for block in document.blocks[:_TOP])
        )
        self._index = Index(self._register.every_action)
        self._body = self._own_body()
        self._meeting = next((m for m in self._register.meetings if m.day == meeting_day), None)
        self._holder: tuple[str, ...] = ()
        self._before: list[View] = []
        self._above = ""
        self._list: Kind | Literal[""] | None = None  # None until an item asks for it
        self._prior: tuple[Sentence, Weight, View] | None = None
        self._next_day: date | None = None

    def _own_body(self) -> str:
        """Return the body whose document it is: it meets on the day, or is named first."""
        met = {m.body for m in self._register.meetings if m.day == self._day and m.body}
        if len(met) == 1:
            return met.pop()
        for block in self._document.blocks[:8]:
            for owner in self._owners.find(block.text):
                if self._owners.is_body(owner.name):
                    return owner.name
        known = self._register.settings.listed_bodies
        return known[0] if len(known) == 1 else ""

    def proposals(self) -> Iterator[Proposal]:
        """Yield every proposal, in order."""
        block = -1
        for sentence in sentences(self._document):
            if sentence.block != block:
                block = sentence.block
                self._enter(sentence)
            if holder := _HOLDER.match(sentence.text):
                named = [one.name for one in self._owners.find(holder["who"])]
                self._holder = tuple(named[:1]) or (holder["who"].strip(" ."),)
            elif sentence.kind == "row":
                yield from self._of_row(sentence)
            else:
                yield from self._of_sentence(sentence)

    def _enter(self, sentence: Sentence) -> None:
        """Enter the block that begins with a sentence."""
        self._before = []
        block = self._document.blocks[sentence.block]
        day = self._place.enter(sentence.text, self._day)
        self._dates = Dates(day) if day else self._dates
        if block.kind == "heading":
            self._holder = ()
            self._prior = None
        if block.kind not in {"item", "row"}:
            self._above, self._list = block.text, None

    def _list_of(self, sentence: Sentence) -> Kind | None:
        """Return what the list that an item stands in makes of it."""
        if sentence.kind != "item":
            return None
        if self._list is None:
            above = before_bullets(self._above)
            self._list = "marked" if is_list(above) else "said" if asks(above) else ""
        return self._list or None

    def _of_sentence(self, sentence: Sentence) -> Iterator[Proposal]:
        if len(sentence.text) > LONGEST:
            return
        view = View(sentence.text, self._owners, self._dates)
        weight = weigh(
            sentence,
            lambda: view.owners,
            listed=self._list_of(sentence),
            dated=lambda: bool(view.days),
            outside=self._place.outside,
            more=self._more,
        )
        strong = weight.kind in {"marked", "said"}
        meeting = self._meeting_in(sentence, view) if weight.kind != "marked" else None
        if meeting and not (strong and meeting.score < 0.85 and not meeting.following):
            yield self._announced(sentence, meeting)
        elif weight.kind == "marked" and self._prior and is_bare(sentence, view.places):
            yield self._labelled(*self._prior, view)
        elif weight.kind:
            yield self._action(sentence, weight, view)
        if sentence.kind != "heading":
            self._before.append(view)
            self._prior = (sentence, weight, view)

    def _labelled(self, sentence: Sentence, weight: Weight, view: View, label: View) -> Proposal:
        """Return the action of a sentence that a label behind it makes one of whom it names."""
        strong = weight.kind in {"marked", "said"}
        proposal = self._action(sentence, weight if strong else Weight("said", 0), view)
        owners = tuple(dict.fromkeys(one.name for one in label.owners))
        record = proposal.record
        if isinstance(record, Action):
            record = record._replace(owners=owners)
        named = {one.start for one in view.owners if one.name in owners}
        taken = tuple(t for t in proposal.taken if t.field != "owners" or t.start in named)
        return proposal._replace(kind="marked", record=record, taken=taken, rule=_ALONE, score=1.0)

    def _meeting_in(self, sentence: Sentence, view: View) -> announcements.Announced | None:
        text = sentence.text
        if not (
            announcements.maybe(text) and (":" in text[:30] or _MAYBE.search(text)) and view.days
        ):
            return None
        above = self._above[-60:] if sentence.kind == "item" else ""
        headed = bool(_DATES.search(" ".join((above, *sentence.path[-1:]))))
        meeting = announcements.announced(sentence, view.days, view.body, headed=headed)
        itself = meeting is not None and meeting.meeting.day in {self._day, self._dates.today}
        return None if itself else meeting

    def _announced(self, sentence: Sentence, found: announcements.Announced) -> Proposal:
        meeting = found.meeting
        if found.following and not meeting.body:
            meeting = meeting._replace(body=self._body)
            if self._body:
                meeting = meeting._replace(title="")
        if found.following and self._next_day is None and meeting.day:
            self._next_day = meeting.day
        if not meeting.body and not meeting.title:
            meeting = meeting._replace(
                title=sentence.path[-1] if sentence.path else sentence.text[:60]
            )
        taken = tuple(Taken(*one) for one in found.taken)
        return Proposal("meeting", sentence, meeting, taken, (), "meeting", found.score)

    def _of_row(self, sentence: Sentence) -> Iterator[Proposal]:
        block = self._document.blocks[sentence.block]
        cells = columns(block)
        if is_action_row(cells):
            owners = tuple(
                dict.fromkeys(one.name for one in self._owners.find(cells.get("owners", "")))
            )
            written = cells.get("owners", "")
            if not owners and written and written not in {"-", "–"}:
                owners = (written,)
            due = (
                self._dates.read("", cells["due"].replace("uiterlijk ", ""))
                if cells.get("due")
                else None
            )
            action = Action(
                summary=summary(sentence._replace(text=cells["summary"]), Weight("marked", 1), ()),
                owners=owners,
                body=self._body,
                due=due,
                item=cells.get("item", "") or sentence.number,
            )
            yield self._with_likeness(
                Proposal(
                    "marked",
                    sentence,
                    action,
                    self._cells(sentence, cells),
                    (),
                    "row of a list",
                    1.0,
                )
            )
        elif (meeting := announcements.of_row(block, self._dates)) is not None:
            body = self._owners.bodies.get(fold(meeting.title), "")
            meeting = meeting._replace(body=body, title="" if body else meeting.title)
            yield Proposal("meeting", sentence, meeting, (), (), "row of meetings", 1.0)

    @staticmethod
    def _cells(sentence: Sentence, cells: dict[str, str]) -> tuple[Taken, ...]:
        taken = []
        for field in ("summary", "owners", "due"):
            at = sentence.text.find(cells.get(field) or "\0")
            if at >= 0:
                taken.append(Taken(field, at, at + len(cells[field])))
        return tuple(sorted(taken, key=lambda one: one.start))

    def _action(self, sentence: Sentence, weight: Weight, view: View) -> Proposal:
        due = self._due(sentence, view.days)
        if due and (meeting := _THAT_MEETING.search(sentence.text[: due.start])):
            due = due._replace(start=meeting.start())
        who = self._who(sentence, weight, view.owners)
        names = tuple(dict.fromkeys(one.name for one in who))
        if not names and weight.pronoun:
            names = next(
                (tuple(one.people[:1]) for one in reversed(self._before) if one.people), ()
            )
        taken = [Taken("owners", one.start, one.end) for one in who]
        if due:
            taken.append(Taken("due", due.start, due.end))
        drop = self._dropped(sentence.text, due) if due else []
        action = Action(
            summary=summary(sentence, weight, drop, [(one.start, one.end) for one in who]),
            owners=names or (self._holder if weight.kind == "said" else ()),
            body=self._body,
            due=self._due_value(sentence, due),
            item=sentence.number,
        )
        taken.sort(key=lambda one: one.start)
        kind = weight.kind or "perhaps"
        return self._with_likeness(
            Proposal(kind, sentence, action, tuple(taken), (), weight.rule, round(weight.score, 2))
        )

    @staticmethod
    def _dropped(text: str, due: Found) -> list[tuple[int, int]]:
        """Return what the summary leaves out of a deadline: not where the sentence begins with it."""
        before = _PREPOSITION.search(text[: due.start])
        start = before.start() if before else due.start
        return [(start, due.end)] if text[:start].strip(" -–•(") else []

    def _with_likeness(self, proposal: Proposal) -> Proposal:
        record = proposal.record
        alike = self._index.alike(record.summary) if isinstance(record, Action) else ()
        return proposal._replace(alike=alike)

    @staticmethod
    def _who(sentence: Sentence, weight: Weight, owners: Sequence[Owner]) -> Sequence[Owner]:
        """Return the owners: who stands beside the verb, or whoever is named first."""
        if weight.subject:
            return weight.subject
        if weight.pronoun or not owners:
            return ()
        if weight.match is not None and _ASKS.search(weight.match[0]):
            return [one for one in owners if one.start >= weight.match.end() - 1][:1] or [
                one for one in owners if one.start >= weight.match.start()
            ][:1]
        free = [one for one in owners if not _TO.search(sentence.text[: one.start])]
        if weight.kind != "marked":
            return (owners if weight.rule in _CALLS else free)[:1]
        label = [one for one in owners if ":" in sentence.text[one.end : one.end + 60]]
        if label and ":" not in sentence.text[: label[0].start]:
            return label
        apart = [one for one in owners if is_apart(sentence.text, one.start, one.end)]
        if apart:
            return apart
        return free[:1] if weight.match is not None else ()

    @staticmethod
    def _due(sentence: Sentence, found: Sequence[Found]) -> Found | None:
        """Return the deadline among the days of a sentence: after "uiterlijk", or else the first."""
        usable = [
            one
            for one in found
            if one.after not in {"van", "of", "from", "d.d.", "dd."}
            or _OF_MEETING.search(sentence.text[: one.start].rstrip().rpartition(" ")[0])
        ]
        return next((one for one in usable if one.by), None) or next(iter(usable), None)

    def _due_value(self, sentence: Sentence, due: Found | None) -> date | str | None:
        if due is None:
            return None
        if isinstance(due.due, date):
            words = sentence.text[max(0, due.start - 30) : due.end]
            for meeting in self._register.meetings:
                if meeting.day == due.due and (
                    _MEETING.search(words) or (meeting.body and meeting.body in words)
                ):
                    return meeting.id
        return due.due

    def with_next(self, proposal: Proposal) -> Proposal:
        """Return a proposal with the meetings of the register that it means, where they are known.

        "Volgende vergadering" as a deadline becomes that meeting.
        """
        record = proposal.record
        if isinstance(record, Meeting):
            return proposal._replace(known=planned.known(self._register, record))
        if not isinstance(record.due, str):
            return proposal
        whose = "" if record.due in _NEXT else undated.next_meeting(record.due)
        if whose is None:
            return proposal
        body = self._owners.bodies.get(fold(whose), whose) or self._body
        following = planned.following(self._register, body, self._day)
        announced = self._next_day if body == self._body else None
        return proposal._replace(record=record._replace(due=following or announced or record.due))
