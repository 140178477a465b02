"""The calendar: adding, repeating, moving, cancelling and listing meetings."""

import json
import re

import pytest

from conftest import CALENDAR, Desk
from helpers import without_hash


def test_add_writes_one_block_with_an_id_of_body_and_day(filled: Desk) -> None:
    out = filled.good(
        "meeting", "add", "--body", "BAC REC", "--start", "do 3 april 10:00", "--end", "12.00",
        "--location", "Provinciehuis Utrecht", "--papers", "20-3-2025", "--participant", "IPO",
        "--agenda", "Nota Ruimte", "--agenda", "Rondvraag", "--tentative",
    )  # fmt: skip

    assert (
        without_hash(out)
        == """\
bac-rec-2025-04-03 added: BAC REC – Thu 3 April 2025 10:00
  body: BAC REC
  start: Thu 3 April 2025 10:00
  end: Thu 3 April 2025 12:00
  location: Provinciehuis Utrecht
  status: tentative
  papers: Thu 20 March 2025
  participants: IPO
  agenda: Nota Ruimte; Rondvraag
Undo: actiepunt undo HASH
"""
    )
    text = filled.read("data/calendar.toml")
    assert text.startswith(CALENDAR)
    assert (
        text[len(CALENDAR) :].split("\n", 3)[3]
        == """\
id = "bac-rec-2025-04-03"
body = "BAC REC"
start = 2025-04-03T10:00:00
end = 2025-04-03T12:00:00
location = "Provinciehuis Utrecht"
status = "tentative"
papers = 2025-03-20
participants = ["IPO"]
agenda = ["Nota Ruimte", "Rondvraag"]
"""
    )


def test_every_repeats_at_the_same_local_time_also_past_the_change_of_the_clock(
    filled: Desk,
) -> None:
    filled.good(
        "meeting", "add", "--title", "Kernteam", "--start", "2025-03-12 09:00", "--end", "10:00",
        "--papers", "2025-03-10", "--every", "3 weeks", "--until", "2025-05-01",
    )  # fmt: skip

    found = json.loads(filled.good("meeting", "list", "--format", "json"))["meetings"]
    assert [(m["id"], m["start"], m["end"], m["papers"]) for m in found if m["title"]] == [
        ("kernteam-2025-03-12", "2025-03-12T09:00:00", "2025-03-12T10:00:00", "2025-03-10"),
        ("kernteam-2025-04-02", "2025-04-02T09:00:00", "2025-04-02T10:00:00", "2025-03-31"),
        ("kernteam-2025-04-23", "2025-04-23T09:00:00", "2025-04-23T10:00:00", "2025-04-21"),
    ]
    assert len(set(filled.read("data/calendar.toml").split('uid = "')[1:])) == 5


def test_a_second_meeting_on_one_day_gets_an_id_of_its_own(filled: Desk) -> None:
    out = filled.good("meeting", "add", "--body", "AB", "--start", "2025-04-02 14:00")

    assert out.startswith("ab-2025-04-02-2 added")


def test_a_window_is_kept_as_agreed_and_planned_by_a_move(filled: Desk) -> None:
    filled.good("meeting", "add", "--title", "BO Cultuurregio's", "--window", "Q2")
    assert 'id = "bo-cultuurregios-q2-2025"' in filled.read("data/calendar.toml")
    assert 'window = "Q2 2025"' in filled.read("data/calendar.toml")

    filled.good("meeting", "move", "bo-cultuurregios-q2-2025", "--start", "2025-05-12 13:00")

    assert filled.changed() == '-window = "Q2 2025"\n+start = 2025-05-12T13:00:00'


def test_move_changes_the_two_lines_of_its_time_and_says_what_moves_along(filled: Desk) -> None:
    out = filled.good(
        "meeting", "move", "AB:next", "--start", "9 april 11:00", "-m", "Voorjaarsreces"
    )

    assert (
        without_hash(out)
        == """\
ab-2025-04-02 moved: AB – Wed 9 April 2025 11:00
  when: Wed 2 April 2025 10:00–11:30 → Wed 9 April 2025 11:00–12:30
The papers stay due on Wed 26 March 2025; change that with --papers.
Due then: action 2025-003
Undo: actiepunt undo HASH
"""
    )
    assert (
        filled.changed()
        == """\
-start = 2025-04-02T10:00:00
-end = 2025-04-02T11:30:00
+start = 2025-04-09T11:00:00
+end = 2025-04-09T12:30:00"""
    )
    assert "2025-003  2025-04-09" in filled.good("list")


def test_a_move_to_before_its_papers_is_refused(filled: Desk) -> None:
    before = filled.state()

    run = filled.run("meeting", "move", "AB:next", "--start", "2025-03-20 10:00")

    assert run.code == 1
    assert run.err.startswith("actiepunt: papers are due after the meeting\n")
    assert filled.state() == before


