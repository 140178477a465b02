"""Two helpers that read like sentences: a register in a temporary folder, and its git."""

import os

# Before actiepunt is imported: the language of the screen is chosen once.
os.environ.update(
    ACTIEPUNT_DEBUG="1", LC_ALL="C.UTF-8", LANGUAGE="", NO_COLOR="1", COLUMNS="80", TERM="xterm"
)
for variable in ("ACTIEPUNT_REGISTER", "ACTIEPUNT_TODAY", "EDITOR", "VISUAL"):
    os.environ.pop(variable, None)


MEMORY = "/dev/shm"  # noqa: S108 - pytest makes folders of its own in it


def in_memory(folder: str, room: int = 1 << 30) -> bool:
    """Tell whether a folder of memory has room for the registers, and may hold hooks to run."""
    if not hasattr(os, "statvfs") or not os.access(folder, os.W_OK):
        return False
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= room and not found.f_flag & os.ST_NOEXEC


# Thousands of small repositories are made and removed: a quarter of the time on a disk.
if in_memory(MEMORY):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings

from actiepunt.cli import main

PROJECT = Path(__file__).parent.parent
TODAY = "2025-03-05"

# More of them by hand: ACTIEPUNT_PROPERTIES=1000 pytest
EXAMPLES = int(os.environ.get("ACTIEPUNT_PROPERTIES", "40"))
settings.register_profile("actiepunt", deadline=None, derandomize=True, max_examples=EXAMPLES)
settings.load_profile("actiepunt")


