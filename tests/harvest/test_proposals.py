"""Proposals: what a document may add to a register."""

import time
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import own, read

from actiepunt.core.model import Action, Body, Meeting, Person, Register, Settings
from actiepunt.errors import ActiepuntError
from actiepunt.harvest import planned
from actiepunt.harvest.outline import outline
from actiepunt.harvest.proposals import Proposal, propose

DAY = date(2025, 3, 5)
REGISTER = Register(
    Settings(
        bodies={"AB": Body(title="Algemeen Bestuur"), "Board": Body()},
        people={
            "E. Ruesen": Person(),
            "W. Stortelder": Person(was=("W. Jansen",)),
            "Wim Hofstra": Person(role="penningmeester"),
        },
    ),
    actions=(
        Action(uid="a", id="2025-004", summary="Lobbyagenda voor Den Haag uitwerken", owners=("mw. Bos",)),
        Action(uid="b", id="2025-001", summary="Lobbyagenda Den Haag opstellen", status="done"),
        Action(uid="c", id="2025-009", summary="Koffie zetten"),
    ),
    meetings=(
        Meeting(uid="m", id="ab-2025-03-05", body="AB", start=datetime(2025, 3, 5, 10)),
        Meeting(uid="n", id="ab-2025-04-16", body="AB", start=datetime(2025, 4, 16, 10)),
    ),
)  # fmt: skip


def found(text: str, **options: Any) -> list[Proposal]:
    return propose(read(text), REGISTER, DAY, **options)


def one(text: str, **options: Any) -> Any:
    """Return the record of the only proposal of a text."""
    (proposal,) = found(text, **options)
    return proposal.record


@pytest.mark.parametrize(
    ("text", "summary", "owners", "due"),
    [
        ("Actie E. Ruesen/ W. Stortelder: programma toelichten, uiterlijk 1 mei.", "Programma toelichten",
         ("E. Ruesen", "W. Stortelder"), date(2025, 5, 1)),
        ("Toezegging: wethouder Smit stuurt de nota voor 1 juni.", "De nota sturen",
         ("wethouder Smit",), "voor 1 juni 2025"),
        ("De penningmeester zal de begroting uitwerken.", "De begroting uitwerken", ("Wim Hofstra",), None),
        ("W. Jansen zegt toe het plan binnen een maand aan het AB te sturen.", "Het plan aan het AB sturen",
         ("W. Stortelder",), date(2025, 4, 5)),
        ("De griffier wordt verzocht de brief te versturen.", "De brief versturen", ("griffier",), None),
        ("Wim meldt de vereniging aan.", "De vereniging aanmelden", ("Wim Hofstra",), None),
        ("Mw. Bos gaat dit komende donderdag na.", "Mw. Bos gaat dit na", ("mw. Bos",), date(2025, 3, 6)),
        ("Het AB wordt gevraagd dit eind april te bespreken.", "Dit bespreken", ("AB",), "eind april 2025"),
        ("Ruesen stuurt de cijfers voor de volgende vergadering.", "De cijfers sturen", ("E. Ruesen",), "ab-2025-04-16"),
        ("Ruesen stuurt de cijfers voor de vergadering van 16 april.", "De cijfers sturen", ("E. Ruesen",), "ab-2025-04-16"),
        ("Op 12 februari jl. is het besproken; Ruesen belt de gemeente.", "De gemeente bellen", ("E. Ruesen",), None),
        ("Wim Hofstra will write to the bank by 1 May.", "Write to the bank", ("Wim Hofstra",), date(2025, 5, 1)),
        ("Afgesproken wordt dat Ruesen de gemeente mailt.", "De gemeente mailen", ("E. Ruesen",), None),
        ("It was agreed that Ruesen would write to the mayor.", "Write to the mayor", ("E. Ruesen",), None),
        ("Wim undertook to look up the deeds.", "Look up the deeds", ("Wim Hofstra",), None),
    ],
)  # fmt: skip
def test_a_sentence_becomes_an_action(
    text: str, summary: str, owners: tuple[str, ...], due: date | str | None
) -> None:
    action = one(text)

    assert (action.summary, action.owners, action.due) == (summary, owners, due)
    assert action.body == "AB"


