"""The calendar feeds: bytes, stamps, and what parsers nobody here wrote make of them."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from actiepunt.ical import zone
from actiepunt.ical.fold import folded
from conftest import ACTIONS, CALENDAR, Desk
from feeds import event, feed, held, listed, problems, unfolded

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOSTILE = 'Komma, puntkomma; "aanhaling" \\ G:\\Notulen\\nieuw 👩‍👩‍👧 ' + "lang é" * 80


def export(desk: Desk, *words: str) -> bytes:
    """Return the bytes of an exported calendar."""
    path = desk.root.parent / "out.ics"
    desk.good("export", "ics", "-o", str(path), *words)
    return path.read_bytes()


def test_a_feed_of_meetings_is_as_expected_to_the_line(filled: Desk) -> None:
    filled.good("meeting", "edit", "AB:next", "--location", "De Steck, Doetinchem", "--tentative",
                "--url", "https://example.org/x", "--agenda", "Nota Ruimte", "--notes", "Fysiek")  # fmt: skip

    data = export(filled, "--meetings")

    assert problems(data) == []
    shown = re.sub(r"\d{8}T\d{6}Z|SEQUENCE:\d+", "STAMP", unfolded(data))
    assert (
        shown[shown.index("BEGIN:VEVENT") :]
        == """\
