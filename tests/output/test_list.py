"""Listing: filters, order, groups, formats, and what fits on a terminal."""

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from conftest import ACTIONS, Desk


def numbers(out: str) -> list[str]:
    """Return the numbers of a plain listing, in order."""
    return [line.split()[0] for line in out.splitlines()[1:]]


def test_the_plain_list_shows_what_is_open_soonest_first(filled: Desk) -> None:
    assert (
        filled.good("list")
        == """\
NUMBER    DUE         LATE  AS AGREED           STATUS       BODY  OWNER                     ACTION
2025-002  2025-02-28  5     eind februari 2025  in progress  DB    regiokassier, DB          Kaderbrief "2026" verzenden
2025-001  2025-03-06                            open         AB    E. Ruesen, W. Stortelder  Koningsdag toelichten
2025-003  2025-04-02        ab-2025-04-02       open         AB    AB                        Begroting vaststellen
"""
    )


LONG = (
    "Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag, met de "
    "leden van het Oranjecomité"
)


def table(desk: Desk, *words: str) -> str:
    """Return the list as a terminal shows it."""
    return desk.good("list", "--format", "table", *words)


def test_an_action_takes_two_lines_on_a_terminal(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", LONG)
    filled.good("add", "Lijst van lopende projecten", "--owner", "Rijk")

    assert (
        table(filled)
        == """\
Late (1)
2025-002  Fri 28 Feb  5 days late  DB  in progress · regiokassier, DB
  Kaderbrief "2026" verzenden

Within a week (1)
2025-001  Thu 6 Mar  tomorrow  AB  E. Ruesen, W. Stortelder
  Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag, …

Later (1)
2025-003  Wed 2 Apr  AB  AB
  Begroting vaststellen

Without a day (1)
2025-004  Rijk
  Lijst van lopende projecten

4 actions, 1 overdue, 1 due within a week
"""
    )


def test_the_long_list_has_whole_texts_and_what_was_agreed(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", LONG, "--item", "7")

    assert (
        table(filled, "--long")
        == """\
Late (1)
2025-002  Fri 28 Feb  5 days late  DB  in progress · regiokassier, DB
  Kaderbrief "2026" verzenden
  due: “eind februari 2025”

Within a week (1)
2025-001  Thu 6 Mar  tomorrow  AB  E. Ruesen, W. Stortelder
  Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag,
  met de leden van het Oranjecomité
  meeting: AB, Wed 29 Jan 10:00–11:30 (ab-2025-01-29), agenda item 7

Later (1)
2025-003  Wed 2 Apr  AB  AB
  Begroting vaststellen
  due: AB, Wed 2 Apr 10:00–11:30 (ab-2025-04-02)

3 actions, 1 overdue, 1 due within a week
"""
    )


def test_a_wide_terminal_shows_an_action_on_a_line(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")

    assert (
        table(filled)
        == """\
Late (1)
2025-002  Fri 28 Feb  5 days late  DB  in progress · regiokassier, DB  Kaderbrief "2026" verzenden

Within a week (1)
2025-001  Thu 6 Mar  tomorrow  AB  E. Ruesen, W. Stortelder  Koningsdag toelichten

Later (1)
2025-003  Wed 2 Apr  AB  AB  Begroting vaststellen

3 actions, 1 overdue, 1 due within a week
"""
    )


def test_a_terminal_leaves_out_what_the_filter_or_the_group_says(filled: Desk) -> None:
    assert (
        table(filled, "--body", "AB", "--owner", "Ruesen")
        == """\
Within a week (1)
2025-001  Thu 6 Mar  tomorrow  Koningsdag toelichten

1 action, 1 due within a week
"""
    )
    assert (
        table(filled, "--group-by", "body")
        == """\
AB (2)
2025-001  Thu 6 Mar  tomorrow  E. Ruesen, W. Stortelder
  Koningsdag toelichten
2025-003  Wed 2 Apr            AB
  Begroting vaststellen

DB (1)
2025-002  Fri 28 Feb  5 days late  in progress · regiokassier, DB
  Kaderbrief "2026" verzenden

3 actions, 1 overdue, 1 due within a week
"""
    )


def test_headings_of_groups_are_the_words_of_people(filled: Desk) -> None:
    filled.good("add", "Los punt", "--owner", "")

    def headings(key: str) -> list[str]:
        lines = table(filled, "--group-by", key).splitlines()
        return [line for line in lines[:-1] if line and line[:1] not in "2 "]

    assert headings("status") == ["in progress (1)", "open (3)"]
    assert headings("due") == [
        "February 2025 (1)",
        "March 2025 (1)",
        "April 2025 (1)",
        "no due (1)",
    ]
    assert headings("body")[-1] == "no body (1)"


def test_an_order_that_was_asked_for_has_no_headings(filled: Desk) -> None:
    shown = [line[:8] for line in table(filled, "--sort", "id").splitlines()]

    assert shown[:6:2] == ["2025-001", "2025-002", "2025-003"]


def test_closed_ones_are_a_group_of_their_own(filled: Desk) -> None:
    filled.good("close", "2")

    assert table(filled, "--all").splitlines()[-6:] == [
        "",
        "Closed (1)",
        "2025-002  Fri 28 Feb  DB  done · regiokassier, DB",
        '  Kaderbrief "2026" verzenden',
        "",
        "3 actions, 1 due within a week",
    ]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_no_number_is_split(
    real: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    desk = Desk(real, capsys)
    monkeypatch.setenv("COLUMNS", str(width))
    words = set(desk.good("list", "--all").split())

    for option in ([], ["--long"]):
        lines = table(desk, "--all", *option).splitlines()
        assert (
            sum(line[:1] == "2" for line in lines)
            == len(desk.good("list", "--all").splitlines()) - 1
        )
        texts = [word for line in lines if line[:2] == "  " for word in line.split()]
        if width > 40:
            assert max(map(len, lines)) <= width
        if not option:
            assert set(texts) <= words | {"…"}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--body", "ab"], ["2025-001", "2025-003"]),
        (["--body", "AB", "--body", "DB"], ["2025-002", "2025-001", "2025-003"]),
        (["--owner", "ruesen"], ["2025-001"]),
        (["--owner", "Stortelder", "--owner", "kassier"], ["2025-002", "2025-001"]),
        (["--status", "in-progress"], ["2025-002"]),
        (["--meeting", "AB:last"], ["2025-001"]),
        (["--meeting", "AB:next"], ["2025-003"]),
        (["--overdue"], ["2025-002"]),
        (["--overdue", "--today", "2025-02-28"], []),
        (["--due-before", "6 maart"], ["2025-002"]),
        (["--due-before", "april"], ["2025-002", "2025-001"]),
        (["--due-after", "2025-03-06"], ["2025-003"]),
        (["--due-after", "maart"], ["2025-003"]),
        (["--search", "KONINGSDAG"], ["2025-001"]),
        (["--search", "concept gereed"], ["2025-002"]),
        (["concept", "kaderbrief"], ["2025-002"]),
        (["gereed", "CÓNCEPT"], ["2025-002"]),
        (["gereed concept"], []),
        (["concept", "koningsdag"], []),
        (["b", "--search", "vaststellen"], ["2025-003"]),
        (["--body", "AB", "toelichten"], ["2025-001"]),
        (["--owner", "Ruesen", "toelichten"], ["2025-001"]),
        (["003"], ["2025-003"]),
        (["", " "], ["2025-002", "2025-001", "2025-003"]),
        (["--", "-m"], []),
        (["--", "-0"], ["2025-002", "2025-001", "2025-003"]),
        (["--sort", "id"], ["2025-001", "2025-002", "2025-003"]),
        (["--sort", "owner"], ["2025-003", "2025-001", "2025-002"]),
        (["--sort", "body"], ["2025-001", "2025-003", "2025-002"]),
        (["--body", "DB", "--owner", "ruesen"], []),
    ],
)
def test_filters_narrow_and_keys_sort(filled: Desk, words: list[str], found: list[str]) -> None:
    assert numbers(filled.good("list", *words)) == found


def test_closed_ones_are_shown_when_asked(filled: Desk) -> None:
    filled.good("close", "1")

    assert numbers(filled.good("list")) == ["2025-002", "2025-003"]
    assert numbers(filled.good("list", "--status", "done")) == ["2025-001"]
    assert len(numbers(filled.good("list", "--all"))) == 3


def test_groups_have_a_title_and_two_owners_put_an_action_under_both(filled: Desk) -> None:
    out = filled.good("list", "--group-by", "owner")

    titles = [line for line in out.splitlines() if line and not line.startswith(("NUMBER", "2025"))]
    assert titles == ["AB", "DB", "E. Ruesen", "regiokassier", "W. Stortelder"]
    table = filled.good("list", "--group-by", "owner", "--format", "table")
    assert table.splitlines()[-1] == "3 actions, 1 overdue, 1 due within a week"


def test_json_has_the_field_names_of_the_file(filled: Desk) -> None:
    content = json.loads(filled.good("list", "--format", "json"))

    assert content["version"] == 1
    assert content["actions"][0] == {
        "id": "2025-002",
        "summary": 'Kaderbrief "2026" verzenden',
        "owners": ["regiokassier", "DB"],
        "body": "DB",
        "status": "in-progress",
        "due": "2025-02-28",
        "every": None,
        "meeting": None,
        "item": None,
        "source": None,
        "tags": [],
        "created": "2025-01-29T11:45:00+01:00",
        "closed": None,
        "outcome": None,
        "details": None,
        "progress": [{"on": "2025-02-20", "text": "Concept gereed"}],
        "was": [],
        "uid": "bbbbbbbbbbbbbbbb",
        "due_text": "eind februari 2025",
        "overdue": True,
    }
    assert [a["due_text"] for a in content["actions"][1:]] == ["2025-03-06", "ab-2025-04-02"]
    assert json.loads(filled.good("list", "--search", "niets", "--format", "json")) == {
        "version": 1,
        "actions": [],
    }


def test_csv_and_markdown_keep_what_people_wrote_as_text(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", '=HYPERLINK("http://x","y") | <b>*vet*</b> [red]x[/red]')

    rows = list(csv.DictReader(io.StringIO(filled.good("list", "--format", "csv"))))
    markdown = filled.good("list", "--format", "md")
    table = filled.good("list", "--format", "table")

    assert rows[1]["summary"] == '\'=HYPERLINK("http://x","y") | <b>*vet*</b> [red]x[/red]'
    assert rows[0]["owners"] == "regiokassier; DB"
    assert r"\| \<b\>\*vet\*\</b\> \[red\]x\[/red\]" in markdown
    assert "[red]x[/red]" in "".join(table.split())


def test_nothing_found_is_said(filled: Desk) -> None:
    assert filled.good("list", "--search", "bestaat niet") == "No actions found.\n"


def test_what_is_closed_is_told_where_nothing_open_is_found(filled: Desk) -> None:
    filled.good("close", "1")

    assert filled.good("list", "koningsdag") == (
        "No open actions found; --all also shows 1 that is closed.\n"
    )
    assert numbers(filled.good("list", "koningsdag", "--all")) == ["2025-001"]
    assert filled.good("list", "niets", "--all") == "No actions found.\n"
    assert json.loads(filled.good("list", "koningsdag", "--json"))["actions"] == []


@pytest.mark.parametrize(
    ("words", "word", "option", "value"),
    [
        (["--owner", "E.", "Ruesen"], "Ruesen", "--owner", "E. Ruesen"),
        (["--owner=E.", "Ruesen", "lunch"], "Ruesen", "--owner", "E. Ruesen"),
        (["--due-before", "mei", "2026"], "2026", "--due-before", "mei 2026"),
        (["--at", "maart", "2025"], "2025", "--at", "maart 2025"),
        (["--tag", "Regio", "Deal"], "Deal", "--tag", "Regio Deal"),
        (["--body", "Board", "klein"], "klein", "--body", "Board klein"),
    ],
)
def test_a_word_that_may_belong_to_a_value_is_not_searched_for(
    filled: Desk, words: list[str], word: str, option: str, value: str
) -> None:
    filled.good("edit", "1", "--tag", "Regio Deal", "--body", "Board klein")

    run = filled.run("list", *words)

    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"actiepunt: is “{word}” part of the value of {option}, or to be searched for?\n"
        f'Write {option} "{value}", or put what you search for before the options.\n'
    )


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--body", "AV"], 1, ["there is no body “AV”", "Did you mean “AB”?"]),
        (["--due-before", "ooit"], 2, ["“ooit” cannot be read as a date or period",
                                       'Write it as 2025-04-03, "end april", "in 2 weeks".']),
        (["--meeting", "DB:next"], 1, ["there is no meeting “DB:next”",
                                       "`actiepunt meeting list --all` shows the meetings and their ids."]),
        (["--sort", "size"], 2, ["--sort has no “size”"]),
        (["--today", "gisteren"], 2, ["--today must be a date from 1970 to 2199, not “gisteren”"]),
    ],
)  # fmt: skip
def test_wrong_words_are_one_line_and_what_to_do(
    filled: Desk, words: list[str], code: int, told: list[str]
) -> None:
    run = filled.run("list", *words)

    assert run.code == code
    assert run.out == ""
    lines = run.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"actiepunt: {told[0]}")
    assert told[1:] in ([], lines[1:])