@pytest.mark.parametrize(
    "text",
    [
        "Wim zou de bank bellen; dat is gebeurd.",
        "Wim heeft de brief gestuurd.",
        "Het verslag wordt ongewijzigd vastgesteld.",
        "Er is geen actie nodig.",
        "Wim hoeft de bank niet te bellen.",
        "Zal Wim de bank bellen?",
        "Het AB neemt kennis van de brief.",
        "Volgens artikel 12 stuurt de griffier de stukken rond.",
        "The minutes were approved.",
        "No further action is required.",
    ],
)
def test_what_is_done_settled_denied_or_asked_is_no_action(text: str) -> None:
    assert found(text, more=True) == []


def test_a_meeting_has_its_times_place_and_papers() -> None:
    meeting = one(
        "Volgende vergadering: dinsdag 8 april, 19.30-21.30 uur, dorpshuis De Kom; stukken vóór 28 maart."
    )

    assert meeting == Meeting(
        body="AB",
        start=datetime(2025, 4, 8, 19, 30),
        end=datetime(2025, 4, 8, 21, 30),
        location="dorpshuis De Kom",
        papers=date(2025, 3, 27),
    )


@pytest.mark.parametrize(
    ("text", "title", "start", "location"),
    [
        ("19 maart: Bestuurdersdiner in Vethuizen", "Bestuurdersdiner in Vethuizen", date(2025, 3, 19), ""),
        ("De inloopavond is op dinsdag 3 juni om 19.30 uur in de kantine.", "Inloopavond", datetime(2025, 6, 3, 19, 30), "kantine"),
        ("The fair will be held on Saturday 12 July from 11 am to 4 pm on the green.", "Fair", datetime(2025, 7, 12, 11), "green"),
    ],
)  # fmt: skip
def test_a_meeting_without_a_body_has_a_title(
    text: str, title: str, start: date, location: str
) -> None:
    meeting = one(text)

    assert (meeting.title, meeting.start, meeting.location) == (title, start, location)


def test_a_row_of_a_list_of_actions_is_marked_unless_it_is_closed() -> None:
    rows = found(
        "# 7 Lijst\n\n| Nr | Actie | Actiehouder | Termijn | Status |\n|---|---|---|---|---|\n"
        "| 1 | Brief sturen | Ruesen | 1 mei | loopt |\n| 2 | Bellen | Wim | - | afgerond |\n"
    )

    assert [(p.kind, p.record) for p in rows] == [
        ("marked", Action(summary="Brief sturen", owners=("E. Ruesen",), body="AB", due=date(2025, 5, 1), item="7"))
    ]  # fmt: skip
    assert [(t.field, rows[0].sentence.text[t.start : t.end]) for t in rows[0].taken] == [
        ("summary", "Brief sturen"),
        ("owners", "Ruesen"),
        ("due", "1 mei"),
    ]


def test_a_row_of_a_calendar_is_a_meeting() -> None:
    meeting = one(
        "| Overleg | Datum | Tijd | Locatie | Stukken in |\n|---|---|---|---|---|\n"
        "| AB | 16-4-2025 | 10.00 - 12.00 | De Steck | 9-4-2025 |\n"
    )

    assert meeting.start == datetime(2025, 4, 16, 10)
    assert meeting.end == datetime(2025, 4, 16, 12)
    assert (meeting.location, meeting.papers) == ("De Steck", date(2025, 4, 9))


def test_items_below_a_heading_of_actions_are_marked() -> None:
    assert [
        p.kind
        for p in found("# 3 Vervolgacties\n\n- Visie vernieuwen\n- Gesprek met de provincie\n")
    ] == [
        "marked",
        "marked",
    ]
    assert found("# 3 Gasten\n\n- Visie vernieuwen\n") == []


