"""`check`: every fault of a hand edit, all at once, with file and line."""

import json
import re

import pytest

from actiepunt.core.names import look_alike
from actiepunt.text import one_slip
from conftest import ACTIONS, CALENDAR, Desk

FAULTY = """\
[[action]]
uid = "aaaaaaaaaaaaaaaa"
id = "2025-001"
sumary = "Koningsdag"
owners = "E. Ruesen"
body = "AV"
status = "opn"
due = 6 maart

[[action]]
uid = "aaaaaaaaaaaaaaaa"
id = "2025-001"
summary = "Tweede"
owners = ["E. Ruesen"]
status = "done"
due = "ooit eens"
meeting = "ab-2025-02-29"
created = 2025-01-29T11:45:00+01:00

[[action]]
summary = "Derde"
owners = ["E. Reusen"]
status = "open"
due = "ab-2025-04-03"
closed = 2025-02-01
created = 2025-01-29T11:45:00
colour = "red"
"""
FAULTY_CALENDAR = """\
[[meeting]]
uid = "dddddddddddddddd"
id = "ab-2025-04-02"
body = "AB"
start = 2025-04-02T10:00:00
end = 2025-04-02T09:30:00
papers = 2025-04-05

[[meeting]]
uid = "eeeeeeeeeeeeeeee"
id = "ab-2"
body = "AB"
start = 2025-04-02T10:00:00
window = "Q2 2025"
status = "maybe"
url = 5

[[meeting]]
uid = "ffffffffffffffff"
id = "leeg"
end = 2025-04-02T10:00:00+02:00
window = "ooit"
"""


def without_reasons(text: str) -> str:
    """Leave out the words of the TOML reader, which are its own."""
    return re.sub(r"TOML reader: .*", "TOML reader: REASON)", text)


def test_every_fault_is_reported_at_once_with_its_line(desk: Desk) -> None:
    desk.write(
        'language = "nl"\nzone = "x"\n\n[bodies.AB]\n[bodies."BAC REC"]\n', "data/register.toml"
    )
    desk.write(FAULTY.removesuffix("<<<<<<< HEAD\n"))
    desk.write(FAULTY_CALENDAR, "data/calendar.toml")

    run = desk.run("check")

    assert run.code == 1
    assert run.err == ""
    assert (
        without_reasons(run.out)
        == """\
data/actions.toml:1: error: summary is empty.
data/actions.toml:1: warning: created is missing. `actiepunt check --fix` fills it in.
data/actions.toml:4: error: unknown key “sumary”. Did you mean “summary”?
data/actions.toml:5: error: owners must be a list of texts, such as ["A", "B"]. Write it as: owners = ["E. Ruesen"]
data/actions.toml:6: error: unknown body “AV”. Did you mean “AB”?
data/actions.toml:7: error: unknown status “opn”. Did you mean “open”?
data/actions.toml:8: error: a text stands in quotation marks. Line 8: “due = 6 maart”. Write it as due = "6 maart" (TOML reader: REASON)
data/actions.toml:11: error: uid aaaaaaaaaaaaaaaa is used twice. Give this block another one; the first is block 1 of data/actions.toml.
data/actions.toml:12: error: id 2025-001 is used twice. Give this block another one; the first is block 1 of data/actions.toml.
data/actions.toml:15: error: closed without a date. Add a line: closed = DATE
data/actions.toml:16: error: “ooit eens” is no period that can be read. Write it with its year ("end april" and the year), or as "t.b.d.".
data/actions.toml:17: error: there is no meeting “ab-2025-02-29”. Did you mean “ab-2025-04-02”?
data/actions.toml:20: error: uid is missing. `actiepunt check --fix` fills it in.
data/actions.toml:20: error: number (id) is missing. `actiepunt check --fix` fills it in.
data/actions.toml:22: warning: “E. Reusen” looks like “E. Ruesen”. One of them may be misspelt.
data/actions.toml:24: error: there is no meeting “ab-2025-04-03”. Did you mean “ab-2025-04-02”?
data/actions.toml:25: error: a closing date on an action that is open. Remove the line, or close the action.
data/actions.toml:26: error: created must be a moment with its offset, written as YYYY-MM-DDTHH:MM:SS+01:00.
data/actions.toml:27: error: unknown key “colour”. Known: uid, id, summary, owners, body, status, due, every, meeting, item, source, tags, created, closed, outcome, details, progress, was, withdrawn.
data/calendar.toml:6: error: end is not after start.
data/calendar.toml:7: error: papers are due after the meeting.
data/calendar.toml:13: error: a meeting has a start or a window, and not both.
data/calendar.toml:13: warning: AB already meets then: ab-2025-04-02.
data/calendar.toml:15: error: unknown status “maybe”. Known: confirmed, tentative, cancelled.
data/calendar.toml:16: error: url must be text in quotes. Write it as: url = "5"
data/calendar.toml:18: error: a meeting needs a body or a title.
data/calendar.toml:21: error: end must be a local moment without quotes, written as YYYY-MM-DDTHH:MM:SS, or a date. Write it as: end = 2025-04-02T10:00:00
data/calendar.toml:22: error: “ooit” is no period that can be read. Write it with its year ("end april" and the year), or as "t.b.d.".
data/register.toml:2: error: unknown key “zone”. Did you mean “timezone”?
26 errors, 3 warnings
"""
    )


