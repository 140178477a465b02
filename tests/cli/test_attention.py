"""`actiepunt` alone: what needs attention now."""

import shutil
from pathlib import Path

from conftest import Desk


def test_late_and_coming_actions_and_the_next_meetings(filled: Desk) -> None:
    assert (
        filled.good()
        == """\
Late (1)
2025-002  5 days late  DB  Kaderbrief "2026" verzenden

Within a week (1)
2025-001  Thu 6 Mar  AB  Koningsdag toelichten

Next meeting
Wed 2 Apr  10:00–11:30  AB · papers Wed 26 Mar

All commands: actiepunt --help
"""
    )


def test_more_than_five_are_counted_and_the_command_shows_all(filled: Desk) -> None:
    for number in range(6):
        filled.good("add", f"Punt {number}", "--owner", "DB", "--due", f"2025-03-0{number + 1}")

    lines = filled.good().splitlines()

    assert lines[0] == "Late (5)"
    assert lines[7] == "Within a week (3)"
    filled.good("add", "Nog een", "--owner", "DB", "--due", "2025-03-04")
    lines = filled.good().splitlines()
    assert lines[0] == "Late (6), all of them: actiepunt list --overdue"
    assert [line[:8] for line in lines[1:7]] == [
        "2025-002", "2025-004", "2025-005", "2025-006", "2025-007", "",
    ]  # fmt: skip


def test_a_quiet_register_says_so(desk: Desk) -> None:
    assert desk.good() == "Nothing is late, and nothing is due within a week.\n"


def test_what_is_not_recorded_or_published_is_told(anna: Desk) -> None:
    anna.good("sync")
    anna.good("add", "Van Anna", "--owner", "DB")
    anna.write(anna.read().replace("Van Anna", "Van Bob"))

    assert anna.good().splitlines()[-5:] == [
        "Not shared yet",
        "data/actions.toml edited: actiepunt save",
        "1 change not published: actiepunt sync",
        "",
        "All commands: actiepunt --help",
    ]
    anna.good("save")
    anna.good("sync")
    assert "Not shared yet" not in anna.good()


def test_a_copy_without_git_is_shown_as_well(filled: Desk, tmp_path: Path) -> None:
    shutil.copytree(filled.root / "data", tmp_path / "copy" / "data")

    assert filled.good("--register", str(tmp_path / "copy")).startswith("Late (1)\n")


def test_the_help_is_shown_where_there_is_no_register(filled: Desk, tmp_path: Path) -> None:
    elsewhere = Desk(tmp_path, filled._capture)

    assert elsewhere.good().startswith("Usage: actiepunt [OPTIONS] COMMAND [ARGS]...\n")
    missing = filled.run("--register", str(tmp_path / "nowhere"))
    assert missing.code == 1
    assert "nowhere holds no register" in missing.err
