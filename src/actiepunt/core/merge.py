"""What two people made of one record, field by field (DESIGN section 8). Values only.

`ours` is what a merge adds to, `theirs` what it takes in; in a rebase `ours` is what was published.
The texts of the files are merged in `tomlfile.merge`.
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
    """What a person must decide: the fields of a record that both sides changed differently.

    Without fields it is the whole record: one side removed it (None) and the other changed it.
    """

    base: Record | None
    ours: Record | None
    theirs: Record | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Record:
        """Return the record as one of the sides has it."""
        found = self.ours if self.ours is not None else self.theirs
        assert found is not None, "one side has the record"  # noqa: S101 - by design
        return found


Decide = Callable[[Conflict], Record | None]
"""What a person makes of a conflict: the record whose `fields` count, or None to remove it."""


def same_but_number(before: Record | None, now: Record) -> bool:
    """Tell whether nothing differs but the number, which is no opinion of anybody."""
    numbers = {name: getattr(now, name) for name in ("id", "was") if name in kinds(now)}
    return before is not None and before._replace(**numbers) == now


def _nothing() -> tuple[()]:
    return ()


class Elsewhere(NamedTuple):
    """What a merge must know besides its three texts, each asked only when it matters.

    `published` gives the uids that somebody else may have on paper already although `theirs`
    brings them in; `numbers` the actions of other files, whose numbers are taken.
    """

    published: Callable[[], Collection[str]] = _nothing
    numbers: Callable[[], Sequence[Action]] = _nothing


def record(base: Record | None, ours: Record, theirs: Record) -> tuple[Record, list[Conflict]]:
    """Return a record with the changes of both sides; fields in conflict are as ours has them.

    Args:
        base: As it was before; None where both sides added it.
        ours: One side.
        theirs: The other side.
    """
    before = base if base is not None else type(ours)()
    merged: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for unit in _units(ours):
        sides = [tuple(getattr(one, name) for name in unit) for one in (before, ours, theirs)]
        found = _unit(unit, *sides)
        if found is None:
            differing = tuple(n for n in unit if getattr(ours, n) != getattr(theirs, n))
            conflicts.append(Conflict(base, ours, theirs, differing))
            found = sides[1]
        merged |= dict(zip(unit, found, strict=True))
    if _withdrawn_while_changed(before, ours, theirs):
        conflicts.append(Conflict(base, ours, theirs, ("withdrawn",)))
        merged["withdrawn"] = ours.withdrawn
    if isinstance(ours, Action) and len({before.id, ours.id, theirs.id}) == 3:
        earlier = dict.fromkeys((*merged["was"], before.id, theirs.id))
        merged["was"] = tuple(number for number in earlier if number not in {"", ours.id})
    return ours._replace(**merged), conflicts


def _withdrawn_while_changed(before: Record, ours: Record, theirs: Record) -> bool:
    """Tell whether one side withdrew what the other changed, so that the change would not show."""
    withdrew = [side.withdrawn and side.withdrawn != before.withdrawn for side in (ours, theirs)]
    if all(withdrew) or not any(withdrew):
        return False
    return not same_but_number(before, theirs if withdrew[0] else ours)


def _units(of: Record) -> list[tuple[str, ...]]:
    """Return every field once, those that belong together as one."""
    joined = {name: unit for unit in UNITS[type(of)] for name in unit}
    return list(dict.fromkeys(joined.get(name, (name,)) for name in kinds(of)))


def _unit(
    names: tuple[str, ...],
    base: tuple[Value, ...],
    ours: tuple[Value, ...],
    theirs: tuple[Value, ...],
) -> tuple[Value, ...] | None:
    """Return what both sides made of a unit, or None where a person must decide."""
    if theirs in {base, ours}:
        return ours
    if ours == base or names == ("id",):
        return theirs if ours == base else ours  # a number is no opinion: the first one stays
    if len(names) > 1:
        return None
    return _lists(names[0], base[0] or (), ours[0] or (), theirs[0] or ())


def _lists(field: str, base: Value, ours: Value, theirs: Value) -> tuple[Value, ...] | None:
    """Return the list with the changes of both sides, or None where that is not clear."""
    if not (isinstance(base, tuple) and isinstance(ours, tuple) and isinstance(theirs, tuple)):
        return None
    if field != "was" and ambiguous(base, ours, theirs, first_leads=field == "owners"):
        return None
    found = sequence(base, ours, theirs)
    if field == "progress" and all(_in_order(side) for side in (ours, theirs)):
        found = sorted(found, key=attrgetter("on"))
    return (tuple(found),)  # type: ignore[return-value]


def _in_order(notes: Iterable[Any]) -> bool:
    days = [note.on for note in notes if isinstance(note, Progress)]
    return days == sorted(days)


def ambiguous(
    base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], *, first_leads: bool = False
) -> bool:
    """Tell whether the changes of two sides to a list do not simply add up.

    They do not where something stands in it twice, where both replaced the same item by different
    ones, where both changed the order, or, if the first one leads, where both named another first.
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
    """Return a list with what both sides added and without what either removed.

    The order is that of the side that changed it, ours where neither or both did. What the other
    side added comes after what it stood after there.
    """
    if _reordered(base, theirs) and not _reordered(base, ours):
        ours, theirs = theirs, ours
    was, kept, wanted = set(base), set(ours), set(theirs)
    found = [item for item in ours if item not in was or item in wanted]
    place = 0
    positions = {item: index for index, item in enumerate(found)}
    added: dict[int, list[T]] = {}
    for item in theirs:
        if item in positions:
            place = positions[item] + 1
        elif item not in was and item not in kept:
            end = place
            while end < len(found) and found[end] not in was and found[end] not in wanted:
                end += 1  # what our side added there stands first
            added.setdefault(end, []).append(item)
    merged: list[T] = []
    for index in range(len(found) + 1):
        merged += added.get(index, [])
        merged += found[index : index + 1]
    return merged


