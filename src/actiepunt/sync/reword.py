"""New messages for rebased commits whose changes are not the same as before the rebase.

A new number, a list that both sides changed or a value that a person decided makes the old message
untrue. The reason that a person wrote stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from actiepunt.core import message
from actiepunt.history import Entry
from actiepunt.i18n import Translate
from actiepunt.views import log


def new_messages(
    before: Iterable[Entry],
    after: Iterable[Entry],
    messages: Mapping[str, str],
    moved: Mapping[str, tuple[str, str]],
    made_of: Mapping[str, str],
    say: Translate,
) -> dict[str, str]:
    """Return the new messages of the commits that need a new message, by hash.

    Args:
        before: The changes of the commits before the rebase.
        after: The changes of the rebased commits.
        messages: The present messages of the rebased commits, by hash.
        moved: The old and the new number of each renumbered record, by uid.
        made_of: The hash before the rebase, by the hash after it.
        say: Translates into the register's language.
    """
    earlier = {entry.commit.hash: entry for entry in before}
    new_by_hash: dict[str, str] = {}
    for entry in after:
        text = messages.get(entry.commit.hash, "")
        old = earlier.get(made_of.get(entry.commit.hash, ""))
        names = [moved[d.record.uid] for d in entry.differences if d.record.uid in moved]
        new = _new_message(text, old, entry, names, say)
        if new.strip() != text.strip():
            new_by_hash[entry.commit.hash] = new
    return new_by_hash


def _new_message(
    text: str, old: Entry | None, now: Entry, names: Iterable[tuple[str, str]], say: Translate
) -> str:
    if old is not None and text.strip() in _ours(old, text, say):
        reason = _renamed(log.reason(old, text), names)
        return message.compose(now.differences, say, reason)
    return _renamed(text, names)


def _ours(entry: Entry, text: str, say: Translate) -> Iterator[str]:
    """Yield the messages that actiepunt itself writes for a commit with this reason.

    The second is of versions before the `Reason` trailer, which put the reason below the subject.
    """
    reason = log.reason(entry, text)
    yield message.compose(entry.differences, say, reason).strip()
    subject, _gap, rest = message.compose(entry.differences, say).strip().partition("\n\n")
    yield f"{subject}\n\n{reason}\n\n{rest}"


def _renamed(text: str, names: Iterable[tuple[str, str]]) -> str:
    """Return a text with each old number replaced by the new number."""
    new_by_old = dict(names)
    if not new_by_old:
        return text
    pattern = "|".join(map(re.escape, new_by_old))
    return re.sub(rf"(?<![\w-])({pattern})(?![\w-])", lambda match: new_by_old[match[1]], text)
