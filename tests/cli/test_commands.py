"""The changing commands: what they print, what they commit, and that one change is few lines."""

import re

from conftest import ACTIONS, Desk
from helpers import without_hash


def test_add_writes_one_block_and_tells_its_number(desk: Desk) -> None:
    out = desk.good(
        "add", "Programma Koningsdag toelichten", "--owner", "E. Ruesen", "--owner",
        "W. Stortelder", "--body", "AB", "--due", "eind april", "--item", "1", "--tag", "Koningsdag",
        "-m", "Besproken in het AB",
    )  # fmt: skip

    assert (
        without_hash(out)
        == """\
2025-001 added: Programma Koningsdag toelichten
  owner: E. Ruesen, W. Stortelder
  body: AB
  due: eind april 2025 (Wed 30 April 2025)
  agenda item: 1
  tags: Koningsdag
Undo: actiepunt undo HASH
"""
    )
    text = desk.read()
    uid = re.search(r'uid = "([a-z2-7]{16})"', text)
    assert uid
    assert (
        text
        == f"""\
#:schema ./.schema/actions.json

[[action]]
uid = "{uid[1]}"
id = "2025-001"
summary = "Programma Koningsdag toelichten"
owners = ["E. Ruesen", "W. Stortelder"]
body = "AB"
status = "open"
due = "eind april 2025"
item = "1"
tags = ["Koningsdag"]
created = 2025-03-05T12:00:00+01:00
"""
    )
    assert (
        desk.git("log", "-1", "--format=%an%n%B")
        == """\
Anna de Vries
2025-001 toegevoegd: Programma Koningsdag toelichten

actiehouder: E. Ruesen, W. Stortelder
gremium: AB
termijn: eind april 2025
agendapunt: 1
trefwoorden: Koningsdag

Action: 2025-001
Reason: Besproken in het AB

"""
    )


def test_add_at_the_end_leaves_all_that_stands_there(filled: Desk) -> None:
    filled.good("add", "Vierde", "--owner", "DB", "--due", "AB:next", "--meeting", "AB:last")

    assert filled.read().startswith(ACTIONS + "\n[[action]]\nuid = ")
    assert 'due = "ab-2025-04-02"\nmeeting = "ab-2025-01-29"\n' in filled.read()


def test_close_changes_one_line_and_adds_two(filled: Desk) -> None:
    out = filled.good("close", "1", "--outcome", "Toegelicht in de pauze", "--on", "gisteren")

    assert (
        without_hash(out)
        == """\
2025-001 done: Koningsdag toelichten
  done on Tue 4 March 2025: Toegelicht in de pauze
Undo: actiepunt undo HASH
"""
    )
    assert (
        filled.changed()
        == """\
-status = "open"
+status = "done"
+closed = 2025-03-04
+outcome = "Toegelicht in de pauze\""""
    )
    assert filled.git("log", "-1", "--format=%s") == "2025-001 afgerond: Koningsdag toelichten\n"


def test_defer_changes_one_line_and_keeps_the_reason(filled: Desk) -> None:
    out = filled.good("defer", "2", "--to", "eind maart", "--reason", "Provincie is later")

    assert "due: eind februari 2025 → eind maart 2025 (Mon 31 March 2025)" in out
    assert filled.changed() == '-due = "eind februari 2025"\n+due = "eind maart 2025"'
    assert filled.git("log", "-1", "--format=%(trailers)") == (
        "Action: 2025-002\nReason: Provincie is later\n\n"
    )


def test_the_reason_is_that_of_every_change_and_each_is_a_paragraph(filled: Desk) -> None:
    filled.good("close", "1", "--reason", "Besproken", "-m", "Zie het verslag", "-m", "Besproken")
    filled.good("meeting", "cancel", "AB:next", "--reason", "Geen stukken")

    assert filled.git("log", "-2", "--format=%(trailers:unfold)") == (
        "Meeting: ab-2025-04-02\nReason: Geen stukken\n\n"
        "Action: 2025-001\nReason: Besproken . Zie het verslag\n\n"
    )


def test_cancel_and_reopen_give_back_the_file(filled: Desk) -> None:
    filled.good("cancel", "2025-1", "-m", "Niet meer nodig")
    assert filled.changed() == '-status = "open"\n+status = "cancelled"\n+closed = 2025-03-05'

    filled.good("reopen", "2025-001")

    assert filled.read() == ACTIONS


def test_start_and_note_add_one_line_each(filled: Desk) -> None:
    filled.good("start", "3")
    assert filled.changed() == '-status = "open"\n+status = "in-progress"'

    filled.good("note", "2", "Wacht op cijfers")
    assert filled.changed() == '+  { on = 2025-03-05, text = "Wacht op cijfers" },'

    filled.good("note", "3", "Eerste", "--on", "2025-03-01")
    assert filled.changed() == ('+progress = [\n+  { on = 2025-03-01, text = "Eerste" },\n+]')


def test_edit_replaces_adds_and_empties_fields(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", "Koningsdag uitleggen", "--owner", "E. Ruesen",
                "--due", "", "--tag", "feest", "--details", "regel 1\nregel 2")  # fmt: skip

    assert (
        filled.changed()
        == """\
-summary = "Koningsdag toelichten"   # in de lunch
-owners = ["E. Ruesen", "W. Stortelder"]
+summary = "Koningsdag uitleggen"   # in de lunch
+owners = ["E. Ruesen"]
-due = 2025-03-06
+tags = ["feest"]
+details = \"\"\"
+regel 1
+regel 2\"\"\""""
    )


