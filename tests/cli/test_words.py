"""Dutch words for values beside the English ones, in either language of the screen."""

import pytest

from actiepunt.cli.words import Word, meant, shown
from actiepunt.core import query
from actiepunt.core.fields import ACTION
from conftest import Desk

STATUS = ACTION["status"].choices
DUTCH = {"LC_ALL": "nl_NL.UTF-8", "LANGUAGE": ""}


@pytest.mark.parametrize(
    ("choices", "words", "value"),
    [
        (STATUS, ["open", "Open"], "open"),
        (STATUS, ["in-progress", "in progress", "in behandeling", "in-behandeling", "BEZIG"],
         "in-progress"),
        (STATUS, ["done", "afgerond", "Gereed", "klaar"], "done"),
        (STATUS, ["cancelled", "vervallen"], "cancelled"),
        (STATUS, ["", "opne", "termijn", "nummer"], None),
        (query.SORT_WORDS, ["due", "termijn", "deadline"], "due"),
        (query.SORT_WORDS, ["id", "number", "nummer"], "id"),
        (query.SORT_WORDS, ["owner", "actiehouder", "houder"], "owner"),
        (query.SORT_WORDS, ["summary", "action", "actiepunt"], "summary"),
        (query.SORT_WORDS, ["tag", "bezig"], None),
        (query.GROUP_WORDS, ["body", "gremium"], "body"),
        (query.GROUP_WORDS, ["tag", "tags", "trefwoord", "trefwoorden"], "tag"),
        (query.GROUP_WORDS, ["nummer", "id"], None),
    ],
)  # fmt: skip
def test_a_word_means_a_value(choices: dict[str, str], words: list[str], value: str | None) -> None:
    for word in words:
        assert meant(word, choices) == value


def test_no_word_means_two_values() -> None:
    for choices in (STATUS, query.SORT_WORDS, query.GROUP_WORDS):
        for value, label in choices.items():
            assert meant(value, choices) == meant(label, choices) == value
            assert shown(value, label) == value  # on an English screen


def test_dutch_words_filter_sort_and_group(filled: Desk) -> None:
    filled.good("close", "1")

    for dutch, english in (
        (["--status", "afgerond"], ["--status", "done"]),
        (
            ["--status", "bezig", "--status", "open"],
            ["--status", "in-progress", "--status", "open"],
        ),
        (["--sort", "actiehouder"], ["--sort", "owner"]),
        (["--sort", "nummer"], ["--sort", "id"]),
        (["--group-by", "gremium"], ["--group-by", "body"]),
        (["--meeting", "AB:volgende"], ["--meeting", "AB:next"]),
        (["--meeting", "AB:vorige", "--all"], ["--meeting", "AB:last", "--all"]),
    ):
        found = filled.good("list", *dutch, "--format", "table")
        assert found == filled.good("list", *english, "--format", "table")
        assert "2025-00" in found


def test_the_file_keeps_the_english_words(filled: Desk) -> None:
    filled.good("defer", "1", "AB:volgende")

    assert filled.changed() == '-due = 2025-03-06\n+due = "ab-2025-04-02"'


def test_help_shows_the_words_of_the_screen(filled: Desk) -> None:
    english = filled.good("list", "--help")
    dutch = filled.process("list", "--help", **DUTCH).out

    assert "[open|in-progress|done|cancelled]" in english
    assert "[body|owner|status|meeting|tag|due]" in english
    assert "[open|in-behandeling|afgerond|vervallen]" in dutch
    assert "[gremium|actiehouder|status|vergadering|trefwoorden|termijn]" in dutch
    assert filled.process("list", "--status", "done", **DUTCH).code == 0


def test_a_word_that_means_nothing_is_refused_in_the_language_of_the_screen(filled: Desk) -> None:
    near = filled.run("list", "--sort", "gremum")
    far = filled.run("list", "--status", "xyzzy")
    dutch = filled.process("list", "--status", "xyzzy", **DUTCH)

    assert near.err == "actiepunt: --sort has no “gremum”\nDid you mean “gremium”?\n"
    assert far.err == (
        "actiepunt: --status has no “xyzzy”\nKnown: open, in-progress, done, cancelled.\n"
    )
    assert dutch.err == (
        "actiepunt: --status kent “xyzzy” niet\n"
        "Bekend: open, in-behandeling, afgerond, vervallen.\n"
    )
    assert {near.code, far.code, dutch.code} == {2}


def test_a_shell_can_complete_them() -> None:
    found = Word(STATUS).shell_complete(None, None, "I")  # type: ignore[arg-type]

    assert [item.value for item in found] == ["in-progress"]
