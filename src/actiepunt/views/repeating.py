"""What an answer tells about recurring actions: what follows, and what does not."""

from collections.abc import Iterable

from actiepunt.core import recurring
from actiepunt.core.model import Action
from actiepunt.core.recurring import Next
from actiepunt.i18n import _, ngettext
from actiepunt.storage.transaction import Change
from actiepunt.views.changes import full_day


def remarks(change: Change, followers: Iterable[Next]) -> list[str]:
    """Return lines about the recurring actions whose status a change set."""
    lines = [line for follower in followers for line in _of_next(follower)]
    for difference in change.differences:
        old, new = difference.old, difference.new
        if isinstance(old, Action) and isinstance(new, Action) and new.every:
            lines += _of_status(old, new, change)
    return lines


def _of_next(follower: Next) -> list[str]:
    number = follower.action.id
    if follower.is_there:
        text = _("After {number} comes {next}, which is there already.")
        return [text.format(number=follower.of, next=number)]
    lines = []
    if follower.without:
        text = _("{number} has a day: no meeting of {body} is planned around it.")
        lines.append(text.format(number=number, body=follower.without))
    if not follower.skipped:
        return lines
    text = ngettext(
        "{number} skips {count} deadline that has passed: {days}",
        "{number} skips {count} deadlines that have passed: {days}",
        len(follower.skipped),
    )
    days = dict.fromkeys(map(full_day, (follower.skipped[0], follower.skipped[-1])))
    passed = text.format(number=number, count=len(follower.skipped), days=" – ".join(days))
    return [*lines, passed]


def _of_status(old: Action, new: Action, change: Change) -> list[str]:
    if new.status == "cancelled" and old.status != "cancelled":
        return [_("{number} does not come back: that ends its repetition.").format(number=new.id)]
    follower = recurring.after(change.register, new)
    reopened = old.is_closed and not new.is_closed
    if not (reopened and follower) or follower.withdrawn or follower.is_closed:
        return []
    text = _("{next}, which follows {number}, stays. If it should go: {command}")
    command = f"actiepunt cancel {follower.id}"
    return [text.format(next=follower.id, number=new.id, command=command)]
