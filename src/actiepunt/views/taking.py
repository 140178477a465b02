"""The presentation of the actions of a meeting while they are taken down: a numbered list."""

from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.core.model import Action
from actiepunt.core.names import joined
from actiepunt.core.when import Reader
from actiepunt.i18n import _
from actiepunt.output import Column, Entry, Listing
from actiepunt.views import meanings
from actiepunt.views.records import record


class Numbered(NamedTuple):
    """An action, and its number in the list."""

    number: int
    action: Action


def listing(rows: Sequence[Numbered], reader: Reader) -> Listing:
    """Return the list of actions that have no number of the register yet."""
    columns = [
        Column("", lambda row: f"{row.number:>2}", toned=True),
        Column(_("due"), lambda row: when(row.action, reader), toned=True),
    ]
    screen = Entry(
        columns,
        lambda row: [joined(row.action.owners), item(row.action.item)],
        lambda row: row.action.summary,
        {"": rows},
        more=lambda _row: [],
    )
    return Listing(
        "taking", {"": rows}, columns, screen, lambda row: record(row.action), lambda _row: ""
    )


def when(action: Action, reader: Reader) -> str:
    """Return the last day of a deadline, the phrase of one without a day, or a dash."""
    return meanings.deadline(reader, action.due, str(action.due)) if action.due else "–"


def item(name: str) -> str:
    """Return an agenda item with its label, or nothing."""
    return _("item {item}").format(item=name) if name else ""
