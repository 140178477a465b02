"""Events: one name for what happened to a record, wherever it is told."""

from datetime import date, datetime
from typing import Any

import pytest

from actiepunt.core import diff, events, message
from actiepunt.core.diff import Difference
from actiepunt.core.events import LABELS, Event
from actiepunt.core.model import ACTIONS_FILE, Action, Meeting, Progress, Record, Register
from actiepunt.i18n import translator
from actiepunt.views.diff import KINDS, kind

ARCHIVE = "data/archive/actions-2024.toml"
OLDER = "data/archive/actions-2023.toml"
ACTION = Action("a" * 16, "2025-001", "Zaal reserveren", ("DB",), due=date(2025, 3, 6))
MEETING = Meeting("m" * 16, "ab-2025-04-02", "AB", start=datetime(2025, 4, 2, 10))


def changed(record: Record, **fields: Any) -> Difference:
    """Return the difference with a record that has other fields."""
    return Difference(record, record._replace(**fields))


EVENTS = {
    Event.ADDED: Difference(None, ACTION),
    Event.REMOVED: Difference(MEETING, None),
    Event.WITHDRAWN: changed(ACTION, withdrawn=date(2025, 3, 5)),
    Event.RESTORED: Difference(ACTION._replace(withdrawn=date(2025, 3, 5)), ACTION),
    Event.DONE: changed(ACTION, status="done", closed=date(2025, 3, 5), outcome="Klaar"),
    Event.CANCELLED: changed(MEETING, status="cancelled"),
    Event.REOPENED: Difference(ACTION._replace(status="done"), ACTION),
    Event.STARTED: changed(ACTION, status="in-progress", owners=("AB",)),
    Event.PLANNED: Difference(MEETING._replace(start=None, window="Q2 2025"), MEETING),
    Event.MOVED: changed(MEETING, start=datetime(2025, 4, 9, 10), location="Zaal 2"),
    Event.CONFIRMED: Difference(MEETING._replace(status="tentative"), MEETING),
    Event.TENTATIVE: changed(MEETING, status="tentative"),
    Event.DEFERRED: changed(ACTION, due=date(2025, 4, 1)),
    Event.DATED: Difference(ACTION._replace(due=None), ACTION),
    Event.REASSIGNED: changed(ACTION, owners=("AB",)),
    Event.REWORDED: changed(ACTION, summary="Zaal afzeggen"),
    Event.NOTED: changed(ACTION, progress=(Progress(date(2025, 3, 5), "Gebeld"),)),
    Event.RENUMBERED: changed(ACTION, id="2025-002", was=("2025-001",)),
    Event.CHANGED: changed(ACTION, item="3", tags=("zaal",)),
    Event.ARCHIVED: Difference(ACTION, ACTION, ACTIONS_FILE, ARCHIVE),
    Event.UNARCHIVED: Difference(ACTION, ACTION, ARCHIVE, ACTIONS_FILE),
    Event.REFILED: Difference(ACTION, ACTION, OLDER, ARCHIVE),
}


@pytest.mark.parametrize("event", Event)
def test_each_event_is_named_by_its_difference_and_has_words(event: Event) -> None:
    difference = EVENTS[event]

    assert events.of(difference) is event
    assert events.headline(difference) is event
    assert LABELS[event]
    assert kind(difference) in KINDS
    assert message.subject([difference], translator("nl"))


@pytest.mark.parametrize(
    ("difference", "every", "headline"),
    [
        (
            changed(ACTION, due=date(2025, 4, 1), owners=("AB",)),
            [Event.DEFERRED, Event.REASSIGNED],
            Event.CHANGED,
        ),
        (
            changed(ACTION, status="open", due=None)._replace(old=ACTION._replace(status="done")),
            [Event.REOPENED, Event.DEFERRED],
            Event.REOPENED,
        ),
        (
            Difference(ACTION, ACTION._replace(status="done"), ACTIONS_FILE, ARCHIVE),
            [Event.DONE, Event.ARCHIVED],
            Event.DONE,
        ),
        (
            Difference(ACTION, ACTION._replace(item="1"), ACTIONS_FILE, ARCHIVE),
            [Event.CHANGED, Event.ARCHIVED],
            Event.CHANGED,
        ),
        (
            Difference(MEETING, MEETING._replace(start=None, window="Q2 2025")),
            [Event.MOVED],
            Event.MOVED,
        ),
        (changed(MEETING, status="voorlopig"), [Event.CHANGED], Event.CHANGED),
    ],
)
def test_of_several_events_the_most_important_one_comes_first(
    difference: Difference, every: list[Event], headline: Event
) -> None:
    assert events.every(difference) == every
    assert events.of(difference) is every[0]
    assert events.headline(difference) is headline


def test_a_block_in_another_file_is_a_difference_without_fields() -> None:
    before = Register(actions=(ACTION,), meetings=(MEETING,), archive={OLDER: ()})
    after = Register(meetings=(MEETING,), archive={OLDER: (), ARCHIVE: (ACTION,)})

    assert diff.between(before, before) == []
    (there,) = diff.between(before, after)
    (back,) = diff.between(after, before)

    assert there == Difference(ACTION, ACTION, ACTIONS_FILE, ARCHIVE)
    assert there.is_only_moved
    assert there.fields == []
    assert (events.of(there), events.of(back)) == (Event.ARCHIVED, Event.UNARCHIVED)
    assert message.subject([there], translator("nl")) == (
        "2025-001 naar het archief: Zaal reserveren"
    )
    assert not diff.between(before, Register(meetings=(MEETING,)))[0].is_moved
