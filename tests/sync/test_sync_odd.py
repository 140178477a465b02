"""`actiepunt sync` among odd histories, settings, hooks and files: what others run into first."""

import json
import subprocess
from pathlib import Path

import pytest

from actiepunt.cli import decide as questions
from actiepunt.sync.resolve import Question
from conftest import ACTIONS, Clone, Desk
from helpers import apart, decide, in_words, published, together


def test_what_a_person_made_of_a_merge_is_published(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("add", "Van Anna", "--owner", "DB")
    anna.good("sync")
    bob.git("switch", "-qc", "zij")
    bob.good("add", "Zij", "--owner", "AB")
    bob.git("switch", "-q", "main")
    bob.good("note", "2", "Van Bob")
    bob.git("merge", "-q", "--no-commit", "zij")
    bob.write(bob.read().replace("Zij", "Zij met handwerk"))
    bob.write("los\n", "los.txt")
    bob.git("add", ".")
    bob.git("commit", "-qm", "Samen")

    assert bob.good("sync") == (
        "Received 1 change:\n"
        "  2025-004 added: Van Anna\n"
        "Sent 4 commits to origin/main.\n"
        "2025-004 is now 2025-005: Zij met handwerk (another 2025-004 was published first)\n"
    )
    together(bob, anna)
    assert 'summary = "Zij met handwerk"' in anna.read()
    assert "Van Bob" in anna.read()
    assert anna.read("los.txt") == "los\n"
    assert anna.git("log", "-1", "--format=%s") == "samengevoegd met wat anderen publiceerden\n"


def test_what_was_settled_in_a_merge_is_not_asked_again(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("sync")
    bob.good("defer", "1", "--to", "2025-05-01")
    with pytest.raises(subprocess.CalledProcessError):
        bob.git("pull", "-q", "--no-rebase")
    bob.git("checkout", "--ours", "data")
    bob.git("commit", "-qam", "De mijne")
    anna.good("add", "Van Anna", "--owner", "DB")
    anna.good("sync")

    together(bob, anna)

    assert "2025-05-01" in anna.read()
    assert "Van Anna" in bob.read()


def test_a_conflict_with_a_merge_of_ones_own_is_asked(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    bob.git("switch", "-qc", "zij")
    bob.good("note", "2", "Zij")
    bob.git("switch", "-q", "main")
    bob.good("defer", "1", "--to", "2025-05-01")
    bob.git("merge", "-q", "--no-edit", "zij")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("sync")
    before = bob.state()

    run = bob.run("sync")
    assert run.code == 3
    assert "due: theirs Tue 1 April 2025 (Anna, " in run.err
    assert bob.state() == before
    decide(monkeypatch, "mine")
    together(bob, anna)

    assert "due = 2025-05-01" in anna.read()
    assert "Zij" in anna.read()


@pytest.mark.parametrize("name", ["rtoml.py", "click.py", "actiepunt.py"])
def test_nothing_that_others_publish_is_run(anna: Desk, clone: Clone, name: str) -> None:
    bob = clone("Bob")
    anna.write("open('gedaan', 'w').write('x')\nraise SystemExit(0)\n", name)
    anna.git("add", name)
    anna.git("commit", "-qm", "Erbij")
    apart(anna, bob)

    together(bob, anna)
    bob.write(bob.read().replace("Van Bob", "Met de hand"))
    bob.git("commit", "-qam", "Met de hand")

    assert "Van Bob" in anna.read()
    assert not list(anna.root.parent.glob("*/gedaan"))


def test_a_file_that_begins_with_a_byte_order_mark_is_changed_and_merged(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    anna.write("\ufeff" + ACTIONS[ACTIONS.index("[[action]]") :])
    anna.good("save")
    anna.good("close", "1")
    apart(anna, bob)

    together(bob, anna)

    assert anna.read().startswith('\ufeff[[action]]\nuid = "')
    assert anna.read().count("\ufeff") == 1
    assert anna.read().count("[[action]]") == 5


def test_what_one_added_and_took_away_again_needs_nobody(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    apart(anna, bob)
    bob.git("revert", "--no-edit", "HEAD")

    together(bob, anna)

    assert "Van Bob" not in anna.read()


@pytest.mark.parametrize("reason", ["#12 hersteld", "# een kop\n\ntekst"])
def test_a_message_may_begin_like_a_comment_of_git(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch, reason: str
) -> None:
    bob = clone("Bob")
    anna.good("edit", "1", "--summary", "Van Anna")
    anna.good("sync")
    bob.write(bob.read().replace("Koningsdag toelichten", "Van Bob"))
    bob.git("commit", "-qa", "--cleanup=whitespace", "-m", reason)
    decide(monkeypatch, "mine")

    bob.good("sync")

    assert bob.git("log", "-1", "--format=%B").strip() == reason
    assert 'summary = "Van Bob"' in published(bob)


def test_numbers_in_a_reason_move_side_by_side(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    apart(anna, bob)
    bob.good("add", "En nog een", "--owner", "AB")
    bob.good("close", "4", "5", "-m", "Zie 2025-004 en 2025-005")

    bob.good("sync")

    assert "\nReason: Zie 2025-005 en 2025-006\n" in bob.git("log", "-1", "--format=%B")


@pytest.mark.parametrize("older", [False, True])
def test_a_reason_of_several_lines_stays_one_trailer_in_the_replay(
    anna: Desk, clone: Clone, *, older: bool
) -> None:
    bob = clone("Bob")
    apart(anna, bob)
    bob.good("close", "4", "-m", "Zie 2025-004:\n\nAction: 2025-004\n.")
    if older:  # the form of versions before the trailer
        subject, lines, _trailers = bob.git("log", "-1", "--format=%B").strip().split("\n\n")
        text = f"{subject}\n\nZie 2025-004:\n\nAction: 2025-004\n.\n\n{lines}"
        bob.git("commit", "-q", "--amend", "-m", f"{text}\n\nAction: 2025-004")

    bob.good("sync")

    message = bob.git("log", "-1", "--format=%B").strip()
    assert message.startswith("2025-005 afgerond: Van Bob\n\nstatus: open → afgerond\n")
    assert message.endswith(
        "\n\nAction: 2025-005\nReason: Zie 2025-005:\n .\n Action: 2025-005\n .."
    )
    changes = json.loads(bob.good("log", "5", "--format", "json"))["changes"]
    assert changes[-1]["reason"] == "Zie 2025-005:\n\nAction: 2025-005\n."


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("core.hooksPath", "{root}/.git/eigen"),
        ("protocol.file.allow", "user"),
        ("i18n.commitEncoding", "ISO-8859-1"),
        ("commit.cleanup", "strip"),
        ("rebase.rebaseMerges", "true"),
        ("merge.conflictStyle", "zdiff3"),
    ],
)
def test_settings_of_somebody_do_not_steer_the_replay(
    anna: Desk, clone: Clone, name: str, value: str
) -> None:
    bob = clone("Bob")
    hooks = bob.root / ".git/eigen"
    hooks.mkdir()
    for hook in ("pre-rebase", "post-checkout", "post-rewrite", "commit-msg"):
        (hooks / hook).write_text("#!/bin/sh\nexit 1\n")
        (hooks / hook).chmod(0o755)
    apart(anna, bob)
    bob.good("note", "1", "Café – énorm")
    bob.git("config", name, value.format(root=bob.root))

    together(bob, anna)

    assert "2025-005 toegevoegd: Van Bob" in bob.git("log", "--format=%s")
    assert "Café – énorm" in bob.git("log", "-1", "--format=%B")


def test_who_commits_may_stand_in_the_settings_of_a_work_tree(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    bob.git("config", "extensions.worktreeConfig", "true")
    bob.git("config", "--unset", "user.name")
    bob.git("config", "--worktree", "user.name", "Bob van deze map")
    apart(anna, bob)

    together(bob, anna)

    assert bob.git("log", "-1", "--format=%an %cn") == "Bob van deze map Bob van deze map\n"


def test_a_dollar_in_the_name_of_a_folder_is_a_letter(anna: Desk, tmp_path: Path) -> None:
    place = Desk(tmp_path / "p$HOME", anna._capture)
    place.root.mkdir()

    place.good("init", ".")
    place.good("add", "Een", "--owner", "DB")
    assert "Een" in place.good("list")
    assert place.git("status", "--porcelain") == ""


def test_other_line_endings_are_no_edit(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.write(anna.read().replace("\n", "\r\n"))

    assert anna.run("save").out == "Nothing to record: the data files have no edits.\n"
    apart(anna, bob)
    anna.write(anna.read().replace("\n", "\r\n").replace("\r\r", "\r"))
    together(bob, anna)

    assert "\r" not in published(anna)


@pytest.mark.parametrize("ignored", [False, True])
def test_what_stands_in_the_way_is_kept(anna: Desk, clone: Clone, *, ignored: bool) -> None:
    bob = clone("Bob")
    anna.write("van Anna\n", "map")
    anna.git("add", "map")
    anna.git("commit", "-qm", "Erbij")
    anna.good("sync")
    if ignored:
        (bob.root / ".git/info/exclude").write_text("map\n")
        bob.write("van Bob\n", "map")
    else:
        (bob.root / "map").mkdir()
        bob.write("van Bob\n", "map/los.txt")

    run = bob.run("sync")

    assert run.code == 1
    assert ("map is in the way" if ignored else "map/los.txt has edits here") in run.err
    assert bob.read("map" if ignored else "map/los.txt") == "van Bob\n"


def test_a_hook_after_the_folder_followed_does_not_matter(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    apart(anna, bob)
    hook = bob.root / ".git/hooks/post-checkout"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)

    together(bob, anna)


def test_a_hook_that_refuses_to_publish_is_heard(anna: Desk) -> None:
    anna.good("note", "1", "Dit")
    hook = anna.root / ".git/hooks/pre-push"
    hook.write_text("#!/bin/sh\necho 'niet op vrijdag' >&2\nexit 1\n")
    hook.chmod(0o755)

    run = anna.run("sync")

    assert run.code == 1
    assert run.err == (
        "actiepunt: a hook of git in this folder refused to publish: niet op vrijdag\n"
        "Put right what it asks; your changes are safe in this folder.\n"
    )


def test_a_data_file_that_one_removed_is_told(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.git("rm", "-q", "data/calendar.toml")
    anna.git("commit", "-q", "--no-verify", "-m", "Weg")
    anna.git("push", "-q", "origin", "main")
    bob.good("meeting", "cancel", "AB:next")
    before = bob.state()

    run = bob.run("sync", "--anyway")

    assert run.code == 3
    assert "data/calendar.toml was removed on one side and changed on the other" in run.err
    assert bob.state() == before


def test_two_who_give_one_action_another_number_keep_the_published_one(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    for desk, number in ((anna, "2025-020"), (bob, "2025-021")):
        desk.write(desk.read().replace('id = "2025-003"', f'id = "{number}"'))
        desk.good("save")
    anna.good("sync")

    assert "2025-021 is now 2025-020: Begroting vaststellen\n" in bob.good("sync")
    together(bob, anna)

    assert 'was = ["2025-003", "2025-021"]' in anna.read()


def test_a_pipe_hears_every_question_at_once(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("edit", "1", "--item", "7")
    anna.good("defer", "1", "--to", "2025-04-01")
    anna.good("sync")
    bob.good("edit", "1", "--item", "8")
    bob.good("defer", "1", "--to", "2025-05-01")
    bob.good("defer", "1", "--to", "2025-05-02")
    before = bob.state()

    run = bob.run("sync")

    assert run.code == 3
    day = in_words(anna.git("log", "-1", "--format=%cs").strip())
    assert run.err == (
        f"2025-001 Koningsdag toelichten, agenda item: theirs 7 (Anna, {day}), mine 8\n"
        "2025-001 Koningsdag toelichten, "
        f"due: theirs Tue 1 April 2025 (Anna, {day}), mine Fri 2 May 2025\n"
        "actiepunt: 2 changes of yours contradict those of others\n"
        "Nothing was changed. Run `actiepunt sync` on a terminal: it asks what is right.\n"
    )
    assert bob.state() == before


def test_the_undo_that_was_printed_works_after_a_sync(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    apart(anna, bob)
    bob.good("add", "Nog een", "--owner", "AB")
    printed = bob.git("rev-parse", "--short", "HEAD~1").strip()
    bob.good("sync")

    assert "\n2025-005 withdrawn: Van Bob\n" in bob.good("undo", printed)
    assert bob.run("undo", "4b825dc").code == 1


def test_texts_of_several_lines_are_told_apart(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    for desk, line in ((anna, "van Anna"), (bob, "van Bob")):
        desk.write(desk.read() + f'details = """\nbegin\n{line}\neind"""\n')
        desk.good("save")
    anna.good("sync")
    assert "theirs van Anna (Anna, " in bob.run("sync").err
    decide(monkeypatch, "edit")
    editor = bob.root / ".git/editor"
    editor.write_text('#!/bin/sh\nsed -i "s/Bob/allebei/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))

    out = bob.good("sync")

    assert "  theirs  van Anna   (Anna, " in out
    assert "  mine    van Bob\n" in out
    assert "begin\nvan allebei\neind" in bob.read()


def test_an_editor_that_does_not_work_changes_nothing(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    for desk, line in ((anna, "van Anna"), (bob, "van Bob")):
        desk.write(desk.read() + f'details = """\nbegin\n{line}"""\n')
        desk.good("save")
    anna.good("sync")
    before = bob.state()
    decide(monkeypatch, "edit")
    monkeypatch.setenv("EDITOR", "false")

    run = bob.run("sync")

    assert run.code == 1
    assert run.err.startswith("actiepunt: the editor did not work: ")
    assert bob.state() == before


def test_an_answer_that_does_not_fit_is_asked_again(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("edit", "1", "--item", "7")
    anna.good("meeting", "edit", "AB:next", "--end", "11:00")
    anna.good("sync")
    bob.good("meeting", "edit", "AB:next", "--end", "12:00")
    asked = decide(monkeypatch, "edit", "09:00", "11:45")

    run = bob.run("sync")

    assert (run.code, run.out.count("Received 2 changes")) == (0, 1)
    assert "end" in run.err
    assert asked[1] == asked[2]
    assert "end = 2025-04-02T11:45:00\n" in bob.read("data/calendar.toml")


def test_what_stays_as_it_was_shown_is_not_read_again(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = anna.read("data/calendar.toml")
    line = "start = 2025-04-02"
    anna.commit(calendar.replace(line, f'agenda = ["Kern"]\n{line}'), "data/calendar.toml")
    anna.good("sync")
    bob = clone("Bob")
    for desk, item in ((anna, "Kern; Anna"), (bob, "Kern; Bob")):
        calendar = desk.read("data/calendar.toml").replace('"Kern"', f'"{item}"')
        desk.write(calendar, "data/calendar.toml")
        desk.good("save")
    anna.good("sync")
    decide(monkeypatch, "edit", "Kern; Bob")

    bob.good("sync")

    assert 'agenda = ["Kern; Bob"]' in bob.read("data/calendar.toml")


def test_who_published_the_other_side_is_named_only_where_they_did(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    anna.good("edit", "1", "--summary", "Van Anna")
    anna.good("sync")
    bob.good("edit", "1", "--summary", "Eerst dit")
    bob.good("edit", "1", "--summary", "Dan dat")
    asked: list[Question] = []
    show = questions._show

    def seen(question: Question) -> None:
        asked.append(question)
        show(question)

    monkeypatch.setattr(questions, "_show", seen)
    decide(monkeypatch, "edit", "Samen", "mine")

    bob.good("sync")

    assert [bool(one.published) for one in asked] == [True, False]
    assert 'summary = "Dan dat"' in bob.read()


def test_an_edit_made_while_it_publishes_is_kept(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    apart(anna, bob)
    hook = bob.root / ".git/hooks/pre-push"
    hook.write_text("#!/bin/sh\nsed -i s/Koningsdag/Koningsnacht/ data/actions.toml\n")
    hook.chmod(0o755)

    run = bob.run("sync")
    assert run.code == 1
    assert run.err.startswith("actiepunt: published, but your working tree could not be updated: ")
    hook.unlink()
    assert "Koningsnacht" in bob.read()
    bob.good("save")
    together(bob, anna)

    assert "Koningsnacht" in anna.read()
    assert "Van Bob" in anna.read()


def test_longer_conflict_markers_are_a_conflict(anna: Desk, clone: Clone) -> None:
    attributes = (anna.root / ".gitattributes").read_text() + "*.toml conflict-marker-size=20\n"
    anna.commit(attributes, ".gitattributes")
    anna.good("sync")
    bob = clone("Bob")
    for desk in (anna, bob):
        desk.good("edit", "1", "--summary", f"Van {desk.root.name}")
    anna.good("sync")

    assert bob.run("sync").code == 3
    with pytest.raises(subprocess.CalledProcessError):
        bob.git("pull", "-q", "--no-rebase")
    assert "\n" + "<" * 20 + " " in bob.read()


def test_the_bases_of_a_merge_are_merged_without_markers(anna: Desk, clone: Clone) -> None:
    """Criss-cross: two merges settled one field differently, and are merged themselves."""
    bob = clone("Bob")
    for desk in (anna, bob):
        desk.good("edit", "1", "--summary", f"Van {desk.root.name}")
        desk.git("branch", "eerst")
    anna.git("fetch", "-q", str(bob.root), "eerst:bob")
    bob.git("fetch", "-q", str(anna.root), "eerst:anna")
    for desk, other in ((anna, "bob"), (bob, "anna")):
        with pytest.raises(subprocess.CalledProcessError):
            desk.git("merge", "-q", other)
        desk.git("checkout", "--ours", "data")
        desk.git("commit", "-qam", "Samen")
        desk.good("note", "2", f"Van {desk.root.name}")
    anna.git("fetch", "-q", str(bob.root), "main:nogmaals")

    with pytest.raises(subprocess.CalledProcessError):
        anna.git("merge", "-q", "nogmaals")

    assert anna.read().count("<<<<<<<") == 1
    assert anna.read().count("Van Bob") == 2  # between the markers, and the note
    assert "=======\nsummary" in anna.read()


def test_what_is_no_text_comes_in_as_it_is(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    path = anna.root / "data/actions.toml"
    path.write_bytes(path.read_bytes().replace(b"Koningsdag", b"Caf\xe9"))
    anna.git("commit", "-qa", "--no-verify", "-m", "Latijn")
    anna.git("push", "-q", "origin", "main")

    assert bob.run("sync").code == 1
    bob.good("sync", "--anyway")

    assert (bob.root / "data/actions.toml").read_bytes() == path.read_bytes()
    assert bob.git("status", "--porcelain") == ""
    assert bob.run("check").code == 1


def test_the_mode_of_a_file_and_a_link_come_in_as_they_are(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    (anna.root / "data/actions.toml").chmod(0o755)
    (anna.root / "data/extra.toml").symlink_to("actions.toml")
    anna.git("add", "data")
    anna.git("commit", "-qm", "Anders")
    anna.git("push", "-q", "origin", "main")

    bob.good("sync")

    assert bob.git("status", "--porcelain") == ""
    assert (bob.root / "data/extra.toml").is_symlink()
    assert (bob.root / "data/actions.toml").stat().st_mode & 0o100


def test_whose_side_is_whose_where_ours_went_to_the_archive(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    start, end = ACTIONS.index("# Deze wacht"), ACTIONS.index('[[action]]\nuid = "ccc')
    block = ACTIONS[start:end]
    for desk, outcome in ((anna, "Van Anna"), (bob, "Van Bob")):
        done = block.rstrip().replace('"in-progress"', '"done"\nclosed = 2025-03-01')
        changed = done + f'\noutcome = "{outcome}"\n'
        if desk is anna:
            desk.write(ACTIONS.replace(block, changed + "\n"))
        else:
            desk.write(ACTIONS.replace(block, ""))
            desk.write(changed, "data/archive/actions-2025.toml")
        desk.good("save")
    anna.good("sync")

    assert "outcome: theirs Van Anna (Anna, " in bob.run("sync").err


@pytest.mark.parametrize("words", ["ticket TD-1 does not exist", "Connection refused"])
def test_the_words_of_a_hook_are_not_those_of_a_server(filled: Desk, words: str) -> None:
    hook = filled.root / ".git/hooks/commit-msg"
    hook.write_text(f"#!/bin/sh\necho '{words}' >&2\nexit 1\n")
    hook.chmod(0o755)

    assert filled.run("close", "1").err.startswith(f"actiepunt: git refused: {words}\n")


@pytest.mark.parametrize(
    "notes",
    [
        'progress = [\n  { on = 2025-02-20, text = "eerst" }, # toegezegd in AB\n]\n',
        '\n[[action.progress]]\non = 2025-02-20 # toegezegd in AB\ntext = "eerst"\n',
    ],
)
def test_two_notes_go_together_in_any_layout(anna: Desk, clone: Clone, notes: str) -> None:
    anna.commit(ACTIONS.rstrip() + "\n" + notes)
    anna.good("sync")
    bob = clone("Bob")
    anna.good("note", "3", "van Anna", "--on", "2025-03-04")
    bob.good("note", "3", "van Bob", "--on", "2025-03-02")
    anna.good("sync")

    together(bob, anna)

    text = anna.read()
    assert text.index("toegezegd in AB") < text.index("van Bob") < text.index("van Anna")


def test_a_work_tree_of_a_bare_clone_syncs(anna: Desk, clone: Clone, tmp_path: Path) -> None:
    del clone
    subprocess.run(
        ["git", "clone", "-q", "--bare", tmp_path / "bare.git", tmp_path / "own.git"], check=True
    )
    git = ["git", "-C", str(tmp_path / "own.git")]
    subprocess.run([*git, "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"],
                   check=True)  # fmt: skip
    bob = Desk(tmp_path / "bob", anna._capture)
    subprocess.run([*git, "worktree", "add", "-q", str(bob.root), "main"], check=True)
    bob.good("init", ".")
    apart(anna, bob)

    together(bob, anna)

    assert "Van Bob" in anna.read()


def test_a_disk_without_room_leaves_a_version_to_git(filled: Desk, tmp_path: Path) -> None:
    versions = [tmp_path / name for name in ("O", "A", "B")]
    for version in versions:
        version.write_text(ACTIONS)
    (tmp_path / ".A.new").mkdir()

    run = filled.run("merge-driver", *map(str, versions), "7", "data/actions.toml")

    assert run.code == 1
    assert run.err.startswith("actiepunt: cannot write ")
    assert versions[1].read_text() == ACTIONS
