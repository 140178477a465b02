"""Numbers in January: a count that this year has not, and last year has."""

import pytest

from conftest import ACTIONS, Desk

JANUARY = ("--today", "2026-01-08")


@pytest.mark.parametrize(
    "words",
    [["close", "2"], ["show", "2"], ["note", "2", "Tekst"], ["defer", "2", "--to", "mei"],
     ["edit", "2", "--body", "AB"], ["log", "2"], ["edit", "2"], ["start", "1", "02"]],
)  # fmt: skip
def test_in_january_the_open_action_of_last_year_is_named(filled: Desk, words: list[str]) -> None:
    filled.good("close", "1")
    filled.good("add", "Van dit jaar", "--owner", "DB", *JANUARY)
    before = filled.state()

    run = filled.run(*words, *JANUARY)

    assert run.code == 1
    assert run.err == (
        "actiepunt: there is no action 2026-002\n"
        'Did you mean 2025-002 Kaderbrief "2026" verzenden?\n'
    )
    assert filled.state() == before
    assert "2026-001 done" in filled.good("close", "1", *JANUARY)


def test_what_is_closed_or_of_several_years_is_not_guessed(filled: Desk) -> None:
    filled.good("close", "1")
    filled.commit(filled.read() + ACTIONS.split("\n\n")[2].replace("b" * 16, "x" * 16).replace(
        "2025-002", "2024-002"))  # fmt: skip

    closed = filled.run("show", "1", *JANUARY)
    several = filled.run("show", "2", *JANUARY)
    in_full = filled.run("show", "2026-3", *JANUARY)

    assert closed.err.endswith("`actiepunt list --all` shows every action with its number.\n")
    assert several.err.endswith("Open are 2024-002, 2025-002: write the year as well.\n")
    assert in_full.err.endswith("`actiepunt list --all` shows every action with its number.\n")
