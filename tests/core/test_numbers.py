"""Several numbers at once: lists, ranges, and what is never a range."""

import pytest

from actiepunt.core import numbers
from conftest import Desk

FORMS = "Numbers look like 2025-014 or 14 (this year's); several like 5-8 or 5,7."


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("5-8", ("5", "8")),
        ("5–8", ("5", "8")),
        ("5..8", ("5", "8")),
        ("005-008", ("005", "008")),
        ("2025-005-2025-008", ("2025-005", "2025-008")),
        ("2025-005..2025-008", ("2025-005", "2025-008")),
        ("2025-005..8", ("2025-005", "8")),
        ("1000..1005", ("1000", "1005")),
        ("2025-014", None),  # a number
        ("2025-2030", None),
        ("1000-1005", None),  # a number of the year 1000
        ("2025-05-08", None),  # a day
        ("8-5-2025", None),
        ("5-2025-008", None),
        ("5-", None),
        ("-5", None),
        ("5-8-9", None),
        ("5..8..9", None),
        ("a-b", None),
    ],
)
def test_a_range_is_what_can_be_nothing_else(text: str, ends: tuple[str, str] | None) -> None:
    assert numbers.ends(text) == ends


def closed(desk: Desk) -> list[str]:
    return [line[:8] for line in desk.good("list", "--status", "done").splitlines()[1:]]


@pytest.mark.parametrize(
    "words",
    [
        ["1-3"],
        ["1,2,3"],
        ["1,", "2-3"],
        ["2025-1..3"],
        ["2025-001-2025-003"],
        ["3", "1-2", "2..3"],
    ],
)
def test_a_range_or_a_list_is_one_commit(filled: Desk, words: list[str]) -> None:
    before = filled.commits()

    filled.good("close", *words)

    assert closed(filled) == ["2025-002", "2025-001", "2025-003"]
    assert filled.commits() == before + 1


def test_one_action_of_three_may_have_notes_on_all(filled: Desk) -> None:
    filled.good("note", "1-3", "Besproken")
    filled.good("edit", "1,3", "--add-tag", "voorjaar")

    assert filled.read().count('text = "Besproken"') == 3
    assert filled.read().count('tags = ["voorjaar"]') == 2
    assert filled.good("log", "1,3", "--field", "tags").count("voorjaar") == 2


@pytest.mark.parametrize(
    ("words", "code", "message", "advice"),
    [
        (["close", "1-5"], 1, "1-5: there is no action 2025-004..2025-005",
         "Write the others: 2025-001..2025-003"),
        (["close", "7-9"], 1, "7-9: there is no action 2025-007..2025-009",
         "`actiepunt list --all` shows every action with its number."),
        (["close", "3-1"], 2, "“3-1” runs backwards",
         "Write the lowest number first: 2025-001..2025-003."),
        (["close", "2024-001..2025-003"], 2, "“2024-001..2025-003” runs over two years",
         "Write a range for each year."),
        (["close", "2025-05-08"], 2, "“2025-05-08” is not the number of an action", FORMS),
        (["close", ","], 2, "“,” is not the number of an action", FORMS),
        (["close", "1-3", "--today", "2026-02-01"], 1,
         "1-3: there is no action 2026-001..2026-003", "Did you mean 2025-001..2025-003?"),
        (["show", "1-3"], 2, "“1-3” is not one action", "Name a single one."),
        (["edit", "1,3"], 2, "“1,3” is not one action", "Name a single one."),
    ],
)  # fmt: skip
def test_what_a_range_cannot_mean_is_said_and_changes_nothing(
    filled: Desk, words: list[str], code: int, message: str, advice: str
) -> None:
    before = filled.state()

    run = filled.run(*words)

    assert (run.code, run.out, run.err) == (code, "", f"actiepunt: {message}\n{advice}\n")
    assert filled.state() == before


def test_a_range_with_closed_actions_says_which(filled: Desk) -> None:
    filled.good("close", "1-2")
    before = filled.state()

    again = filled.run("close", "1-3")
    cancelled = filled.run("cancel", "1-3")
    deferred = filled.run("defer", "1-3", "--to", "mei")
    reopened = filled.run("reopen", "1-3")

    assert again.err == (
        "actiepunt: 1-3: already done: 2025-001..2025-002\nWrite the others: 2025-003\n"
    )
    assert cancelled.err == (
        "actiepunt: 2025-001 is already closed (done on Wed 5 March 2025); "
        "2025-002 is already closed (done on Wed 5 March 2025)\n"
        "Leave out 2025-001..2025-002; nothing was changed.\n"
    )
    assert deferred.err == (
        "actiepunt: 2025-001 is closed, so its deadline stays; "
        "2025-002 is closed, so its deadline stays\n"
        "Leave out 2025-001..2025-002; nothing was changed.\n"
    )
    assert reopened.err == (
        "actiepunt: 1-3: already open: 2025-003\nWrite the others: 2025-001..2025-002\n"
    )
    assert filled.state() == before
    assert "Nothing changed" in filled.good("close", "1,2")  # typed one by one: no harm