BEGIN:VEVENT
SUMMARY:AB
DTSTART;TZID=Europe/Amsterdam:20250129T100000
DTEND;TZID=Europe/Amsterdam:20250129T113000
DTSTAMP:STAMP
UID:dddddddddddddddd
STAMP
CATEGORIES:AB
CREATED:STAMP
LAST-MODIFIED:STAMP
LOCATION:De Steck
STATUS:CONFIRMED
END:VEVENT
BEGIN:VEVENT
SUMMARY:Stukken gereed: AB\\, wo 2 april 2025 10:00
DTSTART;VALUE=DATE:20250326
DTEND;VALUE=DATE:20250327
DTSTAMP:STAMP
UID:eeeeeeeeeeeeeeee-papers
STAMP
CATEGORIES:AB
CREATED:STAMP
LAST-MODIFIED:STAMP
STATUS:TENTATIVE
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
SUMMARY:AB
DTSTART;TZID=Europe/Amsterdam:20250402T100000
DTEND;TZID=Europe/Amsterdam:20250402T113000
DTSTAMP:STAMP
UID:eeeeeeeeeeeeeeee
STAMP
CATEGORIES:AB
CREATED:STAMP
DESCRIPTION:agenda:\\n- Nota Ruimte\\nstukken gereed: wo 26 maart 2025\\nwebadres: https://example.org/x\\nopmerkingen: Fysiek
LAST-MODIFIED:STAMP
LOCATION:De Steck\\, Doetinchem
STATUS:TENTATIVE
URL:https://example.org/x
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
END:VEVENT
END:VCALENDAR
"""
    )


def test_a_closed_action_leaves_the_deadlines_and_its_task_is_completed(filled: Desk) -> None:
    assert event(export(filled, "--deadlines"), "aaaaaaaaaaaaaaaa")
    filled.good("close", "1", "--on", "2025-03-01")
    filled.good("cancel", "3")

    deadlines, tasks = export(filled, "--deadlines"), export(filled, "--tasks")

    assert problems(deadlines) == problems(tasks) == []
    assert event(deadlines, "aaaaaaaaaaaaaaaa") == ""
    done = event(tasks, "aaaaaaaaaaaaaaaa-task")
    assert "\nSTATUS:COMPLETED\n" in done
    assert "\nCOMPLETED:20250301T110000Z\n" in done
    assert "\nPERCENT-COMPLETE:100\n" in done
    assert "\nDUE;VALUE=DATE:20250306\n" in done
    assert "\nSTATUS:IN-PROCESS\n" in event(tasks, "bbbbbbbbbbbbbbbb-task")
    assert "\nSTATUS:CANCELLED\n" in event(tasks, "cccccccccccccccc-task")


def test_a_deadline_in_a_period_is_its_last_day_and_at_a_meeting_moves_along(filled: Desk) -> None:
    data = export(filled, "--deadlines")
    assert "DTSTART;VALUE=DATE:20250228" in event(data, "bbbbbbbbbbbbbbbb")
    assert "DTSTART;VALUE=DATE:20250402" in event(data, "cccccccccccccccc")

    later(filled, "2027-01-01T10:00:00")
    filled.good("meeting", "move", "AB:next", "--start", "2025-04-09 10:00")

    moved = event(export(filled, "--deadlines"), "cccccccccccccccc")
    assert "DTSTART;VALUE=DATE:20250409" in moved
    assert "LAST-MODIFIED:20270101T100000Z" in moved


def later(desk: Desk, moment: str) -> None:
    """Let git commit at a moment in UTC from now on."""
    del desk
    _patch.setenv("GIT_COMMITTER_DATE", f"{moment}+00:00")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    global _patch  # noqa: PLW0603 - one clock for the helper above
    _patch = monkeypatch


_patch: pytest.MonkeyPatch


@pytest.mark.parametrize(
    ("words", "uids"),
    [
        (["meeting", "move", "AB:next", "--start", "2025-04-09 10:00"],
         {"eeeeeeeeeeeeeeee", "eeeeeeeeeeeeeeee-papers", "cccccccccccccccc"}),
        (["meeting", "cancel", "AB:next"],
         {"eeeeeeeeeeeeeeee", "eeeeeeeeeeeeeeee-papers", "cccccccccccccccc"}),
        (["close", "1"], {"aaaaaaaaaaaaaaaa"}),
        (["defer", "2", "--to", "2025-05-01"], {"bbbbbbbbbbbbbbbb"}),
        (["meeting", "edit", "AB:last", "--notes", "x"], {"dddddddddddddddd"}),
    ],
)  # fmt: skip
def test_only_the_events_that_changed_change_and_their_sequence_grows(
    filled: Desk, words: list[str], uids: set[str]
) -> None:
    later(filled, "2027-01-01T10:00:00")
    before = export(filled)

    filled.good(*words)

    after = export(filled)
    every = set(re.findall(r"\nUID:(\S+)\n", unfolded(before)))
    changed = {uid for uid in every if event(before, uid) != event(after, uid)}
    assert changed == uids
    for uid in uids:
        old, new = event(before, uid), event(after, uid)
        if new:
            assert sequence(new) > sequence(old)
    assert unfolded(before).split("BEGIN:VEVENT")[0] == unfolded(after).split("BEGIN:VEVENT")[0]


def sequence(block: str) -> int:
    """Return the SEQUENCE of an event."""
    found = re.search(r"\nSEQUENCE:(\d+)\n", block)
    assert found
    return int(found[1])


def test_a_cancelled_meeting_stays_until_its_day_has_passed(filled: Desk) -> None:
    later(filled, "2025-03-30T10:00:00")
    filled.good("meeting", "cancel", "AB:next")
    cancelled = event(export(filled), "eeeeeeeeeeeeeeee")
    assert "SUMMARY:VERVALLEN: AB\n" in cancelled
    assert "STATUS:CANCELLED\n" in cancelled
    assert "TRANSP:TRANSPARENT\n" in cancelled

    later(filled, "2025-04-03T10:00:00")
    filled.good("note", "1", "later")

    assert event(export(filled), "eeeeeeeeeeeeeeee") == ""


def test_hostile_text_survives_as_text(filled: Desk) -> None:
    filled.good(
        "edit", "1", "--summary", HOSTILE, "--tag", HOSTILE, "--details", f"{HOSTILE}\n\nregel"
    )
    filled.good("meeting", "edit", "AB:next", "--location", HOSTILE, "--participant", HOSTILE)

    import icalendar
    from ical.calendar_stream import IcsCalendarStream

    for words in ([], ["--tasks"]):
        data = export(filled, *words)
        assert problems(data) == []
        strict = IcsCalendarStream.calendar_from_ics(data.decode())
        items = strict.todos if words else strict.events
        summaries = [item.summary for item in items]
        assert any(text and text.endswith(HOSTILE) for text in summaries)
        assert "\\\\ G:\\\\Notulen\\\\nieuw" in unfolded(data)
    found = icalendar.Calendar.from_ical(export(filled))
    assert any(
        str(part.get("LOCATION", "")).startswith("Komma, punt") for part in found.walk("VEVENT")
    )


def test_control_characters_of_a_hand_edit_do_not_reach_a_feed(filled: Desk) -> None:
    filled.commit(ACTIONS.replace("Koningsdag", r"Konings\u0007dag\u202e"))
    run = filled.run("export", "ics")

    assert run.code == 1  # the committed files hold errors, and so nothing is published
    assert "control character" in run.err


def test_the_same_commit_gives_the_same_bytes_anywhere(filled: Desk) -> None:
    runs = [
        subprocess.run(
            [sys.executable, "-m", "actiepunt", "export", "ics"], cwd=filled.root, check=True,
            capture_output=True, env={**os.environ, **environment},
        ).stdout
        for environment in (
            {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1"},
            {"LC_ALL": "nl_NL.UTF-8", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "2"},
        )
    ]  # fmt: skip

    assert runs[0] == runs[1]
    filled.write(ACTIONS.replace("Koningsdag", "Prinsjesdag"))
    assert export(filled) == runs[0]  # edits that are not committed are not published


def test_a_shallow_clone_is_refused(filled: Desk, tmp_path: Path) -> None:
    clone = Desk(tmp_path / "clone", filled._capture)
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", f"file://{filled.root}", clone.root], check=True
    )

    run = clone.run("export", "ics")

    assert run.code == 1
    assert run.err == (
        "actiepunt: this is a shallow clone: the older history is missing\n"
        "Fetch it first: git fetch --unshallow\n"
    )


@pytest.mark.parametrize(
    ("name", "summer", "winter"),
    [
        ("Europe/Amsterdam", timedelta(hours=2), timedelta(hours=1)),
        ("America/New_York", timedelta(hours=-4), timedelta(hours=-5)),
        ("Australia/Sydney", timedelta(hours=10), timedelta(hours=11)),
        ("Europe/Dublin", timedelta(hours=1), timedelta(0)),
        ("Asia/Kolkata", timedelta(hours=5, minutes=30), timedelta(hours=5, minutes=30)),
    ],
)
def test_a_zone_has_the_right_offsets_in_july_and_january(
    name: str, summer: timedelta, winter: timedelta
) -> None:
    import icalendar
    import recurring_ical_events

    text = zone.vtimezone(name).to_ical().decode()
    calendar = icalendar.Calendar.from_ical(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + text
        + "".join(
            f"BEGIN:VEVENT\r\nUID:{day}\r\nDTSTAMP:20250101T000000Z\r\n"
            f"DTSTART;TZID={name}:{day}T100000\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
            for day in ("20260701", "20260115")
        )
        + "END:VCALENDAR\r\n"
    )  # fmt: skip
    found = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2026, 12, 31))
    offsets = {part["DTSTART"].dt.month: part["DTSTART"].dt.utcoffset() for part in found}

    assert offsets == {7: summer, 1: winter}
    ours = [change.offset_to for change in zone.changes(name)]
    assert set(ours) == {summer, winter}


def test_a_zone_without_a_yearly_rule_is_refused_and_not_written_wrong() -> None:
    with pytest.raises(Exception, match="cannot be written into a calendar"):
        zone.changes("America/Nuuk")


def test_recurring_ical_events_finds_every_meeting_and_deadline_at_its_time(real: Path) -> None:
    import icalendar
    import recurring_ical_events

    data = feed(real)
    assert problems(data) == []
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(
        date(2024, 1, 1), date(2028, 1, 1)
    )
    starts = {str(part["UID"]): part["DTSTART"].dt for part in found}
    meetings = held(real)
    papers = [m for m in meetings if m["papers"]]
    deadlines = [a for a in listed(real, "list") if a["due"]]

    assert len(found) == len(starts) == len(meetings) + len(papers) + len(deadlines)
    times = {start.astimezone(UTC) for start in starts.values() if isinstance(start, datetime)}
    assert datetime(2025, 4, 3, 8, 0, tzinfo=UTC) in times
    assert datetime(2025, 11, 20, 14, 30, tzinfo=UTC) in times


def test_the_strictest_parser_reads_every_event_and_task(real: Path) -> None:
    from ical.calendar_stream import IcsCalendarStream

    events = IcsCalendarStream.calendar_from_ics(feed(real, "--meetings").decode())
    tasks = IcsCalendarStream.calendar_from_ics(feed(real, "--tasks").decode())

    by_start = {str(e.dtstart) for e in events.events}
    assert "2025-04-03 10:00:00+02:00" in by_start
    assert "2025-11-20 15:30:00+01:00" in by_start
    assert len(tasks.todos) == len(listed(real, "list", "--all"))


def test_todoman_lists_every_task_with_its_due_day(real: Path, tmp_path: Path) -> None:
    """todoman keeps one task a file, as a sync program splits a feed."""
    head, *blocks = feed(real, "--tasks").decode().split("BEGIN:VTODO\r\n")
    (tmp_path / "cal").mkdir()
    for number, block in enumerate(blocks):
        task = block.split("END:VTODO\r\n")[0]
        text = f"{head}BEGIN:VTODO\r\n{task}END:VTODO\r\nEND:VCALENDAR\r\n"
        (tmp_path / f"cal/{number}.ics").write_bytes(text.encode())
    config = tmp_path / "todoman.py"
    config.write_text(
        f'path = "{tmp_path}/*"\ncache_path = "{tmp_path}/cache.db"\ndate_format = "%Y-%m-%d"\n',
        encoding="utf-8",
    )

    out = subprocess.run(
        [str(Path(sys.executable).with_name("todo")), "--config", str(config), "--porcelain",
         "list", "--status", "ANY"],
        check=True, capture_output=True, env={**os.environ, "TZ": "Europe/Amsterdam"},
    ).stdout  # fmt: skip

    tasks = json.loads(out)
    actions = listed(real, "list", "--all")
    assert len(tasks) == len(actions)
    assert sum(task["completed"] for task in tasks) == sum(  # to todoman a cancelled one is too
        action["status"] in {"done", "cancelled"} for action in actions
    )
    due = {task["summary"].split()[0]: task["due"] for task in tasks}
    assert {
        number: datetime.fromtimestamp(moment, AMSTERDAM).date().isoformat() if moment else None
        for number, moment in due.items()
    } == {action["id"]: action["due"] for action in actions}


def test_khal_imports_every_meeting_at_its_time(real: Path, tmp_path: Path) -> None:
    (tmp_path / "cal").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[real]]\npath = {tmp_path / 'cal'}\ntype = calendar\n"
        "[locale]\nlocal_timezone = Europe/Amsterdam\ndefault_timezone = Europe/Amsterdam\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n",
        encoding="utf-8",
    )
    (tmp_path / "real.ics").write_bytes(feed(real, "--meetings"))
    khal = [str(Path(sys.executable).with_name("khal")), "-c", str(config)]
    subprocess.run(
        [*khal, "import", "--batch", "-a", "real", str(tmp_path / "real.ics")], check=True,
        capture_output=True,
    )  # fmt: skip

    out = subprocess.run(
        [*khal, "list", "--format", "{start} {end} {title}", "2025-04-03", "1d"], check=True,
        capture_output=True, encoding="utf-8",
    ).stdout  # fmt: skip

    assert "2025-04-03 10:00 2025-04-03 12:00 BAC REC" in out
    meetings = held(real)
    papers = [m for m in meetings if m["papers"]]
    assert len(list((tmp_path / "cal").glob("*.ics"))) == len(meetings) + len(papers)


def test_the_night_the_clocks_change_keeps_local_time(filled: Desk) -> None:
    for day in ("2025-03-29", "2025-03-30", "2025-10-26"):
        filled.good("meeting", "add", "--title", f"Nacht {day}", "--start", f"{day} 09:00")
    import icalendar
    import recurring_ical_events

    found = recurring_ical_events.of(
        icalendar.Calendar.from_ical(export(filled, "--meetings"))
    ).between(date(2025, 3, 29), date(2025, 10, 27))
    utc = {
        str(part["SUMMARY"]): part["DTSTART"].dt.astimezone(UTC).hour
        for part in found
        if str(part["SUMMARY"]).startswith("Nacht")
    }

    assert utc == {"Nacht 2025-03-29": 8, "Nacht 2025-03-30": 7, "Nacht 2025-10-26": 8}


def test_a_register_in_another_zone_keeps_its_own_local_times(filled: Desk) -> None:
    filled.commit('timezone = "America/New_York"\n', "data/register.toml")
    import icalendar
    import recurring_ical_events

    data = export(filled, "--meetings")

    assert problems(data) == []
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).at(date(2025, 4, 2))
    starts = [part["DTSTART"].dt.astimezone(UTC) for part in found]
    assert starts == [datetime(2025, 4, 2, 14, 0, tzinfo=UTC)]


def test_another_time_zone_or_language_changes_every_event(filled: Desk) -> None:
    before = export(filled)
    later(filled, "2027-01-01T10:00:00")
    filled.commit('timezone = "Europe/London"\n', "data/register.toml")

    after = export(filled)

    for uid in re.findall(r"\nUID:(\S+)\n", unfolded(before)):
        assert sequence(event(after, uid)) > sequence(event(before, uid))


def test_a_meeting_of_several_days_is_one_event_with_an_exclusive_end(filled: Desk) -> None:
    filled.commit(
        CALENDAR + '\n[[meeting]]\nuid = "ffffffffffffffff"\nid = "dna-2025-05-21"\nbody = "DNA"\n'
        "start = 2025-05-21\nend = 2025-05-22\n",
        "data/calendar.toml",
    )

    block = event(export(filled), "ffffffffffffffff")

    assert "DTSTART;VALUE=DATE:20250521\nDTEND;VALUE=DATE:20250523\n" in block


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--tasks", "--meetings"], 2), (["--body", "XX"], 1), (["-o", "/nonexistent/x.ics"], 1)],
)
def test_wrong_words_write_nothing(filled: Desk, words: list[str], code: int) -> None:
    run = filled.run("export", "ics", *words)

    assert run.code == code
    assert run.out == ""
    assert len(run.err.splitlines()) == 2


def test_long_lines_are_folded_at_seventy_five_octets_and_never_within_a_character() -> None:
    long = "DESCRIPTION:" + "ëén €uro 🎉 " * 30
    stream = f"BEGIN:X\r\n{long}\r\nEND:X\r\n".encode()

    found = folded(stream)

    lines = found.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert min(map(len, lines[1:-4])) >= 72
    assert all(line.decode() for line in lines[:-1])
    assert found.replace(b"\r\n ", b"") == stream
    assert folded(found) == found


def test_a_meeting_without_an_end_has_the_usual_length(filled: Desk) -> None:
    filled.good("meeting", "add", "--body", "DB", "--start", "2025-03-20 13:30")
    usual = unfolded(export(filled))
    filled.commit('language = "nl"\ndefault_duration = 150\n', "data/register.toml")
    longer = unfolded(export(filled))

    start = "DTSTART;TZID=Europe/Amsterdam:20250320T133000\n"
    assert f"{start}DTEND;TZID=Europe/Amsterdam:20250320T143000\n" in usual
    assert f"{start}DTEND;TZID=Europe/Amsterdam:20250320T160000\n" in longer
    assert "end" not in filled.read("data/calendar.toml").split("db-2025")[1]


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('"1:30"', "default_duration must be a number"),
        ("true", "default_duration must be a number"),
        ("0", "default_duration must be 1 to 1440 minutes"),
    ],
)
def test_an_odd_length_is_a_fault_with_its_line(filled: Desk, said: str, fault: str) -> None:
    filled.write(f'language = "nl"\ndefault_duration = {said}\n', "data/register.toml")

    run = filled.run("check")

    assert run.code == 1
    assert run.out.startswith(f"data/register.toml:2: error: {fault}.")


def test_a_deadline_at_a_cancelled_meeting_says_so(filled: Desk) -> None:
    filled.good("meeting", "cancel", "AB:next")

    deadlines = unfolded(export(filled, "--deadlines"))
    tasks = unfolded(export(filled, "--tasks"))

    title = "2025-003 Begroting vaststellen (de vergadering vervalt)\n"
    assert f"SUMMARY:Termijn: {title}" in deadlines
    assert f"SUMMARY:{title}" in tasks
    assert deadlines.count("vervalt") == 1


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    """Let git commit at a moment."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", moment)