def test_the_same_faults_as_json(desk: Desk) -> None:
    desk.write('[[action]]\nuid = "aaaaaaaaaaaaaaaa"\nid = "2025-001"\n')

    run = desk.run("check", "--format", "json")

    assert run.code == 1
    assert json.loads(run.out)["version"] == 1
    assert json.loads(run.out)["faults"][0] == {
        "file": "data/actions.toml",
        "line": 1,
        "level": "error",
        "field": "summary",
        "message": "summary is empty",
        "advice": None,
        "uid": "aaaaaaaaaaaaaaaa",
    }


def test_conflict_markers_are_named_and_not_their_consequences(filled: Desk) -> None:
    conflict = "<<<<<<< HEAD\nstatus = 1\n=======\nstatus = 2\n>>>>>>> theirs\n"
    filled.write(ACTIONS.replace('status = "open"\n', conflict, 1))

    run = filled.run("check")

    assert run.code == 1
    assert run.out == (
        "data/actions.toml:9: error: conflict markers of a merge. "
        "Keep one of the two versions and remove the lines with the markers.\n"
        "1 error, 0 warnings\n"
    )


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b'[[action]]\nsummary = "caf\xe9"\n', 2),
        ("[[action]]\n".encode("utf-16"), 1),
    ],
)
def test_a_file_that_is_not_utf8_is_refused_by_every_command(
    filled: Desk, data: bytes, line: int
) -> None:
    (filled.root / "data/actions.toml").write_bytes(data)

    for words in (["list"], ["check"], ["show", "1"], ["save"], ["meeting", "list"]):
        run = filled.run(*words)

        assert run.code == 1
        assert f"data/actions.toml:{line}: error: not UTF-8 text." in run.out + run.err
    assert (filled.root / "data/actions.toml").read_bytes() == data


def test_a_byte_order_mark_and_windows_line_endings_are_read(filled: Desk) -> None:
    filled.write("\ufeff" + ACTIONS.replace("\n", "\r\n"))

    assert filled.good("check").endswith("0 errors, 0 warnings\n")
    assert "2025-003" in filled.good("list")


def test_control_characters_are_errors_and_never_reach_the_screen(filled: Desk) -> None:
    filled.write(ACTIONS.replace("Koningsdag", r"\u001b[31mKoningsdag\u202e"))

    check, listing = filled.run("check"), filled.run("list")

    assert "data/actions.toml:6: error: summary holds the control character U+001B." in check.out
    assert "␛[31mKoningsdag\ufffd toelichten" in listing.out
    assert "\x1b" not in check.out + check.err + listing.out + listing.err


def test_fix_fills_in_what_a_hand_left_out_and_touches_nothing_else(filled: Desk) -> None:
    by_hand = '\n[[action]]\n# by hand\nsummary = "Vierde"\nowners = ["DB"]\nstatus = "open"\n'
    filled.write(ACTIONS + by_hand)
    filled.write(
        CALENDAR + '\n[[meeting]]\nbody = "DB"\nstart = 2025-04-01\n', "data/calendar.toml"
    )

    run = filled.run("check", "--fix")

    assert run.code == 0, run
    assert filled.read().startswith(ACTIONS)
    lines = filled.read().removeprefix(ACTIONS).splitlines()
    assert [line.split(" = ")[0] for line in lines] == [
        "", "[[action]]", "uid", "id", "# by hand", "summary", "owners", "status", "created",
    ]  # fmt: skip
    assert 'id = "2025-004"' in lines
    assert 'id = "db-2025-04-01"' in filled.read("data/calendar.toml")
    assert "Record this with `actiepunt save`." in run.out
    assert "2025-004" in filled.good("save", "-m", "met de hand")


