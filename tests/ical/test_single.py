"""A single meeting as a file, alarms, and the place to join a meeting online."""

import re
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actiepunt.core import alarm
from actiepunt.core.model import Meeting
from actiepunt.errors import UsageError
from actiepunt.ical import conference
from conftest import Desk
from feeds import event, problems, unfolded

TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ax;y"
_ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@pytest.fixture
def dated(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a register whose last commit is of 1 March 2025, with a meeting online."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_DATE", "2025-03-01T12:00:00+01:00")
    filled.good("meeting", "edit", "AB:next", "--location", "Online", "--url", TEAMS)
    return filled


def export(desk: Desk, *words: str) -> bytes:
    """Return the bytes of an exported calendar."""
    path = desk.root.parent / "out.ics"
    desk.good("export", "ics", "-o", str(path), *words)
    return path.read_bytes()


def test_one_meeting_is_a_file_without_a_name_and_the_event_of_the_feed(dated: Desk) -> None:
    data = export(dated, "--meeting", "AB:next")

    assert problems(data) == ["REFRESH-INTERVAL without VALUE=DURATION"]  # it is no feed
    assert event(data, "eeeeeeeeeeeeeeee") == event(export(dated), "eeeeeeeeeeeeeeee")
    assert re.sub(r"\d{8}T\d{6}Z|SEQUENCE:\d+", "STAMP", unfolded(data)) == (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//actiepunt//register//EN\nCALSCALE:GREGORIAN\n"
        f"{_ZONE}"
        """\
BEGIN:VEVENT
SUMMARY:AB
DTSTART;TZID=Europe/Amsterdam:20250402T100000
DTEND;TZID=Europe/Amsterdam:20250402T113000
DTSTAMP:STAMP
UID:eeeeeeeeeeeeeeee
STAMP
CATEGORIES:AB
CONFERENCE;FEATURE=VIDEO;LABEL=Microsoft Teams;VALUE=URI:https://teams.microsoft.com/l/meetup-join/19%3ax;y
CREATED:STAMP
DESCRIPTION:stukken gereed: wo 26 maart 2025\\nwebadres: https://teams.microsoft.com/l/meetup-join/19%3ax\\;y
LAST-MODIFIED:STAMP
LOCATION:Online
STATUS:CONFIRMED
URL:https://teams.microsoft.com/l/meetup-join/19%3ax;y
END:VEVENT
END:VCALENDAR
"""
    )


def test_what_went_out_by_mail_comes_back_as_the_same_meeting(dated: Desk) -> None:
    file = dated.root.parent / "one.ics"
    dated.good("export", "ics", "--meeting", "AB:next", "--alarm", "1d", "-o", str(file))
    before = dated.state()

    dated.good("import", "ics", str(file))

    assert dated.state() == before


def test_a_meeting_without_a_day_and_other_choices_are_refused(dated: Desk) -> None:
    dated.good("meeting", "add", "--title", "Later", "--window", "Q3 2025")
    file = dated.root / "one.ics"

    unplanned = dated.run("export", "ics", "--meeting", "later-q3-2025", "-o", str(file))
    unknown = dated.run("export", "ics", "--meeting", "nergens", "-o", str(file))
    both = dated.run("export", "ics", "--meeting", "AB:next", "--tasks", "-o", str(file))

    assert (unplanned.code, unknown.code, both.code) == (1, 1, 2)
    assert unplanned.err == (
        "actiepunt: later-q3-2025 is not planned, so no calendar can show it\n"
        "Give it a day: actiepunt meeting move later-q3-2025 --start WHEN\n"
    )
    assert both.err == (
        "actiepunt: --meeting is one meeting; leave out what selects others\n"
        "See: actiepunt export ics --help\n"
    )
    assert not file.exists()


def alarms(data: bytes) -> dict[str, list[str]]:
    """Return the lines of the alarm of each event or task that has one, by UID."""
    found: dict[str, list[str]] = {}
    for block in re.findall(
        r"BEGIN:V(?:EVENT|TODO)\n.*?END:V(?:EVENT|TODO)\n", unfolded(data), re.DOTALL
    ):
        uid = re.search(r"\nUID:(.*)", block)
        inner = re.findall(r"BEGIN:VALARM\n(.*?)END:VALARM\n", block, re.DOTALL)
        assert uid
        assert len(inner) < 2
        if inner:
            found[uid[1]] = inner[0].splitlines()
    return found