def renumbered(
    records: Sequence[Record],
    ours: Collection[str],
    theirs: Collection[str],
    elsewhere: Elsewhere,
) -> dict[str, Record]:
    """Return the records, by uid, that must get another number because two have one.

    Args:
        records: All of a merged file.
        ours: The uids that only our side added.
        theirs: The uids that only their side added: these move, unless they are published.
        elsewhere: What else is taken.
    """
    if not theirs:
        return {}
    around = elsewhere.numbers()
    used: dict[str, list[Record]] = {}
    for one in (*around, *records):
        if one.id:
            used.setdefault(one.id, []).append(one)
    known: list[Record] = [*records, *around]
    found: dict[str, Record] = {}
    for same in used.values():
        if len({one.uid for one in same}) > 1:
            for one in _movable(same, ours, theirs, elsewhere.published()):
                found[one.uid] = _other_number(one, known)
                known.append(found[one.uid])
    return found


def _movable(
    same: Sequence[Record],
    ours: Collection[str],
    theirs: Collection[str],
    published: Collection[str],
) -> list[Record]:
    """Return which of the records with one number get another; one of them keeps it."""
    moves = [r for r in same if r.uid in theirs and r.uid not in published]
    if any(r.uid in published for r in same):
        moves += [r for r in same if r.uid in ours]
    return moves if len(moves) < len(same) else moves[1:]


def _other_number(one: Record, known: Sequence[Record]) -> Record:
    """Return a record under the next free number or id; an action remembers the earlier one."""
    if isinstance(one, Action):
        taken = Register(actions=tuple(r for r in known if isinstance(r, Action)))
        number = query.next_number(taken, query.number_key(one.id)[0])
        return one._replace(id=number, was=(*(w for w in one.was if w != one.id), one.id))
    return one._replace(id=first_free(one.id, {one.id, *(r.id for r in known)}))


def following(
    actions: Iterable[Action], published: Mapping[str, Action], moved: Mapping[Value, str]
) -> dict[str, Record]:
    """Return the actions, by uid, that name a meeting of ours which got another id.

    Args:
        actions: As merged.
        published: What was published, by uid: a meeting that it names is the published one.
        moved: The new id of each meeting by the earlier one.
    """
    found: dict[str, Record] = {}
    for one in actions:
        there = published.get(one.uid, Action())
        changed: dict[str, Any] = {
            name: moved[getattr(one, name)]
            for name in ("due", "meeting")
            if getattr(one, name) in moved and getattr(there, name) != getattr(one, name)
        }
        if changed:
            found[one.uid] = one._replace(**changed)
    return found
