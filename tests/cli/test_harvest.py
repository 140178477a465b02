"""`harvest` on a terminal: a key for each proposal, one commit at the end, and nothing twice."""

import re
from collections.abc import Mapping

import pytest

from actiepunt.cli import contents, harvesting, overlooked
from actiepunt.cli.keys import letter
from actiepunt.i18n import translator
from actiepunt.storage import harvested
from conftest import Desk
from helpers import Press, decide, press

MINUTES = """# Verslag AB 29 januari 2025

## 3. Koningsdag

De voorzitter opent de bespreking. E. Ruesen zal het draaiboek uitwerken, uiterlijk 3 april 2025.
Daarna wordt er geluncht.

Actie W. Stortelder: zaal reserveren voor eind april.

## 4. Rondvraag

De volgende bijeenkomst is woensdag 9 april 2025, 19.30-21.30 uur in De Steck.
"""


@pytest.fixture
def minutes(filled: Desk) -> str:
    """Return the path of minutes that stand beside the register."""
    path = filled.root.parent / "verslag.md"
    path.write_text(MINUTES, encoding="utf-8")
    return str(path)


def harvest(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    minutes: str,
    keys: list[Press],
    answers: tuple[str, ...] = ("",),
    first: tuple[Press, ...] = ("go on",),
) -> tuple[str, list[str]]:
    """Harvest with these keys, `first` those at the outline; return the output and the pages."""
    asked = decide(monkeypatch, *answers)
    pages = press(monkeypatch, *first, *keys)
    run = desk.run("harvest", minutes, "--meeting", "AB:last")
    assert run.code == 0, (run, asked)
    shown = [
        " | ".join(filter(None, (f"{part.label} {part.signed}".strip() for part in page.parts)))
        for page in pages
        if "go on" not in page.keys
    ]
    return run.out, shown


