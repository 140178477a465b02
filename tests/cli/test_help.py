"""The help in sections, the man page, and `git actiepunt`."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from actiepunt.cli.group import SECTIONS, Command, root
from conftest import Desk
from helpers import commands

HELP = """\
Sharing:
  agenda      Write a draft agenda for the next meeting of a body.
  export      Write the register for other programs.
  import      Read actions and meetings from files of other programs.
  publish     Write every feed, and the pages that members open, to a folder
              for a web server.
  remind      Write a message to every owner of what is late or due soon.
  report      Write the action list of a body as a paper for its meeting.
  sync        Take in what others published, and publish what you changed.
"""


def test_the_help_has_a_section_for_each_kind_of_work(desk: Desk) -> None:
    told = desk.good("--help")

    assert HELP in told
    assert re.findall(r"(?m)^(\w+):", told)[1:] == ["Options", *SECTIONS_IN_ENGLISH, "Example"]
    assert "..." not in told.partition("Actions:")[2]  # nothing is cut off
    assert max(map(len, told.splitlines())) <= 80


SECTIONS_IN_ENGLISH = ["Actions", "Meetings", "History", "Sharing", "Setup"]


def test_every_command_is_in_a_section_or_is_for_programs() -> None:
    context = click.Context(root)
    found = {name: root.get_command(context, name) for name in root.list_commands(context)}
    hidden = {name for name, command in found.items() if command and command.hidden}

    assert hidden == {"manual", "merge-driver"}
    for name in found.keys() - hidden:
        command = found[name]
        assert isinstance(command, Command)
        assert command.section in SECTIONS, name


def test_a_group_lists_its_commands(desk: Desk) -> None:
    assert desk.good("body", "--help").endswith(
        "\nCommands:\n"
        "  add   Add a body.\n"
        "  edit  Change a body.\n"
        "  list  Show the bodies of the register.\n"
        "\nExample: actiepunt body list\n"
    )


@pytest.mark.parametrize("locale", ["C.UTF-8", "nl_NL.UTF-8"])
def test_the_man_page_tells_of_every_command_and_option(desk: Desk, locale: str) -> None:
    page = desk.process("manual", LC_ALL=locale, LANGUAGE="").out

    if shutil.which("groff"):
        page = shown(page)
    words = " ".join(page.split())
    for path, command in commands(root):
        if not command.hidden:
            assert f"actiepunt {path} " in words
            assert isinstance(command, Command)
            assert f": {command.example} " in words
            for parameter in command.params:
                if isinstance(parameter, click.Option) and not parameter.hidden:
                    assert parameter.opts[-1] in words
    assert ("GEBRUIK" if locale.startswith("nl") else "SYNOPSIS") in page


def shown(page: str) -> str:
    """Return a man page as a reader sees it; groff must have nothing to say about it."""
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8", "-Kutf8", "-P-cbou", "-rHY=0", "-rLL=200n"],
        input=page, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout.replace("\u2010", "-").replace("\u2212", "-")


def test_git_runs_it_as_one_of_its_own_commands(filled: Desk) -> None:
    scripts = Path(sys.executable).parent
    if not list(scripts.glob("git-actiepunt*")):
        pytest.skip("the project is not installed in this environment")
    path = os.pathsep.join([str(scripts), os.environ["PATH"]])

    done = subprocess.run(
        ["git", "-C", "data", "actiepunt", "list", "--json"],
        cwd=filled.root, env={**os.environ, "PATH": path}, check=True, capture_output=True,
        encoding="utf-8",
    )  # fmt: skip

    assert done.stdout == filled.good("list", "--json")
