"""Proposals as blocks of the data files, each below its sentence, to copy what one wants of it."""

from actiepunt.core.model import Action
from actiepunt.output import Listing, Page, View
from actiepunt.text import visible
from actiepunt.tomlfile import edit


def render(view: View, page: Page) -> str:
    """Return a block for each proposal; `actiepunt check --fix` gives those in use a number."""
    del page
    assert isinstance(view, Listing), "proposals are a listing"  # noqa: S101 - by design
    parts = []
    for row in view.items:
        where = " ".join(filter(None, [row.sentence.place, visible(row.sentence.text)]))
        table = "actions" if isinstance(row.record, Action) else "calendar"
        parts.append(f"# data/{table}.toml: {where}\n{edit.append('', row.record)}")
    return "\n".join(parts)
