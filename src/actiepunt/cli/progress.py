"""A progress line on a terminal for what takes long: a first read of the history, the network."""

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

PATIENCE = 1.0  # seconds before the line appears; it changes at most every tenth of that


def history(repository: "Repository") -> "list[Entry]":
    """Return the history, with a count of commits on a progress line.

    Raises:
        ActiepuntError: the clone is shallow, so its history is incomplete.
    """
    from actiepunt.history import cache

    with line() as tell:
        if tell is None:
            return cache.history(repository, None)
        shown = _("reading the history: {count} commits")
        return cache.history(repository, lambda count: tell(shown.format(count=count)))


@contextlib.contextmanager
def line() -> Iterator[Callable[[str], None] | None]:
    """Give a function that shows a text on the progress line, or None if stderr is no terminal."""
    if not streams.is_terminal(sys.stderr):
        yield None
        return
    started = shown_at = time.monotonic()
    shown = False

    def tell(text: str) -> None:
        nonlocal shown_at, shown
        now = time.monotonic()
        if now - started > PATIENCE and now - shown_at > PATIENCE / 10:
            shown_at, shown = now, True
            streams.tell(f"\r\x1b[K{visible(text)[:78]}")

    try:
        yield tell
    finally:
        if shown:
            streams.tell("\r\x1b[K")