def test_fix_adds_the_year_of_a_deadline_where_it_is_certain(filled: Desk) -> None:
    text = ACTIONS.replace("due = 2025-03-06", 'due = "eind mei"')
    text = text.replace('due = "eind februari 2025"', 'due = "februari"')
    assert text.count('"eind mei"') == text.count('"februari"') == 1
    filled.write(text)

    run = filled.run("check")
    assert run.code == 1
    advice = "Add the year; `actiepunt check --fix` does that where it is certain."
    assert f"“eind mei” is no period that can be read. {advice}" in run.out

    run = filled.run("check", "--fix")

    # On 29 January "februari" was that of 2025, and on 5 March it is that of 2026.
    assert filled.read() == text.replace('"eind mei"', '"eind mei 2025"')
    assert run.out.splitlines()[:2] == [
        "2025-001: filled in due",
        "Record this with `actiepunt save`.",
    ]
    assert "“februari” is no period that can be read" in run.out


def test_fix_leaves_a_file_alone_that_it_cannot_read(filled: Desk) -> None:
    filled.write(ACTIONS + "\n[[action]]\nsummary = Vierde\n")
    before = filled.state()

    run = filled.run("check", "--fix")

    assert run.code == 1
    assert "a text stands in quotation marks" in run.out
    assert filled.state() == before


def test_unknown_owner_is_only_a_warning_and_a_wrong_zone_an_error(filled: Desk) -> None:
    filled.write(
        'timezone = "Europe/Amsterdm"\nlanguage = "fr"\n[people."E. Ruesen"]\nrole = "burgemeester"\n',
        "data/register.toml",
    )

    run = filled.run("check")

    assert run.code == 1
    assert "data/register.toml:1: error: unknown time zone “Europe/Amsterdm”." in run.out
    assert "data/register.toml:2: error: language must be nl / en." in run.out
    assert (
        "data/actions.toml:7: warning: “W. Stortelder” is not among the people of register.toml."
    ) in run.out


def test_a_deadline_at_a_cancelled_meeting_is_a_warning(filled: Desk) -> None:
    run = filled.run("meeting", "cancel", "AB:next")

    assert run.code == 0
    assert "due at ab-2025-04-02, which is cancelled" in run.err
    assert "0 errors, 1 warning" in filled.good("check")


def test_a_deadline_that_cannot_be_read_is_shown_and_told(filled: Desk) -> None:
    filled.write(ACTIONS.replace("eind februari 2025", "ooit eens"))

    run = filled.run("list")

    assert run.code == 0
    assert run.out.splitlines()[-1].startswith("2025-002                    ooit eens ")
    assert run.err == ("2025-002: the deadline “ooit eens” cannot be read; see `actiepunt check`\n")


