"""`import ics`: calendar files of Outlook, Google and Apple become meetings, and stay the same ones."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actiepunt.ical import calendars
from conftest import Desk, Run
from helpers import HOSTILE, without_hash

OUTLOOK = """\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:Agenda secretariaat
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DESCRIPTION:Beste leden\\,\\n\\nHierbij de uitnodiging.\\n
DTSTART;TZID="W. Europe Standard Time":20250312T100000
DTEND;TZID="W. Europe Standard Time":20250312T113000
LOCATION:De Steck\\, Doetinchem
RRULE:FREQ=WEEKLY;COUNT=5;INTERVAL=1;BYDAY=WE
EXDATE;TZID="W. Europe Standard Time":20250319T100000
SEQUENCE:0
SUMMARY;LANGUAGE=nl:DB
ATTENDEE;CN="Jan Jansen":mailto:jan@example.org
UID:040000008200E00074C5B7101A82E00800000000
X-ALT-DESC;FMTTYPE=text/html:<html><body>Beste leden</body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20250403T140000
DTEND;TZID="W. Europe Standard Time":20250403T160000
RECURRENCE-ID;TZID="W. Europe Standard Time":20250402T100000
LOCATION:Zutphen
SUMMARY;LANGUAGE=nl:DB
UID:040000008200E00074C5B7101A82E00800000000
X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID="W. Europe Standard Time":20250430T000000
DTEND;TZID="W. Europe Standard Time":20250502T000000
SUMMARY;LANGUAGE=nl:Heidag
UID:040000008200E00074C5B7101A82E00811111111
X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
"""
START = "DTSTART;TZID=Europe/Amsterdam:20250507T100000\n"


def event(*lines: str, uid: str = "1", title: str = "Overleg") -> str:
    """Return an event with these lines."""
    text = "".join(f"{line.strip()}\n" for line in lines)
    return f"BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{title}\n{text}END:VEVENT\n"


def calendar(*parts: str) -> str:
    """Return a calendar of these events, or other lines."""
    return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n" + "".join(parts) + "END:VCALENDAR\n"


def take_in(desk: Desk, text: str | bytes, *words: str, name: str = "agenda.ics") -> Run:
    """Import a file."""
    path = desk.root.parent / name
    path.write_bytes(text.replace("\n", "\r\n").encode() if isinstance(text, str) else text)
    return desk.run("import", "ics", str(path), *words)


def meetings(desk: Desk) -> list[str]:
    """Return each meeting as its time and what it is."""
    rows = desk.good("meeting", "list", "--all", "--format", "csv").splitlines()[1:]
    return [row.strip() for row in rows]


def test_a_file_of_outlook_becomes_meetings_in_one_commit(filled: Desk) -> None:
    before = filled.commits()

    run = take_in(filled, OUTLOOK)

    assert run.err == ""
    assert without_hash(run.out) == (
        "agenda.ics: 5 added\n"
        "db-2025-03-12 added: DB – Wed 12 March 2025 10:00\n"
        "db-2025-03-26 added: DB – Wed 26 March 2025 10:00\n"
        "db-2025-04-03 added: DB – Thu 3 April 2025 14:00\n"
        "db-2025-04-09 added: DB – Wed 9 April 2025 10:00\n"
        "heidag-2025-04-30 added: Heidag – Wed 30 April 2025\n"
        "Undo: actiepunt undo HASH\n"
    )
    assert filled.commits() == before + 1
    message = filled.git("log", "-1", "--format=%B")
    assert message.startswith("Import agenda.ics: 5 vergaderingen toegevoegd\n")
    assert message.rstrip().endswith("Import: Agenda secretariaat")
    added = filled.read("data/calendar.toml")
    assert added.endswith(
        'body = "DB"\nstart = 2025-04-03T14:00:00\nend = 2025-04-03T16:00:00\n'
        'location = "Zutphen"\nstatus = "tentative"\n\n'
        '[[meeting]]\nuid = "yhim237nypfjkm5g"\nid = "db-2025-04-09"\nbody = "DB"\n'
        "start = 2025-04-09T10:00:00\nend = 2025-04-09T11:30:00\n"
        'location = "De Steck, Doetinchem"\n'
        'notes = """\nBeste leden,\n\nHierbij de uitnodiging."""\n\n'
        '[[meeting]]\nuid = "jzrqn3h76vcgllre"\nid = "heidag-2025-04-30"\ntitle = "Heidag"\n'
        "start = 2025-04-30\nend = 2025-05-01\n"
    )
    assert "Jansen" not in added


def test_the_same_file_again_changes_nothing(filled: Desk) -> None:
    take_in(filled, OUTLOOK)
    before = filled.state()

    again = take_in(filled, OUTLOOK)

    assert again == Run(0, "Nothing changed: the register says so already.\n", "")
    assert filled.state() == before


def test_what_changed_in_the_file_is_told_as_an_edit_and_what_is_gone_stays(filled: Desk) -> None:
    take_in(filled, OUTLOOK)
    filled.good(
        "meeting", "edit", "db-2025-04-03", "--notes", "Parkeren achter", "--papers", "2-4-2025"
    )
    filled.good("meeting", "edit", "db-2025-03-12", "--location", "Elders", "--agenda", "Begroting")
    changed = (
        OUTLOOK.replace("20250403T", "20250404T")
        .replace("20250319T100000", "20250319T100000,20250326T100000")
        .replace(":Heidag", ":Heidag bestuur")
    )

    run = take_in(filled, changed, name="agenda (1).ics")

    assert without_hash(run.out) == (
        "agenda (1).ics: 3 changed, 1 as it was\n"
        "db-2025-03-12 changed: DB – Wed 12 March 2025 10:00\n"
        "  location: Elders → De Steck, Doetinchem\n"
        "db-2025-04-03 moved: DB – Fri 4 April 2025 14:00\n"
        "  when: Thu 3 April 2025 14:00–16:00 → Fri 4 April 2025 14:00–16:00\n"
        "heidag-2025-04-30 changed: Heidag bestuur – Wed 30 April 2025\n"
        "  title: Heidag → Heidag bestuur\n"
        "Undo: actiepunt undo HASH\n"
    )
    assert run.err == (
        "Not in agenda (1).ics any more, and still here; to cancel it: "
        "actiepunt meeting cancel db-2025-03-26\n"
        "  DB, Wed 26 March 2025 10:00–11:30 (db-2025-03-26)\n"
    )
    shown = filled.good("meeting", "show", "db-2025-04-03")
    assert "Parkeren achter" in shown
    assert "Wed 2 April 2025" in shown  # the papers are ours
    filled.good("meeting", "cancel", "db-2025-03-26")
    assert take_in(filled, changed).err == ""


def test_a_series_that_moves_to_another_hour_stays_itself_and_papers_move_along(
    filled: Desk,
) -> None:
    series = event(START, "RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=1WE")
    take_in(filled, calendar(series), "--body", "ab")
    filled.good("meeting", "edit", "ab-2025-06-04", "--papers", "4-6-2025")

    later = take_in(filled, calendar(series.replace("T100000", "T193000")))
    moved = event(
        "DTSTART;TZID=Europe/Amsterdam:20250602T193000",
        "RECURRENCE-ID;TZID=Europe/Amsterdam:20250604T193000",
    )
    earlier = take_in(filled, calendar(series.replace("T100000", "T193000"), moved))

    assert later.out.count(" moved: ") == 3
    assert "added" not in later.out
    assert without_hash(earlier.out) == (
        "agenda.ics: 1 changed, 2 as they were\n"
        "ab-2025-06-04 moved: Overleg – Mon 2 June 2025 19:30\n"
        "  when: Wed 4 June 2025 19:30 → Mon 2 June 2025 19:30\n"
        "  papers: Wed 4 June 2025 → Mon 2 June 2025\n"
        "Undo: actiepunt undo HASH\n"
    )


def test_a_dry_run_tells_and_changes_nothing(filled: Desk) -> None:
    before = filled.state()

    run = take_in(filled, OUTLOOK, "--dry-run")

    assert run.code == 0
    assert run.out.startswith("agenda.ics: 5 added\n")
    assert run.out.endswith("This was a dry run: nothing was changed.\n")
    assert filled.state() == before


def test_an_import_that_was_undone_comes_back(filled: Desk) -> None:
    take_in(filled, OUTLOOK)
    whole = meetings(filled)
    filled.good("undo")

    run = take_in(filled, OUTLOOK)

    assert run.code == 0
    assert run.out.count(" restored: ") == 5
    assert meetings(filled) == whole


def test_times_of_google_apple_and_nobody_come_out_in_the_registers_zone(desk: Desk) -> None:
    google = "X-WR-TIMEZONE:Europe/Amsterdam\n" + event(
        # by the clock of X-WR-TIMEZONE, also after it is put back
        "DTSTART:20250924T080000Z", "DTEND:20250924T093000Z", "RRULE:FREQ=MONTHLY;COUNT=2;BYDAY=4WE",
        "DESCRIPTION:x", "X-GOOGLE-CONFERENCE:https://meet.example.org/abc",
    )  # fmt: skip
    apple = event("DTSTART;TZID=America/New_York:20250310T090000", "DURATION:PT90M", uid="2")
    floating = event("DTSTART:20250508T090000", "URL:https://example.org", uid="3")

    run = take_in(desk, calendar(google) + calendar(apple, floating))

    assert run.code == 0
    text = desk.read("data/calendar.toml")
    for line in (
        'end = 2025-09-24T11:30:00\nurl = "https://meet.example.org/abc"\nnotes = "x"',
        "start = 2025-09-24T10:00:00",
        "start = 2025-10-22T10:00:00\nend = 2025-10-22T11:30:00",
        "start = 2025-03-10T14:00:00\nend = 2025-03-10T15:30:00",
        'start = 2025-05-08T09:00:00\nurl = "https://example.org"',
    ):
        assert line in text


def test_two_calendars_may_give_one_name_to_two_zones(desk: Desk) -> None:
    def zone(offset: str) -> str:
        return (
            "BEGIN:VTIMEZONE\nTZID:Eigen\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
            f"TZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\nEND:STANDARD\nEND:VTIMEZONE\n"
        )

    one, other = (
        calendar(zone(offset), event("DTSTART;TZID=Eigen:20250115T120000", uid=offset))
        for offset in ("+0300", "-0500")
    )

    take_in(desk, one + other)

    text = desk.read("data/calendar.toml")
    assert "start = 2025-01-15T10:00:00" in text
    assert "start = 2025-01-15T18:00:00" in text


def test_status_is_that_of_the_file_however_it_says_so(desk: Desk) -> None:
    day = "DTSTART;VALUE=DATE:20250507"
    text = calendar(
        event(day, "STATUS:CANCELLED", uid="1", title="Een"),
        event(day, "STATUS:TENTATIVE", uid="2", title="Twee"),
        event(
            day, "STATUS:CONFIRMED", "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", uid="3", title="Drie"
        ),
        event(day, "STATUS:CONFIRMED", uid="4", title="Geannuleerd: Vier"),
        event(day, uid="5", title="Vijf"),
    )

    take_in(desk, text)

    toml = desk.read("data/calendar.toml")
    assert [line for line in toml.splitlines() if line.startswith(("title", "status"))] == [
        'title = "Een"', 'status = "cancelled"', 'title = "Twee"', 'status = "tentative"',
        'title = "Drie"', 'status = "tentative"', 'title = "Vier"', 'status = "cancelled"',
        'title = "Vijf"',
    ]  # fmt: skip
    desk.good("meeting", "cancel", "vijf-2025-05-07")
    assert take_in(desk, text).out.startswith("Nothing changed")  # the file does not tell
    confirmed = text.replace("SUMMARY:Vijf", "SUMMARY:Vijf\nSTATUS:CONFIRMED")
    assert "vijf-2025-05-07 confirmed" in take_in(desk, confirmed).out


def test_an_invitation_that_is_taken_back_cancels_the_meeting(desk: Desk) -> None:
    take_in(desk, calendar("METHOD:REQUEST\n", event(START)), name="uitnodiging.ics")
    other = take_in(
        desk, calendar("METHOD:REQUEST\n", event(START, uid="2")), name="uitnodiging.ics"
    )

    run = take_in(desk, calendar("METHOD:CANCEL\n", event(START)), name="uitnodiging.ics")

    assert other.err == ""  # an invitation is no whole calendar: the first is not missing
    assert "overleg-2025-05-07 cancelled" in run.out
    assert run.err == ""


def test_a_meeting_that_was_typed_is_the_one_of_the_file(filled: Desk) -> None:
    filled.good("meeting", "add", "--body", "DB", "--start", "7-5-2025")
    text = calendar(
        event(START, "LOCATION:Elders", title="DB"),
        event("DTSTART:20250402T080000Z", uid="2", title="ab"),
    )

    run = take_in(filled, text)

    assert without_hash(run.out) == (
        "agenda.ics: 1 changed, 1 as it was\n"
        "db-2025-05-07 moved: DB – Wed 7 May 2025 10:00\n"
        "  when: Wed 7 May 2025 → Wed 7 May 2025 10:00\n"
        "  location: – → Elders\n"
        "Undo: actiepunt undo HASH\n"
    )


def test_the_title_leaves_out_the_body_and_it_or_a_category_names_it(filled: Desk) -> None:
    filled.good("body", "add", "DB", "--title", "Dagelijks Bestuur")
    text = calendar(
        event(START, title="Dagelijks bestuur: Begroting: concept"),
        event(START, "CATEGORIES:Werk,DB", uid="2", title="Themasessie"),
        event(START, uid="3", title="IPO: Themasessie"),
        event(START, uid="4", title=""),
    )

    assert take_in(filled, text).code == 0
    toml = filled.read("data/calendar.toml")
    assert 'body = "DB"\ntitle = "Begroting: concept"\n' in toml
    assert 'body = "DB"\ntitle = "Themasessie"\n' in toml
    assert 'title = "IPO: Themasessie"\n' in toml
    assert 'title = "(zonder titel)"\n' in toml
    run = take_in(filled, text, "--body", "ab")
    assert run.out.count("  body: DB → AB\n") == 2
    assert run.out.count("  body: – → AB\n") == 2
    assert "  title: Begroting: concept → Dagelijks bestuur: Begroting: concept\n" in run.out


def test_our_own_feeds_come_back_and_change_nothing(filled: Desk) -> None:
    for number, text in enumerate(HOSTILE):
        filled.good("meeting", "add", "--title", text, "--start", f"{number + 1} mei 2026 10:00",
                    "--location", text, "--notes", text, "--agenda", text, "--papers", "1-4-2026")  # fmt: skip
    filled.good("meeting", "add", "--body", "DB", "--title", "Heidagen", "--start", "2026-06-01",
                "--end", "2026-06-03", "--tentative", "--participant", "E. Ruesen")  # fmt: skip
    filled.good("meeting", "cancel", "AB:next")
    filled.good("meeting", "add", "--body", "DB", "--title", "DB", "--start", "2026-07-01 10:00")
    path = filled.root.parent / "own.ics"
    for words in ([], ["--meetings"]):
        filled.good("export", "ics", "-o", str(path), *words)
        before = filled.state()

        run = filled.run("import", "ics", str(path))

        assert run == Run(0, "Nothing changed: the register says so already.\n", "")
        assert filled.state() == before
    filled.good("export", "ics", "-o", str(path), "--tasks")
    assert filled.run("import", "ics", str(path)).err.startswith(
        "actiepunt: the file has no meetings\n"
    )


def test_our_feed_that_somebody_changed_in_outlook_changes_its_meeting(filled: Desk) -> None:
    path = filled.root.parent / "own.ics"
    filled.good("export", "ics", "-o", str(path))
    text = path.read_text(encoding="utf-8").replace("PRODID:-//actiepunt//register//EN", "PRODID:x")
    text = text.replace("20250402T1", "20250403T1").replace("STUKKEN", "X")

    run = take_in(filled, text.replace("\r\n", "\n"))

    assert without_hash(run.out) == (
        "agenda.ics: 1 changed, 1 as it was\n"
        "ab-2025-04-02 moved: AB – Thu 3 April 2025 10:00\n"
        "  when: Wed 2 April 2025 10:00–11:30 → Thu 3 April 2025 10:00–11:30\n"
        "Undo: actiepunt undo HASH\n"
    )


def test_the_feed_of_another_register_brings_its_meetings_alone(filled: Desk) -> None:
    path = filled.root.parent / "own.ics"
    filled.good("export", "ics", "-o", str(path))
    filled.git("rm", "-q", "data/actions.toml", "data/calendar.toml")
    for file in ("actions", "calendar"):
        filled.commit("", f"data/{file}.toml")

    run = filled.run("import", "ics", str(path))

    assert run.out.startswith("own.ics: 2 added\nab-2025-01-29 added")
    assert 'uid = "dddddddddddddddd"' in filled.read("data/calendar.toml")


def test_days_limit_what_comes_in_and_what_is_missed(desk: Desk) -> None:
    series = event(START, "RRULE:FREQ=WEEKLY")

    refused = take_in(desk, calendar(series))
    first = take_in(desk, calendar(series), "--until", "31 mei")
    second = take_in(desk, calendar(series), "--from", "1 juni", "--until", "eind juni")

    assert refused == Run(
        1, "",
        "error: “Overleg”: it repeats without end, or for more than 25 years. "
        'Say until when: --until "31 december"\n'
        "actiepunt: 1 event cannot be imported\nNothing was changed.\n",
    )  # fmt: skip
    assert "agenda.ics: 4 added" in first.out
    assert "agenda.ics: 4 added" in second.out
    assert second.err == ""


def test_standard_input_is_a_file_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(calendar(event(START)).encode())

    monkeypatch.setattr(sys, "stdin", Stdin())

    assert desk.good("import", "ics", "-").startswith("standard input: 1 added\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_files_of_windows_keep_their_letters(desk: Desk, encoding: str) -> None:
    text = calendar(event(START, title="Café Één"))

    assert take_in(desk, text.encode(encoding)).code == 0
    assert 'title = "Café Één"' in desk.read("data/calendar.toml")


def test_odd_forms_of_well_known_programs_are_read(desk: Desk) -> None:
    mozilla = calendar(event(START)).replace("SUMMARY:Overleg", "SUMMARY\n\n :Over\n leg")
    labels = event(START, "RRULE:", "EXDATE:", uid="2", title="Leeg")
    spaces = event(START, "RRULE:FREQ=DAILY;COUNT=3;BYDAY=WE, TH", uid="3", title="Spaties")
    attached = event(START, "ATTACH;ENCODING=BASE64:" + "QUJD" * 100_000, uid="4", title="Bijlage")

    run = take_in(desk, mozilla + calendar(labels, spaces, attached))

    assert run.out.startswith("agenda.ics: 6 added\n")


BAD = {
    "no file": (None, "agenda.ics cannot be read: No such file or directory"),
    "empty": ("", "this is no calendar: it is empty"),
    "page": ("<!DOCTYPE html>\n<html></html>\n", "this is no calendar: it is a web page"),
    "excel": ("PK\x03\x04", "this is no calendar: it is of another kind: Excel, Word, zip"),
    "table": ("Nr;Actie\n1;x\n", "this is no calendar: it has no BEGIN:VCALENDAR"),
    "cut": (calendar(event(START))[:-30], "this calendar is broken: it ends before END:VEVENT"),
    "nested": (calendar("BEGIN:X\n" * 500 + "END:X\n" * 500), "its parts are nested too deep"),
    "tasks": (calendar("BEGIN:VTODO\nUID:1\nEND:VTODO\n"), "the file has no meetings"),
    "answer": (calendar("METHOD:REPLY\n", event(START)), "it is an answer to an invitation (REPLY)"),
    "scale": (calendar("CALSCALE:JULIAN\n", event(START)), "it does not count Gregorian days: JULIAN"),
    "long line": (
        calendar(event(START, "DESCRIPTION:" + "x" * 10_000_000)),
        "line 8 is longer than 200000 characters",
    ),
    "zone": (calendar(event("DTSTART;TZID=Mars/Olympus:20250507T100000")), "unknown time zone “Mars/Olympus”"),
    "zone of all": (calendar("X-WR-TIMEZONE:Mars\n", event(START)), "unknown time zone “Mars”"),
    "zone of exdate": (
        calendar(event(START, "RRULE:FREQ=DAILY;COUNT=3", "EXDATE;TZID=Mars:20250508T100000")),
        "“Overleg”: unknown time zone “Mars”",
    ),
    "no day": (calendar(event()), "“Overleg”: it has no day (DTSTART), or several"),
    "no such day": (calendar(event("DTSTART:20250230T100000Z")), "“Overleg”: DTSTART cannot be read"),
    "time": (calendar(event("DTSTART;VALUE=TIME:100000")), "“Overleg”: DTSTART cannot be read: 10:00:00"),
    "year": (calendar(event("DTSTART:16010101T000000Z")), "“Overleg”: 1601 is not in the years 1900 to 2199"),
    "rule": (calendar(event(START, "RRULE:FREQ=SOMETIMES")), "“Overleg”: RRULE cannot be read"),
    "million": (
        calendar(event(START, "RRULE:FREQ=DAILY;COUNT=1000000")),
        "“Overleg”: it repeats without end, or for more than 25 years",
    ),
    "many": (calendar(event(START, "RRULE:FREQ=DAILY;COUNT=401")), "“Overleg”: more than 400 meetings"),
    "seconds": (
        calendar(event(START, "RRULE:FREQ=SECONDLY;UNTIL=20990101T000000Z")),
        "“Overleg”: it repeats within a day (FREQ=SECONDLY;UNTIL=20990101T000000Z)",
    ),
    "each second": (
        calendar(event(START, "RRULE:FREQ=DAILY;COUNT=9000000;" + ";".join(
            f"BY{unit}={','.join(map(str, range(most)))}"
            for unit, most in (("HOUR", 24), ("MINUTE", 60), ("SECOND", 60))
        ))),
        "“Overleg”: more than 400 meetings",
    ),
    "never": (
        calendar(event(START, "RRULE:FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30")),
        "“Overleg”: it falls on no day (FREQ=DAILY;COUNT=3;BYMONTHDAY=30;BYMONTH=2)",
    ),
    "never by weeks": (
        calendar(event(START, "RRULE:FREQ=DAILY;COUNT=3;INTERVAL=7;BYDAY=TH")),
        "“Overleg”: it falls on no day",
    ),
    "too many": (
        calendar(*(event(START, uid=str(n)) for n in range(2001))),
        "more than 2000 meetings",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_with_a_reason_and_nothing_is_written(
    filled: Desk, name: str
) -> None:
    text, reason = BAD[name]
    before = filled.state()

    run = filled.run("import", "ics", "agenda.ics") if text is None else take_in(filled, text)

    assert run.code == 1
    assert run.out == ""
    assert reason in run.err
    assert len(run.err.splitlines()) <= 3
    assert filled.state() == before


def test_every_event_that_cannot_be_read_is_named(desk: Desk) -> None:
    parts = [event(uid=str(n), title=f"Nummer {n}") for n in range(30)]

    run = take_in(desk, calendar(event(START), *parts))

    assert run.err.count("it has no day") == 20
    assert "20 events cannot be imported" in run.err


def test_a_file_of_32_mb_is_too_large(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "MOST_OCTETS", 100)

    assert "the file is larger than" in take_in(desk, calendar(event(START))).err


def test_an_unknown_body_is_refused_where_the_register_lists_them(desk: Desk) -> None:
    desk.good("body", "add", "AB")

    run = take_in(desk, calendar(event(START)), "--body", "AC")

    assert run.err == "actiepunt: there is no body “AC”\nDid you mean “AB”?\n"


def test_hostile_text_stays_text(desk: Desk) -> None:
    for number, text in enumerate(HOSTILE):
        escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        part = event(
            START, f"LOCATION:{escaped}", f"DESCRIPTION:{escaped}", uid=str(number), title=escaped
        )
        assert take_in(desk, calendar(part)).code == 0
    evil = event(START, "LOCATION:a\u202eb", uid="\x1b]0;x\x07", title="\x1b[31mrood\\nregel")
    assert take_in(desk, calendar(evil)).code == 0

    rows = desk.good("meeting", "list", "--format", "json")
    assert "\\u001b" not in rows
    assert "␛[31mrood regel" in rows
    assert "0 errors" in desk.good("check")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused_but_never_a_traceback(
    filled: Desk, data: st.DataObject
) -> None:
    lines = OUTLOOK.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(["leave out", "double", "cut", "text", "swap"]))
        other = data.draw(st.integers(0, len(lines) - 1))
        if kind == "leave out":
            del lines[at]
        elif kind == "double":
            lines.insert(other, lines[at])
        elif kind == "cut":
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
        elif kind == "text":
            name = lines[at].partition(":")[0]
            lines[at] = f"{name}:{data.draw(st.text(max_size=20))}"
        else:
            name, value = lines[at].partition(":")[0], lines[other].partition(":")[2]
            lines[at] = f"{name}:{value}"

    run = take_in(filled, "\n".join(lines).encode(errors="surrogatepass"), "--dry-run")

    assert run.code in {0, 1}
    assert run.out or run.err


def test_the_help_says_what_stays_out(desk: Desk) -> None:
    assert "Attendees, reminders and attachments stay out." in " ".join(
        desk.good("import", "ics", "--help").split()
    )


def test_who_forgets_what_kind_of_file_it_is_gets_the_command(desk: Desk) -> None:
    assert desk.run("import", "agenda.ics").err == (
        "actiepunt: there is no command “agenda.ics”\n"
        "Did you mean “actiepunt import ics agenda.ics”?\n"
    )


def test_a_folder_is_no_file(desk: Desk, tmp_path: Path) -> None:
    assert desk.run("import", "ics", str(tmp_path)).code == 2
