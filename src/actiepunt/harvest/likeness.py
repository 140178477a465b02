"""Actions of the register that a proposal resembles, by the words that they share."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from actiepunt.core.model import Action
from actiepunt.harvest.sentences import words
from actiepunt.text import fold

ENOUGH = 0.5
"""The least share of common words."""
MOST = 3
"""As many are told of, the most alike first."""

_EMPTY = words(
    """
    voor door naar over deze dit die dat van met een het aan als ook nog niet wordt worden zijn heeft
    zal zullen moet moeten uiterlijk komt gaat haar hun hem zich tijdens tussen onder bij uit the and
    for with that this will from been have has their they about into before after next meeting
    volgende vergadering maken stellen nemen geven doen
    """
)


class Alike(NamedTuple):
    """An action, and the share of words that it has in common with a proposal, up to 1."""

    action: Action
    share: float


class Index:
    """The words of the actions of a register."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self._known = [(action, stems(action.summary)) for action in actions]

    def alike(self, summary: str) -> tuple[Alike, ...]:
        """Return the actions, open and closed, that a summary resembles."""
        wanted = stems(summary)
        found = []
        for action, known in self._known:
            common = len(wanted & known)
            share = 2 * common / (len(wanted) + len(known)) if common > 1 else 0
            within = common / min(len(wanted), len(known)) if common > 2 else 0
            if max(share, within * 0.8) >= ENOUGH:
                found.append(Alike(action, round(max(share, within * 0.8), 2)))
        found.sort(key=lambda one: (-one.share, one.action.is_closed, one.action.id))
        return tuple(found[:MOST])


def stems(text: str) -> frozenset[str]:
    """Return the first six letters of each word of a text that says something."""
    found = re.findall(r"[a-z0-9]{3,}", fold(text))
    return frozenset(word[:6] for word in found if word not in _EMPTY)
