"""What people see of a conflict: which field of what, and what each side says."""

from collections.abc import Sequence
from typing import Any

from actiepunt.core import labels
from actiepunt.core.merge import Conflict
from actiepunt.core.model import Action, Record
from actiepunt.history import Commit
from actiepunt.i18n import _


def line(conflict: Conflict, published: Commit | None) -> str:
    """Return a conflict in one line: what it is about, and what each side says."""
    return _("{name} {title}, {field}: theirs {theirs}{by}, mine {mine}").format(
        name=conflict.record.name,
        title=title(conflict.record),
        field=about(conflict),
        theirs=theirs(conflict),
        by=f" ({by(published)})" if published else "",
        mine=mine(conflict),
    )


def about(conflict: Conflict) -> str:
    """Return the fields in question."""
    named = ", ".join(labels.label(field, _) for field in conflict.fields)
    return named or _("removed or changed")


def theirs(conflict: Conflict) -> str:
    """Return what was published."""
    return _side(conflict.ours, conflict.theirs, conflict.fields)


def mine(conflict: Conflict) -> str:
    """Return what is to be published."""
    return _side(conflict.theirs, conflict.ours, conflict.fields)


def _side(record: Record | None, other: Record | None, fields: Sequence[str]) -> str:
    if record is None:
        return _("(removed)")
    if not fields:
        return _("(changed)")
    return "; ".join(
        _value(getattr(record, field), getattr(other, field, ""), field) for field in fields
    )


def _value(value: Any, other: Any, field: str) -> str:
    """Return one value; of a text of several lines those that the other side lacks, or all."""
    if not (isinstance(value, str) and "\n" in f"{value}{other}"):
        return labels.value(value, _, field)
    lines = [line.strip() for line in value.splitlines() if line.strip()]
    apart = [line for line in lines if line not in {one.strip() for one in other.splitlines()}]
    return " / ".join(apart or lines) or labels.value("", _, field)


def by(commit: Commit) -> str:
    """Return who made a commit, and on which day."""
    return f"{commit.who}, {commit.when:%Y-%m-%d}"


def title(record: Record) -> str:
    """Return what a record is about."""
    return record.summary if isinstance(record, Action) else record.what
