"""The reading of `[holidays]` in register.toml: names and the days that they last."""

from collections.abc import Mapping
from datetime import date

from actiepunt.errors import Fault
from actiepunt.i18n import _

Days = tuple[date, date]
"""The first and the last day, inclusive."""


def read(table: object, file: str, faults: list[Fault]) -> Mapping[str, Days]:
    """Return the days of each holiday of a parsed table; add a fault for each that has none."""
    if not isinstance(table, dict):
        example = f'"Meivakantie" = {_example()}'
        message = _("holidays must be a table of names and days, such as {example}")
        faults.append(Fault(message.format(example=example), file=file, field="holidays"))
        return {}
    found = {}
    for name, content in table.items():
        days = _days(content)
        if days:
            found[name] = days
        else:
            message = _("“{name}” must be a date, or a first and a last date, without quotes")
            advice = _("Write it as {examples}.").format(examples=_example())
            fault = Fault(message.format(name=name), file=file, field=name, advice=advice)
            faults.append(fault)
    return found


def _example() -> str:
    return "[{day}, {day}]".format(day=_("YYYY-MM-DD"))


def _days(content: object) -> Days | None:
    pair = content if isinstance(content, list) else [content, content]
    days = [day for day in pair if type(day) is date]  # a moment is a date too, but not this type
    return (days[0], days[1]) if len(days) == len(pair) == 2 else None