def test_the_list_is_not_drawn_by_rich(desk: Desk) -> None:
    block = ACTIONS.split("\n\n")[1]
    text = "\n".join(
        f"{block.replace('a' * 16, f'{n:016}').replace('2025-001', f'2025-{n:05}')}\n"
        for n in range(400)
    )
    desk.write(text.replace('meeting = "ab-2025-01-29"\n', ""))
    for module in [name for name in sys.modules if name.split(".")[0] == "rich"]:
        del sys.modules[module]

    out = desk.good("list", "--format", "table")

    assert len(out.splitlines()) == 803
    assert out.splitlines()[-1] == "400 actions, 400 due within a week"
    assert "rich" not in sys.modules


def test_list_imports_nothing_heavy(filled: Desk) -> None:
    """What the issue asks of start-up: no git, icalendar, tomlkit; rich only on a terminal."""
    run = filled.process("list", PYTHONPROFILEIMPORTTIME="1")

    assert run.code == 0
    imported = {line.split("|")[-1].strip().split(".")[0] for line in run.err.splitlines()}
    heavy = {"git", "icalendar", "tomlkit", "rich", "prompt_toolkit", "filelock", "difflib", "json"}
    assert imported & heavy == set()
    assert "rtoml" in imported


def test_a_list_goes_to_a_file_in_the_format_of_its_ending(filled: Desk) -> None:
    assert filled.good("list", "-o", "lijst.csv") == "wrote lijst.csv\n"
    assert filled.good("list", "--format", "json", "-o", "lijst.txt") == "wrote lijst.txt\n"

    assert filled.read("lijst.csv") == filled.good("list", "--format", "csv")
    assert filled.read("lijst.txt") == filled.good("list", "--json")


