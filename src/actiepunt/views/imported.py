"""What an import would do, or why it does not: the table of `--dry-run`, and lines for stderr."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from actiepunt.core.diff import Difference
from actiepunt.core.imported import Incoming
from actiepunt.core.model import Action, Meeting
from actiepunt.errors import ActiepuntError, Fault
from actiepunt.i18n import N_, _, ngettext
from actiepunt.importers.headings import Column as Heading
from actiepunt.output import Column, Entry, Line, Listing
from actiepunt.text import shorten
from actiepunt.views import changes

_MOST_FAULTS = 100


class Refusal(NamedTuple):
    """A cell that does not fit, or a row as a whole (without a column), and the error.

    `action` is the text of the action of the row, and `text` that of the cell.
    """

    row: int
    action: str
    column: Heading | None
    text: str
    error: ActiepuntError

    @property
    def place(self) -> str:
        """The row, and where there is one its cell with its heading."""
        place = _("row {row}").format(row=self.row)
        if self.column is None:
            return place
        return f"{place}, {self.column.name}{self.row} ({self.column.heading})"

    @property
    def told(self) -> str:
        """What is wrong, with the text of the cell where the message does not name it."""
        message, text = self.error.message, shorten(self.text, 40)
        return message if text in message else f"“{text}”: {message}"


class _Shown(NamedTuple):
    """A row of the table: of the file, what happens to it, and the lines that tell more."""

    row: int
    what: str
    number: str
    summary: str
    lines: Sequence[str]


WHAT: Mapping[str, str] = {
    "added": N_("added"),
    "changed": N_("changed"),
    "refused": N_("refused"),
}


def listing(
    rows: Sequence[Incoming],
    refusals: Sequence[Refusal],
    numbers: Mapping[str, Action],
    calendar: Mapping[str, Meeting],
    today: date,
) -> Listing:
    """Return the table of what an import would add, change and refuse, in the order of the rows.

    Args:
        rows: The rows that were read; those that the register says already are left out.
        refusals: The cells that do not fit.
        numbers: The actions as they become, by uid: with the numbers that they get.
        calendar: The meetings by id.
        today: The day on which it is seen.
    """
    shown = [
        _Shown(
            row.row,
            "changed" if row.old else "added",
            numbers.get(row.new.uid, row.new).id,
            row.new.summary,
            changes.understood(Difference(row.old, row.new), calendar, today),
        )
        for row in rows
        if row.old is None or row.is_change
    ]
    for refusal in refusals:
        told = [refusal.place, refusal.told, refusal.error.advice]
        lines = [line for line in told if line]
        shown.append(_Shown(refusal.row, "refused", "", refusal.action, lines))
    shown.sort(key=lambda one: one.row)
    columns = [
        Column(_("row"), lambda one: str(one.row)),
        Column(_("what"), lambda one: _(WHAT[one.what])),
        Column(_("number"), lambda one: one.number),
        Column(_("action"), lambda one: one.summary),
        Column(_("how"), lambda one: "; ".join(one.lines)),
    ]
    screen = Entry(
        [columns[0]._replace(right=True), columns[1]._replace(toned=True)],
        lambda one: [one.number],
        lambda one: one.summary,
        {"": shown},
        lambda one: [Line(line, indent=2) for line in one.lines],
    )
    return Listing(
        "rows", {"": shown}, columns, screen, _record,
        lambda one: "late" if one.what == "refused" else "",
        empty=_("The register has every row already."),
    )  # fmt: skip


def _record(one: _Shown) -> dict[str, Any]:
    return {**one._asdict(), "lines": [*one.lines]}


def fault_lines(refusals: Sequence[Refusal], file: str) -> list[Fault]:
    """Return a fault for each refused cell, of the first hundred, with its place in the file."""
    found = [
        Fault(one.told, file=f"{file}, {one.place}", advice=one.error.advice)
        for one in refusals[:_MOST_FAULTS]
    ]
    if len(refusals) > _MOST_FAULTS:
        more = _("and {count} more").format(count=len(refusals) - _MOST_FAULTS)
        found.append(Fault(more, file=file))
    return found


def counts(rows: Sequence[Incoming]) -> str:
    """Return how many rows are new, how many change an action, and how many change nothing."""
    added = sum(row.old is None for row in rows)
    changed = sum(row.is_change for row in rows)
    return tally(added, changed, len(rows) - added - changed)


def tally(added: int, changed: int, same: int) -> str:
    """Return how many records an import added, changed, and found as they were."""
    parts = []
    if added:
        parts.append(_("{count} added").format(count=added))
    if changed:
        parts.append(_("{count} changed").format(count=changed))
    if same:
        text = ngettext("{count} as it was", "{count} as they were", same)
        parts.append(text.format(count=same))
    return ", ".join(parts)
