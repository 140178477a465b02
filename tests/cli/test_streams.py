"""Standard output and error that are closed, full or left: what was done stands, and is told."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import children
from actiepunt.cli import main
from conftest import ACTIONS, Desk, Run
from helpers import typed, without_hash

FULL = Path("/dev/full")
STATES = ("closed", "left", *(["full"] if FULL.exists() else []))
REASONS = {
    "closed": "Bad file descriptor",
    "left": "Broken pipe",
    "full": "No space left on device",
}
CHANGES: dict[str, tuple[list[str], str]] = {
    "add": (["add", "Nieuw", "--owner", "DB"], "2025-004 added: Nieuw"),
    "note": (["note", "1", "Gebeld"], "2025-001 noted: Koningsdag toelichten"),
    "edit": (["edit", "1", "--item", "3"], "2025-001 changed: Koningsdag toelichten"),
    "meeting": (["meeting", "cancel", "ab-2025-04-02"], "ab-2025-04-02 cancelled: AB"),
    "save": (["save"], "2025-001 changed: Koningsdag uitleggen"),
    "undo": (["undo"], "Taken back: "),
    "init": (["init", "nieuw"], "made data/register.toml"),
    "sync": (["sync"], "Sent 3 commits to origin/main."),
    "publish": (["publish", "../site"], "files changed"),
    "export": (["export", "ics", "-o", "../feed.ics"], "wrote ../feed.ics"),
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the shell closes the streams")


@contextmanager
def stream(state: str) -> Iterator[int]:
    """Give a descriptor in a state; a closed one is closed by the shell."""
    if state == "left":
        reader, writer = os.pipe()
        os.close(reader)
        yield writer
        os.close(writer)
    elif state == "full":
        with FULL.open("wb") as file:
            yield file.fileno()
    else:
        yield subprocess.DEVNULL


def started(desk: Desk, words: list[str], out: str, err: str = "") -> Run:
    """Run the command line in a new process with streams in these states; without one it is read."""
    closed = "".join(f" {n}>&-" for n, state in ((1, out), (2, err)) if state == "closed")
    command = ["sh", "-c", f'exec "$@"{closed}', "sh", sys.executable, "-m", "actiepunt", *words]
    with stream(out or "") as first, stream(err or "") as second:
        done = subprocess.run(
            command, cwd=desk.root, check=False, stdin=subprocess.DEVNULL,
            stdout=first if out else subprocess.PIPE, stderr=second if err else subprocess.PIPE,
            env={**os.environ, "ACTIEPUNT_DEBUG": ""}, encoding="utf-8",
        )  # fmt: skip
    return Run(done.returncode, done.stdout or "", done.stderr or "")


def forked(desk: Desk, words: list[str], out: str, err: str = "") -> Run:
    """Do the same in a process that starts at once, because it is forked from this one."""

    def work() -> int:
        os.environ["ACTIEPUNT_DEBUG"] = ""
        return main(words)

    with stream(out or "") as first, stream(err or "") as second:
        streams = [
            children.CLOSED if state == "closed" else given if state else children.KEPT
            for state, given in ((out, first), (err, second))
        ]
        return children.answer(desk.root, work, *streams)


@pytest.fixture
def ready(filled: Desk, tmp_path: Path) -> Desk:
    """Return a register in which each of `CHANGES` has something to do."""
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", "../bare.git")
    return filled


@pytest.mark.parametrize("out", STATES)
@pytest.mark.parametrize(("words", "said"), CHANGES.values(), ids=CHANGES)
def test_what_was_done_stands_whatever_becomes_of_the_words(
    ready: Desk, words: list[str], said: str, out: str
) -> None:
    if words == ["save"]:
        ready.write(ready.read().replace("toelichten", "uitleggen"))
    if words == ["undo"]:
        ready.good("note", "1", "Gebeld")
    before = ready.commits()

    run = forked(ready, words, out)

    assert run.code == 0, run
    lines = run.err.splitlines()
    assert lines[0] == f"actiepunt: standard output cannot be written: {REASONS[out]}"
    assert said in run.err
    assert "Traceback" not in run.err
    assert "ignored" not in run.err
    commits = {"sync": 0, "publish": 0, "export": 0, "init": 1}.get(words[0], 1)
    assert ready.commits() == before + commits


def test_a_new_process_tells_the_same_as_a_forked_one(ready: Desk, tmp_path: Path) -> None:
    """The other tests fork, which takes a hundredth of the time."""
    shutil.copytree(ready.root, tmp_path / "twin")
    twin = Desk(tmp_path / "twin", ready._capture)
    for out in STATES:
        words = ["note", "1", f"Gebeld, {out}"]
        new, soon = started(ready, words, out), forked(twin, words, out)
        assert (new.code, without_hash(new.err)) == (soon.code, without_hash(soon.err))


@pytest.mark.parametrize("out", ["", *STATES])
@pytest.mark.parametrize("err", STATES)
def test_a_change_needs_no_stream_at_all(filled: Desk, out: str, err: str) -> None:
    before = filled.commits()

    run = forked(filled, ["note", "1", "Gebeld"], out, err)

    assert run.code == 0
    assert filled.commits() == before + 1
    assert "Gebeld" in filled.good("show", "1")
    assert filled.git("status", "--porcelain") == ""


@pytest.mark.parametrize("out", STATES)
@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["list", "--format", "json"], ["show", "1"], ["log"], ["stats", "--format", "svg"],
        ["diff", "HEAD~1"], ["export", "ics"], ["meeting", "next"], ["check"], ["--help"],
        ["--version"], ["add", "--help"], [], ["meeting"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_was_asked_for_and_cannot_be_written_is_refused(
    filled: Desk, words: list[str], out: str
) -> None:
    """But for a reader that has seen enough: `actiepunt log | head` is no failure."""
    run = (started if words in (["list"], ["--help"]) else forked)(filled, words, out)

    if out == "left":
        assert run == Run(0, "", "")
    else:
        assert run == Run(
            1,
            "",
            f"actiepunt: standard output cannot be written: {REASONS[out]}\n"
            "Send it to the screen, or to a file on a disk that has room.\n",
        )


@pytest.mark.parametrize("err", STATES)
@pytest.mark.parametrize(
    ("words", "code"), [(["close", "99"], 1), (["frobnicate"], 2), (["list"], 0)]
)
def test_a_refusal_that_nobody_can_read_has_its_exit_code(
    filled: Desk, words: list[str], code: int, err: str
) -> None:
    start = started if words == ["frobnicate"] else forked
    assert start(filled, words, "", err).code == code
    assert start(filled, words, err, err).code == (code or (0 if err == "left" else 1))


def test_the_hook_lets_a_sound_commit_through_whoever_listens(filled: Desk) -> None:
    assert started(filled, ["check", "--staged"], "closed", "closed").code == 0
    filled.write("[[action]]\n")
    filled.git("add", "data")
    assert started(filled, ["check", "--staged"], "closed", "closed").code == 1


def test_a_closed_input_is_no_terminal(filled: Desk) -> None:
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "actiepunt", "add", "x",
         "--owner", "y"], cwd=filled.root, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")


def test_no_file_of_ours_gets_the_number_of_a_closed_stream(filled: Desk) -> None:
    """Or what git says on standard error would be written into it."""
    code = "import os, actiepunt.cli.streams as s; s.prepare(); print(os.open('data', 0))"
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- 2>&-', "sh", sys.executable, "-c", code], cwd=filled.root,
        check=True, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip

    assert int(done.stdout) > 2


def test_ctrl_c_while_git_commits_tells_what_became_of_the_change(filled: Desk) -> None:
    """Git decides: what it has committed stands, and what it has not is taken back."""
    stop = "#!/bin/sh\nkill -INT $(ps -o ppid= -p $PPID); sleep 0.2\n"
    hook = filled.root / ".git" / "hooks" / "post-commit"
    hook.write_text(stop)
    hook.chmod(0o755)

    stands = filled.process("note", "1", "Gebeld", ACTIEPUNT_DEBUG="")
    hook.write_text("#!/bin/sh\nexit 0\n")
    (filled.root / ".git" / "hooks" / "commit-msg").write_text(f"{stop}exit 1\n")
    (filled.root / ".git" / "hooks" / "commit-msg").chmod(0o755)
    before = filled.state()
    stopped = filled.process("note", "1", "Nog eens gebeld", ACTIEPUNT_DEBUG="")

    assert stands.code == 0, stands
    assert stands.out.startswith("2025-001 noted: Koningsdag toelichten\n")
    assert stopped == Run(1, "", "\nactiepunt: stopped; nothing was changed\n")
    assert filled.state() == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pseudo terminals")
def test_a_terminal_gets_lines_that_are_broken_between_words(filled: Desk) -> None:
    filled.write(ACTIONS.replace("due = 2025-03-06", "due = 6-3-2025"))

    screen = typed(filled, ["check"], []) + typed(filled, ["list"], [])

    shown = (
        "data/actions.toml:10: error: a date is written as year-month-day, in digits.\r\n"
        "  Line 10: “due = 6-3-2025”. Write it as due = 2025-03-06 (TOML reader: invalid\r\n"
        "  date, expected a four-digit year (YYYY))\r\n"
    )
    assert screen.count(shown) == 2
