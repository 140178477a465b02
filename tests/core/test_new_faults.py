"""Which faults are new in another state of the files: none hides behind one that was there."""

import pytest

from actiepunt.core import check
from actiepunt.core.model import Action, Register
from actiepunt.errors import Fault, new_faults
from actiepunt.tomlfile import read


def register(*statuses: str) -> Register:
    """Return a register whose actions have these statuses."""
    actions = (
        Action(f"{number:x}" * 16, f"2025-00{number}", "Iets", status=status)
        for number, status in enumerate(statuses, 1)
    )
    return Register(actions=tuple(actions))


def faults(state: Register) -> list[Fault]:
    """Return the errors of a register, in file order."""
    return [fault for fault in check.run(state) if fault.level == "error"]


def test_the_same_fault_in_another_record_is_new() -> None:
    before, after = register("opne", "open"), register("open", "opne")

    (new,) = new_faults(faults(after), faults(before))

    assert (new.block, new.field, new.message) == (1, "status", "unknown status “opne”")


def test_a_fault_whose_block_moved_is_not_new() -> None:
    before = register("open", "opne")

    assert new_faults(faults(before._replace(actions=before.actions[1:])), faults(before)) == []


def test_of_a_fault_that_several_records_share_the_number_counts() -> None:
    twice = Action(id="2025-001", summary="Iets")
    two = Register(actions=(twice._replace(uid="a" * 16), twice._replace(uid="b" * 16)))
    three = two._replace(actions=(*two.actions, twice._replace(uid="c" * 16)))
    other_way = two._replace(actions=two.actions[::-1])

    assert [fault.block for fault in new_faults(faults(three), faults(two))] == [2]
    assert new_faults(faults(other_way), faults(two)) == []


def test_what_one_of_several_states_has_is_not_new() -> None:
    one, other, both = Fault("een"), Fault("twee"), [Fault("een"), Fault("twee"), Fault("een")]

    assert new_faults(both, [one], [other]) == [one]
    assert new_faults(both, [one], [one, other, one]) == []
    assert new_faults(both) == both


@pytest.mark.parametrize("line", ["summary = 3", "kleur = 'rood'", "created = 2025-01-01T10:00:00"])
def test_what_reading_finds_knows_its_record(line: str) -> None:
    blocks = [f'[[action]]\nuid = "{letter * 16}"\nid = "2025-00{letter}"\n' for letter in "ab"]

    _read, before = read.actions(f"{blocks[0]}{line}\n{blocks[1]}", "data/actions.toml")
    _read, moved = read.actions(f"{blocks[1]}{blocks[0]}{line}\n", "data/actions.toml")
    _read, other = read.actions(f"{blocks[0]}{blocks[1]}{line}\n", "data/actions.toml")

    assert len(before) == 1
    assert new_faults(moved, before) == []
    assert new_faults(other, before) == other
