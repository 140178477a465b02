"""A person at a terminal: questions with completion, an editor, colours; never in a pipe."""

import sys
from pathlib import Path

import pytest

from conftest import ACTIONS, Desk
from helpers import typed

pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")


def test_add_asks_for_what_is_missing(filled: Desk) -> None:
    screen = typed(
        filled,
        ["add"],
        [
            ("Action", "Nota schrijven\r"),
            ("Owners", "E. Ruesen, DB\r"),
            ("Body", "ab\r"),
            ("Due", "ooit\r"),
            ("cannot be read", "\x15eind april\r"),
            ("Agreed at", "AB:last\r"),
        ],
    )

    assert "2025-004 added: Nota schrijven" in screen
    block = filled.read().removeprefix(ACTIONS)
    assert 'owners = ["E. Ruesen", "DB"]\nbody = "AB"\n' in block
    assert 'due = "eind april 2025"\nmeeting = "ab-2025-01-29"\n' in block


def test_a_question_left_with_ctrl_c_changes_nothing(filled: Desk) -> None:
    before = filled.state()

    screen = typed(filled, ["add"], [("Action", "half"), ("half", "\x03")])

    assert "stopped; nothing was changed" in screen
    assert filled.state() == before


def test_meeting_add_asks_for_what_is_missing(filled: Desk) -> None:
    screen = typed(
        filled,
        ["meeting", "add"],
        [
            ("Body", "AB\r"),
            ("When", "7 mei 10:00\r"),
            ("End", "11:30\r"),
            ("Location", "De Steck\r"),
        ],
    )

    assert "ab-2025-05-07 added" in screen
    assert "end = 2025-05-07T11:30:00" in filled.read("data/calendar.toml")


def test_nothing_is_asked_in_a_pipe(filled: Desk) -> None:
    for words, missing in (
        (["add"], "the summary is missing"),
        (["add", "Iets"], "the owner is missing"),
        (["meeting", "add"], "a meeting needs a body or a title"),
        (["meeting", "add", "--body", "AB"], "a meeting has a start or a window"),
    ):
        run = filled.process(*words)
        assert run.code == 2
        assert run.err.startswith(f"actiepunt: {missing}")


def test_colours_are_for_terminals_that_want_them(filled: Desk) -> None:
    coloured = typed(filled, ["list"], [], NO_COLOR="")
    plain = typed(filled, ["list"], [], NO_COLOR="1")
    piped = filled.process("list", NO_COLOR="")

    assert "\x1b[1;31m" in coloured  # 2025-002 is late
    assert "\x1b[33m" in coloured  # 2025-001 is due tomorrow
    assert "3 actions, 1 overdue, 1 due within a week" in coloured
    assert "\x1b" not in plain
    assert "3 actions" in plain
    assert "\x1b" not in piped.out
    assert "3 actions" not in piped.out


def editor(folder: Path, *edits: str) -> str:
    """Return an EDITOR that does one sed command a time it is opened, and counts the times."""
    script = folder / "editor.sh"
    cases = "\n".join(f'{n}) sed -i {edit!r} "$1" ;;' for n, edit in enumerate(edits, 1))
    script.write_text(
        f'#!/bin/sh\necho x >> "{folder}/times"\ncp "$1" "{folder}/opened"\n'
        f'case $(wc -l < "{folder}/times" | tr -d " ") in\n{cases}\nesac\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    return str(script)


def test_edit_without_options_opens_the_block_and_keeps_its_layout(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 's/"DB",/"DB",  # mee/; s/Kader/Perspectief/'))

    filled.good("edit", "2")

    opened = (tmp_path / "opened").read_text(encoding="utf-8")
    assert (
        opened
        == ACTIONS[
            ACTIONS.index('[[action]]\nuid = "bbb') : ACTIONS.index('\n[[action]]\nuid = "ccc')
        ]
    )
    assert filled.changed() == (
        "-summary = 'Kaderbrief \"2026\" verzenden'\n"
        "+summary = 'Perspectiefbrief \"2026\" verzenden'\n"
        '-  "DB",\n+  "DB",  # mee'
    )


def test_edit_left_as_it_was_changes_nothing(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path))
    before = filled.state()

    assert filled.good("edit", "2").startswith("Nothing changed")
    assert filled.state() == before


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ('s/status = .*/status = "opne"/', "line 10: error: unknown status “opne”"),
        ("s/^due = .*/due = maart/", "line 11: error: a text stands in quotation marks"),
        ('s/^id = .*/id = "2025-009"/', "line 3: error: uid and number stay as they are"),
        ("$ a [[action]]", "line 1: error: the text must hold one block [[action]]"),
    ],
)
def test_a_text_that_is_wrong_is_kept_and_not_taken_over(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: str, told: str
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, edit))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = filled.state()

    run = filled.run("edit", "2")

    assert run.code == 1
    assert told in run.err
    kept = Path(run.err.splitlines()[-1].removeprefix("Your text is kept in ").removesuffix("."))
    assert kept.read_text(encoding="utf-8") != (tmp_path / "opened").read_text(encoding="utf-8")
    assert filled.state() == before


