"""Days in words: those of the CLDR, in both languages, and such that they can be typed back."""

import importlib.util
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import calendar_words, labels
from actiepunt.core.when import Reader
from actiepunt.i18n import Translate, translator
from conftest import PROJECT

TODAY = date(2025, 3, 10)
SAY = {language: translator(language) for language in calendar_words.WORDS}
DAYS = st.dates(date(2025, 3, 10), date(2030, 12, 31))
LANGUAGES = pytest.mark.parametrize("say", SAY.values(), ids=SAY)


def test_the_words_are_those_of_the_cldr() -> None:
    place = PROJECT / ".packaging" / "calendar_words.py"
    spec = importlib.util.spec_from_file_location("packaging_calendar_words", place)
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)

    assert script.TARGET.read_text(encoding="utf-8") == script.text()


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", ["Thu 6 Mar", "Thu 6 Mar 2025", "Thu 6 March 2025", "Thu 6 March 2025 10:05",
                "6 March 2025", "Thu 6 March", "March 2025", "Mar 2025", "Thursday"]),
        ("nl", ["do 6 mrt", "do 6 mrt 2025", "do 6 maart 2025", "do 6 maart 2025 10:05",
                "6 maart 2025", "do 6 maart", "maart 2025", "mrt 2025", "donderdag"]),
    ],
)  # fmt: skip
def test_a_day_in_words(language: str, forms: list[str]) -> None:
    day, say = date(2025, 3, 6), SAY[language]

    assert forms == [
        labels.short_day(day, TODAY, say),
        labels.short_day(day, date(2024, 12, 31), say),
        labels.full_day(day, say),
        labels.full_day(datetime(2025, 3, 6, 10, 5), say),
        labels.plain_day(day, say),
        labels.weekday_and_month(day, say),
        labels.month(day, say),
        labels.short_month(day, say),
        labels.weekday(day, say),
    ]


@pytest.mark.parametrize(
    ("days", "english", "dutch"),
    [
        (0, "today", "vandaag"),
        (1, "tomorrow", "morgen"),
        (-1, "yesterday", "gisteren"),
        (2, "in 2 days", "overmorgen"),
        (-2, "2 days ago", "eergisteren"),
        (3, "in 3 days", "over 3 dagen"),
        (13, "in 13 days", "over 13 dagen"),
        (-13, "13 days ago", "13 dagen geleden"),
        (14, "in 2 weeks", "over 2 weken"),
        (-60, "9 weeks ago", "9 weken geleden"),
        (61, "in 2 months", "over 2 maanden"),
        (-729, "24 months ago", "24 maanden geleden"),
        (730, "in 2 years", "over 2 jaar"),
    ],
)
def test_how_near_a_day_is(days: int, english: str, dutch: str) -> None:
    day = TODAY + timedelta(days=days)

    assert labels.nearness(day, TODAY, SAY["en"]) == english
    assert labels.nearness(day, TODAY, SAY["nl"]) == dutch


@LANGUAGES
@given(day=DAYS)
def test_a_day_in_words_can_be_typed_back(say: Translate, day: date) -> None:
    reader = Reader(TODAY)

    assert reader.exact_day(labels.full_day(day, say)) == day
    assert reader.exact_day(labels.plain_day(day, say)) == day
    assert reader.exact_day(labels.short_day(day, TODAY, say)) == day


@LANGUAGES
@given(day=DAYS, minutes=st.integers(0, 1439))
def test_a_moment_in_words_can_be_typed_back(say: Translate, day: date, minutes: int) -> None:
    moment = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)

    assert Reader(TODAY).moment(labels.full_day(moment, say)) == moment


@LANGUAGES
@given(days=st.integers(0, 13))
def test_a_near_day_can_be_typed_back(say: Translate, days: int) -> None:
    day = TODAY + timedelta(days=days)

    assert Reader(TODAY).exact_day(labels.nearness(day, TODAY, say)) == day
