"""Cells as people fill them: names, states, meetings, notes and days, or a reason why not."""

from datetime import date, datetime

import pytest

from actiepunt.cli import cells
from actiepunt.core.model import Meeting, Progress
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError

TODAY = date(2025, 3, 5)
MEETINGS = (
    Meeting(id="ab-2025-01-29", body="AB", start=datetime(2025, 1, 29, 10)),
    Meeting(id="ab-2025-04-02", body="AB", start=datetime(2025, 4, 2, 10)),
    Meeting(id="db-2025-04-02", body="DB", start=date(2025, 4, 2)),
)
READER = Reader(TODAY, MEETINGS)
KNOWN = frozenset({"Rijk en regio (ambtelijk)", "Jansen, J.", "AAC / REC", "E. Ruesen"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jan / Piet", ("Jan", "Piet")),
        ("Jan/Piet", ("Jan", "Piet")),
        ("Jan en Piet", ("Jan", "Piet")),
        ("Jan, Piet en Klaas", ("Jan", "Piet", "Klaas")),
        ("Jan and Piet; An", ("Jan", "Piet", "An")),
        ("Jan & Piet + An", ("Jan", "Piet", "An")),
        ("P&O", ("P&O",)),
        ("Jan\nPiet", ("Jan", "Piet")),
        ("- Jan\n• Piet", ("Jan", "Piet")),
        ("Jan\nJan", ("Jan",)),
        ("gemeenten (Doetinchem en Montferland)", ("gemeenten (Doetinchem en Montferland)",)),
        ("Rijk en regio (ambtelijk)", ("Rijk en regio (ambtelijk)",)),
        ("Jansen, J.", ("Jansen, J.",)),
        ('"Jansen, K.", Piet', ("Jansen, K.", "Piet")),
        ("e ruesen", ("E. Ruesen",)),
    ],
)
def test_names_are_parted_as_people_part_them(text: str, names: tuple[str, ...]) -> None:
    assert cells.owners(text, KNOWN, exported=False) == names


def test_of_an_exported_table_semicolons_alone_part_names() -> None:
    names = cells.owners('Jan en Piet; "A; B"; Jansen, K.', KNOWN, exported=True)

    assert names == ("Jan en Piet", "A; B", "Jansen, K.")


def test_a_comma_that_may_belong_to_a_name_is_refused() -> None:
    with pytest.raises(ActiepuntError) as caught:
        cells.owners("Vries, K. de", KNOWN, exported=False)

    assert caught.value.message == "“Vries, K. de” looks like one name"
    assert caught.value.advice == 'Write a name with a comma in quotes: "Jansen, J."'


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("open", ("open", None, "")),
        ("OPENSTAAND", ("open", None, "")),
        ("Loopt", ("in-progress", None, "")),
        ("in behandeling", ("in-progress", None, "")),
        ("In-progress", ("in-progress", None, "")),
        ("gereed", ("done", None, "")),
        ("Gereed.", ("done", None, "")),
        ("Gereed 12 februari", ("done", date(2025, 2, 12), "")),
        ("Gereed 12 december", ("done", date(2024, 12, 12), "")),
        ("afgerond (12-2-2025)", ("done", date(2025, 2, 12), "")),
        ("afgehandeld d.d. 12-2-25", ("done", date(2025, 2, 12), "")),
        ("closed on 12 Feb 2025", ("done", date(2025, 2, 12), "")),
        ("Afgerond – brief verzonden", ("done", None, "brief verzonden")),
        ("Vervallen: geen geld", ("cancelled", None, "geen geld")),
        ("gereed\n(zie brief)", ("done", None, "zie brief")),
    ],
)
def test_a_status_says_its_day_and_its_outcome(
    text: str, state: tuple[str, date | None, str]
) -> None:
    assert tuple(cells.status(text, READER, TODAY)) == state


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("misschien", "unknown status “misschien”"),
        ("open, wacht op Jan", "“open, wacht op Jan” says more than a status"),
        ("gereed maar niet heus", "what follows “gereed” is no day: “maar niet heus”"),
    ],
)
def test_a_status_that_cannot_be_read_is_refused(text: str, message: str) -> None:
    with pytest.raises(ActiepuntError) as caught:
        cells.status(text, READER, TODAY)

    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "whose", "meeting"),
    [
        ("ab-2025-01-29", "", "ab-2025-01-29"),
        ("AB:last", "", "ab-2025-01-29"),
        ("AB 29 januari", "", "ab-2025-01-29"),
        ("AB van 29 januari 2025", "DB", "ab-2025-01-29"),
        ("AB d.d. 29-01-2025", "", "ab-2025-01-29"),
        ("Vergadering AB 29-1-2025", "", "ab-2025-01-29"),
        ("29-1-2025", "", "ab-2025-01-29"),
        ("2025-01-29 00:00:00", "", "ab-2025-01-29"),
        ("29 januari", "AB", "ab-2025-01-29"),
        ("2-4-2025", "DB", "db-2025-04-02"),
    ],
)
def test_a_meeting_is_named_by_a_ref_or_its_day(text: str, whose: str, meeting: str) -> None:
    assert cells.meeting(text, whose, READER) == meeting


