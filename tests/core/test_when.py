"""WHEN on the command line: relative words, missing years, moments and meetings."""

from datetime import date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actiepunt.core import due
from actiepunt.core.model import Meeting
from actiepunt.core.relative import RELATIVE, Relative, add_months
from actiepunt.core.repetition import FORMS, Form, rule
from actiepunt.core.vocabulary import KEYWORDS, VALUES
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.ical import recurrence

TODAY = date(2025, 3, 5)  # a Wednesday
MEETINGS = (
    Meeting(id="ab-2025-01-29", body="AB", start=datetime(2025, 1, 29, 10)),
    Meeting(id="ab-2025-03-05", body="AB", start=datetime(2025, 3, 12, 10)),
    Meeting(id="ab-2025-04-02", body="AB", start=datetime(2025, 4, 2, 10), status="cancelled"),
    Meeting(id="ab-2025-05-07", body="AB", start=datetime(2025, 5, 7, 10)),
    Meeting(id="bac-rec-2025-04-03", body="BAC REC", start=date(2025, 4, 3)),
    Meeting(id="bo-q2-2025", title="BO", window="Q2 2025"),
)
READER = Reader(TODAY, MEETINGS)


@pytest.mark.parametrize("row", RELATIVE, ids=lambda row: row.example)
def test_every_example_of_the_table_means_what_it_says(row: Relative) -> None:
    assert str(READER.due(row.example)) == row.means


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3-4-2025", date(2025, 4, 3)),
        ("3-4", date(2025, 4, 3)),
        ("do 3 april", date(2025, 4, 3)),
        ("3 maart", date(2026, 3, 3)),
        ("5 maart", date(2025, 3, 5)),
        ("eind april", "eind april 2025"),
        ("  eind   april ", "eind april 2025"),
        ("week 9", "week 9 2026"),
        ("week 10", "week 10 2025"),
        ("maart/april", "maart/april 2025"),
        ("Q1", "Q1 2025"),
        ("uiterlijk 1 mei", "uiterlijk 1 mei 2025"),
        ("eind 2026", "eind 2026"),
        ("maandag", date(2025, 3, 10)),
        ("woensdag", date(2025, 3, 12)),
        ("in 3 days", date(2025, 3, 8)),
        ("over 1 maand", date(2025, 4, 5)),
        ("volgende maand", "april 2025"),
        ("next month", "April 2025"),
        ("deze week", "week 10 2025"),
        ("volgend kwartaal", "Q2 2025"),
        ("eind volgend jaar", "eind 2026"),
        ("22-04-26", date(2026, 4, 22)),
        ("1 april a.s.", date(2025, 4, 1)),
        ("1 april as", date(2025, 4, 1)),
        ("3 febr.", date(2026, 2, 3)),
        ("1 maart aanstaande", date(2026, 3, 1)),
        ("aanstaande 1 april", date(2025, 4, 1)),
        ("a.s. vrijdag", date(2025, 3, 7)),
        ("vrijdag a.s.", date(2025, 3, 7)),
        ("2 weken", date(2025, 3, 19)),
        ("twee weken", date(2025, 3, 19)),
        ("binnen een maand", date(2025, 4, 5)),
        ("within two weeks", date(2025, 3, 19)),
        ("half jaar", date(2025, 9, 5)),
        ("2e woensdag van de maand", date(2025, 3, 12)),
        ("eerste maandag van de maand", date(2025, 4, 7)),
        ("last Friday of the month", date(2025, 3, 28)),
        ("tweede woensdag van juni", date(2025, 6, 11)),
        ("second Wednesday of June", date(2025, 6, 11)),
        ("tweede woensdag in juni", date(2025, 6, 11)),
        ("eerste maandag van volgende maand", date(2025, 4, 7)),
        ("laatste vrijdag van de volgende maand", date(2025, 4, 25)),
        ("vrijdag volgende week", date(2025, 3, 14)),
        ("next week on Friday", date(2025, 3, 14)),
        ("volgende AB", "ab-2025-03-05"),
        ("komend BAC REC", "bac-rec-2025-04-03"),
        ("de AB van 7 mei", "ab-2025-05-07"),
        ("the AB of 7 May", "ab-2025-05-07"),
        ("de eerstvolgende ab", "ab-2025-03-05"),
        ("next BAC REC", "bac-rec-2025-04-03"),
        ("vorige AB", "ab-2025-01-29"),
        ("AB 7 mei", "ab-2025-05-07"),
        ("ab 29 januari", "ab-2025-01-29"),
        ("AB 29-1-2025", "ab-2025-01-29"),
        ("bac rec 3 april", "bac-rec-2025-04-03"),
        ("AB:next", "ab-2025-03-05"),
        ("AB", "ab-2025-03-05"),
        ("bac rec", "bac-rec-2025-04-03"),
        ("ab:last", "ab-2025-01-29"),
        ("AB@2025-03-12", "ab-2025-03-05"),
        ("AB@2025-03-05", "ab-2025-03-05"),
        ("bac-rec:next", "bac-rec-2025-04-03"),
        ("BAC REC@3-4-2025", "bac-rec-2025-04-03"),
        ("bo-q2-2025", "bo-q2-2025"),
    ],
)
def test_what_people_type_becomes_what_was_agreed(typed: str, stored: date | str) -> None:
    assert READER.due(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", " ", "14", "ooit eens", "3-4-5", "morgen 10:00",
              "-1", "3 april 10", "eind", "voor", "op", "half", "maandag/dinsdag", "eind eind", "over 0", "na de vergadering", "the", "jaar"],
)  # fmt: skip
def test_what_cannot_be_read_shows_three_examples(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        READER.due(typed)

    assert refused.value.advice == 'Write it as 2025-04-03, "end april", "in 2 weeks".'


@pytest.mark.parametrize("typed", ["DB:next", "BO", "AB@2025-12-31", "BO:next", "DB@2025-01-01"])
def test_a_meeting_that_is_not_there_is_said_to_be_missing(typed: str) -> None:
    with pytest.raises(ActiepuntError, match="there is no meeting"):
        READER.due(typed)


def test_an_article_may_belong_to_a_name() -> None:
    meeting = Meeting(id="de-ronde-2025-05-07", title="De Ronde", start=date(2025, 5, 7))

    assert Reader(TODAY, [meeting]).due("de ronde 7 mei") == meeting.id


def test_a_meeting_on_another_day_is_named() -> None:
    with pytest.raises(ActiepuntError, match="there is no meeting “AB 8 mei”") as refused:
        READER.due("AB 8 mei")
    assert refused.value.advice == "The nearest is on Wednesday 7 May 2025: ab-2025-05-07"
    with pytest.raises(ActiepuntError, match="there is no meeting “volgende BO”"):
        READER.due("volgende BO")


@pytest.mark.parametrize("typed", ["volgende DB", "the next db", "DB 8 mei", "de DB van 8-5-2025"])
def test_a_body_without_meetings_is_known_where_bodies_are_listed(typed: str) -> None:
    with pytest.raises(ActiepuntError, match="there is no meeting “"):
        Reader(TODAY, MEETINGS, bodies=["DB"]).due(typed)
    with pytest.raises(UsageError, match="cannot be read"):
        READER.due(typed)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2025-03-05 10:00", datetime(2025, 3, 5, 10)),
        ("2025-03-05T10:00", datetime(2025, 3, 5, 10)),
        ("2025-03-05T10:00:00", datetime(2025, 3, 5, 10)),
        ("5-3-2025 10.30", datetime(2025, 3, 5, 10, 30)),
        ("do 3 april 10:00", datetime(2025, 4, 3, 10)),
        ("3 april om 10 uur", datetime(2025, 4, 3, 10)),
        ("vrijdag 14u", datetime(2025, 3, 7, 14)),
        ("2025-03-05", date(2025, 3, 5)),
        ("morgen", date(2025, 3, 6)),
        ("morgen 9:15", datetime(2025, 3, 6, 9, 15)),
    ],
)
def test_a_moment_is_a_day_and_a_time(typed: str, moment: date) -> None:
    assert READER.moment(typed) == moment


