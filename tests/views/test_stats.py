"""Counts per body and owner, and the course of the open actions."""

import json
import xml.etree.ElementTree as ET

import pytest

from conftest import Desk


@pytest.fixture
def past(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a register with two closed actions and a deadline moved twice, over some months."""
    for month, words in (
        ("2035-01", ["close", "1", "--on", "2025-03-05"]),
        ("2035-02", ["defer", "2", "--to", "2025-02-01"]),
        ("2035-02", ["defer", "2", "--to", "2025-02-02"]),
        ("2035-03", ["close", "2"]),
        ("2035-03", ["add", "Vierde", "--owner", "", "--due", "2025-03-01"]),
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


TABLE = """\
                                      in                     due
               open  overdue  done  time  cancelled  days  moved
Everything        2        1     2   1/2          0    26      2

Per body
AB                1        0     1   1/1          0    35      0
DB                0        0     1   0/1          0    35      2
no body           1        1     0     –          0     0      0

Per owner
AB                1        0     0     –          0    35      0
DB                0        0     1   0/1          0    35      2
E. Ruesen         0        0     1   1/1          0    35      0
regiokassier      0        0     1   0/1          0    35      2
W. Stortelder     0        0     1   1/1          0    35      0
no owner          1        1     0     –          0     0      0

Open actions by month
"""


def test_a_terminal_shows_a_table_and_bars(past: Desk) -> None:
    table, title, bars = past.good("stats", "--format", "table").partition(
        "Open actions by month\n"
    )

    assert table + title == TABLE
    assert bars.splitlines()[-3:] == [
        "Jan 2035  2  ███████████████████████████████▍",
        "Feb 2035  2  ███████████████████████████████▍",
        "Mar 2035  2  ███████████████████████████████▍",
    ]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_word_of_the_table_is_broken(
    past: Desk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    names = ["gemeentesecretarissen en portefeuillehouders", "kopgroep circulaire economie"]
    for name in names:
        past.good("add", "Iets", "--owner", name)
    monkeypatch.setenv("COLUMNS", str(width))

    out = past.good("stats", "--format", "table")

    assert set(out.split()) >= set(" ".join(names).split())
    assert width < 80 or max(map(len, out.splitlines())) <= 80 + 20 * (width > 100)
    assert all(name in out for name in names) == (width > 100)


def test_a_pipe_gets_the_counts_in_columns_and_the_bars(past: Desk) -> None:
    lines = past.good("stats").splitlines()

    assert lines[:4] == [
        "Everything",
        "NAME  OPEN  OVERDUE  DONE  IN TIME  CANCELLED  DAYS  DUE MOVED",
        "         2        1     2      1/2          0    26          2",
        "",
    ]
    assert lines[-1].startswith("Mar 2035  2  █")
    assert "█" not in past.good("stats", "--format", "md")


def test_a_register_without_actions_has_counts_too(desk: Desk) -> None:
    assert desk.good("stats", "--format", "table") == (
        "                                   in                     due\n"
        "            open  overdue  done  time  cancelled  days  moved\n"
        "Everything     0        0     0     –          0            0\n"
    )


def test_the_drawing_is_sound_and_says_in_words_what_it_shows(past: Desk) -> None:
    root = ET.fromstring(past.good("stats", "--format", "svg"))  # noqa: S314 - our own

    words = [node.text or "" for node in root.iter()]
    assert "Openstaande actiepunten per maand" in words
    assert any("2035-03: 2" in text for text in words)


def test_the_drawing_goes_to_a_file_by_its_ending_and_is_offered_for_counts_alone(
    past: Desk,
) -> None:
    assert past.good("stats", "-o", "open.svg") == "wrote open.svg\n"
    assert past.read("open.svg") == past.good("stats", "--format", "svg")
    assert past.run("list", "--format", "svg").code == 2