def test_what_is_taken_is_one_commit_and_nothing_comes_twice(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    out, pages = harvest(filled, monkeypatch, minutes, ["accept", "reject", "accept", "quit"])

    assert pages[0] == (
        "§3 › Verslag AB 29 januari 2025 › Koningsdag | De voorzitter opent de bespreking. | "
        "‹E. Ruesen› zal het draaiboek uitwerken, ‹uiterlijk 3 april 2025›. | "
        "Daarna wordt er geluncht. | action Het draaiboek uitwerken | owner E. Ruesen | "
        "due Thu 3 April 2025 | body AB | agenda item 3"
    )
    assert "2025-004 added: Het draaiboek uitwerken" in out
    assert "1 rejected" in out
    assert filled.git("log", "-1", "--format=%s") == (
        "Verslag AB 29 januari 2025: 1 actiepunt, 1 vergadering\n"
    )
    block = filled.read().split("[[action]]")[-1]
    assert re.sub('uid = "[a-z2-7]{16}"', "UID", block) == (
        '\nUID\nid = "2025-004"\nsummary = "Het draaiboek uitwerken"\nowners = ["E. Ruesen"]\n'
        'body = "AB"\nstatus = "open"\ndue = 2025-04-03\nmeeting = "ab-2025-01-29"\nitem = "3"\n'
        'source = "verslag.md §3"\ncreated = 2025-03-05T12:00:00+01:00\n'
    )
    assert "start = 2025-04-09T19:30:00" in filled.read("data/calendar.toml")
    assert sorted(harvested.read(filled.root).values()) == ["rejected", "taken", "taken"]
    assert filled.good("check") == "0 errors, 0 warnings\n"

    before = filled.state()
    out, pages = harvest(filled, monkeypatch, minutes, [])
    assert (out, pages) == ("Nothing is left in it to propose.\n", [])
    assert filled.state() == before


def test_nothing_is_written_before_the_end_and_it_goes_on(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    before = filled.state()

    out, _pages = harvest(filled, monkeypatch, minutes, ["accept", "skip", "quit"], answers=("n",))

    assert out.splitlines()[0] == "Taken: 1 action, 0 meetings"
    assert out.splitlines()[-1] == "Nothing is recorded yet; the same command goes on."
    assert filled.state() == before
    out, pages = harvest(
        filled, monkeypatch, minutes, ["undo", "accept", "reject", "quit"], first=()
    )
    assert "meeting AB" in pages[0]
    assert "action Zaal reserveren" in pages[1]
    assert "2025-004 added: Het draaiboek uitwerken" in out
    assert "2025-005 added: Zaal reserveren" in out


def test_what_is_edited_and_split_is_taken_as_typed(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    _out, _pages = harvest(
        filled, monkeypatch, minutes, ["edit", "split", "duplicate", "quit"],
        ("Draaiboek schrijven", "W. Stortelder", "eind mei", "Zaal zoeken", "W. Stortelder", "",
         "Zaal huren", "DB", "AB:next", ""),
    )  # fmt: skip

    found = re.findall(r'summary = "(.*)"\nowners = (.*)\n', filled.read())[-3:]
    assert found == [
        ("Draaiboek schrijven", '["W. Stortelder"]'),
        ("Zaal zoeken", '["W. Stortelder"]'),
        ("Zaal huren", '["DB"]'),
    ]
    assert 'due = "eind mei' in filled.read()
    assert 'due = "ab-2025-04-02"' in filled.read()
    assert set(harvested.read(filled.root).values()) == {"taken"}


def test_parts_are_left_out_as_a_whole(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    out, pages = harvest(
        filled, monkeypatch, minutes, ["reject", "quit"], ("2", ""), ("leave out", "go on")
    )

    assert len(pages) == 2
    assert "9 April" in pages[0]
    assert "2 left out" in out
    assert set(harvested.read(filled.root).values()) == {"rejected"}
    assert len(harvested.read(filled.root)) == 3
    assert "Nothing found" in filled.good("harvest", minutes, "--dry-run")
    assert "Zaal reserveren" in filled.good("harvest", minutes, "--dry-run", "--again")


def test_undo_and_back_change_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    before = filled.state()

    out, pages = harvest(
        filled, monkeypatch, minutes,
        ["undo", "back", "accept", "back", "help", "back", "undo", "quit"],
    )  # fmt: skip

    assert out == "Nothing was changed.\n"
    assert pages[0] == pages[1] == pages[2]
    assert filled.state() == before
    assert not list((filled.root / ".git/actiepunt").glob("harvest-*"))


def test_ctrl_c_keeps_what_was_chosen(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    decide(monkeypatch)
    press(monkeypatch, "go on", "accept")
    before = filled.state()

    run = filled.run("harvest", minutes, "--meeting", "AB:last")

    assert run.code == 1
    assert run.err == (
        "actiepunt: stopped; nothing is recorded yet\n"
        "What you chose is kept; the same command goes on.\n"
    )
    assert filled.state() == before
    _out, pages = harvest(filled, monkeypatch, minutes, ["quit"], ("n",), ())
    assert "Zaal reserveren" in pages[0]


def test_without_a_terminal_it_says_how_else(filled: Desk, minutes: str) -> None:
    run = filled.run("harvest", minutes)

    assert (run.code, run.out) == (2, "")
    assert "actiepunt harvest FILE --dry-run" in run.err
    assert filled.run("harvest", minutes, "--json").code == 2


def test_what_was_recorded_before_a_kill_is_not_added_twice(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("actiepunt.storage.sittings.remove", lambda *_words: None)
        harvest(filled, patched, minutes, ["accept", "quit"])
    assert list((filled.root / ".git/actiepunt").glob("harvest-*.json"))

    harvest(filled, monkeypatch, minutes, ["accept", "quit"])

    assert filled.read().count('summary = "Het draaiboek uitwerken"') == 1
    assert filled.read().count('summary = "Zaal reserveren"') == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("table", [harvesting.KEYS, contents.KEYS, overlooked.KEYS])
def test_the_keys_of_each_language_differ(language: str, table: Mapping[str, str]) -> None:
    say = translator(language)
    letters = [letter(say(words)) for words in table.values()]

    assert all(letters)
    assert len(set(letters)) == len(table)
