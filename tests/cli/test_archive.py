"""`archive`: closed actions go to the file of their year, byte for byte, and come back so."""

import json
from pathlib import Path

import pytest

from actiepunt.storage import datafiles
from conftest import Desk
from helpers import kill, without_hash

OLD = """\
# De actiepunten van het bestuur.

[[action]]
uid = "aaaaaaaaaaaaaaaa"
id = "2023-001"
summary = "Koningsdag toelichten"   # in de lunch
owners = ["E. Ruesen"]
status = "done"
created = 2023-01-29T11:45:00+01:00
closed = 2023-12-31

# --- Financiën ---

# Deze wachtte op de provincie.
# Lang.
[[action]]
uid = 'bbbbbbbbbbbbbbbb'
id = "2023-002"
owners = [
  "regiokassier",  # trekker
  "DB",
]
summary = 'Kaderbrief "2024" verzenden'
status = "cancelled"
created = 2023-01-29T11:45:00+01:00
closed = 2024-01-01
details = \"\"\"
Met een leeg blok:

[[action]]
\"\"\"
# einde

[[action]]
uid = "cccccccccccccccc"
id = "2023-003"
summary = "Begroting vaststellen"
status = "open"
created = 2023-01-29T11:45:00+01:00

[[action]]
uid = "dddddddddddddddd"
id = "2025-001"
summary = "Van dit jaar"
status = "done"
created = 2025-01-29T11:45:00+01:00
closed = 2025-02-02
# Onderaan.
"""
HEADING = "# Afgesloten actiepunten, hierheen verplaatst door `actiepunt archive`.\n"
FILE = "data/archive/actions-{}.toml"


@pytest.fixture
def old(desk: Desk) -> Desk:
    """Return a register with actions that were closed in three years."""
    desk.commit(OLD)
    return desk


def test_closed_actions_go_to_the_file_of_the_year_in_which_they_were_closed(old: Desk) -> None:
    log = json.loads(old.good("log", "--json"))["changes"]
    before = old.good("list", "--all", "--format", "json")

    out = old.good("archive", "--before", "2025")

    assert without_hash(out) == (
        "2 actions to the archive\n"
        "  data/archive/actions-2023.toml: 2023-001\n"
        "  data/archive/actions-2024.toml: 2023-002\n"
        "Undo: actiepunt undo HASH\n"
    )
    first, section, second, third = (
        OLD.index(part)
        for part in ('[[action]]\nuid = "a', "# --- Fin", "# Deze", '[[action]]\nuid = "c')
    )
    assert old.read(FILE.format(2023)) == HEADING + "\n" + OLD[first : section - 1]
    assert old.read(FILE.format(2024)) == HEADING + "\n" + OLD[second : third - 1]
    assert old.read() == OLD[:first] + OLD[section:second] + OLD[third:]
    assert "\n\n\n" not in old.read()
    assert old.git("log", "-1", "--format=%s").strip() == "2023-001, 2023-002 naar het archief"
    *earlier, first_move, second_move = json.loads(old.good("log", "--json"))["changes"]
    assert earlier == log
    assert [first_move[name] for name in ("id", "field", "old", "new")] == [
        "2023-001", "file", "data/actions.toml", FILE.format(2023)
    ]  # fmt: skip
    assert second_move["new"] == FILE.format(2024)
    assert old.good("log", "--format", "table").endswith("  to the archive: 2023-001..2023-002\n")
    assert old.good("log", "2023-002", "--field", "file").count("to the archive") == 1
    assert old.good("list", "--all", "--format", "json") == before
    assert old.good("check") == "0 errors, 0 warnings\n"
    assert old.good("archive", "--before", "2025") == (
        "Nothing to move: no action outside the archive was closed before 2025.\n"
    )


def test_undo_brings_the_same_bytes_back(old: Desk) -> None:
    old.good("archive", "--before", "2025")

    old.good("undo")

    assert old.read().replace("# --- Financiën ---\n\n", "") == OLD.replace(
        "# --- Financiën ---\n\n", ""
    )
    assert old.read(FILE.format(2023)) == HEADING


