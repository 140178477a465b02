"""`agenda`: the draft agenda of a meeting, with the actions that are due by then."""

import re

import pytest

from conftest import CALENDAR, Desk

AGENDA = """\
# Conceptagenda Algemeen Bestuur

- **Gremium**: Algemeen Bestuur (AB)
- **Wanneer**: wo 2 april 2025 10:00–11:30
- **Plaats**: Stadhuis
- **Online**: https://example.org/ab
- **Stukken gereed**: wo 26 maart 2025
- **Stand van**: wo 5 maart 2025

## Agendapunten

1. Opening en mededelingen
2. begroting  vaststellen. (2025-003; AB)
3. Verslag, met 2025-005 (E. Ruesen)
4. Nota bespreken (2025-004; DB, met E. Ruesen)
5. Rondvraag

## Doorgeschoven naar deze vergadering

| nummer | actiepunt | actiehouders | was | reden |
| --- | --- | --- | --- | --- |
| 2025-004 | Nota bespreken | DB, met E. Ruesen | eind mei 2025<br>za 31 mei 2025 | Eerst de raden |
| 2025-006 | Op de dag zelf | DB | di 1 april 2025 | Toch later |

## Te laat

| nummer | actiepunt | actiehouders | termijn | stand |
| --- | --- | --- | --- | --- |
| 2025-001 | Koningsdag toelichten | E. Ruesen, met W. Stortelder | di 4 maart 2025 | 1 dag te laat<br>1 keer verplaatst |

## Tot en met de vergadering

| nummer | actiepunt | actiehouders | termijn | stand |
| --- | --- | --- | --- | --- |
| 2025-003 | Begroting vaststellen | AB | AB<br>wo 2 april 2025 |  |
| 2025-005 | Verslag maken | E. Ruesen | AB<br>wo 2 april 2025 |  |

## Belangrijke data

| wanneer | vergadering | locatie |
| --- | --- | --- |
| do 3 april 2025 09:00 (voorlopig) | DB | Zutphen |
| za 3 mei 2025 | Open dag |  |
| wo 3 september 2025 10:00–11:30 | AB<br>Stukken gereed wo 27 augustus 2025 |  |
"""


def prepared(desk: Desk) -> Desk:
    """Give a register a meeting with items, and actions before, at, deferred to and after it."""
    desk.commit(
        CALENDAR + 'location = "Stadhuis"\nurl = "https://example.org/ab"\nagenda = ["Opening en '
        'mededelingen", "begroting  vaststellen.", "Verslag, met 2025-005", "Rondvraag"]\n',
        "data/calendar.toml",
    )
    for words in (
        ("--body", "DB", "--start", "2025-04-03 9:00", "--location", "Zutphen", "--tentative"),
        ("--title", "Open dag", "--start", "3 mei"),
        ("--title", "Te ver weg", "--start", "4 mei"),
        ("--title", "Zonder dag", "--window", "april 2025"),
        ("--body", "DB", "--start", "2025-04-10"),
        ("--body", "AB", "--start", "3 september 10:00", "--end", "11:30", "--papers", "27-8-2025"),
        ("--body", "AB", "--start", "3 december 10:00"),
    ):
        desk.good("meeting", "add", *words)
    desk.good("meeting", "cancel", "db-2025-04-10")
    desk.good("body", "add", "AB", "--title", "Algemeen Bestuur")
    owners = ("--owner", "DB", "--owner", "E. Ruesen")
    desk.good("add", "Nota bespreken", "--body", "DB", *owners, "--due", "eind mei")
    desk.good("add", "Verslag maken", "--body", "AB", "--owner", "E. Ruesen", "--due", "AB:next")
    desk.good("add", "Op de dag zelf", "--body", "AB", "--owner", "DB", "--due", "1 april")
    desk.good("add", "Pas later", "--body", "AB", "--owner", "DB", "--due", "3 april")
    desk.good("add", "Van het DB", "--body", "DB", "--owner", "DB", "--due", "1 april")
    desk.good("defer", "2025-004", "--to", "AB:next", "--reason", "Eerst de raden")
    desk.good("defer", "2025-006", "--to", "2 april", "--reason", "Toch later")
    desk.good("defer", "2025-001", "--to", "4 maart 2025", "--reason", "Eerder")
    return desk


