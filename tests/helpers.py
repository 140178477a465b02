"""What several tests do: type on a terminal, kill a command, sync two clones."""

import contextlib
import importlib
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import reduce
from typing import Any

import click
import pytest

import children
from actiepunt.cli import ask, keys, main
from actiepunt.cli.group import Folder
from actiepunt.cli.keys import Page
from conftest import Desk

HOSTILE = (
    "[bold red]rood[/bold red]",
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "--amend",
    "-m",
    '"quotes" and \'quotes\' and """triple"""',
    "back\\slash G:\\Notulen",
    "comma, semicolon; pipe | hash # [[action]]",
    "emoji 👩‍👩‍👧 en é ü ß 漢字",
    "x" * 500,
    "$(touch owned) `touch owned` %PATH%",
)


Press = str | Callable[[], object]


def without_hash(text: str) -> str:
    """Leave out what differs from run to run: the hash of the commit."""
    return re.sub(r"undo [0-9a-f]{7,}", "undo HASH", text)


def in_words(iso: str) -> str:
    """Return a day as an English screen writes it in full."""
    day = date.fromisoformat(iso)
    return f"{day:%a} {day.day} {day:%B %Y}"


def typed(
    desk: Desk, words: list[str], answers: list[tuple[str, str]], code: str = "", **environment: str
) -> str:
    """Run the command on a terminal; type each answer when its question has appeared."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")
    control, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *(["-c", code] if code else ["-m", "actiepunt", *words])], cwd=desk.root, stdin=terminal, stdout=terminal,
        stderr=terminal, env={**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", **environment},
        start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    screen, waiting, deadline = "", list(answers), time.monotonic() + 30
    seen = 0
    while time.monotonic() < deadline:
        if select.select([control], [], [], 0.05)[0]:
            try:
                screen += os.read(control, 65536).decode(errors="replace")
            except OSError:  # Linux says so when the terminal has been left
                break
        if waiting and waiting[0][0] in screen[seen:]:
            seen = len(screen)
            os.write(control, waiting.pop(0)[1].encode())
        if process.poll() is not None and not select.select([control], [], [], 0)[0]:
            break
    else:
        process.kill()
    process.wait(5)
    os.close(control)
    assert not waiting, (waiting, screen)
    return screen


def published(desk: Desk, file: str = "data/actions.toml") -> str:
    """Return a file as it is published."""
    desk.git("fetch", "-q")
    return desk.git("show", f"origin/main:{file}")


def decide(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    """Answer the questions with these words, and return the questions."""
    asked: list[str] = []
    waiting = list(words)

    def text(question: str, *_known: object, **_more: object) -> str:
        asked.append(question)
        return waiting.pop(0)

    monkeypatch.setattr(ask, "person", lambda: True)
    monkeypatch.setattr(ask, "text", text)
    return asked


def press(monkeypatch: pytest.MonkeyPatch, *pressed: Press) -> list[Page]:
    """Press these keys, by name, one on each page, then Ctrl-C; return the pages.

    What is no name is called before the next key.
    """
    pages: list[Page] = []
    waiting = [*pressed]

    def read(page: Page) -> str:
        pages.append(page)
        while waiting and not isinstance(waiting[0], str):
            waiting.pop(0)()  # type: ignore[operator]
        if not waiting:
            raise click.Abort
        key = waiting.pop(0)
        assert key in page.keys, key
        return str(key)

    monkeypatch.setattr(keys, "read", read)
    monkeypatch.setattr(keys, "stage", contextlib.nullcontext)
    monkeypatch.setattr(keys, "clear", lambda **_how: None)
    monkeypatch.setattr(keys, "size", lambda: (80, 24))
    return pages


def converse(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Be the person whom an example of help or README asks something, where it is a dialogue."""
    if words[:1] == ("take",):
        item = () if "--item" in words else ("3",)
        decide(monkeypatch, *item, "Nota schrijven", "E. Ruesen", "eind april", "", "")
    elif words[:1] == ("harvest",) and "--dry-run" not in words:
        decide(monkeypatch, *(() if "--meeting" in words else ("AB:last",)), "")
        press(monkeypatch, "go on", "accept", "quit")
    elif words[:1] == ("review",):
        decide(monkeypatch)
        press(monkeypatch, "keep", "quit")


def apart(anna: Desk, bob: Desk) -> None:
    """Let both add an action, and Anna publish hers."""
    anna.good("add", "Van Anna", "--owner", "DB")
    anna.good("sync")
    bob.good("add", "Van Bob", "--owner", "AB")


def together(*desks: Desk) -> None:
    """Demand that all have the same, whole and clean."""
    for desk in desks:
        desk.good("sync")
        assert desk.git("status", "--porcelain") == ""
        assert "0 errors" in desk.good("check")
        desk.git("fsck", "--strict")
    assert len({desk.read() for desk in desks}) == 1


def kill(desk: Desk, place: str, step: str, count: int, *words: str) -> int:
    """Run a command in a process that ends without warning at a step (`module:function`)."""
    module, name = step.split(":")

    def work() -> int:
        *path, function = name.split(".")
        owner = reduce(getattr, path, importlib.import_module(module))
        original = getattr(owner, function)
        calls = 0

        def patched(*args: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == count and place == "before":
                os._exit(99)
            answer = original(*args, **named)
            if calls == count and place == "after":
                os._exit(99)
            return answer

        setattr(owner, function, patched)
        return main(words)

    return children.answer(desk.root, work).code


def commands(group: Folder, path: str = "") -> list[tuple[str, click.Command]]:
    """Return every command with the words that call it."""
    context = click.Context(group)
    found: list[tuple[str, click.Command]] = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, Folder):
            found += commands(command, f"{path}{name} ")
        else:
            found.append((f"{path}{name}", command))
    return found
