"""Earlier names of owners and bodies (`was` in register.toml), and the checks of them.

Whoever subscribed to the feeds of a name goes on to get them after the name has changed. So an
earlier name belongs to one present name, and nobody else uses it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, Protocol

from actiepunt.core.model import REGISTER_FILE, Body, Person, Register
from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.text import fold, slug, unsafe


class _Kind(NamedTuple):
    """Owners or bodies: their entries, the names in use, and what makes two names the same."""

    entries: Mapping[str, Body | Person]
    used: list[str]
    key: Callable[[str], str]


def forms(name: str, entry: Body | Person | None) -> list[str]:
    """Return every name that a body or a person goes by: present, full title, and earlier ones."""
    title = entry.title if isinstance(entry, Body) else ""
    return [form for form in (name, title, *(entry.was if entry else ())) if form]


def owners(register: Register) -> list[str]:
    """Return everybody who owns an action outside the archive, by name."""
    return sorted({owner for action in register.visible.actions for owner in action.owners})


def bodies(register: Register) -> list[str]:
    """Return the bodies of actions outside the archive and of meetings, by name."""
    shown = register.visible
    named = {a.body for a in shown.actions} | {m.body for m in shown.meetings}
    return sorted(named - {""})


class HasRegister(Protocol):
    """Anything with a register, such as `check.Context`."""

    register: Register


def faults(context: HasRegister) -> Iterator[Fault]:
    """Yield an error for each earlier name that is blank, unsafe, in use, or claimed twice."""
    register = context.register
    for kind in (
        _Kind(register.settings.people, owners(register), fold),
        _Kind(register.settings.bodies, bodies(register), slug),
    ):
        if not any(entry.was for entry in kind.entries.values()):
            continue
        used = {kind.key(name) for name in (*kind.entries, *kind.used)}
        claimed: dict[str, str] = {}
        for present, entry in kind.entries.items():
            for name in entry.was:
                key = kind.key(name)
                fault = _fault(name, present, in_use=key in used, other=claimed.get(key))
                claimed.setdefault(key, present)
                if fault:
                    yield fault


def _fault(name: str, present: str, *, in_use: bool, other: str | None) -> Fault | None:
    character = unsafe(name)
    advice = ""
    if character:
        message = _("{field} holds the control character U+{code}").format(
            field="was", code=f"{ord(character):04X}"
        )
    elif not slug(name):
        message = _("{field} is empty").format(field="was")
    elif in_use:
        message = _("“{name}” is an earlier name of “{present}”, but it is in use").format(
            name=name, present=present
        )
        advice = _("Write “{present}” instead, or remove “{name}” from `was`.").format(
            name=name, present=present
        )
    elif other is not None:
        message = _("“{name}” is an earlier name of “{present}” and of “{other}”").format(
            name=name, present=present, other=other
        )
        advice = _("Remove it from one `was`.")
    else:
        return None
    return Fault(message, file=REGISTER_FILE, field="was", advice=advice)