def test_cancel_keeps_the_meeting_and_hides_it_from_the_list(filled: Desk) -> None:
    filled.good("meeting", "cancel", "ab-2025-04-02")

    assert filled.changed() == '+status = "cancelled"'
    run = filled.run("meeting", "list")
    assert run.out == "No meetings found; --all also shows 2 others.\n"
    assert "cancelled" in filled.good("meeting", "list", "--all")
    assert filled.run("meeting", "move", "ab-2025-04-02", "--start", "2025-05-01").code == 1


def test_edit_changes_what_is_named(filled: Desk) -> None:
    filled.good("meeting", "edit", "AB:next", "--end", "12:00", "--location", "Digitaal",
                "--url", "https://example.org/ab?x=1&y=2", "--notes", "Via Teams")  # fmt: skip

    assert (
        filled.changed()
        == """\
-end = 2025-04-02T11:30:00
+end = 2025-04-02T12:00:00
+location = "Digitaal"
+url = "https://example.org/ab?x=1&y=2"
+notes = "Via Teams\""""
    )
    filled.good("meeting", "edit", "AB:next", "--tentative")
    assert filled.changed() == '+status = "tentative"'
    filled.good("meeting", "edit", "AB:next", "--confirmed", "--location", "")
    assert (
        filled.changed() == '-location = "Digitaal"\n-status = "tentative"\n+status = "confirmed"'
    )


def test_a_new_end_leaves_the_start_as_a_hand_wrote_it(filled: Desk) -> None:
    filled.commit(
        CALENDAR.replace("2025-04-02T10:00:00", "2025-04-02T10:00:30"), "data/calendar.toml"
    )

    filled.good("meeting", "edit", "AB:next", "--end", "12:00")

    assert filled.changed() == "-end = 2025-04-02T11:30:00\n+end = 2025-04-02T12:00:00"


def test_the_list_shows_what_is_coming_in_order(filled: Desk) -> None:
    filled.good("meeting", "add", "--title", "Debat", "--window", "week 12")
    filled.good("meeting", "add", "--body", "DB", "--start", "2025-04-02 09:00")

    assert (
        filled.good("meeting", "list")
        == """\
WHEN                    MEETING  LOCATION  PAPERS      ID
week 12 2025            Debat                          debat-week-12-2025
2025-04-02 09:00        DB                             db-2025-04-02
2025-04-02 10:00–11:30  AB                 2025-03-26  ab-2025-04-02
"""
    )
    assert filled.good("meeting", "list", "--body", "ab", "--from", "2025-01-01", "--until",
                       "januari 2025") == """\
WHEN                    MEETING  LOCATION  PAPERS  ID
2025-01-29 10:00–11:30  AB       De Steck          ab-2025-01-29
"""  # fmt: skip


def test_next_is_the_first_to_come_also_while_it_lasts(filled: Desk) -> None:
    assert filled.good("meeting", "next", "AB").startswith("AB (ab-2025-04-02)\n")
    assert "ab-2025-01-29" in filled.good("meeting", "next", "--today", "2025-01-29T11:00")

    run = filled.run("meeting", "next", "--today", "2025-05-01")

    assert run.code == 1
    assert run.err.startswith("actiepunt: no meeting is planned after Thu 1 May 2025\n")


def test_show_tells_what_was_agreed_there_and_what_is_due(filled: Desk) -> None:
    assert (
        filled.good("meeting", "show", "AB:next")
        == """\
AB (ab-2025-04-02)
  when    Wed 2 April 2025 10:00–11:30, in 4 weeks
  body    AB
  papers  Wed 26 March 2025, in 3 weeks

Due here (1)
NUMBER    DUE         LATE  AS AGREED      BODY  OWNER  ACTION
2025-003  2025-04-02        ab-2025-04-02  AB    AB     Begroting vaststellen
"""
    )
    shown = json.loads(filled.good("meeting", "show", "AB:last", "--format", "json"))
    assert shown["meetings"][0]["location"] == "De Steck"


@pytest.mark.parametrize(
    ("moment", "coming", "past"),
    [
        ("2025-04-02T09:59", "ab-2025-04-02", "ab-2025-01-29"),
        ("2025-04-02T11:00", "ab-2025-04-02", "ab-2025-01-29"),  # it goes on
        ("2025-04-02T11:30", "ab-2025-05-14", "ab-2025-04-02"),
        ("2025-05-14T23:59", "ab-2025-05-14", "ab-2025-04-02"),  # nobody said when it ends
        ("2025-05-15T00:00", "", "ab-2025-05-14"),
    ],
)
def test_next_and_last_are_the_same_meeting_for_every_command(
    filled: Desk, moment: str, coming: str, past: str
) -> None:
    filled.good("meeting", "add", "--body", "AB", "--start", "2025-05-14 10:00")
    filled.good("meeting", "add", "--body", "AB", "--start", "2025-04-09 10:00")
    filled.good("meeting", "cancel", "AB@2025-04-09")
    now = ("--today", moment)

    shown = filled.run("meeting", "next", "AB", *now)
    due = filled.run("defer", "1", "--to", "AB:next", *now)
    stored = filled.read()
    last = filled.good("meeting", "show", "AB:last", *now)
    since = filled.run("diff", "AB:last", *now)

    assert shown.code == due.code == (0 if coming else 1)
    assert coming in shown.out.split("\n")[0]
    assert not coming or f'due = "{coming}"' in stored.split("[[action]]")[1]
    assert f"({past})" in last
    assert "there is no meeting" not in since.err


