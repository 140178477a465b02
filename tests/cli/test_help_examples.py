"""The example that ends the help of every command: each is run on a register that has it all."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from actiepunt.cli import main
from actiepunt.cli.group import Command, Folder, root
from conftest import Desk, copied
from helpers import decide

CSV = "Actie;Wie;Termijn\nKaderbrief verzenden;regiokassier;12 mei\n"
ICS = (
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


def everything(folder: Folder, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield every command that help texts show, the groups and `actiepunt` itself too."""
    yield path, folder
    context = click.Context(folder)
    for name in folder.list_commands(context):
        command = folder.get_command(context, name)
        assert command is not None
        if isinstance(command, Folder):
            yield from everything(command, f"{path} {name}".strip())
        elif not command.hidden:
            yield f"{path} {name}".strip(), command


COMMANDS = dict(everything(root))


@pytest.fixture(scope="module")
def prepared(filled_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a register in which every example has what it names; its remote stands beside it."""
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
    (register / "actielijst.csv").write_text(CSV, encoding="utf-8")
    (register / "agenda.ics").write_bytes(ICS.encode())
    return register


AFTER_A_CHANGE = {
    "reopen": ("close", "14"),
    "undo": ("close", "14"),
}
"""What was done before, where an example needs that."""


@pytest.mark.parametrize("path", COMMANDS)
def test_the_example_of_a_command_works(
    path: str,
    prepared: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    command = COMMANDS[path]
    assert isinstance(command, Command)
    assert command.example, f"{path} needs an example: see `example` of cli/group.py"
    name, *words = shlex.split(command.example)
    assert name == "actiepunt"
    assert " ".join(words).startswith(path)
    monkeypatch.chdir(tmp_path)
    for desk in copied(prepared, tmp_path / "register", capsys):
        if path in AFTER_A_CHANGE:
            desk.good(*AFTER_A_CHANGE[path])
        if path == "save":
            desk.write(desk.read().replace("Begroting vaststellen", "Begroting 2026 vaststellen"))
        if path == "take":
            decide(monkeypatch, "Nota schrijven", "E. Ruesen", "eind april", "", "")

        run = desk.run(*words)

        assert run.code == 0, run
        assert not run.err or path in {"remind", "meeting cancel"}, run  # they warn of what follows


@pytest.mark.parametrize("path", COMMANDS)
def test_the_help_of_a_command_ends_with_its_example(path: str, desk: Desk) -> None:
    command = COMMANDS[path]
    assert isinstance(command, Command)

    assert desk.good(*path.split(), "--help").endswith(f"\n\nExample: {command.example}\n")

    assert len(f"Voorbeeld: {command.example}") <= 80
    assert not set("'`$%^<>\\!") & set(command.example)  # the same in bash, cmd and PowerShell
