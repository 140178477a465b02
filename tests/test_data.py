"""The real register in `data/`: sound, complete, and findable by the documents' own words."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import PROJECT, Desk


@pytest.fixture
def real(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a copy of the real register, as a source archive has it: without git."""
    del home
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    return Desk(tmp_path, capsys)


def test_it_has_no_errors(real: Desk) -> None:
    assert real.good("check").splitlines()[-1].startswith("0 errors")


def test_it_holds_no_telephone_numbers_and_no_mail_addresses() -> None:
    for path in (PROJECT / "data").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        assert "@" not in text
        assert not re.search(r"\+31|\b0\d{9}\b|\b06[- ]?\d{8}\b", text)


@pytest.mark.parametrize(
    ("word", "least"),
    [("Koningsdag", 4), ("kaderbrief", 3), ("regiokassier", 1), ("NPVR", 15), ("evaluatie", 10),
     ("boekwerk", 3), ("programmamanager", 3), ("Krachtenbundeling", 3), ("bestelberaad", 1),
     ("position paper", 2), ("Wsob", 2), ("talentfondsen", 1), ("Tech.Land", 2), ("flexpool", 1),
     ("Lentefestival", 1), ("recreatiewoningen", 3), ("defensie", 2), ("tweedaagse", 3)],
)  # fmt: skip
def test_a_reader_finds_an_action_by_the_words_of_the_document(
    real: Desk, word: str, least: int
) -> None:
    found = json.loads(real.good("list", "--all", "--search", word, "--format", "json"))

    assert len(found["actions"]) >= least


@pytest.mark.parametrize(
    ("ref", "start", "end", "location", "papers"),
    [
        (
            "BAC REC@2025-04-03",
            "2025-04-03T10:00:00",
            "2025-04-03T12:00:00",
            "Utrecht",
            "2025-03-20",
        ),
        (
            "BAC REC@2025-05-21",
            "2025-05-21T12:00:00",
            "2025-05-22T12:00:00",
            "Arnhem",
            "2025-05-08",
        ),
        (
            "BAC REC@2025-06-26",
            "2025-06-26T10:00:00",
            "2025-06-26T12:00:00",
            "Utrecht",
            "2025-06-12",
        ),
        (
            "BAC REC@2025-10-02",
            "2025-10-02T13:00:00",
            "2025-10-02T15:00:00",
            "Utrecht",
            "2025-09-18",
        ),
        (
            "BAC REC@2025-11-20",
            "2025-11-20T15:30:00",
            "2025-11-20T17:30:00",
            "Utrecht",
            "2025-11-06",
        ),
        ("AB@2025-01-29", "2025-01-29T10:00:00", "2025-01-29T11:30:00", "De Steck", None),
    ],
)
def test_the_schedule_is_as_the_documents_say(
    real: Desk, ref: str, start: str, end: str, location: str, papers: str | None
) -> None:
    meeting = json.loads(real.good("meeting", "show", ref, "--format", "json"))["meetings"][0]

    assert (meeting["start"], meeting["end"], meeting["papers"]) == (start, end, papers)
    assert location in meeting["location"]


@pytest.mark.parametrize(
    ("body", "days"),
    [
        ("AB", ["2024-12-18", "2025-01-29", "2025-03-05", "2025-09-10"]),
        ("DB", ["2025-02-12", "2025-04-16", "2025-05-07", "2025-06-11"]),
        ("Board", ["2025-02-06"]),
        ("Achterhoek Raad", ["2024-12-09", "2025-03-31"]),
        ("BAC REC", ["2024-12-12", "2025-03-04", "2025-04-03", "2025-05-21", "2025-06-26",
                     "2025-10-02", "2025-11-20"]),
    ],
)  # fmt: skip
def test_every_day_that_a_body_meets_is_there(real: Desk, body: str, days: list[str]) -> None:
    found = json.loads(real.good("meeting", "list", "--all", "--body", body, "--format", "json"))

    assert [m["start"][:10] for m in found["meetings"] if m["start"]] == days


@pytest.mark.parametrize(
    "window",
    ["week 12 2025", "maart/april 2025", "Q2 2025", "medio februari 2025", "eind maart 2025"],
)
def test_what_is_known_only_as_a_period_stays_a_period(real: Desk, window: str) -> None:
    found = json.loads(real.good("meeting", "list", "--all", "--format", "json"))

    assert window in {meeting["window"] for meeting in found["meetings"]}


def test_the_action_of_the_design_is_as_the_minutes_have_it(real: Desk) -> None:
    found = json.loads(
        real.good("list", "--search", "lunch van de Achterhoekdag", "--format", "json")
    )

    (action,) = found["actions"]
    assert action["owners"] == ["E. Ruesen", "W. Stortelder"]
    assert (action["body"], action["meeting"], action["item"]) == ("AB", "ab-2025-01-29", "1")
    assert action["due"] == "2025-03-06"


def test_what_was_overdue_on_the_day_of_the_meeting(real: Desk) -> None:
    late = real.good("list", "--overdue", "--body", "AB", "--today", "2025-03-05")

    assert "Regiokassier" in late
    assert "Koningsdag kort toelichten" not in late
