"""The pages of `harvest`: outline, text, sizes, hostile text, a kill, and a real terminal."""

import json
import re
from pathlib import Path

import click
import pytest

from actiepunt.cli import ask, keys
from actiepunt.cli.keys import Page
from actiepunt.git.repository import Repository
from actiepunt.storage import harvested, sittings
from actiepunt.text import display_width
from conftest import ACTIONS, Desk
from helpers import Press, decide, press, typed

MINUTES = """# Verslag AB 29 januari 2025

## 3. Koningsdag

De voorzitter opent. E. Ruesen zal het draaiboek uitwerken, uiterlijk 3 april 2025. We lunchen.

Actie W. Stortelder: zaal reserveren voor eind april.

## 4. Rondvraag

Niemand vraagt iets. De griffier zal de begroting vaststellen.
"""


@pytest.fixture
def minutes(filled: Desk) -> Path:
    """Return minutes that stand beside the register."""
    path = filled.root.parent / "verslag.md"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def harvest(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    minutes: Path,
    *pressed: Press,
    answers: tuple[str, ...] = (),
    code: int = 0,
) -> tuple[str, list[Page]]:
    """Harvest with these keys and answers; return what was written, and the pages."""
    asked = decide(monkeypatch, *answers)
    pages = press(monkeypatch, *pressed)
    run = desk.run("harvest", str(minutes), "--meeting", "AB:last")
    assert run.code == code, (run, asked)
    return run.out + run.err, pages


def text(page: Page) -> list[str]:
    """Return the lines of a page, with what stands out between signs."""
    return [f"{part.label} {part.signed}".strip() for part in page.parts]


