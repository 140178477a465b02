"""`take`: the actions of a meeting, one after another; nothing typed is lost."""

import json
import os
import re
import tomllib
from datetime import datetime

import pytest

from actiepunt.cli import main
from actiepunt.cli.session import Session
from actiepunt.cli.taking import Dialogue
from actiepunt.core import calendar
from actiepunt.core.model import Action, Meeting
from actiepunt.git.repository import Repository
from actiepunt.storage import drafts
from conftest import ACTIONS, Clone, Desk
from helpers import HOSTILE, decide, typed, without_hash

MEETING = "ab-2025-01-29"
ONE = ("Nota schrijven", "E. Ruesen, DB", "eind april")
TWO = ("Zaal reserveren", "", "")
KILLED = """
import os, signal, sys
from actiepunt.cli import main
from actiepunt.storage import drafts
name, count, number = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
original, calls = getattr(drafts, name), 0
def patched(*args):
    global calls
    calls += 1
    if calls == count and name == "remove":
        os.kill(os.getpid(), number)
    original(*args)
    if calls == count:
        os.kill(os.getpid(), number)
setattr(drafts, name, patched)
sys.exit(main(["take", "AB"]))
"""


def draft(desk: Desk) -> drafts.Draft | None:
    """Return what is kept of the meeting."""
    return drafts.load(Repository(desk.root), MEETING)