@pytest.mark.parametrize(
    ("span", "timed", "day"),
    [
        ("2h", "-PT2H", "-PT15H"),
        ("1d", "-P1D", "-PT15H"),
        ("2 dagen", "-P2D", "-P1DT15H"),
        ("een week", "-P7D", "-P6DT15H"),
        ("90 min", "-PT1H30M", "-PT15H"),
    ],
)
def test_an_alarm_comes_before_what_is_to_come_and_open(
    dated: Desk, span: str, timed: str, day: str
) -> None:
    dated.good("meeting", "add", "--body", "DB", "--start", "2025-04-16 10:00")
    dated.good("meeting", "cancel", "DB:next")

    events = alarms(export(dated, "--alarm", span))
    tasks = alarms(export(dated, "--tasks", "--alarm", span))

    def lines(summary: str, trigger: str) -> list[str]:
        return ["ACTION:DISPLAY", f"DESCRIPTION:{summary}", f"TRIGGER{trigger}"]

    assert events == {  # not the meeting of January, the late deadline, the cancelled meeting
        "eeeeeeeeeeeeeeee": lines("AB", f":{timed}"),
        "eeeeeeeeeeeeeeee-papers": lines("Stukken gereed: AB\\, wo 2 april 2025 10:00", f":{day}"),
        "aaaaaaaaaaaaaaaa": lines("Termijn: 2025-001 Koningsdag toelichten", f":{day}"),
        "cccccccccccccccc": lines("Termijn: 2025-003 Begroting vaststellen", f":{day}"),
    }
    assert tasks == {
        "aaaaaaaaaaaaaaaa-task": lines("2025-001 Koningsdag toelichten", f";RELATED=END:{day}"),
        "cccccccccccccccc-task": lines("2025-003 Begroting vaststellen", f";RELATED=END:{day}"),
    }


def test_without_the_option_there_is_no_alarm_and_the_rest_stays(dated: Desk) -> None:
    plain, warned = export(dated), export(dated, "--alarm", "1d")

    assert b"VALARM" not in plain
    without = re.sub(r"BEGIN:VALARM\n.*?END:VALARM\n", "", unfolded(warned), flags=re.DOTALL)
    assert without == unfolded(plain)
    assert max(map(len, warned.split(b"\r\n"))) <= 75


@pytest.mark.parametrize(
    "text", ["", "0d", "onzin", "-1d", "1", "367d", "99999w", "1 maand", "1.5h"]
)
def test_a_span_that_is_none_is_refused(dated: Desk, text: str) -> None:
    run = dated.run("export", "ics", "--alarm", text)

    assert (run.code, run.out) == (2, "")
    assert run.err.endswith('\nWrite it as 1d, 2h, "1 week".\n')


@pytest.mark.parametrize(
    ("text", "means"),
    [("1d", timedelta(1)), ("1 dag", timedelta(1)), ("2 UUR", timedelta(hours=2)),
     ("2u", timedelta(hours=2)), ("twee weken", timedelta(14)), ("an hour", timedelta(hours=1)),
     ("30 minuten", timedelta(minutes=30)), ("366d", timedelta(366))],
)  # fmt: skip
def test_a_span_in_either_language(text: str, means: timedelta) -> None:
    assert alarm.read(text) == means
    assert alarm.trigger(means, whole_day=False) < timedelta()
    assert alarm.trigger(means, whole_day=True) < timedelta()


def test_no_trigger_is_after_the_event() -> None:
    for minutes in (1, 539, 540, 541, 1439, 1440, 1441, 2880):
        for whole_day in (True, False):
            assert alarm.trigger(timedelta(minutes=minutes), whole_day=whole_day) < timedelta()
    with pytest.raises(UsageError):
        alarm.read("0 days")


