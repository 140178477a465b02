"""`review`: the open actions of a body, one at a time; a key decides, and nothing is lost."""

import re

import click
import pytest

from actiepunt.cli import decisions, keys
from actiepunt.cli.keys import Page
from actiepunt.git.repository import Repository
from actiepunt.i18n import translator
from actiepunt.storage import reviews
from conftest import ACTIONS, Desk
from helpers import decide, press, without_hash

FIRST, SECOND = "2025-001", "2025-003"


def numbers(pages: list[Page]) -> list[str]:
    """Return the number of the action on each page."""
    return [page.parts[0].text for page in pages]


def told(pages: list[Page]) -> list[str]:
    """Return what the pages told of the keys before."""
    return [line for page in pages for line in page.told]


def kept(desk: Desk) -> reviews.Kept | None:
    """Return what is kept of the review of the AB for its coming meeting."""
    return reviews.load(Repository(desk.root), "AB", "ab-2025-04-02")


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_letters_differ_in_every_language(language: str) -> None:
    say = translator(language)
    letters = [keys.letter(say(words)) for words in decisions.KEYS.values()]

    assert all(letters)
    assert len(set(letters)) == len(decisions.KEYS)


def test_it_shows_the_actions_in_the_order_of_the_paper_and_sums_up(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = decide(monkeypatch, "Toegelicht in de lunch", "eind mei", "De provincie is later")
    pages = press(monkeypatch, "close", "defer", "quit")

    said = filled.good("review", "ab")

    assert numbers(pages)[:2] == [FIRST, SECOND]
    assert [page.right for page in pages] == [
        "At or before the meeting · 1 of 2", "At or before the meeting · 2 of 2", "",
    ]  # fmt: skip
    assert asked == ["Outcome", "Deferred to", "To Sat 31 May; why"]
    assert said == (
        "Done: 2025-001 Koningsdag toelichten. Toegelicht in de lunch.\n"
        "Deferred: 2025-003 Begroting vaststellen, from AB, Wed 2 Apr to eind mei 2025."
        " De provincie is later.\n"
        "The action list as a paper: actiepunt report AB\n"
    )
    assert kept(filled) is None


@pytest.mark.parametrize(
    ("key", "answers", "words"),
    [
        ("close", ("Klaar",), ["close", "1", "--outcome", "Klaar"]),
        ("close", ("",), ["close", "1"]),
        ("cancel", ("Hoeft niet",), ["cancel", "1", "--outcome", "Hoeft niet"]),
        ("defer", ("eind mei", "Later"), ["defer", "1", "eind mei", "--reason", "Later"]),
        ("defer", ("12/5", ""), ["defer", "1", "12/5"]),
        ("note", ("Half klaar",), ["note", "1", "Half klaar"]),
        ("give", ("DB, regio",), ["edit", "1", "--owner", "DB, regiokassier"]),
    ],
)
@pytest.mark.parametrize("together", [False, True])
def test_a_decision_is_the_same_as_by_its_command(
    filled: Desk,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    answers: tuple[str, ...],
    words: list[str],
    together: bool,
) -> None:
    filled.good(*words)
    expected = filled.read(), filled.git("log", "-1", "--format=%B")
    filled.git("reset", "-q", "--hard", "HEAD~")
    decide(monkeypatch, *answers, "y")
    press(monkeypatch, key, "quit")

    filled.good("review", "AB", *(["--one-commit"] if together else []))

    text, message = filled.read(), filled.git("log", "-1", "--format=%B")
    assert text == expected[0]
    assert message.replace("Reason: 2025-001: ", "Reason: ") == expected[1]


@pytest.mark.parametrize("together", [False, True])
def test_undo_takes_back_one_decision_after_another(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    decide(monkeypatch, "Klaar", "eind mei", "", "Een notitie", "DB")
    pages = press(
        monkeypatch, "close", "defer", "back", "note", "give", "keep",
        "undo", "undo", "undo", "undo", "undo",
    )  # fmt: skip

    filled.good("review", "AB", *(["--one-commit"] if together else []))

    assert filled.read() == ACTIONS
    assert "Taken back: 2025-003 other owner" in told(pages)
    assert pages[-1].told == ["There is nothing to take back."]
    assert kept(filled) is None


def test_going_back_and_forth_changes_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.state()
    decide(monkeypatch)
    pages = press(monkeypatch, "back", "keep", "back", "keep", "keep", "back", "keep", "quit")

    said = filled.good("review", "AB")

    assert said.startswith("Kept: 2 actions.\n")
    assert numbers(pages)[:3] == [FIRST, FIRST, SECOND]
    assert filled.state() == before


def test_a_question_that_is_left_changes_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.state()
    decide(monkeypatch)
    monkeypatch.setattr("actiepunt.cli.ask.text", leave)
    pages = press(monkeypatch, "close", "defer", "note", "give", "cancel")

    said = filled.good("review", "AB")

    assert numbers(pages) == [FIRST] * 6
    assert told(pages) == ["Nothing was changed."] * 5
    assert said == (
        "Not gone through yet: 2 actions.\nTo go on: actiepunt review AB\n"
        "The action list as a paper: actiepunt report AB\n"
    )
    assert filled.state() == before


def leave(*_words: object, **_more: object) -> str:
    """Answer a question with Ctrl-C."""
    raise click.Abort


def test_it_goes_on_where_it_stopped_or_begins_anew(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch)
    press(monkeypatch, "keep", "quit")
    filled.good("review", "AB")

    asked = decide(monkeypatch, "continue")
    pages = press(monkeypatch, "quit")
    said = filled.good("review", "AB")
    assert said.startswith("Gone through until Wed 5 Mar 12:00: 1 of 2.\nKept: 1 action.\n")
    assert numbers(pages) == [SECOND]
    assert asked == ["What now (continue / begin anew)"]

    for answers, words in ((("begin anew",), []), ((), ["--restart"])):
        decide(monkeypatch, *answers)
        pages = press(monkeypatch, "keep", "quit")
        filled.good("review", "AB", *words)
        assert numbers(pages) == [FIRST, SECOND]


def test_one_commit_has_all_decisions_and_their_reasons(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.commits()
    decide(monkeypatch, "Klaar", "eind mei", "De provincie is later", "y")
    press(monkeypatch, "close", "defer", "quit")

    said = filled.good("review", "AB", "--one-commit")

    assert filled.commits() == before + 1
    assert "Undo: actiepunt undo HASH\n" in without_hash(said)
    assert filled.git("log", "-1", "--format=%B") == (
        "AB 5 maart 2025: 2 actiepunten doorgenomen\n\n"
        "2025-001: Koningsdag toelichten\nstatus: open → afgerond\n"
        "afgesloten: – → 2025-03-05\nresultaat: – → Klaar\n"
        "2025-003: Begroting vaststellen\ntermijn: ab-2025-04-02 → eind mei 2025\n\n"
        "Action: 2025-001\nAction: 2025-003\nReason: 2025-003: De provincie is later\n\n"
    )
    undone = filled.good("undo")
    assert "2025-001 reopened" in undone
    assert filled.read() == ACTIONS


def test_what_is_kept_aside_is_not_recorded_until_a_person_says_so(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.state()
    decide(monkeypatch, "Klaar", "n")
    press(monkeypatch, "close", "quit")
    said = filled.good("review", "AB", "--one-commit")
    assert "To go on: actiepunt review AB\n" in said
    assert filled.state() == before

    asked = decide(monkeypatch, "begin anew", "n")
    press(monkeypatch)
    assert filled.run("review", "AB").code == 1
    assert asked[-1] == "1 decision is not recorded yet. Throw it away? [y/N]"

    decide(monkeypatch, "continue", "y")
    pages = press(monkeypatch, "back", "keep", "keep", "quit")
    said = filled.good("review", "AB")
    assert [part.text for part in pages[1].parts][-1] == "Decided, and recorded at the end."
    assert said.count("Done: 2025-001 Koningsdag toelichten. Klaar.\nKept: 1 action.\n") == 1
    assert 'outcome = "Klaar"' in filled.read()
    assert kept(filled) is None


@pytest.mark.parametrize("together", [False, True])
def test_an_action_that_others_changed_is_shown_again(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, together: bool
) -> None:
    changed = ACTIONS.replace("Koningsdag toelichten", "Koningsdag vieren")
    decide(monkeypatch, "eind mei", "", "y")
    pages = press(
        monkeypatch, "defer" if together else "keep", lambda: filled.commit(changed), "keep",
        "keep", "quit",
    )  # fmt: skip

    said = filled.good("review", "AB", *(["--one-commit"] if together else []))

    assert numbers(pages)[:3] == [FIRST, SECOND, FIRST]
    assert pages[2].told == ["This one changed meanwhile, or was not looked at yet."]
    assert "Koningsdag vieren" in [part.text for part in pages[2].parts]
    assert "Koningsdag vieren" in filled.read()
    assert ('due = "eind mei 2025"' in filled.read()) is together
    assert "Not gone through" not in said


def test_a_change_during_a_question_refuses_the_decision(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = ACTIONS.replace("Koningsdag toelichten", "Koningsdag vieren")
    decide(monkeypatch)

    def text(*_words: object, **_more: object) -> str:
        filled.commit(changed)
        return "Klaar"

    monkeypatch.setattr("actiepunt.cli.ask.text", text)
    pages = press(monkeypatch, "close")

    filled.good("review", "AB")

    assert pages[1].told == [
        "Somebody changed 2025-001 meanwhile.", "Look at it again; nothing was changed.",
    ]  # fmt: skip
    assert filled.read() == changed


def test_a_hand_edit_that_is_not_recorded_refuses_every_decision_before_its_question(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = ACTIONS + "# met de hand\n"
    asked = decide(monkeypatch)
    pages = press(monkeypatch, lambda: filled.write(edited), "close", "keep")

    filled.good("review", "AB")

    assert asked == []
    assert pages[1].told[0] == "Data/actions.toml has edits that are not recorded yet."
    assert numbers(pages)[2] == SECOND
    assert filled.read() == edited


def test_a_file_that_cannot_be_read_now_keeps_the_place(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch)
    pages = press(
        monkeypatch, "keep", lambda: filled.write("[[action]\n"), "back",
        lambda: filled.write(ACTIONS), "keep", "keep", "quit",
    )  # fmt: skip

    filled.good("review", "AB")

    assert numbers(pages)[:4] == [FIRST, SECOND, FIRST, SECOND]
    assert pages[2].told


def test_an_action_that_somebody_closes_leaves_the_review(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch)
    gone = ACTIONS.replace(
        'status = "open"\ndue = 2025-03-06', 'status = "done"\nclosed = 2025-03-05'
    )
    pages = press(monkeypatch, "keep", "back", lambda: filled.commit(gone), "keep")

    filled.good("review", "AB")

    assert numbers(pages) == [FIRST, SECOND, FIRST, SECOND]


def test_the_history_of_an_action_is_told_with_its_reasons(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.good("defer", "1", "eind mei", "--reason", "De provincie is later")
    filled.good("defer", "1", "eind juni")
    decide(monkeypatch)
    pages = press(monkeypatch, "keep")

    filled.good("review", "AB")

    lines = [re.sub(r"\w{3} \d+ \w{3}( \d{4})?:", "DAY:", part.text) for part in pages[1].parts]
    assert lines[-3:] == [
        "Changed before (deferred 2 times)",
        "  DAY: due: Thu 6 Mar → eind mei 2025. De provincie is later",
        "  DAY: due: eind mei 2025 → eind juni 2025",
    ]


def test_it_is_refused_where_there_is_no_terminal(filled: Desk) -> None:
    run = filled.run("review", "AB")

    assert run.code == 2
    assert run.err == (
        "actiepunt: review shows its actions on a terminal\n"
        "Elsewhere: actiepunt list --body BODY, or actiepunt report BODY\n"
    )
