"""The state of a harvest: which proposals were decided on, and which comes next. It is pure.

A proposal is known by the fingerprint of its sentence, so that what was decided stays decided when
the document comes again in another format.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from actiepunt.core.model import Action, Meeting, Record
from actiepunt.harvest.proposals import Proposal
from actiepunt.harvest.sentences import Sentence

Choice = Literal["accept", "duplicate", "skip", "reject"]
Fate = Literal["taken", "rejected"]
ADDED = "added"  # the rule of a proposal that a person made
FATES: Mapping[Choice, Fate] = {
    "accept": "taken",
    "duplicate": "taken",
    "reject": "rejected",
}
"""What the register remembers of a choice; a proposal that was skipped comes again."""


class Decision(NamedTuple):
    """What became of a proposal.

    Attributes:
        key: Which proposal it is; see `key_of`.
        choice: What a person chose.
        records: What is added to the register; several where a sentence was split.
    """

    key: str
    choice: Choice
    records: tuple[Record, ...] = ()


def key_of(proposal: Proposal) -> str:
    """Return what a proposal is known by: a sentence may have an action and a meeting."""
    kind = "meeting" if isinstance(proposal.record, Meeting) else "action"
    return f"{kind} {proposal.sentence.fingerprint}"


class Sitting(NamedTuple):
    """A harvest in the making.

    Attributes:
        proposals: The proposals, in the order of the documents.
        decisions: What was decided, the latest last; the last one on a proposal counts.
        left_out: The keys of proposals in parts of a document that were left out as a whole.
        place: Which proposal is shown, from 0; as many as there are at the end.
    """

    proposals: tuple[Proposal, ...]
    decisions: tuple[Decision, ...] = ()
    left_out: frozenset[str] = frozenset()
    place: int = 0

    @property
    def current(self) -> Proposal | None:
        """The proposal that is shown; None at the end."""
        return self.proposals[self.place] if self.place < len(self.proposals) else None

    @property
    def looked_at(self) -> int:
        """How many proposals were decided on or left out."""
        return sum(self._is_done(proposal) for proposal in self.proposals)

    def _is_done(self, proposal: Proposal) -> bool:
        key = key_of(proposal)
        return key in self.left_out or any(key == each.key for each in self.latest.values())

    def of(self, proposal: Proposal) -> Decision | None:
        """Return what was decided on a proposal."""
        return self.latest.get(key_of(proposal))

    @property
    def latest(self) -> dict[str, Decision]:
        """The decisions that count, by key, in the order in which they were made."""
        found: dict[str, Decision] = {}
        for each in self.decisions:
            found.pop(each.key, None)
            found[each.key] = each
        return found

    def go_on(self) -> "Sitting":
        """Return the state at the next proposal that nothing was decided on, or at the end."""
        left = range(self.place, len(self.proposals))
        undone = (at for at in left if not self._is_done(self.proposals[at]))
        return self._replace(place=next(undone, len(self.proposals)))

    def leave_out(self, keys: Iterable[str]) -> "Sitting":
        """Return the state without the proposals of these keys, at the first that is left."""
        return self._replace(left_out=frozenset(keys), place=0).go_on()

    def decide(self, choice: Choice, records: Sequence[Record] = ()) -> "Sitting":
        """Return the state after a choice on the present proposal, at the next one."""
        current = self.current
        assert current is not None, "there is a proposal to decide on"  # noqa: S101 - by design
        decisions = (*self.decisions, Decision(key_of(current), choice, tuple(records)))
        return self._replace(decisions=decisions, place=self.place + 1).go_on()

    def add(self, sentence: Sentence, record: Record) -> "Sitting":
        """Return the state with an action that a person made of a sentence nobody proposed."""
        made = Proposal("perhaps", sentence, record, rule=ADDED)
        proposals = (*self.proposals[: self.place], made, *self.proposals[self.place :])
        decisions = (*self.decisions, Decision(key_of(made), "accept", (record,)))
        return self._replace(proposals=proposals, decisions=decisions, place=self.place + 1)

    def back(self) -> "Sitting":
        """Return the state at the proposal before, decided on or not; left out ones are passed."""
        before = range(self.place - 1, -1, -1)
        shown = (at for at in before if key_of(self.proposals[at]) not in self.left_out)
        return self._replace(place=next(shown, self.place))

    def undo(self) -> "Sitting":
        """Return the state without the last decision, at its proposal; what a person added goes."""
        if not self.decisions:
            return self
        *others, last = self.decisions
        places = (at for at, each in enumerate(self.proposals) if key_of(each) == last.key)
        at = next(places, self.place)
        is_left = any(each.key == last.key for each in others)
        if not is_left and at < len(self.proposals) and self.proposals[at].rule == ADDED:
            proposals = (*self.proposals[:at], *self.proposals[at + 1 :])
            place = self.place - (at < self.place)
            return self._replace(proposals=proposals, decisions=tuple(others), place=place)
        return self._replace(decisions=tuple(others), place=at)

    @property
    def records(self) -> list[Record]:
        """What is to be added to the register, in the order of the documents."""
        places = {key_of(each): at for at, each in enumerate(self.proposals)}
        ordered = sorted(self.latest.values(), key=lambda each: places.get(each.key, 0))
        return [record for each in ordered for record in each.records]

    @property
    def actions(self) -> list[Action]:
        """The actions among `records`."""
        return [record for record in self.records if isinstance(record, Action)]

    @property
    def meetings(self) -> list[Meeting]:
        """The meetings among `records`."""
        return [record for record in self.records if isinstance(record, Meeting)]

    def fates(self) -> dict[str, Fate]:
        """Return what to remember of each sentence, by fingerprint; taken goes before rejected.

        What was left out as a whole is rejected: it is not to come again.
        """
        found: dict[str, Fate] = {key.split()[1]: "rejected" for key in self.left_out}
        for each in self.latest.values():
            fate = FATES.get(each.choice)
            fingerprint = each.key.split()[1]
            if fate and found.get(fingerprint) != "taken":
                found[fingerprint] = fate
        return found

    def count(self, choice: Choice) -> int:
        """Return how often a choice was made."""
        return sum(each.choice == choice for each in self.latest.values())


def resume(
    proposals: Sequence[Proposal],
    decisions: Sequence[Decision],
    left_out: Iterable[str],
    every: Callable[[], Iterable[Sentence]],
) -> Sitting:
    """Return the state with what was decided before, at the first proposal that is left.

    Args:
        proposals: What is proposed now.
        decisions: What was decided; also on what is not proposed any more.
        left_out: The keys of what was left out.
        every: Returns the sentences of the documents. What a person took from one that nobody
            proposes stands before the proposals.
    """
    known = set(map(key_of, proposals))
    others = {each.key: each for each in decisions if each.key not in known and each.records}
    made = []
    if others:
        for sentence in every():
            each = others.pop(f"action {sentence.fingerprint}", None)
            if each:
                made.append(Proposal("perhaps", sentence, each.records[0], rule=ADDED))
    state = Sitting((*made, *proposals), tuple(decisions), frozenset(left_out))
    return state.go_on()