def test_a_file_that_cannot_be_written_is_refused_and_stays(filled: Desk) -> None:
    filled.write("van mij\n", "map/bestand")

    run = filled.run("list", "-o", "map/bestand/lijst.csv")

    assert run.code == 1
    assert run.err.startswith("actiepunt: cannot write map/bestand/lijst.csv: ")
    assert filled.read("map/bestand") == "van mij\n"


@pytest.mark.parametrize(
    ("some", "none"),
    [
        (["list"], ["list", "--search", "nergens"]),
        (["meeting", "list", "--all"], ["meeting", "list", "--from", "2100-01-01"]),
        (["log"], ["log", "--by", "niemand"]),
        (["diff", "HEAD~1"], ["diff", "HEAD"]),
    ],
)
def test_csv_has_the_same_header_with_and_without_rows(
    filled: Desk, some: list[str], none: list[str]
) -> None:
    header, *rows = filled.good(*some, "--format", "csv").splitlines()

    assert rows
    assert filled.good(*none, "--format", "csv").splitlines() == [header]


def test_a_group_of_one_owner_names_only_the_others(filled: Desk) -> None:
    text = table(filled, "--group-by", "owner")

    alone, shared = text.index("2025-003  Wed 2 Apr"), text.index("2025-001  Thu 6 Mar")
    assert text[alone:].splitlines()[0] == "2025-003  Wed 2 Apr  AB"
    assert text[shared:].splitlines()[0].endswith("  AB  E. Ruesen, W. Stortelder")


