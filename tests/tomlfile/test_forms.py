"""Forms that TOML allows and nobody but a parser would find: refused by `check`, with the line."""

import json
import os
import re
from typing import Any

import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st

from actiepunt.tomlfile import read, scan
from conftest import ACTIONS, CALENDAR, Desk

EXAMPLES = int(os.environ.get("ACTIEPUNT_EXAMPLES", "200"))
RECORD = "write each one as a block that begins with [[action]]."
FIELD = "must be written plainly. Write it as:"
REST = ACTIONS.replace("[[action]]", '[["action"]]', 1)
INLINE = """\
# De actiepunten.
action = [
  {uid = "aaaaaaaaaaaaaaaa", id = "2025-001", summary = "x", status = "open", created = 2025-01-29T11:45:00Z},
]
"""  # fmt: skip
ODD: dict[str, tuple[str, list[str]]] = {
    "a quoted header": (REST, [f"3: error: {RECORD}"]),
    "all of them": (
        ACTIONS.replace("[[action]]", "[[ 'action' ]] # x"),
        [f"{line}: error: {RECORD}" for line in (3, 15, 31)],
    ),
    "an escape": (
        ACTIONS.replace("[[action]]", '[["\\u0061ction"]]', 1),
        [f"3: error: {RECORD}"],
    ),
    "a list of inline tables": (INLINE, [f"2: error: {RECORD}"]),
    "an empty list": ("action = []\n", [f"1: error: {RECORD}"]),
    "a quoted list": (INLINE.replace("action =", "'action' ="), [f"2: error: {RECORD}"]),
    "an escaped key": (
        ACTIONS.replace("due =", ' "d\\u0075e"  =', 1),
        [f'10: error: “"d\\u0075e"” {FIELD} due = …'],
    ),
    "a dotted key": (
        ACTIONS.replace("due = 2025-03-06", "due . x = 1", 1),
        [
            "3: error: due must be a date without quotes, or a phrase or meeting id in quotes.",
            f"10: error: “due . x” {FIELD} due = …",
        ],
    ),
    "a quoted sub-table": (
        ACTIONS + '[[action."progress"]]\non = 2025-03-01\ntext = "x"\n',
        [f'40: error: “[[action."progress"]]” {FIELD} [[action.progress]]'],
    ),
}


@pytest.mark.parametrize(("text", "told"), ODD.values(), ids=ODD)
def test_a_form_that_is_not_followed_is_an_error_with_its_line(
    filled: Desk, text: str, told: list[str]
) -> None:
    before = filled.commits()
    filled.write(text)

    check = filled.run("check")
    save = filled.run("save")
    note = filled.run("note", "1", "x")
    listed = filled.run("list")

    told = [f"data/actions.toml:{line}" for line in told]
    assert [line for line in check.out.splitlines() if "error: " in line] == told
    assert check.code == save.code == note.code == 1
    assert save.err.splitlines()[: len(told)] == told
    assert listed.code == (1 if "due ." in text or "[]" in text else 0)
    assert filled.read() == text
    assert filled.commits() == before


def test_it_is_the_same_in_the_calendar_and_in_the_hook(filled: Desk) -> None:
    filled.write(CALENDAR.replace("[[meeting]]", "[['meeting']]", 1), "data/calendar.toml")
    filled.git("add", "data")

    staged = filled.run("check", "--staged")

    assert staged.code == 1
    assert staged.out.splitlines()[0] == (
        "data/calendar.toml:1: error: write each one as a block that begins with [[meeting]]."
    )


def test_the_editor_does_not_bring_one_in(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "sed -i 's/^summary/summary.x/'")

    refused = filled.run("edit", "1")

    assert refused.code == 1
    assert refused.err.splitlines()[0] == f"line 4: error: “summary.x” {FIELD} summary = …"
    assert filled.read() == ACTIONS


