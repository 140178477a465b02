"""The READMEs are true: their examples are run, their phrases are read, no block is passed over."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import click
import pytest

from actiepunt.cli import placeholders
from actiepunt.cli.group import Folder, root
from actiepunt.core.due import PHRASES
from actiepunt.tomlfile import read
from conftest import PROJECT, Desk, copied
from helpers import converse

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DUTCH = (PROJECT / "README.nl.md").read_text(encoding="utf-8")
BOTH = {"README.md": README, "README.nl.md": DUTCH}
FOR_USERS = README.partition("## For who builds on it")[0]
INSTALL = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/actiepunt list\n"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n"


def plain(text: str) -> str:
    """Leave out the hashes, which differ from run to run."""
    return re.sub(r"undo [0-9a-f]{7,}", "undo HASH", text).strip()


def flat(readme: str) -> str:
    """Return a README without blocks, with each paragraph on one line."""
    return re.sub(r"\s+", " ", re.sub(r"(?ms)^```.*?^```$", "", readme))


def blocks(readme: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a README, each with its language."""
    return re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", readme)


def console(readme: str) -> list[tuple[str, str, str]]:
    """Return the examples of a README: who types, what, and the output."""
    text = "".join(text for kind, text in blocks(readme) if kind == "console")
    found = re.findall(r"(?m)^(\w*)\$ (.*)\n((?:(?!\w*\$ ).*\n)*)", text)
    assert "".join(f"{who}$ {typed}\n{shown}" for who, typed, shown in found) == text
    return found


def words(typed: str) -> list[str]:
    """Return the words after `actiepunt` of a line that is typed."""
    name, *rest = shlex.split(typed)
    assert name == "actiepunt", typed
    return rest


def test_the_examples_print_what_they_show(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    desk = Desk(tmp_path, capsys)
    examples = [(typed, shown) for who, typed, shown in console(README) if not who]
    assert len(examples) > 10

    for typed, shown in examples:
        match typed.split():
            case ["mkdir", name]:
                (desk.root / name).mkdir()
            case ["cd", name]:
                desk.root /= name
            case _:
                assert plain(desk.good(*words(typed))) == plain(shown), typed


def test_the_dutch_examples_print_what_they_show(home: Path, tmp_path: Path) -> None:
    del home
    script = (
        "import os, shlex, sys\nfrom actiepunt.cli import main\n"
        "for line in sys.stdin:\n"
        "    name, *words = shlex.split(line)\n"
        "    {'mkdir': os.mkdir, 'cd': os.chdir}[name](*words) if name in ('mkdir', 'cd') else main(words)\n"
        "    print('====', flush=True)\n"
    )
    examples = [(typed, shown) for who, typed, shown in console(DUTCH) if not who]
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, check=True, capture_output=True,
        env={**os.environ, "LC_ALL": "nl_NL.UTF-8", "LANGUAGE": ""}, encoding="utf-8",
        input="".join(f"{typed}\n" for typed, _shown in examples),
    ).stdout.split("====\n")  # fmt: skip

    assert len(examples) > 10
    for (typed, shown), said in zip(examples, told, strict=False):
        assert plain(said) == plain(shown), typed


def test_the_examples_of_two_people_print_what_they_show(desk: Desk, tmp_path: Path) -> None:
    subprocess.run(["git", "clone", "-q", "--bare", desk.root, tmp_path / "bare.git"], check=True)
    people = {name: Desk(tmp_path / name, desk._capture) for name in ("anna", "bob")}
    for person in people.values():
        subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", person.root], check=True)
        person.good("init", ".")
    examples = [example for example in console(README) if example[0]]
    assert len(examples) == 5

    for name, typed, shown in examples:
        run = people[name].run(*words(typed))
        said = plain(run.out + run.err)
        assert re.sub(
            r"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d(  Anna .*)  [0-9a-f]{8}$",
            r"2025-03-05 12:00\1  3f1b2c4d",
            said,
        ) == plain(shown)


def check_command(typed: str) -> None:
    """Demand that a line names a command, and only options that it has."""
    command: click.Command = root
    name, *rest = shlex.split(re.sub(r"\[|\]|\s[|>].*", "", typed))
    assert name == "actiepunt", typed
    while isinstance(command, Folder) and rest and not rest[0].startswith("-"):
        found = command.get_command(click.Context(command), rest.pop(0))
        assert found, typed
        command = found
    context = click.Context(command, **root.context_settings)
    known = {name for each in command.get_params(context) for name in each.opts}
    for word in rest:
        assert not re.match("--?[a-z]", word) or word in known, (typed, word)


def check_powershell(text: str) -> None:
    """Demand that the lines of ours are commands, and that others only install and look."""
    for line in text.splitlines():
        if line.startswith("actiepunt"):
            check_command(line)
        else:
            first = line.split()[0]
            assert first in {
                "winget",
                "#",
                "py",
                "&",
                "$path",
                "mkdir",
                "cd",
                "explorer",
                "notepad",
            } or (first.startswith("[Environment]::")), line


def check_toml(text: str) -> None:
    """Demand that it is without fault as register.toml."""
    assert read.settings(text, "data/register.toml")[1] == []


def check_yaml(text: str) -> None:
    """Demand that the command of the job is known."""
    (line,) = re.findall(r"- (actiepunt .*?)  #", text)
    check_command(line)