def test_a_meeting_of_two_days_stands_in_line_with_the_others(filled: Desk) -> None:
    filled.good("meeting", "add", "--body", "BAC", "--start", "21-5-2025", "--end", "22-5-2025")
    filled.good("meeting", "add", "--body", "BAC", "--start", "7-5-2025 10:00")

    shown = filled.good("meeting", "list", "--format", "table").splitlines()

    days = [line for line in shown if "BAC" in line]
    assert [line.index("BAC") for line in days] == [32, 32]


def test_a_heading_that_does_not_fit_hangs_behind_its_number(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "24")

    assert filled.good("log", "3", "--format", "table").startswith(
        "2025-003  Begroting\n          vaststellen\n"
    )


def test_a_document_has_days_in_words_and_a_pipe_has_iso_8601(filled: Desk) -> None:
    assert (
        filled.good("list", "--due-after", "2025-03-01", "--format", "md")
        == """\
| number | due | late | as agreed | body | owner | action |
| --- | --- | --- | --- | --- | --- | --- |
| 2025-001 | Thu 6 March 2025 |  |  | AB | E. Ruesen, W. Stortelder | Koningsdag toelichten |
| 2025-003 | Wed 2 April 2025 |  | ab-2025-04-02 | AB | AB | Begroting vaststellen |
"""
    )
    assert (
        filled.good("list", "--due-after", "2025-03-01", "--format", "plain")
        == """\
NUMBER    DUE         LATE  AS AGREED      BODY  OWNER                     ACTION
2025-001  2025-03-06                       AB    E. Ruesen, W. Stortelder  Koningsdag toelichten
2025-003  2025-04-02        ab-2025-04-02  AB    AB                        Begroting vaststellen
"""
    )


def test_a_document_of_meetings_and_of_the_log_has_days_in_words(filled: Desk) -> None:
    filled.good("meeting", "move", "AB:next", "--start", "2025-04-09")

    meetings = filled.good("meeting", "list", "--format", "md")
    moved = filled.good("log", "ab-2025-04-02", "--field", "start", "--format", "md")
    plain = filled.good("log", "ab-2025-04-02", "--field", "start", "--format", "plain")

    assert (
        meetings
        == """\
| when | meeting | location | papers | id |
| --- | --- | --- | --- | --- |
| Wed 9 April 2025 10:00–11:30 | AB |  | Wed 26 March 2025 | ab-2025-04-02 |
"""
    )
    assert "Wed 2 April 2025 10:00–11:30 → Wed 9 April 2025 10:00–11:30" in moved
    assert re.search(r"^\| \w{3} \d+ \w+ 20\d\d \d\d:\d\d \| Anna", moved, re.MULTILINE)
    assert "2025-04-02 10:00–11:30 → 2025-04-09 10:00–11:30" in plain
    assert re.search(r"^20\d\d-\d\d-\d\d \d\d:\d\d  Anna", plain, re.MULTILINE)
