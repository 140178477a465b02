"""The text of minutes as a page of `harvest`: proposals stand out, and the rest can be taken."""

from collections.abc import Callable, Mapping, Sequence

import click

from actiepunt.cli import ask, contents, keys
from actiepunt.cli.keys import Page
from actiepunt.errors import ActiepuntError
from actiepunt.harvest.passages import Passage
from actiepunt.harvest.sentences import Sentence
from actiepunt.i18n import N_, _
from actiepunt.views.review import Part

KEYS: Mapping[str, str] = {
    "add": N_("[a]dd an action"),
    "next": N_("[n]ext part"),
    "previous": N_("[p]revious part"),
    "back": N_("[b]ack"),
}


class Overlooked:
    """Shows one passage after another.

    Args:
        title: What is read, for people.
        passages: The passages; there is at least one.
        at: The index of the first to show.
        fates: Returns what became of each sentence, by fingerprint, in words for people.
        take: Asks for an action of a sentence and takes it; returns lines that tell so.
    """

    def __init__(
        self,
        title: str,
        passages: Sequence[Passage],
        at: int,
        fates: Callable[[], Mapping[str, str]],
        take: Callable[[Passage, Sentence], list[str]],
    ) -> None:
        self._title, self._passages, self._at = title, passages, at
        self._fates, self._take = fates, take

    def run(self) -> None:
        """Show passages until the person goes back.

        Raises:
            click.Abort: the person pressed Ctrl-C.
        """
        told: list[str] = []
        while True:
            keys.clear(forget=True)
            page = self._page()
            key = keys.read(page._replace(told=told))
            told = []
            if key == "back":
                return
            if key == "add":
                told = self._added()
            else:
                step = 1 if key == "next" else -1
                self._at = max(0, min(self._at + step, len(self._passages) - 1))

    def _page(self) -> Page:
        passage, fates = self._passages[self._at], self._fates()
        parts = []
        number = 0
        for sentence in passage.sentences:
            fate = fates.get(sentence.fingerprint, "")
            if sentence.kind == "heading" and not fate:
                parts.append(Part(sentence.text, tone="told"))
            elif fate:
                parts.append(Part(sentence.text, fate, marks=[(0, len(sentence.text))]))
            else:
                number += 1
                parts.append(Part(sentence.text, str(number)))
        place = _("{place} of {count}").format(place=self._at + 1, count=len(self._passages))
        words = {name: _(text) for name, text in KEYS.items()}
        return Page(self._title, f"{_('part')} {place}", parts, words)

    def _added(self) -> list[str]:
        """Ask from which sentence, and take an action from it; return lines that tell so."""
        passage = self._passages[self._at]
        left = passage.left(self._fates())
        if not left:
            return [_("Every sentence here is proposed, or was before.")]

        def demand(typed: str) -> Sentence:
            ask.filled_in(typed)
            return left[contents.numbers(typed, len(left))[0] - 1]

        try:
            if len(left) == 1:
                return self._take(passage, left[0])
            keys.clear(forget=True)
            typed = ask.text(
                _("From the sentence"),
                check=demand,
                hint=_("The number before it · Esc: back, without a change"),
                above=contents.numbered({str(n): one.text for n, one in enumerate(left, 1)}),
                erase=True,
                escape=True,
            )
            return self._take(passage, demand(typed))
        except click.Abort:
            return [_("Nothing was changed.")]
        except ActiepuntError as error:
            return [str(error), *filter(None, [error.advice])]
