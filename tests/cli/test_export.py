"""Actions for other programs: CSV that no spreadsheet runs, and JSON with what stays."""

import csv
import io
import json
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.cli.group import root
from actiepunt.core import cells
from conftest import Desk
from helpers import commands


def test_csv_has_every_field_of_every_action_in_order_of_number(filled: Desk) -> None:
    filled.good("close", "1", "--outcome", "Toegelicht; met applaus")

    out = filled.good("export", "csv")

    assert out.replace("\r\n", "\n") == EXPORTED


EXPORTED = """\
id,summary,owners,body,status,due,every,meeting,item,source,tags,created,closed,outcome,details,progress,was,uid,due_text,overdue
2025-001,Koningsdag toelichten,E. Ruesen; W. Stortelder,AB,done,2025-03-06,,ab-2025-01-29,,,,2025-01-29T11:45:00+01:00,2025-03-05,Toegelicht; met applaus,,,,aaaaaaaaaaaaaaaa,2025-03-06,false
2025-002,"Kaderbrief ""2026"" verzenden",regiokassier; DB,DB,in-progress,2025-02-28,,,,,,2025-01-29T11:45:00+01:00,,,,2025-02-20 Concept gereed,,bbbbbbbbbbbbbbbb,eind februari 2025,true
2025-003,Begroting vaststellen,AB,AB,open,2025-04-02,,,,,,2025-01-29T11:45:00+01:00,,,,,,cccccccccccccccc,ab-2025-04-02,false
"""


def test_the_filters_are_those_of_list(filled: Desk) -> None:
    def numbers(*words: str) -> list[str]:
        rows = csv.DictReader(io.StringIO(filled.good("export", "csv", *words)))
        return [row["id"] for row in rows]

    assert numbers("--body", "ab") == ["2025-001", "2025-003"]
    assert numbers("kaderbrief") == ["2025-002"]
    assert numbers("--due-before", "1-3-2025") == ["2025-002"]
    assert numbers("--status", "afgerond") == []
    assert filled.run("export", "csv", "--body", "X").code == 1


def test_for_excel_it_has_semicolons_and_a_mark_of_utf_8(filled: Desk, tmp_path: Path) -> None:
    filled.good("edit", "1", "--summary", "Één ding; snel")

    told = filled.good("export", "csv", "--excel", "-o", str(tmp_path / "lijst.csv"))

    assert told == f"wrote {tmp_path / 'lijst.csv'}\n"
    data = (tmp_path / "lijst.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid;summary;")
    assert '\r\n2025-001;"Één ding; snel";'.encode() in data


def test_a_file_that_cannot_be_written_is_refused(filled: Desk) -> None:
    run = filled.run("export", "csv", "-o", "nergens/lijst.csv")

    assert run.code == 1
    assert run.err.startswith("actiepunt: cannot write nergens/lijst.csv")


def test_json_is_that_of_the_whole_list(filled: Desk) -> None:
    filled.good("close", "1")

    out = filled.good("export", "json", "--status", "done")

    assert out == filled.good("list", "--status", "done", "--json")
    assert json.loads(out)["actions"][0]["uid"] == "aaaaaaaaaaaaaaaa"
    assert len(json.loads(filled.good("export", "json"))["actions"]) == 3


@pytest.mark.parametrize(
    ("words", "uids"),
    [
        (("list",), ["bbbbbbbbbbbbbbbb", "aaaaaaaaaaaaaaaa", "cccccccccccccccc"]),
        (("show", "1"), ["aaaaaaaaaaaaaaaa"]),
        (("meeting", "list", "--all"), ["dddddddddddddddd", "eeeeeeeeeeeeeeee"]),
        (("meeting", "show", "AB:last"), ["dddddddddddddddd"]),
        (("meeting", "next"), ["eeeeeeeeeeeeeeee"]),
        (("log", "3"), ["cccccccccccccccc"]),
        (("diff", "HEAD~2", "HEAD~1"), ["aaaaaaaaaaaaaaaa", "cccccccccccccccc", "bbbbbbbbbbbbbbbb"]),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_answer_in_json_carries_the_uid(
    filled: Desk, words: tuple[str, ...], uids: list[str]
) -> None:
    content = json.loads(filled.good(*words, "--json"))

    (records,) = (value for key, value in content.items() if key != "version")
    assert [record["uid"] for record in records] == uids


def test_a_fault_in_json_carries_the_uid_of_its_record(filled: Desk) -> None:
    filled.commit(filled.read().replace('meeting = "ab-2025-01-29"', 'meeting = "ab-2024-01-29"'))

    run = filled.run("check", "--json")

    assert run.code == 1
    (fault,) = json.loads(run.out)["faults"]
    assert (fault["field"], fault["uid"]) == ("meeting", "aaaaaaaaaaaaaaaa")


def test_json_is_short_for_the_format_on_every_command_that_has_it() -> None:
    for name, command in commands(root):
        options = {option.name: option for option in command.params}
        chosen = options.get("format_")
        if chosen and isinstance(chosen.type, click.Choice) and "json" in chosen.type.choices:
            assert "json" in options, name


@given(st.lists(st.text(alphabet="a;\"' ,\n=", min_size=1).filter(str.strip)))
def test_a_list_in_a_cell_reads_back(items: list[str]) -> None:
    items = [item.strip("\n") or "a" for item in items]

    assert cells.split(cells.joined(items)) == items


@given(st.text(alphabet="'=+-@\t\ra"))
def test_what_is_guarded_reads_back_and_is_no_formula(text: str) -> None:
    guarded = cells.guarded(text)

    assert cells.unguarded(guarded) == text
    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))
