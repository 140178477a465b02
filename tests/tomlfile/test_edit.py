"""The smallest edit: a change touches its own lines, and every other byte stays."""

import difflib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core.fields import kinds
from actiepunt.core.model import Action, Meeting, Progress
from actiepunt.text import unsafe
from actiepunt.tomlfile import edit, read, scan
from actiepunt.tomlfile.locate import locate
from conftest import ACTIONS

NEVER = "".join(one for one in map(chr, range(0x10000)) if one == "\n" or unsafe(one))
LINE = st.text(
    st.characters(codec="utf-8", exclude_characters=NEVER) | st.sampled_from("\"\"\"'''\\[]#=\t"),
    min_size=1,
    max_size=40,
).filter(lambda text: unsafe(text) is None)
PROSE = (
    st.lists(LINE | st.just(""), min_size=1, max_size=4)
    .map("\n".join)
    .filter(lambda text: unsafe(text, long=True) is None and bool(text))
)
DAY = st.dates(date(1900, 1, 1), date(2199, 12, 31))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": LINE,
    "long": PROSE,
    "texts": st.lists(LINE, max_size=3).map(tuple),
    "day": DAY | st.none(),
    "moment": st.datetimes(timezones=st.just(UTC)).map(lambda when: when.replace(microsecond=0)),
    "due": DAY | LINE | st.none(),
    "start": DAY
    | st.datetimes(date_time := datetime(1900, 1, 1), datetime(2199, 1, 1)).map(
        lambda when: when.replace(microsecond=0)
    ),
    "progress": st.lists(st.builds(Progress, DAY, LINE), max_size=3).map(tuple),
}
del date_time


def fields(record: type[Action] | type[Meeting]) -> st.SearchStrategy[tuple[str, Any]]:
    """Give a field of a record and a value for it."""
    return st.sampled_from(list(kinds(record()).items())).flatmap(
        lambda item: st.tuples(st.just(item[0]), VALUES[item[1]])
    )


ODD = '''\
\ufeff# top of the file

[[ action ]]   # odd header
  id="2025-001"
	uid = 'aaaaaaaaaaaaaaaa'
summary = """Een
[[action]]
tekst\\
  verder"""
owners = [ 'A' ,
  # about B
  "B", # [[action]]
]
"status" = "open"  # a # comment
due=2025-03-06
created = 2025-01-29 11:45:00+01:00
details = \'\'\'
C:\\Notulen "x"
\'\'\'

# belongs to the next

[[action]]
uid = "bbbbbbbbbbbbbbbb"
id = "2025-002"
summary = "b"
status = "open"
tags = []
[[action.progress]]
on = 2025-01-01 # first
text = "q"

# end of file'''


def parsed(text: str) -> tuple[Action, ...]:
    """Return the actions of a text that must be sound."""
    actions, faults = read.actions(text, "data/actions.toml")
    assert not faults, faults
    return actions


@given(st.sampled_from([ACTIONS, ODD]), st.booleans(), st.integers(0, 1), fields(Action))
def test_one_changed_field_touches_only_lines_of_its_block(
    text: str, windows: bool, index: int, change: tuple[str, Any]
) -> None:
    """Comments, blank lines, CRLF, odd spacing, quoting and key order survive byte for byte."""
    text = text.replace("\n", "\r\n") if windows else text
    before = parsed(text)
    name, value = change
    if name == "progress" and before[index].progress:
        # The same note twice on one day is refused where a hand wrote tables.
        value = (*before[index].progress, *dict.fromkeys(value))
    after = before[index]._replace(**{name: value})

    edited = edit.change(text, index, before[index], after)

    assert parsed(edited) == (*before[:index], after, *before[index + 1 :])
    block = scan.blocks(text, "action")[index]
    end = edit.block_end(text, block)
    assert edited.startswith(text[: block.start])
    assert edited.endswith(text[end:])
    if windows:
        assert edited.count("\r\n") == edited.count("\n")
    kept = [line for line in text[block.start : end].splitlines() if f"{name}" not in line]
    gone = [line[2:] for line in difflib.ndiff(kept, edited.splitlines()) if line[:1] == "-"]
    if name not in {"summary", "details", "owners", "progress"}:
        assert gone == []