def test_a_move_to_a_day_keeps_the_times_and_the_length(filled: Desk) -> None:
    filled.good("meeting", "move", "AB:next", "--start", "8 april")

    assert filled.changed() == (
        "-start = 2025-04-02T10:00:00\n-end = 2025-04-02T11:30:00\n"
        "+start = 2025-04-08T10:00:00\n+end = 2025-04-08T11:30:00"
    )
    filled.good("meeting", "move", "AB:next", "--start", "9 april", "--end", "12:00")
    assert "start = 2025-04-09T10:00:00\nend = 2025-04-09T12:00:00\n" in filled.read(
        "data/calendar.toml"
    )
    filled.good("meeting", "edit", "AB:next", "--start", "2025-04-10", "--end", "")
    assert "start = 2025-04-10\npapers" in filled.read("data/calendar.toml")
    filled.good("meeting", "move", "AB:next", "--start", "11 april")
    assert "start = 2025-04-11\npapers" in filled.read("data/calendar.toml")


def test_two_meetings_on_a_day_are_told_apart_by_their_ids(filled: Desk) -> None:
    filled.good("meeting", "add", "--body", "AB", "--start", "2025-04-02 14:00", "--title", "Extra")
    before = filled.state()

    refused = filled.run("meeting", "cancel", "AB@2025-04-02")

    assert refused.code == 1
    assert refused.err == (
        "actiepunt: “AB@2025-04-02” fits 2 meetings: ab-2025-04-02 (AB, Wed 2 April 2025 10:00); "
        "ab-2025-04-02-2 (AB: Extra, Wed 2 April 2025 14:00)\nName one of them by its id.\n"
    )
    assert filled.state() == before
    filled.good("meeting", "cancel", "ab-2025-04-02")
    assert "(ab-2025-04-02-2)" in filled.good("meeting", "show", "AB@2025-04-02")


def test_the_list_on_a_terminal_shows_ids_whole(filled: Desk) -> None:
    title = "Startcongres NPVR met minister Uitermark en alle betrokkenen"
    filled.good("meeting", "add", "--title", title, "--start", "2025-04-03 10:00", "--location",
                "Provinciehuis, Markt 11 te Arnhem")  # fmt: skip

    shown = filled.good("meeting", "list", "--format", "table")

    assert "ab-2025-04-02" in shown
    assert "startcongres-npvr-met-minister-uitermark-2025-04-03" in shown
    assert max(map(len, shown.splitlines())) <= 80


@pytest.mark.parametrize("words", [["--start", "2027-03-28 02:30"],
                                   ["--start", "2027-03-28 01:30", "--end", "02:59"]])  # fmt: skip
def test_an_hour_that_the_clock_skips_is_refused(filled: Desk, words: list[str]) -> None:
    before = filled.state()

    run = filled.run("meeting", "add", "--body", "AB", *words)

    assert run.code == 1
    assert re.match(
        r"actiepunt: Sun 28 March 2027 02:\d\d does not exist: the clock is put forward then\n"
        r"Choose an hour later\.\n",
        run.err,
    )
    assert filled.state() == before


def test_an_hour_that_comes_twice_is_warned_of(filled: Desk) -> None:
    run = filled.run("meeting", "add", "--body", "AB", "--start", "2027-10-31 02:30")

    assert run.code == 0
    assert run.err == (
        "warning: Sun 31 October 2027 02:30 comes twice: the clock is put back then. "
        "Calendars take the first one (RFC 5545 3.3.5).\n"
    )
    elsewhere = filled.read("data/register.toml").replace("Europe/Amsterdam", "UTC")
    filled.commit(elsewhere, "data/register.toml")
    assert filled.good("check") == "0 errors, 0 warnings\n"


def test_a_warning_after_a_cancellation_names_the_action(filled: Desk) -> None:
    run = filled.run("meeting", "cancel", "AB:next")

    assert "warning: 2025-003 is due at ab-2025-04-02, which is cancelled." in run.err


def test_what_a_hint_shows_to_type_can_be_copied(filled: Desk) -> None:
    hints = [
        filled.run("add", "X", "--owner", "DB", "--due", "ooit eens").err,
        filled.run("meeting", "add", "--body", "AB").err,
        filled.run("meeting", "add", "--body", "AB", "--start", "2025-04-01", "--every", "3 weken").err,
        filled.run("close", "1", "--author", "Anna").err,
        filled.run("close", "1", "--on", "april 2025").err,
    ]  # fmt: skip

    for hint in hints:
        assert "“" not in hint.splitlines()[1]
        assert '"' in hint.splitlines()[1]
