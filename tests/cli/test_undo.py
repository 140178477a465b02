"""`undo`: whose change is taken back, and what an undone addition leaves."""

import json
import re
from pathlib import Path

import pytest

from conftest import Clone, Desk


def without_hash(text: str) -> str:
    """Leave out hashes and moments, which differ from run to run."""
    return re.sub(
        r"\w{3} \d+ \w+ \d{4} \d\d:\d\d", "MOMENT", re.sub(r"\b[0-9a-f]{7,}\b", "HASH", text)
    )


def test_it_takes_back_ones_own_last_change_and_names_it(anna: Desk, clone: Clone) -> None:
    bob = clone("bob")
    bob.git("config", "user.email", "bob@example.org")
    bob.good("note", "1", "Van Bob")
    anna.good("note", "3", "Van Anna")
    bob.good("sync")
    anna.good("sync")
    anna.good("close", "3")
    bob.good("close", "2")
    bob.good("sync")
    anna.good("sync")

    out = anna.good("undo")

    assert (
        without_hash(out)
        == """\
Taken back: HASH Anna, MOMENT: 2025-003 afgerond: Begroting vaststellen
2025-003 reopened: Begroting vaststellen
  reopened (was done on Wed 5 March 2025)
Undo: actiepunt undo HASH
"""
    )


def test_somebody_elses_change_is_taken_back_only_when_it_is_named(
    anna: Desk, clone: Clone
) -> None:
    anna.good("note", "1", "Van Anna")
    anna.good("sync")
    bob = clone("bob")
    bob.git("config", "user.email", "bob@example.org")

    refused = bob.run("undo")
    named = re.search(r"actiepunt undo ([0-9a-f]+)", refused.err)
    assert named
    done = bob.run("undo", named[1])

    assert refused.code == 1
    assert refused.err.startswith(
        "actiepunt: you have made no change that could be taken back\nThe last one is "
    )
    assert "Anna" in refused.err
    assert done.code == 0
    assert f"Taken back: {named[1]} Anna, " in done.out
    assert bob.commits() == anna.commits() + 1


def test_a_change_that_one_made_for_somebody_else_is_ones_own(filled: Desk) -> None:
    filled.good("close", "1", "--author", "Griffier <griffier@example.org>")

    out = filled.good("undo")

    assert "2025-001 reopened" in out


@pytest.fixture
def withdrawn(filled: Desk) -> Desk:
    """Return a register in which an action and a meeting were added and undone."""
    filled.good(
        "add", "Vergissing", "--owner", "Onbekende", "--body", "XYZ", "--due", "2025-03-01",
        "--tag", "fout",
    )  # fmt: skip
    filled.good("undo")
    filled.good("meeting", "add", "--body", "XYZ", "--start", "2025-03-20 10:00")
    filled.good("undo")
    return filled


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--all"],
        ["list", "--all", "--format", "json"],
        ["list", "--status", "cancelled"],
        ["meeting", "list", "--all"],
        ["meeting", "list", "--all", "--format", "json"],
        ["stats"],
        ["check"],
        ["export", "ics"],
        ["export", "ics", "--tasks"],
        ["diff", "HEAD~4", "HEAD"],
        ["list", "--all", "--at", "HEAD"],
    ],
)
def test_an_undone_addition_is_nowhere_to_be_seen(withdrawn: Desk, words: list[str]) -> None:
    seen = withdrawn.good(*words)

    assert not re.search("vergissing|onbekende|xyz|2025-03-20|withdrawn", seen, re.IGNORECASE)


def test_an_undone_addition_is_not_published(withdrawn: Desk, tmp_path: Path) -> None:
    withdrawn.good("publish", str(tmp_path / "site"))

    for path in (tmp_path / "site").rglob("*"):
        assert not re.search("xyz|onbekende", path.name)
        assert path.is_dir() or not re.search(b"(?i)vergissing|onbekende|xyz", path.read_bytes())


