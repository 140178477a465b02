"""Moments that no calendar holds, and clocks that nobody has: a clear word, and nothing silenced."""

import contextlib
import json
import os
import subprocess
import sys
from datetime import date

import pytest

from actiepunt.cli import main
from actiepunt.core.relative import add_months
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from conftest import ACTIONS, Desk, Run

ODD = {
    "in milliseconds": b"1732000000000 +0000",
    "the last second of 9999": b"253402300799 -1200",
    "the year 10000": b"253402300800 +0000",
    "more than 64 bits": b"99999999999999999999999999 +0000",
    "1970": b"0 +0000",
    "before 1970": b"-86400 +0000",
    "no number": b"x +0000",
    "no zone": b"1732000000",
    "an odd zone": b"1732000000 +9999",
    "nothing": b"",
}
READS = (
    ["log"], ["log", "1", "--format", "json"], ["log", "--since", "HEAD~2"], ["stats"],
    ["diff", "HEAD~3"], ["list", "--at", "HEAD"], ["list", "--at", "HEAD~1"], ["show", "1"],
    ["export", "ics"], ["publish", "../site"], ["stats", "--format", "svg"],
)  # fmt: skip


def dated(desk: Desk, moment: bytes) -> None:
    """Make the last commit once more, committed and written at a moment, whatever it says."""
    data = desk.git("cat-file", "commit", "HEAD").encode()
    head, gap, text = data.partition(b"\n\n")
    lines = [
        line.partition(b"> ")[0] + b"> " + moment if line[:6] in {b"author", b"commit"} else line
        for line in head.split(b"\n")
    ]
    (desk.root / "commit").write_bytes(b"\n".join(lines) + gap + text)
    name = desk.git("hash-object", "-t", "commit", "-w", "--literally", "commit")
    (desk.root / "commit").unlink()
    desk.git("update-ref", "HEAD", name.strip())


@pytest.mark.parametrize("moment", ODD.values(), ids=ODD)
def test_one_odd_commit_never_silences_the_rest_of_the_history(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, moment: bytes
) -> None:
    monkeypatch.delenv("ACTIEPUNT_DEBUG")
    filled.good("note", "1", "Ervoor")
    filled.good("note", "1", "Vreemd")
    dated(filled, moment)
    filled.good("note", "1", "Erna")

    for words in READS:
        run = filled.run(*words)
        assert run.code == 0, (words, run)
        assert run.err == ""
    for _index in ("read anew", "remembered"):
        log = json.loads(filled.good("log", "1", "--format", "json"))["changes"]
        assert [one["field"] for one in log] == ["created", "progress", "progress", "progress"]
    told = filled.good("undo")
    assert "Erna" in told
    assert "Vreemd" in filled.good("undo", "HEAD~2")
    assert "Ervoor" in filled.good("show", "1")


