"""The audit trail on the command line: log, --at, diff and undo."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ACTIONS, Desk


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the register of `past` is kept once it is made."""
    return tmp_path_factory.mktemp("past") / "register"


@pytest.fixture
def past(desk: Desk, kept: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a register with some months of history, committed on days of 2025."""

    def on(day: str) -> None:
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"{day}T12:00:00+01:00")
        monkeypatch.setenv("GIT_AUTHOR_DATE", f"{day}T12:00:00+01:00")

    if kept.exists():
        shutil.rmtree(desk.root)
        shutil.copytree(kept, desk.root)
        on("2025-03-10")
        return desk
    on("2025-01-20")
    desk.good("meeting", "add", "--body", "AB", "--start", "2025-01-29 10:00")
    desk.good("meeting", "add", "--body", "AB", "--start", "2025-03-05 10:00")
    on("2025-01-27")
    desk.good("add", "Koningsdag toelichten", "--owner", "E. Ruesen", "--body", "AB",
              "--due", "2025-03-06")  # fmt: skip
    on("2025-02-03")
    desk.good("add", "Kaderbrief verzenden", "--owner", "DB", "--body", "DB", "--due", "eind april")
    on("2025-02-10")
    desk.good("defer", "1", "--to", "2025-03-20", "--reason", "Later klaar")
    on("2025-02-17")
    desk.good("defer", "1", "--to", "2025-04-01")
    on("2025-02-24")
    desk.write(desk.read().replace('["DB"]', '["regiokassier"]'))
    desk.git("commit", "-qam", "update", "--author", "Piet Jansen <piet@example.org>")
    on("2025-03-10")
    desk.good("close", "2")
    desk.good("meeting", "move", "AB@2025-03-05", "--start", "2025-03-12 10:00")
    shutil.copytree(desk.root, kept)
    return desk


def without_hash(text: str) -> str:
    """Leave the hashes out."""
    return re.sub(r"\b[0-9a-f]{8}\b *", "", text)


def test_log_tells_each_change_with_who_when_and_why(past: Desk) -> None:
    out = without_hash(past.good("log", "1", "2"))

    assert [re.sub(" {2,}", "  ", line).strip() for line in out.splitlines()[1:]] == [
        "2025-01-27 12:00  Anna de Vries  2025-001  added: Koningsdag toelichten",
        "2025-02-03 12:00  Anna de Vries  2025-002  added: Kaderbrief verzenden",
        "2025-02-10 12:00  Anna de Vries  2025-001  due: 2025-03-06 → 2025-03-20  Later klaar",
        "2025-02-17 12:00  Anna de Vries  2025-001  due: 2025-03-20 → 2025-04-01",
        "2025-02-24 12:00  Piet Jansen  2025-002  owner: DB → regiokassier  update",
        "2025-03-10 12:00  Anna de Vries  2025-002  done on 2025-03-05",
    ]


def screen(desk: Desk, *words: str) -> str:
    """Return what a terminal shows, without the hashes of commits."""
    out = desk.good(*words, "--format", "table")
    return re.sub(r" · [0-9a-f]{8}$", " · HASH", out, flags=re.MULTILINE)


def test_a_terminal_shows_a_commit_with_its_changes_below_it(past: Desk) -> None:
    past.good("note", "1", "Concept gereed", "-m", "Uit het overleg:\n\n- met de provincie")

    assert (
        screen(past, "log", "--since", "2025-02-03")
        == """\
Mon 3 Feb   12:00  Anna de Vries · HASH
  2025-002  added: Kaderbrief verzenden
Mon 10 Feb  12:00  Anna de Vries · HASH
  2025-001  Koningsdag toelichten
    due: Thu 6 Mar → Thu 20 Mar
  reason: Later klaar
Mon 17 Feb  12:00  Anna de Vries · HASH
  2025-001  Koningsdag toelichten
    due: Thu 20 Mar → Tue 1 Apr
Mon 24 Feb  12:00  Piet Jansen · HASH
  2025-002  Kaderbrief verzenden
    owner: DB → regiokassier
  reason: update
Mon 10 Mar  12:00  Anna de Vries · HASH
  2025-002  Kaderbrief verzenden
    done on Wed 5 Mar
Mon 10 Mar  12:00  Anna de Vries · HASH
  ab-2025-03-05  AB
    when: Wed 5 Mar 10:00 → Wed 12 Mar 10:00
Mon 10 Mar  12:00  Anna de Vries · HASH
  2025-001  Koningsdag toelichten
    note of Wed 5 Mar: Concept gereed
  reason: Uit het overleg:
    - met de provincie
"""
    )


def test_the_log_of_one_record_names_it_once(past: Desk) -> None:
    assert (
        screen(past, "log", "2", "--newest-first")
        == """\
2025-002  Kaderbrief verzenden
Mon 10 Mar  12:00  Anna de Vries · HASH
  done on Wed 5 Mar
Mon 24 Feb  12:00  Piet Jansen · HASH
  owner: DB → regiokassier
  reason: update
Mon 3 Feb   12:00  Anna de Vries · HASH
  added: Kaderbrief verzenden
"""
    )
    assert (
        screen(past, "log", "AB@2025-01-29")
        == """\
ab-2025-01-29  AB
Mon 20 Jan  12:00  Anna de Vries · HASH
  added: AB, Wed 29 Jan 10:00
"""
    )


def test_the_name_of_a_record_is_the_newest_one_in_either_order(past: Desk) -> None:
    past.good("edit", "1", "--summary", "Koningsdag kort toelichten", "-m", "Korter")

    for order in ([], ["--newest-first"]):
        first = screen(past, "log", "1", *order).splitlines()[0]
        assert first == "2025-001  Koningsdag kort toelichten"


def test_changes_of_one_commit_stand_together_under_their_action(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", "Koningsdag kort toelichten", "--due", "eind maart")
    filled.good("close", "1", "2", "--outcome", "Verzonden", "-m", "Besluit van het DB")
    filled.good("reopen", "2")
    filled.good("note", "2", "Gebeld")
    filled.good("edit", "2", "--tag", "a, b")
    filled.good("edit", "2", "--add-tag", "c", "--remove-tag", "a", "--details", "een\ntwee")
    filled.good("edit", "2", "--details", "een\ndrie")

    lines = screen(filled, "log").partition("reason: meetings\n")[2].splitlines()

    assert [line for line in lines if not line.endswith("HASH")] == [
        "  2025-001",
        "    action: Koningsdag toelichten → Koningsdag kort toelichten",
        "    due: Thu 6 Mar → eind maart 2025",
        "  2025-001  Koningsdag kort toelichten",
        "    done on Wed 5 Mar: Verzonden",
        '  2025-002  Kaderbrief "2026" verzenden',
        "    done on Wed 5 Mar: Verzonden",
        "  reason: Besluit van het DB",
        '  2025-002  Kaderbrief "2026" verzenden',
        "    reopened (was done on Wed 5 Mar: Verzonden)",
        '  2025-002  Kaderbrief "2026" verzenden',
        "    note of Wed 5 Mar: Gebeld",
        '  2025-002  Kaderbrief "2026" verzenden',
        "    tags: – → a, b",
        '  2025-002  Kaderbrief "2026" verzenden',
        "    tags: + c; − a",
        "    details: – → een / twee",
        '  2025-002  Kaderbrief "2026" verzenden',
        "    details: twee → drie",
    ]


def test_notes_that_were_edited_or_removed_by_hand_are_told_alone(filled: Desk) -> None:
    note = '  { on = 2025-02-20, text = "Concept gereed" },\n'
    other = '  { on = 2025-02-21, text = "Bij de provincie" },\n'
    third = '  { on = 2025-02-22, text = "Terug" },\n'
    told = []
    for lines in (note + other, note + other + third, other + note + third, other, ""):
        filled.commit(re.sub(r"(?s)(?<=progress = \[\n).*?(?=\]\n)", lines, filled.read()))
        told.append([line.strip() for line in screen(filled, "log", "2").splitlines()[1:]
                     if "note" in line or "order" in line])  # fmt: skip

    assert told[-1] == [
        "note of Fri 21 Feb: Bij de provincie",
        "note of Sat 22 Feb: Terug",
        "progress in another order",
        "note of Thu 20 Feb removed: Concept gereed",
        "note of Sat 22 Feb removed: Terug",
        "note of Fri 21 Feb removed: Bij de provincie",
    ]


LONG = "Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_of_the_log_is_too_wide_and_no_word_is_broken(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    filled.good("edit", "1", "--summary", LONG, "-m", f"{LONG}, {LONG}")
    filled.good("meeting", "move", "AB:next", "--start", "2025-04-09 10:00")
    filled.good("close", "1", "--outcome", LONG)
    monkeypatch.setenv("COLUMNS", str(width))

    lines = screen(filled, "log").splitlines()

    assert max(map(len, lines)) <= min(width, 100)
    assert set(" ".join(lines).split()) >= set(LONG.split())
    assert sum("2025-001" in line.split() for line in lines) == 3


def test_the_new_value_of_a_long_change_begins_a_line(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", LONG)
    filled.good("edit", "1", "--summary", f"{LONG}, en daarna nog eens")

    assert (
        screen(filled, "log", "1").split("HASH\n")[3]
        == """\
  action: Programma Koningsdag kort toelichten tijdens de lunch van de
    Achterhoekdag
    → Programma Koningsdag kort toelichten tijdens de lunch van de
      Achterhoekdag, en daarna nog eens
"""
    )


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["--since", "2025-02-10", "--until", "2025-02-17"], 2),
        (["--since", "AB@2025-01-29"], 7),
        (["--since", "HEAD~2"], 3),
        (["--until", "HEAD~2", "--field", "owners"], 1),
        (["--by", "piet"], 1),
        (["--field", "due"], 2),
        (["--body", "db"], 4),
        (["AB@2025-01-29"], 1),
        (["1", "--field", "status"], 0),
    ],
)
def test_log_is_narrowed(past: Desk, words: list[str], count: int) -> None:
    found = json.loads(past.good("log", *words, "--format", "json"))

    assert found["version"] == 1
    assert len(found["changes"]) == count


def test_log_as_json_has_the_keys_of_the_contract(past: Desk) -> None:
    change = json.loads(past.good("log", "--field", "due", "--format", "json"))["changes"][0]

    assert change.pop("commit") == past.git("log", "--format=%H", "--grep", "Later klaar").strip()
    assert change == {
        "when": "2025-02-10T12:00:00+01:00",
        "who": "Anna de Vries <anna@example.org>",
        "id": "2025-001",
        "uid": change["uid"],
        "field": "due",
        "old": "2025-03-06",
        "new": "2025-03-20",
        "reason": "Later klaar",
    }
    fields = [c["field"] for c in json.loads(past.good("log", "2", "--format", "json"))["changes"]]
    assert fields == ["created", "owners", "status", "closed"]
    newest = json.loads(past.good("log", "2", "--newest-first", "--format", "json"))["changes"]
    assert [c["field"] for c in newest] == ["status", "closed", "owners", "created"]
    assert past.good("log", "2", "--format", "csv").count("\r\n") == 5


def test_show_tells_the_history_and_how_often_it_moved(past: Desk) -> None:
    out = past.good("show", "1")

    assert "  moved    2 times\n" in out
    assert (
        without_hash(out).partition("\nHistory\n")[2]
        == """\
WHEN              WHO            WHAT                          WHY          COMMIT
2025-01-27 12:00  Anna de Vries  added: Koningsdag toelichten               \n\
2025-02-10 12:00  Anna de Vries  due: 2025-03-06 → 2025-03-20  Later klaar  \n\
2025-02-17 12:00  Anna de Vries  due: 2025-03-20 → 2025-04-01               \n"""
    )
    item = json.loads(past.good("show", "1", "--format", "json"))["actions"][0]
    assert item["deferrals"] == 2
    assert len(item["history"]) == 3


@pytest.mark.parametrize(
    ("point", "numbers"),
    [
        ("2025-01-27", ["2025-001"]),
        ("AB@2025-01-29", ["2025-001"]),
        ("2025-02-03", ["2025-001", "2025-002"]),
        ("2025-03-09", ["2025-001", "2025-002"]),
        ("2025-03-10", ["2025-001"]),
        ("HEAD", ["2025-001"]),
        ("HEAD~2", ["2025-001", "2025-002"]),
    ],
)
def test_list_at_a_point_shows_the_register_as_it_stood(
    past: Desk, point: str, numbers: list[str]
) -> None:
    found = json.loads(past.good("list", "--at", point, "--format", "json"))["actions"]

    assert sorted(action["id"] for action in found) == numbers


def test_at_a_point_deadlines_and_lateness_are_those_of_then(past: Desk) -> None:
    assert "Thu 20 March 2025, in 5 weeks" in past.good("show", "1", "--at", "2025-02-10")
    late = json.loads(past.good("list", "--overdue", "--at", "2025-05-01", "--format", "json"))
    assert [action["id"] for action in late["actions"]] == ["2025-001"]
    meetings = past.good("meeting", "list", "--all", "--at", "2025-03-01")
    assert "2025-03-05 10:00" in meetings
    assert "2025-03-12" not in meetings


@pytest.mark.parametrize("point", ["2024-12-31", "geen-revisie", "--all", "DB:last"])
def test_a_point_that_is_not_there_is_told(past: Desk, point: str) -> None:
    run = past.run("list", f"--at={point}")

    assert run.code == 1
    assert len(run.err.splitlines()) == 2


def test_diff_since_a_meeting_reads_out_what_changed_per_body(past: Desk) -> None:
    out = past.good("diff", "AB@2025-01-29", "--format", "md")

    assert [line for line in out.splitlines() if line.startswith(("##", "| ")) and "---" not in line
            and "what" not in line] == [
        "## AB",
        "| due moved | 2025-001 | Koningsdag toelichten | due: Thu 6 March 2025 → Tue 1 April 2025; moved 2 times |",
        "| meeting moved | ab-2025-03-05 | AB | when: Wed 5 March 2025 10:00 → Wed 12 March 2025 10:00 |",
        "## DB",
        "| new | 2025-002 | Kaderbrief verzenden | eind april 2025 |",
    ]  # fmt: skip
    between = json.loads(past.good("diff", "2025-02-03", "2025-02-24", "--format", "json"))
    assert [(d["kind"], d["id"], d["times"]) for d in between["differences"]] == [
        ("deferred", "2025-001", 2),
        ("re-owned", "2025-002", 0),
    ]


def test_diff_on_a_terminal_stands_by_what_happened(past: Desk) -> None:
    past.good("add", LONG, "--owner", "W. Stortelder", "--due", "zo snel mogelijk")
    past.good("edit", "1", "--summary", "Koningsdag kort toelichten")

    assert (
        screen(past, "diff", "AB@2025-01-29")
        == """\
New (2)
2025-003                  “zo snel mogelijk” · W. Stortelder
  Programma Koningsdag kort toelichten tijdens de lunch van de Achterhoekdag
2025-002  Wed 30 Apr  DB  done · regiokassier
  Kaderbrief verzenden

Due moved (1)
2025-001  Tue 1 Apr  AB  E. Ruesen
  Koningsdag kort toelichten
  before: Koningsdag toelichten
  due: Thu 6 Mar → Tue 1 Apr
  moved 2 times

Meeting moved (1)
Wed 12 Mar  10:00  AB
  ab-2025-03-05
  when: Wed 5 Mar 10:00 → Wed 12 Mar 10:00
"""
    )
    assert (
        screen(past, "diff", "2025-02-24", "HEAD~3")
        == """\
Done (1)
2025-002  Wed 30 Apr  DB  regiokassier
  Kaderbrief verzenden
  done on Wed 5 Mar
"""
    )


def test_diff_without_points_shows_the_hand_edits(past: Desk) -> None:
    assert past.good("diff") == "Nothing changed in between.\n"
    past.write(past.read().replace("Koningsdag", "Prinsjesdag"))

    out = past.good("diff")

    assert "reworded" in out
    assert "action: Koningsdag toelichten → Prinsjesdag toelichten" in out


def test_undo_takes_back_one_change_also_under_later_ones(past: Desk) -> None:
    commit = past.git("log", "-1", "--format=%h", "--author=Piet").strip()

    out = past.good("undo", commit)

    assert "owner: regiokassier → DB" in out
    assert past.changed() == '-owners = ["regiokassier"]\n+owners = ["DB"]'
    assert f"Draait {commit[:7]}" in past.git("log", "-1", "--format=%B")
    past.good("undo")
    assert past.changed() == '-owners = ["DB"]\n+owners = ["regiokassier"]'


def test_undo_of_an_addition_withdraws_it_so_that_its_number_stays_used(filled: Desk) -> None:
    filled.good("add", "Vergissing", "--owner", "DB")

    filled.good("undo")

    assert filled.changed() == "+withdrawn = 2025-03-05"
    assert "2025-005 added" in filled.good("add", "Goed", "--owner", "DB")


def test_undo_refuses_where_a_later_change_stands_on_it(past: Desk) -> None:
    commit = past.git("log", "-1", "--format=%h", "--grep=Later klaar").strip()
    before = past.state()

    run = past.run("undo", commit)

    assert run.code == 1
    assert run.err == (
        "actiepunt: 2025-001 changed again since: due\n"
        "Take the later change back first: `actiepunt log 2025-001` shows it.\n"
    )
    assert past.state() == before
    assert past.run("undo", "no-such").code == 1
    assert past.run("undo", "HEAD~8").code in {0, 1}


def test_a_meeting_move_is_undone(filled: Desk) -> None:
    calendar = filled.read("data/calendar.toml")
    filled.good("meeting", "move", "AB:next", "--start", "2025-04-09 10:00")

    filled.good("undo")

    assert filled.read("data/calendar.toml") == calendar
    assert filled.read() == ACTIONS


def test_a_shallow_clone_says_what_is_not_known(past: Desk, tmp_path: Path) -> None:
    clone = Desk(tmp_path / "shallow", past._capture)
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", f"file://{past.root}", clone.root], check=True
    )

    for words in (
        ["log"],
        ["list", "--at", "2025-02-03"],
        ["diff", "AB:last"],
        ["stats"],
        ["undo"],
    ):
        run = clone.run(*words)
        assert run.code == 1
        assert run.err.startswith("actiepunt: this is a shallow clone")
    shown = clone.run("show", "1")
    assert shown.code == 0
    assert "Koningsdag" in shown.out
    assert shown.err == (
        "without its history: this is a shallow clone: the older history is missing\n"
    )


def test_show_as_csv_has_its_history_in_one_cell(filled: Desk) -> None:
    filled.good("edit", "1", "--owner", "A", "--owner", "B")

    (row,) = csv.DictReader(io.StringIO(filled.good("show", "1", "--format", "csv"), newline=""))

    assert row["owners"] == "A; B"
    assert (
        "2025-001 aaaaaaaaaaaaaaaa owners E. Ruesen, W. Stortelder A, B "
        in row["history"].split("; ")[1]
    )


def test_a_reason_stays_the_reason_when_the_register_changes_its_language(desk: Desk) -> None:
    desk.good("add", "Iets doen", "--owner", "DB", "-m", "Omdat het moet")
    desk.good("note", "1", "Begonnen")
    before = desk.good("log", "--format", "json")
    desk.commit(desk.read("data/register.toml").replace('"nl"', '"en"'), "data/register.toml")

    after = desk.good("log", "--format", "json")

    assert [change["reason"] for change in json.loads(after)["changes"]] == ["Omdat het moet", None]
    assert after == before


OLDER = {
    "a reason": ("Omdat het moet\n\n", "actiehouder: DB", "Omdat het moet"),
    "paragraphs": ("Reason: een\n\nen: twee\n\n", "actiehouder: DB", "Reason: een\n\nen: twee"),
    "no reason": ("", "actiehouder: DB", None),
    "words of another version": ("Omdat het moet\n\n", "trekker: DB", "Omdat het moet"),
}


@pytest.mark.parametrize(("above", "lines", "reason"), OLDER.values(), ids=OLDER)
def test_commits_from_before_the_trailer_keep_their_reason(
    desk: Desk, above: str, lines: str, reason: str | None
) -> None:
    desk.good("add", "Iets doen", "--owner", "DB")
    old = f"2025-001 toegevoegd: Iets doen\n\n{above}{lines}\n\nAction: 2025-001\n"
    desk.git("commit", "-q", "--amend", "--no-verify", "-m", old)
    desk.commit(desk.read("data/register.toml").replace('"nl"', '"en"'), "data/register.toml")

    (change,) = json.loads(desk.good("log", "--format", "json"))["changes"]

    assert change["reason"] == reason


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("2025-001 is nu duidelijker", "2025-001 is nu duidelijker"),
        ("2025-001 is nu duidelijker\n\nAction: 2025-001", "2025-001 is nu duidelijker"),
        ("typefout\n\nUitleg.\n\nAction: 2025-001", "typefout"),
        ("typefout\n\nUitleg.\n\nReason: De secretaris\n vroeg erom", "De secretaris\nvroeg erom"),
    ],
)
def test_the_reason_of_a_commit_by_hand_is_its_trailer_or_its_subject(
    filled: Desk, message: str, reason: str
) -> None:
    filled.commit(ACTIONS.replace("Koningsdag", "Prinsjesdag"), message=message)

    changes = json.loads(filled.good("log", "1", "--format", "json"))["changes"]

    assert changes[-1]["reason"] == reason


def test_a_reason_of_several_paragraphs_comes_back_from_the_log(filled: Desk) -> None:
    reason = "Zie het verslag:\n\n- punt 1\n  - punt 1a\n\nAction: 2025-002\n."

    filled.good("close", "1", "-m", reason)
    filled.good("undo", "-m", reason)

    changes = json.loads(filled.good("log", "1", "--format", "json"))["changes"]
    assert changes[1]["reason"] == reason
    assert changes[-1]["reason"].startswith("Draait ")
    assert changes[-1]["reason"].endswith(f"\n\n{reason}")
    names = filled.git("log", "-1", "--format=%(trailers:key=Action,valueonly)").split()
    assert names == ["2025-001"]
