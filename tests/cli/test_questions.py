"""Questions on a terminal: each answer is checked at once, and its meaning stands behind it."""

from datetime import date, datetime

import pytest

from actiepunt.cli import candidates, offers
from actiepunt.cli.prompt import Line, Word, matching, one_line
from actiepunt.cli.session import Session
from actiepunt.core import query
from actiepunt.core.due import deadline
from actiepunt.core.model import Meeting, Register
from actiepunt.core.names import joined
from actiepunt.core.when import Reader
from actiepunt.i18n import translator
from conftest import ACTIONS, Desk
from helpers import typed

pytest.importorskip("pty", reason="Windows has no pseudo terminals")

MEETINGS = (
    Meeting(id="ab-2025-01-29", body="AB", start=datetime(2025, 1, 29, 10)),
    Meeting(id="ab-2025-04-02", body="AB", start=datetime(2025, 4, 2, 10)),
    Meeting(id="db-q4", body="DB", window="Q4 2025"),
)
REGISTER = Register(meetings=MEETINGS)
READER = Reader(date(2025, 3, 5), MEETINGS)
SHORT = [("Owners", "DB\r"), ("Body", "\r"), ("Due", "\r"), ("Agreed at", "\r")]


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        ("eind april", "Wed 30 Apr"),
        ("3-4-2026", "Fri 3 Apr 2026"),
        ("over 2 weken", "Wed 19 Mar"),
        ("AB:next", "AB, Wed 2 Apr"),
        ("db-q4", "DB, Q4 2025"),
        ("z.s.m.", "no day"),
        ("3 maart 2025", "Mon 3 Mar, has passed"),
        ("ei", ""),
        ("", ""),
    ],
)
def test_a_deadline_shows_its_day(answer: str, meaning: str) -> None:
    assert (
        Line("Due", meaning=offers.due(REGISTER, READER)["meaning"]).understood(answer) == meaning
    )


def test_the_completions_of_a_deadline_have_not_passed() -> None:
    offered = {word.text: word.note for word in offers.due(REGISTER, READER)["known"]}

    assert [*offered][:2] == ["AB:next", "today"]
    assert offered["ab-2025-04-02"] == "AB, Wed 2 Apr"
    assert offered["end April 2025"] == "Wed 30 Apr"
    assert offered["end February 2026"] == "Sat 28 Feb 2026"
    assert "ab-2025-01-29" not in offered
    assert "2025-01" not in offered
    assert not [note for note in offered.values() if "has passed" in note]


def test_completions_begin_with_the_words_that_begin_so() -> None:
    words = [Word("Bruesen"), Word("E. Ruesen"), Word("Ruël"), Word("DB")]

    assert [word.text for word in matching(words, "rue")] == ["E. Ruesen", "Ruël", "Bruesen"]
    assert matching(words, "db") == []  # it is typed to its end


KNOWN = ["Achterhoek Raad", "DB", "E. Ruesen", "H. de Vries", "Jansen, J.", "Regio Achterhoek"]


@pytest.mark.parametrize(
    ("typed", "owners", "meaning"),
    [
        ("rue", "E. Ruesen", "E. Ruesen"),
        ("vries", "H. de Vries", "H. de Vries"),
        ("de v", "H. de Vries", "H. de Vries"),
        ("db, jan", "DB, 'Jansen, J.'", "DB, 'Jansen, J.'"),
        ("DB", "DB", ""),
        ("achterhoek raad", "Achterhoek Raad", "Achterhoek Raad"),
        ("RUE", "RUE", "new: RUE"),
        ('"rue"', "rue", "new: rue"),
        ("Wit, rue", "Wit, E. Ruesen", "Wit, E. Ruesen · new: Wit"),
        ("ries", "ries", "new: ries"),
        ("rue, E. Ruesen", "E. Ruesen", "E. Ruesen, E. Ruesen"),
        ("", "", ""),
    ],
)
def test_the_beginning_of_a_known_name_stands_for_it(typed: str, owners: str, meaning: str) -> None:
    line = Line("Owners", meaning=offers.owners(REGISTER, KNOWN)["meaning"])

    assert joined(offers.owners_of(KNOWN, typed)) == owners
    assert line.understood(typed) == meaning


def test_the_beginning_of_several_names_is_refused() -> None:
    line = Line("Owners", check=offers.owners(REGISTER, KNOWN)["check"])

    assert line.problem("DB, acht") == [
        "“acht” fits several names: Achterhoek Raad, Regio Achterhoek.",
        'Type more of it; or "acht", in quotes, for a new name.',
    ]


def test_add_takes_the_beginning_of_a_name(filled: Desk) -> None:
    screen = typed(filled, ["add", "Brief"], [("Owners", "rue"), ("→ E. Ruesen", "\r"), *SHORT[1:]])

    assert "owner: E. Ruesen" in screen


def test_an_end_before_the_start_is_told_at_once(filled: Desk) -> None:
    screen = typed(
        filled,
        ["meeting", "add", "--body", "AB", "--location", ""],
        [
            ("When", "wo 7 mei 10:00\r"),
            ("End", "9:00"),
            ("→ Wed 7 May 09:00", "\r"),
            ("End is not after start.", "\x1511:30\r"),
        ],
    )

    assert "→ Wed 7 May 10:00" in screen
    assert "ab-2025-05-07 added" in screen


