"""`--every`: closing an action adds the next one, with the next deadline, in the same commit."""

import json
from pathlib import Path

import pytest

from actiepunt.core.due import PHRASES, parse
from actiepunt.core.following import phrase
from conftest import Clone, Desk
from helpers import together, without_hash


def recurring(desk: Desk, due: str, every: str, *more: str) -> None:
    """Add an action that repeats; it gets number 4."""
    desk.good("add", "Rapportage", "--owner", "DB", "--due", due, "--every", every, *more)


def next_due(desk: Desk) -> object:
    """Return the deadline of the action that was added last, as the file has it."""
    actions = json.loads(desk.good("list", "--all", "--sort", "number", "--format", "json"))
    last = actions["actions"][-1]
    assert last["id"] == "2025-005", last
    return last["due_text"]


def test_closing_adds_the_next_one_in_the_same_commit(filled: Desk) -> None:
    recurring(
        filled, "Q1 2025", "elk kwartaal", "--owner", "voorzitter", "--body", "AB", "--tag", "cijfers",
        "--details", "Met de kassier", "--meeting", "AB:last", "--item", "3",
    )  # fmt: skip
    filled.good("note", "4", "Concept")
    before = filled.commits()

    out = filled.good("close", "4", "--outcome", "Verzonden")

    assert without_hash(out) == (
        "2025-004 done: Rapportage\n"
        "  done on Wed 5 March 2025: Verzonden\n"
        "2025-005 added: Rapportage\n"
        "  owner: DB, voorzitter\n"
        "  body: AB\n"
        "  due: Q2 2025 (Mon 30 June 2025)\n"
        "  repeats: elk kwartaal\n"
        "  tags: cijfers\n"
        "  details: Met de kassier\n"
        "Undo: actiepunt undo HASH\n"
    )
    assert filled.commits() == before + 1
    assert (
        filled.git("log", "-1", "--format=%s") == "2025-004 afgerond: Rapportage; daarna 2025-005\n"
    )
    block = filled.read().rsplit("[[action]]", 1)[1].splitlines()
    assert [line.partition(" ")[0] for line in block[1:]] == [
        "uid", "id", "summary", "owners", "body", "status", "due", "every", "tags", "created",
        "details",
    ]  # fmt: skip
    assert filled.good("check") == "0 errors, 0 warnings\n"


def test_undo_takes_both_back_and_closing_again_brings_the_same_one(filled: Desk) -> None:
    recurring(filled, "Q1 2025", "3 months")
    filled.good("close", "4")

    assert "2025-004 reopened" in (out := filled.good("undo"))
    assert "2025-005 withdrawn" in out
    assert "2025-005" not in filled.good("list", "--all")
    filled.good("close", "4")
    assert next_due(filled) == "Q2 2025"
    assert filled.read().count('id = "2025-005"') == 1
    assert filled.git("log", "-1", "--format=%s").startswith(
        "2025-004 afgerond: Rapportage; daarna"
    )


def test_reopening_tells_what_follows_and_closing_again_adds_nothing(filled: Desk) -> None:
    recurring(filled, "Q1 2025", "3 months")
    filled.good("close", "4")

    assert (
        "2025-005, which follows 2025-004, stays. If it should go: actiepunt cancel 2025-005\n"
        in (filled.good("reopen", "4"))
    )
    assert "After 2025-004 comes 2025-005, which is there already.\n" in filled.good("close", "4")
    assert "2025-006" not in filled.read()
    assert "Nothing changed" in filled.good("close", "4")


@pytest.mark.parametrize("end", [("cancel", "4"), ("edit", "4", "--every", "")])
def test_it_ends(filled: Desk, end: tuple[str, ...]) -> None:
    recurring(filled, "Q1 2025", "3 months")

    out = filled.good(*end)
    if end[0] == "edit":
        filled.good("close", "4")
    else:
        assert "2025-004 does not come back: that ends its repetition.\n" in out

    assert "2025-005" not in filled.read()


@pytest.mark.parametrize(
    ("due", "every", "following"),
    [
        ("2025-03-06", "3 months", "2025-06-06"),
        ("2025-03-31", "elk kwartaal", "2025-06-30"),
        ("2025-04-30", "maandelijks", "2025-05-31"),
        ("2025-03-12", "elke 2e woensdag", "2025-04-09"),
        ("2025-03-06", "halfjaarlijks", "2025-09-06"),
        ("2025-03-06", "twee keer per jaar", "2025-09-06"),
        ("2025-03-06", "driemaandelijks", "2025-06-06"),
        ("2025-03-06", "FREQ=MONTHLY;BYDAY=-1FR", "2025-03-28"),
        ("eind maart 2025", "elke maand", "eind april 2025"),
        ("End of March 2025", "monthly", "End of April 2025"),
        ("uiterlijk eind maart 2025", "6 maanden", "uiterlijk eind september 2025"),
        ("vóór 1 mei 2025", "elke maand", "vóór 1 juni 2025"),
        ("week 12 2025", "2 weken", "week 14 2025"),
        ("2025", "jaarlijks", "2026"),
        ("voor de zomer 2025", "jaarlijks", "voor de zomer 2026"),
        ("AB:next", "3 months", "ab-2025-07-09"),
        ("AB:next", "elke maand", "ab-2025-05-07"),
        ("AB:next", "elke vergadering", "ab-2025-05-07"),
        ("AB:next", "Elke AB-vergadering", "ab-2025-05-07"),
        ("AB:next", "iedere vergadering van het DB", "db-2025-05-01"),
        ("morgen", "elke vergadering van het DB", "db-2025-05-01"),
        ("2025-03-06", "1x per jaar", "2026-03-06"),
        ("AB:next", "elk jaar", "2026-04-02"),
        ("doorlopend", "2 weken", "2025-03-19"),
        ("", "2 weken", "2025-03-19"),
    ],
)
def test_the_next_deadline_is_said_as_the_one_before(
    filled: Desk, due: str, every: str, following: str
) -> None:
    for day in ("2025-05-07", "2025-07-09"):
        filled.good("meeting", "add", "--body", "AB", "--start", day)
    filled.good("meeting", "add", "--body", "DB", "--start", "2025-05-01")
    recurring(filled, due, every)

    filled.good("close", "4")

    assert next_due(filled) == following


