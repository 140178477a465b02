"""The example that ends the help of every command: each is run on a register that has it all."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from actiepunt.cli.group import Command, Folder, root
from conftest import Desk, copied
from helpers import converse


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


AFTER_A_CHANGE = {
    "reopen": ("close", "14"),
    "undo": ("close", "14"),
}
"""What was done before, where an example needs that."""


@pytest.mark.parametrize("path", COMMANDS)
def test_the_example_of_a_command_works(
    path: str,
    equipped: Path,
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
    for desk in copied(equipped, tmp_path / "register", capsys):
        if path in AFTER_A_CHANGE:
            desk.good(*AFTER_A_CHANGE[path])
        if path == "save":
            desk.write(desk.read().replace("Begroting vaststellen", "Begroting 2026 vaststellen"))
        converse(monkeypatch, *words)

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