def test_each_change_of_what_an_event_shows_gives_a_higher_sequence_also_within_a_second(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for step in range(6):  # a clock that stands still, and then goes back a day
        at(monkeypatch, f"2027-01-0{1 + (step < 3)}T10:00:00+00:00")
        filled.good("edit", "1", "--summary", f"Stap {step}")
        block = event(export(filled), "aaaaaaaaaaaaaaaa")
        stamp = re.search(r"LAST-MODIFIED:(\S+)", block)
        assert stamp
        seen.append((sequence(block), stamp[1]))

    assert seen == sorted(set(seen))
    assert len({stamp for _sequence, stamp in seen}) == 6
    assert seen[-1][0] < 2**31


def test_a_squash_lowers_no_sequence(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 5):
        at(monkeypatch, f"2027-01-0{day}T10:00:00+00:00")
        filled.good("edit", "1", "--summary", f"Dag {day}")
    before = sequence(event(export(filled), "aaaaaaaaaaaaaaaa"))
    filled.git("reset", "-q", "--soft", "HEAD~6")
    filled.git("commit", "-q", "--no-verify", "-m", "alles in een")

    after = sequence(event(export(filled), "aaaaaaaaaaaaaaaa"))

    assert after >= before


def test_a_change_that_a_merge_brings_in_later_counts_from_the_merge(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2027-01-01T10:00:00+00:00")
    filled.git("checkout", "-qb", "side")
    filled.good("defer", "1", "--to", "2025-04-01")
    filled.git("checkout", "-q", "main")
    at(monkeypatch, "2027-01-03T10:00:00+00:00")
    filled.good("edit", "1", "--summary", "Op de hoofdlijn")
    before = event(export(filled), "aaaaaaaaaaaaaaaa")
    at(monkeypatch, "2027-01-05T10:00:00+00:00")
    filled.git("merge", "-q", "-m", "erbij", "side")

    after = event(export(filled), "aaaaaaaaaaaaaaaa")

    assert "LAST-MODIFIED:20270103T100000Z" in before
    assert "LAST-MODIFIED:20270105T100000Z" in after
    assert sequence(after) > sequence(before)
