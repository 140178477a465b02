"""Ids and folder names that are given out: the first one that is free."""

from actiepunt.core import changes
from actiepunt.core.model import Meeting, Register
from actiepunt.text import first_free


def test_the_first_free_name_is_the_name_itself_or_numbered_from_two() -> None:
    assert first_free("ab", set()) == "ab"
    assert first_free("ab", {"ab", "ab-2", "ab-4"}) == "ab-3"
    meeting = Meeting(body="AB", window="Q2 2025")
    named = changes.add_meetings(Register(), [meeting, meeting, meeting]).meetings
    assert [one.id for one in named] == ["ab-q2-2025", "ab-q2-2025-2", "ab-q2-2025-3"]
