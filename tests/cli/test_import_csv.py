"""A list of actions of somebody's own, in CSV: shown, refused, mended, taken in, and known again."""

import json
import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiepunt.core.model import Action, Progress
from actiepunt.tomlfile import edit
from conftest import Desk
from helpers import without_hash

# A title, an empty row, headings of her own, a broken line, three ways to part names, days in words,
# a group, headings again, numbers of its own, a cell with nothing to say, a total, no UTF-8.
MESSY = """\
Actielijst Algemeen Bestuur (concept);;;;;;
;;;;;;
Nr.;Actie;WIE;Termijn;Status;Opmerkingen;Paraaf
1;"Nota schrijven over
de ontwikkelingen";Jan / Piet;AB 22 april;open;"– eerst de cijfers
– dan de tekst";x
2;Koningsdag evalueren;Jan en Piet;z.s.m.;Gereed 12 februari;;
Lopende acties;;;;;;
3;Café reserveren;"Secretariaat, Regiokassier
Piët";31 april;bezig;n.v.t.;
Nr.;Actie;WIE;Termijn;Status;Opmerkingen;Paraaf
4;Begroting toelichten;Jansen, J.;eind april;wie weet;;
5;;Jan;1 mei 2025;;;
6;Café reserveren;Piet;;;;
;;;;;;
Totaal: 6 acties;;;;;;
"""
MENDED = (
    MESSY.replace("AB 22 april", "AB 2 april")
    .replace("31 april", "30-4-2025")
    .replace("Jansen, J.", '"""Jansen, J."""')
    .replace("wie weet", "–")
    .replace("5;;Jan;1 mei 2025", "5;Verslag sturen;Jan;1 mei 2025")
    .replace("6;Café reserveren", "6;Zaal reserveren")
)


def write(desk: Desk, text: str, encoding: str = "cp1252", name: str = "lijst.csv") -> str:
    """Write a table beside the register, and return its name."""
    (desk.root / name).write_bytes(text.encode(encoding))
    return name


def actions(desk: Desk) -> list[dict[str, Any]]:
    """Return the actions of a register, as its JSON has them."""
    found: list[dict[str, Any]] = json.loads(desk.good("export", "json"))["actions"]
    return found


def test_a_messy_list_is_shown_refused_mended_taken_in_and_known_again(filled: Desk) -> None:
    file = write(filled, MESSY)
    before = filled.state()

    shown = filled.run("import", "csv", file, "--body", "AB", "--dry-run")

    assert shown.code == 1
    assert shown.out == DRY
    assert shown.err == (
        "read as Windows-1252, because it is not UTF-8: look at the accents\n"
        "columns that are not read: Paraaf; --map says what they are\n"
        "row 6 passed over: “Lopende acties”\n"
        "row 13 passed over: “Totaal: 6 acties”\n"
        "the numbers of the list are its own: new actions get numbers of the register\n"
    )

    refused = filled.run("import", "csv", file, "--body", "AB")

    assert (refused.code, refused.out) == (1, "")
    assert refused.err == REFUSED
    assert filled.state() == before

    write(filled, MENDED)
    done = filled.run("import", "csv", file, "--body", "AB", "--dated", "5-3-2025")

    assert done.code == 0
    assert without_hash(done.out) == DONE
    assert filled.git("log", "-1", "--format=%s") == "Import lijst.csv: 6 actiepunten toegevoegd\n"
    assert filled.git("status", "--porcelain") == "?? lijst.csv\n"
    assert [
        (a["summary"], a["owners"], a["due_text"], a["status"], a["closed"], a["details"])
        for a in actions(filled)[3:]
    ] == [
        (
            "Nota schrijven over de ontwikkelingen", ["Jan", "Piet"], "ab-2025-04-02", "open", None,
            "– eerst de cijfers\n– dan de tekst",
        ),
        ("Koningsdag evalueren", ["Jan", "Piet"], "z.s.m.", "done", "2025-02-12", None),
        (
            "Café reserveren", ["Secretariaat", "regiokassier", "Piët"], "2025-04-30", "in-progress",
            None, None,
        ),
        ("Begroting toelichten", ["Jansen, J."], "eind april 2025", "open", None, None),
        ("Verslag sturen", ["Jan"], "2025-05-01", "open", None, None),
        ("Zaal reserveren", ["Piet"], None, "open", None, None),
    ]  # fmt: skip
    after = filled.state()

    again = filled.run("import", "csv", file, "--body", "AB", "--dated", "5-3-2025")

    assert (again.code, again.out) == (0, "Nothing changed: the register says so already.\n")
    assert filled.state() == after


