"""What is said of a change that stands: a day that has passed, a body that is nearly known."""

import pytest

from conftest import Desk
from helpers import without_hash


def early(verb: str, number: str, day: str) -> str:
    """Return what is said of an action that is closed before it was agreed."""
    return (
        f"{number} is closed on {day}, before it was agreed (Wed 29 January 2025). "
        f"If that is a slip: actiepunt {verb} {number} --on DATE"
    )


def passed(number: str, day: str) -> str:
    """Return what is said of a deadline that has passed."""
    return (
        f"the deadline of {number}, {day}, has already passed. "
        f"If that is a slip: actiepunt defer {number} --to WHEN"
    )


def test_a_closed_action_takes_another_day_and_another_outcome(filled: Desk) -> None:
    filled.good("close", "1", "--outcome", "Gedaan")

    day = filled.good("close", "1", "--on", "2025-03-03")
    outcome = filled.good("close", "1", "--outcome", "Anders gedaan")
    again = filled.good("close", "1", "--on", "2025-03-03", "--outcome", "Anders gedaan")

    assert (
        without_hash(day)
        == """\
2025-001 changed: Koningsdag toelichten
  closed: Wed 5 March 2025 → Mon 3 March 2025
Undo: actiepunt undo HASH
"""
    )
    assert "  outcome: Gedaan → Anders gedaan\n" in outcome
    assert again == "Nothing changed: the register says so already.\n"
    assert 'closed = 2025-03-03\noutcome = "Anders gedaan"\n' in filled.read()


def test_a_cancelled_action_is_not_closed_again_on_another_day(filled: Desk) -> None:
    filled.good("cancel", "1")
    before = filled.state()

    run = filled.run("close", "1", "--on", "2025-03-03")

    assert run.code == 1
    assert run.err.startswith(
        "actiepunt: 2025-001 is already closed (cancelled on Wed 5 March 2025)\n"
    )
    assert filled.state() == before


def test_saying_open_or_started_twice_keeps_what_is_there(filled: Desk) -> None:
    filled.good("edit", "2", "--outcome", "Halverwege")

    assert filled.good("start", "2").startswith("Nothing changed")
    assert filled.good("start", "2", "--on", "2025-03-01").startswith("Nothing changed")
    assert 'outcome = "Halverwege"' in filled.read()


@pytest.mark.parametrize("kind", ["start", "reopen"])
def test_a_day_that_is_not_kept_is_told(filled: Desk, kind: str) -> None:
    if kind == "reopen":
        filled.good("close", "1")

    run = filled.run(kind, "1", "--on", "2025-03-04")

    assert run.code == 0
    assert run.err == (
        f"--on was left out: `{kind}` keeps no day. Write one with a note: "
        "actiepunt note ID TEXT --on DATE\n"
    )


@pytest.mark.parametrize(
    ("words", "warnings"),
    [
        (
            ["close", "2", "--on", "2025-01-28"],
            [early("close", "2025-002", "Tue 28 January 2025")],
        ),
        (
            ["cancel", "1", "--on", "2025-01-28"],
            [early("cancel", "2025-001", "Tue 28 January 2025")],
        ),
        (["close", "2", "--on", "2025-01-29"], []),
        (
            ["defer", "1", "2", "--to", "2025-03-04"],
            [passed("2025-001", "Tue 4 March 2025"), passed("2025-002", "Tue 4 March 2025")],
        ),
        (["defer", "1", "--to", "vandaag"], []),
        (
            ["add", "Brief", "--owner", "DB", "--due", "AB:last"],
            [passed("2025-004", "Wed 29 January 2025")],
        ),
        (["add", "Brief", "--owner", "DB", "--due", "zo snel mogelijk"], []),
        (
            ["edit", "1", "--due", "2025-02-06"],
            [passed("2025-001", "Thu 6 February 2025")],
        ),
        (["edit", "2", "--summary", "Die te laat is"], []),
        (
            ["add", "Brief", "--owner", "DB", "--body", "ABB"],
            ["“ABB” looks like “AB”. If that is a slip: undo this, and write AB."],
        ),
        (
            [
                "meeting",
                "add",
                "--body",
                "abb",
                "--start",
                "2025-05-01",
                "--every",
                "week",
                "--until",
                "2025-05-20",
            ],
            ["“abb” looks like “AB”. If that is a slip: undo this, and write AB."],
        ),
        (["edit", "1", "--body", "OR"], []),
        (["edit", "1", "--body", "ab"], []),
    ],
)
def test_what_may_be_a_slip_is_told_and_stands(
    filled: Desk, words: list[str], warnings: list[str]
) -> None:
    run = filled.run(*words)

    assert run.code == 0
    assert run.err == "".join(f"warning: {warning}\n" for warning in warnings)


def test_what_was_agreed_at_an_earlier_meeting_may_be_closed_before_it_was_written_down(
    filled: Desk,
) -> None:
    filled.good("add", "Uit de notulen", "--owner", "DB", "--meeting", "AB:last")

    run = filled.run("close", "4", "--on", "2025-02-20")

    assert run.err == ""


def test_a_body_beside_another_of_two_letters_is_no_slip(desk: Desk) -> None:
    desk.good("add", "Brief", "--owner", "X", "--body", "AB")

    for body in ("DB", "db", "BA", "OR", "GOR", "AC"):
        assert desk.run("add", "Brief", "--owner", "X", "--body", body).err == "", body


def test_where_the_settings_list_the_bodies_another_is_an_error(desk: Desk) -> None:
    desk.commit("[bodies.AB]\n", "data/register.toml")

    run = desk.run("add", "Brief", "--owner", "X", "--body", "ABB")

    assert run.code == 1
    assert "Did you mean “AB”?" in run.err
