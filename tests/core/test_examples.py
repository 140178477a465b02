"""The examples that errors show can be read themselves, on any day and in both languages."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from actiepunt.core import examples, repetition
from actiepunt.core.due import YEARS
from actiepunt.core.when import Reader
from actiepunt.i18n import translator

DAYS = [date(2025, 3, 5) + timedelta(days=37 * n) for n in range(40)] + [date(YEARS[-1], 3, 1)]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("show", [examples.days, examples.moments, examples.periods])
def test_every_example_can_be_read(
    language: str, show: Callable[[date], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examples, "_", translator(language))
    for today in DAYS:
        shown = [text.strip('"') for text in re.split(r", ", show(today))]
        assert len(shown) >= 2
        for text in shown:
            read = Reader(today, ()).due if show is examples.periods else Reader(today, ()).moment
            assert read(text) is not None


def test_they_are_of_this_year_or_the_next_and_in_the_language_of_the_screen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    today = date(2026, 11, 25)
    assert examples.days(today) == '2026-12-24, "Thu 24 December"'
    assert examples.moments(today) == '"2026-12-24 10:00", "Thu 24 December 10:00", 2026-12-24'
    assert examples.periods(today) == '2026-12-24, "end april", "in 2 weeks"'
    monkeypatch.setattr(examples, "_", translator("nl"))
    assert examples.days(today) == '2026-12-24, "do 24 december"'
    assert examples.periods(today) == '2026-12-24, "eind april", "over 2 weken"'


def test_the_examples_of_a_repetition_can_be_read() -> None:
    for language in ("nl", "en"):
        say = translator(language)
        for text in ("3 weeks", "every 2nd wednesday"):
            assert repetition.rule(say(text), date(2025, 3, 5))