class Run(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str


class Desk:
    """A register in a folder, and a secretary at its command line."""

    def __init__(self, root: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self._capture = capture

    def run(self, *words: str) -> Run:
        """Run the command line here, in this process."""
        self._capture.readouterr()
        before = Path.cwd()
        os.chdir(self.root)
        try:
            code = main(words)
        finally:
            os.chdir(before)
        said = self._capture.readouterr()
        return Run(code, said.out, said.err)

    def good(self, *words: str) -> str:
        """Run a command that must succeed; return what it printed."""
        run = self.run(*words)
        assert run.code == 0, run
        return run.out

    def insist(self, *words: str) -> Run:
        """Run a command; where a killed git left its lock, do as told and run it again."""
        run = self.run(*words)
        while run.code and (found := re.search(r"remove the file (.+\.lock)\.$", run.err.strip())):
            (self.root / found[1]).unlink()
            run = self.run(*words)
        return run

    def process(self, *words: str, **environment: str) -> Run:
        """Run the command line in a process of its own."""
        done = subprocess.run(
            [sys.executable, "-m", "actiepunt", *words],
            cwd=self.root, env={**os.environ, **environment}, check=False,
            stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        return Run(done.returncode, done.stdout, done.stderr)

    def git(self, *words: str) -> str:
        """Run git here; it must succeed."""
        return subprocess.run(
            ["git", *words], cwd=self.root, check=True, capture_output=True, encoding="utf-8"
        ).stdout

    def read(self, file: str = "data/actions.toml") -> str:
        """Return a file as it is, line endings included."""
        return (self.root / file).read_bytes().decode()

    def write(self, text: str, file: str = "data/actions.toml") -> None:
        """Write a file by hand, line endings as they are."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def commit(self, text: str, file: str = "data/actions.toml", message: str = "update") -> None:
        """Write a file by hand and commit it, as somebody without our tool does."""
        self.write(text, file)
        self.git("add", "--", file)
        self.git("commit", "-q", "--no-verify", "--allow-empty", "-m", message)

    def commits(self) -> int:
        """Count the commits."""
        return int(self.git("rev-list", "--count", "HEAD"))

    def changed(self) -> str:
        """Return the lines that the last commit took out and put in, without their places."""
        diff = self.git("show", "--format=", "--unified=0", "HEAD")
        return "\n".join(
            line
            for line in diff.splitlines()
            if line[:1] in "+-" and line[:3] not in {"+++", "---"}
        )

    def state(self) -> tuple[str, str, dict[str, bytes]]:
        """Return the commit, git's own status, and every file of the folder but git's."""
        parts = [one for one in self.root.iterdir() if one.name != ".git"]
        files = {
            str(path.relative_to(self.root)): path.read_bytes()
            for part in parts  # never into git's own folder: it may be tidying up there
            for path in (part, *part.rglob("*"))
            if path.is_file() and path.name != ".git"
        }
        head = self.git("rev-parse", "HEAD") + self.git("symbolic-ref", "-q", "HEAD")
        return head, self.git("status", "--porcelain=v2"), files


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home without anybody's settings, and make it the one of every process."""
    folder = tmp_path_factory.mktemp("home")
    for variable in list(os.environ):
        if variable.startswith("GIT_"):
            del os.environ[variable]
    os.environ.update(
        HOME=str(folder),
        USERPROFILE=str(folder),
        XDG_CONFIG_HOME=str(folder),
        GIT_CONFIG_NOSYSTEM="1",
        GIT_TERMINAL_PROMPT="0",
        ACTIEPUNT_TODAY=TODAY,
        # Every process that a test starts finds our modules compiled, outside the source.
        PYTHONDONTWRITEBYTECODE="",
        PYTHONPYCACHEPREFIX=str(folder / "bytecode"),
    )
    for part in ("hooks", "info"):  # a new repository without git's fourteen samples
        (folder / "template" / part).mkdir(parents=True)
    (folder / ".gitconfig").write_text(
        "[user]\n\tname = Anna de Vries\n\temail = anna@example.org\n"
        "[init]\n\tdefaultBranch = main\n\ttemplateDir = ~/template\n"
        "[core]\n\tautocrlf = false\n"
        # No process that looks after each commit and push whether there is something to tidy up.
        "[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[receive]\n\tautoGC = false\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="session")
def template(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new register, made once by the command itself."""
    del home  # it must stand first
    root = tmp_path_factory.mktemp("template")
    assert main(["init", str(root), "--language", "nl"]) == 0
    return root


@pytest.fixture(scope="session")
def filled_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register with three actions, two meetings and one body, made once."""
    root = tmp_path_factory.mktemp("filled") / "register"
    shutil.copytree(template, root)
    for file, text, message in (
        ("actions", ACTIONS, "actions"),
        ("calendar", CALENDAR, "meetings"),
    ):
        path = root / "data" / f"{file}.toml"
        path.write_bytes(text.encode())
        for words in (["add", path], ["commit", "-q", "--no-verify", "-m", message]):
            subprocess.run(["git", *words], cwd=root, check=True)
    return root


def copied(template: Path, root: Path, capture: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Yield a desk at a copy of a register; afterwards nothing half written may be left."""
    shutil.copytree(template, root)
    yield Desk(root, capture)
    for left in (*root.rglob(".*.new"), *root.rglob(".*.old")):
        pytest.fail(f"left behind: {left}")


@pytest.fixture
def desk(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Return an empty register with a git history of one commit."""
    yield from copied(template, tmp_path / "register", capsys)


@pytest.fixture
def filled(
    filled_template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """Return a register with three actions, two meetings and one body, of two more commits."""
    yield from copied(filled_template, tmp_path / "register", capsys)


ACTIONS = """\
# De actiepunten van het bestuur.

[[action]]
uid = "aaaaaaaaaaaaaaaa"
id = "2025-001"
summary = "Koningsdag toelichten"   # in de lunch
owners = ["E. Ruesen", "W. Stortelder"]
body = "AB"
status = "open"
due = 2025-03-06
meeting = "ab-2025-01-29"
created = 2025-01-29T11:45:00+01:00

# Deze wacht op de provincie.
[[action]]
uid = "bbbbbbbbbbbbbbbb"
id = "2025-002"
summary = 'Kaderbrief "2026" verzenden'
owners = [
  "regiokassier",  # trekker
  "DB",
]
body = "DB"
status = "in-progress"
due = "eind februari 2025"
created = 2025-01-29T11:45:00+01:00
progress = [
  { on = 2025-02-20, text = "Concept gereed" },
]

[[action]]
uid = "cccccccccccccccc"
id = "2025-003"
summary = "Begroting vaststellen"
owners = ["AB"]
body = "AB"
status = "open"
due = "ab-2025-04-02"
created = 2025-01-29T11:45:00+01:00
"""
CALENDAR = """\
[[meeting]]
uid = "dddddddddddddddd"
id = "ab-2025-01-29"
body = "AB"
start = 2025-01-29T10:00:00
end = 2025-01-29T11:30:00
location = "De Steck"

[[meeting]]
uid = "eeeeeeeeeeeeeeee"
id = "ab-2025-04-02"
body = "AB"
start = 2025-04-02T10:00:00
end = 2025-04-02T11:30:00
papers = 2025-03-26
"""


Clone = Callable[..., Desk]


@pytest.fixture
def clone(filled: Desk, tmp_path: Path) -> Clone:
    """Return what makes a clone of the published register for somebody."""
    filled.git("config", "user.name", "Anna")
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", str(tmp_path / "bare.git"))

    def make(name: str, address: str = "") -> Desk:
        desk = Desk(tmp_path / name, filled._capture)
        subprocess.run(
            ["git", "clone", "-q", address or tmp_path / "bare.git", desk.root], check=True
        )
        desk.git("config", "user.name", name)
        desk.good("init", ".")
        return desk

    return make


@pytest.fixture
def anna(filled: Desk, clone: Clone) -> Desk:
    """Return the first clone, whose remote is the published register."""
    del clone
    return filled


@pytest.fixture(scope="module")
def real(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real register as a repository of one commit, and its feeds."""
    del home
    root = tmp_path_factory.mktemp("real")
    for path in (PROJECT / "data").rglob("*.toml"):
        target = root / path.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "real"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    return root


LIST_AS_CSV = "Actie;Wie;Termijn\nKaderbrief verzenden;regiokassier;12 mei\n"
AGENDA = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Anna//NL\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n"
    "DTSTAMP:20250301T100000Z\r\nDTSTART:20250514T080000Z\r\nSUMMARY:AB\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n"
)
CLOSED = """
[[action]]
uid = "yyyyyyyyyyyyyyyy"
id = "2024-001"
summary = "Jaarrekening 2023"
owners = ["DB"]
body = "DB"
status = "done"
created = 2024-03-01T10:00:00+01:00
closed = 2024-06-01
"""
OPEN = """
[[action]]
uid = "zzzzzzzzzzzzzzz{letter}"
id = "2025-{number:03}"
summary = "Punt {number} van de begroting"
owners = ["DB"]
body = "AB"
status = "open"
due = 2025-03-03
created = 2025-01-29T11:45:00+01:00
"""


@pytest.fixture(scope="session")
def equipped(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register in which every example of help and README has what it names; its remote stands beside it."""
    base = tmp_path_factory.mktemp("examples")
    register = base / "register"
    shutil.copytree(filled_template, register)
    with (register / "data/actions.toml").open("a", encoding="utf-8") as file:
        file.write(CLOSED)
        for number in range(4, 15):
            file.write(OPEN.format(number=number, letter=chr(ord("a") + number)))
    shutil.rmtree(register / ".git")
    long_ago = {
        "GIT_AUTHOR_DATE": "2025-01-02T10:00:00Z",
        "GIT_COMMITTER_DATE": "2025-01-02T10:00:00Z",
    }
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        subprocess.run(["git", *words], cwd=register, check=True, env={**os.environ, **long_ago})
    for words in (
        ["init", str(register)],
        ["body", "add", "AB"],
        ["person", "add", "secretaris"],
        ["person", "add", "E. Ruesen"],
        ["export", "xlsx", "-o", str(register / "actielijst.xlsx")],
    ):
        assert main(["--register", str(register), *words]) == 0, words
    subprocess.run(["git", "clone", "-q", "--bare", register, base / "bare.git"], check=True)
    subprocess.run(["git", "remote", "add", "origin", base / "bare.git"], cwd=register, check=True)
    (register / "actielijst.csv").write_text(LIST_AS_CSV, encoding="utf-8")
    (register / "agenda.ics").write_bytes(AGENDA.encode())
    (register / "verslag.txt").write_text(
        "1. De zaal\n\nActie E. Ruesen: de zaal reserveren.\n\n"
        "2. Rondvraag\n\nActie secretaris: de leden uitnodigen.\n",
        encoding="utf-8",
    )
    return register


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file that a test builds by its argument: its bytes differ from run to run."""
    return argname if isinstance(val, bytes) and len(val) > 60 else None