@pytest.mark.parametrize(
    ("text", "whose", "message"),
    [
        ("2-4-2025", "", "“2-4-2025” fits 2 meetings: ab-2025-04-02; db-2025-04-02"),
        ("3-4-2025", "", "there is no meeting “3-4-2025”"),
        ("3-4-2025", "AB", "there is no meeting “AB 3-4-2025”"),
        ("31 april", "AB", "there is no meeting “31 april”"),
    ],
)
def test_a_meeting_that_is_not_there_is_refused(text: str, whose: str, message: str) -> None:
    with pytest.raises(ActiepuntError) as caught:
        cells.meeting(text, whose, READER)

    assert caught.value.message == message


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("z.s.m.", "z.s.m."),
        ("22-4-2025 00:00", date(2025, 4, 22)),
        ("2025-04-22T00:00:00", date(2025, 4, 22)),
        ("22 apr.", date(2025, 4, 22)),
        ("eind\napril", "eind april 2025"),
        ("AB 2 april", "ab-2025-04-02"),
    ],
)
def test_a_deadline_is_read_as_add_reads_it(text: str, due: date | str) -> None:
    assert cells.due(text, READER) == due


def test_the_id_of_a_meeting_elsewhere_is_called_so() -> None:
    with pytest.raises(ActiepuntError, match="there is no meeting “bac-rec-begin-februari-2025”"):
        cells.due("bac-rec-begin-februari-2025", READER)


NOTE = Progress(date(2025, 2, 20), "Concept gereed")


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("2025-02-20 Concept gereed", (NOTE,)),
        ("20-2-2025: Concept gereed", (NOTE,)),
        ("20 februari 2025 – Concept gereed", (NOTE,)),
        ("2025-02-20 Concept gereed\n1-3-2025 Af", (NOTE, Progress(date(2025, 3, 1), "Af"))),
        ("2025-02-20 Concept\ngereed", (Progress(date(2025, 2, 20), "Concept; gereed"),)),
        ("Wacht op Jan", (NOTE, Progress(TODAY, "Wacht op Jan"))),
        ("Concept gereed", (NOTE,)),
    ],
)
def test_notes_are_added_with_their_days(text: str, notes: tuple[Progress, ...]) -> None:
    found = cells.notes(text, (NOTE,), TODAY, READER, exported=False)

    assert found == (NOTE, *(note for note in notes if note != NOTE))


def test_a_moment_is_noon_of_a_day_and_local_without_an_offset() -> None:
    def read(text: str) -> str:
        return cells.moment(text, READER, "Europe/Amsterdam").isoformat()

    assert read("2025-01-29T11:45:00+01:00") == "2025-01-29T11:45:00+01:00"
    assert read("2025-07-01 11:45") == "2025-07-01T11:45:00+02:00"
    assert read("29 januari 2025") == "2025-01-29T12:00:00+01:00"
