"""`sync` where one side archives an action and the other changes it: nothing is lost or doubled."""

import pytest

from conftest import Clone, Desk
from helpers import decide, together

LAST = "data/archive/actions-2024.toml"


@pytest.fixture
def closed(anna: Desk) -> Desk:
    """Return a published register of which two actions were closed last year."""
    anna.good("close", "1", "3", "--on", "2024-12-20")
    anna.good("sync")
    return anna


def everything(desk: Desk) -> str:
    """Return the texts of all files with actions."""
    files = sorted((desk.root / "data").glob("**/actions*.toml"))
    return "".join(path.read_text(encoding="utf-8") for path in files)


def once(desk: Desk) -> None:
    """Demand that each of the three actions is in one file, under its number."""
    for number in ("2025-001", "2025-002", "2025-003"):
        assert everything(desk).count(f'id = "{number}"') == 1


@pytest.mark.parametrize("first", ["anna", "bob"])
@pytest.mark.parametrize(
    ("words", "text", "file"),
    [
        (("note", "3", "Nagekomen"), "Nagekomen", LAST),
        (("edit", "3", "--outcome", "Goed"), '"Goed"', LAST),
        (("reopen", "3"), '"2025-003"', "data/actions.toml"),
        (("close", "3", "--on", "2023-12-31"), "closed = 2023-12-31", "actions-2023.toml"),
    ],
)
def test_a_change_meets_the_archive(
    closed: Desk, clone: Clone, first: str, words: tuple[str, ...], text: str, file: str
) -> None:
    bob = clone("Bob")
    archiver, other = (closed, bob) if first == "anna" else (bob, closed)
    archiver.good("archive", "--before", "2025")
    other.good(*words)
    for desk in (closed, bob, closed):
        desk.good("sync")

    for desk in (closed, bob):
        once(desk)
        assert text in "".join(
            path.read_text()
            for path in (desk.root / "data").glob("**/*.toml")
            if str(path).endswith(file)
        )
    together(closed, bob)


@pytest.mark.parametrize("first", ["anna", "bob"])
@pytest.mark.parametrize("back", [("reopen", "3"), ("undo",)])
def test_a_change_in_the_archive_meets_the_way_back(
    closed: Desk, clone: Clone, first: str, back: tuple[str, ...]
) -> None:
    closed.good("archive", "--before", "2025")
    closed.good("sync")
    bob = clone("Bob")
    mover, other = (closed, bob) if first == "anna" else (bob, closed)
    mover.good(*(("undo", "HEAD") if back == ("undo",) else back))
    other.good("note", "3", "Nagekomen")
    other.good("note", "1", "Ook")

    for desk in (closed, bob, closed):
        desk.good("sync")

    for desk in (closed, bob):
        once(desk)
        assert "Nagekomen" in desk.read()
        assert "Ook" in everything(desk)
    together(closed, bob)


def test_both_archive(closed: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    closed.good("archive", "--before", "2025")
    bob.good("archive", "--before", "2025")
    bob.good("reopen", "1")
    for desk in (closed, bob, closed):
        desk.good("sync")

    once(bob)
    together(closed, bob)


def test_both_archive_in_other_years(closed: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    closed.good("archive", "--before", "2025")
    bob.good("close", "3", "--on", "2023-12-31")
    bob.good("archive", "--before", "2025")
    for desk in (closed, bob, closed):
        desk.good("sync")

    once(bob)
    assert "closed = 2023-12-31" in bob.read("data/archive/actions-2023.toml")
    together(closed, bob)


def test_both_close_what_the_other_archives(
    closed: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = clone("Bob")
    closed.good("edit", "3", "--outcome", "Van Anna")
    closed.good("archive", "--before", "2025")
    closed.good("sync")
    bob.good("edit", "3", "--outcome", "Van Bob")
    before = bob.state()

    assert bob.run("sync").code == 3
    assert bob.state() == before
    decide(monkeypatch, "mine")
    bob.good("sync")

    once(bob)
    assert "Van Bob" in bob.read(LAST)
    together(bob, closed)
