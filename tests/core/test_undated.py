"""Deadlines without a day: kept as agreed, shown after the dated ones, never late."""

import json

import pytest

from actiepunt.core import due, undated
from conftest import Desk


@pytest.mark.parametrize("phrase", undated.PHRASES)
def test_every_phrase_of_the_table_is_kept_and_stands_for_no_day(phrase: str) -> None:
    assert undated.reads(phrase)
    assert undated.reads(phrase.upper().replace(".", ""))
    assert due.parse(phrase) is None


@pytest.mark.parametrize(
    "text",
    ["", "ooit eens", "zo snel mogelijk 2025", "zo snel mogelijk na de zomer", "volgende maand",
     "volgende vergadering 3 april", "vergadering", "next meeting of 2025-04-03"],
)  # fmt: skip
def test_what_says_more_or_less_than_a_phrase_is_none(text: str) -> None:
    assert not undated.reads(text)


def test_a_deadline_without_a_day_is_shown_as_agreed_after_the_dated_ones(filled: Desk) -> None:
    filled.good("add", "Zonder termijn", "--owner", "DB")
    filled.good("add", "Kaders ophalen", "--owner", "DB", "--due", "Z.s.m.")
    told = filled.good("add", "Lobby voeren", "--owner", "DB", "--due", "doorlopend")

    listing = filled.run("list", "--today", "2099-01-01")
    groups = filled.good("list", "--group-by", "due", "--format", "md")
    sound = filled.good("check")

    assert "  due: doorlopend\n" in told
    assert 'due = "Z.s.m."\n' in filled.read()
    assert listing.err == ""
    rows = [line[:46].split() for line in listing.out.splitlines()[4:]]
    assert rows == [["2025-005", "Z.s.m."], ["2025-006", "doorlopend"], ["2025-004"]]
    assert groups.index("2025-04") < groups.index("doorlopend") < groups.index("Z.s.m.")
    assert sound == "0 errors, 0 warnings\n"


def test_in_json_such_a_deadline_has_words_and_no_day(filled: Desk) -> None:
    filled.good("add", "Kaders ophalen", "--owner", "DB", "--due", "as soon as possible")

    (action,) = json.loads(filled.good("list", "--search", "kaders", "--format", "json"))["actions"]
    late = filled.good("list", "--overdue", "--search", "kaders", "--today", "2099-01-01")
    before = filled.good("list", "--due-before", "2099", "--search", "kaders")

    assert (action["due"], action["due_text"], action["overdue"]) == (
        None, "as soon as possible", False,
    )  # fmt: skip
    assert "Kaders" not in late + before


def test_it_is_a_task_without_due_and_no_event(filled: Desk) -> None:
    filled.good("add", "Kaders ophalen", "--owner", "DB", "--due", "op korte termijn")

    deadlines = filled.good("export", "ics", "--deadlines")
    tasks = filled.good("export", "ics", "--tasks").replace("\r\n ", "")

    assert "Kaders" not in deadlines
    (task,) = [part for part in tasks.split("BEGIN:VTODO") if "Kaders" in part]
    assert "DUE" not in task.split("END:VTODO")[0].replace("SUMMARY", "")
    assert "op korte termijn" in task


def test_a_meeting_may_be_without_a_period_too_and_something_due_at_it(filled: Desk) -> None:
    filled.good("meeting", "add", "--body", "Stuurgroep", "--window", "n.t.b.")

    filled.good("add", "Notitie maken", "--owner", "DB", "--due", "stuurgroep-n-t-b")
    listing = filled.run("list", "--search", "notitie")
    meetings = filled.good("meeting", "list")

    assert filled.good("check") == "0 errors, 0 warnings\n"
    assert listing.err == ""
    assert "stuurgroep-n-t-b" in listing.out
    assert meetings.splitlines()[-1].startswith("n.t.b. ")


def test_the_next_meeting_of_a_body_is_that_meeting_once_it_is_planned(filled: Desk) -> None:
    filled.good("add", "Bij het AB", "--owner", "DB", "--due", "volgende vergadering van het AB")
    filled.good(
        "add", "Bij het DB", "--owner", "DB", "--due", "in de eerstvolgende vergadering van het DB"
    )

    text = filled.read()

    assert 'due = "ab-2025-04-02"\n' in text.split("Bij het AB")[1]
    assert 'due = "in de eerstvolgende vergadering van het DB"\n' in text
