"""What a person sees while a long history is read for the first time."""

import sys
import time
from typing import TYPE_CHECKING

import click

from actiepunt.i18n import _

if TYPE_CHECKING:
    from actiepunt.history import Entry
    from actiepunt.repository import Repository

PATIENCE = 1.0  # seconds before anything is shown, and a tenth of it between two counts


def history(repository: "Repository") -> "list[Entry]":
    """Return the history; on a terminal say how far it is when it takes longer than a second.

    Raises:
        ActiepuntError: the clone is shallow, so that its history is not whole.
    """
    from actiepunt import index

    begun = told = time.monotonic()
    shown = False

    def tell(count: int) -> None:
        nonlocal told, shown
        now = time.monotonic()
        if now - begun > PATIENCE and now - told > PATIENCE / 10:
            told, shown = now, True
            text = _("reading the history: {count} commits").format(count=count)
            click.echo(f"\r{text}", err=True, nl=False)

    found = index.history(repository, tell if sys.stderr.isatty() else None)
    if shown:
        click.echo("\r\x1b[K", err=True, nl=False)
    return found