def test_a_time_alone_needs_a_day() -> None:
    assert READER.moment("12.00", date(2025, 4, 3)) == datetime(2025, 4, 3, 12)
    with pytest.raises(UsageError):
        READER.moment("12:00")


@pytest.mark.parametrize("typed", ["3 april 25:00", "april 10:00", "week 12 10:00", "Q2 2025"])
def test_half_a_moment_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        READER.moment(typed)


def test_a_window_is_a_period_and_not_a_day() -> None:
    assert READER.window("Q2") == "Q2 2025"
    with pytest.raises(UsageError, match="is a day, not a period"):
        READER.window("3 april")


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for read in (READER.due, READER.moment, READER.window, READER.day):
        try:
            read(text)
        except ActiepuntError as error:
            assert error.message
            assert error.advice


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 200))
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(
    day: date, months: int
) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later.day >= 28))


def days(text: str, first: date, count: int) -> list[str]:
    """Return the first days of a repetition."""
    found = recurrence.days(rule(text, first), first, date(2199, 12, 31))
    return [day.isoformat() for day in islice(found, count)]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.example)
def test_every_example_of_a_repetition_is_its_rule(form: Form) -> None:
    assert rule(form.example, TODAY) == form.means


@pytest.mark.parametrize(
    ("typed", "first", "found"),
    [
        ("3 weeks", "2025-03-05", ["2025-03-05", "2025-03-26", "2025-04-16"]),
        ("maand", "2025-01-31", ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]),
        ("elk kwartaal", "2024-11-30", ["2024-11-30", "2025-02-28", "2025-05-30"]),
        ("jaar", "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        ("elke 2e woensdag", "2025-01-08", ["2025-01-08", "2025-02-12", "2025-03-12"]),
        ("every second Wednesday of the month", "2025-01-08", ["2025-01-08", "2025-02-12"]),
        ("maandelijks op de laatste vrijdag", "2025-01-31", ["2025-01-31", "2025-02-28"]),
        ("elke 2 maanden op de eerste maandag", "2025-01-06", ["2025-01-06", "2025-03-03"]),
        ("om de week", "2025-01-07", ["2025-01-07", "2025-01-21"]),
        ("om de twee weken op dinsdag", "2025-01-07", ["2025-01-07", "2025-01-21"]),
        ("every other week on Tuesday", "2025-01-07", ["2025-01-07", "2025-01-21"]),
        ("every other Tuesday", "2025-01-07", ["2025-01-07", "2025-01-21"]),
        ("zeswekelijks op di", "2025-01-07", ["2025-01-07", "2025-02-18"]),
        ("2-wekelijks", "2025-01-07", ["2025-01-07", "2025-01-21"]),
        ("halfjaarlijks", "2025-01-07", ["2025-01-07", "2025-07-07"]),
        ("per maand op de eerste di", "2025-01-07", ["2025-01-07", "2025-02-04"]),
        ("wekelijks op di", "2025-01-07", ["2025-01-07", "2025-01-14"]),
        ("every Tuesday", "2025-01-07", ["2025-01-07", "2025-01-14"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=2WE;", "2025-01-08", ["2025-01-08", "2025-02-12"]),
        ("freq=weekly;byday=tu,th", "2025-01-07", ["2025-01-07", "2025-01-09", "2025-01-14"]),
    ],
)  # fmt: skip
def test_a_repetition_counts_from_the_first_day(typed: str, first: str, found: list[str]) -> None:
    assert days(typed, date.fromisoformat(first), len(found)) == found


@pytest.mark.parametrize(
    "typed",
    ["soms", "", "somswekelijks", "om de 2e woensdag", "0 weken", "om de 0 dagen", "elke dag op woensdag", "maand op woensdag",
     "2 weken op de 2e woensdag", "5e woensdag", "FREQ=HOURLY", "FREQ=DAILY;COUNT=3",
     "FREQ=DAILY;UNTIL=20260101", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=",
     "FREQ=DAILY;FREQ=WEEKLY", "FREQ=WEEKLY;X-NEW=1", "BYDAY=2WE"],
)  # fmt: skip
def test_what_is_no_repetition_shows_three_examples(typed: str) -> None:
    with pytest.raises(UsageError, match="cannot be read as a repetition") as refused:
        rule(typed, TODAY)
    assert refused.value.advice.count(",") == 2


PARTS = st.sampled_from(
    ["FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=YEARLY", "FREQ=DAILY", "INTERVAL=2", "BYDAY=2WE", "BYDAY=WE,TU",
     "BYDAY=99WE", "BYDAY=0WE", "BYDAY=XX", "BYDAY=", "BYMONTHDAY=31", "BYMONTHDAY=0", "BYMONTHDAY=a",
     "BYSETPOS=-1", "BYSETPOS=0", "BYMONTH=2", "BYMONTH=13", "BYWEEKNO=53", "BYYEARDAY=366", "WKST=SU",
     "WKST=1", "", "="]
)  # fmt: skip


@given(st.lists(PARTS, max_size=4), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_rule_is_refused_or_stays_within_its_days(parts: list[str], first: date) -> None:
    until = first + timedelta(days=1000)
    try:
        found = list(recurrence.days(rule(";".join(["FREQ=MONTHLY", *parts]), first), first, until))
    except (UsageError, ValueError):
        return

    assert found == sorted(set(found))
    assert all(first <= day <= until for day in found)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("eind van de maand", "eind maart 2026"),
        ("eind maand", "eind maart 2026"),
        ("end of the month", "end March 2026"),
        ("medio maand", "medio maart 2026"),
        ("begin van de maand", "begin april 2026"),  # the 1st to the 10th have passed on the 11th
        ("halverwege het jaar", "halverwege 2026"),
        ("eind van het kwartaal", "eind Q1 2026"),
        ("eind deze maand", "eind maart 2026"),
        ("in de loop van april", "in de loop van april 2026"),
        ("in de maand mei", "in de maand mei 2026"),
        ("in het jaar 2027", "in het jaar 2027"),
        ("April 3, 2027", date(2027, 4, 3)),
    ],
)
def test_this_month_is_this_month(typed: str, stored: date | str) -> None:
    reader = Reader(date(2026, 3, 11))

    found = reader.due(typed)

    assert found == stored
    assert due.deadline(found, {}) is not None


@pytest.mark.parametrize(
    "typed",
    ["eind", "begin", "medio", "half", "voor", "uiterlijk", "op", "maandag/dinsdag", "eind week",
     "maand", "jaar 2026 maand", "april jaar", "2026 maand", "eind van de maand 2026",
     "in", "april in", "april,", ", april", "de", "loop 2026", "in de loop"],
)  # fmt: skip
def test_no_word_is_swallowed(typed: str) -> None:
    with pytest.raises(UsageError):
        Reader(date(2026, 3, 11)).due(typed)


WORDS = st.sampled_from(
    [*(w for words in VALUES.values() for w in words), *(w for s in KEYWORDS.values() for w in s),
     "van", "de", "het", "the", "in", "loop", "maand", "jaar", "month", "year", ",", "2026", "3", "12"]
)  # fmt: skip
SAYS_NOTHING = {"van", "de", "het", "the", "of", "in", "maand", "month", "jaar", "year", "loop", ",",
                *KEYWORDS["by"]}  # fmt: skip


@settings(max_examples=600)
@given(st.lists(WORDS, min_size=1, max_size=5))
def test_every_word_of_what_is_read_takes_part(words: list[str]) -> None:
    whole = due.parse(" ".join(words))
    if whole is None:
        return

    for place, word in enumerate(words):
        noisy = [*words[:place], "ooit", *words[place:]]
        assert due.parse(" ".join(noisy)) is None
        without = due.parse(" ".join(words[:place] + words[place + 1 :]))
        same_weekday = word in VALUES["WEEKDAY"]  # a check of the day, not a part of it
        assert without != whole or word in SAYS_NOTHING or same_weekday or words.count(word) > 1


@given(st.lists(WORDS, min_size=1, max_size=4), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_what_is_stored_reads_back_to_the_same_days(words: list[str], today: date) -> None:
    reader = Reader(today)
    try:
        stored = reader.due(" ".join(words))
    except UsageError:
        return

    again = stored if isinstance(stored, date) else reader.due(stored)

    assert again == stored
    assert due.days(again, {}) == due.days(stored, {})


@pytest.mark.parametrize(
    ("typed", "message", "advice"),
    [
        ("dinsdag 22 april", "22 April 2026 is a Wednesday, not a Tuesday",
         'Write "22 April 2026", or "21 April 2026" for the Tuesday of that week.'),
        ("2026-31-03", "“2026-31-03” does not exist: there is no such day, month, quarter or week",
         "Did you mean “2026-03-31”?"),
        ("31 april", "“31 april” does not exist: there is no such day, month, quarter or week",
         "Look at its day, month, quarter or week."),
        ("uiterlijk 30-2-2026", "“uiterlijk 30-2-2026” does not exist: there is no such day, month, quarter or week",
         "Look at its day, month, quarter or week."),
        ("week 54 2026", "“week 54 2026” does not exist: there is no such day, month, quarter or week",
         "Look at its day, month, quarter or week."),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_says_why(typed: str, message: str, advice: str) -> None:
    with pytest.raises(UsageError) as refused:
        Reader(date(2026, 3, 11)).due(typed)

    assert (refused.value.message, refused.value.advice) == (message, advice)


PAIRS = [
    ("vandaag", "today"), ("morgen", "tomorrow"), ("overmorgen", "the day after tomorrow"),
    ("gisteren", "yesterday"), ("over {n} dagen", "in {n} days"), ("{n} weken", "{n} weeks"),
    ("binnen {n} maanden", "within {n} months"), ("over drie kwartalen", "in three quarters"),
    ("over een jaar", "in a year"), ("half jaar", "half a year"), ("{wn}", "{we}"),
    ("komende {wn}", "coming {we}"), ("volgende {wn}", "next {we}"),
    ("volgende week {wn}", "next week {we}"), ("{wn} van volgende week", "{we} of next week"),
    ("{kn} {wn} van de maand", "{ke} {we} of the month"),
    ("{kn} {wn} in volgende maand", "{ke} {we} in next month"),
    ("deze week", "this week"), ("volgende week", "next week"), ("deze maand", "this month"),
    ("{pn} van volgende maand", "{pe} of next month"), ("volgend kwartaal", "next quarter"),
    ("{pn} van het jaar", "{pe} of the year"), ("{pn} van de maand", "{pe} of the month"),
    ("{pn} {mn}", "{pe} {me}"), ("{mn}", "{me}"), ("{d} {mn}", "{d} {me}"), ("{d} {mn}", "{me} {d}"),
    ("uiterlijk {d} {mn}", "by {d} {me}"), ("vóór {d} {mn}", "before {d} {me}"),
    ("{kn} {wn} van {mn}", "{ke} {we} of {me}"), ("{kn} {wn} in {mn}", "{ke} {we} in {me}"),
    ("eerste helft van {y}", "first half of {y}"), ("2e kwartaal {y}", "2nd quarter {y}"),
    ("{sn} {y}", "{se} {y}"), ("voor de {sn}", "before {se}"), ("na de {sn}", "after the {se}"),
    ("AB {d} {mn}", "AB {d} {me}"), ("volgende AB", "next AB"), ("vorige AB", "last AB"),
]  # fmt: skip
DUTCH_AND_ENGLISH = {
    "m": [("januari", "January"), ("februari", "February"), ("maart", "March"), ("april", "April"),
          ("mei", "May"), ("juni", "June"), ("juli", "July"), ("augustus", "August"),
          ("september", "September"), ("oktober", "October"), ("november", "November"), ("december", "December")],
    "w": [("maandag", "Monday"), ("dinsdag", "Tuesday"), ("woensdag", "Wednesday"), ("do", "Thu"),
          ("vrijdag", "Friday"), ("za", "Sat"), ("zondag", "Sunday")],
    "k": [("eerste", "first"), ("2e", "2nd"), ("derde", "third"), ("4e", "4th"), ("laatste", "last")],
    "p": [("begin", "early"), ("medio", "mid"), ("eind", "end")],
    "s": [("lente", "spring"), ("zomer", "summer"), ("herfst", "autumn"), ("winter", "winter")],
}  # fmt: skip


@st.composite
def spelled(draw: st.DrawFn, pairs: list[tuple[str, str]]) -> tuple[str, str]:
    """Return a Dutch phrase and its English translation, with the same days and numbers in both."""
    dutch, english = draw(st.sampled_from(pairs))
    words: dict[str, object] = {
        "n": draw(st.integers(1, 99)), "d": draw(st.integers(1, 31)), "y": draw(st.integers(2000, 2100)),
    }  # fmt: skip
    for letter, rows in DUTCH_AND_ENGLISH.items():
        words[f"{letter}n"], words[f"{letter}e"] = draw(st.sampled_from(rows))
    return dutch.format(**words), english.format(**words)


def meaning(reader: Reader, text: str) -> object:
    """Return the days that a text means, or the refusal."""
    try:
        return reader.period(text)
    except ActiepuntError as error:
        return type(error), error.message.replace(text, "")


@settings(max_examples=500)
@given(spelled(PAIRS), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_a_phrase_means_the_same_in_dutch_and_english(
    phrases: tuple[str, str], today: date
) -> None:
    reader = Reader(today, MEETINGS)
    dutch, english = (meaning(reader, text) for text in phrases)

    assert dutch == english


def test_every_pair_of_phrases_is_read_on_a_day_that_suits_it() -> None:
    words = {"n": 2, "d": 7, "y": 2026, "mn": "mei", "me": "May", "wn": "vr", "we": "Fri", "kn": "2e",
             "ke": "2nd", "pn": "eind", "pe": "end", "sn": "herfst", "se": "fall"}  # fmt: skip

    for pair in PAIRS:
        for text in pair:
            assert READER.period(text.format(**words)), text


REPEATED = [
    ("{n} weken", "{n} weeks"), ("om de {n} weken op {wn}", "every {n} weeks on {we}"),
    ("maand", "month"), ("maandelijks", "monthly"), ("elk kwartaal", "every quarter"), ("jaarlijks", "yearly"),
    ("elke {wn}", "every {we}"), ("om de {wn}", "every other {we}"), ("om de week", "every other week"),
    ("elke {kn} {wn}", "every {ke} {we}"), ("elke {kn} {wn} van de maand", "each {ke} {we} of the month"),
    ("maandelijks op de {kn} {wn}", "monthly on the {ke} {we}"),
    ("elke {n} maanden op de {kn} {wn}", "every {n} months on the {ke} {we}"),
]  # fmt: skip


@given(spelled(REPEATED), st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-30, 3000))
def test_a_repetition_is_the_same_in_both_languages_and_stays_within_its_days(
    phrases: tuple[str, str], first: date, length: int
) -> None:
    dutch, english = (rule(text, first) for text in phrases)
    until = first + timedelta(days=length)
    found = list(recurrence.days(dutch, first, until))

    assert dutch == english
    assert found == sorted(set(found))
    assert all(first <= day <= until for day in found)


PATTERNS = [phrase.pattern.split() for phrase in due.PHRASES]


@settings(max_examples=600)
@given(st.data(), st.sampled_from(PATTERNS), st.integers(2000, 2099))
def test_every_spelling_of_a_phrase_means_the_same(
    data: st.DataObject, pattern: list[str], year: int
) -> None:
    texts: list[list[str]] = [[], []]
    for name in pattern:
        number = {"YEAR": str(year), "YY": f"{year % 100:02}"}.get(name)
        if name == "N":
            number = str(data.draw(st.integers(1, 31)))
        if number:
            spellings = [number]
        elif name.islower():
            spellings = sorted(KEYWORDS[name])
        else:
            value = data.draw(st.sampled_from(sorted(set(VALUES[name].values()))))
            spellings = [word for word, meant in VALUES[name].items() if meant == value]
        for text in texts:
            text.append(data.draw(st.sampled_from(spellings)))

    one, other = (due.parse(" ".join(text)) for text in texts)

    assert one == other, texts
