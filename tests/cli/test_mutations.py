"""Files and words changed at random: no traceback, no hang, and no file changed without a word.

The long run is `ACTIEPUNT_EXAMPLES=5000 pytest tests/cli/test_mutations.py`: so many files and so many
command lines.
"""

import os
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiepunt.cli.group import root
from conftest import ACTIONS, CALENDAR, Desk
from helpers import HOSTILE, commands

EXAMPLES = int(os.environ.get("ACTIEPUNT_EXAMPLES", "60"))
many = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
REGISTER = 'name = "Regio"\nlanguage = "nl"\n[bodies.AB]\ntitle = "Algemeen"\n[people."DB"]\n'
TEXTS = {"actions": ACTIONS, "calendar": CALENDAR, "register": REGISTER}
PIECES = st.sampled_from([
    b"[[action]]\n", b"[[meeting]]\n", b'"""', b"'", b'"', b"=", b"[", b"]", b"{", b"}", b"#", b"\r\n", b"\n", b"\x00", b"\xff",
    b"\xef\xbb\xbf", b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> x\n", b"9999-12-31", b"0001-01-01", b"2025-02-30", b"1e999",
    b'due = "Q9 2025"\n', b'uid = "aaaaaaaaaaaaaaaa"\n', b'id = "2025-001"\n', b"\\u0000", b"\\ud800", b"true", b"nan",
    b"progress = [{}]\n", b'status = "x"\n', b"closed = 2025-01-01\n", b'start = 10:00:00\n', b"[action.progress]\n", b'\xe2\x80\xae', b"'''",
])  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, text: str) -> bytes:
    """Return a file in which some spans went, came twice, moved, or became something else."""
    data = text.encode()
    for _change in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 60)))
        kind = draw(st.sampled_from(["cut", "twice", "insert", "replace", "bytes"]))
        span = data[start:end]
        new = {
            "cut": b"",
            "twice": span + span,
            "insert": draw(PIECES) + span,
            "replace": draw(PIECES),
            "bytes": draw(st.binary(max_size=8)),
        }[kind]
        data = data[:start] + new + data[end:]
    return data


def data_files(desk: Desk) -> dict[str, bytes]:
    """Return the data files and what stands beside them."""
    return {
        str(path.relative_to(desk.root)): path.read_bytes()
        for path in (desk.root / "data").rglob("*")
        if path.is_file()
    }


def head(desk: Desk) -> str:
    """Return the commit of the branch, without starting git."""
    return (desk.root / ".git/refs/heads/main").read_text(encoding="ascii")


@many
@given(st.data())
def test_no_file_gives_a_traceback_and_none_is_changed_by_looking(
    filled: Desk, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([*TEXTS]))
    path = filled.root / f"data/{name}.toml"
    path.write_bytes(data.draw(mutated(TEXTS[name])))
    before, commit = data_files(filled), head(filled)
    try:
        for words in (
            ["list", "--all"],
            ["check"],
            ["show", "2"],
            ["meeting", "list"],
            ["export", "ics"],
        ):
            run = filled.run(*words)
            assert run.code in {0, 1}
            assert "Traceback" not in run.err
            assert "fault of actiepunt" not in run.err
        changing = data.draw(
            st.sampled_from([["note", "2", "x"], ["close", "1"], ["meeting", "cancel", "AB:next"]])
        )
        run = filled.run(*changing)
        assert run.code in {0, 1}
        if run.code or head(filled) == commit:
            assert data_files(filled) == before
            assert head(filled) == commit
    finally:
        if head(filled) != commit:
            filled.git("reset", "-q", "--hard", commit.strip())
        path.unlink(missing_ok=True)
        filled.git("checkout", "-q", "HEAD", "--", "data")
        if name == "register":
            filled.git("restore", "data")


@many
@given(st.data())
def test_no_three_versions_give_a_traceback_or_half_a_merge(
    filled: Desk, tmp_path: Path, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["actions", "calendar"]))
    versions = [tmp_path / one for one in "OAB"]
    for version in versions:
        version.write_bytes(data.draw(mutated(TEXTS[name])))
    before = [version.read_bytes() for version in versions]

    run = filled.run("merge-driver", *map(str, versions), "7", f"data/{name}.toml")

    assert run.code in {0, 1, 3}
    assert "fault of actiepunt" not in run.err
    after = [version.read_bytes() for version in versions]
    assert after[::2] == before[::2]
    if run.code == 1:
        assert after == before
    assert (b">>>>>>>" in after[1]) == (run.code == 3) or b">>>>>>>" in b"".join(before)


ARGUMENTS = (
    st.sampled_from([*HOSTILE, "1", "2025-001", "AB", "AB:next", "2025-04-02", "Q2 2025", "", "-", "--", "HEAD", "0", "-1"])
    | st.text(st.characters(exclude_characters="\0"), max_size=12)  # no system passes a NUL on
)  # fmt: skip
# What these name is written to, so that they only get names that are harmless here.
PATHS = {"folder", "output", "file", "before", "ours", "theirs", "register"}


@st.composite
def command_lines(draw: st.DrawFn, place: str) -> list[str]:
    """Return a command with some of its options and arguments, filled with anything."""
    name, command = draw(st.sampled_from(commands(root)))
    words = name.split()
    for parameter in command.params:
        if parameter.name == "help" or not draw(st.booleans()):
            continue
        value = place if parameter.name in PATHS else draw(ARGUMENTS)
        if not isinstance(parameter, click.Option):
            words.append(value)
        elif parameter.is_flag:
            words.append(parameter.opts[0])
        elif draw(st.booleans()):
            words.append(f"{parameter.opts[0]}={value}")
        else:
            words += [parameter.opts[-1], value]
    # A workbook is no text, and pytest captures nothing else.
    return words if name != "export xlsx" else [*words[:2], f"--output={place}", *words[2:]]


@many
@given(st.data())
def test_no_words_give_a_traceback_and_what_is_refused_changes_nothing(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    words: list[Any] = data.draw(command_lines(str(tmp_path / "place")))
    before, commit = data_files(filled), head(filled)

    run = filled.run(*words)

    assert run.code in {0, 1, 2, 3}, (words, run)
    assert "Traceback" not in run.err
    assert "fault of actiepunt" not in run.err, (words, run)
    assert "\x1b" not in run.out + run.err
    if run.code in {2, 3} or (run.code == 1 and words[0] != "check"):
        assert data_files(filled) == before
        assert head(filled) == commit
        assert len(run.err.splitlines()) >= 2
    if head(filled) != commit:
        assert "0 errors" in filled.good("check")
        filled.git("reset", "-q", "--hard", commit.strip())
    filled.git("checkout", "-q", "HEAD", "--", "data")