def test_items_below_a_paragraph_that_asks_for_them_are_said() -> None:
    text = "Het bestuur wordt voorgesteld om:\n\n- de visie te vernieuwen\n- de begroting aan te passen\n"

    assert [p.kind for p in found(text) if p.sentence.kind == "item"] == ["said", "said"]


def test_the_weak_ones_are_shown_when_asked_for() -> None:
    text = "Misschien kan de school meedoen."

    assert found(text) == []
    assert [p.kind for p in found(text, more=True)] == ["perhaps"]


def test_the_holder_of_the_portfolio_owns_what_names_nobody() -> None:
    text = "Portefeuillehouder: De heer W. Stortelder\n\nEr zal een memo worden opgesteld."

    assert one(text).owners == ("W. Stortelder",)


def test_whoever_spoke_before_is_meant_by_a_pronoun() -> None:
    assert one("Stortelder licht dit toe. Hij zal de provincie bellen.").owners == (
        "W. Stortelder",
    )


def test_a_label_of_names_behind_a_sentence_makes_it_marked() -> None:
    (proposal,) = found(
        "Het programma wordt toegelicht in de pauze. (Actie: E. Ruesen/ W. Stortelder)"
    )

    assert proposal.kind == "marked"
    assert proposal.sentence.text == "Het programma wordt toegelicht in de pauze."
    assert proposal.record.owners == ("E. Ruesen", "W. Stortelder")  # type: ignore[union-attr]


def test_who_stands_in_a_sentence_but_not_in_its_label_is_not_shown_as_taken() -> None:
    (proposal,) = found("Wim zal dit met E. Ruesen regelen. (Actie: E. Ruesen)")
    (other,) = found("Wim zal dit regelen. (Actie: E. Ruesen)")

    assert proposal.record.owners == other.record.owners == ("E. Ruesen",)  # type: ignore[union-attr]
    assert "owners" not in [taken.field for taken in other.taken]


def test_those_present_are_known_without_a_register() -> None:
    text = "Aanwezig: Marieke (voorzitter), dhr. P. de Groot en Joost Tolsma.\n\nMarieke belt de gemeente."

    (proposal,) = propose(read(text), Register(), DAY)

    assert proposal.record.owners == ("Marieke",)  # type: ignore[union-attr]


@pytest.mark.parametrize("reverse", [False, True])
def test_a_meeting_that_is_announced_twice_is_proposed_once_with_what_is_told_of_it(
    *, reverse: bool
) -> None:
    parts = [
        "Het AB vergadert op 16 april.",
        "Volgende vergadering: 16 april 2025, 10.00 uur, De Steck.",
    ]

    (proposal,) = found("\n\n".join(parts[::-1] if reverse else parts))

    assert proposal.record == Meeting(
        body="AB", start=datetime(2025, 4, 16, 10), location="De Steck"
    )
    assert proposal.known == "ab-2025-04-16"


def test_a_sentence_that_stands_twice_is_proposed_once_where_it_stands_first() -> None:
    (proposal,) = found("Ruesen belt de bank.\n\nTot slot.\n\nRuesen belt  de bank.")

    assert proposal.sentence.block == 0


def test_the_object_of_a_pronoun_is_no_owner() -> None:
    assert one("Stortelder licht dit toe. Hij stuurt Ruesen een brief.").owners == (
        "W. Stortelder",
    )


def test_a_meeting_of_several_days_has_its_last() -> None:
    meeting = one("Op 21 en 22 mei is de tweedaagse in Arnhem.")

    assert (meeting.start, meeting.end, meeting.location) == (
        date(2025, 5, 21),
        date(2025, 5, 22),
        "Arnhem",
    )


def test_what_others_write_in_a_letter_is_shown_only_when_asked_for() -> None:
    text = "Geachte heer Stortelder,\n\nEr zal een memo worden opgesteld.\n\nAgendapunt 4\n\nEr zal een nota worden opgesteld."

    assert [p.sentence.text for p in found(text)] == ["Er zal een nota worden opgesteld."]
    assert len(found(text, more=True)) == 2


