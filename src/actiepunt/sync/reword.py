"""New messages for rebased commits, which may change something else than they did before.

A number that moved, a list that both sides changed or a value that a person decided makes the old
message untrue; the reason that a person wrote stays.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from actiepunt.core import message
from actiepunt.history import Entry
from actiepunt.i18n import Translate
from actiepunt.views import log

Told = Mapping[str, str]
"""The message of each commit by its hash."""


def new_messages(
    before: Iterable[Entry],
    after: Iterable[Entry],
    texts: Told,
    moved: Mapping[str, tuple[str, str]],
    made_of: Mapping[str, str],
    say: Translate,
) -> dict[str, str]:
    """Return the new messages of the commits that need one, by hash.

    Args:
        before: What the commits changed where they were made.
        after: What they change where they are now.
        texts: Their messages, which are still those from before.
        moved: By uid the earlier number and the one in its place.
        made_of: The commits where they were made by what they are now.
        say: Speaks the register's language.
    """
    earlier = {entry.commit.hash: entry for entry in before}
    found: dict[str, str] = {}
    for entry in after:
        text = texts.get(entry.commit.hash, "")
        old = earlier.get(made_of.get(entry.commit.hash, ""))
        names = [moved[d.record.uid] for d in entry.differences if d.record.uid in moved]
        new = _new_message(text, old, entry, names, say)
        if new.strip() != text.strip():
            found[entry.commit.hash] = new
    return found


def _new_message(
    text: str, old: Entry | None, now: Entry, names: Iterable[tuple[str, str]], say: Translate
) -> str:
    if old is not None and text.strip() in _ours(old, text, say):
        reason = _renamed(log.reason(old, text), names)
        return message.compose(now.differences, say, reason)
    return _renamed(text, names)


def _ours(entry: Entry, text: str, say: Translate) -> Iterator[str]:
    """Yield the messages that we would have written of a commit, for the reason it gives.

    The second is that of versions before the `Reason` trailer, with the reason below the subject.
    """
    reason = log.reason(entry, text)
    yield message.compose(entry.differences, say, reason).strip()
    subject, _gap, rest = message.compose(entry.differences, say).strip().partition("\n\n")
    yield f"{subject}\n\n{reason}\n\n{rest}"


def _renamed(text: str, names: Iterable[tuple[str, str]]) -> str:
    """Return a text with the numbers that records have now."""
    found = dict(names)
    if not found:
        return text
    earlier = "|".join(re.escape(old) for old in found)
    return re.sub(rf"(?<![\w-])({earlier})(?![\w-])", lambda match: found[match[1]], text)