DRY = """\
ROW  WHAT     NUMBER    ACTION                                 HOW
4    refused            Nota schrijven over de ontwikkelingen  row 4, D4 (Termijn); there is no meeting “AB 22 april”; The nearest is on Wednesday 2 April 2025: ab-2025-04-02
5    added    2025-004  Koningsdag evalueren                   done on Wed 12 February 2025; owner: Jan, Piet; body: AB; due: z.s.m.
7    refused            Café reserveren                        row 7, D7 (Termijn); “31 april” does not exist: there is no such day, month, quarter or week; Look at its day, month, quarter or week.
9    refused            Begroting toelichten                   row 9, C9 (WIE); “Jansen, J.” looks like one name; Write a name with a comma in quotes: "Jansen, J."
9    refused            Begroting toelichten                   row 9, E9 (Status); unknown status “wie weet”; Known: open, in-progress, done, cancelled.
10   refused                                                   row 10, B10 (Actie); there is no action in this row; Write it, or empty the row.
11   added    2025-005  Café reserveren                        owner: Piet; body: AB
lijst.csv: 2 added
4 rows do not fit. Nothing would be changed.
This was a dry run: nothing was changed.
"""
REFUSED = """\
lijst.csv, row 4, D4 (Termijn): error: there is no meeting “AB 22 april”. The nearest is on Wednesday 2 April 2025: ab-2025-04-02
lijst.csv, row 7, D7 (Termijn): error: “31 april” does not exist: there is no such day, month, quarter or week. Look at its day, month, quarter or week.
lijst.csv, row 9, C9 (WIE): error: “Jansen, J.” looks like one name. Write a name with a comma in quotes: "Jansen, J."
lijst.csv, row 9, E9 (Status): error: unknown status “wie weet”. Known: open, in-progress, done, cancelled.
lijst.csv, row 10, B10 (Actie): error: there is no action in this row. Write it, or empty the row.
actiepunt: 4 rows do not fit
Mend them in the file, or the register; nothing was changed.
"""
DONE = """\
lijst.csv: 6 added
2025-004 added: Nota schrijven over de ontwikkelingen
2025-005 added: Koningsdag evalueren
2025-006 added: Café reserveren
2025-007 added: Begroting toelichten
2025-008 added: Verslag sturen
2025-009 added: Zaal reserveren
Undo: actiepunt undo HASH
"""


def test_the_real_register_goes_into_an_empty_one_unchanged(
    real: Path, desk: Desk, tmp_path: Path
) -> None:
    away = Desk(real, desk._capture)
    shutil.copy(real / "data/calendar.toml", desk.root / "data/calendar.toml")
    desk.good("save")
    made = desk.read()
    for excel in ([], ["--excel"]):
        file = str(tmp_path / "alles.csv")
        away.good("export", "csv", *excel, "-o", file)
        head = desk.git("rev-parse", "HEAD").strip()

        done = desk.good("import", "csv", file)

        assert done.startswith("alles.csv: 191 added\n")
        real_actions = (real / "data/actions.toml").read_text(encoding="utf-8")
        assert desk.read() == f"{made}\n{real_actions}"
        assert desk.run("import", "csv", file).out.startswith("Nothing changed")
        assert away.run("import", "csv", file).out.startswith("Nothing changed")
        desk.git("reset", "-q", "--hard", head)