def test_the_log_alone_tells_of_an_undone_addition(withdrawn: Desk) -> None:
    rows = json.loads(withdrawn.good("log", "4", "--format", "json"))["changes"]
    meeting = json.loads(withdrawn.good("log", "xyz-2025-03-20", "--format", "json"))["changes"]
    refused = withdrawn.run("close", "4")
    shown = withdrawn.run("show", "4")

    assert [row["field"] for row in rows] == ["created", "withdrawn"]
    assert [row["field"] for row in meeting] == ["created", "withdrawn"]
    for run in (refused, shown):
        assert run.code == 1
        assert run.err == (
            "actiepunt: 2025-004 was withdrawn on Wed 5 March 2025: adding it was undone\n"
            "`actiepunt log 2025-004` shows it.\n"
        )
    assert withdrawn.run("meeting", "show", "XYZ:next").code == 1
    assert withdrawn.good("add", "Goed", "--owner", "DB").startswith("2025-005 added")


def test_undoing_the_undo_brings_it_back_as_it_was(filled: Desk) -> None:
    filled.good("add", "Toch wel", "--owner", "DB")
    before = filled.read()
    filled.good("undo")

    out = filled.good("undo")

    assert out.splitlines()[1] == "2025-004 restored: Toch wel"
    assert filled.read() == before


def test_a_meeting_at_which_something_is_due_is_not_withdrawn(filled: Desk) -> None:
    added = filled.good("meeting", "add", "--body", "DB", "--start", "2025-03-20 10:00")
    commit = added.split()[-1]
    filled.good("defer", "1", "--to", "DB:next")
    before = filled.state()

    run = filled.run("undo", commit)

    assert run.code == 1
    assert run.err == (
        "actiepunt: 2025-001 names db-2025-03-20, so it cannot be withdrawn\n"
        "Give 2025-001 another meeting first, or cancel the meeting.\n"
    )
    assert filled.state() == before


def test_an_addition_that_somebody_changed_since_is_not_withdrawn(filled: Desk) -> None:
    commit = filled.good("add", "Nieuw", "--owner", "DB").split()[-1]
    filled.good("note", "4", "Begonnen")

    run = filled.run("undo", commit)

    assert run.code == 1
    assert run.err.startswith("actiepunt: 2025-004 changed again since: progress\n")


def test_withdrawn_here_and_changed_there_is_for_a_person_to_decide(
    anna: Desk, clone: Clone
) -> None:
    anna.good("add", "Nieuw", "--owner", "DB")
    anna.good("sync")
    bob = clone("bob")
    bob.good("note", "4", "Al begonnen")
    bob.good("sync")
    anna.good("undo")
    before = anna.state()

    run = anna.run("sync")

    assert run.code == 3
    assert run.err.splitlines()[0].startswith("2025-004 Nieuw, withdrawn: theirs – (bob, ")
    assert anna.state() == before


def test_a_commit_that_a_sync_dropped_takes_back_nothing_else(
    anna: Desk, clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two actions of one summary: author, second and subject do not say which one is meant."""
    anna.good("add", "Zelfde", "--owner", "DB")
    anna.good("add", "Zelfde", "--owner", "DB")
    anna.good("sync")
    bob = clone("bob")
    anna.good("close", "5")
    anna.good("sync")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2025-03-05T12:00:00+01:00")
    first = bob.good("close", "4").split()[-1]
    second = bob.good("close", "5").split()[-1]
    bob.good("sync")

    refused = bob.run("undo", second)
    done = bob.good("undo", first)

    assert refused.code == 1
    assert refused.err.startswith("actiepunt: there is no change of the register to take back")
    assert "\n2025-004 reopened: Zelfde\n" in done


def test_a_closing_that_is_undone_brings_its_action_back_from_the_archive(filled: Desk) -> None:
    before = filled.read()
    filled.good("close", "1")
    head, block, rest = filled.read().split("\n\n", 2)
    filled.write(f"{block}\n", "data/archive/actions-2025.toml")
    filled.write(f"{head}\n\n{rest}")
    filled.good("save")

    out = filled.good("undo", "HEAD~1")

    assert "\n2025-001 reopened: Koningsdag toelichten\n" in out
    assert "  file: data/archive/actions-2025.toml → data/actions.toml\n" in out
    assert filled.read() == before
