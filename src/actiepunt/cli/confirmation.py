"""The answer of a changing command: the changes, and how to undo them."""

from collections.abc import Iterable, Sequence

from actiepunt.cli.answer import Answer
from actiepunt.cli.fields import LISTS
from actiepunt.core import labels, message
from actiepunt.core.diff import Difference
from actiepunt.core.names import argument, joined
from actiepunt.core.when import Reader
from actiepunt.errors import Fault
from actiepunt.i18n import _, ngettext
from actiepunt.storage.transaction import Change
from actiepunt.views import changes


def changed(
    change: Change,
    reader: Reader | None = None,
    replaced: Iterable[str] = (),
    remarks: Iterable[str] = (),
    *,
    brief: bool = False,
    first: Iterable[str] = (),
) -> Answer:
    """Return the answer to a change, which may be empty.

    Args:
        change: The recorded change.
        reader: With it, a deadline that is a phrase or a meeting is shown with its day.
        replaced: The fields whose whole list was typed anew; the answer names the items that this
            removed, and the command that restores them.
        remarks: Lines to show after the changed fields.
        brief: Whether each new record has a single line, without its fields.
        first: Lines to show before the changed records.
    """
    if not (change.commit or change.differences or change.listed):
        return Answer(lines=[_("Nothing changed: the register says so already.")], stands=True)
    if change.listed:
        return Answer(lines=_listed_lines(change), faults=_without_files(change), stands=True)
    lines = [*first]
    if not change.differences:
        lines.append(_("Recorded: {files}").format(files=", ".join(change.files)))
    for difference in change.differences:
        lines.append(message.subject([difference], _, write=changes.full_day))
        if brief and difference.old is None:
            continue
        lines += [f"  {line}" for line in _told(change, difference, reader)]
        lines += filter(None, (_left_out(difference, field) for field in replaced))
    return told(change, [*lines, *remarks])


def told(change: Change, lines: Sequence[str]) -> Answer:
    """Return the answer to a change that is told in lines of its own."""
    return Answer(lines=[*lines, _undo_line(change)], faults=_without_files(change), stands=True)


def _undo_line(change: Change) -> str:
    """Return how to undo a change; of a dry run, that nothing was changed."""
    if not change.commit:
        return _("This was a dry run: nothing was changed.")
    return _("Undo: actiepunt undo {commit}").format(commit=change.commit)


def _without_files(change: Change) -> list[Fault]:
    return [fault._replace(file="") for fault in change.warnings]


def _listed_lines(change: Change) -> list[str]:
    """Return the lines about changed bodies and people; of the records only how many follow."""
    lines = [message.listed_subject(change.listed, _)]
    lines += [f"  {line}" for line in message.listed_lines(change.listed, _)]
    if change.differences:
        count = len(change.differences)
        text = ngettext(
            "{count} action or meeting has the new name",
            "{count} actions and meetings have the new name",
            count,
        )
        lines.append(f"  {text.format(count=count)}")
    return [*lines, _undo_line(change)]


def _left_out(difference: Difference, field: str) -> str:
    """Return a line with the names that a new list left out; empty where there are none."""
    before: tuple[str, ...] = getattr(difference.old, field, ())
    now: tuple[str, ...] = getattr(difference.new, field, ())
    removed = [name for name in before if name not in now]
    if not (removed and now):
        return ""
    option = f"--add-{LISTS[field].name}"
    return _("{field}: {names} left out. To keep them: {command}").format(
        field=labels.label(field, _),
        names=joined(removed),
        command=f"actiepunt edit {difference.record.name} {option} {argument(removed)}",
    )


def _told(change: Change, difference: Difference, reader: Reader | None) -> list[str]:
    """Return the lines of a difference; with a reader, a deadline has its day behind it."""
    if reader is None:
        return [line.text for line in changes.every(difference, changes.full_day)]
    return changes.understood(difference, change.register.meetings_by_id(), reader.today)
