"""`review`: the open actions of a body, one at a time; a key decides, and nothing is lost."""

import contextlib
import json
import re
from datetime import date, datetime
from pathlib import Path

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiepunt.cli import decisions, keys
from actiepunt.cli.keys import Page
from actiepunt.core import review
from actiepunt.core.model import Action, Register, Value
from actiepunt.core.review import Review
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import translator
from actiepunt.storage import reviews
from actiepunt.text import display_width
from actiepunt.views.review import Part
from conftest import ACTIONS, Desk, copied
from helpers import decide, press, typed, without_hash

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
    assert pages[1].told[0] == "data/actions.toml has edits that are not recorded yet."
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
        "  DAY: due: eind mei 2025 → eind juni 2025",
        "  DAY: due: Thu 6 Mar → eind mei 2025. De provincie is later",
    ]


def test_it_is_refused_where_there_is_no_terminal(filled: Desk) -> None:
    run = filled.run("review", "AB")

    assert run.code == 2
    assert run.err == (
        "actiepunt: review shows its actions on a terminal\n"
        "Elsewhere: actiepunt list --body BODY, or actiepunt report BODY\n"
    )


TYPED = st.lists(
    st.sampled_from(["close", "cancel", "defer", "note", "give", "keep", "back", "undo"]),
    max_size=12,
)
ON = date(2025, 3, 5)
VALUES: dict[str, Value] = {
    "close": "Klaar", "cancel": "Hoeft niet", "defer": "eind mei 2025", "note": "Een notitie",
    "give": ("DB",),
}  # fmt: skip


def everyone(count: int) -> Register:
    """Return a register of this many open actions."""
    return Register(
        actions=tuple(
            Action(uid=f"u{n}", id=f"2025-{n:03}", summary=f"Actie {n}") for n in range(count)
        )
    )


def step(state: Review, register: Register, key: str, *, together: bool) -> Review:
    """Return the review after a key, as the dialogue does it, without a file."""
    if key == "undo":
        return state.undo() if state.decisions else state
    if key == "back":
        return state.back()
    if not state.current:
        return state
    recorded = next(a for a in register.actions if a.uid == state.current)
    if key == "keep":
        return state.keep(recorded, ON)
    shown = review.shown(recorded, state.pending) if together else recorded
    with contextlib.suppress(ActiepuntError):
        made = review.decision(key, shown, ON, VALUES[key], "Daarom")
        return state.decide(made, recorded)
    return state


@given(TYPED, st.integers(1, 4))
def test_any_keys_and_as_many_undos_are_nothing(pressed: list[str], count: int) -> None:
    register = everyone(count)
    state = review.begin("AB", "2025-03-05", (a.uid for a in register.actions))
    earlier: list[Review] = []
    for key in pressed:
        before, state = state, step(state, register, key, together=True)
        if len(state.decisions) > len(before.decisions):
            earlier.append(before)
        elif len(state.decisions) < len(before.decisions):
            assert state.current == before.decisions[-1].uid
            assert state._replace(place=0) == earlier.pop()._replace(place=0)
        assert 0 <= state.place <= count
        assert review.applied(register, state.pending).actions == tuple(
            review.shown(action, state.pending) for action in register.actions
        )
    for _decision in state.decisions:
        state = state.undo()

    assert state.is_untouched
    assert review.applied(register, state.pending) == register


@given(TYPED, st.integers(1, 4))
def test_a_review_is_the_same_after_it_was_kept(pressed: list[str], count: int) -> None:
    register = everyone(count)
    state = review.begin("AB", "2025-03-05", (a.uid for a in register.actions))
    for key in pressed:
        state = step(state, register, key, together=True)

    assert reviews.from_text(reviews.to_text(state, datetime(2025, 3, 5)), "AB", "2025-03-05") == (
        state._replace(place=0),
        datetime(2025, 3, 5),
    )


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TYPED, st.booleans())
def test_what_any_keys_did_is_undone_to_the_byte(
    filled_template: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
    pressed: list[str],
    together: bool,
) -> None:
    answers = {"close": ["Klaar"], "cancel": ["Nee"], "defer": ["eind mei", "Later"],
               "note": ["Notitie"], "give": ["DB"]}  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for desk in copied(filled_template, tmp_path_factory.mktemp("review") / "r", capsys):
            asked: list[str] = []
            undone: list[Page] = []
            waiting = [*pressed]

            def key(
                page: Page,
                waiting: list[str] = waiting,
                asked: list[str] = asked,
                undone: list[Page] = undone,
            ) -> str:
                while waiting:
                    name = waiting.pop(0)
                    if name in page.keys:
                        asked[:] = answers.get(name, [])
                        return name
                if page.told == ["There is nothing to take back."]:
                    raise click.Abort
                assert len(undone) < 20, page
                undone.append(page)
                return "undo"

            press(patch)
            decide(patch)
            patch.setattr(keys, "read", key)
            patch.setattr("actiepunt.cli.ask.text", lambda *_a, asked=asked, **_k: asked.pop(0))

            desk.good("review", "AB", *(["--one-commit"] if together else []))

            assert desk.read() == ACTIONS
            assert kept(desk) is None


