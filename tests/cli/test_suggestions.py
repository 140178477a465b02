"""What a word means that is no command or option: the one that is near, or nothing."""

import pytest

from actiepunt.cli import suggestions
from actiepunt.cli.group import root
from conftest import Desk
from helpers import commands

NO_COMMAND = "actiepunt: there is no command “{word}”\nDid you mean “actiepunt {meant}”?\n"
NO_OPTION = "actiepunt: there is no option “{word}”\nDid you mean “{meant}”?\n"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["lst"], "list"),
        (["lsit", "--all"], "list"),
        (["ad"], "add"),
        (["exprot"], "export"),
        (["publisch"], "publish"),
        (["toevoegen", "Iets"], "add"),
        (["Toevoegen"], "add"),
        (["lijst"], "list"),
        (["toevoegn"], "add"),
        (["uitstelen"], "defer"),
        (["sluiten", "1"], "close"),
        (["afsluiten"], "close"),
        (["uitstellen"], "defer"),
        (["wijzigen"], "edit"),
        (["tonen"], "show"),
        (["verwijderen"], "cancel"),
        (["delete"], "cancel"),
        (["kalender"], "meeting list"),
        (["volgende"], "meeting next"),
        (["move"], "meeting move"),
        (["ics"], "export ics"),
        (["meeting", "toevoegen"], "meeting add"),
        (["meeting", "uitstellen"], "meeting move"),
        (["meeting", "lst"], "meeting list"),
    ],
)
def test_a_command_that_is_near_is_suggested(desk: Desk, words: list[str], meant: str) -> None:
    run = desk.run(*words)

    word = words[1] if words[0] == "meeting" else words[0]
    assert (run.code, run.out) == (2, "")
    assert run.err == NO_COMMAND.format(word=word, meant=meant)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["list", "--ower", "x"], "--owner"),
        (["list", "--bods"], "--body"),
        (["list", "--over"], "--overdue"),
        (["list", "--due"], "--due-before"),
        (["list", "--gremium=AB"], "--body"),
        (["list", "--te-laat"], "--overdue"),
        (["list", "-owner", "x"], "--owner"),
        (["add", "-body", "AB"], "--body"),
        (["add", "Iets", "--termijn", "mei"], "--due"),
        (["defer", "1", "--termijn", "mei"], "--to"),
        (["close", "1", "--reden", "x"], "--reason"),
        (["close", "1", "--redn", "x"], "--reason"),
        (["--hlp"], "--help"),
    ],
)
def test_an_option_that_is_near_is_suggested(desk: Desk, words: list[str], meant: str) -> None:
    before = desk.state()

    run = desk.run(*words)

    word = next(word for word in words if word.startswith("-")).partition("=")[0]
    assert (run.code, run.out) == (2, "")
    assert run.err == NO_OPTION.format(word=word, meant=meant)
    assert desk.state() == before


@pytest.mark.parametrize(
    ("words", "message", "group"),
    [
        (["foo"], "command “foo”", ""),
        (["help"], "command “help”", ""),
        (["xyz"], "command “xyz”", ""),
        (["frobnicate"], "command “frobnicate”", ""),
        (["a"], "command “a”", ""),
        (["dog"], "command “dog”", ""),
        (["\x1b[31m"], "command “␛[31m”", ""),
        (["meeting", "sluiten"], "command “sluiten”", "meeting "),
        (["--xyz"], "option “--xyz”", ""),
        (["-5"], "option “-5”", ""),
        (["list", "--xyz"], "option “--xyz”", "list "),
        (["list", "-x"], "option “-x”", "list "),
        (["list", "--"+"x" * 500], f"option “--{'x' * 500}”", "list "),
    ],
)  # fmt: skip
def test_where_nothing_is_near_nothing_is_suggested(
    desk: Desk, words: list[str], message: str, group: str
) -> None:
    run = desk.run(*words)

    assert (run.code, run.out) == (2, "")
    assert run.err == f"actiepunt: there is no {message}\nSee: actiepunt {group}--help\n"


def test_the_value_of_an_option_may_look_like_an_option(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", "-owner", "--details=-body", "-m", "-due")

    assert 'summary = "-owner"' in filled.read()


def test_no_word_of_the_table_is_a_command_and_each_means_something() -> None:
    names = {path for path, _command in commands(root)}

    for words in suggestions._COMMANDS.values():
        assert not names & set(words.split())


def test_ls_is_list(filled: Desk) -> None:
    assert filled.good("ls", "--body", "AB") == filled.good("list", "--body", "AB")
    assert filled.good("meeting", "ls") == filled.good("meeting", "list")


def test_in_dutch(filled: Desk) -> None:
    dutch = filled.process("lijst", LC_ALL="nl_NL.UTF-8", LANGUAGE="")

    assert dutch.err == (
        "actiepunt: de opdracht “lijst” bestaat niet\nWas “actiepunt list” bedoeld?\n"
    )
