"""The state of a harvest: any keys, and as many undos, give back where it began."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core.model import Action, Meeting
from actiepunt.documents import Block, Document
from actiepunt.harvest import sitting
from actiepunt.harvest.passages import passages, place
from actiepunt.harvest.proposals import Proposal
from actiepunt.harvest.sentences import Sentence, sentences
from actiepunt.harvest.sitting import ADDED, Decision, Sitting, key_of

DOCUMENT = Document(
    "verslag.txt",
    [
        Block("paragraph", "Boven de kop."),
        Block("heading", "3. Koningsdag", 1),
        Block("heading", "3.1 Draaiboek", 2),
        Block("paragraph", "Een zin. Nog een zin. De derde."),
        Block("heading", "4. Rondvraag", 1),
        Block("paragraph", "Niets. Wel iets."),
    ],
)
EVERY = [one for one in sentences(DOCUMENT) if one.kind != "heading"]
PROPOSED, OTHERS = EVERY[1::2], EVERY[::2]


def proposals() -> list[Proposal]:
    """Return an action of each second sentence, and of the last of them a meeting too."""
    found = [Proposal("said", one, Action(summary=one.text)) for one in PROPOSED]
    return [*found, Proposal("meeting", PROPOSED[-1], Meeting(title="Overleg"))]


def fresh(decisions: Sequence[Decision] = ()) -> Sitting:
    """Return a harvest of the document, with decisions that were kept."""
    return sitting.resume(proposals(), decisions, (), lambda: EVERY)


KEYS = st.lists(
    st.sampled_from(["accept", "skip", "reject", "duplicate", "split", "add", "back", "undo"]),
    max_size=14,
)


def step(state: Sitting, key: str, number: int) -> Sitting:
    """Return the state after a key, as the dialogue does it."""
    if key == "undo":
        return state.undo()
    if key == "back":
        return state.back()
    if key == "add":
        proposed = {each.sentence for each in state.proposals}
        left = [sentence for sentence in OTHERS if sentence not in proposed]
        action = Action(uid=f"u{number}", summary="Nieuw")
        return state.add(left[number % len(left)], action) if left else state
    if state.current is None:
        return state
    record = state.current.record
    if key in {"accept", "split"}:
        count = 1 if key == "accept" else 2
        made = [record._replace(uid=f"u{number}-{each}") for each in range(count)]
        return state.decide("accept", made)
    return state.decide(key)  # type: ignore[arg-type]


@given(KEYS)
def test_any_keys_and_as_many_undos_are_nothing(pressed: list[str]) -> None:
    state = fresh()
    earlier: list[Sitting] = []
    for number, key in enumerate(pressed):
        before, state = state, step(state, key, number)
        if len(state.decisions) > len(before.decisions):
            earlier.append(before)
        elif len(state.decisions) < len(before.decisions):
            expected = earlier.pop()
            assert state._replace(place=0) == expected._replace(place=0)
        assert 0 <= state.place <= len(state.proposals)
        assert state.looked_at == len(state.latest)
    while state.decisions:
        state = state.undo()

    assert state._replace(place=0) == fresh()
    assert (state.records, state.fates()) == ([], {})


@given(KEYS)
def test_what_was_kept_is_as_it_was(pressed: list[str]) -> None:
    state = fresh()
    for number, key in enumerate(pressed):
        state = step(state, key, number)

    again = fresh(state.decisions)

    assert again.latest == state.latest
    assert again.fates() == state.fates()
    assert sorted(record.uid for record in again.records) == sorted(
        record.uid for record in state.records
    )
    assert set(map(key_of, again.proposals)) == set(map(key_of, state.proposals))
    assert again.current is None or key_of(again.current) not in again.latest


def test_a_choice_that_is_made_anew_is_taken_back_to_the_one_before() -> None:
    state = fresh().decide("accept", [Action(uid="a")]).back().decide("reject")
    assert state.records == []

    state = state.undo()

    assert [record.uid for record in state.records] == ["a"]
    assert state.undo() == fresh()


def test_what_is_no_longer_proposed_stays_decided() -> None:
    gone = Decision("action 0123456789abcdef", "reject")
    taken = Decision("meeting 0123456789abcdef", "accept", (Meeting(uid="m"),))

    state = fresh([gone, taken])

    assert len(state.proposals) == len(proposals())
    assert [record.uid for record in state.records] == ["m"]
    assert state.fates() == {"0123456789abcdef": "taken"}


def test_an_action_that_was_added_stands_before_what_is_shown() -> None:
    state = fresh().decide("skip").add(OTHERS[0], Action(uid="a", summary="Nieuw"))

    assert state.current == proposals()[1]
    assert state.proposals[1].rule == ADDED
    assert state.back().current == state.proposals[1]
    assert state.undo() == fresh().decide("skip")


def test_what_is_left_out_may_be_taken_in_again() -> None:
    keys = [key_of(each) for each in proposals()]
    state = fresh().leave_out(keys[:2])
    assert state.current == proposals()[2]

    assert state.back() == state
    assert state.leave_out(()).current == proposals()[0]


def test_a_passage_has_the_sentences_below_its_headings() -> None:
    found = list(passages([DOCUMENT, DOCUMENT]))

    assert [[one.text for one in passage.sentences] for passage in found[:3]] == [
        ["Boven de kop."],
        ["3. Koningsdag", "3.1 Draaiboek", "Een zin.", "Nog een zin.", "De derde."],
        ["4. Rondvraag", "Niets.", "Wel iets."],
    ]
    assert len(found) == 6
    assert place(found, EVERY[3]) == 1
    assert place(found, Sentence("Elders.", 99, 0, "paragraph")) == 0
    left = found[1].left({EVERY[2].fingerprint})
    assert [one.text for one in left] == ["Een zin.", "De derde."]


def test_an_action_that_was_added_stays_when_a_later_choice_on_it_is_taken_back() -> None:
    added = fresh().add(OTHERS[0], Action(uid="a", summary="Nieuw"))
    state = added.back().decide("reject").undo()

    assert state._replace(place=0) == added._replace(place=0)
    assert state.undo() == fresh()