HOSTILE_SUMMARY = "\x1b[31mrood\x1b]8;;https://evil.example\x07klik\x1b[2J [b]vet[/b]"


def test_hostile_text_is_shown_as_text(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = ACTIONS.replace('"Koningsdag toelichten"', json.dumps(HOSTILE_SUMMARY))
    filled.commit(hostile, message=HOSTILE_SUMMARY)
    filled.commit(ACTIONS.replace("Koningsdag toelichten", "[b]=1+1[/b]"))
    decide(monkeypatch, "Klaar")
    pages = press(monkeypatch, "close", "quit")

    said = filled.good("review", "AB")

    assert "https://evil.example" in str(pages[0].parts)  # in the history
    for size in ((80, 24), (80, 60), (20, 6), (1, 1)):
        shown = keys.Reading(pages[0]).rows(*size)
        assert not [row for row in shown if re.search(r"[\x00-\x1f\x7f-\x9f]", row.text)]
    assert said.startswith("Done: 2025-001 [b]=1+1[/b]. Klaar.\n")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15), (20, 6), (5, 3), (1, 1)])
@pytest.mark.parametrize("length", [0, 3, 400])
def test_a_page_fits_every_terminal(size: tuple[int, int], length: int) -> None:
    columns, rows = size
    parts = [Part("woord " * 40, "wie", "late"), Part("x" * 300), *([Part("regel")] * length)]
    reading = keys.Reading(Page("AB, wo 5 mrt", "7 van 24", parts, decisions.KEYS, ["iets " * 90]))

    shown = reading.rows(columns, rows)

    assert len(shown) <= rows
    if columns >= 20:
        assert all(display_width(row.text) <= columns for row in shown)
        letters = "".join(row.text for row in shown[1:])
        assert all(keys.letter(words) in letters for words in decisions.KEYS.values())
        if rows > 6:
            reading.top = 10**6
            assert "regel" in str(reading.rows(columns, rows)) or not length


@given(
    st.lists(st.tuples(st.sampled_from(["a", "bé", "漢字", "x" * 30]), st.booleans()), min_size=1),
    st.integers(1, 100),
    st.sampled_from(["", "wie"]),
)
def test_what_stands_out_does_so_on_every_width(
    words: list[tuple[str, bool]], columns: int, label: str
) -> None:
    text, marks = "", []
    for word, is_marked in words:
        marks += [(len(text), len(text) + len(word))] * is_marked
        text += f"{word} "
    part = Part(text.rstrip(), label, "late", marks=marks)

    pieces = [
        piece
        for row in keys.Reading(Page("", "", [part], decisions.KEYS)).rows(columns, 500)
        for piece in row.pieces()
    ]

    marked = "".join(text for style, text in pieces if style.endswith("mark"))
    assert marked.replace(" ", "") == "".join(word for word, is_marked in words if is_marked)
    assert part.signed.count("‹") == len(marks)