def test_an_odd_commit_does_not_age_the_feeds_forever(filled: Desk) -> None:
    filled.good("note", "1", "Vreemd")
    dated(filled, ODD["in milliseconds"])
    filled.good("note", "1", "Erna")

    feed = filled.good("export", "ics", "--deadlines")

    assert "9999" not in feed
    assert "SEQUENCE:-" not in feed


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "Europe", "../x", "", "a" * 5000, "Euro\\u0000pe"]
)
@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["show", "1"], ["log"], ["stats"], ["diff", "HEAD~1"], ["list", "--at", "HEAD"],
        ["meeting", "list"], ["meeting", "next"], ["add", "x", "--owner", "y"], ["undo"],
        ["close", "1"], ["save"], ["export", "ics"], ["publish", "../site"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_an_unknown_time_zone_is_told_by_every_command(
    filled: Desk, words: list[str], zone: str
) -> None:
    filled.commit(f'language = "nl"\ntimezone = "{zone}"\n', "data/register.toml")

    run = filled.run(*words)

    lines = run.err.splitlines()
    assert run.code == 1
    assert lines[0].startswith("data/register.toml:2: error: unknown time zone “")
    assert lines[1:] == [
        "actiepunt: 1 error in the data files",
        "Put them right in the file; `actiepunt check` shows what is left.",
    ]


def test_a_time_zone_that_was_unknown_once_does_not_matter_now(filled: Desk) -> None:
    filled.commit('timezone = "Mars/Olympus"\n', "data/register.toml")
    filled.commit('timezone = "Europe/Amsterdam"\n', "data/register.toml")

    assert filled.good("list", "--at", "HEAD~1")
    assert filled.good("diff", "HEAD~1")
    assert filled.good("check", "--fix")
    filled.write('timezone = "Mars/Olympus"\n', "data/register.toml")
    assert filled.run("check", "--fix").out.startswith("data/register.toml:1: error: unknown time")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01", "1969-12-31", "morgen"])
def test_a_day_that_no_clock_shows_is_refused(filled: Desk, day: str) -> None:
    for words in (["list"], ["add", "x", "--owner", "y", "--due", "over 2 weken"], ["close", "1"]):
        run = filled.run(*words, "--today", day)
        assert run.code == 2
        told, advice = run.err.splitlines()
        assert told == f"actiepunt: --today must be a date from 1970 to 2199, not “{day}”"
        written = advice.removeprefix("Write it as ").removesuffix(".")
        assert date.fromisoformat(written) > date(2025, 1, 1)  # by the real clock


@pytest.mark.parametrize(
    "text",
    ["over 9999 jaar", "over 9999 weken", "over 9999 kwartalen", "in 9999 months", "over 200 jaar"],
)
def test_a_relative_date_ends_where_the_calendar_does(filled: Desk, text: str) -> None:
    before = filled.state()

    for words in (
        ["defer", "1", "--to", text],
        ["add", "x", "--owner", "y", "--due", text],
        ["meeting", "add", "--body", "AB", "--start", text],
        ["list", "--due-before", text],
        ["log", "--until", text],
    ):
        run = filled.run(*words)
        assert run.code == 2, words
        assert run.err.splitlines() == [
            f"actiepunt: “{text}” is not in the years 1900 to 2199",
            'Write it as 2025-04-03, "end april", "in 2 weeks".',
        ]
    assert filled.state() == before


@pytest.mark.parametrize("today", [date(2199, 12, 31), date(1970, 1, 1)])
@pytest.mark.parametrize(
    "text",
    ["morgen", "overmorgen", "gisteren", "vrijdag", "volgende week vrijdag", "volgende week",
     "volgende maand", "eind volgend kwartaal", "volgend jaar", "over 2 weken", "eind april",
     "winter", "Q1", "week 1"],
)  # fmt: skip
def test_at_the_ends_of_the_calendar_a_phrase_is_read_or_refused(today: date, text: str) -> None:
    reader = Reader(today)
    try:
        found = reader.period(text)
    except UsageError:
        return
    assert 1900 <= found.first.year <= 2199


@pytest.mark.parametrize(
    ("months", "day"),
    [(1, date(2025, 2, 28)), (3, date(2025, 4, 30)), (2400, date(2225, 1, 31)), (11, date(2025, 12, 31))],
)  # fmt: skip
def test_months_later_is_the_same_day_or_the_last(months: int, day: date) -> None:
    assert add_months(date(2025, 1, 31), months) == day


@pytest.mark.parametrize(
    ("old", "new", "field", "line"),
    [
        ("due = 2025-03-06", "due = 0225-03-06", "due", 10),
        ("due = 2025-03-06", "due = 9999-12-31", "due", 10),
        ("on = 2025-02-20", "on = 2520-02-20", "progress", 27),
        ("created = 2025-01-29T11:45:00+01:00", "created = 0001-01-01T00:00:00+01:00", "created", 12),
    ],
)  # fmt: skip
def test_a_year_that_nobody_means_is_a_slip_that_check_tells(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, old: str, new: str, field: str, line: int
) -> None:
    monkeypatch.delenv("ACTIEPUNT_DEBUG")
    filled.write(ACTIONS.replace(old, new, 1))

    check = filled.run("check")

    assert check.code == 1
    assert check.out.splitlines()[0] == (
        f"data/actions.toml:{line}: error: {field} is not in the years 1900 to 2199."
    )
    for words in (["list"], ["list", "--format", "table"], ["show", "2"], ["log"], ["stats"]):
        assert filled.run(*words).code == 0, words


@pytest.mark.parametrize("day", ["1950-01-01", "1900-01-01", "1970-01-01"])
def test_before_there_were_clocks_there_was_no_register(filled: Desk, day: str) -> None:
    run = filled.run("list", "--at", day)

    assert run.code == 1
    assert run.err.startswith("actiepunt: the register has no history yet at ")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the folder that somebody is in")
def test_a_working_folder_that_is_gone_is_told(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ACTIEPUNT_DEBUG")
    gone = filled.root / "gone"

    def run(*words: str) -> Run:
        filled._capture.readouterr()
        gone.mkdir()
        with contextlib.chdir(gone):
            gone.rmdir()
            code = main(words)
        said = filled._capture.readouterr()
        return Run(code, said.out, said.err)

    told = (
        "actiepunt: the folder you are in no longer exists\n"
        "Go to another folder (cd), and try again.\n"
    )
    for words in (["list"], ["add", "x", "--owner", "y"], ["log"], ["init"], ["init", "x"],
                  ["list", "--register", "."], ["merge-driver", "a", "b", "c", "7", "d"]):  # fmt: skip
        assert run(*words) == (1, "", told), words
    for words in (["list"], ["log"], ["note", "1", "x"], ["undo"], ["check"], ["export", "ics"],
                  ["check", "--staged"], ["diff", "HEAD~1"]):  # fmt: skip
        code, out, err = run(*words, "--register", str(filled.root))
        assert (code, err) == (0, ""), (words, err)
        assert out
    code, _out, err = run("export", "ics", "-o", "feed.ics", "--register", str(filled.root))
    assert code == 1
    assert len(err.splitlines()) == 2
    gone.mkdir()
    started = subprocess.run(  # Python itself starts in such a folder too
        ["sh", "-c", 'rmdir "$PWD"; exec "$@"', "sh", sys.executable, "-P", "-m", "actiepunt", "list"],
        cwd=gone, check=False, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (started.returncode, started.stdout, started.stderr) == (1, "", told)
