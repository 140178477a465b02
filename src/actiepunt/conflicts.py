"""What people see of a conflict: which field of what, and what each side says."""

from collections.abc import Sequence

from actiepunt import words
from actiepunt.history import Commit
from actiepunt.i18n import _
from actiepunt.merge import Conflict
from actiepunt.model import Action, Record


def line(conflict: Conflict, published: Commit | None) -> str:
    """Return a conflict in one line: what it is about, and what each side says."""
    return _("{name} {title}, {field}: theirs {theirs}{by}, mine {mine}").format(
        name=conflict.record.name,
        title=title(conflict.record),
        field=about(conflict),
        theirs=side(conflict.ours, conflict.fields),
        by=f" ({by(published)})" if published else "",
        mine=side(conflict.theirs, conflict.fields),
    )


def about(conflict: Conflict) -> str:
    """Return the fields in question."""
    named = ", ".join(words.label(field, _) for field in conflict.fields)
    return named or _("removed or changed")


def side(record: Record | None, fields: Sequence[str]) -> str:
    """Return what one side of a conflict says."""
    if record is None:
        return _("(removed)")
    if not fields:
        return _("(changed)")
    return "; ".join(words.value(getattr(record, field), _, field) for field in fields)


def by(commit: Commit) -> str:
    """Return who made a commit, and on which day."""
    return f"{commit.who}, {commit.when:%Y-%m-%d}"


def title(record: Record) -> str:
    """Return what a record is about."""
    return record.summary if isinstance(record, Action) else record.what
