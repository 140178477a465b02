"""The real register in `data/`: sound, complete, and findable by the documents' own words."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import PROJECT, Desk


@pytest.fixture
def real(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a copy of the real register, as a source archive has it: without git."""
    del home
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    return Desk(tmp_path, capsys)


def records(real: Desk, *words: str) -> list[dict[str, Any]]:
    """Return what the command line lists, closed and cancelled ones too."""
    found = json.loads(real.good(*words, "--all", "--format", "json"))
    return next(value for value in found.values() if isinstance(value, list))


def test_it_has_no_errors_and_no_warnings(real: Desk) -> None:
    assert real.good("check").splitlines() == ["0 errors, 0 warnings"]


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


def test_the_list_of_the_general_board_begins_with_what_its_secretary_must_do_now(
    real: Desk,
) -> None:
    found = json.loads(
        real.good("list", "--body", "AB", "--today", "2025-03-05", "--format", "json")
    )

    assert [
        (action["id"], action["due"], action["owners"], action["summary"])
        for action in found["actions"][:6]
    ] == [
        ("2025-018", "2025-01-31", ["M. Boumans"],
         "Bepalen met welke kandidaten voor secretaris/directeur wordt gesproken"),
        ("2025-160", "2025-02-01", ["Regio Achterhoek"],
         "Regiokassier aanwijzen en doorgeven aan de regiocoördinator van het Rijk"),
        ("2025-023", "2025-02-07", ["gemeente Doetinchem", "gemeente Montferland"],
         "Vervanging zoeken voor de politiebijeenkomst van 7 februari"),
        ("2025-127", "2025-03-05", ["H. de Vries", "L. Dennenberg"],
         "Stand van de besparingen kort toelichten in het AB"),
        ("2025-176", "2025-03-05", ["AB"],
         "Bespreken wie naar het bestuurdersdiner Onverwachte Hoek gaat"),
        ("2025-182", "2025-03-05", ["AB"], "Lid van de Achterhoek Board voordragen"),
    ]  # fmt: skip


def test_at_most_a_sixth_of_the_open_actions_has_no_owner(real: Desk) -> None:
    opened = [a for a in records(real, "list") if a["status"] in {"open", "in-progress"}]
    ownerless = [a["id"] for a in opened if not a["owners"]]

    assert len(ownerless) * 6 <= len(opened)


@pytest.mark.parametrize(
    ("number", "owners"),
    [
        ("2025-001", ["L. Dennenberg"]),
        ("2025-008", ["DB"]),
        ("2025-032", ["BAC RenL"]),
        ("2025-086", ["BAC REC"]),
        ("2025-124", ["programmaregisseurs"]),
        ("2025-131", ["H. de Vries"]),
        ("2025-164", ["kerngroep NPVR", "stuurgroep NPVR"]),
        ("2025-173", ["J. Bengevoord"]),
    ],
)
def test_the_owner_is_whom_heading_reporter_or_portfolio_names(
    real: Desk, number: str, owners: list[str]
) -> None:
    (action,) = (a for a in records(real, "list") if a["id"] == number)

    assert action["owners"] == owners


def test_an_action_stands_with_the_body_it_is_of(real: Desk) -> None:
    found = {a["id"]: a["body"] for a in records(real, "list")}

    assert found["2025-111"] == "Board"
    assert [found[f"2025-{number}"] for number in (154, 155, 156)] == [None] * 3  # official work


def test_who_sends_what_is_left_open_where_the_text_names_no_sender(real: Desk) -> None:
    found = {a["id"]: a["owners"] for a in records(real, "list")}

    assert (found["2025-138"], found["2025-141"]) == ([], [])


def test_every_summary_fits_on_a_line(real: Desk) -> None:
    long = [a["id"] for a in records(real, "list") if len(a["summary"]) > 90]

    assert long == []


def test_every_cancelled_action_says_why_and_a_double_names_one_that_goes_on(real: Desk) -> None:
    every = {a["id"]: a for a in records(real, "list")}
    cancelled = [a for a in every.values() if a["status"] == "cancelled"]

    assert len(cancelled) >= 49
    for action in cancelled:
        kind, _colon, reason = (action["outcome"] or "").partition(": ")
        assert kind in {"Geen actiepunt", "Dubbel"}, action["id"]
        assert reason, action["id"]
        if kind == "Dubbel":
            kept = re.findall(r"2025-\d{3}", reason)
            assert kept
            assert "cancelled" not in {every[number]["status"] for number in kept}


