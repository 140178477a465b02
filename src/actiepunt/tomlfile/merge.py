"""Merge three texts of one data file by uid and field, and everything else byte for byte.

`core.merge` merges the records; this module builds the text for them from the texts of both sides.
Comments, order, spacing and quoting that at most one side changed stay as that side has them. Only
blocks that both sides changed are split into fields. The result is parsed again, and an error if it
does not hold the merged records.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from actiepunt.core import merge
from actiepunt.core.merge import Conflict, Decide, Elsewhere
from actiepunt.core.model import Record
from actiepunt.tomlfile import edit, read, scan, split


class Labels(NamedTuple):
    """The names beside conflict markers, and the length of the markers (git's default is 7)."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = 7


PLAIN = Labels()
NOWHERE = Elsewhere()


class Merged(NamedTuple):
    """A merged text, and the undecided conflicts, which it holds between markers."""

    text: str
    conflicts: list[Conflict]


class _Block(NamedTuple):
    """A merged block: its text, the same text without conflict markers, and its record.

    `record` is None where the text is that of one of the sides, byte for byte.
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
        base: The common ancestor; empty where there is none.
        ours: One side, whose order and layout are kept.
        theirs: The other side.
        table: The array of tables that the file holds.
        decide: Decides a conflict; without it, conflicts go between markers.
        labels: The names beside those markers.
        elsewhere: The uids that are published already, and the numbers that other files use.

    Raises:
        ActiepuntError: a text holds a fault, or the result would not hold the merged records. The
            caller then leaves the merge to git.
    """
    files = [split.file(text, table) for text in (base, ours, theirs)]
    merger = _Merger(table, decide, labels)
    blocks = merger.blocks(*files)
    head = _merge_layout(*(file.head for file in files))
    tail = _merge_layout(*(file.tail for file in files))
    added = files[2].pieces.keys() - files[1].pieces.keys() - files[0].pieces.keys()
    if added:
        records = _records(_join(head, [block.plain for block in blocks.values()], tail), table)
        mine = files[1].pieces.keys() - files[0].pieces.keys()
        renumbered = merge.renumbered(records, mine, added, elsewhere)
        blocks |= {
            r.uid: _rewrite(blocks[r.uid], r, renumbered[r.uid])
            for r in records
            if r.uid in renumbered
        }
    plain = _join(head, [block.plain for block in blocks.values()], tail)
    changed = [block for block in blocks.values() if block.record is not None]
    if read.uids(plain, table) != list(blocks) or any(
        read.block_records(block.plain) != (block.record,) for block in changed
    ):
        raise split.cannot_merge()
    if not merger.conflicts:
        return Merged(plain, [])
    return Merged(_join(head, [block.text for block in blocks.values()], tail), merger.conflicts)


def _records(text: str, table: read.Table) -> list[Record]:
    records, faults = read.records(text, "", table)
    if faults:
        raise split.cannot_merge()
    return list(records)


def _merge_layout(base: str, ours: str, theirs: str) -> str:
    """Return the comments or spacing of the side that changed them, or the lines of both sides."""
    if theirs in {base, ours}:
        return ours
    if ours == base:
        return theirs
    before, mine, other = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    removed = set(before) - set(other)
    kept = [line for line in mine if not line.strip() or line not in removed]
    known = {*before, *mine}
    new = [line for line in other if line.strip() and line not in known]
    return _join("", [*kept, *new], "")


def _join(head: str, parts: Sequence[str], tail: str) -> str:
    """Return the whole text; a part without a line ending gets one if another part follows."""
    line = scan.newline(head + "".join(parts))
    pieces: list[str] = []
    for part in (head, *parts, tail):
        if part:
            if pieces and not pieces[-1].endswith(("\n", "\ufeff")):
                pieces.append(line)
            pieces.append(part)
    return "".join(pieces)


def _suffix(base: str, ours: str, theirs: str) -> str:
    """Return the comment behind a value of the side that changed it, or of both sides."""
    if theirs in {base, ours} or not theirs.strip():
        return ours
    if ours == base or not ours.strip():
        return theirs
    return f"{ours.rstrip()} {theirs.lstrip()}"


def _merge_order(
    base: Collection[str], ours: Collection[str], theirs: Collection[str]
) -> list[str]:
    """Return the keys of either side in their merged order, also those that one side removed."""
    common = [key for key in base if key in ours and key in theirs]
    return merge.sequence(common, list(ours), list(theirs))


def _rewrite(block: _Block, old: Record, new: Record) -> _Block:
    """Return a block whose text is changed from the record `old` to `new` by the smallest edit."""
    text, plain = (edit.change(version, 0, old, new) for version in (block.text, block.plain))
    return _Block(text, plain, new)


class _Merger:
    """Merges blocks, and collects the undecided conflicts."""

    def __init__(self, table: read.Table, decide: Decide | None, labels: Labels) -> None:
        self.table = table
        self.decide = decide
        self.labels = labels
        self.conflicts: list[Conflict] = []

    def blocks(self, base: split.File, ours: split.File, theirs: split.File) -> dict[str, _Block]:
        """Return the merged blocks by uid, in the order of the merged file."""
        merged: dict[str, _Block] = {}
        # Both sides added blocks below the last comment: it is above our first addition already.
        footer = base.tail if base.tail.strip() and not ours.tail.strip() else ""
        for uid in _merge_order(base.pieces, ours.pieces, theirs.pieces):
            old, mine, other = (file.pieces.get(uid) for file in (base, ours, theirs))
            if footer and other and not (old or mine):
                other = other._replace(lead=other.lead.removeprefix(footer))
            block = self._block(old, mine, other)
            if block is not None:
                merged[uid] = block
        return merged

    def _block(
        self, base: split.Piece | None, ours: split.Piece | None, theirs: split.Piece | None
    ) -> _Block | None:
        """Return a merged block; None where it is removed."""
        if theirs in (base, ours) or ours == base:
            piece = theirs if ours == base else ours
            return piece and _Block(piece.text, piece.text)
        if ours is None or theirs is None:
            return self._removed(base, ours, theirs)
        return self._changed(base, ours, theirs)

    def _removed(
        self, base: split.Piece | None, ours: split.Piece | None, theirs: split.Piece | None
    ) -> _Block | None:
        """Merge a block that one side removed and the other changed; None where it is removed."""
        piece = ours or theirs
        assert piece is not None, "one side has it"  # noqa: S101 - by design
        record, before = piece.record, base and base.record
        if before == record:  # only its layout changed: remove it
            return None
        conflict = Conflict(before, record if ours else None, record if theirs else None)
        if self.decide:
            decided = self.decide(conflict)
            return decided and _rewrite(_Block(piece.text, piece.text), record, decided)
        if merge.same_but_number(before, record):
            return None
        self.conflicts.append(conflict)
        marked = self._marked(ours.body if ours else "", theirs.body if theirs else "")
        return _Block(piece.lead + marked, piece.text, record)

    def _changed(self, base: split.Piece | None, ours: split.Piece, theirs: split.Piece) -> _Block:
        """Merge a block that both sides changed."""
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
        lead = _merge_layout(base.lead if base else "", ours.lead, theirs.lead)
        sides = [piece and split.fields(piece) for piece in (base, ours, theirs)]
        plain, text = (
            lead + self._fields(sides, records, merged, names) for names in (set[str](), marked)
        )
        # Neither side has a line for `was`, the earlier number that a merge records: add that line.
        blank: dict[str, Any] = {
            name: default
            for name, default in self.table.record()._asdict().items()
            if not any(name in side for side in sides[1:] if side)
        }
        return _rewrite(_Block(text, plain, merged), merged._replace(**blank), merged)

    def _fields(
        self,
        sides: Sequence[dict[str, split.Part] | None],
        records: Sequence[Record | None],
        merged: Record,
        marked: set[str],
    ) -> str:
        """Return the lines of a block with the fields of `merged`; those in `marked` conflict."""
        base, ours, theirs = (side or {} for side in sides)
        lines: list[str] = []
        for key in _merge_order(base, ours, theirs):
            parts = [side.get(key) for side in (base, ours, theirs)]
            texts = [part.lines if part else "" for part in parts]
            if key in marked:
                lead = _merge_layout(*(part.lead if part else "" for part in parts))
                lines.append(lead + self._marked(*texts[1:]))
            elif key == split.REST:
                lines.append(_merge_layout(*texts))
            else:
                values = [getattr(record, key, None) for record in records]
                lines.append(self._field(key, parts, values, getattr(merged, key, None)))
        return _join("", lines, "")

    def _field(
        self, key: str, parts: Sequence[split.Part | None], values: Sequence[Any], wanted: Any
    ) -> str:
        """Return the merged lines of one field or of the header; empty where it is removed."""
        base, *sides = zip(parts, values, strict=True)
        from_theirs = wanted == values[2] and (wanted != values[1] or parts[1] == parts[0])
        (chosen, chosen_value), (other, other_value) = sides[::-1] if from_theirs else sides
        if chosen is None:
            if wanted == chosen_value or other is None:
                return ""
            chosen, chosen_value = other, other_value
        before, alternative = base[0] or split.Part(), other or base[0] or split.Part()
        value = chosen.value
        if wanted == values[1] == values[2] and value == before.value:
            value = alternative.value
        elif alternative.value != before.value and value.count("#") < alternative.value.count("#"):
            value, chosen_value = alternative.value, other_value  # keep the comments on list items
        part = split.Part(
            _merge_layout(before.lead, chosen.lead, alternative.lead),
            alternative.prefix if chosen.prefix == before.prefix else chosen.prefix,
            value,
            _suffix(before.suffix, chosen.suffix, alternative.suffix),
        )
        return part.lead + (
            part.lines if chosen_value == wanted else self._lines(key, part, chosen_value, wanted)
        )

    def _lines(self, key: str, part: split.Part, written: Any, wanted: Any) -> str:
        """Return the lines of a field, changed from the value `written` to `wanted` by an edit."""
        header = f"[[{self.table.name}]]\n"
        before: dict[str, Any] = {key: written}
        after: dict[str, Any] = {key: wanted}
        blank = self.table.record()
        text = edit.change(
            header + part.lines, 0, blank._replace(**before), blank._replace(**after)
        )
        return text.removeprefix(header)

    def _marked(self, ours: str, theirs: str) -> str:
        """Return two versions of the same lines between conflict markers, as git writes them."""
        line = scan.newline(ours or theirs)
        size = self.labels.size
        marks = [f"{'<' * size} {self.labels.ours}{line}", f"{'=' * size}{line}",
                 f"{'>' * size} {self.labels.theirs}{line}"]  # fmt: skip
        return _join("", [marks[0], ours, marks[1], theirs, marks[2]], "")