def test_without_its_calendar_it_says_so_and_can_leave_the_meetings_out(
    real: Path, desk: Desk, tmp_path: Path
) -> None:
    away, file = Desk(real, desk._capture), str(tmp_path / "alles.csv")
    away.good("export", "csv", "-o", file)
    before = desk.state()

    refused = desk.run("import", "csv", file)

    assert refused.code == 1
    assert refused.err.splitlines()[0] == (
        "alles.csv, row 2, H2 (meeting): error: there is no meeting “ab-2025-01-29”. "
        "`actiepunt meeting list --all` shows the meetings and their ids."
    )
    assert refused.err.splitlines()[-2:] == [
        "actiepunt: 187 rows do not fit",
        "Add the meetings first, or leave them out (--without-meetings); nothing was changed.",
    ]
    assert desk.state() == before

    done = desk.run("import", "csv", file, "--without-meetings", "--new-numbers")

    assert done.code == 0
    assert done.err.startswith("not in the calendar, and left out: ab-2025-01-29, board-2025-02-06")
    mine, theirs = actions(desk), {one["uid"]: one for one in actions(away)}
    assert [one["id"] for one in mine] == [f"2025-{n:03}" for n in range(1, 192)]
    for one in mine:
        other = theirs[one["uid"]]
        differing = {key for key in one if one[key] != other[key]}
        assert differing <= {"meeting", "due_text", "id", "was"}, (one, other)
    again = desk.run("import", "csv", file, "--without-meetings", "--new-numbers")
    assert again.out == "Nothing changed: the register says so already.\n"


def test_what_list_writes_is_read_too_and_a_changed_row_is_an_edit(filled: Desk) -> None:
    text = filled.good("list", "--format", "csv")
    text = text.replace("E. Ruesen; W. Stortelder", "E. Ruesen / Jan")
    text = text.replace("Begroting vaststellen", "'=Begroting vaststellen")
    text = text.replace("2025-04-02,,,", "2025-04-09,,,").replace("2025-02-20 Concept gereed", "")
    moved = filled.run("import", "csv", write(filled, text, "utf-8"))
    text = text.replace("ab-2025-04-02,false", ",false")
    file = write(filled, text, "utf-8")

    shown = filled.good("import", "csv", file, "--dry-run")
    done = filled.run("import", "csv", file)

    assert (
        shown
        == """\
ROW  WHAT     NUMBER    ACTION                       HOW
2    changed  2025-002  Kaderbrief "2026" verzenden  note of Thu 20 February 2025 removed: Concept gereed
3    changed  2025-001  Koningsdag toelichten        owner: E. Ruesen, W. Stortelder → E. Ruesen, Jan
4    changed  2025-003  =Begroting vaststellen       action: Begroting vaststellen → =Begroting vaststellen; due: ab-2025-04-02 → Wed 9 April 2025
lijst.csv: 3 changed
This was a dry run: nothing was changed.
"""
    )
    assert moved.err.startswith(
        "lijst.csv, row 4, F4 (due): error: ab-2025-04-02 is on 2025-04-02, and the row "
        "says 2025-04-09. Empty the cell of what is not meant: the day, or the meeting.\n"
    )
    assert done.out.startswith("lijst.csv: 3 changed\n2025-001 ")
    assert filled.git("log", "-1", "--format=%s") == "Import lijst.csv: 3 actiepunten gewijzigd\n"
    log = json.loads(filled.good("log", "3", "--json"))["changes"]
    assert [(one["field"], one["reason"]) for one in log][-2:] == [
        ("summary", "Import lijst.csv: 3 actiepunten gewijzigd"),
        ("due", "Import lijst.csv: 3 actiepunten gewijzigd"),
    ]


PLAIN = "Actie;Wie;Termijn\nZaal reserveren;Piët;1 mei 2025\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("cp1252"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        f"sep=;\n{PLAIN}".encode(),
        PLAIN.replace(";", ",").encode(),
        PLAIN.replace(";", "\t").encode(),
        PLAIN.replace(";", "|").encode(),
        PLAIN.replace(";", "\t").replace("Zaal", '"Zaal').replace("ren\t", 'ren" nu\t').encode(),
        PLAIN.replace("Actie;Wie", "ACTIE-PUNT:;Actiehouder(s)").encode(),
        PLAIN.replace("Actie;Wie;Termijn", "Action;Who;Due date").encode(),
        PLAIN.replace("Wie", "Wie / trekker").replace("Actie", "Actie (wat)").encode(),
    ],
)  # fmt: skip
def test_it_is_read_however_it_was_saved(desk: Desk, data: bytes) -> None:
    (desk.root / "lijst.csv").write_bytes(data)

    desk.good("import", "csv", "lijst.csv")

    (action,) = actions(desk)
    assert action["summary"] in {"Zaal reserveren", '"Zaal reserveren" nu'}
    assert (action["owners"], action["due_text"]) == (["Piët"], "2025-05-01")


