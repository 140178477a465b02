"""What a person typed for a field: cleaned, or refused."""

from collections.abc import Sequence

from actiepunt.core import labels
from actiepunt.core.names import split
from actiepunt.errors import UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, unsafe


def line(text: str, field: str) -> str:
    """Return what a person typed for a field of one line, without spaces around it.

    Raises:
        UsageError: it holds a line break or a control character.
    """
    text = text.strip()
    _refuse_unsafe(text, field, long=False)
    return text


def prose(text: str, field: str) -> str:
    """Return what a person typed for a field of several lines.

    Raises:
        UsageError: it holds a control character.
    """
    text = text.replace("\r\n", "\n").strip()
    _refuse_unsafe(text, field, long=True)
    return text


def _refuse_unsafe(text: str, field: str, *, long: bool) -> None:
    found = unsafe(text, long=long)
    if found:
        raise UsageError(
            _("{field} holds the control character U+{code}").format(
                field=labels.label(field, _), code=f"{ord(found):04X}"
            ),
            _("Leave it out; nothing was changed."),
        )


def demand(text: str, field: str) -> str:
    """Return a line that may not be empty.

    Raises:
        UsageError: it is.
    """
    text = line(text, field)
    if not fold(text):
        raise UsageError(
            _("{field} is empty").format(field=labels.label(field, _)), _("Say it in a few words.")
        )
    return text


def lines(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Return a list as typed, without doubles; one empty text empties it."""
    return tuple(dict.fromkeys(one for text in texts if (one := line(text, field))))


# How one name is added to a list or taken out of it; of the other lists the whole is typed anew.
_ONE_MORE_OR_LESS = {
    "owners": "actiepunt edit ID --add-owner NAME, --remove-owner NAME",
    "tags": "actiepunt edit ID --add-tag TAG, --remove-tag TAG",
}


def names(texts: Sequence[str], field: str) -> tuple[str, ...]:
    """Return names as typed, several to a text with commas between; one empty text empties it.

    Raises:
        UsageError: a name is not whole, or begins with a sign as if it were added or removed.
    """
    command = _ONE_MORE_OR_LESS.get(field)
    advice = _("One more or one less: {command}").format(command=command) if command else ""
    return tuple(dict.fromkeys(one for text in lines(texts, field) for one in split(text, advice)))
