"""Completion in real shells: the words of the register, quoted as each shell needs them."""

import os
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path
from unittest import mock

import pytest

from actiepunt.cli import shells
from conftest import PROJECT, Desk

pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")

FILES = {
    "bash": "actiepunt.bash",
    "zsh": "_actiepunt",
    "fish": "actiepunt.fish",
    "powershell": "actiepunt.ps1",
}


@pytest.mark.parametrize("shell", FILES)
def test_the_files_are_what_the_command_prints(desk: Desk, shell: str) -> None:
    text = (PROJECT / "completions" / FILES[shell]).read_text(encoding="utf-8")

    assert desk.good("completion", shell) == text


def answered(desk: Desk, line: str, shell: str = "zsh") -> list[list[str]]:
    """Return the rows that a script gets for a line: kind, word and description."""
    asked = {"_ACTIEPUNT_COMPLETE": f"{shell}_complete", "ACTIEPUNT_LINE": f"actiepunt {line}"}
    with mock.patch.dict(os.environ, asked), pytest.raises(SystemExit) as ended:
        desk.run()
    said = desk._capture.readouterr()
    assert (ended.value.code, said.err) == (0, "")
    return [row.split("\t") for row in said.out.splitlines() if row]


def words(desk: Desk, line: str, shell: str = "zsh") -> list[str]:
    """Return the words that complete a line."""
    return [word for _kind, word, _text in answered(desk, line, shell)]


def test_each_place_knows_what_can_stand_there(filled: Desk) -> None:
    filled.good("close", "2")

    assert answered(filled, "show 2025-0") == [
        ["plain", "2025-001", "Koningsdag toelichten"],
        ["plain", "2025-003", "Begroting vaststellen"],
        ["plain", "2025-002", 'Kaderbrief "2026" verzenden (done)'],
    ]
    assert words(filled, "close ") == ["2025-001", "2025-003"]
    assert words(filled, "close 3") == ["2025-003"]
    assert words(filled, "close konings") == ["2025-001"]
    assert words(filled, "reopen ") == ["2025-002"]
    assert words(filled, "list --owner r") == ["regiokassier"]
    assert words(filled, "list --owner rues") == ["E. Ruesen"]
    assert words(filled, "add x --owner 'E. Ruesen, d") == ["E. Ruesen, DB"]
    assert words(filled, "add x --body=") == ["AB", "DB"]
    assert answered(filled, "meeting show AB:") == [
        ["plain", "AB:next", "AB, Wed 2 Apr"],
        ["plain", "AB:last", "AB, Wed 29 Jan"],
    ]
    assert words(filled, "meeting show ab-2025-0") == ["ab-2025-04-02", "ab-2025-01-29"]
    assert answered(filled, "defer 1 --to tom") == [["plain", "tomorrow", "Thu 6 Mar"]]
    assert answered(filled, "defer 1 tom") == [["plain", "tomorrow", "Thu 6 Mar"]]
    assert answered(filled, "defer 1 2 AB:n") == [["plain", "AB:next", "AB, Wed 2 Apr"]]
    assert words(filled, "note 1 Wacht -m x op ") == words(filled, "add a --owner b c ") == []
    assert words(filled, "list -owner ") == []
    assert words(filled, "list --status in") == ["in-progress"]
    assert words(filled, "list --sort ow") == ["owner"]
    assert words(filled, "meeting mo") == ["move"]
    assert "--outcome" in words(filled, "close --o")
    (latest, *_others) = answered(filled, "undo ")
    assert latest[2] == '2025-002 done: Kaderbrief "2026" verzenden'.replace("done", "afgerond")
    assert answered(filled, "list -o ") == [["file", "", ""]]


def test_the_words_are_those_of_the_screen(filled: Desk) -> None:
    for line, found in (
        ("defer 1 AB:v", "AB:volgende"),
        ("diff AB:v", "AB:vorige"),
        ("list --status in", "in-behandeling"),
    ):
        run = filled.process(
            _ACTIEPUNT_COMPLETE="zsh_complete", ACTIEPUNT_LINE=f"actiepunt {line}",
            LC_ALL="nl_NL.UTF-8", LANGUAGE="",
        )  # fmt: skip
        assert run.out.split("\t")[1:2] == [found], run