REFUSALS = {
    "empty": (b" \r\n", "lijst.csv is empty"),
    "a mark of UTF-8 alone": (b"\xef\xbb\xbf", "lijst.csv is empty"),
    "a workbook": (b"PK\x03\x04rest", "lijst.csv is of another kind: .xlsx"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1", "lijst.csv is of another kind: .xls"),
    "a PDF": (b"%PDF-1.7", "lijst.csv is of another kind: PDF"),
    "a page": (b"<!DOCTYPE html><table>", "lijst.csv is of another kind: HTML"),
    "a calendar": (b"BEGIN:VCALENDAR\r\n", "lijst.csv is of another kind: .ics"),
    "no text": (bytes(range(1, 256)), "lijst.csv is no text in UTF-8, UTF-16 or Windows-1252"),
    "zeroes": (b"\0" * 99, "lijst.csv is no text in UTF-8, UTF-16 or Windows-1252"),
    "headings alone": (b"Actie;Wie\r\n;\r\n", "lijst.csv has no actions below its headings"),
    "no headings": (b"Zaal;Piet\r\nNota;Jan\r\n", "lijst.csv has no heading for the action"),
    "two columns of one meaning": (
        b"Actie;Wie;Actiehouder\r\nZaal;Jan;Piet",
        "columns B “Wie” and C “Actiehouder” mean the same: owner",
    ),
    "a quotation mark that does not close": (
        b'Actie;Wie\r\nZaal;Jan\r\n"Nota;Piet\r\nBrief;An\r\n',
        "lijst.csv, from line 3: a quotation mark does not close where the cell ends",
    ),
    "a cell without end": (
        b'Actie;Wie\r\n"' + b"x" * 1_000_001,
        "lijst.csv, from line 2: a cell is larger than 1000000 characters",
    ),
    "many rows": (b"Actie;Wie\r\n" + b"Zaal;Jan\r\n" * 100_000, "lijst.csv has more than"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSALS.values(), ids=REFUSALS)
def test_what_is_no_list_is_refused_with_a_reason(desk: Desk, data: bytes, message: str) -> None:
    (desk.root / "lijst.csv").write_bytes(data)
    before = desk.state()

    run = desk.run("import", "csv", "lijst.csv")

    assert (run.code, run.out) == (1, "")
    problem, advice = run.err.splitlines()
    assert problem.startswith(f"actiepunt: {message}")
    assert advice.endswith((".", "lijst.csv"))
    assert desk.state() == before


def test_a_column_of_another_name_is_mapped_or_left_out(desk: Desk) -> None:
    file = write(desk, "Klus;Wie;Actiehouder;Klaar\nZaal;Jan;Piet;1 mei 2025\n")

    refused = desk.run("import", "csv", file, "--map", "Klus=actie")
    desk.good("import", "csv", file, "--map", "klus=actie", "--map", "Wie=", "--map", "Klaar=due")

    assert refused.err.splitlines() == [
        "actiepunt: columns B “Wie” and C “Actiehouder” mean the same: owner",
        'Leave one out with --map "Actiehouder=", or give it another heading.',
    ]
    (action,) = actions(desk)
    assert (action["owners"], action["due_text"]) == (["Piet"], "2025-05-01")


@pytest.mark.parametrize(
    ("given_", "message", "advice"),
    [
        ("Actie", "“Actie” is not a heading and a field", 'Write it as --map "Heading=due".'),
        ("Wie=termyn", "there is no field “termyn”", "Known: number,"),
        ("Wie=stattus", "there is no field “stattus”", "Did you mean “status”?"),
        ("Waar=body", "lijst.csv has no column “Waar”", "Its columns: Actie, Wie, Termijn."),
    ],
)
def test_a_wrong_map_is_wrong_usage(desk: Desk, given_: str, message: str, advice: str) -> None:
    run = desk.run("import", "csv", write(desk, PLAIN), "--map", given_)

    assert run.code == 2
    assert run.err.startswith(f"actiepunt: {message}\n{advice}")


TEXT = st.text("aZé ;,/'\"=-+@|“”.0", max_size=8).map(str.strip)
WORD = st.builds("{}x{}".format, TEXT, TEXT)
LONG = st.lists(TEXT, max_size=3).map("\n".join).map(str.strip)
DAY = st.dates(date(2024, 1, 1), date(2025, 3, 5))


@st.composite
def some_action(draw: st.DrawFn) -> Action:
    """Return an action as the commands could have made it, but for its uid and number."""
    status = draw(st.sampled_from(["open", "in-progress", "done", "cancelled"]))
    closed = draw(DAY) if status in {"done", "cancelled"} else None
    return Action(
        summary=draw(WORD), owners=tuple(dict.fromkeys(draw(st.lists(WORD, max_size=3)))),
        body=draw(st.sampled_from(["", "AB", "DB"])), status=status,
        due=draw(st.sampled_from([None, date(2025, 4, 1), "eind april 2025", "z.s.m.", "Q2 2025"])),
        every=draw(st.sampled_from(["", "jaarlijks", "elke vergadering", "FREQ=MONTHLY;BYDAY=2WE"])),
        meeting=draw(st.sampled_from(["", "ab-2025-01-29"])), item=draw(TEXT),
        tags=tuple(dict.fromkeys(draw(st.lists(WORD, max_size=2)))),
        created=datetime(2025, 1, 29, 11, 45, tzinfo=timezone(timedelta(hours=1))), closed=closed,
        outcome=draw(TEXT) if closed else "", details=draw(LONG),
        progress=tuple(Progress(*each) for each in draw(st.lists(st.tuples(DAY, WORD), max_size=2))),
        was=draw(st.sampled_from([(), ("2023-001",)])),
    )  # fmt: skip


@settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(some_action(), min_size=20, max_size=30))
def test_whatever_the_commands_write_comes_back_unchanged(
    filled: Desk, found: list[Action]
) -> None:
    base = filled.git("rev-parse", "HEAD").strip()
    named = [
        action._replace(uid=f"{n:016}", id=f"2024-{n:03}", was=action.was if n == 1 else ())
        for n, action in enumerate(found, 1)
    ]
    filled.commit("\n".join(map(edit.block, named)))
    text = filled.read()
    filled.good("export", "csv", "-o", "alles.csv")
    filled.commit("")

    filled.good("import", "csv", "alles.csv")

    assert filled.read() == text
    assert filled.good("import", "csv", "alles.csv").startswith("Nothing changed")
    filled.git("reset", "-q", "--hard", base)


def test_a_row_about_an_archived_action_changes_it_where_it_is(filled: Desk) -> None:
    filled.good("close", "1", "2", "--on", "2024-12-31")
    filled.good("archive", "--before", "2025")
    filled.good("export", "csv", "-o", "alles.csv")
    text = filled.read("alles.csv").replace("Koningsdag", "Vlaggetjesdag")
    filled.write(text.replace("in-progress", "done"), "alles.csv")

    filled.good("import", "csv", "alles.csv")

    assert "Vlaggetjesdag" in filled.read("data/archive/actions-2024.toml")
    assert "Vlaggetjesdag" not in filled.read()
    assert filled.good("import", "csv", "alles.csv").startswith("Nothing changed")


def test_a_row_changes_an_action_of_the_archive_and_repeats_what_it_closes(filled: Desk) -> None:
    filled.good("close", "1", "--on", "2024-12-01")
    filled.good("archive", "--before", "2025")
    filled.good(
        "add", "Rapportage", "--owner", "DB", "--due", "eind maart", "--every", "elk kwartaal"
    )
    file = write(
        filled, "Nr;Actie;Wie;Status;Frequentie\n2025-001;Koningsdag toelichten;DB;;\n"
        "2025-004;Rapportage;DB;afgerond;elk kwartaal\n2025-003;Begroting vaststellen;;;jaarlijks\n",
    )  # fmt: skip

    filled.good("import", "csv", file)

    assert 'owners = ["DB"]' in filled.read("data/archive/actions-2024.toml")
    text = filled.read()
    assert 'due = "eind juni 2025"\nevery = "elk kwartaal"\n' in text
    assert 'every = "jaarlijks"\n' in text
    before = filled.commits()
    assert "2025-006" not in filled.good("import", "csv", file)
    assert filled.commits() == before


def test_a_period_that_a_spreadsheet_made_a_day_of_stays_the_period(filled: Desk) -> None:
    filled.good("edit", "1", "--due", "maart 2025")
    text = filled.good("export", "csv").replace("maart 2025", "2025-03-01")

    again = filled.good("import", "csv", write(filled, text, "utf-8"))

    assert again == "Nothing changed: the register says so already.\n"


def test_what_was_taken_back_comes_back_under_its_number(filled: Desk) -> None:
    filled.good("add", "Zaal reserveren", "--owner", "DB")
    file = write(filled, filled.good("export", "csv", "zaal"), "utf-8")
    filled.good("undo")

    done = filled.good("import", "csv", file)

    assert "2025-004" in done
    assert [(a["id"], a["summary"]) for a in actions(filled)][3:] == [
        ("2025-004", "Zaal reserveren")
    ]


def test_rows_about_one_action_are_refused_unless_they_say_the_same(filled: Desk) -> None:
    text = "Actie;Wie\nZaal reserveren;Jan\nZaal  reserveren;Jan\nzaal reserveren;Piet\n"
    file = write(filled, text + "2025;\n")

    run = filled.run("import", "csv", file)

    assert run.err.splitlines()[0] == (
        "lijst.csv, row 3: error: “Zaal  reserveren”: row 2 is about the same action, and says "
        "something else. Leave one of them out."
    )
    write(filled, "Actie;Wie\nZaal reserveren;Jan\nZaal reserveren;Jan\n")
    done = filled.run("import", "csv", file)
    assert done.out.startswith("lijst.csv: 1 added\n")
    assert done.err == "row 3 says the same as row 2, and is passed over\n"


def test_numbers_of_another_register_are_refused_or_given_anew(filled: Desk) -> None:
    file = write(filled, "id;uid;Actie\n2025-001;zzzzzzzzzzzzzzzz;Iets heel anders\n")

    refused = filled.run("import", "csv", file)
    done = filled.good("import", "csv", file, "--new-numbers")

    assert refused.err.splitlines()[0] == (
        "lijst.csv, row 2, A2 (id): error: 2025-001 is another action here: Koningsdag "
        "toelichten. With --new-numbers it is added under a number of this register."
    )
    assert "2025-004 added: Iets heel anders" in done


def test_a_text_about_progress_can_be_a_status(filled: Desk) -> None:
    file = write(
        filled,
        "Wat;Wie;Stand van zaken\nKoffie;Jan;gereed 3 maart\nThee;?;Wacht op Jan\nMelk;ntb;loopt\n",
    )

    filled.good("import", "csv", file)

    assert [
        (a["owners"], a["status"], a["closed"], a["progress"]) for a in actions(filled)[3:]
    ] == [
        (["Jan"], "done", "2025-03-03", []),
        ([], "open", None, [{"on": "2025-03-05", "text": "Wacht op Jan"}]),
        ([], "in-progress", None, []),
    ]
    assert filled.good("import", "csv", file).startswith("Nothing changed")


def test_an_edited_list_of_ones_own_is_told_as_edits(filled: Desk) -> None:
    file = write(filled, "Actie;Wie;Termijn;Status\nKoffie;Jan;1 mei 2025;open\nThee;;;\n")
    filled.good("import", "csv", file)
    write(filled, "Actie;Wie;Termijn;Status\nKoffie;Jan / Piet;;gereed – op\nThee;;Q2;\n")

    done = filled.good("import", "csv", file)

    assert (
        without_hash(done)
        == """\
lijst.csv: 2 changed
2025-004 done: Koffie
  owner: Jan → Jan, Piet
  done on Wed 5 March 2025: op
2025-005 due moved: Thee
  due: – → Q2 2025 (Mon 30 June 2025)
Undo: actiepunt undo HASH
"""
    )
