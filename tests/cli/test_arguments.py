"""Texts without quotes: where they are taken, and where they are refused."""

import re

import pytest

from conftest import Desk


def summary(desk: Desk, *words: str) -> str:
    """Return the summary that an `add` writes."""
    number = desk.good("add", *words)[:8]
    return desk.good("show", number).splitlines()[0].removeprefix(number).strip()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Begroting toelichten --owner DB", "Begroting toelichten"),
        ("Begroting toelichten -m Spoed --owner DB", "Begroting toelichten"),
        ("--owner DB -- Korting -5% geven", "Korting -5% geven"),
        ("Korting --owner DB -- -5% geven", "Korting -5% geven"),
        ("--owner DB Zaal", "Zaal"),
        ("- met een streepje --owner DB", "- met een streepje"),
        ("[red]rood[/red] --owner DB", "[red]rood[/red]"),
    ],
)
def test_add_joins_its_words(desk: Desk, words: str, text: str) -> None:
    assert summary(desk, *words.split()) == text


def test_one_text_in_quotes_may_stand_anywhere(desk: Desk) -> None:
    assert summary(desk, "--owner", "DB", "Zaal  reserveren") == "Zaal  reserveren"
    assert summary(desk, "--owner", "DB", "--", "-m") == "-m"


@pytest.mark.parametrize(
    ("words", "message", "advice"),
    [
        ("add Iets --owner E. Ruesen --body AB", "“Ruesen” stands behind the value of --owner",
         '--owner "E. Ruesen"'),
        ("add --owner=E. Ruesen Iets doen", "“Ruesen Iets doen” stands behind the value of --owner",
         '--owner "E. Ruesen Iets doen"'),
        ("add Iets -m Want het moet --owner DB", "“het moet” stands behind the value of -m",
         '-m "Want het moet"'),
        ("note 1 Wacht -mDe provincie is laat", "“provincie is laat” stands behind the value of -m",
         '-m "De provincie is laat"'),
    ],
)  # fmt: skip
def test_words_that_may_belong_to_an_option_are_refused(
    filled: Desk, words: str, message: str, advice: str
) -> None:
    before = filled.state()

    run = filled.run(*words.split())

    assert (run.code, run.out) == (2, "")
    assert run.err == (
        f"actiepunt: {message}\nPut quotes around both ({advice}), or the text before the options.\n"
    )
    assert filled.state() == before


def test_a_note_needs_no_quotes(filled: Desk) -> None:
    filled.good("note", "1", "Wacht", "op", "de", "provincie", "--on", "gisteren")
    filled.good("note", "1", "2 offertes")
    filled.good("note", "1", "--", "-5%", "korting")

    assert re.findall(r'text = "(.*?)"', filled.read().partition("# Deze wacht")[0]) == [
        "Wacht op de provincie", "2 offertes", "-5% korting"
    ]  # fmt: skip


def test_a_note_that_may_be_for_two_actions_is_refused(filled: Desk) -> None:
    before = filled.state()

    run = filled.run("note", "1", "2", "offertes")

    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "actiepunt: is “2” an action, or the beginning of the note?\n"
        'Write: actiepunt note 1 "2 offertes", or: actiepunt note 1,2 "offertes"\n'
    )
    assert filled.state() == before
