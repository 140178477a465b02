"""The calendar: adding, repeating, moving, cancelling and listing meetings."""

import json

from conftest import CALENDAR, Desk
from test_commands import without_hash


def test_add_writes_one_block_with_an_id_of_body_and_day(filled: Desk) -> None:
    out = filled.good(
        "meeting", "add", "--body", "BAC REC", "--start", "do 3 april 10:00", "--end", "12.00",
        "--location", "Provinciehuis Utrecht", "--papers", "20-3-2025", "--participant", "IPO",
        "--agenda", "Nota Ruimte", "--agenda", "Rondvraag", "--tentative",
    )  # fmt: skip

    assert (
        without_hash(out)
        == """\
bac-rec-2025-04-03 added: BAC REC – 2025-04-03 10:00
  body: BAC REC
  start: 2025-04-03 10:00
  end: 2025-04-03 12:00
  location: Provinciehuis Utrecht
  status: tentative
  papers: 2025-03-20
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
ab-2025-04-02 moved: AB – 2025-04-09 11:00
  start: 2025-04-02 10:00 → 2025-04-09 11:00
  end: 2025-04-02 11:30 → 2025-04-09 12:30
The papers stay due on 2025-03-26; change that with --papers.
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
    assert run.err.startswith("actiepunt: no meeting is planned after 2025-05-01\n")


def test_show_tells_what_was_agreed_there_and_what_is_due(filled: Desk) -> None:
    assert (
        filled.good("meeting", "show", "AB:next")
        == """\
AB (ab-2025-04-02)
  when      2025-04-02 10:00–11:30
  body      AB
  papers    2025-03-26
  due here  2025-003  Begroting vaststellen
"""
    )
    shown = json.loads(filled.good("meeting", "show", "AB:last", "--format", "json"))
    assert shown["meetings"][0]["location"] == "De Steck"
