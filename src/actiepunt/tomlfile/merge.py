"""The merge of three texts of one data file: by uid and field, the rest byte for byte.

`core.merge` decides what the records become; this module writes that into the text of both sides,
so that comments, order, spacing and quoting of what nobody or only one side touched stay as they
are. Only blocks that both sides touched are split into fields. Nothing is trusted: the result is
read back, and must be the merged records.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from actiepunt.core import merge
from actiepunt.core.merge import Conflict, Decide, Elsewhere
from actiepunt.core.model import Record
from actiepunt.tomlfile import edit, read, scan, split


class Labels(NamedTuple):
    """What stands beside the conflict markers, and how long these are (git's default is 7)."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


PLAIN = Labels()
NOWHERE = Elsewhere()


class Merged(NamedTuple):
    """A merged text; `conflicts` stand in it between markers, unless a person decided them."""

    text: str
    conflicts: list[Conflict]


class _Unit(NamedTuple):
    """What became of one block: its text, the same without markers, and what it must say.

    Without a record it is as one of the sides has it, byte for byte.
    """

    text: str
    plain: str
    record: Record | None = None


def merge_texts(
    base: str,
    ours: str,
    theirs: str,
    table: read.Table,
    *,
    decide: Decide | None = None,
    labels: Labels = PLAIN,
    elsewhere: Elsewhere = NOWHERE,
) -> Merged:
    """Return the merge of `ours` and `theirs`, which both come from `base`.

    Args:
        base: The text before; empty where there was none.
        ours: One side, whose layout leads.
        theirs: The other side.
        table: What the file holds.
        decide: Settles each conflict; without it they stand between markers, and are returned.
        labels: The words beside the markers.
        elsewhere: What else is published and taken.

    Raises:
        ActiepuntError: a text does not read, or the result would not say what it must: leave it to
            git's own merge.
    """
    files = [split.file(text, table) for text in (base, ours, theirs)]
    merger = _Merger(table, decide, labels)
    units = merger.units(*files)
    head = _three(*(file.head for file in files))
    tail = _three(*(file.tail for file in files))
    added = files[2].pieces.keys() - files[1].pieces.keys() - files[0].pieces.keys()
    if added:
        records = _records(_joined(head, [unit.plain for unit in units.values()], tail), table)
        mine = files[1].pieces.keys() - files[0].pieces.keys()
        moved = merge.renumbered(records, mine, added, elsewhere)
        units |= {r.uid: _as(units[r.uid], r, moved[r.uid]) for r in records if r.uid in moved}
    plain = _joined(head, [unit.plain for unit in units.values()], tail)
    changed = [unit for unit in units.values() if unit.record is not None]
    if read.uids(plain, table) != list(units) or any(
        read.piece(unit.plain) != (unit.record,) for unit in changed
    ):
        raise split.refused()
    if not merger.conflicts:
        return Merged(plain, [])
    return Merged(_joined(head, [unit.text for unit in units.values()], tail), merger.conflicts)


def _records(text: str, table: read.Table) -> list[Record]:
    found, faults = read.records(text, "", table)
    if faults:
        raise split.refused()
    return list(found)


def _three(base: str, ours: str, theirs: str) -> str:
    """Return a piece of layout: of the side that changed it; of both with the lines of both."""
    if theirs in {base, ours}:
        return ours
    if ours == base:
        return theirs
    before, mine, other = (one.splitlines(keepends=True) for one in (base, ours, theirs))
    gone = set(before) - set(other)
    kept = [line for line in mine if not line.strip() or line not in gone]
    known = {*before, *mine}
    new = [line for line in other if line.strip() and line not in known]
    return _joined("", [*kept, *new], "")


def _joined(head: str, parts: Sequence[str], tail: str) -> str:
    """Return the whole text; what lacks its last line ending gets one when something follows."""
    line = scan.newline(head + "".join(parts))
    found: list[str] = []
    for part in (head, *parts, tail):
        if part:
            if found and not found[-1].endswith(("\n", "\ufeff")):
                found.append(line)
            found.append(part)
    return "".join(found)


def _suffix(base: str, ours: str, theirs: str) -> str:
    """Return what stands behind a value: the comment of the side that changed it, or both."""
    if theirs in {base, ours} or not theirs.strip():
        return ours
    if ours == base or not ours.strip():
        return theirs
    return f"{ours.rstrip()} {theirs.lstrip()}"


def _order(base: Collection[str], ours: Collection[str], theirs: Collection[str]) -> list[str]:
    """Return what either side has, in the order of the merged text; some of it may still go."""
    common = [key for key in base if key in ours and key in theirs]
    return merge.sequence(common, list(ours), list(theirs))


def _as(unit: _Unit, old: Record, new: Record) -> _Unit:
    """Return a block that says something else, by the smallest edit."""
    text, plain = (edit.change(one, 0, old, new) for one in (unit.text, unit.plain))
    return _Unit(text, plain, new)


class _Merger:
    """The merge of blocks, which gathers what a person must decide."""

    def __init__(self, table: read.Table, decide: Decide | None, labels: Labels) -> None:
        self.table = table
        self.decide = decide
        self.labels = labels
        self.conflicts: list[Conflict] = []

    def units(self, base: split.File, ours: split.File, theirs: split.File) -> dict[str, _Unit]:
        """Return what becomes of every block, in the order of the merged file."""
        found: dict[str, _Unit] = {}
        # Both sides added below the last comment: it stands above our addition already.
        footer = base.tail if base.tail.strip() and not ours.tail.strip() else ""
        for uid in _order(base.pieces, ours.pieces, theirs.pieces):
            old, mine, other = (file.pieces.get(uid) for file in (base, ours, theirs))
            if footer and other and not (old or mine):
                other = other._replace(lead=other.lead.removeprefix(footer))
            unit = self._block(old, mine, other)
            if unit is not None:
                found[uid] = unit
        return found

    def _block(
        self, base: split.Piece | None, ours: split.Piece | None, theirs: split.Piece | None
    ) -> _Unit | None:
        """Return what becomes of one block; None where it goes."""
        if theirs in (base, ours) or ours == base:
            piece = theirs if ours == base else ours
            return piece and _Unit(piece.text, piece.text)
        if ours is None or theirs is None:
            return self._removed(base, ours, theirs)
        return self._changed(base, ours, theirs)

    def _removed(
        self, base: split.Piece | None, ours: split.Piece | None, theirs: split.Piece | None
    ) -> _Unit | None:
        """Return a block that one side removed and the other changed, as a person decides."""
        piece = ours or theirs
        assert piece is not None, "one side has it"  # noqa: S101 - by design
        record, before = piece.record, base and base.record
        if before == record:  # only its layout changed: it goes
            return None
        conflict = Conflict(before, record if ours else None, record if theirs else None)
        if self.decide:
            decided = self.decide(conflict)
            return decided and _as(_Unit(piece.text, piece.text), record, decided)
        if merge.same_but_number(before, record):
            return None
        self.conflicts.append(conflict)
        marked = self._marked(ours.body if ours else "", theirs.body if theirs else "")
        return _Unit(piece.lead + marked, piece.text, record)

    def _changed(self, base: split.Piece | None, ours: split.Piece, theirs: split.Piece) -> _Unit:
        """Return a block that both sides changed."""
        records = (base and base.record, ours.record, theirs.record)
        merged, conflicts = merge.record(*records)
        marked: set[str] = set()
        for conflict in conflicts:
            decided = self.decide(conflict) if self.decide else None
            if decided is None:
                self.conflicts.append(conflict)
                marked |= set(conflict.fields)
            else:
                chosen: dict[str, Any] = {f: getattr(decided, f) for f in conflict.fields}
                merged = merged._replace(**chosen)
        lead = _three(base.lead if base else "", ours.lead, theirs.lead)
        sides = [piece and split.fields(piece) for piece in (base, ours, theirs)]
        plain, text = (
            lead + self._fields(sides, records, merged, names) for names in (set[str](), marked)
        )
        # What neither side wrote a line for: the earlier number that a merge remembers.
        blank: dict[str, Any] = {
            name: default
            for name, default in self.table.record()._asdict().items()
            if not any(name in side for side in sides[1:] if side)
        }
        return _as(_Unit(text, plain, merged), merged._replace(**blank), merged)

    def _fields(
        self,
        sides: Sequence[dict[str, split.Part] | None],
        records: Sequence[Record | None],
        merged: Record,
        marked: set[str],
    ) -> str:
        """Return the lines of a block with each field as it was merged."""
        base, ours, theirs = (side or {} for side in sides)
        found: list[str] = []
        for key in _order(base, ours, theirs):
            parts = [side.get(key) for side in (base, ours, theirs)]
            texts = [part.lines if part else "" for part in parts]
            if key in marked:
                lead = _three(*(part.lead if part else "" for part in parts))
                found.append(lead + self._marked(*texts[1:]))
            elif key == split.TRAIL:
                found.append(_three(*texts))
            else:
                values = [getattr(one, key, None) for one in records]
                found.append(self._field(key, parts, values, getattr(merged, key, None)))
        return _joined("", found, "")

    def _field(
        self, key: str, parts: Sequence[split.Part | None], values: Sequence[Any], wanted: Any
    ) -> str:
        """Return the lines of one field, or the header."""
        base, *sides = zip(parts, values, strict=True)
        from_theirs = wanted == values[2] and (wanted != values[1] or parts[1] == parts[0])
        (chosen, written), (other, else_written) = sides[::-1] if from_theirs else sides
        if chosen is None:
            if wanted == written or other is None:
                return ""
            chosen, written = other, else_written
        before, beside = base[0] or split.Part(), other or base[0] or split.Part()
        value = chosen.value
        if wanted == values[1] == values[2] and value == before.value:
            value = beside.value
        elif beside.value != before.value and value.count("#") < beside.value.count("#"):
            value, written = beside.value, else_written  # the side that commented on its items
        part = split.Part(
            _three(before.lead, chosen.lead, beside.lead),
            beside.prefix if chosen.prefix == before.prefix else chosen.prefix,
            value,
            _suffix(before.suffix, chosen.suffix, beside.suffix),
        )
        return part.lead + (
            part.lines if written == wanted else self._lines(key, part, written, wanted)
        )

    def _lines(self, key: str, part: split.Part, written: Any, wanted: Any) -> str:
        """Return the lines of a field with another value than is written there, by an edit."""
        header = f"[[{self.table.name}]]\n"
        before: dict[str, Any] = {key: written}
        after: dict[str, Any] = {key: wanted}
        blank = self.table.record()
        text = edit.change(
            header + part.lines, 0, blank._replace(**before), blank._replace(**after)
        )
        return text.removeprefix(header)

    def _marked(self, ours: str, theirs: str) -> str:
        """Return two versions of some lines between conflict markers, as git writes them."""
        line = scan.newline(ours or theirs)
        size = self.labels.size
        marks = [f"{'<' * size} {self.labels.ours}{line}", f"{'=' * size}{line}",
                 f"{'>' * size} {self.labels.theirs}{line}"]  # fmt: skip
        return _joined("", [marks[0], ours, marks[1], theirs, marks[2]], "")