def test_names_look_alike_when_one_slip_of_the_pen_lies_between() -> None:
    names = [
        "E. Ruesen",
        "E. Reusen",
        "e ruesen",
        "DB",
        "AB",
        "Board",
        "H. de Vries",
        "J. de Vries",
        "AAC REC",
        "BAC REC",
    ]

    assert list(look_alike(names)) == [
        ("E. Ruesen", "E. Reusen"),
        ("E. Ruesen", "e ruesen"),
        ("E. Reusen", "e ruesen"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [("abc", "abc", False), ("abc", "abd", True), ("abc", "ab", True), ("ab", "abc", True),
     ("abc", "acb", True), ("abcd", "badc", False), ("abc", "xyz", False), ("", "a", True),
     ("abc", "abcde", False)],
)  # fmt: skip
def test_one_slip_is_a_damerau_distance_of_one(one: str, other: str, near: bool) -> None:
    assert one_slip(one, other) is near


def test_a_blank_name_is_a_fault(filled: Desk) -> None:
    text = (filled.root / "data/actions.toml").read_text(encoding="utf-8")
    text = text.replace('owners = ["E. Ruesen", ', 'owners = ["  ", ').replace('"AB"', '" "', 1)
    filled.write(text)

    faults = filled.run("check").out

    assert "error: owners is empty" in faults
    assert "error: body is empty" in faults


def test_earlier_names_belong_to_one_present_name(filled: Desk) -> None:
    filled.write(
        '[people."E. Jansen"]\nwas = ["E. Ruesen", "  "]\n\n[people."P. Bos"]\nwas = ["Piet"]\n\n'
        '[people."J. Bos"]\nwas = ["PIET"]\n\n[bodies.MT]\nwas = ["ab", "A\\u0007"]\n',
        "data/register.toml",
    )

    assert filled.run("check").out == (
        "data/register.toml:2: error: “E. Ruesen” is an earlier name of “E. Jansen”, but it is in"
        " use. Write “E. Jansen” instead, or remove “E. Ruesen” from `was`.\n"
        "data/register.toml:2: error: was is empty.\n"
        "data/register.toml:2: error: “PIET” is an earlier name of “J. Bos” and of “P. Bos”."
        " Remove it from one `was`.\n"
        "data/register.toml:2: error: “ab” is an earlier name of “MT”, but it is in use."
        " Write “MT” instead, or remove “ab” from `was`.\n"
        "data/register.toml:2: error: was holds the control character U+0007.\n"
        "5 errors, 0 warnings\n"
    )


def test_was_and_revoked_have_their_form(filled: Desk) -> None:
    filled.write('[people.MT]\nwas = "Team"\n[revoked]\nDB = 0\n', "data/register.toml")

    assert filled.run("check").out.endswith(
        'data/register.toml:2: error: was must be a list of texts, such as ["A", "B"]. Write it as: was = ["Team"]\n'
        "data/register.toml:3: error: revoked must be a table of names and numbers,"
        ' such as "E. Ruesen" = 1.\n2 errors, 5 warnings\n'
    )


def test_holidays_have_their_form(filled: Desk) -> None:
    filled.write(
        "[holidays]\n"
        '"Meivakantie 2026" = [2026-04-25, 2026-05-03]\n'
        "Heidag = 2026-06-12\n"
        '"Herfst (Noord)" = "2026-10-10/2026-10-18"\n'
        "Kerst = [2026-12-19T00:00:00, 2027-01-03]\n"
        "Zomer = [2026-08-16, 2026-07-04]\n"
        "Voorjaar = [0226-02-21, 2026-03-01]\n"
        "Reces = []\n"
        '"" = 2026-01-02\n'
        '"Bel\\u0007" = 2026-01-02\n',
        "data/register.toml",
    )

    form = "must be a date, or a first and a last date, without quotes. Write it as [YYYY-MM-DD, YYYY-MM-DD].\n"
    assert filled.run("check").out == (
        "data/register.toml:1: error: a holiday in [holidays] has no name.\n"
        "data/register.toml:1: error: holidays holds the control character U+0007.\n"
        f"data/register.toml:4: error: “Herfst (Noord)” {form}"
        f"data/register.toml:5: error: “Kerst” {form}"
        "data/register.toml:6: error: “Zomer” ends before it begins."
        " Write the first day first: [2026-07-04, 2026-08-16].\n"
        "data/register.toml:7: error: “Voorjaar” is not in the years 1900 to 2199.\n"
        f"data/register.toml:8: error: “Reces” {form}"
        "7 errors, 0 warnings\n"
    )
    filled.write('holidays = "geen"\n', "data/register.toml")
    assert filled.run("check").out == (
        "data/register.toml:1: error: holidays must be a table of names and days,"
        ' such as "Meivakantie" = [YYYY-MM-DD, YYYY-MM-DD].\n1 error, 0 warnings\n'
    )


def test_earlier_names_alone_are_no_list_of_people_or_bodies(filled: Desk) -> None:
    filled.commit(
        '[people."E. Jansen"]\nwas = ["E. Bos"]\n\n[bodies.Bestuur]\nwas = ["Board"]\n',
        "data/register.toml",
    )

    assert filled.run("check").out == "0 errors, 0 warnings\n"
    filled.good("add", "Iets", "--owner", "Nieuw", "--body", "board")
    assert 'body = "Bestuur"' in filled.read()
    assert "there is no body" in filled.run("list", "--body", "XY").err
    refused = filled.run("add", "Iets", "--owner", "E. Bos")
    assert "“E. Bos” is an earlier name of “E. Jansen”, but it is in use" in refused.err
