"""The remarks of `meeting add`, `edit` and `move` on weekends, holidays and days of the week."""

import sys
from datetime import date

import pytest

from actiepunt.core.diff import Difference
from actiepunt.core.model import Meeting, Settings
from actiepunt.core.repetition import rule
from actiepunt.i18n import catalogue
from actiepunt.ical import recurrence
from actiepunt.views import remarks
from conftest import Desk

HOLIDAYS = """\
[holidays]
"Meivakantie 2026" = [2026-04-25, 2026-05-03]
Heidag = 2025-06-12
"""


@pytest.fixture
def planner(filled: Desk) -> Desk:
    """Return a register that names two holidays."""
    filled.commit(HOLIDAYS, "data/register.toml")
    return filled


def notes(out: str) -> list[str]:
    """Return the remarks of an answer; they stand between the fields and the last line."""
    lines = out.splitlines()
    found = [line.removeprefix("Note: ") for line in lines if line.startswith("Note: ")]
    assert not found or lines[-1 - len(found) : -1] == [f"Note: {text}" for text in found]
    return found


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2025-06-10 10:00", []),
        ("2025-06-12 10:00", ["Thu 12 June 2025 – Heidag"]),
        ("2025-03-08 10:00", ["Sat 8 March 2025 – weekend"]),
        ("2025-04-26", ["Sat 26 April 2025 – weekend, King's Day"]),
        ("2025-04-18", ["Fri 18 April 2025 – Good Friday"]),
        ("2025-05-05", ["Mon 5 May 2025 – Liberation Day"]),
        ("2026-04-24 10:00", []),
        ("2026-04-27 10:00", ["Mon 27 April 2026 – King's Day, Meivakantie 2026"]),
        ("2026-05-03 10:00", ["Sun 3 May 2026 – weekend, Meivakantie 2026"]),
        ("2026-05-04 10:00", []),
        ("2016-05-05 10:00", ["Thu 5 May 2016 – Ascension Day, Liberation Day"]),
    ],
)
def test_the_day_of_a_meeting_is_remarked_on(planner: Desk, start: str, found: list[str]) -> None:
    out = planner.good("meeting", "add", "--body", "DB", "--start", start)

    assert notes(out) == found


def test_a_meeting_of_several_days_names_each_reason_once(planner: Desk) -> None:
    out = planner.good(
        "meeting", "add", "--title", "Reis", "--start", "2026-04-23", "--end", "2026-05-06"
    )

    assert notes(out) == [
        "Sat 25 April 2026 – Meivakantie 2026",
        "Mon 27 April 2026 – King's Day",
        "Tue 5 May 2026 – Liberation Day",
    ]


def test_only_another_day_is_remarked_on(planner: Desk) -> None:
    planner.good("meeting", "add", "--body", "DB", "--start", "2025-06-12 10:00")

    edited = planner.good("meeting", "edit", "DB:next", "--location", "Doetinchem")
    later = planner.good("meeting", "move", "DB:next", "--start", "2025-06-12 14:00")
    moved = planner.good(
        "meeting", "move", "DB:next", "--start", "2025-04-21", "--papers", "2025-04-01"
    )
    again = planner.good("meeting", "edit", "DB:next", "--start", "2025-04-27 10:00")
    planner.good("meeting", "cancel", "DB:next")
    cancelled = planner.good("meeting", "edit", "db-2025-06-12", "--start", "2025-06-12 10:00")

    assert [notes(out) for out in (edited, later, cancelled)] == [[], [], []]
    assert notes(moved) == ["Mon 21 April 2025 – Easter Monday"]
    assert notes(again) == ["Sun 27 April 2025 – weekend"]


def test_a_move_remarks_after_its_consequences(planner: Desk) -> None:
    out = planner.good("meeting", "move", "AB:next", "--start", "26 april")

    assert out.splitlines()[-4:-1] == [
        "The papers stay due on Wed 26 March 2025; change that with --papers.",
        "Due then: action 2025-003",
        "Note: Sat 26 April 2025 – weekend, King's Day",
    ]


SERIES = ["meeting", "add", "--body", "DB", "--start"]


@pytest.mark.parametrize(
    ("start", "every", "until", "found"),
    [
        ("2025-03-11", "week", "2025-04-15", []),
        ("2025-03-11", "freq=weekly;byday=tu,th", "2025-04-15", []),
        ("2025-03-12", "elke 2e woensdag", "2025-07-31", []),
        ("2025-03-12", "maand", "2025-05-01", [
            "1 of 2 is on another weekday. To keep Wednesday: --every \"every second Wednesday\"",
            "Sat 12 April 2025 – weekend",
        ]),
        ("2025-01-30", "kwartaal", "2025-08-01", [
            "2 of 3 are on another weekday. To keep Thursday: --every \"every 3 months on the last Thursday\"",
        ]),
        ("2025-04-12", "2 weken", "2025-05-10", [
            "all 3 meetings are in a weekend",
            "Sat 26 April 2025 – King's Day",
        ]),
        ("2026-04-20", "week", "2026-05-04", [
            "Mon 27 April 2026 – King's Day, Meivakantie 2026",
        ]),
    ],
)  # fmt: skip
def test_a_series_is_remarked_on_as_a_whole_and_by_day(
    planner: Desk, start: str, every: str, until: str, found: list[str]
) -> None:
    assert notes(planner.good(*SERIES, start, "--every", every, "--until", until)) == found


@pytest.mark.parametrize("day", range(1, 32))
@pytest.mark.parametrize("step", ["maand", "kwartaal", "jaar"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_repetition_that_is_advised_begins_on_the_same_day(
    day: int, step: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = catalogue(language)
    monkeypatch.setattr(remarks, "_", words.gettext)
    monkeypatch.setattr(remarks, "ngettext", words.ngettext)
    first, until = date(2025, 1, day), date(2028, 12, 31)
    days = recurrence.days(rule(step, first), first, until)
    meetings = [Difference(None, Meeting(body="AB", start=one)) for one in days]

    line = remarks.of(meetings, Settings())[0]

    advised = line.split('--every "')[1].removesuffix('"')
    kept = list(recurrence.days(rule(advised, first), first, until))
    assert kept[0] == first
    assert {one.weekday() for one in kept} == {first.weekday()}


def test_the_screen_is_dutch_and_odd_names_do_no_harm(planner: Desk) -> None:
    planner.commit(f'[holidays]\n"[red]Reces\\u001b[2J {"x" * 60}" = 2025-06-11\n', "data/register.toml")  # fmt: skip
    odd = planner.run(*SERIES, "2025-06-11")
    planner.commit("", "data/register.toml")
    dutch = planner.process(*SERIES, "2025-04-26", LC_ALL="nl_NL.UTF-8", LANGUAGE="nl")

    assert odd.code == 1
    assert "control character U+001B" in odd.err
    assert "Let op: za 26 april 2025 – weekend, Koningsdag\n" in dutch.out


def test_the_public_holidays_are_read_by_what_shows_them_alone(planner: Desk) -> None:
    sys.modules.pop("holidays", None)

    planner.good("list")
    planner.good("meeting", "list")
    planner.good("meeting", "edit", "AB:next", "--location", "Digitaal")

    assert "holidays" not in sys.modules