def test_common_layouts_are_no_fault(filled: Desk) -> None:
    filled.write(
        "\ufeff"
        + ACTIONS.replace("[[action]]", "  [[ action ]]  # eerste", 1)
        .replace("owners = [", 'details = """\n[["action"]]\n"due" = 1\na.b = 2\n"""\nowners=[', 1)
        .replace("\n", "\r\n")
        + '[[action . progress]]\r\n"on" = 2025-03-01\r\ntext = "x"\r\n'
    )

    assert "0 errors" in filled.good("check")


def test_keys_in_quotes_are_followed_everywhere(filled: Desk) -> None:
    quoted = re.sub(r"(?m)^([a-z]+) =", r'"\1" =', ACTIONS)
    filled.write(quoted)

    filled.good("save")
    filled.good("defer", "1", "--to", "2025-04-01")
    filled.good("note", "1", "Gebeld")
    filled.good("undo")
    filled.good("undo", "HEAD~2")

    assert filled.read() == quoted
    log = json.loads(filled.good("log", "1", "--format", "json"))["changes"]
    assert [one["field"] for one in log] == ["created", "due", "progress", "progress", "due"]


HEADERS = (
    "[[action]]", " [[ action ]]", "[[action]]#x", '[["action"]]', "[['action']]",
    '[["\\u0061ction"]]', "[action]", "[[action.progress]]", '[["action".progress]]',
    '[[action."progress"]]', "[action.x]", "[[meeting]]", "[other]", '["]"]', "[[a.'[[action]]']]",
)  # fmt: skip
KEYS = ("uid", "id", "summary", "details", '"due"', "'id'", '"d\\u0075e"', "due . x", "owners",
        "tags", "a-b", '"a=b"', '"#"', "action", '"action"')  # fmt: skip
VALUES = (
    '"x"', "'y'", '"\\"[[action]]"', "2025-01-01", "1", '["a", "b"]', '[\n["a"],\n[["action"]],\n]',
    '"""\n[[action]]\n"""', "'''\n[[action]]\nuid = \"x\"'''", '"""a\\"""b"""', '""""x"""""',
    '[\n  "a", # [[action]]\n"b",\n]', "{ a = 1 }", '{ id = "x", b = [[1]] }', '[{ id = "x" }]',
    '"""\\\n  [["action"]]\n"""', "''''x''''", '"é"', "[]", "[\n# '\n]",
)  # fmt: skip
COMMENTS = ("", "# x", "# [[action]]", "#'", '#"""', "\ufeff", "\t")
lines = st.one_of(
    st.sampled_from(HEADERS),
    st.sampled_from(HEADERS[:2]),
    st.builds("{}{} ={}{}".format, st.sampled_from(("", " ", "\t")), st.sampled_from(KEYS),
              st.sampled_from(("", " ")), st.sampled_from(VALUES)),
    st.sampled_from(COMMENTS),
)  # fmt: skip
texts = st.builds(
    lambda parts, end: end.join(part.replace("\n", end) for part in parts),
    st.lists(lines, max_size=12),
    st.sampled_from(("\n", "\r\n")),
)


@settings(max_examples=EXAMPLES)
@given(texts)
def test_what_a_parser_finds_is_found_by_line_or_refused(text: str) -> None:
    try:
        tables: Any = rtoml.loads(text.replace("\r\n", "\n")).get("action", [])
    except rtoml.TomlParsingError:
        return
    _records, faults = read.actions(text, "data/actions.toml")
    blocks = scan.blocks(text, "action")

    if not any(fault.level == "error" for fault in faults):
        pieces = [rtoml.loads(text[b.start : b.end].replace("\r\n", "\n")) for b in blocks]
        assert [piece["action"][0] for piece in pieces] == tables
        for block, table in zip(blocks, tables, strict=True):
            assert {entry.key for entry in scan.entries(text, block)} == table.keys()
    elif not isinstance(tables, list) or len(blocks) != len(tables):
        assert any("begins with [[action]]" in fault.message for fault in faults)
        assert all(fault.line for fault in faults if "begins with" in fault.message)
