"""What the presentations of actions and meetings share, and their objects of JSON."""

from collections.abc import Callable
from datetime import date
from typing import Any

from actiepunt.core import labels
from actiepunt.core.fields import HIDDEN, kinds
from actiepunt.core.labels import DayWriter
from actiepunt.core.model import Progress, Record
from actiepunt.i18n import _
from actiepunt.output import Column

SOON = 7  # a deadline within this number of days is shown in yellow


def dated(heading: str, text: Callable[[Any, DayWriter], str]) -> Column:
    """Return a column for texts with days, which a document has in words and a pipe as ISO 8601."""
    full = labels.in_full(_)
    return Column(
        heading, lambda item: text(item, date.isoformat), words=lambda item: text(item, full)
    )


def joined(*parts: str) -> str:
    """Return the parts that are not empty as one text."""
    return " · ".join(filter(None, parts))


def record(shown: Record) -> dict[str, Any]:
    """Return a record as an object of JSON: the fields that are not hidden, and its uid.

    Scripts need the uid, because `sync` may give an action another number.
    """
    content = {name: json_value(getattr(shown, name)) for name in kinds(shown)}
    return {**{name: content[name] for name in content if name not in HIDDEN}, "uid": shown.uid}


def json_value(content: object) -> object:
    """Return the content of a field as a value of JSON; null where it is empty."""
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, tuple):
        return [
            {"on": item.on.isoformat(), "text": item.text} if isinstance(item, Progress) else item
            for item in content
        ]
    return content or None