def test_the_agenda_of_the_next_meeting(filled: Desk) -> None:
    prepared(filled)

    assert filled.good("agenda", "ab") == AGENDA
    assert filled.good("agenda", "AB", "--meeting", "AB:next", "--format", "md") == AGENDA


def test_the_action_list_has_the_same_items(filled: Desk) -> None:
    prepared(filled)

    section = filled.good("report", "AB").partition("## Voorlopige agenda\n")[2]

    assert re.findall(r"(?m)^\d+\. .*$", section) == re.findall(r"(?m)^\d+\. .*$", AGENDA)


def test_without_items_it_has_the_usual_ones_in_the_language_of_the_register(
    filled: Desk,
) -> None:
    dutch = filled.good("agenda", "AB")
    first = filled.good("agenda", "AB", "--meeting", "ab-2025-01-29")
    filled.commit('language = "en"\n', "data/register.toml")
    english = filled.good("agenda", "AB")

    assert re.findall(r"(?m)^\d+\. .*$", dutch) == [
        "1. Opening en mededelingen",
        "2. Verslag van wo 29 januari 2025",
        "3. Actielijst",
        "4. Begroting vaststellen (2025-003; AB)",
        "5. Rondvraag en sluiting",
    ]
    assert "Verslag" not in first
    assert english.startswith("# Draft agenda AB\n\n- **Body**: AB\n- **When**: Wed 2 April 2025")
    assert "\n4. Begroting vaststellen (2025-003; AB)\n5. Any other business" in english


def test_the_same_commit_gives_the_same_bytes_on_every_day(filled: Desk) -> None:
    words = ("agenda", "AB", "--meeting", "ab-2025-04-02", "--at", "HEAD")
    first = filled.good(*words)
    filled.good("close", "2025-003")

    later = filled.good(*words[:-1], "HEAD~1", "--today", "2025-12-31")

    assert later == first


def test_a_number_of_which_another_begins_is_not_that_action(filled: Desk) -> None:
    filled.commit(
        CALENDAR + 'agenda = ["Dossier 2025-0031", "Zie 12025-003"]\n', "data/calendar.toml"
    )

    points = re.findall(r"(?m)^\d+\. .*$", filled.good("agenda", "AB"))

    assert points == [
        "1. Opening en mededelingen",
        "2. Verslag van wo 29 januari 2025",
        "3. Actielijst",
        "4. Dossier 2025-0031",
        "5. Zie 12025-003",
        "6. Begroting vaststellen (2025-003; AB)",
        "7. Rondvraag en sluiting",
    ]


def test_a_meeting_without_a_day_has_an_agenda_too(filled: Desk) -> None:
    filled.good("meeting", "add", "--body", "AB", "--window", "Q3 2025", "--agenda", "Nota")

    agenda = filled.good("agenda", "AB", "--meeting", "ab-q3-2025")

    assert "- **Wanneer**: Q3 2025\n" in agenda
    assert "\n4. Nota\n5. Rondvraag en sluiting\n" in agenda


def test_a_template_of_its_own_takes_the_place_of_ours(filled: Desk) -> None:
    filled.commit("<p>{{ paper.kind }} {{ paper.day }}</p>\n", "data/templates/agenda.html")

    assert filled.good("agenda", "AB", "--format", "html") == "<p>agenda 2025-03-05</p>\n"
    assert "<h1>Actielijst AB</h1>" in filled.good("report", "AB", "--format", "html")


def test_a_meeting_that_is_cancelled_says_so(filled: Desk) -> None:
    filled.good("meeting", "cancel", "ab-2025-04-02")

    agenda = filled.good("agenda", "AB", "--meeting", "ab-2025-04-02")

    assert "- **Wanneer**: wo 2 april 2025 10:00–11:30 (vervallen)\n" in agenda


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("XY",), "there is no body “XY”"),
        (("DB",), "no meeting of DB is coming"),
        (("DB", "--meeting", "AB:next"), "ab-2025-04-02 is a meeting of AB"),
        (("AB", "--meeting", "nergens"), "nergens"),
    ],
)
def test_what_cannot_be_is_refused(filled: Desk, words: tuple[str, ...], message: str) -> None:
    run = filled.run("agenda", *words)

    assert (run.code, run.out) == (1, "")
    assert message in run.err
    assert run.err.count("\n") == 2
