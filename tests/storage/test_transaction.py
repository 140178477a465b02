"""The unit of work: what is acknowledged is committed, and what is not leaves no trace."""

import os
import subprocess
from functools import partial
from pathlib import Path

import pytest

import children
from actiepunt.cli import main
from conftest import ACTIONS, Desk
from helpers import kill

# Every step of a change, in order, as module:function. A process is killed before and after each.
STEPS = (
    "actiepunt.git.repository:Repository.state",
    "actiepunt.storage.datafiles:load",
    "actiepunt.core.diff:between",
    "actiepunt.storage.edits:texts",
    "actiepunt.storage.journal:keep",
    "actiepunt.disk:replace",
    "actiepunt.git.repository:Repository.commit",
    "actiepunt.storage.journal:drop",
)


@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize(
    ("step", "count"), [(step, 1) for step in STEPS] + [("actiepunt.disk:replace", 2)]
)
def test_a_change_killed_at_any_step_is_whole_or_never_was(
    filled: Desk, place: str, step: str, count: int
) -> None:
    """`store.replace` is called for the journal first and for the data file second."""
    commits = filled.commits()

    code = kill(filled, place, step, count, "close", "1", "--outcome", "Klaar")

    assert code == 99
    out = filled.good("note", "2", "daarna")  # the next command needs no repair
    assert out.startswith("2025-002 noted")
    committed = filled.commits() - commits == 2
    assert ('outcome = "Klaar"' in filled.read()) == committed
    assert filled.git("status", "--porcelain") == ""
    filled.git("fsck", "--strict")
    assert "0 errors" in filled.good("check")


def test_a_hand_edit_after_a_kill_is_not_taken_back(filled: Desk) -> None:
    assert kill(filled, "after", "actiepunt.disk:replace", 2, "close", "1") == 99
    by_hand = filled.read().replace("Begroting", "Meerjarenbegroting")
    filled.write(by_hand)

    run = filled.run("close", "2")

    assert run.code == 1
    assert "edits that are not recorded yet" in run.err
    assert filled.read() == by_hand


