"""The deadline behind the numbers of `defer`: where it begins, and where that is not clear."""

import pytest

from conftest import ACTIONS, Desk
from helpers import typed


@pytest.mark.parametrize(
    ("words", "moved", "due"),
    [
        ("1 AB:next", [1], '"ab-2025-04-02"'),
        ("1 AB:volgende", [1], '"ab-2025-04-02"'),
        ("1 2 AB:next", [1, 2], '"ab-2025-04-02"'),
        ("1-3 eind mei", [1, 2, 3], '"eind mei 2025"'),
        ("1,3 2 uiterlijk 12 mei", [1, 2, 3], '"uiterlijk 12 mei 2025"'),
        ("1 over 2 weken", [1], "2025-03-19"),
        ("1 2 weken", [1], "2025-03-19"),
        ("1 12-5-2025", [1], "2025-05-12"),
        ("1 2025-05-12", [1], "2025-05-12"),
        ("1 ma 12 mei", [1], "2025-05-12"),
        ("1 week 12", [1], '"week 12 2025"'),
        ("1 2e kwartaal", [1], '"2e kwartaal 2025"'),
        ("1 zo snel mogelijk", [1], '"zo snel mogelijk"'),
        ("1 volgende vergadering van het AB", [1], '"ab-2025-04-02"'),
        ("1 2 --to mei", [1, 2], '"mei 2025"'),
    ],
)
def test_the_deadline_stands_behind_the_numbers(
    filled: Desk, words: str, moved: list[int], due: str
) -> None:
    filled.good("defer", *words.split(), "-m", "Later")

    blocks = filled.read().split("[[action]]")[1:]
    assert [n for n, block in enumerate(blocks, 1) if f"\ndue = {due}\n" in block] == (
        [*moved, 3] if due == '"ab-2025-04-02"' else moved
    )


def test_a_deadline_in_quotes_is_no_number(filled: Desk) -> None:
    filled.good("defer", "1", "12 mei")

    assert filled.changed() == "-due = 2025-03-06\n+due = 2025-05-12"


WHOSE = "is “{}” an action, or the beginning of the deadline?"


@pytest.mark.parametrize(
    ("words", "message", "advice"),
    [
        ("1 2 mei", WHOSE.format(2),
         'Write: actiepunt defer 1 --to "2 mei", or: actiepunt defer 1 2 --to "mei"'),
        ("1 2 3 mei 2026", WHOSE.format(3),
         'Write: actiepunt defer 1 2 --to "3 mei 2026", or: actiepunt defer 1 2 3 --to "mei 2026"'),
        ("1 31 april", WHOSE.format(31),  # a day that does not exist is meant as one
         'Write: actiepunt defer 1 --to "31 april", or: actiepunt defer 1 31 --to "april"'),
        ("1 2025-04", WHOSE.format("2025-04"),
         'Write: actiepunt defer 1 --to "2025-04", or: actiepunt defer 1 2025-04 --to "…"'),
        ("1 2-3", WHOSE.format("2-3"),
         'Write: actiepunt defer 1 --to "2-3", or: actiepunt defer 1 2-3 --to "…"'),
        ("1", "the deadline is missing",
         'Write it behind the numbers: actiepunt defer 1 "eind mei"'),
        ("1 12", "the deadline is missing",
         'Write it behind the numbers: actiepunt defer 1 12 "eind mei"'),
        ("1 ooit", "“ooit” cannot be read as a date or period",
         'Write it as 2025-04-03, "end april", "in 2 weeks".'),
        ("1 2 -m De provincie is later", "“provincie is later” cannot be read as a date or period",
         'Write it as 2025-04-03, "end april", "in 2 weeks".'),
        ("eind mei", "“eind” is not the number of an action",
         "Numbers look like 2025-014 or 14 (this year's); several like 5-8 or 5,7."),
        ("1 AB:next --to mei", "the deadline is given twice: “AB:next” and “mei”",
         "Leave out one of them."),
    ],
)  # fmt: skip
def test_what_is_not_clear_is_refused(filled: Desk, words: str, message: str, advice: str) -> None:
    before = filled.state()

    run = filled.run("defer", *words.split())

    assert (run.code, run.out, run.err) == (2, "", f"actiepunt: {message}\n{advice}\n")
    assert filled.state() == before


def test_a_meeting_that_is_not_there_is_told(filled: Desk) -> None:
    run = filled.run("defer", "1", "2", "DB:next")

    assert (run.code, run.err) == (1, (
        "actiepunt: there is no meeting “DB:next”\n"
        "`actiepunt meeting list --all` shows the meetings and their ids.\n"
    ))  # fmt: skip


def test_the_number_of_another_year_is_corrected_and_the_deadline_stays(filled: Desk) -> None:
    words = ["defer", "2,1", "over", "2", "weken", "--today", "2026-02-01"]

    typed(filled, words, [("Do you mean 2025-002", "\r"), ("Do you mean 2025-001", "\r")])

    assert filled.read() == ACTIONS.replace('"eind februari 2025"', "2026-02-15").replace(
        "due = 2025-03-06", "due = 2026-02-15"
    )