def test_actions_are_taken_down_in_one_commit(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = decide(monkeypatch, "3", *ONE, "item 4b", *TWO, "", "")

    said = filled.good("take", "AB", "-m", "Uit de notulen")

    assert without_hash(said) == (
        "AB, Wed 29 Jan (ab-2025-01-29)\n"
        " 1  Wed 30 Apr  E. Ruesen, DB · item 3\n  Nota schrijven\n"
        " 2  –  item 4b\n  Zaal reserveren\n\n"
        " 1  Wed 30 Apr  E. Ruesen, DB · item 3\n  Nota schrijven\n"
        " 2  –           item 4b\n  Zaal reserveren\n"
        "2025-004 added: Nota schrijven\n"
        "2025-005 added: Zaal reserveren\n"
        "Undo: actiepunt undo HASH\n"
    )
    assert asked == [
        "Agenda item", "Action 1 (item 3)", "    Owners", "    Due", "Action 2 (item 3)",
        "Action 2 (item 4b)", "    Owners", "    Due", "Action 3 (item 4b)",
        "Record these 2 actions? [Y/n]",
    ]  # fmt: skip
    assert re.sub(r'uid = "[a-z2-7]{16}"', "UID", filled.read().removeprefix(ACTIONS)) == (
        '\n[[action]]\nUID\nid = "2025-004"\nsummary = "Nota schrijven"\n'
        'owners = ["E. Ruesen", "DB"]\nbody = "AB"\nstatus = "open"\ndue = "eind april 2025"\n'
        'meeting = "ab-2025-01-29"\nitem = "3"\ncreated = 2025-03-05T12:00:00+01:00\n'
        '\n[[action]]\nUID\nid = "2025-005"\nsummary = "Zaal reserveren"\n'
        'body = "AB"\nstatus = "open"\n'
        'meeting = "ab-2025-01-29"\nitem = "4b"\ncreated = 2025-03-05T12:00:00+01:00\n'
    )
    assert filled.git("log", "-1", "--format=%B") == (
        "AB 29 januari 2025: 2 actiepunten\n\n"
        "2025-004: Nota schrijven\nactiehouder: E. Ruesen, DB\ngremium: AB\n"
        "termijn: eind april 2025\nvergadering: ab-2025-01-29\nagendapunt: 3\n"
        "2025-005: Zaal reserveren\ngremium: AB\nvergadering: ab-2025-01-29\nagendapunt: 4b\n\n"
        "Action: 2025-004\nAction: 2025-005\nReason: Uit de notulen\n\n"
    )
    assert draft(filled) is None


def test_the_commit_is_undone_and_logged_as_additions(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, *ONE, *TWO, "", "")
    filled.good("take", "AB", "--item", "3")

    logged = filled.good("log", "--format", "json")
    undone = filled.good("undo")

    told = [c for c in json.loads(logged)["changes"] if c["id"] in {"2025-004", "2025-005"}]
    assert [(c["id"], c["field"], c["new"], c["reason"]) for c in told] == [
        ("2025-004", "created", "Nota schrijven", None),
        ("2025-005", "created", "Zaal reserveren", None),
    ]
    assert "2025-004 withdrawn: Nota schrijven" in undone
    assert "2025-005 withdrawn: Zaal reserveren" in undone
    assert "Nota schrijven" not in filled.good("list", "--all")


def test_one_action_has_the_subject_of_an_addition(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(monkeypatch, "", *TWO, "", "")

    filled.good("take", MEETING)

    assert filled.git("log", "-1", "--format=%s") == "2025-004 toegevoegd: Zaal reserveren\n"


def test_the_list_is_corrected_before_it_is_recorded(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(
        monkeypatch, "", *ONE, *TWO, "Derde", "DB", "",
        "1", "Notitie schrijven", "DB", "AB:next", "5", "weg 2", "?", "", "n", "-2", "", "",
    )  # fmt: skip

    said = filled.good("take", "AB")

    assert "Removed: Zaal reserveren\n\n 1  " in said
    assert " 1  AB, Wed 2 Apr  DB · item 5\n  Notitie schrijven\n 2  –" in said
    block = filled.read().removeprefix(ACTIONS)
    assert block.count("[[action]]") == 1
    assert 'owners = ["DB"]\nbody = "AB"\nstatus = "open"\ndue = "ab-2025-04-02"\n' in block
    assert 'item = "5"\n' in block


@pytest.mark.parametrize(
    ("answers", "count"),
    [
        (("", "koningsdag TOELICHTEN", "n", ""), 0),
        (("", "koningsdag TOELICHTEN", "y", "", "", "", ""), 1),
        (("", *TWO, "zaal reserveren", "", "", ""), 1),
    ],
)
def test_the_same_action_of_the_same_meeting_is_asked_about(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...], count: int
) -> None:
    asked = decide(monkeypatch, *answers)

    filled.good("take", "AB")

    number = "1" if TWO[0] in answers else "2025-001"
    question = f"This meeting has that action already, as {number}. Add it once more? [y/N]"
    assert question in asked
    assert filled.read().removeprefix(ACTIONS).count("[[action]]") == count


def test_each_records_every_action_at_once(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = filled.commits()
    decide(monkeypatch, "", *ONE, *TWO, "")

    said = filled.good("take", "AB", "--each")

    assert without_hash(said) == (
        "AB, Wed 29 Jan (ab-2025-01-29)\n"
        "2025-004 added: Nota schrijven\nUndo: actiepunt undo HASH\n"
        "2025-005 added: Zaal reserveren\nUndo: actiepunt undo HASH\n"
        "2 actions were recorded.\n"
    )
    assert filled.commits() == before + 2


def test_without_an_action_nothing_is_recorded_or_kept(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.state()
    decide(monkeypatch, "3", "")

    assert filled.good("take", "AB").endswith("No action was recorded.\n")
    assert filled.state() == before
    assert draft(filled) is None


def test_it_is_refused_where_nobody_can_answer(filled: Desk) -> None:
    run = filled.run("take", "AB")

    assert run.code == 2
    assert run.err == (
        "actiepunt: take asks its questions on a terminal\n"
        "Elsewhere: actiepunt add SUMMARY --owner NAME --due WHEN --meeting REF\n"
    )


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("AC", "there is no body “AC”"),
        ("AB@2025-02-01", "there is no meeting “AB@2025-02-01”"),
        ("ab-2025-02-01", "there is no meeting “ab-2025-02-01”"),
        ("DB", "no meeting of DB in the calendar has begun"),
    ],
)
def test_a_meeting_that_is_not_there_is_refused(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, ref: str, told: str
) -> None:
    decide(monkeypatch)

    run = filled.run("take", ref)

    assert run.err.startswith(f"actiepunt: {told}\n")


def test_hand_edits_that_are_not_recorded_are_told_before_the_first_question(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.write(ACTIONS + "# met de hand\n")
    assert decide(monkeypatch) == []

    assert "has edits that are not recorded yet" in filled.run("take", "AB").err


def test_the_latest_meeting_is_the_last_that_began() -> None:
    now = datetime(2025, 3, 5, 10)
    began = Meeting(id="a", start=datetime(2025, 3, 5, 10))
    later = Meeting(id="b", start=datetime(2025, 3, 5, 10, 1))
    today = Meeting(id="c", start=now.date())
    window = Meeting(id="d", window="Q1 2025")
    off = Meeting(id="e", start=datetime(2025, 3, 5, 9), status="cancelled")

    assert calendar.latest_begun([later, window, off], now) is None
    assert calendar.latest_begun([today, later, off], now) == today
    assert calendar.latest_begun([began, today, later], now) == began


def test_tab_takes_the_owners_of_the_body_first_and_goes_on_to_take_the_same(
    filled: Desk,
) -> None:
    session = Session()
    session.folder = str(filled.root)
    register = session.load().register
    meeting = register.meetings[0]
    written = [Action(owners=("Nieuw", "DB")), Action(owners=("DB",))]
    kept = drafts.Draft(meeting.id, datetime(2025, 3, 5), actions=tuple(written))

    known = Dialogue(session, register, meeting, kept, lambda _draft: None).owners()

    assert known == ["AB", "E. Ruesen", "W. Stortelder", "DB", "regiokassier", "Nieuw"]


def test_a_refused_commit_keeps_what_was_typed(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = filled.root / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho nee >&2\nexit 1\n")
    hook.chmod(0o755)
    before = filled.state()
    decide(monkeypatch, "", *ONE, "", "")

    run = filled.run("take", "AB")

    assert run.code == 1
    assert run.err.endswith(f"1 action is kept; go on with: actiepunt take {MEETING}\n")
    assert filled.state() == before
    hook.unlink()
    decide(monkeypatch, "continue", "", "y")
    assert "2025-004 added: Nota schrijven" in filled.good("take", "AB")


def test_a_draft_is_discarded_when_asked(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = Repository(filled.root)
    kept = drafts.Draft(MEETING, datetime(2025, 3, 4, 16, 20), unfinished={"summary": "Half"})
    drafts.save(repository, kept)
    asked = decide(monkeypatch, "d", "", "")

    said = filled.good("take", "AB")

    assert " 1  Half …\n1 action, kept on Tue 4 Mar 16:20, is not recorded yet.\n" in said
    assert asked == ["What now (continue / discard)", "Agenda item", "Action 1"]
    assert draft(filled) is None


def test_a_draft_that_cannot_be_read_is_told_and_stays(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository(filled.root)
    drafts.save(repository, drafts.Draft(MEETING, datetime(2025, 3, 4)))
    (path,) = (filled.root / ".git" / "actiepunt").glob("draft-*.json")
    decide(monkeypatch)
    for text in ("[]", "{", '{"version": 1}', "\x00"):
        path.write_text(text)

        run = filled.run("take", "AB")

        assert run.code == 1
        assert "cannot be read\nCopy from it what you need" in run.err
        assert path.read_text() == text
    assert drafts.every(repository) == []


def test_another_window_is_told(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(monkeypatch)
    with drafts.held(Repository(filled.root), MEETING):
        run = filled.run("take", "AB")

    assert run.code == 1
    assert "are being taken down in another window" in run.err


def test_a_deadline_is_kept_as_it_was_meant(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tomorrow, a week that Python would take for its Monday, and a meeting."""
    decide(
        monkeypatch, "", "Een", "", "morgen", "Twee", "", "2025-W12", "Drie", "", "AB:next", "Vier"
    )
    with pytest.raises(IndexError):  # the answers are up
        main(["--register", str(filled.root), "take", "AB"])

    kept = draft(filled)

    assert kept is not None
    assert [str(action.due) for action in kept.actions] == [
        "2025-03-06", "2025-W12", "ab-2025-04-02",
    ]  # fmt: skip
    assert kept.unfinished == {"summary": "Vier"}
    monkeypatch.setenv("ACTIEPUNT_TODAY", "2025-03-09")
    decide(monkeypatch, "", "", "", "", "")
    filled.good("take", "AB")
    actions = tomllib.loads(filled.read())["action"][3:]
    assert [str(action.get("due")) for action in actions] == [
        "2025-03-06", "2025-W12", "ab-2025-04-02", "None",
    ]  # fmt: skip


def test_hostile_texts_are_taken_down_as_they_are(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [word for text in HOSTILE for word in (text, "", "")]
    decide(monkeypatch, "", *answers, "", "")

    filled.good("take", "AB")

    added = tomllib.loads(filled.read())["action"][3:]
    assert [action["summary"] for action in added] == list(HOSTILE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals")
@pytest.mark.parametrize("name", ["SIGHUP", "SIGKILL"])
def test_a_window_that_is_closed_loses_nothing(filled: Desk, name: str) -> None:
    import signal

    before = filled.state()
    code = f"import sys; sys.argv[1:] = ['save', '5', '{int(getattr(signal, name))}']{KILLED}"
    typed(
        filled,
        [],
        [
            ("Agenda item", "3\r"),
            ("Action 1", "Nota\r"),
            ("Owners", "rue\t\r"),
            ("Due", "eind april\r"),
            ("Action 2", "Zaal\r"),
        ],
        code=code,
    )
    assert filled.state() == before

    screen = typed(
        filled,
        ["take", "AB"],
        [
            ("What now (continue / discard)", "\r"),
            ("Owners", "\r"),
            ("Due", "\r"),
            ("Action 3", "\r"),
            ("Record these 2 actions?", "\r"),
        ],
    )

    assert "2 actions, kept on Wed 5 Mar 12:00, are not recorded yet." in screen
    assert "2025-004 added: Nota" in screen
    assert "2025-005 added: Zaal" in screen
    assert 'owners = ["E. Ruesen"]' in filled.read().removeprefix(ACTIONS)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals")
def test_a_kill_after_the_commit_does_not_record_it_twice(filled: Desk) -> None:
    code = f"import sys; sys.argv[1:] = ['remove', '1', '9']{KILLED}"
    typed(
        filled,
        [],
        [
            ("Agenda item", "\r"),
            ("Action 1", "Nota\r"),
            ("Owners", "\r"),
            ("Due", "\r"),
            ("Action 2", "\r"),
            ("Record this action?", "\r"),
        ],
        code=code,
    )
    assert filled.read().count('summary = "Nota"') == 1
    assert "Typed and not recorded yet" not in filled.good()

    screen = typed(filled, ["take", "AB"], [("Agenda item", "\r"), ("Action 1", "\r")])

    assert "No action was recorded." in screen
    assert draft(filled) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals")
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_says_what_is_kept_and_how_to_go_on(filled: Desk, key: str) -> None:
    before = filled.state()

    screen = typed(
        filled,
        ["take", "AB", "--item", "2"],
        [
            ("Action 1", "9\r"),
            ("There is no action 9 in the list.", "\x15Nota\r"),
            ("Owners", "DB\r"),
            ("Due", "ooit\r"),
            ("cannot be read", "\x15\r"),
            ("Action 2", key),
        ],
    )

    assert screen.endswith(
        "actiepunt: stopped; no action was recorded\r\n"
        "1 action is kept; go on with: actiepunt take ab-2025-01-29\r\n"
    )
    assert filled.state() == before


def test_bare_actiepunt_says_what_was_typed_and_is_not_recorded(filled: Desk) -> None:
    repository = Repository(filled.root)
    kept = drafts.Draft(MEETING, datetime(2025, 3, 4), unfinished={"summary": "Nota"})
    drafts.save(repository, kept)

    assert f"Typed and not recorded yet: actiepunt take {MEETING}\n" in filled.good()


def test_actions_that_get_other_numbers_keep_their_subject(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("bob")
    anna.good("add", "Van Anna", "--owner", "DB")
    anna.good("sync")
    with monkeypatch.context() as patch:
        decide(patch, "", *ONE, *TWO, "", "")
        bob.good("take", "AB")

    bob.good("sync")

    message = bob.git("log", "-1", "--format=%B")
    assert message.startswith("AB 29 januari 2025: 2 actiepunten\n\n2025-006: Nota schrijven\n")
    assert message.endswith("\n\nAction: 2025-006\nAction: 2025-005\n\n")
