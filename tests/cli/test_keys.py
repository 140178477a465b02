"""The keys that a secretary types to take down fifteen actions of a meeting, and what comes of it."""

import tomllib
from datetime import date
from typing import Any

import pytest

from actiepunt.cli import ask
from conftest import PROJECT, Desk

COMMAND = "actiepunt take AB --item 14\r"
A_MINUTE = 200  # keys that somebody types who types often
TYPED = {
    "Concept kaderbrief maken": ("vri", "9/4"),
    "Kaderbrief behandelen": ("db", "db"),
    "Kaderbrief versturen": ("db", "30/4"),
    "Concept begroting maken": ("vri", "30/4"),
    "Begroting behandelen": ("db", "db 7/5"),
    "Begroting naar gemeenten": ("db", "medio mei"),
    "Inhoudelijke agenda uitwerken": ("vri", "4/6"),
    "Inhoudelijke agenda bespreken": ("db", "db 11/6"),
    "Programma 2 en 3 toevoegen": ("vri", "voor de zomer"),
    "Begroting vaststellen": ("ab", "ab"),
    "60%-versie delen": ("prog", "maart"),
    "80%-versie voorleggen": ("prog", "eind april"),
    "Praten met de provincie": ("vri, denn", "juni"),
    "Scenario Meer maken": ("vri", "eind 2025"),
    "Programmamanager NPVR zoeken": ("8", "maart/april"),
}
VRIES, REGISSEURS = ["H. de Vries"], ["programmaregisseurs"]
RECORDED: list[tuple[list[str], date | str]] = [
    (VRIES, date(2025, 4, 9)),
    (["DB"], "db-2025-04-16"),
    (["DB"], date(2025, 4, 30)),
    (VRIES, date(2025, 4, 30)),
    (["DB"], "db-2025-05-07"),
    (["DB"], "medio mei 2025"),
    (VRIES, date(2025, 6, 4)),
    (["DB"], "db-2025-06-11"),
    (VRIES, "voor de zomer 2025"),
    (["AB"], "ab-2025-09-10"),
    (REGISSEURS, "maart 2025"),
    (REGISSEURS, "eind april 2025"),
    ([*VRIES, "L. Dennenberg"], "juni 2025"),
    (VRIES, "eind 2025"),
    (["8RHK ambassadeurs"], "maart/april 2025"),
]


def actions(desk: Desk) -> list[dict[str, Any]]:
    """Return the actions of the file."""
    return list(tomllib.loads(desk.read())["action"])


def test_fifteen_actions_with_owners_and_terms_take_less_than_three_minutes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from prompt_toolkit.application import create_app_session
    from prompt_toolkit.input import create_pipe_input
    from prompt_toolkit.output import DummyOutput

    for file in ("register", "actions", "calendar"):
        name = f"data/{file}.toml"
        desk.commit((PROJECT / name).read_text(encoding="utf-8"), name)
    before = len(actions(desk))
    monkeypatch.setattr(ask, "person", lambda: True)
    monkeypatch.setenv("ACTIEPUNT_TODAY", "2025-03-06")
    fields = [key for summary, answers in TYPED.items() for key in (summary, *answers)]
    keys = "".join(f"{field}\r" for field in fields) + "\r\r"

    with create_pipe_input() as screen, create_app_session(input=screen, output=DummyOutput()):
        screen.send_text(keys)
        desk.good(*COMMAND.split()[1:])

    added = actions(desk)[before:]
    assert [(a["owners"], a["due"]) for a in added] == RECORDED
    assert [(a["summary"], a["item"]) for a in added] == [(summary, "14") for summary in TYPED]
    assert len(COMMAND + keys) / A_MINUTE < 3
