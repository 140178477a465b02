"""The README is true: its examples are run, its phrases are read."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from actiepunt.core.due import PHRASES
from conftest import PROJECT, Desk

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def plain(text: str) -> str:
    """Leave out the hashes, which differ from run to run."""
    return re.sub(r"undo [0-9a-f]{7,}", "undo HASH", text).strip()


def test_the_examples_print_what_they_show(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    desk = Desk(tmp_path, capsys)
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    examples = re.findall(r"(?m)^\$ actiepunt (.*)\n((?:(?!\w*\$ ).*\n)*)", "".join(blocks))
    assert len(examples) > 8

    for words, shown in examples:
        assert plain(desk.good(*shlex.split(words))) == plain(shown), words


def test_the_examples_of_two_people_print_what_they_show(desk: Desk, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", "--bare", desk.root, tmp_path / "bare.git"], check=True)
    people = {name: Desk(tmp_path / name, desk._capture) for name in ("anna", "bob")}
    for person in people.values():
        subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", person.root], check=True)
        person.good("init", ".")
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    examples = re.findall(
        r"(?m)^(anna|bob)\$ actiepunt (.*)\n((?:(?!\w*\$ ).*\n)*)", "".join(blocks)
    )
    assert len(examples) == 5

    for name, words, shown in examples:
        run = people[name].run(*shlex.split(words))
        said = plain(run.out + run.err)
        assert re.sub(
            r"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d(  Anna .*)  [0-9a-f]{8}$",
            r"2025-03-05 12:00\1  3f1b2c4d",
            said,
        ) == plain(shown)


def test_every_phrase_of_the_table_stands_in_the_readme() -> None:
    for phrase in PHRASES:
        assert f"`{phrase.example}`" in README, phrase.example


def test_the_two_commands_are_there_as_promised() -> None:
    assert (
        "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/actiepunt list\n"
        in README
    )
    assert (
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n"
        in README
    )


def test_the_keys_are_counted_and_the_commands_work(filled: Desk) -> None:
    table = README.partition("### How many keys")[2].partition("The others are shorter")[0]
    counted = re.findall(r"`((?:actiepunt|task|todo|khal)[^`]*)` (\d+)", table)
    ours = [words for words, _keys in counted if words.startswith("actiepunt")]
    assert len(ours) == 11
    assert "and `all` 18" in table
    for words, keys in counted:
        assert len(words) + 1 == int(keys), words
    for number in range(4, 10):
        filled.good("add", f"Concept begroting {number}", "--owner", "DB")

    for words in sorted(ours, key=lambda words: "close" in words):
        filled.good(*shlex.split(words)[1:])
        if words.endswith("close 5"):
            filled.good("reopen", "5")  # the range demands that all are open