def test_phrases_are_in_the_language_of_the_screen(filled: Desk) -> None:
    run = filled.process(
        _ACTIEPUNT_COMPLETE="zsh_complete", ACTIEPUNT_LINE="actiepunt add x --due mor",
        LANGUAGE="", LC_ALL="nl_NL.UTF-8",
    )  # fmt: skip

    assert run.out == "plain\tmorgen\tdo 6 mrt\n"


def test_what_cannot_be_read_completes_nothing(filled: Desk, tmp_path: Path) -> None:
    assert words(Desk(tmp_path, filled._capture), "close ") == []
    filled.write("[[action]]\nid = x\n")
    assert words(filled, "close ") == []
    assert words(filled, "meeting show ab-2025-04") == []


def test_no_text_of_the_register_breaks_the_answer(filled: Desk) -> None:
    filled.good("edit", "1", "--owner", '$(touch x) `y` "q" \'a\\b', "--summary", "a; b")

    (row,) = answered(filled, "close 1")
    assert row == ["plain", "2025-001", "a; b"]
    (bash,) = words(filled, "list --owner $", "bash")
    assert bash == '\\$\\(touch\\ x\\)\\ \\`y\\`\\ \\"q\\"\\ \\\'a\\\\b'


@pytest.mark.parametrize(
    ("line", "words", "last"),
    [
        ("a b", ["a"], "b"),
        ("a b ", ["a", "b"], ""),
        ("a 'b c", ["a"], "b c"),
        ('a "b \\" c" d', ["a", 'b " c'], "d"),
        ("a b\\ c", ["a"], "b c"),
        ("a '' x", ["a", ""], "x"),
        ("a 'b'c", ["a"], "bc"),
        ("a b\\", ["a"], "b\\"),
        ("", [], ""),
    ],
)
def test_a_line_is_split_as_shells_do(line: str, words: list[str], last: str) -> None:
    typed = shells.split(line)

    assert (typed.words, typed.last) == (words, last)


START = {
    "bash": (["bash", "--norc", "--noprofile"], "source <(actiepunt completion bash)"),
    "zsh": (
        ["zsh", "-f"],
        "autoload -U compinit; compinit -u -D; source <(actiepunt completion zsh)",
    ),
    "fish": (["fish", "--no-config"], "actiepunt completion fish | source"),
}


class Shell:
    """A shell on a terminal, in which somebody types."""

    def __init__(self, name: str, folder: Path) -> None:
        words, init = START[name]
        control, terminal = pty.openpty()
        termios.tcsetwinsize(terminal, (24, 80))
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self.process = subprocess.Popen(
            ["setsid", "--ctty", "--wait", *words], cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal,
            env={**os.environ, "PATH": path, "PS1": "> ", "TERM": "xterm", "ACTIEPUNT_DEBUG": ""},
        )  # fmt: skip
        os.close(terminal)
        self.control = control
        self.type(f"{init}; echo rea''dy\r", "ready")

    def type(self, keys: str, until: str) -> str:
        """Type keys, and return what appears up to and including a text."""
        os.write(self.control, keys.encode())
        screen, deadline = "", time.monotonic() + 30
        while until not in screen:
            assert time.monotonic() < deadline, screen
            if select.select([self.control], [], [], 0.05)[0]:
                screen += os.read(self.control, 65536).decode(errors="replace")
                screen = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\x1b\][^\x07]*\x07", "", screen)
        return screen

    def close(self) -> None:
        """End the shell."""
        self.process.kill()
        self.process.wait()
        os.close(self.control)


@pytest.mark.parametrize("name", START)
def test_a_real_shell_completes(filled: Desk, name: str) -> None:
    if not shutil.which(name):
        pytest.skip(f"no {name} here")
    shell = Shell(name, filled.root)
    try:
        for typed, shown in (
            ("actiepunt show 1\t", "2025-001  Koningsdag toelichten"),
            ("actiepunt list --owner rues\t", "Koningsdag toelichten"),
            ("actiepunt list --owner 'E. R\t", "Koningsdag toelichten"),
            ("actiepunt meeting show ab:n\t", "(ab-2025-04-02)"),
        ):
            shell.type(f"{typed}\r", shown)
    finally:
        shell.close()
