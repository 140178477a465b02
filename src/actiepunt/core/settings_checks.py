"""Checks of register.toml: the settings of a register. `check` runs them with all others.

To add one, add a function to `CHECKS` that yields faults; its docstring says what must hold.
"""

from collections.abc import Callable, Iterator

from actiepunt.core import due
from actiepunt.core.earlier_names import HasRegister
from actiepunt.core.model import LANGUAGES, REGISTER_FILE
from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.text import fold, unsafe


def language(context: HasRegister) -> Iterator[Fault]:
    """The language is one that we have a catalogue for."""
    if context.register.settings.language not in LANGUAGES:
        message = _("language must be {known}").format(known=" / ".join(LANGUAGES))
        yield Fault(message, file=REGISTER_FILE, field="language")


def timezone(context: HasRegister) -> Iterator[Fault]:
    """The time zone exists; without it, today is unknown."""
    zone = context.register.settings.timezone
    if not zone_exists(zone):
        message = _("unknown time zone “{zone}”").format(zone=zone)
        advice = _("Use a name such as Europe/Amsterdam.")
        yield Fault(message, file=REGISTER_FILE, field="timezone", advice=advice)


def duration(context: HasRegister) -> Iterator[Fault]:
    """The usual length of a meeting is more than nothing and at most a day."""
    if not 0 < context.register.settings.default_duration <= 24 * 60:
        message = _("default_duration must be 1 to 1440 minutes")
        yield Fault(message, file=REGISTER_FILE, field="default_duration")


def holidays(context: HasRegister) -> Iterator[Fault]:
    """Every holiday has a name, which is shown, and ends on or after its first day."""
    for name, (first, last) in context.register.settings.holidays.items():
        character = unsafe(name)
        if character:
            message = _("{field} holds the control character U+{code}").format(
                field="holidays", code=f"{ord(character):04X}"
            )
            yield Fault(message, file=REGISTER_FILE, field="holidays")
        elif not fold(name):
            message = _("a holiday in [holidays] has no name")
            yield Fault(message, file=REGISTER_FILE, field="holidays")
        elif last < first:
            message = _("“{name}” ends before it begins").format(name=name)
            advice = _("Write the first day first: [{last}, {first}].").format(
                last=last.isoformat(), first=first.isoformat()
            )
            yield Fault(message, file=REGISTER_FILE, field=name, advice=advice)
        elif not {first.year, last.year} <= set(due.YEARS):
            message = _("{field} is not in the years {first} to {last}").format(
                field=f"“{name}”", first=due.YEARS[0], last=due.YEARS[-1]
            )
            yield Fault(message, file=REGISTER_FILE, field=name)


def zone_exists(name: str) -> bool:
    """Tell whether the time zone database has a zone of this name."""
    if name == "Europe/Amsterdam":
        return True
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, a path, a folder
        return False
    return True


CHECKS: tuple[Callable[[HasRegister], Iterator[Fault]], ...] = (
    language,
    timezone,
    duration,
    holidays,
)
