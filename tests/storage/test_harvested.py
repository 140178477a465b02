"""data/harvested.toml: what became of sentences, in a file that git merges line by line."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import changes
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import translator
from actiepunt.storage import harvested, transaction
from actiepunt.storage.harvested import Fate
from actiepunt.storage.transaction import Why
from conftest import Desk

SAY = translator("nl")
FATES = st.dictionaries(
    st.text("0123456789abcdef", min_size=16, max_size=16), st.sampled_from(["taken", "rejected"])
)


@given(first=FATES, second=FATES)
def test_what_is_added_is_read_again_and_the_file_is_toml(
    first: dict[str, Fate], second: dict[str, Fate]
) -> None:
    text = harvested.added("", first, SAY)
    both = harvested.added(text, second, SAY)

    assert harvested.parse(both) == {**first, **second}
    assert tomllib.loads(both) == {**first, **second}
    assert harvested.added(both, {}, SAY) == both
    assert both.startswith("# Zinnen uit verslagen")


def test_lines_that_git_kept_twice_count_once() -> None:
    text = '# ons\n"0123456789abcdef" = "taken"\n"0123456789abcdef" = "rejected"\n'

    assert harvested.parse(text) == {"0123456789abcdef": "taken"}
    assert harvested.added(text, {}, SAY) == '# ons\n"0123456789abcdef" = "taken"\n'


def changed(desk: Desk, new: dict[str, Fate], *actions: str) -> str:
    """Add actions and sentences in one commit, and return its hash."""

    def changer(register: Register) -> Register:
        for number, summary in enumerate(actions):
            action = Action(uid=f"abcdefghijklmno{2 + number}", summary=summary)
            register = changes.add_action(register, action, 2025)
        return register

    beside = {harvested.FILE: lambda text: harvested.added(text, new, SAY)}
    why = Why(subject="Verslag")
    made = transaction.change(
        desk.root, changer, why, lambda _register: date(2025, 3, 4), beside=beside
    )
    return made.commit


def test_actions_and_sentences_are_one_commit(filled: Desk) -> None:
    commit = changed(filled, {"0123456789abcdef": "taken"}, "Iets doen")

    assert commit
    assert filled.git("show", "--format=", "--name-only", "HEAD").split() == [
        "data/actions.toml",
        "data/harvested.toml",
    ]
    assert harvested.read(filled.root) == {"0123456789abcdef": "taken"}
    assert changed(filled, {"fedcba9876543210": "rejected"})
    assert filled.changed() == '+"fedcba9876543210" = "rejected"'
    assert changed(filled, {"fedcba9876543210": "rejected"}) == ""
    assert "0 errors" in filled.good("check")


def test_a_commit_that_fails_leaves_no_sentence(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.state()

    def refused(*_words: object, **_more: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("actiepunt.git.repository.Repository.commit", refused)
    with pytest.raises(ActiepuntError, match="No space"):
        changed(filled, {"0123456789abcdef": "taken"}, "Iets doen")
    monkeypatch.undo()

    assert filled.state() == before
    assert not (filled.root / harvested.FILE).exists()


def test_two_who_look_at_minutes_are_merged(filled: Desk) -> None:
    changed(filled, {"5555555555555555": "taken"})
    filled.git("switch", "-qc", "other")
    changed(filled, {"1111111111111111": "taken", "9999999999999999": "rejected"})
    filled.git("switch", "-q", "main")
    changed(filled, {"2222222222222222": "taken", "aaaaaaaaaaaaaaaa": "rejected"})

    filled.git("merge", "-q", "-m", "Samen", "other")

    assert len(harvested.read(filled.root)) == 5
    assert tomllib.loads(filled.read(harvested.FILE)).keys() == harvested.read(filled.root).keys()