@pytest.mark.parametrize(
    ("numbers", "last"),
    [
        (["025", "026", "027", "179", "180"], "2025-02-10"),  # the BAC met before 11 February
        (["028"], "2024-11-30"),  # the benchmark was done at the end of November
        (["119", "125"], "2025-02-12"),  # the memo lay before the DB that day
        (["158"], "2025-02-06"),  # and that of the NPVR before the Board
    ],
)
def test_nothing_was_done_later_than_the_text_that_says_so(
    real: Desk, numbers: list[str], last: str
) -> None:
    found = {a["id"]: a for a in records(real, "list")}

    for number in numbers:
        assert found[f"2025-{number}"]["status"] == "done"
        assert found[f"2025-{number}"]["closed"] <= last


def test_what_goes_on_is_not_done(real: Desk) -> None:
    (action,) = (a for a in records(real, "list") if a["id"] == "2025-012")

    assert (action["status"], action["closed"]) == ("in-progress", None)
    assert "urgentie" in action["progress"][0]["text"]


def test_proposals_of_the_papers_carry_the_tag_and_agreements_do_not(real: Desk) -> None:
    opened = [a for a in records(real, "list") if a["status"] == "open"]
    tagged = {a["id"] for a in opened if "voorstel" in (a["tags"] or [])}

    assert tagged == {a["id"] for a in opened if a["meeting"] == "ab-2025-03-05"}


def test_no_meeting_is_a_publication_a_letter_or_an_election(real: Desk) -> None:
    none = re.compile(r"(?i)publicatie|bekendmaking|brief\b|verkiezing|besluitvorming|casussen")
    found = [m for m in records(real, "meeting", "list") if none.search(m["title"] or "")]

    assert len(found) == 7
    assert {m["status"] for m in found} == {"cancelled"}
    assert all(m["notes"].startswith("Geen vergadering: ") for m in found)


def test_a_meeting_whose_day_is_in_doubt_is_tentative(real: Desk) -> None:
    (meeting,) = (m for m in records(real, "meeting", "list") if m["id"] == "bac-rec-2025-03-04")

    assert meeting["status"] == "tentative"
    assert "donderdag 3 april" in meeting["notes"]


def test_the_day_a_draft_is_ready_is_a_deadline_and_no_day_for_papers(real: Desk) -> None:
    board = [m for m in records(real, "meeting", "list") if m["body"] == "DB"]
    due = {a["id"]: a["due"] for a in records(real, "list")}

    assert {m["papers"] for m in board} == {None}
    assert [due[f"2025-{n}"] for n in (136, 139, 142)] == ["2025-04-09", "2025-04-30", "2025-06-04"]


def test_consultations_that_go_on_have_no_year(real: Desk) -> None:
    going_on = {m["id"] for m in records(real, "meeting", "list") if m["window"] == "doorlopend"}

    assert {"kernteam-npvr-2025", "klankbordgroep-npvr-2025", "stuurgroep-npvr-2025",
            "bestuurlijk-overleg-rijk-regio-npvr-2025"} <= going_on  # fmt: skip


@pytest.mark.parametrize(
    ("number", "phrase"),
    [
        ("2025-034", "op korte termijn"),
        ("2025-097", "volgende vergadering van de BAC REC"),
        ("2025-149", "zo snel mogelijk"),
        ("2025-178", "binnenkort"),
    ],
)
def test_a_deadline_without_a_day_is_kept_as_agreed(real: Desk, number: str, phrase: str) -> None:
    (action,) = (a for a in records(real, "list") if a["id"] == number)

    assert (action["due"], action["due_text"]) == (None, phrase)


@pytest.mark.parametrize(
    ("word", "due"),
    [
        ("CDOKE", "2026-01-01"),
        ("Kreisen directer", None),
        ("voortgang van Elke regio telt", "2025-12-31"),
        ("Regioadviseur en rijksvertegenwoordiger", None),
        ("Lid van de Achterhoek Board", "2025-03-05"),
        ("Samenstelling van de stuurgroep", None),
        ("Ruimtelijk arrangement", "2025-08-31"),
        ("Contourenbrief", "2025-09-30"),
        ("Procesbrief", "2025-03-05"),
    ],
)
def test_what_the_papers_announce_is_there(real: Desk, word: str, due: str | None) -> None:
    found = [a for a in records(real, "list") if word in a["summary"]]

    assert [(a["status"], a["due"]) for a in found] == [("open", due)]


@pytest.mark.parametrize(
    "title",
    [
        "staatssecretaris IenW",
        "World Circular Economic Forum",
        "minister Bruins",
        "minister van EZ",
        "Regio-alliantieoverleg",
    ],
)
def test_a_meeting_that_is_only_announced_has_no_day(real: Desk, title: str) -> None:
    (meeting,) = (m for m in records(real, "meeting", "list") if title in (m["title"] or ""))

    assert (meeting["start"], meeting["window"]) == (None, "n.t.b.")
