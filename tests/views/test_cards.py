"""A single record in full: an action with its history, a meeting with its actions."""

import re

import pytest

from conftest import Desk

LONG = (
    "Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag, met de "
    "leden van het Oranjecomité"
)


def screen(desk: Desk, *words: str) -> str:
    """Return what a terminal shows, without the moments and hashes of commits."""
    out = desk.good(*words, "--format", "table")
    return re.sub(r"(?m)^.*  \d\d:\d\d  (.*) · [0-9a-f]{8}$", r"TIME  \1", out)


def test_an_action_in_full_fits_the_screen(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", LONG, "--due", "AB:next", "--item", "7", "--details",
                f"{LONG}:\n- {LONG}\n\nEinde.")  # fmt: skip
    filled.good("note", "1", LONG)
    filled.good("note", "1", "Gebeld", "--on", "2024-12-31")

    assert (
        screen(filled, "show", "1")
        == """\
2025-001  Programma Koningsdag kort toelichten tijdens de lunch van de
          Achterhoekdag, met de leden van het Oranjecomité
  owner        E. Ruesen, W. Stortelder
  body         AB
  status       open
  due          Wed 2 April 2025 (AB, ab-2025-04-02), in 4 weeks
  meeting      AB, Wed 29 January 2025 10:00–11:30 (ab-2025-01-29)
  agenda item  7
  created      Wed 29 January 2025 11:45
  details      Programma Koningsdag kort toelichten tijdens de lunch van de
               Achterhoekdag, met de leden van het Oranjecomité:
               - Programma Koningsdag kort toelichten tijdens de lunch van de
                 Achterhoekdag, met de leden van het Oranjecomité

               Einde.
  progress     Wed 5 Mar        Programma Koningsdag kort toelichten tijdens de
                                lunch van de Achterhoekdag, met de leden van het
                                Oranjecomité
               Tue 31 Dec 2024  Gebeld
  moved        1 time

History
TIME  Anna de Vries
  added: Koningsdag toelichten
  reason: actions
TIME  Anna de Vries
  action: Koningsdag toelichten
    → Programma Koningsdag kort toelichten tijdens de lunch van de
      Achterhoekdag, met de leden van het Oranjecomité
  due: Thu 6 Mar → ab-2025-04-02
  agenda item: – → 7
  details: – → Programma Koningsdag kort toelichten tijdens de lunch van de
    Achterhoekdag, met de leden van het Oranjecomité: / - Programma Koningsdag
    kort toelichten tijdens de lunch van de Achterhoekdag, met de leden van het
    Oranjecomité / Einde.
TIME  Anna de Vries
  note of Wed 5 Mar: Programma Koningsdag kort toelichten tijdens de lunch van
    de Achterhoekdag, met de leden van het Oranjecomité
TIME  Anna de Vries
  note of Tue 31 Dec 2024: Gebeld
"""
    )


def test_a_meeting_in_full_has_its_actions_as_the_list_shows_them(filled: Desk) -> None:
    filled.good("meeting", "edit", "AB:next", "--title", "Begroting",
                "--agenda", LONG, "--agenda", "Rondvraag", "--participant", "A. Bos, B. Vos",
                "--end", "2025-04-03 12:00", "--notes", "Let op:\n- de parkeerplaats")  # fmt: skip
    filled.good("edit", "2", "--meeting", "AB:next")
    filled.good("edit", "3", "--meeting", "AB:next", "--summary", LONG)
    filled.good("close", "2")

    assert (
        screen(filled, "meeting", "show", "AB:next")
        == """\
AB: Begroting (ab-2025-04-02)
  when          Wed 2 April 2025 10:00 – Thu 3 April 2025 12:00, in 4 weeks
  body          AB
  papers        Wed 26 March 2025, in 3 weeks
  participants  A. Bos, B. Vos
  agenda        Programma Koningsdag kort toelichten tijdens de lunch van de
                  Achterhoekdag, met de leden van het Oranjecomité
                Rondvraag
  notes         Let op:
                - de parkeerplaats

Agreed here (2)
2025-002  Fri 28 Feb  DB  done · regiokassier, DB
  Kaderbrief "2026" verzenden
2025-003  Wed 2 Apr   AB  AB
  Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag, …

Due here (1)
2025-003  Wed 2 Apr  AB
  Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag, …
"""
    )


@pytest.mark.parametrize(("day", "told"), [("2025-03-05", "today"), ("2025-03-06", "tomorrow"),
                                           ("2025-03-04", "1 day late")])  # fmt: skip
def test_a_deadline_says_how_near_it_is(filled: Desk, day: str, told: str) -> None:
    filled.run("edit", "1", "--due", day)

    assert re.search(rf"due +\w+ \d March 2025, {told}\n", filled.good("show", "1"))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_of_a_card_is_too_wide(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    filled.good("edit", "1", "--summary", LONG, "--details", LONG)
    monkeypatch.setenv("COLUMNS", str(width))

    lines = filled.good("show", "1", "--format", "table").splitlines()

    assert max(map(len, lines)) <= min(width, 100)
    assert set(" ".join(lines).split()) >= set(LONG.split())


def test_a_card_in_markdown_keeps_its_lines(filled: Desk) -> None:
    filled.good("edit", "1", "--details", "een\n<b>twee</b>")

    out = filled.good("show", "1", "--format", "md")

    assert "- **details**: een<br>\\<b\\>twee\\</b\\>\n" in out
    assert "\n## History\n\n| when | who | what | why | commit |\n" in out


@pytest.mark.parametrize(
    ("moment", "meets", "papers"),
    [
        ("2025-03-25", "in 8 days", "tomorrow"),
        ("2025-04-01", "tomorrow", "6 days ago"),
        ("2025-04-02T11:00", "today", "7 days ago"),
        ("2025-04-03", "today", "8 days ago"),  # its second day
        ("2025-04-05", "2 days ago", "10 days ago"),
    ],
)
def test_a_meeting_says_how_near_it_and_its_papers_are(
    filled: Desk, moment: str, meets: str, papers: str
) -> None:
    filled.good("meeting", "edit", "ab-2025-04-02", "--end", "2025-04-03 12:00")

    shown = filled.good("meeting", "show", "ab-2025-04-02", "--today", moment)

    assert f"when    Wed 2 April 2025 10:00 – Thu 3 April 2025 12:00, {meets}\n" in shown
    assert f"papers  Wed 26 March 2025, {papers}\n" in shown
    filled.good("meeting", "cancel", "ab-2025-04-02")
    cancelled = filled.good("meeting", "show", "ab-2025-04-02", "--today", moment)
    assert "Thu 3 April 2025 12:00\n" in cancelled
    assert "Wed 26 March 2025\n" in cancelled
