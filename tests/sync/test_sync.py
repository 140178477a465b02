"""`actiepunt sync` between real clones: nothing is lost, and nobody is asked without need."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import servers
from actiepunt.git import remote
from actiepunt.tomlfile import read
from conftest import ACTIONS, Clone, Desk
from helpers import decide, in_words, published, typed


def test_two_who_add_are_not_asked_and_get_two_numbers(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "DB")
    bob.good("add", "Van Bob", "--owner", "AB")
    bob.good("close", "4", "--outcome", "Klaar", "-m", "Besluit bij 2025-004")

    assert anna.good("sync") == "Sent 1 commit to origin/main.\n"
    assert bob.good("sync") == (
        "Received 1 change:\n"
        "  2025-004 added: Van Anna\n"
        "Sent 2 commits to origin/main.\n"
        "2025-004 is now 2025-005: Van Bob (another 2025-004 was published first)\n"
    )
    assert anna.good("sync") == "Received 1 change:\n  2025-005 added: Van Bob\n"
    assert bob.good("sync") == "Nothing to send or receive: this is what origin/main has.\n"

    assert anna.read() == bob.read() == published(bob)
    assert anna.git("rev-parse", "HEAD") == bob.git("rev-parse", "HEAD")
    assert anna.git("status", "--porcelain") == bob.git("status", "--porcelain") == ""
    assert 'id = "2025-005"\nsummary = "Van Bob"' in bob.read()
    assert 'was = ["2025-004"]' in bob.read()
    assert "0 errors" in bob.good("check")
    rows = json.loads(anna.good("log", "5", "--format", "json"))["changes"]
    assert [(row["id"], row["field"], row["new"], row["reason"]) for row in rows] == [
        ("2025-005", "created", "Van Bob", None),
        ("2025-005", "status", "done", "Besluit bij 2025-005"),
        ("2025-005", "closed", "2025-03-05", "Besluit bij 2025-005"),
        ("2025-005", "outcome", "Klaar", "Besluit bij 2025-005"),
    ]
    assert anna.git("log", "-1", "--format=%s") == "2025-005 afgerond: Van Bob\n"
    shown = anna.run("show", "2025-004")
    assert shown.out.startswith("2025-004  Van Anna\n")
    assert shown.err == "2025-004 was the number of 2025-005 for a while: Van Bob\n"


def test_an_earlier_number_finds_the_action_where_no_other_has_it(filled: Desk) -> None:
    filled.commit(ACTIONS.replace('"2025-003"', '"2025-009"') + 'was = ["2025-003"]\n')

    shown = filled.run("show", "3")

    assert shown.out.startswith("2025-009  Begroting vaststellen\n")
    assert shown.err == "2025-003 is now 2025-009\n"


def test_different_fields_of_one_action_need_nobody(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("defer", "1", "--to", "2025-04-01")
    bob.good("note", "1", "Gebeld")
    bob.good("edit", "1", "--owner", "E. Ruesen", "--owner", "W. Stortelder", "--owner", "DB")
    anna.good("edit", "1", "--owner", "E. Ruesen")
    anna.good("sync")

    bob.good("sync")
    anna.good("sync")

    assert anna.read() == bob.read()
    shown = bob.good("show", "1", "--format", "json")
    assert '"2025-04-01"' in shown
    assert "Gebeld" in shown
    assert 'owners = ["E. Ruesen", "DB"]' in bob.read()


def test_one_field_changed_by_both_is_exit_3_in_a_pipe_and_nothing_changes(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("sync")
    bob.good("note", "2", "Eerst dit")
    bob.good("defer", "1", "--to", "2025-05-01")
    bob.write("los\n", "los.txt")
    before = bob.state()

    run = bob.process("sync")

    assert run.code == 3
    assert run.out == ""
    who = "Anna, " + in_words(bob.git("log", "-1", "--format=%cs", "origin/main").strip())
    assert run.err == (
        f"2025-001 Koningsdag toelichten, due: theirs Tue 1 April 2025 ({who}), mine Thu 1 May 2025\n"
        "actiepunt: 1 change of yours contradicts one of others\n"
        "Nothing was changed. Run `actiepunt sync` on a terminal: it asks what is right.\n"
    )
    assert bob.state() == before
    assert "due = 2025-04-01" in published(bob)
    assert not (bob.root / ".git/actiepunt-sync").exists()
    bob.good("close", "3")


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        ([("Which is right", "t\r")], "2025-04-01"),
        ([("Which is right", "mine\r")], "2025-05-01"),
        ([("Which is right", "x\r"), ("Answer one of", "\x15e\r"), ("due: ", "\x15ooit\r"),
          ("cannot be read", "\x15eind juni\r")], '"eind juni 2025"'),
    ],
)  # fmt: skip
def test_a_person_at_a_terminal_decides(
    anna: Desk, clone: Clone, answers: list[tuple[str, str]], due: str
) -> None:
    bob = clone("Bob")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("sync")
    bob.good("defer", "1", "--to", "2025-05-01")
    bob.good("note", "2", "En dit")

    screen = typed(bob, ["sync"], answers)

    assert "2025-001 Koningsdag toelichten: due" in screen
    assert "theirs  Tue 1 April 2025   (Anna, " in screen
    assert "mine    Thu 1 May 2025" in screen
    assert "origin/main." in screen
    assert f"due = {due}\n" in bob.read()
    assert "En dit" in bob.read()
    assert bob.read() == published(bob)
    assert bob.git("status", "--porcelain") == ""


def test_a_question_left_with_ctrl_c_changes_nothing(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("sync")
    bob.good("defer", "1", "--to", "2025-05-01")
    before = bob.state()

    screen = typed(bob, ["sync"], [("Which is right", "\x03")])

    assert "stopped; nothing was changed" in screen
    assert bob.state() == before
    assert not (bob.root / ".git/actiepunt-sync").exists()


def test_the_message_says_what_was_decided_and_keeps_the_reason(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("edit", "1", "--owner", "E. Ruesen")
    anna.good("sync")
    bob.good("edit", "1", "--due", "2025-05-01", "--owner", "E. Ruesen", "--owner",
             "W. Stortelder", "--owner", "DB", "-m", "Omdat het moet")  # fmt: skip
    decide(monkeypatch, "edit", "juni 2025")

    bob.good("sync")

    assert bob.git("log", "-1", "--format=%B").strip() == (
        "2025-001 gewijzigd: Koningsdag toelichten\n\n"
        "actiehouder: E. Ruesen → E. Ruesen, DB\n"
        "termijn: 2025-04-01 → juni 2025\n\nAction: 2025-001\nReason: Omdat het moet"
    )


def test_status_and_closing_day_are_one_question(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("close", "1", "--on", "2025-03-04", "--outcome", "Gedaan")
    anna.good("sync")
    bob.good("cancel", "1", "--outcome", "Hoeft niet")
    asked = decide(monkeypatch, "mine")

    out = bob.good("sync")

    assert asked == ["Which is right (theirs / mine)"]
    assert "2025-001 Koningsdag toelichten: status, closed, outcome\n" in out
    assert "  theirs  done; Tue 4 March 2025; Gedaan   (Anna, " in out
    assert "  mine    cancelled; Wed 5 March 2025; Hoeft niet\n" in out
    assert 'status = "cancelled"' in bob.read()
    assert 'closed = 2025-03-05\noutcome = "Hoeft niet"' in bob.read()


def test_what_others_published_does_not_steer_the_terminal(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.git("config", "user.name", "A\x1b[31m")
    anna.commit(ACTIONS.replace("Koningsdag toelichten", "rood\\u001b[31m\\u202e"))
    anna.git("push", "-q", "origin", "main")
    bob.good("edit", "1", "--summary", "Van mij")
    for words, code in ((["sync"], 1), (["sync", "--anyway"], 3)):
        run = bob.run(*words)
        assert run.code == code
        assert "\x1b" not in run.err
    decide(monkeypatch, "mine")

    out = bob.good("sync", "--anyway")

    assert "rood␛[31m" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert 'summary = "Van mij"' in bob.read()


def test_lists_texts_and_meetings_can_be_typed_anew(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("edit", "1", "--owner", "A")
    anna.good("meeting", "move", "AB:next", "--start", "2025-04-09")
    anna.good("sync")
    bob.good("edit", "1", "--owner", "B")
    bob.good("meeting", "move", "AB:next", "--start", "2025-04-16 14:00")
    decide(monkeypatch, "edit", "C, D", "edit", "2025-04-23 09:00", "10:30")

    bob.good("sync")

    assert 'owners = ["C", "D"]' in bob.read()
    calendar = bob.read("data/calendar.toml")
    assert "start = 2025-04-23T09:00:00\nend = 2025-04-23T10:30:00\n" in calendar


def test_what_one_removed_and_the_other_changed_is_asked(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    start, end = ACTIONS.index("# Deze wacht"), ACTIONS.index('[[action]]\nuid = "ccc')
    anna.commit(ACTIONS[:start] + ACTIONS[end:])
    anna.good("sync")
    bob.good("note", "2", "Toch")
    before = bob.state()
    run = bob.run("sync")
    assert run.code == 3
    assert "theirs (removed) (Anna, " in run.err
    assert bob.state() == before
    decide(monkeypatch, "mine")

    bob.good("sync")

    assert "Toch" in bob.read()
    assert bob.read().count("[[action]]") == 3


def archived(desk: Desk, uid: str) -> None:
    """Move a closed action to the archive by hand, as `archive` will."""
    text = desk.read()
    start = text.index(f'[[action]]\nuid = "{uid * 16}"')
    end = text.find("\n[[action]]", start) + 1 or len(text)
    desk.write(text[start:end], "data/archive/actions-2025.toml")
    desk.write(text[:start] + text[end:])
    desk.good("save")


@pytest.mark.parametrize("archiver", ["anna", "bob"])
def test_a_change_follows_an_action_to_the_archive(anna: Desk, clone: Clone, archiver: str) -> None:
    anna.good("close", "3")
    anna.good("sync")
    bob = clone("Bob")
    one, other = (anna, bob) if archiver == "anna" else (bob, anna)
    archived(one, "c")
    other.good("note", "3", "Nagekomen")
    anna.good("sync")

    bob.good("sync")
    anna.good("sync")

    assert "Begroting" not in bob.read()
    assert "Nagekomen" in bob.read("data/archive/actions-2025.toml")
    assert "0 errors" in bob.good("check")
    assert anna.state()[2] == bob.state()[2]


def taken_out(desk: Desk, uid: str) -> None:
    """Remove an action by hand."""
    text = desk.read()
    start = text.index(f'[[action]]\nuid = "{uid * 16}"')
    end = text.find("\n[[action]]", start) + 1 or len(text)
    desk.commit(text[:start] + text[end:])


@pytest.mark.parametrize("archiver", ["anna", "bob"])
def test_a_removal_follows_an_action_to_the_archive(
    anna: Desk, clone: Clone, archiver: str
) -> None:
    anna.good("close", "3")
    anna.good("sync")
    bob = clone("Bob")
    one, other = (anna, bob) if archiver == "anna" else (bob, anna)
    archived(one, "c")
    taken_out(other, "c")
    anna.good("sync")

    bob.good("sync")
    anna.good("sync")

    assert "Begroting" not in bob.read() + bob.read("data/archive/actions-2025.toml")
    assert re.search(r"Bob +2025-003 +removed", bob.good("log"))
    assert bob.git("log", "-1", "--format=%s") == "2025-003 verwijderd: Begroting vaststellen\n"
    assert "0 errors" in bob.good("check")
    assert anna.state()[2] == bob.state()[2]


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_a_removal_of_what_was_archived_and_changed_is_asked(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch, keep: str
) -> None:
    anna.good("close", "3")
    anna.good("sync")
    bob = clone("Bob")
    anna.good("note", "3", "Nagekomen")
    archived(anna, "c")
    taken_out(bob, "c")
    anna.good("sync")
    before = bob.state()

    assert "theirs (changed) (Anna, " in bob.run("sync").err
    assert bob.state() == before
    decide(monkeypatch, keep)
    bob.good("sync")

    assert ("Begroting" in bob.read("data/archive/actions-2025.toml")) == (keep == "theirs")
    assert "0 errors" in bob.good("check")


def test_a_number_that_others_archived_already_is_taken(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "A")
    uid = anna.read().rsplit('uid = "', 1)[1][:16]
    anna.good("close", "4")
    anna.write(anna.read().replace(uid, "f" * 16))
    anna.good("save")
    archived(anna, "f")
    anna.write(ACTIONS)  # to the byte as it was, so that git has nothing to merge in it
    anna.good("save")
    anna.good("sync")
    bob.good("add", "Van Bob", "--owner", "B")

    assert "2025-004 is now 2025-005: Van Bob" in bob.good("sync")
    assert bob.git("log", "-1", "--format=%s") == "2025-005 hernummerd: Van Bob\n"
    assert "0 errors" in bob.good("check")


def test_an_action_that_is_opened_again_comes_back_from_the_archive(
    anna: Desk, clone: Clone
) -> None:
    anna.good("close", "3")
    anna.good("sync")
    bob = clone("Bob")
    archived(anna, "c")
    anna.good("sync")
    bob.good("reopen", "3")

    bob.good("sync")

    assert 'summary = "Begroting vaststellen"' in bob.read()
    assert bob.read("data/archive/actions-2025.toml").strip() == ""
    assert "0 errors" in bob.good("check")


def test_what_does_not_go_together_is_refused(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    calendar = anna.read("data/calendar.toml")
    anna.write(ACTIONS.replace('"ab-2025-04-02"', "2025-04-02"))
    anna.write(calendar[: calendar.index('\n[[meeting]]\nuid = "eee')], "data/calendar.toml")
    anna.good("save")
    anna.good("sync")
    bob.good("defer", "1", "--to", "ab-2025-04-02")
    before = bob.state()

    run = bob.run("sync")

    assert run.code == 3
    assert "there is no meeting “ab-2025-04-02”" in run.err
    assert "do not go together" in run.err
    assert bob.state() == before


def test_two_meetings_of_one_day_get_two_ids_and_actions_go_with_theirs(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    anna.good("meeting", "add", "--body", "DB", "--start", "2025-06-01 09:00")
    anna.good("add", "Van Anna", "--owner", "A", "--due", "db-2025-06-01")
    anna.good("sync")
    bob.good("meeting", "add", "--body", "DB", "--start", "2025-06-01 14:00")
    bob.good("add", "Van Bob", "--owner", "B", "--due", "db-2025-06-01")
    bob.good("defer", "1", "--to", "db-2025-06-01")

    out = bob.good("sync")

    assert "db-2025-06-01 is now db-2025-06-01-2: DB (another db-2025-06-01 was published" in out
    due = {a.summary: a.due for a in read.actions(bob.read(), "")[0]}
    assert due["Van Anna"] == "db-2025-06-01"
    assert due["Van Bob"] == due["Koningsdag toelichten"] == "db-2025-06-01-2"
    assert "already meets" not in bob.good("check")
    anna.good("sync")
    assert anna.read() == bob.read()


def test_somebody_publishes_in_between(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "A")
    bob.good("add", "Van Bob", "--owner", "B")
    real, times = remote.push, list[int]()

    def push(*words: object) -> None:
        if not times:
            times.append(1)
            assert bob.process("sync").code == 0
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(remote, "push", push)

    assert "2025-004 is now 2025-005" in anna.good("sync")
    assert anna.read() == published(anna)


def test_a_question_is_asked_once_however_often_others_publish_in_between(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    bob.good("edit", "1", "--item", "7")
    bob.good("sync")
    anna.good("edit", "1", "--item", "8")
    asked = decide(monkeypatch, "mine")
    real, times = remote.push, list[int]()

    def push(*words: object) -> None:
        times.append(1)
        if len(times) < 3:
            bob.good("note", "2", "Alweer")
            bob.git("push", "-q")
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(remote, "push", push)

    anna.good("sync")

    assert len(times) == 3
    assert len(asked) == 1
    assert 'item = "8"' in published(anna)
    assert published(anna).count("Alweer") == 2


def test_others_who_never_stop_are_told(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("close", "1")
    before = anna.state()
    real = remote.push

    def push(*words: object) -> None:
        bob.good("note", "2", "Alweer")
        bob.git("push", "-q")
        real(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(remote, "push", push)
    monkeypatch.setattr("actiepunt.sync.run.time.sleep", lambda _seconds: None)

    run = anna.run("sync")

    assert run.code == 1
    assert run.err.startswith("actiepunt: the remote kept changing; gave up after 10 attempts")
    assert anna.state() == before


def test_a_lock_that_stays_on_the_server_is_told(
    anna: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna.good("close", "1")
    (tmp_path / "bare.git/refs/heads/main.lock").write_bytes(b"")
    monkeypatch.setattr("actiepunt.sync.run.time.sleep", lambda _seconds: None)

    run = anna.run("sync")

    assert run.code == 1
    assert run.err.startswith("actiepunt: the server refused what you publish: ")
    assert len(run.err.splitlines()) == 2


def test_a_register_is_published_for_the_first_time(filled: Desk, tmp_path: Path) -> None:
    none = filled.run("sync")
    assert none.code == 1
    assert none.err.startswith("actiepunt: this register has no remote")

    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "new.git"], check=True)
    filled.git("remote", "add", "server", str(tmp_path / "new.git"))

    assert filled.good("sync") == "Sent 3 commits to server/main.\n"
    assert filled.git("rev-parse", "main@{upstream}") == filled.git("rev-parse", "main")


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/nowhere/bare.git", "there is no register at the address of the remote"),
        ("https://localhost:9/bare.git", "the server cannot be reached"),
        ("ssh://nobody@localhost:9/bare.git", "the "),
        ("ext::sh -c 'touch owned'", "git refused"),
    ],
)
def test_a_server_that_is_not_there_is_told(anna: Desk, address: str, told: str) -> None:
    anna.good("close", "1")
    anna.git("remote", "set-url", "origin", address)
    before = anna.state()

    run = anna.process("sync")

    assert run.code == 1
    assert run.err.startswith(f"actiepunt: {told}")
    assert len(run.err.splitlines()) == 2
    assert anna.state() == before
    assert not (anna.root / "owned").exists()


def both_ways(anna: Desk, clone: Clone) -> None:
    """Send something from here and something from another clone, and have both."""
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "A")
    bob.good("add", "Van Bob", "--owner", "B")
    bob.good("sync")
    assert "2025-004 is now 2025-005" in anna.good("sync")
    assert anna.good("sync").startswith("Nothing to send or receive")


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl to make a certificate with")
def test_it_works_over_https_and_says_when_it_is_not_let_in(
    anna: Desk, clone: Clone, tmp_path: Path
) -> None:
    proof = servers.certificate(tmp_path)
    anna.git("config", "http.sslCAInfo", str(proof))
    with servers.https(tmp_path, proof) as address:
        anna.git("remote", "set-url", "origin", f"{address}/bare.git")
        both_ways(anna, clone)

    anna.good("close", "1")
    with servers.https(tmp_path, proof, login="Basic eDp4") as address:
        anna.git("remote", "set-url", "origin", f"{address}/bare.git")
        refused = anna.process("sync")
    assert refused.code == 1
    assert refused.err.startswith("actiepunt: the server did not let you in\n")
    gone = anna.process("sync")
    assert gone.err.startswith("actiepunt: the server cannot be reached\n")


def test_it_works_over_ssh_and_says_when_it_is_not_let_in(
    anna: Desk, clone: Clone, tmp_path: Path
) -> None:
    anna.git("config", "core.sshCommand", str(servers.ssh(tmp_path)))
    anna.git("remote", "set-url", "origin", f"ssh://server{tmp_path}/bare.git")
    both_ways(anna, clone)

    servers.ssh(tmp_path, "echo 'x@server: Permission denied (publickey).' >&2; exit 255")
    anna.good("close", "1")
    refused = anna.run("sync")

    assert refused.code == 1
    assert refused.err.startswith("actiepunt: the server did not let you in\n")


def test_a_slow_network_shows_how_far_it_is(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("close", "1")
    anna.good("sync")
    slow = (
        "import sys, actiepunt.cli.progress as p; p.PATIENCE = -1.0; "
        "from actiepunt.cli import main; sys.exit(main(['sync']))"
    )
    bob.git(
        "remote", "set-url", "origin", f"file://{bob.git('remote', 'get-url', 'origin')}".strip()
    )

    screen = typed(bob, [], [], code=slow)

    assert re.search(r"remote: (Counting|Enumerating|Compressing) objects", screen)
    assert "Received 1 change:" in screen
    assert "remote:" not in bob.process("sync").err


def test_a_server_that_refuses_says_why(anna: Desk, tmp_path: Path) -> None:
    anna.good("close", "1")
    hook = tmp_path / "bare.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho 'main is beschermd: maak een verzoek' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = anna.state()

    run = anna.run("sync")

    assert run.code == 1
    assert run.err == (
        "actiepunt: the server refused what you publish: main is beschermd: maak een verzoek\n"
        "Your changes are safe in this folder; ask who runs the server, and try again.\n"
    )
    assert anna.state() == before


def test_a_remote_that_somebody_works_in_is_told(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob", address=str(anna.root))
    bob.good("close", "1")

    run = bob.run("sync")

    assert run.code == 1
    assert run.err.startswith("actiepunt: the remote is a folder that somebody works in\n")


def test_other_work_in_the_folder_stays_and_what_is_in_the_way_is_told(
    anna: Desk, clone: Clone
) -> None:
    anna.commit("een\n", "notities.txt")
    anna.good("sync")
    bob = clone("Bob")
    anna.good("close", "1")
    anna.good("sync")
    bob.good("close", "2")
    bob.write("bezig\n", "notities.txt")
    bob.write("klaar\n", "klaar.txt")
    bob.git("add", "klaar.txt")
    bob.write("los\n", "los.txt")

    bob.good("sync")
    assert set(bob.git("status", "--porcelain").splitlines()) == {
        "?? los.txt", " M notities.txt", "A  klaar.txt",
    }  # fmt: skip

    anna.good("sync")
    anna.commit("twee\n", "notities.txt")
    anna.commit("van Anna\n", "los.txt")
    anna.good("sync")
    before = bob.state()
    run = bob.run("sync")
    assert run.code == 1
    assert run.err.startswith("actiepunt: los.txt, notities.txt has edits here")
    assert bob.state() == before


def test_a_file_that_is_not_ours_changed_by_both_is_for_git(anna: Desk, clone: Clone) -> None:
    anna.commit("een\n", "notities.txt")
    anna.good("sync")
    bob = clone("Bob")
    anna.commit("twee\n", "notities.txt")
    anna.good("sync")
    bob.commit("drie\n", "notities.txt")
    before = bob.state()

    run = bob.run("sync")

    assert run.code == 3
    assert run.err.startswith("actiepunt: notities.txt was changed on both sides\n")
    assert bob.state() == before


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        ("mkdir .git/rebase-merge", "git is in the middle of a rebase"),
        ("git checkout -q --detach", "git is on no branch"),
        ("echo >> data/actions.toml", "data/actions.toml has edits that are not recorded yet"),
        ("git rm -q .gitattributes; git commit -qm x", "git does not know yet how this register"),
        ("git checkout -q --orphan x; git commit -qm x; git branch -f main; git checkout -q main",
         "this register and the published one have no history in common"),
    ],
)  # fmt: skip
def test_a_register_that_is_not_ready_is_told(anna: Desk, prepare: str, told: str) -> None:
    anna.good("sync")
    subprocess.run(prepare, shell=True, check=True, cwd=anna.root)  # noqa: S602 - our own words
    text, head = anna.read(), anna.git("rev-parse", "HEAD")

    run = anna.run("sync")

    assert run.code == 1
    assert run.err.startswith(f"actiepunt: {told}")
    assert len(run.err.splitlines()) == 2
    assert (anna.read(), anna.git("rev-parse", "HEAD")) == (text, head)


def test_a_kill_between_push_and_the_folder_is_made_good(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "A")
    anna.good("sync")
    bob.good("add", "Van Bob", "--owner", "B")
    code = (
        "import os, sys; from actiepunt.storage import checkout; from actiepunt.cli import main\n"
        "checkout.move = lambda *words: os._exit(9)\nmain(['sync'])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=bob.root, check=False)
    assert done.returncode == 9
    bob.good("add", "Nog een", "--owner", "B")  # under the old number after it: 2025-005

    out = bob.good("sync")

    assert "2025-004 is now 2025-005: Van Bob" in out
    assert "2025-005 is now 2025-006: Nog een" in out
    assert bob.read().count("Van Bob") == bob.read().count("Nog een") == 1
    assert bob.read() == published(bob)
    assert not (bob.root / ".git/actiepunt/sync.json").exists()


def test_a_subfolder_and_a_work_tree_of_its_own_sync_too(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "-q", "--bare", bare], check=True)
    top = Desk(tmp_path / "top", capsys)
    subprocess.run(["git", "clone", "-q", bare, top.root], check=True, capture_output=True)
    top.good("init", "sub/het register")
    one = Desk(top.root / "sub/het register", capsys)
    one.good("add", "Een", "--owner", "A")
    one.good("sync")
    other = Desk(tmp_path / "other", capsys)
    subprocess.run(["git", "clone", "-q", bare, other.root], check=True)
    two = Desk(other.root / "sub/het register", capsys)
    two.good("init", ".")
    one.good("add", "Twee", "--owner", "A")
    two.good("add", "Drie", "--owner", "A")
    one.good("sync")

    assert "2025-002 is now 2025-003: Drie" in two.good("sync")

    tree = Desk(tmp_path / "tree/sub/het register", capsys)
    two.git("worktree", "add", "-q", "-b", "concept", str(tmp_path / "tree"))
    tree.good("close", "1")
    assert tree.good("sync") == "Sent 1 commit to origin/concept.\n"


def test_a_shallow_clone_takes_in_and_says_what_it_needs_to_publish(
    anna: Desk, clone: Clone, tmp_path: Path
) -> None:
    anna.good("note", "1", "Eerder")
    anna.good("sync")
    bob = clone("Bob", address=f"file://{tmp_path}/bare.git")
    bob.git("fetch", "-q", "--depth", "1")
    anna.good("add", "Van Anna", "--owner", "A")
    anna.good("sync")
    assert "2025-004 added: Van Anna" in bob.good("sync")
    anna.good("close", "1")
    anna.good("sync")
    bob.good("add", "Van Bob", "--owner", "B")

    run = bob.run("sync")

    assert run.code == 1
    assert run.err.endswith("Fetch it first: git fetch --unshallow\n")
    bob.git("fetch", "-q", "--unshallow")
    bob.good("sync")


def test_inside_a_command_of_git_it_finds_its_own_way(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "A")
    anna.good("sync")
    bob.good("add", "Van Bob", "--owner", "B")
    there = {"GIT_DIR": str(bob.root / ".git"), "GIT_WORK_TREE": str(bob.root)}

    run = bob.process("sync", **there, GIT_INDEX_FILE=str(bob.root / ".git/index"))

    assert run.code == 0, run
    assert "2025-004 is now 2025-005" in run.out
    assert bob.git("status", "--porcelain") == ""
    assert bob.read() == published(bob)


def test_commits_of_all_kinds_are_published_with_who_made_them(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "A")
    anna.good("sync")
    bob.good("add", "Van Bob", "--owner", "B", "--author", "Carla <c@example.org>")
    bob.git("commit", "-q", "--allow-empty", "-m", "een leeg commit")
    bob.git("commit", "-q", "--allow-empty", "--allow-empty-message", "-m", "")
    bob.commit("los\n", "los.txt", "over 2025-004 en 2025-0041, x2025-004")
    bob.good("close", "4", "-m", "nr. 2025-004: klaar")

    bob.good("sync")

    assert bob.git("log", "-5", "--format=%an %s").splitlines() == [
        "Bob 2025-005 afgerond: Van Bob",
        "Bob over 2025-004 en 2025-0041, x2025-004",
        "Bob ",
        "Bob een leeg commit",
        "Carla 2025-005 toegevoegd: Van Bob",
    ]
    assert "nr. 2025-005: klaar" in bob.git("log", "-1", "--format=%b")
    assert bob.git("rev-parse", "HEAD") == bob.git("rev-parse", "origin/main")
