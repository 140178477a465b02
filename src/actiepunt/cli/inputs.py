"""Values that a person typed for a field: cleaned, or refused.

A field is named as in the model; a text for no field by its option, such as "--reason".
"""

from collections.abc import Sequence

from actiepunt.cli import placeholders, words
from actiepunt.core import check, labels
from actiepunt.core.fields import NAMES, Definition
from actiepunt.core.names import split
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, unsafe


def line(text: str, field: str) -> str:
    """Return the value of a field of one line, without spaces around it.

    Raises:
        UsageError: it holds a line break or a control character.
    """
    text = text.strip()
    _refuse_unsafe(text, field, long=False)
    return text


def prose(text: str, field: str) -> str:
    """Return the value of a field of several lines, with line feeds only.

    Raises:
        UsageError: it holds a control character.
    """
    text = text.replace("\r\n", "\n").strip()
    _refuse_unsafe(text, field, long=True)
    return text


def _refuse_unsafe(text: str, field: str, *, long: bool) -> None:
    character = unsafe(text, long=long)
    if character:
        name = field if field.startswith("-") else labels.label(field, _)
        raise UsageError(
            _("{field} holds the control character U+{code}").format(
                field=name, code=f"{ord(character):04X}"
            ),
            _("Leave it out; nothing was changed."),
        )


def demand(text: str, field: str) -> str:
    """Return the value of a field of one line that may not be empty.

    Raises:
        UsageError: it is empty, or holds a line break or a control character.
    """
    text = line(text, field)
    if not fold(text):
        raise UsageError(
            _("{field} is empty").format(field=labels.label(field, _)), _("Say it in a few words.")
        )
    return text


def lines(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Return the items of a list field without duplicates; empty texts are no items."""
    return tuple(dict.fromkeys(filter(None, (line(text, field) for text in texts))))


def names(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Return the names in comma-separated texts without duplicates; empty texts hold no name.

    Raises:
        UsageError: see `core.names.split`.
    """
    command = _add_and_remove(field)
    advice = _("To add or remove one: {command}").format(command=command) if command else ""
    return tuple(
        dict.fromkeys(name for text in lines(texts, field) for name in split(text, advice))
    )


def _add_and_remove(field: str) -> str:
    """Return the command that adds an item to a list or removes it; empty where there is none."""
    rows = (row.option for row in NAMES.get(field, ()))
    option = next((option for option in rows if option and option.add), None)
    if option is None:
        return ""
    add, remove = (f"--{sign}-{option.name} {option.metavar}" for sign in ("add", "remove"))
    return placeholders.translated(f"actiepunt edit ID {add}, {remove}")


def choice(text: str, field: Definition) -> str:
    """Return the value meant by a word for a choice of the field; see `words`.

    An empty text empties the field.

    Raises:
        UsageError: the field does not have such a choice.
    """
    text = line(text, field.name)
    value = words.meant(text, field.choices) if text else ""
    if value is None:
        raise UsageError(
            _("unknown {field} “{value}”").format(field=labels.label(field.name, _), value=text),
            check.suggestion(text, words.likely(text, field.choices)),
        )
    return value