def test_a_hook_that_refuses_leaves_everything_as_it_was(filled: Desk) -> None:
    hook = filled.root / ".git/hooks/commit-msg"
    hook.write_text("#!/bin/sh\necho 'geen ticketnummer' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = filled.state()

    run = filled.run("close", "1")

    assert run.code == 1
    assert run.err == (
        "actiepunt: git refused: geen ticketnummer\n"
        "Nothing was changed. Put right what git says, or what its hook asks, and try again.\n"
    )
    assert filled.state() == before


def test_a_new_file_is_taken_back_when_git_refuses(desk: Desk) -> None:
    desk.git("rm", "-q", "data/calendar.toml")
    desk.git("commit", "-qm", "weg")
    hook = desk.root / ".git/hooks/commit-msg"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = desk.state()

    assert desk.run("meeting", "add", "--body", "AB", "--start", "2025-04-02").code == 1
    assert desk.state() == before

    hook.unlink()
    desk.good("meeting", "add", "--body", "AB", "--start", "2025-04-02")
    assert desk.git("status", "--porcelain") == ""


def test_a_missing_identity_is_told_and_nothing_changes(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    filled.git("config", "user.useConfigOnly", "true")
    before = filled.state()

    run = filled.run("close", "1")

    assert run.code == 1
    assert run.err.splitlines()[0] == "actiepunt: git does not know who you are"
    assert filled.state() == before


def test_what_else_is_staged_or_edited_stays_as_it_was(filled: Desk) -> None:
    filled.write("een\n", "notities.txt")
    filled.git("add", "notities.txt")
    filled.write("twee\n", "notities.txt")
    filled.write("los\n", "los.txt")
    status = filled.git("status", "--porcelain")
    staged = filled.git("diff", "--cached")

    filled.good("close", "1")

    assert filled.git("status", "--porcelain") == status == "AM notities.txt\n?? los.txt\n"
    assert filled.git("diff", "--cached") == staged
    assert filled.git("show", "--format=", "--name-only") == "data/actions.toml\n"


def test_eight_at_a_time_add_each_their_own_number(filled: Desk) -> None:
    commits = filled.commits()

    def three(first: int) -> int:
        return max(main(["add", f"Punt {first + n}", "--owner", "DB"]) for n in range(3))

    at_work = [children.Child(filled.root, partial(three, 3 * n)) for n in range(8)]
    runs = [child.wait() for child in at_work]

    assert [run for run in runs if not run or run.code] == []
    text = filled.read()
    numbers = [line for line in text.splitlines() if line.startswith("id = ")]
    assert sorted(numbers) == [f'id = "2025-{n:03}"' for n in range(1, 28)]
    assert all(f'summary = "Punt {n}"' in text for n in range(24))
    assert filled.commits() == commits + 24
    assert filled.git("status", "--porcelain") == ""


def test_a_lock_that_is_held_is_told_after_a_while(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actiepunt.storage.transaction.LOCK_SECONDS", 0.2)
    before = filled.state()
    import filelock

    with filelock.FileLock(filled.root / ".git/actiepunt.lock"):
        run = filled.run("close", "1")

    assert run.code == 1
    assert run.err.startswith("actiepunt: another actiepunt command has been busy")
    assert filled.state() == before


def test_git_that_is_busy_is_waited_for_and_then_told(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actiepunt.git.index._LOCK_PATIENCE", 0.2)
    lock = filled.root / ".git/index.lock"
    lock.touch()

    run = filled.run("close", "1")

    assert run.code == 1
    assert run.err == (
        "actiepunt: another program holds git's index (index.lock)\n"
        "Close it and try again; if none is running, remove the file .git/index.lock.\n"
    )
    lock.unlink()
    assert filled.read() == ACTIONS
    assert filled.git("status", "--porcelain") == ""
    filled.good("close", "1")


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        ("git checkout -q --detach", "git is on no branch (detached HEAD)"),
        ("touch .git/MERGE_HEAD", "git is in the middle of a merge"),
        ("mkdir .git/rebase-merge", "git is in the middle of a rebase"),
        ("mv data/actions.toml ../x; ln -s ../../x data/actions.toml; git commit -qnam link",
         "data/actions.toml is a symbolic link"),
    ],
)  # fmt: skip
def test_a_repository_that_is_not_ready_is_left_alone(
    filled: Desk, prepare: str, told: str
) -> None:
    subprocess.run(prepare, shell=True, check=True, cwd=filled.root)  # noqa: S602 - our own words
    head = filled.git("rev-parse", "HEAD")
    text = filled.read()

    run = filled.run("close", "1")

    assert run.code == 1
    assert run.err.startswith(f"actiepunt: {told}")
    assert len(run.err.splitlines()) == 2
    assert filled.git("rev-parse", "HEAD") == head
    assert filled.read() == text


def test_reading_works_without_git_and_changing_says_what_it_needs(
    filled: Desk, tmp_path: Path
) -> None:
    bare = Desk(tmp_path / "source", filled._capture)
    (filled.root / ".git").rename(tmp_path / "elsewhere.git")
    filled.root.rename(bare.root)

    assert "2025-003" in bare.good("list")
    assert "0 errors" in bare.good("check")
    run = bare.run("close", "1")

    assert run.code == 1
    assert "is not in a git repository" in run.err
    assert bare.read() == ACTIONS


def test_a_bare_repository_and_no_git_at_all_are_told(filled: Desk, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare.git"], check=True)
    run = filled.run("init", str(tmp_path / "bare.git"))
    assert run.code == 1
    assert "is a bare git repository" in run.err

    without = filled.process("close", "1", PATH=str(tmp_path), GIT_PYTHON_REFRESH="raise")
    assert without.code == 1
    assert without.err.startswith("actiepunt: git is not installed, or not on the PATH\n")
    assert filled.read() == ACTIONS
    assert filled.process("list", PATH=str(tmp_path)).code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(filled: Desk) -> None:
    (filled.root / "data").chmod(0o555)
    before = filled.state()

    run = filled.run("close", "1")

    (filled.root / "data").chmod(0o755)
    assert run.code == 1
    assert run.err.startswith("actiepunt: cannot write")
    assert filled.state() == before


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("number", "reason"), [(28, "No space left on device"), (30, "Read-only file system")]
)
def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, count: int, number: int, reason: str
) -> None:
    """The first file flushed is the journal, the second the data file."""
    real, calls = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2 * count - 1:  # each replace also flushes its folder
            raise OSError(number, reason)
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    before = filled.state()

    run = filled.run("close", "1")

    assert run.code == 1
    assert reason in run.err
    assert "nothing was changed" in run.err
    assert filled.state() == before
    monkeypatch.undo()
    filled.good("close", "1")


def test_the_hook_stops_a_bad_hand_edit_and_lets_a_good_one_pass(filled: Desk) -> None:
    filled.write(ACTIONS.replace('"open"', '"opne"'))
    refused = subprocess.run(
        ["git", "commit", "-qam", "update"], cwd=filled.root, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    assert refused.returncode == 1
    assert "data/actions.toml:9: error: unknown status “opne”" in refused.stdout + refused.stderr

    filled.write(ACTIONS.replace("Begroting", "Meerjarenbegroting"))
    filled.git("commit", "-qam", "update")
    assert "Meerjarenbegroting" in filled.git("show")


def test_the_hook_looks_at_what_is_staged_and_not_at_the_folder(filled: Desk) -> None:
    filled.write(ACTIONS.replace("2025-03-06", "2025-03-07"))
    filled.git("add", "data")
    filled.write(ACTIONS.replace('"open"', '"opne"'))

    filled.git("commit", "-qm", "the good half")

    assert "2025-03-07" in filled.git("show", "HEAD:data/actions.toml")


def test_a_register_inside_a_larger_repository(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    top = Desk(tmp_path / "top", capsys)
    top.root.mkdir()
    top.git("init", "-q")
    top.write("x\n", "README")
    top.git("add", "README")
    top.git("commit", "-qm", "first")
    inner = Desk(top.root / "sub" / "het register", capsys)

    top.good("init", "sub/het register")
    inner.good("add", "Een", "--owner", "DB")
    inner.write(inner.read() + "status = 1\n")
    assert inner.run("add", "Twee", "--owner", "DB").code == 1
    refused = subprocess.run(
        ["git", "commit", "-qam", "x"], cwd=top.root, capture_output=True, check=False
    )

    assert refused.returncode == 1
    assert not (top.root / "sub/het register/.git").exists()


def test_git_names_the_action_in_its_own_hunk_headers(filled: Desk) -> None:
    filled.good("defer", "2", "--to", "2025-05-01")

    shown = filled.git("show", "--format=", "--unified=0")

    assert '@@ id = "2025-002"' in shown


def test_a_work_tree_of_its_own_has_the_same_hook_and_changes_its_own_branch(
    filled: Desk, tmp_path: Path
) -> None:
    filled.git("worktree", "add", "-q", str(tmp_path / "tree"), "-b", "concept")
    tree = Desk(tmp_path / "tree", filled._capture)

    assert tree.good("init", ".") == "This is a register already; nothing to do.\n"
    tree.good("close", "1")

    assert tree.git("log", "-1", "--format=%s").startswith("2025-001 afgerond")
    assert filled.read() == ACTIONS
    assert filled.git("status", "--porcelain") == ""


def test_init_twice_changes_nothing_and_keeps_what_is_there(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    desk = Desk(tmp_path, capsys)
    assert "made data/register.toml" in desk.good("init", "r", "--name", 'Het "bestuur"')
    inside = Desk(tmp_path / "r", capsys)
    assert inside.read("data/register.toml") == (
        "#:schema ./.schema/register.json\n\n"
        'name = "Het \\"bestuur\\""\nlanguage = "en"\ntimezone = "Europe/Amsterdam"\n'
    )
    before = inside.state()

    assert desk.good("init", "r") == "This is a register already; nothing to do.\n"
    assert inside.state() == before

    hook = inside.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\n", encoding="utf-8")
    run = desk.run("init", "r")
    assert "There is a pre-commit hook already" in run.err
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\n"


def test_init_takes_up_files_that_a_hand_made_before_there_was_git(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    desk = Desk(tmp_path, capsys)
    desk.write(
        ACTIONS.replace('meeting = "ab-2025-01-29"\n', "").replace('"ab-2025-04-02"', '"2025"')
    )

    run = desk.run("init", ".")

    assert run.code == 0
    assert "data/actions.toml has edits that are not recorded yet" in run.err
    assert "2025-003" in desk.good("save")
    assert desk.git("status", "--porcelain") == ""


def test_init_without_identity_makes_nothing(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    del home
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    desk = Desk(tmp_path, capsys)

    run = desk.run("init", "r")

    assert run.code == 1
    assert run.err.startswith("actiepunt: git does not know who you are")
    assert not (tmp_path / "r").exists()


def test_a_number_that_a_merge_dropped_is_not_given_again(filled: Desk) -> None:
    filled.git("checkout", "-qb", "side")
    filled.good("add", "Valt weg", "--owner", "DB")
    filled.git("checkout", "-q", "main")
    filled.good("note", "1", "Gebeld")
    filled.git("merge", "-q", "-m", "zonder", "-s", "ours", "side")

    assert filled.good("add", "Nieuw", "--owner", "DB").startswith("2025-005 added: Nieuw\n")


def test_a_number_in_an_archive_that_is_not_checked_out_is_not_given_again(filled: Desk) -> None:
    head, last = filled.read().rsplit("[[action]]", 1)
    filled.commit(head)
    filled.commit(f"[[action]]{last}", "data/archive/actions-2025.toml")
    filled.git("sparse-checkout", "set", "--no-cone", "/*", "!/data/archive")

    assert not (filled.root / "data" / "archive").exists()
    assert filled.good("add", "Nieuw", "--owner", "DB").startswith("2025-004 added: Nieuw\n")


def test_what_a_hook_makes_of_a_change_is_what_is_told(filled: Desk) -> None:
    hook = filled.root / ".git" / "hooks" / "pre-commit"
    hook.write_text(
        "#!/bin/sh\nsed 's/van de hand/van de haak/' data/actions.toml > x\n"
        "mv x data/actions.toml\ngit add data/actions.toml\n"
    )

    run = filled.run("note", "1", "van de hand")
    filled.write(filled.read().replace("Begroting", "Begroting van de hand"))
    saved = filled.run("save")

    assert run.out.startswith("2025-001 noted: Koningsdag toelichten\n")
    assert "  note of Wed 5 March 2025: van de haak\n" in run.out
    assert run.err == "warning: a hook of git changed this on the way.\n"
    assert "  action: Begroting vaststellen → Begroting van de haak vaststellen\n" in saved.out
    assert filled.git("status", "--porcelain") == ""