@given(st.sampled_from([ACTIONS, ODD]), st.booleans(), fields(Action), fields(Action))
def test_several_blocks_change_as_they_do_one_after_another(
    text: str, windows: bool, first: tuple[str, Any], second: tuple[str, Any]
) -> None:
    text = text.replace("\n", "\r\n") if windows else text
    before = parsed(text)
    new_values: list[dict[str, Any]] = [
        {name: value} if name != "progress" else {} for name, value in (first, second)
    ]
    after = [old._replace(**values) for old, values in zip(before, new_values, strict=False)]
    expected = text
    for index, new in enumerate(after):
        expected = edit.change(expected, index, before[index], new)

    changed = {index: (before[index], new) for index, new in enumerate(after)}

    assert edit.change_several(text, changed) == expected


@given(st.sampled_from([ACTIONS, ODD]), st.integers(0, 1))
def test_saving_what_was_read_changes_nothing(text: str, index: int) -> None:
    record = parsed(text)[index]

    assert edit.change(text, index, record, record) == text


@given(st.builds(dict, **{name: VALUES[kind] for name, kind in kinds(Action()).items()}))
def test_a_new_block_reads_back_as_the_same_action(content: dict[str, Any]) -> None:
    action = Action(**content)

    for start in ("", ACTIONS, ODD, ACTIONS.replace("\n", "\r\n")):
        text = edit.append(start, action)

        assert text.startswith(start)
        assert parsed(text)[-1] == action


@given(st.builds(dict, **{name: VALUES[kind] for name, kind in kinds(Meeting()).items()}))
def test_a_new_meeting_reads_back_as_the_same(content: dict[str, Any]) -> None:
    meeting = Meeting(**{**content, "status": content["status"] or "confirmed"})

    found, faults = read.meetings(edit.append("", meeting), "data/calendar.toml")

    assert not faults
    assert found == (meeting,)


def test_a_list_of_several_lines_keeps_its_comments() -> None:
    before = parsed(ODD)

    edited = edit.change(ODD, 0, before[0], before[0]._replace(owners=("A", "B", "C")))

    assert edited.replace('\n  "C",', "") == ODD


@pytest.mark.parametrize(
    ("owners", "written"),
    [
        (("C",), '[ "C",\n  # about B\n]'),
        (("C", "B"), '[ "C",\n  # about B\n  "B", # [[action]]\n]'),
        (("B",), '[\n  # about B\n  "B", # [[action]]\n]'),
    ],
)
def test_an_item_goes_with_the_space_before_its_comma(
    owners: tuple[str, ...], written: str
) -> None:
    """Tomlkit before 0.13.3 left that comma behind, and the file was no longer TOML."""
    before = parsed(ODD)[0]

    edited = edit.change(ODD, 0, before, before._replace(owners=owners))

    assert f"owners = {written}\n" in edited
    assert parsed(edited)[0].owners == owners


@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_a_list_of_which_nothing_stays_keeps_its_layout(line: str) -> None:
    text = ACTIONS.replace("\n", line)
    before = parsed(text)[1]

    edited = edit.change(text, 1, before, before._replace(owners=("AB", "P. Jansen")))

    written = ['owners = [', '  "AB",', '  "P. Jansen",', ']', 'body = "DB"']  # fmt: skip
    assert line.join(written) in edited


def test_a_note_is_one_line_also_where_a_hand_wrote_tables() -> None:
    before = parsed(ODD)[1]
    note = Progress(date(2025, 2, 1), "r")

    edited = edit.change(ODD, 1, before, before._replace(progress=(*before.progress, note)))

    added = '\n[[action.progress]]\non = 2025-02-01\ntext = "r"\n'
    assert edited.replace(added, "", 1) == ODD


@given(st.text(max_size=300))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    """Whatever the file holds: faults with a line, never an exception."""
    for content in (text, f"[[action]]\n{text}", f"{ACTIONS}{text}"):
        _actions, faults = read.actions(content, "data/actions.toml")
        for fault in faults:
            assert (locate(fault, content).line or 0) >= 1


@given(st.data())
def test_no_damage_to_a_sound_file_makes_the_reader_fail(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(ODD)))
    cut = data.draw(st.integers(0, 20))
    put = data.draw(st.text("[]{}\"'\\#=\n.,0aé", max_size=6))
    damaged = ODD[:place] + put + ODD[place + cut :]

    actions, faults = read.actions(damaged, "data/actions.toml")

    for fault in faults:
        locate(fault, damaged)
    if not faults:
        assert all(isinstance(action, Action) for action in actions)