def test_several_numbers_are_one_commit_and_all_or_nothing(filled: Desk) -> None:
    filled.good("close", "1", "3")
    subject = filled.git("log", "-1", "--format=%s%n%(trailers)")
    assert subject == "2025-001, 2025-003 afgerond\nAction: 2025-001\nAction: 2025-003\n\n"

    before = filled.state()
    run = filled.run("close", "2", "99")

    assert run.code == 1
    assert filled.state() == before


def test_saying_a_thing_twice_changes_nothing(filled: Desk) -> None:
    filled.good("close", "1")
    before = filled.state()

    assert filled.good("close", "1") == "Nothing changed: the register says so already.\n"
    assert filled.good("defer", "2", "--to", "eind februari 2025").startswith("Nothing changed")
    assert filled.state() == before


def test_the_author_can_be_another(filled: Desk) -> None:
    filled.good("start", "1", "--author", "Piet Jansen <piet@example.org>")

    assert filled.git("log", "-1", "--format=%an <%ae> %cn") == (
        "Piet Jansen <piet@example.org> Anna de Vries\n"
    )


def test_numbers_go_on_after_the_highest_ever_used(filled: Desk) -> None:
    archived = ACTIONS.split("\n\n")[1].replace("a" * 16, "z" * 16).replace("2025-001", "2025-041")
    archived = archived.replace('"open"', '"done"\nclosed = 2025-01-30')
    filled.commit(archived + '\nwas = ["2025-044"]\n', "data/archive/actions-2025.toml")

    assert "2025-045 added" in filled.good("add", "Volgende", "--owner", "DB")
    assert "2026-001 added" in filled.good("add", "Nieuw", "--owner", "DB", "--today", "2026-01-02")
    assert "2025-041" in filled.good("show", "41")


def test_show_finds_an_action_by_its_earlier_number(filled: Desk) -> None:
    filled.commit(ACTIONS + 'was = ["2025-002"]\n'.replace("002", "009"))

    run = filled.run("show", "9")

    assert run.code == 0
    assert run.out.startswith("2025-003  Begroting vaststellen\n")
    assert run.err == "2025-009 is now 2025-003\n"


def test_a_number_that_two_actions_have_is_told(filled: Desk) -> None:
    filled.write(ACTIONS.replace('"2025-003"', '"2025-001"'))

    run = filled.run("show", "1")

    assert run.code == 1
    assert run.err == (
        "actiepunt: 2 actions have the number 2025-001\n"
        "`actiepunt check` shows where they are; give one of them another number.\n"
    )


def test_show_tells_everything_about_an_action(filled: Desk) -> None:
    assert (
        filled.good("show", "2").split("\nHistory")[0]
        == """\
2025-002  Kaderbrief "2026" verzenden
  owner     regiokassier, DB
  body      DB
  status    in progress
  due       Fri 28 February 2025 (eind februari 2025), 5 days late
  created   Wed 29 January 2025 11:45
  progress  Thu 20 Feb  Concept gereed
"""
    )
    assert (
        filled.good("show", "1").split("\nHistory")[0]
        == """\
2025-001  Koningsdag toelichten
  owner    E. Ruesen, W. Stortelder
  body     AB
  status   open
  due      Thu 6 March 2025, tomorrow
  meeting  AB, Wed 29 January 2025 10:00–11:30 (ab-2025-01-29)
  created  Wed 29 January 2025 11:45
"""
    )


def test_save_records_hand_edits_with_a_subject_of_its_own(filled: Desk) -> None:
    filled.write(ACTIONS.replace("due = 2025-03-06", "due = 2025-03-20"))
    refused = filled.run("close", "2")
    assert refused.code == 1
    assert refused.err == (
        "actiepunt: data/actions.toml has edits that are not recorded yet\n"
        "Record them with `actiepunt save`, or take them back with `git restore data`.\n"
    )

    out = filled.good("save", "-m", "Na het AB")

    assert (
        without_hash(out)
        == """\
2025-001 due moved: Koningsdag toelichten
  due: Thu 6 March 2025 → Thu 20 March 2025
Undo: actiepunt undo HASH
"""
    )
    assert (
        filled.git("log", "-1", "--format=%B")
        == """\
2025-001 termijn verplaatst: Koningsdag toelichten

termijn: 2025-03-06 → 2025-03-20

Action: 2025-001
Reason: Na het AB

"""
    )
    assert filled.good("save") == "Nothing to record: the data files have no edits.\n"


def test_save_records_layout_and_new_files_and_refuses_errors(filled: Desk) -> None:
    filled.write(ACTIONS + "\n# einde\n")
    assert filled.good("save").startswith("Recorded: data/actions.toml\nUndo:")
    assert filled.git("log", "-1", "--format=%s") == "opmaak van data/actions.toml\n"

    filled.write(ACTIONS.replace('"open"', '"opne"'))
    before = filled.state()
    run = filled.run("save")

    assert run.code == 1
    assert "data/actions.toml:9: error: unknown status “opne”. Did you mean “open”?" in run.err
    assert filled.state() == before


def test_undo_as_the_command_says_gives_back_the_file(filled: Desk) -> None:
    out = filled.good("close", "1")
    told = out.splitlines()[-1].removeprefix("Undo: actiepunt ")

    filled.good(*told.split())

    assert filled.read() == ACTIONS


def test_crlf_files_stay_crlf_and_the_diff_is_still_one_line(filled: Desk) -> None:
    filled.write(ACTIONS.replace("\n", "\r\n"))
    filled.git("add", "data")
    assert filled.git("status", "--porcelain") == ""

    filled.good("defer", "1", "--to", "2025-03-20")

    assert filled.read() == ACTIONS.replace("03-06", "03-20").replace("\n", "\r\n")
    assert filled.changed() == "-due = 2025-03-06\n+due = 2025-03-20"
