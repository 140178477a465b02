"""The README is true: its examples are run, its phrases are read."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from actiepunt.core.due import PHRASES
from conftest import PROJECT, Desk

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DUTCH = (PROJECT / "README.nl.md").read_text(encoding="utf-8")
FOR_USERS = README.partition("## For who builds on it")[0]


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


def console(readme: str) -> list[tuple[str, str, str]]:
    """Return the examples of a README: who types, the words after `actiepunt`, and the output."""
    blocks = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    return re.findall(r"(?m)^(\w*)\$ actiepunt (.*)\n((?:(?!\w*\$ ).*\n)*)", "".join(blocks))


def typed(readme: str) -> list[str]:
    """Return what a user types in a README, in its order: examples, the table, other blocks."""
    blocks = re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", readme)
    rows = re.findall(r"(?m)^\| (`actiepunt [^|]*) \|", readme)
    examples = [f"{who}$ {words}" for who, words, _shown in console(readme)]
    return [*examples, *rows, *(text for kind, text in blocks if kind != "console")]


def test_the_dutch_readme_has_the_same_commands_files_and_headings() -> None:
    dutch = DUTCH.partition("## Voor wie eraan bouwt")[0]

    transcript = re.compile(r"(?s)(actiepunt take AB --item 3\n).*")
    mine, theirs = ([transcript.sub(r"\1", one) for one in typed(t)] for t in (FOR_USERS, dutch))
    assert mine == theirs
    assert re.findall(r"(?m)^(#+) ", FOR_USERS) == re.findall(r"(?m)^(#+) ", dutch)
    english, translated = (set(re.findall(r"`([^`]+)`", flat(t))) for t in (FOR_USERS, dutch))
    for start in ("actiepunt ", "--", "git ", "data/", "AB", "ACTIEPUNT_", "source "):
        of_both = [{one for one in each if one.startswith(start)} for each in (english, translated)]
        assert of_both[0] == of_both[1] - {"actiepunt list --help"}, start
    assert "[Nederlands](README.nl.md)" in README
    assert "[English](README.md)" in DUTCH


def flat(readme: str) -> str:
    """Return a README without blocks, with each paragraph on one line."""
    return re.sub(r"\s+", " ", re.sub(r"(?ms)^```.*?^```$", "", readme))


def test_every_phrase_stands_in_the_dutch_readme_too() -> None:
    for phrase in PHRASES:
        assert f"`{phrase.example}`" in DUTCH, phrase.example


def test_the_dutch_examples_print_what_they_show(home: Path, tmp_path: Path) -> None:
    del home
    script = (
        "import shlex, sys\nfrom actiepunt.cli import main\n"
        "for line in sys.stdin:\n"
        "    main(shlex.split(line))\n"
        "    print('====', flush=True)\n"
    )
    examples = [(words, shown) for who, words, shown in console(DUTCH) if not who]
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True,
        env={**os.environ, "LC_ALL": "nl_NL.UTF-8", "LANGUAGE": ""}, encoding="utf-8",
        input="".join(f"{words}\n" for words, _shown in examples),
    ).stdout.split("====\n")  # fmt: skip

    assert len(examples) > 8
    for (words, shown), said in zip(examples, told, strict=False):
        assert plain(said) == plain(shown), words


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
