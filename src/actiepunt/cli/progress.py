"""What a person sees while something takes long: the first reading of the history, the network."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from actiepunt.cli import streams
from actiepunt.i18n import _
from actiepunt.text import visible

if TYPE_CHECKING:
    from actiepunt.git.repository import Repository
    from actiepunt.history import Entry

PATIENCE = 1.0  # seconds before anything is shown, and a tenth of it between two counts


def history(repository: "Repository") -> "list[Entry]":
    """Return the history; on a terminal say how far it is when it takes longer than a second.

    Raises:
        ActiepuntError: the clone is shallow, so that its history is not whole.
    """
    from actiepunt.history import cache

    with line() as tell:
        if tell is None:
            return cache.history(repository, None)
        shown = _("reading the history: {count} commits")
        return cache.history(repository, lambda count: tell(shown.format(count=count)))


@contextlib.contextmanager
def line() -> Iterator[Callable[[str], None] | None]:
    """Give what shows one line that changes, after a second of patience; None off a terminal."""
    if not streams.is_terminal(sys.stderr):
        yield None
        return
    begun = told = time.monotonic()
    shown = False

    def tell(text: str) -> None:
        nonlocal told, shown
        now = time.monotonic()
        if now - begun > PATIENCE and now - told > PATIENCE / 10:
            told, shown = now, True
            streams.tell(f"\r\x1b[K{visible(text)[:78]}")

    try:
        yield tell
    finally:
        if shown:
            streams.tell("\r\x1b[K")
