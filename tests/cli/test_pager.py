"""A view that is longer than the screen: the pager, or where to see the rest."""

from pathlib import Path

import pytest

from actiepunt.cli import pager
from conftest import Desk
from helpers import typed

pytest.importorskip("pty", reason="Windows has no pseudo terminals")

WHOLE = """\
Late (1)
2025-002  Fri 28 Feb  5 days late  DB  in progress · regiokassier, DB
  Kaderbrief "2026" verzenden

Within a week (1)
2025-001  Thu 6 Mar  tomorrow  AB  E. Ruesen, W. Stortelder
  Koningsdag toelichten

Later (1)
2025-003  Wed 2 Apr  AB  AB
  Begroting vaststellen

3 actions, 1 overdue, 1 due within a week
"""


def screen(desk: Desk, *words: str, lines: int = 10, **environment: str) -> str:
    """Return what a command shows on a terminal of so many lines."""
    found = typed(desk, [*words], [], LINES=str(lines), **environment)
    return found.replace("\r\n", "\n")


def program(folder: Path, text: str) -> str:
    """Write a shell script and return its path."""
    path = folder / "a pager"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_what_does_not_fit_goes_through_the_pager(filled: Desk, tmp_path: Path) -> None:
    command = program(tmp_path, f'cat > "{tmp_path}/seen"; echo "$LESS" > "{tmp_path}/less"')
    chosen = f"'{command}'"

    assert screen(filled, "list", PAGER=chosen) == ""
    assert (tmp_path / "seen").read_text(encoding="utf-8") == WHOLE
    assert (tmp_path / "less").read_text(encoding="utf-8") == "FRX\n"
    assert screen(filled, "list", PAGER=chosen, lines=14) == WHOLE
    assert screen(filled, "list", "--all-lines", PAGER=chosen) == WHOLE
    assert screen(filled, "list", PAGER="") == WHOLE
    assert screen(filled, "list", PAGER=chosen, TERM="dumb") == WHOLE


def test_colours_reach_the_pager(filled: Desk, tmp_path: Path) -> None:
    chosen = f"'{program(tmp_path, 'cat')}'"

    assert "\x1b[1;31m2025-002" in screen(filled, "list", PAGER=chosen, NO_COLOR="")


@pytest.mark.parametrize("chosen", ["most-paging-program", 'less "', "less '"])
def test_without_a_pager_the_last_line_says_how_to_see_the_rest(
    filled: Desk, tmp_path: Path, chosen: str
) -> None:
    shown = screen(filled, "list", lines=11, PAGER=chosen, PATH=str(tmp_path))

    *some, _empty, footer = WHOLE.splitlines()
    assert shown.splitlines() == [*some[:7], "", footer, "1 more: actiepunt list --all-lines"]
    assert screen(filled, "list", lines=14, PAGER=chosen, PATH=str(tmp_path)) == WHOLE


def test_the_rest_is_counted_and_the_command_is_repeated(filled: Desk, tmp_path: Path) -> None:
    for number in range(4):
        filled.good("add", f"Punt {number}", "--owner", "G. Dekker", "--body", "AB")

    shown = screen(
        filled, "list", "--owner", "G. Dekker", "--sort", "id", lines=8, PATH=str(tmp_path)
    )

    assert (
        shown
        == """\
2025-004  AB  Punt 0
2025-005  AB  Punt 1
2025-006  AB  Punt 2
2025-007  AB  Punt 3
4 actions
"""
    )
    shown = screen(
        filled, "list", "--owner", "G. Dekker", "--sort", "id", lines=5, PATH=str(tmp_path)
    )
    assert shown.splitlines()[-3:] == [
        "2025-005  AB  Punt 1",
        "4 actions",
        "2 more: actiepunt list --owner 'G. Dekker' --sort id --all-lines",
    ]


def test_words_to_search_for_that_look_like_options_stay_words(
    filled: Desk, tmp_path: Path
) -> None:
    for number in range(4):
        filled.good("add", f"Punt {number}", "--owner", "DB", "--details", "-m")

    shown = screen(filled, "list", "--", "-m", lines=4, PATH=str(tmp_path))

    assert shown.splitlines()[-1].endswith(" more: actiepunt list --all-lines -- -m")


def test_windows_quotes_with_the_quotes_that_its_shells_know(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["list", "--owner", "G. Dekker", "--meeting", "AB:next"]

    assert pager.command_line(words) == "actiepunt list --owner 'G. Dekker' --meeting AB:next"
    monkeypatch.setattr("actiepunt.cli.pager.os.name", "nt")
    assert pager.command_line(words) == 'actiepunt list --owner "G. Dekker" --meeting AB:next'
