"""The dialogue of `harvest`: one proposal at a time, and a key for what becomes of it."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

import click

from actiepunt.cli import ask, contents, inputs, keys, offers
from actiepunt.cli.keys import Page
from actiepunt.cli.overlooked import Overlooked
from actiepunt.cli.session import Session, new_uid
from actiepunt.core import labels, names
from actiepunt.core.model import Action, Meeting, Record, Register
from actiepunt.documents import Document
from actiepunt.errors import ActiepuntError
from actiepunt.harvest.passages import Passage, passages, place, placed
from actiepunt.harvest.proposals import Proposal
from actiepunt.harvest.sentences import Sentence
from actiepunt.harvest.sitting import Choice, Fate, Sitting, key_of
from actiepunt.i18n import N_, _
from actiepunt.views import changes
from actiepunt.views import proposals as view
from actiepunt.views.review import Part

# The letter in brackets is the key, so that each language has its own; a test compares them.
KEYS: Mapping[str, str] = {
    "accept": N_("[a]ccept"),
    "edit": N_("[e]dit"),
    "skip": N_("[l]ater"),
    "reject": N_("[r]eject"),
    "split": N_("s[p]lit"),
    "duplicate": N_("[d]uplicate"),
    "text": N_("[t]ext"),
    "outline": N_("[o]utline"),
    "back": N_("[b]ack "),
    "undo": N_("[u]ndo "),
    "help": N_("[?] help"),
    "quit": N_("[q]uit"),
}
HELP: Mapping[str, str] = {
    "accept": N_("take it as it is proposed"),
    "edit": N_("take it, after changing its words, owners or deadline"),
    "skip": N_("not now: it comes again the next time"),
    "reject": N_("no action: it does not come again"),
    "split": N_("take it as two actions; asks for the words of both"),
    "duplicate": N_("the register has it already: add nothing"),
    "text": N_("the text around it, with what is not proposed; add an action from it"),
    "outline": N_("the headings: leave parts out as a whole, or take them in"),
    "back": N_("the one before; nothing changes"),
    "undo": N_("take back the last choice, and go to it"),
    "quit": N_("stop; asks whether to record what was taken"),
}
_AT_THE_END = ("text", "outline", "back", "undo", "quit")
_BAR = 20  # columns
_WIDE = 60  # columns from which on there is room for the bar
_HIGH = 12  # rows from which on there is room above a question


class Reading(NamedTuple):
    """A document that is read.

    Attributes:
        document: It.
        proposals: What it may add to the register.
        meeting: The meeting whose minutes it has; None where nobody said.
        known: What became of the sentences that were looked at before, by fingerprint.
    """

    document: Document
    proposals: Sequence[Proposal]
    meeting: Meeting | None = None
    known: Mapping[str, Fate] = MappingProxyType({})


class Dialogue:
    """Goes through proposals with a person.

    Args:
        session: The session of the command.
        register: The register as people see it.
        title: What is read, for people.
        readings: The documents.
        state: The state to go on with.
        store: Keeps the state; it is called after every key.

    Attributes:
        state: The state as it is now.
    """

    def __init__(
        self,
        session: Session,
        register: Register,
        title: str,
        readings: Sequence[Reading],
        state: Sitting,
        store: Callable[[Sitting], None],
    ) -> None:
        self.register, self.title, self.state = register, title, state
        self._reader = session.reader(register)
        self._readings = readings
        self._store = store
        self._told: list[str] = []

    def run(self) -> bool:
        """Show the proposals until the person stops; tell whether to record what was taken.

        Raises:
            click.Abort: the person pressed Ctrl-C; what was decided is kept.
        """
        with keys.stage():
            if self._has_parts and not (self.state.decisions or self.state.left_out):
                self._choose_parts()
            while True:
                page, self._told = self._page(), []
                keys.clear(forget=True)
                key = keys.read(page)
                try:
                    if key == "quit":
                        return self._wants_to_record()
                    self._press(key)
                except click.Abort:
                    self._told = [_("Nothing was changed.")]
                except ActiepuntError as error:
                    self._told = [str(error), *filter(None, [error.advice])]
                self._store(self.state)

    def _press(self, key: str) -> None:
        """Do what a key says.

        Raises:
            click.Abort: the person left the question.
        """
        current = self.state.current
        if key == "back":
            self.state = self.state.back()
        elif key == "undo":
            self._undo()
        elif key == "help":
            self._help()
        elif key == "outline":
            self._choose_parts()
        elif key == "text":
            self._read_text()
        elif current is not None:
            choice, records = self._chosen(key, current)
            self.state = self.state.decide(choice, records)
            taken = [_name(record) for record in records]
            self._told = [_("Taken: {what}").format(what=what) for what in taken]

    def _chosen(self, key: str, proposal: Proposal) -> tuple[Choice, list[Record]]:
        """Return the choice of a key, and what is added by it.

        Raises:
            click.Abort: the person left a question.
        """
        records = self._records(proposal)
        if key == "accept":
            return "accept", [each if each.uid else _new(each) for each in records]
        if key == "edit":
            return "accept", [self._edited(each) for each in records]
        if key == "split":
            return "accept", [self._edited(each) for each in (records[0], records[-1])]
        chosen: Mapping[str, Choice] = {
            "skip": "skip", "reject": "reject", "duplicate": "duplicate"
        }  # fmt: skip
        return chosen[key], []

    def _read_text(self) -> None:
        """Show the text around the present proposal, with what nobody proposed."""
        found = list(passages(reading.document for reading in self._readings))
        shown = self.state.current or (self.state.proposals or (None,))[-1]
        at = place(found, shown.sentence) if shown else 0
        Overlooked(self.title, found, at, self._fates, self._added).run()

    def _fates(self) -> dict[str, str]:
        """Return what became of each sentence, by fingerprint, in words for people."""
        known = {key: fate for reading in self._readings for key, fate in reading.known.items()}
        found = {key: _(view.FATES[fate]) for key, fate in known.items()}
        for proposal in self.state.proposals:
            decided = self.state.of(proposal)
            is_out = key_of(proposal) in self.state.left_out
            words = N_("left out") if is_out else N_("proposed")
            words = _CHOSEN[decided.choice] if decided else words
            found[proposal.sentence.fingerprint] = _(words)
        return found

    def _added(self, passage: Passage, sentence: Sentence) -> list[str]:
        """Ask for an action of a sentence that nobody proposed, and take it.

        Raises:
            click.Abort: the person left a question.
        """
        meeting = self._readings[0].meeting
        action = Action(summary=sentence.text.rstrip(" ."), item=sentence.number)
        record = self._edited(placed(action, sentence, passage.document.name, meeting))
        self.state = self.state.add(sentence, record)
        self._store(self.state)
        return [_("Taken: {what}").format(what=_name(record))]

    def _undo(self) -> None:
        if self.state.decisions:
            self._told = [_("The last choice is taken back.")]
        else:
            self._told = [_("There is nothing to take back.")]
        self.state = self.state.undo()

    def _page(self) -> Page:
        current = self.state.current
        words = {name: _(text) for name, text in KEYS.items()}
        if current is None:
            parts = [Part(_("This was the last one."), is_strong=True), Part("")]
            parts += map(Part, view.summary(self.state))
            shown = {name: words[name] for name in _AT_THE_END}
            return Page(self.title, self._bar(), parts, shown, self._told)
        kind = _(view.KINDS[current.kind])
        place = _("{place} of {count}").format(
            place=self.state.place + 1, count=len(self.state.proposals)
        )
        parts = [*self._context(current), Part(""), *self._proposed(current)]
        right = f"{kind} · {place} {self._bar()}".rstrip()
        return Page(self.title, right, parts, words, self._told)

    def _bar(self) -> str:
        """Return how far it is, as a bar; nothing where the screen has no room for it."""
        if keys.size()[0] < _WIDE:
            return ""
        count = len(self.state.proposals) or 1
        filled = _BAR * self.state.looked_at // count
        return f"[{'#' * filled}{'.' * (_BAR - filled)}]"

    def _context(self, proposal: Proposal) -> list[Part]:
        """Return the sentence, marked where it became a field, between those around it."""
        sentence = proposal.sentence
        blocks = self._document(sentence).blocks
        text = blocks[sentence.block].text
        before, after = text[: sentence.start], text[sentence.start + len(sentence.text) :]
        heading = " › ".join(filter(None, [sentence.place, *sentence.path]))
        around = [
            blocks[at].text if 0 <= at < len(blocks) and blocks[at].kind != "heading" else ""
            for at in (sentence.block - 1, sentence.block + 1)
        ]
        parts = [Part(heading, tone="told")] if heading else []
        columns, rows = keys.size()
        most = columns * rows // 12  # so that what is proposed is on the same screen
        parts += [Part(view.tail(before.strip() or around[0], most), tone="told")]
        parts += [Part(sentence.text, is_strong=True, marks=view.marks(proposal))]
        parts += [Part(view.head(after.strip() or around[1], most), tone="told")]
        return [part for part in parts if part.text]

    def _document(self, sentence: Sentence) -> Document:
        """Return the document in which a sentence stands."""
        documents = [reading.document for reading in self._readings]
        at = sentence.block
        return next(
            (
                document
                for document in documents
                if at < len(document.blocks)
                and document.blocks[at].text.startswith(sentence.text, sentence.start)
            ),
            documents[0],
        )

    def _proposed(self, proposal: Proposal) -> list[Part]:
        """Return what is proposed, or what was taken of it before."""
        decided = self.state.of(proposal)
        parts = [part for each in self._records(proposal) for part in view.fields(each)]
        for alike in proposal.alike:
            known = alike.action
            told = f"{known.id} ({labels.state(known.status, _)}): {known.summary}"
            parts.append(Part(told, _("resembles"), tone="soon"))
        day = proposal.record.day if isinstance(proposal.record, Meeting) else None
        for meeting in self.register.meetings if day else ():
            if meeting.day == day:
                told = changes.meeting(meeting, changes.full_day)
                label = _("resembles") if meeting.id == proposal.known else _("that day")
                parts.append(Part(told, label, tone="soon"))
        if decided:
            parts += [Part(""), Part(_("Chosen: {what}").format(what=_(_CHOSEN[decided.choice])))]
        return parts

    def _records(self, proposal: Proposal) -> Sequence[Record]:
        """Return what is proposed, or what was taken of it before."""
        decided = self.state.of(proposal)
        return decided.records if decided and decided.records else (proposal.record,)

    def _help(self) -> None:
        parts = [Part(_(text), _(KEYS[name]).strip()) for name, text in HELP.items()]
        keys.clear()
        keys.read(Page(self.title, "", parts, {n: _(KEYS[n]) for n in ("back", "help")}))

    @staticmethod
    def _ask(question: str, record: Record, **offer: Any) -> str:
        keys.clear(forget=True)
        above = [_name(record), ""] if keys.size()[1] >= _HIGH else []
        hint = " · ".join(
            filter(None, [str(offer.pop("hint", "")), _("Esc: back, without a change")])
        )
        return ask.text(question, above=above, hint=hint, erase=True, escape=True, **offer)

    def _edited(self, record: Record) -> Record:
        """Ask for the fields of a record, each with its present value; Enter keeps it."""
        if isinstance(record, Meeting):
            return self._edited_meeting(record)
        typed = self._ask(
            _("Action"), record, default=record.summary,
            check=lambda text: inputs.demand(text, "summary"),
        )  # fmt: skip
        record = record._replace(summary=inputs.demand(typed, "summary"))
        known = offers.owners_of_body(self.register, record.body)
        present = names.joined(record.owners)
        typed = self._ask(
            _("Owners"), record, default=present, **offers.owners(self.register, known)
        )
        if typed != present:
            meant = [
                ask.meant_name(name, known, [_name(record)], escape=True)
                for name in offers.owners_of(known, typed)
            ]
            record = record._replace(owners=tuple(dict.fromkeys(meant)))
        present = str(record.due or "")
        typed = self._ask(
            _("Due"), record, default=present,
            **offers.due(self.register, self._reader, record.body),
        )  # fmt: skip
        if typed != present:
            due = self._reader.due(inputs.line(typed, "due")) if typed else None
            record = record._replace(due=due)
        return record._replace(uid=new_uid())

    def _edited_meeting(self, record: Meeting) -> Meeting:
        title = self._ask(
            _("Meeting"), record, default=record.title or record.body,
            check=lambda text: inputs.demand(text, "title"),
        )  # fmt: skip
        present = str(record.start or record.window)
        typed = self._ask(_("When"), record, default=present, check=self._when)
        if typed != present:
            record = record._replace(**self._when(typed), end=None)
        if title != record.body:
            record = record._replace(title=inputs.demand(title, "title"))
        return record._replace(uid=new_uid())

    def _when(self, typed: str) -> dict[str, Any]:
        """Return the start of a typed moment, or the window of a typed period."""
        try:
            return {"start": self._reader.moment(inputs.demand(typed, "start")), "window": ""}
        except ActiepuntError:
            return {"start": None, "window": self._reader.window(inputs.line(typed, "window"))}

    @property
    def _has_parts(self) -> bool:
        return len({proposal.sentence.path for proposal in self.state.proposals}) > 1

    def _choose_parts(self) -> None:
        """Ask which parts of the documents to leave out, such as incoming letters.

        Raises:
            click.Abort: the person pressed Ctrl-C.
        """
        found = [
            row
            for reading in self._readings
            for row in contents.rows(reading.document, reading.proposals)
        ]
        self.state = self.state.leave_out(contents.choose(self.title, found, self.state.left_out))
        self._store(self.state)

    def _wants_to_record(self) -> bool:
        if not self.state.decisions:
            return False
        keys.clear(forget=True)
        return ask.confirm(
            _("Record this now?"),
            hint=_("n: keep it, and go on later"),
            above=[*view.summary(self.state), ""] if keys.size()[1] >= _HIGH else [],
        )


_CHOSEN: Mapping[str, str] = {
    "accept": N_("taken"),
    "duplicate": N_("the register has it already"),
    "skip": N_("later"),
    "reject": N_("rejected"),
}


def _new(record: Record) -> Record:
    return record._replace(uid=new_uid())


def _name(record: Record) -> str:
    if isinstance(record, Action):
        return record.summary
    return changes.meeting(record, changes.full_day)