def test_days_in_minutes_within_a_bundle_count_from_their_own_day() -> None:
    text = (
        "Verslag Algemeen Bestuur\n\n29-01-2025 10:00 - 11:30\n\nRuesen belt volgende week de bank."
    )

    assert one(text).due == "week 6 2025"
    assert one(text.replace("Verslag Alg", "Verslag vorige vergadering Alg")).due == "week 11 2025"


def test_a_day_long_before_is_past_and_no_deadline() -> None:
    assert one("Ruesen stuurt de brief van 5 februari door.").due is None
    assert found("Op 5 februari was de vergadering om 10.00 uur.") == []


def test_actions_that_look_alike_are_told_and_none_is_dropped() -> None:
    (proposal,) = found("Ruesen zal de lobbyagenda voor Den Haag uitwerken.")

    assert [(one.action.id, one.action.status) for one in proposal.alike] == [
        ("2025-004", "open"),
        ("2025-001", "done"),
    ]


def test_the_outline_counts_the_proposals_below_each_heading() -> None:
    document = read(
        "Wim belt de bank.\n\n# 4 Werk\n\nRuesen belt.\n\n## 4.1 Dak\n\nWim belt de raad.\n\n# 5 Slot\n"
    )

    parts = outline(document, propose(document, REGISTER, DAY))

    assert [(p.block, p.end, p.text, p.level, p.number, p.own, p.total) for p in parts] == [
        (-1, 1, "", 1, "", 1, 1),
        (1, 5, "Werk", 1, "4", 1, 2),
        (3, 5, "Dak", 2, "4.1", 1, 1),
        (5, 6, "Slot", 1, "5", 0, 0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "zal " * 20_000,
        ("zal " * 240 + ". A") * 60,
        "(" * 50_000,
        "1 " * 20_000,
        "Jan en " * 9_000 + "zal",
    ],
)
def test_a_text_that_is_made_to_take_long_does_not(text: str) -> None:
    begin = time.process_time()

    found(text, more=True)

    assert time.process_time() - begin < 5


WORDS = [text for label in own() for text in label.document.name.split()] + [
    "Wim", "E. Ruesen", "zal", "stuurt", "op", "8 april", "19.30-21.30 uur", "31 februari", "Actie", ":", ".", "?",
    "volgende vergadering", "binnen 99 jaar", "week 60", "# 4.2 Dak", "- ", "| Actie | Wie | Wanneer |", "\n", "\n\n",
    "wordt gevraagd", "stukken vóór", "Geachte heer", "Verslag 29-01-2025", "uiterlijk", "eind", "9999", "1-1-25", "ﬁ İ",
    "Agendapunt 4", "will", "to", "by", "the next meeting", "7 pm", "25:99 uur", "“", "(", ")", "/", "hij", "AB", "e\u0301",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_any_text_gives_proposals_in_order_each_once_with_spans_inside(
    text: str, day: date
) -> None:
    try:
        document = read(text)
    except ActiepuntError:  # it is no text, such as a character of control alone
        return

    proposals = propose(document, REGISTER, day, more=True)

    places = [(p.sentence.block, p.sentence.start) for p in proposals]
    assert places == sorted(places)
    keys = [planned.key(p.record, p.sentence.fingerprint) for p in proposals]
    assert len(set(keys)) == len(keys)
    for proposal in proposals:
        assert proposal.sentence.text in document.blocks[proposal.sentence.block].text
        assert all(0 <= t.start < t.end <= len(proposal.sentence.text) for t in proposal.taken)
        if isinstance(proposal.record, Action):
            assert proposal.record.summary
        else:
            assert proposal.record.start or proposal.record.window
            assert proposal.record.what
    parts = outline(document, proposals)
    assert sum(part.own for part in parts) == len(proposals)
    assert set(propose(document, REGISTER, day)) <= set(proposals)
