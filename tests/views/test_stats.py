"""Counts per body and owner, and the course of the open actions."""

import json
import xml.etree.ElementTree as ET

import pytest

from conftest import Desk


@pytest.fixture
def past(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a register with two closed actions and a deadline moved twice, over some months."""
    for month, words in (
        ("2027-01", ["close", "1", "--on", "2025-03-05"]),
        ("2027-02", ["defer", "2", "--to", "2025-02-01"]),
        ("2027-02", ["defer", "2", "--to", "2025-02-02"]),
        ("2027-03", ["close", "2"]),
        ("2027-03", ["add", "Vierde", "--owner", "", "--due", "2025-03-01"]),
    ):
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{month}-10T12:00:00+01:00")
        filled.good(*words)
    return filled


def test_the_counts_of_everything_of_a_body_and_of_an_owner(past: Desk) -> None:
    stats = json.loads(past.good("stats", "--format", "json"))["stats"]

    total = stats[0]
    course = total.pop("open_by_month")
    assert total == {
        "kind": "total", "name": "", "open": 2, "overdue": 1, "done": 2, "with_deadline": 2,
        "in_time": 1, "cancelled": 0, "days": 26.2, "deferrals": 2,
    }  # fmt: skip
    assert list(course.values())[-3:] == [2, 2, 2]
    found = {(one["kind"], one["name"]): one for one in stats[1:]}
    assert (found["body", "DB"]["done"], found["body", "DB"]["deferrals"]) == (1, 2)
    assert (found["owner", "E. Ruesen"]["in_time"], found["owner", "E. Ruesen"]["open"]) == (1, 0)
    assert found["owner", ""]["overdue"] == 1


def test_the_screen_shows_tables_and_bars(past: Desk) -> None:
    out = past.good("stats", "--format", "table")

    assert max(map(len, out.splitlines())) <= 80
    assert "per owner" in out
    tail = out.split("Open actions by month\n")[1].splitlines()
    assert tail[-1].startswith("2027-03  2  █")
    assert "█" in past.good("stats")


def test_the_drawing_is_sound_and_says_in_words_what_it_shows(past: Desk) -> None:
    root = ET.fromstring(past.good("stats", "--format", "svg"))  # noqa: S314 - our own

    words = [node.text or "" for node in root.iter()]
    assert "Openstaande actiepunten per maand" in words
    assert any("2027-03: 2" in text for text in words)


def test_the_drawing_goes_to_a_file_by_its_ending_and_is_offered_for_counts_alone(
    past: Desk,
) -> None:
    assert past.good("stats", "-o", "open.svg") == "wrote open.svg\n"
    assert past.read("open.svg") == past.good("stats", "--format", "svg")
    assert past.run("list", "--format", "svg").code == 2