@pytest.mark.parametrize(
    ("url", "location", "label"),
    [
        (TEAMS, "", "Microsoft Teams"),
        ("https://teams.live.com/meet/9", "", "Microsoft Teams"),
        ("https://us02web.zoom.us/j/8", "Provinciehuis", "Zoom"),
        ("HTTPS://Provincie.Webex.com/meet/x", "", "Webex"),
        ("https://meet.google.com/abc-defg-hij", "", "Google Meet"),
        ("https://meet.jit.si/Regio", "", "Jitsi Meet"),
        ("https://whereby.com/regio", "", "Whereby"),
        ("https://bbb2.school.nl/b/x", "", "BigBlueButton"),
        ("https://video.regio.nl/kamer", "Digitaal", "video.regio.nl"),
        ("https://video.regio.nl/kamer", "De Steck en online", "video.regio.nl"),
        ("https://regio.nl/agenda", "De Steck", ""),
        ("https://notzoom.us/", "", ""),
        ("https://zoom.us.example.org/", "", ""),
        ("https://example.org/?x=zoom.us", "", ""),
        ("https://google.com/", "", ""),
        ("https://regio.nl/agenda", "Salon Onlineweg", ""),
        ("", "Online", ""),
        ("javascript:alert(1)", "Online", ""),
        ("ftp://zoom.us/x", "Online", ""),
        ("https://[x", "Online", ""),
        ('https://a"b.nl/', "Online", ""),
        ("https://zoom.us:x/", "", "Zoom"),
    ],
)
def test_where_a_meeting_is_joined(url: str, location: str, label: str) -> None:
    assert conference.label(Meeting(url=url, location=location)) == label


def test_the_strictest_parser_and_others_read_alarms_and_conferences(dated: Desk) -> None:
    import icalendar
    import recurring_ical_events
    from ical.calendar_stream import IcsCalendarStream

    data, tasks = export(dated, "--alarm", "1d"), export(dated, "--tasks", "--alarm", "1d")

    strict = IcsCalendarStream.calendar_from_ics(data.decode())
    read = icalendar.Calendar.from_ical(data)
    meeting = next(one for one in read.walk("VEVENT") if one["UID"] == "eeeeeeeeeeeeeeee")
    found = recurring_ical_events.of(read).between((2025, 4, 2), (2025, 4, 3))

    assert sum(len(one.alarm) for one in strict.events) == 4
    todos = IcsCalendarStream.calendar_from_ics(tasks.decode()).todos
    assert sum(len(one.alarms) for one in todos) == 2
    assert meeting["CONFERENCE"] == meeting["URL"] == TEAMS
    assert meeting["CONFERENCE"].params["LABEL"] == "Microsoft Teams"
    assert len(found) == 2  # the meeting, and the deadline of an action there


def test_a_description_has_days_as_people_write_them(dated: Desk) -> None:
    dated.good("note", "1", "Presentatie gereed", "--on", "2025-02-20")

    shown = event(export(dated), "aaaaaaaaaaaaaaaa")

    assert (
        "\nDESCRIPTION:actiehouder: E. Ruesen\\, W. Stortelder\\ngremium: AB\\n"
        "termijn: do 6 maart 2025\\nvergadering: ab-2025-01-29\\n"
        "do 20 februari 2025: Presentatie gereed\n"
    ) in shown


@given(
    url=st.one_of(st.text(), st.from_regex(r"https?://[^/]*(zoom\.us|jit\.si).*")), place=st.text()
)
@example(url="https://zoom.us\n.evil.nl/", place="")
def test_whatever_the_address_its_label_is_a_service_or_a_host(url: str, place: str) -> None:
    label = conference.label(Meeting(url=url, location=place))

    assert re.fullmatch(r"|[A-Z][A-Za-z ]+|[a-z0-9.-]+", label)


@given(
    text=st.one_of(st.text(), st.from_regex(r"\d{1,6} ?(d|h|u|w|min|dagen|weeks)", fullmatch=True))
)
def test_whatever_the_text_an_alarm_is_before_the_event_or_refused(text: str) -> None:
    try:
        ahead = alarm.read(text)
    except UsageError:
        return

    assert timedelta() < ahead <= alarm.MOST
    assert alarm.trigger(ahead, whole_day=True) < timedelta()
