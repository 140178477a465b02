"""The presentation of a conflict: its record, its fields and the values of both sides.

To the person who syncs, the published side is "theirs", which git and `core.merge` call `ours`.
"""

from collections.abc import Sequence

from actiepunt.core import labels
from actiepunt.core.merge import Conflict
from actiepunt.core.model import Action, Record
from actiepunt.history import Commit
from actiepunt.i18n import _
from actiepunt.views import changes


def line(conflict: Conflict, published: Commit | None) -> str:
    """Return a conflict in one line; `published` is the commit of the published side."""
    return _("{name} {title}, {field}: theirs {theirs}{by}, mine {mine}").format(
        name=conflict.record.name,
        title=title(conflict.record),
        field=about(conflict),
        theirs=theirs(conflict),
        by=f" ({by(published)})" if published else "",
        mine=mine(conflict),
    )


def about(conflict: Conflict) -> str:
    """Return the labels of the fields in conflict, or how the whole record is."""
    names = ", ".join(labels.label(field, _) for field in conflict.fields)
    return names or _("removed or changed")


def theirs(conflict: Conflict) -> str:
    """Return the published values."""
    return _side(conflict.ours, conflict.theirs, conflict.fields)


def mine(conflict: Conflict) -> str:
    """Return the values of the person who syncs."""
    return _side(conflict.theirs, conflict.ours, conflict.fields)


def _side(record: Record | None, other: Record | None, fields: Sequence[str]) -> str:
    if record is None:
        return _("(removed)")
    if not fields:
        return _("(changed)")
    return "; ".join(
        changes.value(getattr(record, field), getattr(other, field, ""), field, changes.full_day)
        for field in fields
    )


def by(commit: Commit) -> str:
    """Return the author and day of a commit, such as `Anna, Wed 5 March 2025`."""
    return f"{commit.who}, {changes.full_day(commit.when.date())}"


def title(record: Record) -> str:
    """Return the summary of an action, or the heading of a meeting."""
    return record.summary if isinstance(record, Action) else record.what
