"""What a shell completes with the words of `candidates`, each with its note as the description."""

from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem

from actiepunt.cli import candidates
from actiepunt.cli.candidates import Place
from actiepunt.cli.prompt import Word
from actiepunt.cli.session import Session
from actiepunt.errors import ActiepuntError
from actiepunt.text import fold, visible


def items(
    parameter: click.Parameter, context: click.Context, typed: str
) -> list[CompletionItem[str]] | None:
    """Return what completes a parameter, or None where its type knows.

    A register that cannot be read completes nothing.
    """
    if parameter.name not in candidates.CANDIDATES:
        return None
    session = context.find_object(Session) or Session()
    name = context.info_name or ""
    try:
        register = session.load(archive=name not in candidates.OPEN).register
        place = Place(register, session.reader(register), name, session.root)
        found = _matching(candidates.of(parameter.name, place), typed)
    except ActiepuntError:
        return []
    return [CompletionItem(visible(each.text), help=visible(each.note)) for each in found]


def _matching(words: Iterable[Word], typed: str) -> list[Word]:
    """Return those that begin with a text; where none does, those with a word that does.

    After a comma, names are completed anew.
    """
    before, comma, last = typed.rpartition(",")
    wanted = fold(last)
    known = [each for each in words if fold(each.text) not in map(fold, before.split(","))]
    found = [
        each
        for each in known
        if any(fold(text).startswith(wanted) for text in (each.text, *each.short))
    ]
    if not found:
        found = [
            each
            for each in known
            if any(word.startswith(wanted) for word in fold(f"{each.text} {each.note}").split())
        ]
    prefix = f"{before}, " if comma else ""
    return [each._replace(text=f"{prefix}{each.text}") for each in found]
