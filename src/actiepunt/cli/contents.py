"""The headings of minutes as a page of `harvest`: parts are left out or taken in as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import click

from actiepunt.cli import ask, keys
from actiepunt.cli.keys import Page
from actiepunt.documents import Document
from actiepunt.errors import UsageError
from actiepunt.harvest.outline import outline
from actiepunt.harvest.proposals import Proposal
from actiepunt.harvest.sitting import key_of
from actiepunt.i18n import N_, _
from actiepunt.text import shorten
from actiepunt.views.review import Part

KEYS: Mapping[str, str] = {"leave out": N_("[l]eave out, or take in"), "go on": N_("[g]o on")}
_DEEPEST = 2  # level of headings that are always shown


class Row(NamedTuple):
    """A heading with proposals below it: its text, its level, and the keys of the proposals."""

    text: str
    level: int
    proposals: frozenset[str]


def rows(document: Document, proposals: Sequence[Proposal]) -> list[Row]:
    """Return the headings of a document that have proposals below them."""
    found = []
    for part in outline(document, proposals):
        if part.total and (part.level <= _DEEPEST or part.own):
            below = [p for p in proposals if part.block <= p.sentence.block < part.end]
            number = part.number if not part.text.startswith(part.number) else ""
            text = " ".join(filter(None, [number, part.text])) or _("(above)")
            told = f"{text} ({part.total})"
            found.append(Row(told, min(part.level, _DEEPEST + 1), frozenset(map(key_of, below))))
    return found


def choose(title: str, found: Sequence[Row], left_out: Iterable[str]) -> frozenset[str]:
    """Show the headings until the person goes on; return the keys of what is left out.

    Raises:
        click.Abort: the person pressed Ctrl-C.
    """
    out = frozenset(left_out)
    told: list[str] = []
    words = {name: _(text) for name, text in KEYS.items()}
    while True:
        keys.clear(forget=True)
        if keys.read(Page(title, "", _parts(found, out), words, told)) == "go on":
            return out
        told = []
        try:
            before = out  # a part and the parts in it may be named together
            for row in _asked(found, before):
                out = out - row.proposals if row.proposals <= before else out | row.proposals
        except click.Abort:
            told = [_("Nothing was changed.")]


def _parts(found: Sequence[Row], out: frozenset[str]) -> list[Part]:
    parts = [Part(_("Parts with sentences that may be actions:"), is_strong=True), Part("")]
    for number, row in enumerate(found, 1):
        text = "  " * (row.level - 1) + row.text
        if row.proposals <= out:
            parts.append(Part(f"{text} – {_('left out')}", str(number), tone="told"))
        else:
            parts.append(Part(text, str(number)))
    return parts


def _asked(found: Sequence[Row], out: frozenset[str]) -> list[Row]:
    """Ask which parts to leave out, or to take in where they are left out.

    Raises:
        click.Abort: the person left the question.
    """
    keys.clear(forget=True)
    typed = ask.text(
        _("Leave out, or take in"),
        above=_above(found, out),
        hint=_("Numbers such as 3 or 5-8, with commas between · Esc: back, without a change"),
        check=lambda text: numbers(text, len(found)),
        erase=True,
        escape=True,
    )
    return [found[number - 1] for number in numbers(typed, len(found))]


def _above(found: Sequence[Row], out: frozenset[str]) -> list[str]:
    """Return the headings with their numbers; the highest alone where there is no room for all."""
    every = {part.label: part.text for part in _parts(found, out)[2:]}
    top = min(row.level for row in found)
    highest = {str(n): every[str(n)] for n, row in enumerate(found, 1) if row.level == top}
    return numbered(every) or numbered(highest)


def numbered(texts: Mapping[str, str]) -> list[str]:
    """Return the beginnings of texts by number, where the screen has room for them all."""
    columns, high = keys.size()
    if len(texts) > high - 5:
        return []
    room = max(columns - 5, 5)
    return [*(f"{number:>3} {shorten(text, room)}" for number, text in texts.items()), ""]


def numbers(typed: str, most: int) -> list[int]:
    """Return the numbers of a typed list with ranges, each once.

    Raises:
        UsageError: a part is no number, or not one of the list.
    """
    found: list[int] = []
    for part in typed.replace(" ", ",").split(","):
        first, _dash, last = part.partition("-")
        if not part:
            continue
        ends = [int(end) if end.isdecimal() else 0 for end in (first, last or first)]
        if not 0 < ends[0] <= ends[1] <= most:
            raise UsageError(
                _("“{text}” is not in the list").format(text=part),
                _("Give numbers from 1 to {count}.").format(count=most),
            )
        found += range(ends[0], ends[1] + 1)
    return list(dict.fromkeys(found))
