"""Words to search for that may belong to the value of the option before them.

Of `list --owner E. Ruesen` the owner is `E.`; whether `Ruesen` is to be searched for is not known.
"""

from collections.abc import Callable, Mapping

from actiepunt.cli.arguments import Given
from actiepunt.core import query
from actiepunt.core.model import Register
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.text import fold, slug


def demand(typed: list[Given], register: Register, reader: Reader) -> None:
    """Check that no word belongs to the value of the option before it, as in `--owner E. Ruesen`.

    Raises:
        UsageError: the value and the words behind it together name something too.
    """
    for one in typed:
        names = _NAMES.get(one.option.name or "") if one.option else None
        for count in range(len(one.words), 0, -1):
            whole = " ".join([one.value, *one.words[:count]])
            if names and names(register, reader, whole):
                raise UsageError(
                    _("is “{words}” part of the value of {option}, or to be searched for?").format(
                        words=" ".join(one.words[:count]), option=one.typed
                    ),
                    _('Write {option} "{value}", or put what you search for before the options.')
                    .format(option=one.typed, value=whole),
                )  # fmt: skip


def _is_period(_register: Register, reader: Reader, text: str) -> bool:
    try:
        reader.period(text)
    except ActiepuntError:
        return False
    return True


def _has_body(register: Register, _reader: Reader, text: str) -> bool:
    return any(slug(text) == slug(body) for body in query.known_bodies(register))


def _has_owner(register: Register, _reader: Reader, text: str) -> bool:
    return any(fold(text) in fold(owner) for owner in query.known_owners(register))


def _has_tag(register: Register, _reader: Reader, text: str) -> bool:
    return any(fold(text) == fold(tag) for a in register.every_action for tag in a.tags)


_NAMES: Mapping[str, Callable[[Register, Reader, str], bool]] = {
    "body": _has_body,
    "owner": _has_owner,
    "tag": _has_tag,
    "due_before": _is_period,
    "due_after": _is_period,
    "point": _is_period,
}
"""Tells of an option's name whether a text of several words is a value that it can have."""
