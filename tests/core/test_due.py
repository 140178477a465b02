"""Due phrases: each row of the table is a test, and nothing is guessed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import due
from actiepunt.core.due import PHRASES, Period, Phrase
from actiepunt.core.model import Meeting

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.example)
def test_every_example_of_the_table_stands_for_its_days(phrase: Phrase) -> None:
    found = due.parse(phrase.example)

    assert found is not None
    assert f"{found.first} {found.last}" == phrase.days


@pytest.mark.parametrize(
    ("phrase", "last"),
    [
        ("uiterlijk 1 mei 2025", "2025-05-01"),
        ("vóór 1 mei 2025", "2025-04-30"),
        ("voor eind 2025", "2025-12-31"),
        ("uiterlijk medio mei 2025", "2025-05-20"),
        ("t/m 1 mei 2025", "2025-05-01"),
        ("do 3 april 2025", "2025-04-03"),
        ("Eind  van april 2025", "2025-04-30"),
        ("end of april 2025", "2025-04-30"),
        ("first half of 2025", "2025-06-30"),
        ("maart of april 2025", "2025-04-30"),
        ("december/januari 2026", "2026-01-31"),
        ("in de loop van 2025", "2025-12-31"),
        ("in het voorjaar van 2025", "2025-05-31"),
        ("februari 2024", "2024-02-29"),
        ("week 53 2026", "2027-01-03"),
        ("winter 2025", "2026-02-28"),
        ("EIND APRIL 2025", "2025-04-30"),
    ],
)
def test_words_around_a_period_are_read_as_boards_mean_them(phrase: str, last: str) -> None:
    found = due.parse(phrase)

    assert found is not None
    assert found.last.isoformat() == last


@pytest.mark.parametrize(
    "phrase",
    ["", "14", "april", "eind april", "30 februari 2025", "2025-02-30", "week 53 2025", "Q5 2025",
     "wo 3 april 2025", "maandag april 2025", "3-4-5", "13-13-2025", "binnenkort 2025", "z.s.m.",
     "derde helft 2025", "week 36/13 2025", "april 2025 of later", "3 april 2025!", "eind eind 2025", "0-0-2025"],
)  # fmt: skip
def test_what_cannot_be_read_is_not_guessed(phrase: str) -> None:
    assert due.parse(phrase) is None


@given(st.text(max_size=40))
def test_no_text_makes_the_parser_fail(text: str) -> None:
    found = due.parse(text)

    assert found is None or found.first <= found.last


@given(DAYS)
def test_a_day_is_read_in_every_spelling(day: date) -> None:
    names = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]  # fmt: skip
    spellings = [
        day.isoformat(),
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {names[day.month - 1]} {day.year}",
        f"uiterlijk {day.day} {names[day.month - 1][:3] if day.month != 3 else 'mrt'} {day.year}",
    ]

    assert {due.parse(text) for text in spellings} == {Period(day, day)}


@given(st.integers(2000, 2100))
def test_the_parts_of_a_year_fit_together(year: int) -> None:
    for pieces in (("H1", "H2"), ("Q1", "Q2", "Q3", "Q4"), ("begin", "medio", "eind")):
        periods = [due.parse(f"{piece} {year}") for piece in pieces]
        found = [period for period in periods if period]

        assert len(found) == len(pieces)
        assert found[0].first == date(year, 1, 1)
        assert found[-1].last == date(year, 12, 31)
        for one, following in pairwise(found):
            assert following.first == one.last + timedelta(days=1)


def test_a_deadline_at_a_meeting_is_the_day_it_starts_and_of_a_window_its_last_day() -> None:
    planned = Meeting(id="db-2025-05-21", start=date(2025, 5, 21), end=date(2025, 5, 22))
    unplanned = Meeting(id="bo-q2-2025", window="Q2 2025")
    meetings = {planned.id: planned, unplanned.id: unplanned}

    assert due.deadline("db-2025-05-21", meetings) == date(2025, 5, 21)
    assert due.deadline("bo-q2-2025", meetings) == date(2025, 6, 30)
    assert due.deadline("eind april 2025", meetings) == date(2025, 4, 30)
    assert due.deadline(date(2025, 3, 6), meetings) == date(2025, 3, 6)
    assert due.deadline(None, meetings) is None
    assert due.deadline("no-such-2025-01-01", meetings) is None
