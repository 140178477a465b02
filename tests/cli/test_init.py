"""`init`: the questions on a terminal, the options for scripts, and what is left when it stops."""

from pathlib import Path

import pytest

from conftest import Desk
from helpers import typed

QUESTIONS = [
    ("Language of the register (nl, en) [en]:", "Nederlands\r"),
    ("Name of the register [regio]:", "\r"),
    ("Short name of a body, such as AB (empty: no more):", "AB\r"),
    ("AB in full (may be empty):", "Algemeen Bestuur\r"),
    ("Short name of a body, such as AB (empty: no more):", "BAC REC\r"),
    ("BAC REC in full (may be empty):", "\r"),
    ("Short name of a body, such as AB (empty: no more):", "\r"),
]
REGISTER = """\
#:schema ./.schema/register.json

name = "regio"
language = "nl"
timezone = "Europe/Amsterdam"

[bodies.AB]
title = "Algemeen Bestuur"

[bodies."BAC REC"]
"""


@pytest.fixture
def desk(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a folder without a register."""
    del home
    return Desk(tmp_path, capsys)


@pytest.fixture
def stranger(tmp_path: Path) -> dict[str, str]:
    """Return the environment of somebody whom git does not know."""
    return {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "EMAIL": ""}


def inside(desk: Desk) -> Desk:
    """Return the desk at the new register."""
    return Desk(desk.root / "regio", desk._capture)


def test_a_terminal_asks_for_what_a_register_needs(desk: Desk) -> None:
    screen = typed(desk, ["init", "regio"], QUESTIONS)

    assert "made data/register.toml" in screen
    assert inside(desk).read("data/register.toml") == REGISTER
    assert (
        inside(desk).git("log", "--format=%an: %s") == "Anna de Vries: register regio ingericht\n"
    )
    assert inside(desk).good("check") == "0 errors, 0 warnings\n"


def test_it_asks_who_commits_where_git_does_not_know(desk: Desk, stranger: dict[str, str]) -> None:
    (desk.root / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    typed(
        desk,
        ["init", "regio", "--name", "R", "--language", "nl", "--body", "AB"],
        [("Your name", "\x15Piet Puk\r"), ("Your mail address", "piet\r"), ("not a mail", "@x.nl\r")],
        **stranger,
    )  # fmt: skip

    assert inside(desk).git("config", "--local", "user.email") == "piet@x.nl\n"
    assert inside(desk).git("log", "--format=%cn <%ce>") == "Piet Puk <piet@x.nl>\n"


@pytest.mark.parametrize("answered", [0, 3, 6])
def test_ctrl_c_at_any_question_leaves_nothing(desk: Desk, answered: int) -> None:
    answers = [*QUESTIONS[:answered], (QUESTIONS[answered][0], "\x03")]

    screen = typed(desk, ["init", "boards/2025/regio"], answers)

    assert "stopped; nothing was changed" in screen
    assert list(desk.root.iterdir()) == []


def test_ctrl_c_leaves_a_folder_with_files_as_it_was(desk: Desk) -> None:
    desk.write("x", "notulen.txt")

    typed(desk, ["init", "."], [("Language", "\x03")])

    assert [path.name for path in desk.root.iterdir()] == ["notulen.txt"]


def test_options_say_the_same_to_a_script(desk: Desk, stranger: dict[str, str]) -> None:
    (desk.root / ".gitconfig").write_text("[user]\n\tuseConfigOnly = true\n", encoding="utf-8")
    run = desk.process(
        "init", "regio", "--language", "nl", "--name", "regio", "--body", "AB=Algemeen Bestuur",
        "--body", "BAC REC", "--user-name", "Piet", "--user-email", "piet@x.nl", **stranger,
    )  # fmt: skip

    assert run.code == 0, run
    assert inside(desk).read("data/register.toml") == REGISTER
    assert inside(desk).git("log", "--format=%cn <%ce>") == "Piet <piet@x.nl>\n"


def test_what_stands_is_not_asked_again(desk: Desk) -> None:
    desk.good("init", "regio", "--name", "Regio")
    before = inside(desk).state()

    screen = typed(inside(desk), ["init", "."], [])
    run = inside(desk).run("init", ".", "--name", "Anders")

    assert screen == "This is a register already; nothing to do.\r\n"
    assert run.err == (
        "--name, --language and --body are for a new register, and this one stays as it is\n"
    )
    assert inside(desk).state() == before


REFUSED = {
    ("--body", "=x"): "name is empty",
    ("--body", "AB", "--body", "ab=x"): "there is a body “ab” already",
    ("--body", "a\nb"): "name holds the control character U+000A",
    ("--user-email", "piet"): "“piet” is not a mail address",
    ("--user-name", "P <p>"): "“P <p>” holds a < or >",
    ("--user-name", ""): "name is empty",
    ("--timezone", "Mars"): "unknown time zone “Mars”",
}


@pytest.mark.parametrize("words", REFUSED)
def test_wrong_options_make_nothing(desk: Desk, words: tuple[str, ...]) -> None:
    run = desk.run("init", "a/regio", *words)

    assert (run.code, run.err.splitlines()[0]) == (2, f"actiepunt: {REFUSED[words]}")
    assert list(desk.root.iterdir()) == []
