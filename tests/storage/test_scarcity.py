"""What happens where something is short: the disk, rights, a name, a home, or patience with size.

`ACTIEPUNT_ACTIONS=100000 pytest tests/storage/test_scarcity.py` is the long run of the size.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from actiepunt.tomlfile import read
from conftest import ACTIONS, Desk

ACTIONS_COUNT = int(os.environ.get("ACTIEPUNT_ACTIONS", "1500"))
SIZE = 4096  # kB of the small disk


def mounted(folder: Path, options: str) -> bool:
    """Mount a small disk of memory; tell whether this machine lets us."""
    words = ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)]
    return (
        not shutil.which("mount")
        or not subprocess.run(words, check=False, capture_output=True).returncode
    )


@pytest.fixture
def small(filled: Desk, tmp_path: Path) -> Iterator[Desk]:
    """Return a clone of the register on a disk of a few MB, with its remote on another."""
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, tmp_path / "bare.git"], check=True)
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted(folder, f"size={SIZE}k"):
        pytest.skip("no right to mount a disk")
    desk = Desk(folder / "register", filled._capture)
    try:
        subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", desk.root], check=True)
        desk.good("init", ".")
        yield desk
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(desk: Desk, room: int) -> Path:
    """Fill the disk but for so many kB; return what to remove."""
    ballast = desk.root.parent / "ballast"
    free = shutil.disk_usage(desk.root).free - room * 1024
    with ballast.open("wb") as file:
        file.write(b"x" * max(free, 0))
    return ballast


@pytest.mark.parametrize(
    "words",
    [
        ["add", "Nieuw", "--owner", "DB"],
        ["close", "1", "--outcome", "Klaar"],
        ["meeting", "add", "--body", "DB", "--start", "2025-05-01"],
        ["save"],
        ["check", "--fix"],
        ["sync"],
        ["publish", "../site"],
        ["export", "ics", "-o", "../feed.ics"],
        ["undo"],
    ],
    ids=" ".join,
)
def test_a_full_disk_leaves_everything_as_it_was(
    small: Desk, filled: Desk, words: list[str]
) -> None:
    small.good("note", "1", "Eerst dit")
    if words == ["sync"]:
        filled.good("add", "Van hen", "--owner", "AB")
        filled.git("push", "-q", "../bare.git", "HEAD:main")
        small.good("add", "Van mij", "--owner", "DB")
    if words == ["save"]:
        small.write(small.read().replace("Begroting", "Meerjarenbegroting"))
    if words == ["check", "--fix"]:
        small.write(small.read() + '\n[[action]]\nsummary = "x"\nstatus = "open"\n')
    before, done, refused = small.state(), 0, 0
    site = small.root.parent / "site"
    for room in (0, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 512, 1024):
        ballast = fill(small, room)
        run = small.run(*words)
        ballast.unlink()
        if run.code == 0:
            done += 1
            break
        refused += 1
        assert run.code == 1, run
        assert len(run.err.splitlines()) == 2, run
        assert "disk" in run.err or "space" in run.err, run
        assert small.state() == before, (room, run)
        assert not site.exists() or not list(site.rglob("*.ics"))
        small.git("fsck", "--strict")
    assert done
    assert refused
    small.good("check")


@pytest.mark.parametrize(
    "change", [["add", "x", "--owner", "y"], ["sync"], ["save"], ["check", "--fix"]]
)
def test_a_folder_that_cannot_be_written_is_told_and_can_be_read(
    small: Desk, change: list[str]
) -> None:
    small.good("note", "1", "Eerst dit")
    before = small.state()
    disk = str(small.root.parent)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    try:
        run = small.run(*change)
        reads = [
            small.run(*words).code
            for words in (["list"], ["log"], ["show", "1"], ["check"], ["stats"])
        ]
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)

    assert run.code == 1
    assert len(run.err.splitlines()) == 2
    assert "Read-only" in run.err or "may not write" in run.err
    assert reads == [0] * len(reads)
    assert small.state() == before


def test_without_a_home_everything_works_that_needs_none(filled: Desk, tmp_path: Path) -> None:
    bare = {"HOME": "", "USERPROFILE": "", "XDG_CONFIG_HOME": "", "APPDATA": ""}
    assert "2025-001" in filled.process("list", **bare).out
    refused = filled.process("close", "1", **bare, GIT_CONFIG_COUNT="1",
                             GIT_CONFIG_KEY_0="user.useConfigOnly", GIT_CONFIG_VALUE_0="true")  # fmt: skip
    assert refused.code == 1
    assert refused.err.startswith("actiepunt: git does not know who you are\n")
    filled.git("config", "user.name", "Anna")
    filled.git("config", "user.email", "anna@example.org")
    assert filled.process("close", "1", **bare).code == 0
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", str(tmp_path / "bare.git"))
    assert filled.process("sync", **bare).code == 0
    assert filled.process("log", **bare).code == 0


@pytest.mark.parametrize("words", [["log"], ["save"], ["undo"], ["check", "--staged"], ["sync"]])
def test_a_damaged_store_is_told_and_never_read_as_empty(
    filled: Desk, tmp_path: Path, words: list[str]
) -> None:
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", str(tmp_path / "bare.git"))
    filled.good("note", "1", "Eerst dit")
    if words == ["save"]:
        filled.write(filled.read().replace("Eerst dit", "Eerst dat"))
    name = filled.git("rev-parse", "HEAD:data/actions.toml").strip()
    (filled.root / ".git" / "objects" / name[:2] / name[2:]).unlink()
    before = filled.read()

    refused = filled.run(*words)
    assert (refused.code, refused.err.splitlines()) == (
        1,
        [
            "actiepunt: git's own store in this folder is damaged",
            "`git fsck` says what is lost. Clone the register again, and keep this folder aside.",
        ],
    )
    assert filled.read() == before
    assert "2025-001" in filled.good("list")


def test_huge_values_are_kept_and_shown(filled: Desk) -> None:
    text = "lang " * 20_000
    filled.good(
        "add", "Kort", "--owner", "DB", "--details", text, *(f"--tag=t{n}" for n in range(400))
    )
    filled.good("edit", "4", "--summary", "x" * 100_000, "-m", "r" * 100_000)
    for words in (["list"], ["log"]):  # rich draws some 300,000 characters a second, and no more
        assert "xxx" in filled.good(*words, "--format", "table")
    by_hand = filled.read().replace(
        '"Begroting vaststellen"', json.dumps("é" * 3_000_000, ensure_ascii=False)
    )
    filled.write(by_hand)
    filled.good("save", "-m", "r" * 100_000)
    filled.good("note", "3", "n" * 100_000)
    filled.good("undo")

    assert filled.read() == by_hand
    assert (
        json.loads(filled.good("show", "4", "--format", "json"))["actions"][0]["details"]
        == text.strip()
    )
    for words in (["list"], ["log"], ["diff", "HEAD~3"]):
        assert "é" * 1000 in filled.good(*words)
    for line in filled.git("log", "--format=%s").splitlines():
        assert len(line) <= 100
    assert "0 errors" in filled.good("check")


# One process for all: what hangs in a parser can only be stopped from outside.
EACH = """
import json, sys
from actiepunt.cli import main
codes = [main(words) for words in json.loads(sys.argv[1])]
sys.stdout.write("\\n" + json.dumps(codes))
"""
ODD = {
    "quotes": '"' * 100_000,
    "slashes": "\\" * 100_000,
    "brackets": "[" * 100_000,
    "braces": "x = " + "{a=" * 40_000,
    "spaces": "a" + " " * 100_000 + "b",
    "lines": "\n" * 100_000 + "x",
    "comments": "#\n" * 60_000,
    "key": "a" * 100_000,
    "digits": "due = " + "9" * 100_000,
    "markers": "<<<<<<< x\n" * 5_000,
    "phrase": f'due = "{"1 " * 40_000}"',
    "blocks": '\n[[action]]\nuid = "x"\nbody = "?"\n' * 2_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_files_of_some_size_are_read_or_refused_and_not_forever(
    filled: Desk, tmp_path: Path, text: str
) -> None:
    """None of these takes a second; the bound is there for what would take hours."""
    filled.commit(ACTIONS + text + "\n")
    versions = [str(tmp_path / one) for one in "OAB"]
    for version in versions:
        Path(version).write_text(f"{ACTIONS}{text}\n# {version}\n", encoding="utf-8")
    words = (["check"], ["list"], ["log"], ["note", "1", "x"],
             ["merge-driver", *versions, "7", "data/actions.toml"])  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", EACH, json.dumps(words)], cwd=filled.root, capture_output=True,
        timeout=60, check=False, stdin=subprocess.DEVNULL, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    *codes, merged = json.loads(done.stdout.splitlines()[-1])
    assert set(codes) <= {0, 1}
    assert merged in {0, 1, 3}


def test_many_actions_take_their_time_and_no_more_than_that(filled: Desk, tmp_path: Path) -> None:
    block = (
        '\n[[action]]\nuid = "z{n:015}"\nid = "{year}-{count:03}"\nsummary = "Actie {n}"\n'
        'owners = ["P{owner}"]\nbody = "AB"\nstatus = "open"\ndue = 2025-03-06\n'
        "created = 2025-01-29T11:45:00+01:00\n"
    )
    filled.commit(ACTIONS + "".join(
        block.format(n=n, year=1900 + n // 5000, count=n % 5000 + 1, owner=n % 90)
        for n in range(ACTIONS_COUNT)
    ))  # fmt: skip
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", "../bare.git")
    other = Desk(tmp_path / "other", filled._capture)
    subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", other.root], check=True)
    other.good("init", ".")

    other.good("add", "Van hen", "--owner", "A")
    other.good("defer", "1900-001", "--to", "2025-06-01")
    other.good("sync")
    filled.good("add", "Van mij", "--owner", "A")
    filled.good("note", "1900-001", "Ook dit")
    assert "2025-004 is now 2025-005: Van mij" in filled.good("sync")

    assert filled.good("list").count("\n") == ACTIONS_COUNT + 6
    actions, _faults = read.actions(filled.read(), "")
    assert len({action.uid for action in actions}) == ACTIONS_COUNT + 5
    assert "0 errors" in filled.good("check")
    assert filled.good("log", "1900-001").count("\n") == 4
