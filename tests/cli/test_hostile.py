"""Text and words from people are hostile: two lines on stderr, and everything as it was."""

import json

import pytest

from actiepunt.core import names
from conftest import Desk
from helpers import HOSTILE

BAD_WORDS: tuple[tuple[list[str], int], ...] = (
    (["close", "99"], 1),
    (["close", "koning"], 2),
    (["close"], 2),
    (["show", "2025-1234567"], 2),
    (["add", "", "--owner", "DB"], 2),
    (["add", "   ", "--owner", "DB"], 2),
    (["add", "a\nb", "--owner", "DB"], 2),
    (["add", "a\x1b[31mb", "--owner", "DB"], 2),
    (["add", "a\u202eb", "--owner", "DB"], 2),
    (["add", "a", "--owner", "D\x07B"], 2),
    (["add", "a", "--owner", "DB", "--due", "31 februari"], 2),
    (["add", "a", "--owner", "DB", "--due", "DB:next"], 1),
    (["add", "a", "--owner", "DB", "--meeting", "ab-2020-01-01"], 1),
    (["add", "a", "--owner", "DB", "--details", "x\x00y"], 2),
    (["add", "a", "--owner", "DB", "b"], 2),
    (["add", "a", "--owner", "DB", "--author", "nobody"], 2),
    (["add", "a", "--owner", "DB", "--author", "--amend <x>\n"], 2),
    (["edit", "1", "--summary", ""], 2),
    (["edit", "1", "--due", "ooit"], 2),
    (["defer", "1", "--to", "gauw"], 2),
    (["defer", "1"], 2),
    (["note", "1", ""], 2),
    (["close", "1", "--on", "2025-03-06"], 2),
    (["close", "1", "--on", "april"], 2),
    (["close", "1", "--outcome", "a\rb"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02 25:00"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02 10:00", "--end", "09:00"], 1),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--end", "10:00"], 1),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--papers", "2025-04-03"], 1),
    (["meeting", "add", "--body", "AB", "--window", "2025-04-02"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--window", "Q2"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--url", "javascript:alert(1)"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--every", "week"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--every", "soms",
      "--until", "2026-01-01"], 2),
    (["meeting", "add", "--body", "AB", "--start", "2025-04-02", "--every", "day",
      "--until", "2055-01-01"], 1),
    (["meeting", "add", "--body", "AB", "--window", "Q2", "--every", "week",
      "--until", "2026-01-01"], 1),
    (["meeting", "move", "AB@2020-01-01", "--start", "2025-04-02"], 1),
    (["meeting", "edit", "AB:next"], 2),
    (["meeting", "show", "x"], 1),
    (["meeting"], 0),
    ([], 0),
    (["frobnicate"], 2),
    (["list", "--frobnicate"], 2),
    (["list", "--register", "/nonexistent"], 1),
    (["init", "data/actions.toml"], 1),
    (["init", ".", "--timezone", "Mars/Olympus"], 2),
)  # fmt: skip


@pytest.mark.parametrize(("words", "code"), BAD_WORDS, ids=lambda value: str(value)[:60])
def test_wrong_words_are_refused_in_two_lines_and_change_nothing(
    filled: Desk, words: list[str], code: int
) -> None:
    before = filled.state()

    run = filled.run(*words)

    assert run.code == code, run
    if code:
        assert run.out == ""
        lines = run.err.splitlines()
        assert len(lines) == 2
        assert lines[0].startswith("actiepunt: ")
        assert lines[1]
    assert filled.state() == before


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_text_comes_back_as_it_was_typed(filled: Desk, text: str) -> None:
    quoted = names.joined([text])
    filled.good(
        "add", "--owner", quoted, "--tag", quoted, "--item", text, "--details", f"{text}\n{text}",
        "-m", text, "--body", text, "--", text,
    )  # fmt: skip
    filled.good("note", "--", "4", text)
    filled.good("close", "4", "--outcome", text)
    filled.good("meeting", "add", "--title", text, "--start", "2025-06-01", "--agenda", text)

    action = json.loads(filled.good("show", "4", "--format", "json"))["actions"][0]
    assert action["summary"] == action["item"] == action["outcome"] == action["body"] == text
    assert action["owners"] == action["tags"] == [text]
    assert action["details"] == f"{text}\n{text}"
    assert action["progress"] == [{"on": "2025-03-05", "text": text}]
    for style in ("table", "plain", "csv", "md", "json"):
        assert "\x1b" not in filled.good("list", "--all", "--format", style)
    assert filled.good("show", "4").startswith(f"2025-004  {text}\n")
    assert filled.git("log", "--format=%an", "-5").split("\n")[:4] == ["Anna de Vries"] * 4
    assert not (filled.root / "owned").exists()
    assert filled.good("check").splitlines()[-1].startswith("0 errors")


def test_names_in_other_scripts_are_never_taken_for_each_other(desk: Desk) -> None:
    names = ("Дмитрий", "日本", "Ωmega", "Mega", "!!")
    for name in names:
        desk.good("add", "Iets", "--owner", name, "--body", name)

    actions = json.loads(desk.good("list", "--format", "json"))["actions"]
    assert [action["body"] for action in actions] == [*names]
    for name in names:
        assert desk.good("list", "--body", name).count("Iets") == 1


@pytest.mark.parametrize("blank", ["", "  ", "\u0301"])
def test_a_filter_that_is_given_filters(filled: Desk, blank: str) -> None:
    assert filled.run("list", "--owner", blank).out in {"", "No actions found.\n"}
    assert filled.run("list", "--tag", blank).out in {"", "No actions found.\n"}
    assert filled.run("list", "--body", blank).code == 1
    assert filled.run("meeting", "list", "--body", blank).code == 1
    assert "VEVENT" not in filled.run("export", "ics", "--deadlines", "--owner", blank).out
    assert filled.run("export", "ics", "--body", blank).code == 1