def test_a_person_is_brought_back_to_their_text(filled: Desk, tmp_path: Path) -> None:
    script = editor(tmp_path, 's/"in-progress"/"bezig"/', 's/"bezig"/"open"/')

    screen = typed(filled, ["edit", "2"], [("Back to your text?", "\r")], EDITOR=script)

    assert "unknown status “bezig”" in screen
    assert 'status = "bezig"' in (tmp_path / "opened").read_text(encoding="utf-8")
    assert filled.changed() == '-status = "in-progress"\n+status = "open"'


@pytest.mark.parametrize("answer", ["n\r", "\x03"])
def test_a_text_is_kept_whichever_way_a_person_stops(
    filled: Desk, tmp_path: Path, answer: str
) -> None:
    script = editor(tmp_path, 's/"in-progress"/"bezig"/')
    before = filled.state()

    screen = typed(
        filled, ["edit", "2"], [("Back to your text?", answer)], EDITOR=script, TMPDIR=str(tmp_path)
    )

    (kept,) = tmp_path.glob("actiepunt-*.toml")
    assert 'status = "bezig"' in kept.read_text(encoding="utf-8")
    assert "Your text is kept in" in screen
    assert filled.state() == before


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_kept(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text(
        f'#!/bin/sh\ncd "{filled.root}" && "{sys.executable}" -m actiepunt close 2 >/dev/null\n'
        'sed -i s/Kader/Perspectief/ "$1"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    run = filled.run("edit", "2")

    assert run.code == 1
    assert run.err.startswith("actiepunt: somebody else changed 2025-002 meanwhile\n")
    assert "Kaderbrief" in filled.read()


def test_a_long_first_reading_of_the_history_shows_how_far_it_is(filled: Desk) -> None:
    slow = (
        "import sys, actiepunt.cli.progress as p; p.PATIENCE = -1.0; "
        "from actiepunt.cli import main; sys.exit(main(['log']))"
    )

    screen = typed(filled, [], [], code=slow)
    quick = typed(filled, ["log"], [])

    assert "reading the history: 2 commits" in screen
    assert "2025-003" in screen
    assert "reading the history" not in quick


def test_undo_asks_before_it_takes_back_what_somebody_else_did(filled: Desk) -> None:
    filled.good("note", "1", "Van Anna")
    filled.git("config", "user.email", "bob@example.org")
    before = filled.state()

    stopped = typed(filled, ["undo"], [("Take it back?", "n\r")])
    kept = filled.state()
    done = typed(filled, ["undo"], [("Take it back?", "y\r")])

    assert "Anna de Vries, " in stopped.split("Take it back?")[0]
    assert kept == before
    assert "Taken back: " in done


@pytest.mark.parametrize(
    ("answers", "owners"),
    [
        ([("Do you mean W. Stortelder? [Y/n]", "\r")], '["DB", "W. Stortelder"]'),
        ([("Do you mean W. Stortelder? [Y/n]", "n\r")], '["DB", "stortelder"]'),
        (
            [("Do you mean", "wat\r"), ("Answer yes or no", "\x15ja\r")],
            '["DB", "W. Stortelder"]',
        ),
    ],
)
def test_a_nearly_known_owner_is_asked_about(
    filled: Desk, answers: list[tuple[str, str]], owners: str
) -> None:
    typed(filled, ["add", "Brief", "--owner", "DB, stortelder"], answers)

    assert f"owners = {owners}\n" in filled.read()


def test_one_owner_more_is_asked_about_too(filled: Desk) -> None:
    typed(filled, ["edit", "3", "--add-owner", "stortelder"], [("Do you mean", "\r")])

    assert 'owners = ["AB", "W. Stortelder"]' in filled.read()


def test_an_answer_with_a_nearly_known_owner_is_asked_about_at_once(filled: Desk) -> None:
    typed(
        filled,
        ["add", "Brief"],
        [
            ("Owners", "DB, w.storteldre\r"),
            ("“w.storteldre” is new. Do you mean W. Stortelder? [Y/n]", "y\r"),
            ("Body", "\r"),
            ("Due", "\r"),
            ("Agreed at", "\r"),
        ],
    )

    assert 'owners = ["DB", "W. Stortelder"]' in filled.read().removeprefix(ACTIONS)


def test_a_line_of_owners_that_does_not_read_is_told_below_it(filled: Desk) -> None:
    screen = typed(
        filled,
        ["add", "Brief"],
        [
            ("Owners", '"Jansen, J.\r'),
            ("does not close", '"\r'),
            ("Body", "\r"),
            ("Due", "\r"),
            ("Agreed at", "\r"),
        ],
    )

    assert 'owners = ["Jansen, J."]' in filled.read()
    assert "Traceback" not in screen


def test_a_number_of_last_year_is_asked_about(filled: Desk) -> None:
    january = {"ACTIEPUNT_TODAY": "2026-01-08"}
    question = "There is no action 2026-002. Do you mean 2025-002 Kaderbrief"
    before = filled.state()

    stopped = typed(filled, ["close", "2"], [(question, "n\r")], **january)
    kept = filled.state()
    typed(filled, ["note", "2", "2"], [(question, "\r")], **january)
    typed(filled, ["close", "2", "3"], [("2025-002", "\r"), ("2025-003", "j\r")], **january)
    shown = typed(filled, ["show", "1"], [("2025-001", "\r")], **january)

    assert "stopped; nothing was changed" in stopped
    assert kept == before
    assert '{ on = 2026-01-08, text = "2" },' in filled.read()
    assert filled.read().count('status = "done"\n') == 2
    assert "Koningsdag toelichten" in shown
