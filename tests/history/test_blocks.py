"""Versions of a file as blocks: split with the help of another version, the result is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.history.blocks import EMPTY, common, differing, version
from conftest import ACTIONS

LINES = st.sampled_from(
    ["[[action]]", "[[meeting]] # a", '"""', "'''", 'details = """', 'uid = "a"', "# '''", "x = [",
     "]", "", "  [[action]]", '"""]]', "é", "[[other]]", 'a = "[[action]]"', "\ufeff[[action]]"]
)  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map("\n".join)


def whole(text: str) -> list[str]:
    """Return the blocks of a text that is looked at from beginning to end."""
    return version(text, EMPTY).blocks


@given(TEXTS, TEXTS, TEXTS)
def test_a_near_version_changes_nothing_but_the_work(head: str, middle: str, tail: str) -> None:
    near = version(f"{head}\n{tail}")

    found = version(f"{head}\n{middle}\n{tail}", near)
    back = version(near.text, found)

    assert found.blocks == whole(found.text)
    assert "".join(found.blocks) == found.text
    assert back.blocks == near.blocks


@given(TEXTS, TEXTS)
def test_any_two_versions_help_each_other(one: str, other: str) -> None:
    assert version(one, version(other)).blocks == whole(one)


@given(st.lists(st.sampled_from("ab"), max_size=9), st.lists(st.sampled_from("ab"), max_size=9))
def test_the_common_beginning_and_end_are_the_longest(one: list[str], other: list[str]) -> None:
    begin, end = common(one, other), common(one, other, backward=True)

    assert one[:begin] == other[:begin]
    assert one[begin : begin + 1] != other[begin : begin + 1] or begin == min(len(one), len(other))
    assert one[len(one) - end :] == other[len(other) - end :]


@pytest.mark.parametrize("size", [1, 2047, 2048, 2049, 5000])
def test_long_texts_are_compared_in_pieces(size: int) -> None:
    text = "x" * size

    assert common(text + "a", text + "b") == size
    assert common("a" + text, "b" + text, backward=True) == size


def test_a_line_within_a_text_is_no_block_and_only_what_differs_is_given() -> None:
    text = ACTIONS.replace(
        "due = 2025-03-06\n", 'due = 2025-03-06\ndetails = """\n[[action]]\nuid = "x"\n"""\n'
    )

    old, new = version(ACTIONS), version(text, version(ACTIONS))

    assert len(old.blocks) == len(new.blocks) == 4
    gone, come = differing(old, new)
    assert (gone, come) == ([old.blocks[1]], [new.blocks[1]])
    assert new.blocks[3] is old.blocks[3] or new.blocks[3] == old.blocks[3]