def test_a_killed_review_of_one_commit_goes_on_with_what_was_decided(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(
        filled, ["review", "AB", "--one-commit"],
        [("Koningsdag", "c"), ("Outcome", "In de lunch\r"), ("Begroting", "n")],
        code=KILLED,
    )  # fmt: skip
    assert filled.read() == ACTIONS
    decide(monkeypatch, "continue", "y")
    pages = press(monkeypatch, "keep", "quit")

    said = filled.good("review", "AB")

    assert numbers(pages)[0] == SECOND
    assert "Done: 2025-001 Koningsdag toelichten. In de lunch.\nKept: 1 action.\n" in said
    assert 'outcome = "In de lunch"' in filled.read()


KILLED = """
import os, signal, sys
from actiepunt.cli import ask, main
original = ask.text
def text(question, *known, **more):
    if question == "Note":
        os.kill(os.getpid(), signal.SIGKILL)
    return original(question, *known, **more)
ask.text = text
sys.exit(main(["review", "AB", "--one-commit"]))
"""


def test_a_person_types_the_keys_and_the_answers(filled: Desk) -> None:
    screen = typed(
        filled,
        ["review", "AB"],
        [
            ("[k]eep", "\r\r\r"),
            ("Enter decides nothing", "z"),
            ("“z” does", "\x1b[200~ccc\r\x1b[201~"),
            ("press a letter", "C"),
            ("Outcome", "half\x1b"),
            ("Nothing was changed", "g"),
            ("Given to", "sto"),
            ("W. Stortelder", "\x1b"),  # while the menu of names is open
            ("Nothing was changed", "c"),
            ("Outcome", "In de lunch\r"),
            ("2025-001 done", "d"),
            ("Deferred to", "32 maart\r"),
            ("does not exist", "\x15eind mei\r"),
            ("To Sat 31 May; why", "De provincie\r"),
            ("This was the last one", "q"),
        ],
    )

    assert "Done: 2025-001 Koningsdag toelichten. In de lunch.\r\n" in screen
    assert "from AB, Wed 2 Apr to eind mei 2025." in screen
    assert 'outcome = "In de lunch"' in filled.read()
    assert (
        filled.git("log", "-1", "--format=%s")
        == "2025-003 termijn verplaatst: Begroting vaststellen\n"
    )


def test_the_keys_are_dutch_under_a_dutch_locale(filled: Desk) -> None:
    screen = typed(
        filled,
        ["review", "AB"],
        [("[h]ouden", "?"), ("vraagt naar het resultaat", "?"), ("Koningsdag", "\x03")],
        LC_ALL="nl_NL.UTF-8",
        LANGUAGE="",
    )

    assert "Nog niet doorgenomen: 2 actiepunten.\r\nVerdergaan: actiepunt review AB\r\n" in screen
    assert filled.read() == ACTIONS


def test_a_terminal_without_a_cursor_asks_for_the_letter(filled: Desk) -> None:
    screen = typed(
        filled,
        ["review", "AB"],
        [("[q]uit: ", "c\r"), ("Outcome: ", "Klaar\r"), ("[q]uit: ", "q\r")],
        TERM="dumb",
    )

    assert "Done: 2025-001 Koningsdag toelichten. Klaar.\r\n" in screen
    assert "\x1b" not in screen


def test_two_windows_do_not_review_the_same(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch)
    repository = Repository(filled.root)

    with reviews.held(repository, "AB", "ab-2025-04-02"):
        run = filled.run("review", "AB")

    assert run.code == 1
    assert "the actions of AB are being gone through in another window" in run.err


def test_a_damaged_file_is_told_and_may_be_removed(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch)
    press(monkeypatch, "keep")
    filled.good("review", "AB")
    (file,) = (filled.root / ".git" / "actiepunt").glob("review-*.json")
    file.write_text('{"version": 1}', encoding="utf-8")

    run = filled.run("review", "AB")
    file.unlink()

    assert run.code == 1
    assert "cannot be read" in run.err
    press(monkeypatch, "keep")
    filled.good("review", "AB")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["--owner", "ruesen"], [FIRST]),
        (["--owner", "AB"], [SECOND]),
        (["--overdue"], []),
        (["--meeting", "AB:last"], [FIRST, SECOND]),
    ],
)
def test_a_part_of_the_actions_is_gone_through(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str], shown: list[str]
) -> None:
    decide(monkeypatch)
    pages = press(monkeypatch, *(["keep"] * len(shown)))

    said = filled.good("review", "AB", *words)

    assert numbers(pages)[: len(shown)] == shown
    assert shown or said == "There is no open action to go through.\n"


def test_a_meeting_that_is_named_has_a_review_of_its_own(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, "Klaar", "eind mei", "", "y")
    press(monkeypatch, "close", "defer", "quit")

    filled.good("review", "AB", "--meeting", "AB:last", "--one-commit")

    subject = filled.git("log", "-1", "--format=%s")
    assert subject == "AB 29 januari 2025: 2 actiepunten doorgenomen\n"
    assert json.loads(filled.good("log", "1", "--format", "json"))["changes"][-1]["reason"] == (
        "AB 29 januari 2025: 2 actiepunten doorgenomen"
    )


def test_a_decision_that_was_recorded_with_others_is_not_taken_back_alone(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, "Half", "Nog een", "y")
    press(monkeypatch, "note", "note", "quit")
    filled.good("review", "AB", "--one-commit")
    before = filled.read()
    decide(monkeypatch, "continue")
    pages = press(monkeypatch, "undo")

    filled.good("review", "AB")

    assert pages[1].told[0] == "This was recorded together with others."
    assert re.fullmatch(r"Take all of it back: actiepunt undo [0-9a-f]+", pages[1].told[1])
    assert filled.read() == before


def test_a_decision_that_changes_nothing_is_told_and_not_recorded(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.commits()
    decide(monkeypatch, "6-3-2025", "")
    pages = press(monkeypatch, "defer")

    filled.good("review", "AB")

    assert pages[1].told == ["Nothing changed: the register says so already."]
    assert filled.commits() == before


def test_what_a_killed_command_recorded_is_not_decided_once_more() -> None:
    register = everyone(2)
    state = review.begin("AB", "2025-03-05", ("u0", "u1"))
    state = step(state, register, "note", together=True)
    recorded = review.applied(register, state.pending)

    again = review.resume(state, ("u0", "u1"), recorded)

    assert again.pending == ()
    assert [each.commit for each in again.decisions] == [review.ELSEWHERE]
    assert again.left(recorded) == ["u1"]


def test_a_decision_on_what_is_gone_is_told() -> None:
    register = everyone(2)
    state = review.begin("AB", "2025-03-05", ("u0", "u1"))
    state = step(state, register, "close", together=True)
    later = state.along(register._replace(actions=register.actions[1:]))

    assert later.order == ("u1",)
    assert later.place == 0
    assert [each.value for each in state.lost(later)] == ["Klaar"]
