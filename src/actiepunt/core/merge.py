"""Three-way merges of records, field by field.

As in git, `theirs` is merged into `ours`, and in a rebase `ours` is the published side. The module
`tomlfile.merge` merges the texts of the files.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from actiepunt.core import fields, query
from actiepunt.core.fields import kinds
from actiepunt.core.model import Action, Meeting, Progress, Record, Register, Value
from actiepunt.text import first_free

T = TypeVar("T")

# Merge these as a unit: mixing the sides gives a state that neither of them wrote.
UNITS: Mapping[type[Record], tuple[tuple[str, ...], ...]] = {
    Action: fields.units(fields.ACTION),
    Meeting: fields.units(fields.MEETING),
}


class Conflict(NamedTuple):
    """Changes of a record that a person must choose between.

    `fields` are those that the sides changed differently. Without fields it is about the whole
    record: one side removed it (None) and the other changed it.
    """

    base: Record | None
    ours: Record | None
    theirs: Record | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """Our record, or theirs where we removed it."""
        record = self.ours if self.ours is not None else self.theirs
        assert record is not None, "one side has the record"  # noqa: S101 - by design
        return record


Decide = Callable[[Conflict], Record | None]
"""Decides a conflict: returns the record with the right `fields`, or None to remove the record."""


def same_but_number(before: Record | None, now: Record) -> bool:
    """Tell whether nothing but the number differs.

    A number is assigned by the program, so a new number is no change that a person made.
    """
    numbers = {name: getattr(now, name) for name in ("id", "was") if name in kinds(now)}
    return before is not None and before._replace(**numbers) == now


def _nothing() -> tuple[()]:
    return ()


class Elsewhere(NamedTuple):
    """Facts from outside the merged file; each function is called only when needed.

    `published` returns the uids of published records, which people may know by their number
    already. `numbers` returns the actions of other files, whose numbers are taken.
    """

    published: Callable[[], Collection[str]] = _nothing
    numbers: Callable[[], Sequence[Action]] = _nothing


def record(base: Record | None, ours: Record, theirs: Record) -> tuple[Record, list[Conflict]]:
    """Return a record with the changes of both sides, and its conflicts.

    Fields in conflict have our value. `base` is None where both sides added the record.
    """
    before = base if base is not None else type(ours)()
    merged: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for unit in _units(ours):
        sides = [tuple(getattr(side, name) for name in unit) for side in (before, ours, theirs)]
        values = _unit(unit, *sides)
        if values is None:
            differing = tuple(n for n in unit if getattr(ours, n) != getattr(theirs, n))
            conflicts.append(Conflict(base, ours, theirs, differing))
            values = sides[1]
        merged |= dict(zip(unit, values, strict=True))
    if _withdrawn_while_changed(before, ours, theirs):
        conflicts.append(Conflict(base, ours, theirs, ("withdrawn",)))
        merged["withdrawn"] = ours.withdrawn
    if isinstance(ours, Action) and len({before.id, ours.id, theirs.id}) == 3:
        earlier = dict.fromkeys((*merged["was"], before.id, theirs.id))
        merged["was"] = tuple(number for number in earlier if number not in {"", ours.id})
    return ours._replace(**merged), conflicts


def _withdrawn_while_changed(before: Record, ours: Record, theirs: Record) -> bool:
    """Tell whether one side withdrew a record that the other changed."""
    withdrew = [side.withdrawn and side.withdrawn != before.withdrawn for side in (ours, theirs)]
    if all(withdrew) or not any(withdrew):
        return False
    return not same_but_number(before, theirs if withdrew[0] else ours)


def _units(of_record: Record) -> list[tuple[str, ...]]:
    """Return all fields as merge units; a field outside `UNITS` is a unit of its own."""
    unit_of = {name: unit for unit in UNITS[type(of_record)] for name in unit}
    return list(dict.fromkeys(unit_of.get(name, (name,)) for name in kinds(of_record)))


def _unit(
    names: tuple[str, ...],
    base: tuple[Value, ...],
    ours: tuple[Value, ...],
    theirs: tuple[Value, ...],
) -> tuple[Value, ...] | None:
    """Return the merged values of a unit, or None where a person must decide."""
    if theirs in {base, ours}:
        return ours
    if ours == base or names == ("id",):
        return theirs if ours == base else ours  # of two new numbers ours stays, without a question
    if names == ("created",) and base == (None,):  # both added what follows a recurring action
        return min(ours, theirs, key=str)
    if len(names) > 1:
        return None
    return _lists(names[0], base[0] or (), ours[0] or (), theirs[0] or ())


def _lists(field: str, base: Value, ours: Value, theirs: Value) -> tuple[Value, ...] | None:
    """Return the list with the changes of both sides, or None where the merge is ambiguous."""
    if not (isinstance(base, tuple) and isinstance(ours, tuple) and isinstance(theirs, tuple)):
        return None
    if field != "was" and ambiguous(base, ours, theirs, first_leads=field == "owners"):
        return None
    items = sequence(base, ours, theirs)
    if field == "progress" and all(_in_order(side) for side in (ours, theirs)):
        items = sorted(items, key=attrgetter("on"))
    return (tuple(items),)  # type: ignore[return-value]


def _in_order(notes: Iterable[Any]) -> bool:
    days = [note.on for note in notes if isinstance(note, Progress)]
    return days == sorted(days)


def ambiguous(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], *, first_leads: bool = False
) -> bool:
    """Tell whether the changes of two sides to a list cannot be combined without a choice.

    That is so where a list has duplicates, where both sides replaced the same item by different
    items or both changed the order, and, with `first_leads`, where both put a different item first.
    """
    if any(len(set(side)) < len(side) for side in (base, ours, theirs)):
        return True
    gone_twice = set(base) - set(ours) - set(theirs)
    if gone_twice and set(ours) - set(base) != set(theirs) - set(base):
        return True
    if _reordered(base, ours) and _reordered(base, theirs):
        return True
    first = [next(iter(side), None) for side in (base, ours, theirs)]
    return first_leads and len(set(first)) == 3


def _reordered(base: Sequence[T], side: Sequence[T]) -> bool:
    before, after = set(base), set(side)
    return [x for x in base if x in after] != [x for x in side if x in before]


def sequence(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> list[T]:
    """Return a list with the additions of both sides and without the removals of either.

    The order is that of the side that changed it, ours where neither or both did. An addition of
    the other side follows the item that it follows there.
    """
    if _reordered(base, theirs) and not _reordered(base, ours):
        ours, theirs = theirs, ours
    was, kept, wanted = set(base), set(ours), set(theirs)
    left = [item for item in ours if item not in was or item in wanted]
    place = 0
    positions = {item: index for index, item in enumerate(left)}
    added: dict[int, list[T]] = {}
    for item in theirs:
        if item in positions:
            place = positions[item] + 1
        elif item not in was and item not in kept:
            end = place
            while end < len(left) and left[end] not in was and left[end] not in wanted:
                end += 1  # our additions at this place come first
            added.setdefault(end, []).append(item)
    merged: list[T] = []
    for index in range(len(left) + 1):
        merged += added.get(index, [])
        merged += left[index : index + 1]
    return merged


def renumbered(
    records: Sequence[Record],
    ours: Collection[str],
    theirs: Collection[str],
    elsewhere: Elsewhere,
) -> dict[str, Record]:
    """Return the records that share a number and get a new one, with that number, by uid.

    Args:
        records: All records of a merged file.
        ours: The uids that only our side added.
        theirs: The uids that only their side added. These get a new number, unless they are
            published.
        elsewhere: The published records and the numbers of other files.
    """
    if not theirs:
        return {}
    others = elsewhere.numbers()
    by_number: dict[str, list[Record]] = {}
    for each in (*others, *records):
        if each.id:
            by_number.setdefault(each.id, []).append(each)
    known: list[Record] = [*records, *others]
    changed: dict[str, Record] = {}
    for same in by_number.values():
        if len({each.uid for each in same}) > 1:
            for each in _movable(same, ours, theirs, elsewhere.published()):
                changed[each.uid] = _other_number(each, known)
                known.append(changed[each.uid])
    return changed


def _movable(
    same: Sequence[Record],
    ours: Collection[str],
    theirs: Collection[str],
    published: Collection[str],
) -> list[Record]:
    """Return the records with the same number that get a new one; at least one keeps it."""
    moves = [r for r in same if r.uid in theirs and r.uid not in published]
    if any(r.uid in published for r in same):
        moves += [r for r in same if r.uid in ours]
    return moves if len(moves) < len(same) else moves[1:]


def _other_number(old: Record, known: Sequence[Record]) -> Record:
    """Return a record with the next free number or id; `was` of an action gets the old number."""
    if isinstance(old, Action):
        taken = Register(actions=tuple(r for r in known if isinstance(r, Action)))
        number = query.next_number(taken, query.number_key(old.id)[0])
        earlier = (was for was in old.was if was != old.id)
        return old._replace(id=number, was=(*earlier, old.id))
    return old._replace(id=first_free(old.id, {old.id, *(r.id for r in known)}))


def following(
    actions: Iterable[Action], published: Mapping[str, Action], moved: Mapping[Value, str]
) -> dict[str, Record]:
    """Return the actions that must name a meeting by its new id, with that id, by uid.

    Args:
        actions: The merged actions.
        published: The published actions by uid. Where one names the same id as the merged action,
            that id means the published meeting and stays.
        moved: The new id of each meeting that got another, by its old id.
    """
    followers: dict[str, Record] = {}
    for action in actions:
        there = published.get(action.uid, Action())
        changed: dict[str, Any] = {
            name: moved[old]
            for name in ("due", "meeting")
            if (old := getattr(action, name)) in moved and getattr(there, name) != old
        }
        if changed:
            followers[action.uid] = action._replace(**changed)
    return followers


def removed_but_moved(base: Register, ours: Register, theirs: Register) -> list[Conflict]:
    """Return the actions that one side removed and the other moved to another file.

    A merge of each file on its own sees no conflict there, and keeps the moved action.
    """
    here, there = actions_by_uid(ours), actions_by_uid(theirs)
    conflicts: list[Conflict] = []
    for uid, (file, action) in actions_by_uid(base).items():
        sides = here.get(uid), there.get(uid)
        kept = sides[0] or sides[1]
        if uid and None in sides and kept and kept[0] != file:
            records = [side[1] if side else None for side in sides]
            conflicts.append(Conflict(action, records[0], records[1]))
    return conflicts


def actions_by_uid(register: Register) -> dict[str, tuple[str, Action]]:
    """Return the actions by uid, each with the file that holds it."""
    blocks = ((file, record) for file, _index, record in register.blocks())
    return {record.uid: (file, record) for file, record in blocks if isinstance(record, Action)}
