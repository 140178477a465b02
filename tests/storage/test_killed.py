"""Every changing command, killed at every step with the git it runs, leaves all or nothing.

Here at some steps; `ACTIEPUNT_KILL_EVERY=1 pytest tests/storage/test_killed.py` is every step, twice: before
it, and a few milliseconds into it; and with strace every system call of each process.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import children
from actiepunt.cli import main
from conftest import ACTIONS, Desk

LONG = "ACTIEPUNT_KILL_EVERY" in os.environ
EVERY = int(os.environ.get("ACTIEPUNT_KILL_EVERY", "17"))
PARTS = ("register", "bare.git")
STEPS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "subprocess.Popen"}


class Scene(NamedTuple):
    """A command, what stands before it, and what must hold in the end."""

    words: tuple[str, ...]
    text: str  # in the register once the change stands, and never half
    before: Callable[[Desk], None] = lambda _desk: None
    file: str = "data/actions.toml"
    after: tuple[tuple[str, ...], ...] = (("note", "2", "daarna"),)


def by_hand(desk: Desk) -> None:
    """Edit the file by hand, and do not commit."""
    desk.write(ACTIONS.replace("Begroting vaststellen", "Met de hand"))


def apart(desk: Desk) -> None:
    """Make changes here and in another clone, which published them."""
    other = Desk(desk.root.parent / "other", desk._capture)
    desk.good("add", "Van mij", "--owner", "DB")
    desk.good("defer", "1", "--to", "2025-05-05")
    other.good("add", "Van hen", "--owner", "AB")
    other.good("note", "1", "Van hen")
    other.good("sync")


def twice(desk: Desk) -> None:
    """Change one field twice."""
    desk.good("edit", "1", "--item", "1")
    desk.good("edit", "1", "--item", "2")


def strange(desk: Desk) -> None:
    """Be a clone that `init` has not seen, of a register that an older version made."""
    desk.git("config", "--remove-section", "merge.actiepunt")
    desk.git("config", "--remove-section", "diff.actiepunt")
    shutil.rmtree(desk.root / ".git/hooks")
    desk.commit("data/*.toml text eol=lf\n", ".gitattributes")


def closed(desk: Desk) -> None:
    """Have an action that was closed last year."""
    desk.good("close", "1", "--on", "2024-12-01")


def archived(desk: Desk) -> None:
    """Have one of them in the archive."""
    closed(desk)
    desk.good("archive", "--before", "2025")


def recurring(desk: Desk) -> None:
    """Have an action that repeats."""
    desk.good("add", "Elk jaar", "--owner", "DB", "--due", "2025-03-06", "--every", "jaar")


SCENES = {
    "add": Scene(("add", "Nieuw", "--owner", "DB"), 'summary = "Nieuw"'),
    "edit": Scene(("edit", "1", "--item", "7"), 'item = "7"'),
    "start": Scene(("start", "1"), "in-progress\"\ndue = 2025-03-06"),
    "close": Scene(("close", "1", "3", "--outcome", "Klaar"), 'outcome = "Klaar"'),
    "cancel": Scene(("cancel", "1"), '"cancelled"'),
    "reopen": Scene(("reopen", "2"), 'status = "open"\ndue = "eind'),
    "defer": Scene(("defer", "1", "--to", "2025-06-07"), "2025-06-07"),
    "note": Scene(("note", "1", "Gebeld"), "Gebeld"),
    "undo": Scene(
        ("undo",), 'item = "1"', twice
    ),
    "save": Scene(("save",), "Met de hand", by_hand, after=(("save",), ("note", "2", "daarna"))),
    "meeting add": Scene(
        ("meeting", "add", "--body", "DB", "--start", "2025-05-01"), "2025-05-01",
        file="data/calendar.toml",
    ),
    "meeting move": Scene(
        ("meeting", "move", "AB:next", "--start", "2025-04-09"), "2025-04-09",
        file="data/calendar.toml",
    ),
    "meeting edit": Scene(
        ("meeting", "edit", "AB:next", "--location", "Zelhem"), "Zelhem", file="data/calendar.toml"
    ),
    "meeting cancel": Scene(
        ("meeting", "cancel", "AB:next"), '"cancelled"', file="data/calendar.toml"
    ),
    "person add": Scene(
        ("person", "add", "J. Jansen", "--role", "lid"), 'role = "lid"', file="data/register.toml"
    ),
    "person edit": Scene(("person", "edit", "E. Ruesen", "--name", "E. Jansen"), "E. Jansen"),
    "init": Scene(
        ("init", "."), "Begroting", strange, after=(("init", "."), ("note", "2", "daarna"))
    ),
    "archive": Scene(("archive", "--before", "2025"), 'id = "2025-001"', closed),
    "reopen from the archive": Scene(("reopen", "1"), 'id = "2025-001"', archived),
    "close what repeats": Scene(("close", "4"), 'every = "jaar"', recurring),
    "sync": Scene(("sync",), 'summary = "Van hen"', apart, after=(("note", "2", "daarna"), ("sync",))),
}  # fmt: skip


@pytest.fixture
def scene(filled: Desk, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Desk, Scene]:
    """Return a desk at which everything stands ready, with another clone and what they share."""
    found = SCENES[request.param]
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", "../bare.git")
    other = Desk(tmp_path / "other", filled._capture)
    subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", other.root], check=True)
    other.good("init", ".")
    filled.good("sync")
    found.before(filled)
    return filled, found


def killed(desk: Desk, number: int, late: float, words: tuple[str, ...]) -> tuple[bool, str]:
    """Run a command that is killed at a step; tell whether it was, and what it had said."""
    run = children.answer(desk.root, partial(fatal, number, late, words))
    return run.code == -signal.SIGKILL, run.out


def fatal(number: int, late: float, words: tuple[str, ...]) -> int:
    """Run a command that dies at its n-th step that changes a disk, or some seconds later."""
    count = 0

    def die() -> None:
        os.killpg(0, signal.SIGKILL)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        nonlocal count
        writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
        if event in STEPS or (event == "open" and given[2] and given[2] & writes):
            count += 1
            if count == number:
                threading.Timer(late, die).start() if late else die()

    sys.addaudithook(hook)
    code = main(words)
    threading.Event().wait(late)  # a death that was announced comes
    return code


def demand_whole(desk: Desk, scene: Scene, said: str) -> None:
    """Demand that nothing is broken, what was said is so, and that work goes on."""
    desk.git("fsck", "--strict")
    for file in ("data/actions.toml", "data/calendar.toml"):
        tomllib.loads(desk.git("show", f"HEAD:{file}"))
        tomllib.loads(desk.read(file))
    told = re.search(r"actiepunt undo ([0-9a-f]+)", said)
    if told:
        desk.git("merge-base", "--is-ancestor", told[1], "HEAD")
    if "Sent" in said:
        assert desk.git("rev-parse", "HEAD") == desk.git("rev-parse", "origin/main")
    for words in scene.after:
        run = desk.insist(*words)
        assert run.code == 0, run
    assert "daarna" in desk.git("show", "HEAD:data/actions.toml")
    assert desk.git("status", "--porcelain") == ""
    assert "0 errors" in desk.good("check")
    assert not (desk.root / ".git/actiepunt-sync").exists()
    assert not list(desk.root.glob("data/.*.*"))
    assert desk.read(scene.file).count(scene.text) in {0, 1, 2}
    if scene.words[0] in {"sync", "save"}:
        assert scene.text in desk.read(scene.file)


class Stage:
    """A register as a scene found it, set up again for every kill."""

    def __init__(self, scene: tuple[Desk, Scene], folder: Path) -> None:
        self.desk, self.scene = scene
        self.folder = folder
        self.kills = 0
        for part in PARTS:
            shutil.copytree(folder / part, folder / "kept" / part, symlinks=True)

    def act(self, run: Callable[[], tuple[bool, str]]) -> bool:
        """Run the command once, killed or not, and demand that all is whole; tell which."""
        for part in PARTS:
            shutil.rmtree(self.folder / part)
            shutil.copytree(self.folder / "kept" / part, self.folder / part, symlinks=True)
        was_killed, said = run()
        self.kills += was_killed
        time.sleep(0.01)  # what was killed is gone
        demand_whole(self.desk, self.scene, said)
        return was_killed

    def close(self) -> None:
        """Demand that there was something to see."""
        assert self.kills
        with self.desk._capture.disabled():
            sys.stdout.write(f"[{self.kills} kills]" if EVERY == 1 else "")


@pytest.fixture
def stage(
    scene: tuple[Desk, Scene], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Stage]:
    """Return the stage of a scene, on which nobody waits long for a lock that stays."""
    monkeypatch.setattr("actiepunt.git.index._LOCK_PATIENCE", 0.1)
    found = Stage(scene, tmp_path)
    yield found
    found.close()


@pytest.mark.parametrize("scene", SCENES, indirect=True, ids=SCENES)
def test_killed_at_any_step_it_is_whole_or_never_was(stage: Stage) -> None:
    words = stage.scene.words
    chance = random.Random(" ".join(words))  # noqa: S311 - a game, not a secret
    number = 1 + len(words[0]) % EVERY
    while stage.act(partial(killed, stage.desk, number, 0.0, words)):
        late = chance.uniform(0.0005, 0.012)
        stage.act(partial(killed, stage.desk, number, late, words))
        # In the short run ever further apart: `sync` takes some hundreds of steps.
        number += EVERY if LONG else max(EVERY, 3 * number)


def struck(
    desk: Desk, log: Path, call: str, number: int, words: tuple[str, ...]
) -> tuple[bool, str]:
    """Run a command in which each process, git's too, dies at its n-th system call of a kind."""
    fault = f"inject={call}:signal=KILL:when={number}"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", log, "-e", f"trace={call}", "-e", fault,
         sys.executable, "-m", "actiepunt", *words],
        cwd=desk.root, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return "killed by SIGKILL" in log.read_text(encoding="utf-8"), done.stdout


# System calls that change a disk, and how many of each to pass over: of some there are many.
CALLS = {"rename": 1, "unlink": 1, "link": 1, "mkdir": 1, "fsync": 1, "write": 7}


@pytest.mark.skipif(not shutil.which("strace"), reason="no strace to strike with")
@pytest.mark.parametrize("call", CALLS if EVERY == 1 else ["rename"])
@pytest.mark.parametrize(
    "scene",
    ["add", "close", "undo", "save", "init", "sync"] if EVERY == 1 else ["close", "sync"],
    indirect=True,
    ids=str,
)
def test_when_one_of_its_processes_dies_it_is_whole_or_never_was(
    stage: Stage, tmp_path: Path, call: str
) -> None:
    number, words = 1 if EVERY == 1 else 2, stage.scene.words
    strike = partial(struck, stage.desk, tmp_path / "calls")
    while stage.act(partial(strike, call, number, words)) and number < 60:
        number += CALLS[call] * EVERY
