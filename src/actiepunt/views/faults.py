"""The presentation of faults: a line, and an object of JSON."""

from typing import Any

from actiepunt.core.check import UID
from actiepunt.errors import Fault
from actiepunt.i18n import _


def fault_line(fault: Fault) -> str:
    """Return a fault in one line as compilers do: place, level, message and advice."""
    level = _("error") if fault.level == "error" else _("warning")
    place = f"{fault.place}: " if fault.place else ""
    advice = f" {fault.advice}" if fault.advice else ""
    return f"{place}{level}: {fault.message}.{advice}"


def fault_record(fault: Fault) -> dict[str, Any]:
    """Return a fault as an object of JSON; its uid is that of the record with the fault."""
    names = ("file", "line", "level", "field", "message", "advice")
    uid = fault.record if UID.fullmatch(fault.record) else None
    return {**{name: getattr(fault, name) or None for name in names}, "uid": uid}