def check_text(text: str) -> None:
    """Demand that it is a block that one of the tests below or above knows."""
    if text.startswith("$ "):  # a dialogue, tried by the tests of its command
        check_command(text.partition("\n")[0].removeprefix("$ "))
    else:
        assert text in {INSTALL, TESTS} or text.startswith("2025-002 termijn verplaatst"), text


CHECKS: dict[str, Callable[[str], object]] = {
    "": check_text,
    "console": len,  # run above
    "nginx": len,  # served by tests/ical/test_parsers.py
    "powershell": check_powershell,
    "toml": check_toml,
    "xml": ET.fromstring,
    "yaml": check_yaml,
}


@pytest.mark.parametrize("name", BOTH)
def test_every_block_is_checked(name: str) -> None:
    assert len(blocks(BOTH[name])) == BOTH[name].count("```") / 2
    for kind, text in blocks(BOTH[name]):
        CHECKS[kind](text)


def test_the_message_of_a_commit_is_as_shown(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del home
    desk = Desk(tmp_path, capsys)
    for _who, typed, _shown in console(README)[2:8]:
        if typed.startswith("actiepunt"):
            desk.good(*words(typed))
    messages = desk.git("log", "--format=%B%x00").split("\0")

    for readme in BOTH.values():
        (shown,) = [text for kind, text in blocks(readme) if text.startswith("2025-002 termijn")]
        assert shown.strip() in {message.strip() for message in messages}


def inline(readme: str) -> list[str]:
    """Return the command lines within sentences and tables, each once."""
    return list(dict.fromkeys(re.findall(r"`(actiepunt [^`]*)`", flat(readme))))


def complete(typed: str) -> bool:
    """Tell whether a line can be run as it stands: no placeholder is in it, nor is it a name."""
    words = set(re.findall("[A-Z]+", typed))
    return not (words & set(placeholders.WORDS) or "…" in typed)


ALONE = {
    *("body add", "body edit", "cancel", "close", "export csv", "export xlsx", "import"),
    *("manual", "meeting add", "meeting cancel", "meeting edit", "meeting move", "meeting show"),
    *("merge-driver", "person add", "person edit", "reopen", "save", "start", "undo"),
}
"""Commands that the README names alone, without what they need."""
RUNNABLE = [
    one
    for one in dict.fromkeys(inline(README) + inline(DUTCH))
    if complete(one) and one.removeprefix("actiepunt ") not in ALONE
]


@pytest.mark.parametrize("name", BOTH)
def test_the_commands_within_sentences_exist(name: str) -> None:
    assert len(inline(BOTH[name])) > 50
    for typed in inline(BOTH[name]):
        check_command(typed)


@pytest.mark.parametrize("typed", RUNNABLE)
def test_the_commands_within_sentences_work(
    typed: str,
    equipped: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for desk in copied(equipped, tmp_path / "register", capsys):
        line = words(typed.partition(" | ")[0])
        converse(monkeypatch, *line)

        run = desk.run(*line)

        assert run.code == 0, run


def test_every_picture_is_there_and_has_a_text() -> None:
    for readme in BOTH.values():
        found = re.findall(r"!\[(.*?)\]\((.*?)\)", readme)
        assert len(found) == 3
        for text, path in found:
            assert len(text) > 20
            assert (PROJECT / path).is_file(), path
    assert sum(path.stat().st_size for path in (PROJECT / ".pictures").iterdir()) < 400_000


@pytest.mark.parametrize("name", BOTH)
def test_every_link_within_the_page_leads_somewhere(name: str) -> None:
    headings = re.findall(r"(?m)^#+ (.*)$", BOTH[name])
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}

    for target in re.findall(r"\]\(#(.*?)\)", BOTH[name]):
        assert target in anchors
    for file, target in re.findall(r"\]\((\w[\w.]*\.md)#?(.*?)\)", BOTH[name]):
        page = (PROJECT / file).read_text(encoding="utf-8").lower()
        assert not target or f"\n## {target.replace('-', ' ')}\n" in page


def test_every_phrase_of_the_table_stands_in_the_readme() -> None:
    for phrase in PHRASES:
        assert f"`{phrase.example}`" in README, phrase.example


def typed(readme: str) -> list[str]:
    """Return what a user types in a README, in its order: examples, the table, other blocks."""
    rows = re.findall(r"(?m)^\| (`actiepunt [^|]*) \|", readme)
    examples = [f"{who}$ {line}" for who, line, _shown in console(readme)]
    return [*examples, *rows, *(text for kind, text in blocks(readme) if kind != "console")]


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


def test_every_phrase_stands_in_the_dutch_readme_too() -> None:
    for phrase in PHRASES:
        assert f"`{phrase.example}`" in DUTCH, phrase.example


def test_the_two_commands_are_there_as_promised() -> None:
    for readme in BOTH.values():
        assert [text for kind, text in blocks(readme) if not kind][:2] == [INSTALL, TESTS]
        assert len(readme.partition(INSTALL)[0].splitlines()) < 12  # on the first screen


def test_the_keys_are_counted_and_the_commands_work(filled: Desk) -> None:
    page = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = page.partition("## How many keys")[2].partition("The others are shorter")[0]
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