def test_a_start_on_the_wrong_day_of_the_week_is_told_with_the_right_one(filled: Desk) -> None:
    screen = typed(
        filled,
        ["meeting", "add", "--body", "AB", "--location", ""],
        [
            ("When", "ma 16 april 10:00\r"),
            ("16 April 2025 is a Wednesday, not a Monday.", "\x15Q3\r"),
        ],
    )

    assert "ab-q3-2025 added" in screen


def test_a_wrong_option_is_told_before_the_first_question(filled: Desk) -> None:
    for words, told in (
        (["add", "--due", "ooit"], "“ooit” cannot be read"),
        (["meeting", "add", "--body", "AB", "--end", "x"], "“x” cannot be read"),
    ):
        assert told in typed(filled, words, [])


def test_nothing_is_asked_while_a_hand_edit_is_not_recorded(filled: Desk) -> None:
    filled.write(ACTIONS + "# met de hand\n")

    screen = typed(filled, ["add"], [])

    assert "data/actions.toml has edits that are not recorded yet" in screen
    assert "Action" not in screen


def test_a_wrong_answer_stays_to_be_corrected(filled: Desk) -> None:
    screen = typed(
        filled,
        ["add", "Brief", "--body", "AB", "--meeting", ""],
        [
            ("Owners", "DB\r"),
            ("Due", "31 april\r"),
            ("Look at its day, month, quarter or week.", "\x01\x1b[C\x04"),
            ("→ Thu 3 Apr", "\r"),
        ],
    )

    assert "“31 april” does not exist" in screen
    assert "due: Thu 3 April 2025" in screen


def test_a_body_that_is_nearly_known_is_asked_about(filled: Desk) -> None:
    filled.good("add", "Zaal", "--owner", "DB", "--body", "Stuurgroep")
    screen = typed(
        filled,
        ["add", "Brief"],
        [
            ("Owners", "\r"),
            ("Body", "stuurgroeb"),
            ("→ new", "\r"),
            ("Do you mean Stuurgroep? [Y/n]", "\r"),
            ("Due", "\r"),
            ("Agreed at", "\r"),
        ],
    )

    assert "2025-005 added: Brief" in screen
    assert 'body = "Stuurgroep"' in filled.read().rpartition("[[action]]")[2]


def test_a_text_of_several_lines_is_pasted_as_one(filled: Desk) -> None:
    pasted = "\x1b[200~Programma Koningsdag \r\n  toelichten\x1b[201~\r"

    screen = typed(filled, ["add"], [("Action", pasted), *SHORT])

    assert "added: Programma Koningsdag toelichten" in screen


@pytest.mark.parametrize(
    ("copied", "line"),
    [
        ("Nota\v schrijven\f\n", "Nota schrijven "),
        ("\u200eDB\t2025\u2028\x1b[31mrood", "DB 2025 [31mrood"),
        ("a\u00a0b – é 漢", "a\u00a0b – é 漢"),
    ],
)
def test_what_is_copied_from_a_word_processor_becomes_a_line(copied: str, line: str) -> None:
    assert one_line(copied) == line


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_leave_with_a_clear_word(filled: Desk, key: str) -> None:
    before = filled.state()

    screen = typed(filled, ["add", "Brief"], [("Owners", "DB\r"), ("Body", key)])

    assert screen.endswith("actiepunt: stopped; nothing was changed\r\n")
    assert filled.state() == before


def test_a_terminal_without_a_cursor_is_asked_plainly(filled: Desk) -> None:
    screen = typed(
        filled,
        ["add"],
        [
            ("Action: ", "\n"),
            ("This cannot be empty.", "Brief\n"),
            ("Owners: ", "DB\n"),
            ("Body: ", "\n"),
            ("Due: ", "ooit\n"),
            ("cannot be read", "eind april\n"),
            ("Agreed at: ", "\n"),
        ],
        TERM="dumb",
    )

    assert "\x1b" not in screen
    assert "→ Wed 30 Apr\r\n" in screen
    assert "2025-004 added: Brief" in screen


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("today", [date(2025, 3, 5), date(2025, 11, 30), date(2026, 12, 31)])
def test_every_deadline_that_is_offered_can_be_read_and_is_to_come(
    language: str, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "_", translator(language))
    reader = Reader(today, MEETINGS)

    for word in candidates.of("due", candidates.Place(REGISTER, reader)):
        day = deadline(reader.due(word.text), {meeting.id: meeting for meeting in MEETINGS})
        assert day is None or day >= today, word


def test_a_question_and_a_shell_offer_the_same_words(filled: Desk) -> None:
    session = Session()
    session.folder = str(filled.root)
    register = session.load().register
    place = candidates.Place(register, session.reader(register))
    asked: dict[str, offers.Offer] = {
        "owner": offers.owners(register, query.known_owners(register)),
        "body": offers.body(register, place.reader),
        "due": offers.due(register, place.reader),
        "meeting": offers.meeting(register, place.reader),
        "location": offers.location(register, place.reader),
    }

    for parameter, offer in asked.items():
        assert offer["known"] == candidates.of(parameter, place)


def test_a_question_that_is_wider_than_the_screen_is_broken_between_words(filled: Desk) -> None:
    screen = typed(
        filled,
        ["take", "AB", "--item", "1"],
        [
            ("Actiepunt 1", "koningsdag toelichten\r"),
            ("[j/N]:", "x\r"),
            ("Antwoord ja of nee", "\x15n\r"),
            ("Actiepunt 1", "\x15\r"),
        ],
        LC_ALL="nl_NL.UTF-8",
        LANGUAGE="",
    )

    assert "[j/N]:" in screen
    assert "Er is geen actiepunt vastgelegd." in screen