def test_what_has_passed_is_skipped_and_told(filled: Desk) -> None:
    recurring(filled, "2024-11-30", "elke maand")

    out = filled.good("close", "4")

    assert next_due(filled) == "2025-03-31"
    assert (
        "2025-005 skips 3 deadlines that have passed: Tue 31 December 2024 – Fri 28 February 2025\n"
        in out
    )


def test_a_thirtieth_is_the_last_of_february_once(filled: Desk) -> None:
    recurring(filled, "2025-01-30", "elke maand")
    filled.good("close", "4", "--today", "2025-02-01")
    assert next_due(filled) == "2025-02-28"

    filled.good("close", "5", "--today", "2025-02-01")

    assert "due = 2025-03-30\n" in filled.read()


def test_each_meeting_is_in_words_while_none_is_planned(filled: Desk) -> None:
    recurring(filled, "AB:next", "elke vergadering")
    filled.good("close", "4")
    assert next_due(filled) == "volgende vergadering van AB"
    filled.good("edit", "5", "--body", "AB")
    filled.good("meeting", "add", "--body", "AB", "--start", "2025-06-04")

    filled.good("close", "5")

    assert 'due = "ab-2025-04-02"\n' in filled.read().rsplit("[[action]]", 1)[1]


def test_without_a_body_each_meeting_means_nothing(filled: Desk) -> None:
    recurring(filled, "morgen", "elke vergadering")

    run = filled.run("close", "4")

    assert (run.code, run.err) == (
        1,
        (
            "actiepunt: 2025-004 repeats at each meeting, and has no body\n"
            "Give it one: actiepunt edit 2025-004 --body AB\n"
        ),
    )


@pytest.mark.parametrize("every", ["af en toe", "0 weken", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_what_is_no_repetition_is_refused(filled: Desk, every: str) -> None:
    before = filled.state()

    run = filled.run("add", "X", "--owner", "DB", "--due", "morgen", "--every", every)

    assert run.code == 2
    assert run.err.startswith(f"actiepunt: “{every}” cannot be read as a repetition\nWrite it as ")
    assert filled.state() == before


def test_check_reads_a_repetition_that_was_written_by_hand(filled: Desk) -> None:
    filled.write(filled.read().replace('status = "open"', 'status = "open"\nevery = "soms"', 1))

    assert "error: “soms” cannot be read as a repetition. Write it" in filled.run("check").out


def test_several_close_with_what_follows_them(filled: Desk) -> None:
    recurring(filled, "Q1 2025", "3 months")
    recurring(filled, "Q2 2025", "3 months")

    out = filled.good("close", "3-5")

    assert "2025-006 added" in out
    assert "2025-007 added" in out
    assert "2025-003 done" in out
    assert filled.git("log", "-1", "--format=%s") == (
        "2025-003, 2025-004, 2025-005 afgerond; daarna 2025-006, 2025-007\n"
    )


def test_two_who_close_the_same_add_one(anna: Desk, clone: Clone) -> None:
    recurring(anna, "Q1 2025", "3 months")
    anna.good("sync")
    bob = clone("Bob")
    bob.good("add", "Van Bob", "--owner", "DB")
    for desk, day in ((anna, "2025-03-05"), (bob, "2025-03-05T15:00:00+01:00")):
        desk.good("close", "4", "--today", day)

    for desk in (anna, bob, anna):
        desk.good("sync")

    text = bob.read()
    assert text.count('summary = "Rapportage"') == 2
    assert text.count('due = "Q2 2025"') == 1
    assert "T12:00:00+01:00" in text.rsplit('due = "Q2 2025"', 1)[1]
    together(anna, bob)


def test_feeds_and_csv_have_the_present_one_alone(filled: Desk, tmp_path: Path) -> None:
    recurring(filled, "Q1 2025", "3 months")
    filled.good("close", "4")
    feed = tmp_path / "tasks.ics"
    filled.good("export", "ics", "--tasks", "-o", str(feed))
    text = feed.read_text(encoding="utf-8")

    assert "RRULE" not in text.partition("END:VTIMEZONE")[2]
    assert text.count("SUMMARY:2025-00") == 5
    assert "herhaling: 3 months" in text
    header, *_rows = filled.good("list", "--format", "csv").splitlines()
    assert ",due,every,meeting," in header or ",every," in header


def test_every_phrase_has_a_later_one() -> None:
    for row in PHRASES:
        period = parse(row.example)
        assert period
        day = period.first.replace(year=period.first.year + 1)
        later = phrase(row.example, day)
        if len(row.example) > 4 and period.first != period.last:
            assert later, row.example
        found = parse(later) if later else None
        assert found is None or found.first <= day <= found.last


def test_a_leap_day_is_as_good_as_any(filled: Desk) -> None:
    filled.good(
        "add", "Rapportage", "--owner", "DB", "--due", "31-3-2028", "--every", "jaarlijks",
        "--today", "2028-02-29",
    )  # fmt: skip

    assert 'every = "jaarlijks"' in filled.read()
