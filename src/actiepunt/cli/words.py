"""The words for values with a fixed choice: those of the files, and what people call them.

Each word is read in English and in Dutch whatever the language of the screen; help texts show those
of the screen. What the files and the formats for programs get is always the English value.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from actiepunt.core import check
from actiepunt.errors import UsageError
from actiepunt.i18n import _, translator
from actiepunt.text import fold, nearest

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ALSO: Mapping[str, str] = {
    "openstaand": "open",
    "nieuw": "open",
    "new": "open",
    "to do": "open",
    "nog te doen": "open",
    "bezig": "in-progress",
    "loopt": "in-progress",
    "lopend": "in-progress",
    "onderhanden": "in-progress",
    "in uitvoering": "in-progress",
    "started": "in-progress",
    "ongoing": "in-progress",
    "gereed": "done",
    "klaar": "done",
    "gedaan": "done",
    "afgehandeld": "done",
    "afgedaan": "done",
    "voltooid": "done",
    "uitgevoerd": "done",
    "completed": "done",
    "finished": "done",
    "closed": "done",
    "geannuleerd": "cancelled",
    "ingetrokken": "cancelled",
    "afgevoerd": "cancelled",
    "canceled": "cancelled",
    "trefwoord": "tag",
    "tags": "tag",
    "houder": "owner",
    "trekker": "owner",
    "deadline": "due",
}
"""Words beside the labels, each with the value that it means where that is a choice."""


def shown(value: str, label: str) -> str:
    """Return the word for a value in the language of the screen, as one word."""
    said = _(label)
    return value if said == label else said.replace(" ", "-")


def meant(text: str, choices: Mapping[str, str]) -> str | None:
    """Return the value that a word means, or None.

    Args:
        text: The word as typed; capitals, accents and hyphens do not matter.
        choices: The values, each with its label in English.
    """
    word = _plain(text)
    return next((value for known, value in _every(choices) if _plain(known) == word), None)


def likely(text: str, choices: Mapping[str, str]) -> list[str]:
    """Return the words to advise for a wrong one: the one it nearly is, or those of the screen."""
    close = nearest(text, [word for word, _value in _every(choices)])
    return [close] if close else [shown(*pair) for pair in choices.items()]


def _every(choices: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each word for a value, with it; the Dutch words are loaded where no other fits."""
    yield from ((value, value) for value in choices)
    yield from ((label, value) for value, label in choices.items())
    yield from ((word, value) for word, value in ALSO.items() if value in choices)
    say = _dutch()
    yield from ((say(label), value) for value, label in choices.items())


@cache
def _dutch() -> Any:
    return translator("nl")


def _plain(text: str) -> str:
    return fold(text.replace("-", " "))


class Word(click.ParamType):  # type: ignore[type-arg] # not generic in every click
    """The value of an option that is one of a few, by any of its words."""

    name = "word"

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.choices = choices

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        """Return the words of the screen, between bars."""
        return f"[{'|'.join(shown(*pair) for pair in self.choices.items())}]"

    def convert(
        self,
        value: str,
        param: click.Parameter | None,
        ctx: click.Context | None,  # noqa: ARG002
    ) -> str:
        """Return the value that a word means.

        Raises:
            UsageError: it means none.
        """
        found = meant(value, self.choices)
        if found is None:
            option = param.opts[0] if param else ""
            raise UsageError(
                _("{option} has no “{value}”").format(option=option, value=value),
                check.suggestion(value, likely(value, self.choices)),
            )
        return found

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> "list[CompletionItem]":
        """Return the words of the screen that begin with what was typed."""
        from click.shell_completion import CompletionItem

        words = (shown(*pair) for pair in self.choices.items())
        return [CompletionItem(word) for word in words if word.startswith(fold(incomplete))]
