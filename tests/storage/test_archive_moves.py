"""A block that goes to the archive by hand is recorded as that, and changes nothing else."""

import json
from pathlib import Path

import pytest

from conftest import ACTIONS, Clone, Desk
from helpers import without_hash

ARCHIVE = "data/archive/actions-2025.toml"


@pytest.fixture
def closed(filled: Desk) -> Desk:
    """Return a register of which one action is done."""
    filled.good("close", "3", "-m", "Vastgesteld")
    return filled


def archive(desk: Desk, old: str = "", new: str = "") -> None:
    """Move the third action to the archive by hand, with other words where they are given."""
    head, block = desk.read().rsplit("\n[[action]]", 1)
    desk.write(head)
    desk.write(f"[[action]]{block.replace(old, new) if old else block}", ARCHIVE)


def test_save_names_a_move_to_the_archive_and_back(closed: Desk) -> None:
    before = closed.read()
    archive(closed)

    out = closed.good("save")

    assert without_hash(out) == (
        f"2025-003 to the archive: Begroting vaststellen\n  file: data/actions.toml → {ARCHIVE}\n"
        "Undo: actiepunt undo HASH\n"
    )
    assert closed.git("log", "-1", "--format=%s%n%b").strip().split("\n\n")[0] == (
        f"2025-003 naar het archief: Begroting vaststellen\nbestand: data/actions.toml → {ARCHIVE}"
    )
    closed.write(before)
    closed.write("", ARCHIVE)
    assert closed.good("save").startswith("2025-003 back from the archive: Begroting")
    subject = closed.git("log", "-1", "--format=%s")
    assert subject == "2025-003 terug uit het archief: Begroting vaststellen\n"


def test_a_change_on_the_way_to_the_archive_is_told_with_the_file(closed: Desk) -> None:
    archive(closed, '"AB"]', '"DB"]')

    assert without_hash(closed.good("save")) == (
        "2025-003 changed: Begroting vaststellen\n"
        "  owner: AB → DB\n"
        f"  file: data/actions.toml → {ARCHIVE}\n"
        "Undo: actiepunt undo HASH\n"
    )


def test_diff_and_log_show_the_move_as_nothing_but_a_move(closed: Desk) -> None:
    log = json.loads(closed.good("log", "--format", "json"))["changes"]
    stats = closed.good("stats", "--format", "json")
    archive(closed)

    (row,) = json.loads(closed.good("diff", "--format", "json"))["differences"]
    assert (row["kind"], row["id"], row["fields"]) == ("archived", "2025-003", [])
    assert f"file: data/actions.toml → {ARCHIVE}" in closed.good("diff", "--format", "md")
    closed.good("save", "-m", "Jaar is om")

    *earlier, move = json.loads(closed.good("log", "--format", "json"))["changes"]
    assert earlier == log
    assert (move["id"], move["field"], move["new"], move["reason"]) == (
        "2025-003", "file", ARCHIVE, "Jaar is om"
    )  # fmt: skip
    assert closed.good("stats", "--format", "json") == stats
    (row,) = json.loads(closed.good("diff", "HEAD~1", "HEAD", "--format", "json"))["differences"]
    assert row["kind"] == "archived"


def test_undo_takes_a_move_back(closed: Desk) -> None:
    before = closed.read()
    archive(closed)
    closed.good("save")

    out = closed.good("undo")

    assert "2025-003 back from the archive: Begroting vaststellen\n" in out
    assert closed.read() == before
    assert "2025-003 to the archive" in closed.good("undo")
    assert "2025-003 done" not in closed.good("undo", "HEAD")


def test_a_move_changes_no_stamp_of_a_feed(closed: Desk, tmp_path: Path) -> None:
    closed.good("publish", str(tmp_path / "before"))
    archive(closed)
    closed.good("save")
    closed.good("publish", str(tmp_path / "after"))

    for name in ("meetings.ics", "deadlines.ics", "ab/meetings.ics"):
        assert (tmp_path / "after" / name).read_bytes() == (tmp_path / "before" / name).read_bytes()


def test_sync_names_moves_after_the_changes_that_came_in(anna: Desk, clone: Clone) -> None:
    anna.good("close", "3")
    anna.good("sync")
    bob = clone("Bob")
    archive(anna)
    anna.good("save")
    anna.good("meeting", "move", "AB:next", "--start", "2025-04-09 10:00")
    anna.good("sync")

    assert bob.good("sync") == (
        "Received 2 changes:\n"
        "  ab-2025-04-02 moved: AB – Wed 9 April 2025 10:00\n"
        "  2025-003 to the archive: Begroting vaststellen\n"
    )
    assert bob.read() != ACTIONS