def test_an_archived_action_is_shown_changed_and_reopened(old: Desk) -> None:
    old.good("archive", "--before", "2025")

    assert "Kaderbrief" in old.good("show", "2023-002")
    assert "2023-002" in old.good("list", "--all", "kaderbrief")
    assert old.good("note", "2023-2", "Nagebeld").startswith("2023-002 noted")
    assert old.good("edit", "2023-2", "--outcome", "Niet nodig").startswith("2023-002 changed")
    assert 'outcome = "Niet nodig"\n' in old.read(FILE.format(2024))
    assert "Nagebeld" in old.read(FILE.format(2024))
    assert old.good("add", "Nieuw", "--owner", "DB").startswith("2025-002 added")
    assert old.good("cancel", "2023-2", "--on", "31-12-2023").startswith("2023-002 changed")
    assert '"2023-002"' in old.read(FILE.format(2023))
    assert old.run("defer", "2023-2", "AB:next").code

    out = old.good("reopen", "2023-1")

    assert without_hash(out) == (
        "2023-001 reopened: Koningsdag toelichten\n"
        "  reopened (was done on Sun 31 December 2023)\n"
        "  file: data/archive/actions-2023.toml → data/actions.toml\n"
        "Undo: actiepunt undo HASH\n"
    )
    assert old.changed().count("2023-001") == 2
    assert 'summary = "Koningsdag toelichten"   # in de lunch\nowners' in old.read()
    assert old.read().index("2023-001") < old.read().index("2023-003")
    old.good("undo")
    assert '"2023-001"' in old.read(FILE.format(2023))
    assert old.good("check") == "0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (
            (),
            (
                "actiepunt: which year? Everything that was closed before it moves to the archive\n"
                "Write: actiepunt archive --before 2025. That moves 2 actions.\n"
            ),
        ),
        (
            ("--before", "24"),
            "actiepunt: “24” is not a year\nWrite: actiepunt archive --before 2025.\n",
        ),
        (
            ("--before", "1-1-2025"),
            "actiepunt: “1-1-2025” is not a year\nWrite: actiepunt archive --before 2025.\n",
        ),
        (
            ("--before", "2026"),
            (
                "actiepunt: 2025 is not over yet, so what was closed in it stays\n"
                "Write: actiepunt archive --before 2025, for everything that was closed up to the end "
                "of 2024.\n"
            ),
        ),
    ],
)
def test_a_year_that_was_left_out_or_is_wrong_is_refused(
    old: Desk, words: tuple[str, ...], err: str
) -> None:
    before = old.state()

    run = old.run("archive", *words)

    assert (run.code, run.out, run.err) == (2, "", err)
    assert old.state() == before


def test_a_list_reads_no_archive(old: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    old.good("archive", "--before", "2025")
    real, seen = datafiles.folder_source, []

    def source(root: Path) -> datafiles.Source:
        read = real(root)

        def one(file: str) -> bytes | None:
            seen.append(file)
            return read(file)

        return one

    monkeypatch.setattr(datafiles, "folder_source", source)

    old.good("list")
    assert not any("archive" in file for file in seen)
    old.good("list", "--all")
    assert any("archive" in file for file in seen)


@pytest.mark.parametrize("step", ["os:replace", "subprocess:Popen"])
@pytest.mark.parametrize("count", [2, 4, 6])
def test_a_killed_archive_is_there_or_not(old: Desk, step: str, count: int) -> None:
    before = {file: old.read(file) for file in ("data/actions.toml",)}

    code = kill(old, "before", step, count, "archive", "--before", "2025")

    old.good("note", "2023-003", "Daarna")
    archived = [
        FILE.format(year) for year in (2023, 2024) if (old.root / FILE.format(year)).exists()
    ]
    assert len(archived) in {0, 2}
    assert archived or old.read().startswith(before["data/actions.toml"][:700])
    assert code in {0, 99}
    assert old.git("status", "--porcelain") == ""
    assert old.good("check") == "0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("file", "old_text", "new_text", "line"),
    [
        (
            FILE.format(2023), 'status = "done"\n', 'status = "open"\n',
            ("data/archive/actions-2023.toml:9: error: a closing date on an action that is open. "
            "Remove the line, or close the action.\n"
            "data/archive/actions-2023.toml:8: error: 2023-001 is in the archive and not closed. "
            "Move its block to data/actions.toml, or close it there.\n"),
        ),
        (
            FILE.format(2023), "closed = 2023", "closed = 2022",
            ("data/archive/actions-2023.toml:10: warning: 2023-001 was closed in 2022, and is in "
            "another year's file. Move its block to data/archive/actions-2022.toml.\n"),
        ),
    ],
)  # fmt: skip
def test_check_names_what_does_not_belong_in_the_archive(
    old: Desk, file: str, old_text: str, new_text: str, line: str
) -> None:
    old.good("archive", "--before", "2025")
    old.write(old.read(file).replace(old_text, new_text), file)

    out = old.run("check").out

    for one in line.splitlines():
        assert one.partition(": ")[2] in out


def test_check_names_an_action_that_is_in_two_files(old: Desk) -> None:
    old.good("archive", "--before", "2025")
    old.write(OLD)

    run = old.run("check")

    assert run.code == 1
    assert run.out.splitlines()[0] == (
        "data/archive/actions-2023.toml:4: error: uid aaaaaaaaaaaaaaaa is used twice. Remove one of "
        "the two: block 1 of data/actions.toml is the same action."
    )
    assert run.out.splitlines()[-1] == "2 errors, 0 warnings"
    assert old.run("note", "2023-3", "Iets").code == 1