def test_the_outline_leaves_parts_out_and_takes_them_in(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    _out, pages = harvest(
        filled, monkeypatch, minutes,
        "leave out", "leave out", "go on", "outline", "leave out", "go on", "quit",
        answers=("1,2", "2-3", "2"),
    )  # fmt: skip

    assert text(pages[0])[2:] == [
        "1 Verslag AB 29 januari 2025 (3)", "2   3 Koningsdag (2)", "3   4 Rondvraag (1)",
    ]  # fmt: skip
    assert all(line.endswith("– left out") for line in text(pages[1])[2:])
    assert not any(line.endswith("– left out") for line in text(pages[2])[2:])
    assert "‹E. Ruesen› zal het draaiboek" in str(text(pages[3]))
    assert "begroting vaststellen" in str(text(pages[6]))
    assert pages[6].right == "said · 3 of 3 [#############.......]"


def test_what_was_left_out_stays_so(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    harvest(filled, monkeypatch, minutes, "leave out", "go on", answers=("2",), code=1)

    _out, pages = harvest(filled, monkeypatch, minutes, "quit")

    assert "begroting vaststellen" in str(text(pages[0]))


def test_the_text_shows_what_nobody_proposed_and_an_action_is_taken_from_it(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    out, pages = harvest(
        filled, monkeypatch, minutes,
        "go on", "reject", "text", "add", "next", "add", "next", "previous", "back", "quit",
        answers=("2", "Lunch bestellen", "DB", "eind april",
                 "Vragen inventariseren", "", "", ""),
    )  # fmt: skip

    assert text(pages[3]) == [
        "Verslag AB 29 januari 2025",
        "Koningsdag",
        "1 De voorzitter opent.",
        "rejected ‹E. Ruesen zal het draaiboek uitwerken, uiterlijk 3 april 2025.›",
        "2 We lunchen.",
        "proposed ‹Actie W. Stortelder: zaal reserveren voor eind april.›",
    ]
    assert pages[3].right == "part 1 of 2"
    assert pages[4].told == ["Taken: Lunch bestellen"]
    assert text(pages[4])[4] == "taken ‹We lunchen.›"
    assert text(pages[5])[1] == "1 Niemand vraagt iets."
    assert "2025-004 added: Lunch bestellen" in out
    block = filled.read().split("[[action]]")[-2]
    assert re.sub('uid = "[a-z2-7]{16}"', "UID", block).strip() == (
        'UID\nid = "2025-004"\nsummary = "Lunch bestellen"\nowners = ["DB"]\nbody = "AB"\n'
        'status = "open"\ndue = "eind april 2025"\nmeeting = "ab-2025-01-29"\nitem = "3"\n'
        'source = "verslag.md §3"\ncreated = 2025-03-05T12:00:00+01:00'
    )
    assert sorted(harvested.read(filled.root).values()) == ["rejected", "taken", "taken"]

    _out, pages = harvest(filled, monkeypatch, minutes, "go on", "text", "back", "quit")
    assert [part.label for part in pages[2].parts] == ["", "", "1", "rejected", "taken", "proposed"]


def test_what_was_taken_from_the_text_is_kept_and_taken_back(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    before = filled.state()
    harvest(
        filled, monkeypatch, minutes, "go on", "text", "add", "back",
        answers=("2", "Lunch bestellen", "DB", ""), code=1,
    )  # fmt: skip

    _out, pages = harvest(filled, monkeypatch, minutes, "back", "undo", "text", "back", "quit")

    assert "action Lunch bestellen" in text(pages[1])
    assert "2 We lunchen." in text(pages[3])
    assert filled.state() == before
    assert not list((filled.root / ".git/actiepunt").glob("harvest-*"))


def test_a_question_that_is_left_changes_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    decide(monkeypatch)
    monkeypatch.setattr("actiepunt.cli.ask.text", leave)
    pages = press(monkeypatch, "leave out", "go on", "edit", "split", "text", "add", "back", "quit")

    out = filled.good("harvest", str(minutes), "--meeting", "AB:last")

    assert [line for page in pages for line in page.told] == ["Nothing was changed."] * 4
    assert out == "Nothing was changed.\n"


def leave(*_words: object, **_more: object) -> str:
    """Answer a question with Esc."""
    raise click.Abort


def test_what_was_edited_stays_when_it_is_accepted_once_more(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    harvest(
        filled, monkeypatch, minutes, "go on", "edit", "back", "accept", "quit",
        answers=("Draaiboek schrijven", "DB", "", ""),
    )  # fmt: skip

    assert 'summary = "Draaiboek schrijven"\nowners = ["DB"]\n' in filled.read()


def test_an_action_that_is_there_already_is_named(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    out, pages = harvest(
        filled, monkeypatch, minutes, "go on", "skip", "skip", "duplicate", "quit", answers=("",)
    )

    assert "resembles 2025-003 (open): Begroting vaststellen" in text(pages[3])
    assert out.startswith("Recorded: data/harvested.toml\n")
    assert filled.read() == ACTIONS
    assert list(harvested.read(filled.root).values()) == ["taken"]
    assert (
        filled.git("log", "-1", "--format=%s") == "Verslag AB 29 januari 2025: niets overgenomen\n"
    )


def test_meetings_of_the_same_day_are_named(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    minutes.write_text(
        "De volgende bijeenkomst van het AB is op woensdag 2 april 2025.\n\n"
        "De bijeenkomst over de haven is op 2 april 2025.\n",
        encoding="utf-8",
    )

    _out, pages = harvest(filled, monkeypatch, minutes, "duplicate", "skip", "undo", "undo", "quit")

    assert "resembles AB, Wed 2 April 2025 10:00–11:30" in text(pages[0])
    assert "that day AB, Wed 2 April 2025 10:00–11:30" in text(pages[1])


def test_a_hand_edit_in_between_is_told_and_nothing_is_lost(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    edited = ACTIONS + "# met de hand\n"
    out, _pages = harvest(
        filled, monkeypatch, minutes, "go on", "accept", lambda: filled.write(edited), "quit",
        answers=("",), code=1,
    )  # fmt: skip
    assert "data/actions.toml has edits that are not recorded yet" in out
    assert filled.read() == edited

    filled.commit(edited)
    out, _pages = harvest(filled, monkeypatch, minutes, "quit", answers=("",))

    assert "2025-004 added: Het draaiboek uitwerken" in out


def test_minutes_that_changed_propose_only_what_is_new(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    harvest(filled, monkeypatch, minutes, "go on", "accept", "accept", "reject", "quit",
            answers=("",))  # fmt: skip
    minutes.write_text(MINUTES + "\nActie DB: de brief versturen.\n", encoding="utf-8")

    out, pages = harvest(filled, monkeypatch, minutes, "accept", "quit", answers=("",))

    assert "action De brief versturen" in text(pages[0])
    assert "2025-006 added: De brief versturen" in out


HOSTILE = "\x1b[31mrood\x1b]8;;https://evil.example\x07klik\x1b[2J [b]vet[/b] =1+1"


def test_hostile_text_is_shown_as_text(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    minutes.write_text(
        f"# {HOSTILE}\n\n{HOSTILE}\n\nActie DB: {HOSTILE} nagaan.\n\n# Kop\n\nActie AB: {HOSTILE}.\n",
        encoding="utf-8",
    )
    out, pages = harvest(
        filled, monkeypatch, minutes, "go on", "accept", "text", "back", "quit", answers=("",)
    )

    assert "[b]vet[/b] =1+1" in out
    for page in pages:
        for size in ((80, 24), (40, 15), (20, 6), (1, 1)):
            shown = keys.Reading(page).rows(*size)
            assert not [row for row in shown if re.search(r"[\x00-\x1f\x7f-\x9f]", row.text)]
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", out)
    assert filled.good("check") == "0 errors, 0 warnings\n"


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (20, 6)])
def test_every_page_fits_the_terminal(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path, size: tuple[int, int]
) -> None:
    decide(monkeypatch)
    pages = press(monkeypatch, "go on", "text", "back", "help", "back", "skip", "skip", "skip")
    monkeypatch.setattr(keys, "size", lambda: size)

    filled.run("harvest", str(minutes), "--meeting", "AB:last")

    assert len(pages) == 9
    for page in pages:
        shown = keys.Reading(page).rows(*size)
        assert len(shown) <= size[1]
        assert all(display_width(row.text) <= size[0] for row in shown)
        below = "".join(row.text for row in shown[1:])
        assert all(keys.letter(words) in below for words in page.keys.values())


def test_two_windows_do_not_read_the_same(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    harvest(filled, monkeypatch, minutes, "go on", "accept", code=1)
    (file,) = (filled.root / ".git/actiepunt").glob("harvest-*.json")

    with sittings.held(Repository(filled.root), file.stem.removeprefix("harvest-")):
        out, pages = harvest(filled, monkeypatch, minutes, code=1)

    assert "these minutes are being read in another window" in out
    assert not pages


@pytest.mark.parametrize("content", ["", "{}", '{"decisions": [["a", "accept", ["[[action"]]]}'])
def test_a_damaged_file_is_told(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path, content: str
) -> None:
    harvest(filled, monkeypatch, minutes, "go on", "accept", code=1)
    (file,) = (filled.root / ".git/actiepunt").glob("harvest-*.json")
    file.write_text(content, encoding="utf-8")

    out, pages = harvest(filled, monkeypatch, minutes, code=1)

    assert "cannot be read" in out
    assert not pages


KILLED = """
import os, signal, sys
from actiepunt.cli import ask, main
original = ask.text
def text(question, *known, **more):
    if question == "Owners":
        os.kill(os.getpid(), signal.SIGKILL)
    return original(question, *known, **more)
ask.text = text
sys.exit(main(["harvest", sys.argv[1] if sys.argv[1:] else FILE, "--meeting", "AB:last"]))
"""


def test_a_killed_harvest_goes_on_with_what_was_chosen(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path
) -> None:
    before = filled.state()
    typed(
        filled, [],
        [("[g]o on", "g"), ("[a]ccept", "a"), ("Zaal reserveren", "e"), ("Action", "\r")],
        code=KILLED.replace("FILE", json.dumps(str(minutes))),
    )  # fmt: skip
    assert filled.state() == before

    out, pages = harvest(filled, monkeypatch, minutes, "accept", "quit", answers=("",))

    assert "action Zaal reserveren" in text(pages[0])
    assert "2025-004 added: Het draaiboek uitwerken\n2025-005 added: Zaal reserveren\n" in out


def test_a_person_types_the_keys_and_the_answers(filled: Desk, minutes: Path) -> None:
    screen = typed(
        filled,
        ["harvest", str(minutes)],
        [
            ("Minutes of", "\r"),
            ("[g]o on", "l"),
            ("Leave out, or take in", "9\r"),
            ("Give numbers from 1 to 3", "\x1b"),
            ("Nothing was changed", "g"),
            ("[a]ccept", "\r"),
            ("Enter decides nothing", "e"),
            ("Action", "\x15Draaiboek\r"),
            ("Owners", "\x15sto\t\r"),
            ("Due", "\x1532 maart\r"),
            ("does not exist", "\x15eind mei\r"),
            ("Taken: Draaiboek", "q"),
            ("Record this now?", "\r"),
            ("Undo: actiepunt undo", ""),
        ],
    )

    assert "2 not looked at\r\n" in screen
    assert 'summary = "Draaiboek"\nowners = ["W. Stortelder"]\n' in filled.read()
    assert 'due = "eind mei 2025"\n' in filled.read()


def test_the_keys_are_dutch_and_a_terminal_without_a_cursor_gets_signs(
    filled: Desk, minutes: Path
) -> None:
    screen = typed(
        filled,
        ["harvest", str(minutes), "--meeting", "AB:vorige"],
        [
            ("[v]erder: ", "v\r"), ("‹E. Ruesen›", "n\r"), ("Zaal reserveren", "s\r"),
            ("Dit nu vastleggen?", "n\r"),
        ],
        TERM="dumb",
        LC_ALL="nl_NL.UTF-8",
        LANGUAGE="",
    )  # fmt: skip

    assert "Overgenomen: Het draaiboek uitwerken" in screen
    assert "Er is nog niets vastgelegd; dezelfde opdracht gaat verder.\r\n" in screen
    assert "\x1b" not in screen
    assert filled.read() == ACTIONS


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Verslag AB 29 januari 2025", "ab-2025-01-29"),
        ("Verslag van 2-4-2025", "ab-2025-04-02"),
        ("Verslag van 3 april 2025, ingelast na 29-01-2025", "ab-2025-01-29"),
        ("Verslag", ""),
    ],
)
def test_the_day_in_the_title_proposes_the_meeting(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path, title: str, answer: str
) -> None:
    minutes.write_text(MINUTES.replace("Verslag AB 29 januari 2025", title), encoding="utf-8")
    asked: list[tuple[str, object]] = []

    def answered(question: str, *_known: object, **more: object) -> str:
        asked.append((question, more.get("default")))
        return str(more.get("default", ""))

    decide(monkeypatch)
    monkeypatch.setattr(ask, "text", answered)
    press(monkeypatch, "go on", "accept", "quit")

    filled.good("harvest", str(minutes))

    assert asked[0] == ("Minutes of", answer)
    assert (f'meeting = "{answer}"' in filled.read().split("[[action]]")[-1]) is bool(answer)


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("Verslag AB 29 januari 2025", "ab-2025-01-29"),
        ("Dagelijks Bestuur van 29 januari 2025", "db-2025-01-29"),
        ("Laboratorium 29 januari 2025", ""),
    ],
)
def test_of_two_meetings_on_a_day_the_title_names_one(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path, title: str, answer: str
) -> None:
    filled.good("body", "add", "BAC")
    filled.good("body", "edit", "DB", "--title", "Dagelijks Bestuur")
    filled.good("meeting", "add", "--body", "DB", "--start", "2025-01-29 09:00")
    minutes.write_text(MINUTES.replace("Verslag AB 29 januari 2025", title), encoding="utf-8")
    defaults: list[object] = []

    def answered(_question: str, *_known: object, **more: object) -> str:
        defaults.append(more.get("default"))
        return ""

    decide(monkeypatch)
    monkeypatch.setattr(ask, "text", answered)
    press(monkeypatch, "go on", "skip", "quit")

    filled.good("harvest", str(minutes))

    assert defaults[0] == answer


@pytest.mark.parametrize(("high", "shown"), [(24, ["1", "2", "3"]), (7, ["1"]), (5, [])])
def test_above_the_question_stand_the_headings_that_fit(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, minutes: Path, high: int, shown: list[str]
) -> None:
    above: list[str] = []

    def answered(_question: str, *_known: object, **more: list[str]) -> str:
        above.extend(more.get("above", []))
        return ""

    decide(monkeypatch)
    monkeypatch.setattr(ask, "text", answered)
    press(monkeypatch, "leave out", "go on", "quit")
    monkeypatch.setattr(keys, "size", lambda: (80, high))

    filled.good("harvest", str(minutes), "--meeting", "AB:last")

    assert [line.split()[0] for line in above if line] == shown
