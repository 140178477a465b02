"""From the words of `add` and `edit` to fields of the model.

None means that a person did not say; an empty text empties a field that may be empty.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from actiepunt.cli.inputs import demand, line, lines, names, prose
from actiepunt.core import query
from actiepunt.core.model import Register, day_of
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError
from actiepunt.i18n import _

Given = dict[str, Any]
"""Field names with what was typed for them; what was not typed is None."""

_OPTIONS: tuple[tuple[str, bool, str, str], ...] = (
    ("--owner", True, "NAME", _("Who must do it, with commas between; the first one leads.")),
    ("--body", False, "BODY", _("The body that asked for it.")),
    ("--due", False, "WHEN", _("A date, a period or a meeting.")),
    ("--meeting", False, "REF", _("The meeting where it was agreed.")),
    ("--item", False, "I", _("The agenda item.")),
    ("--tag", True, "TAG", _("A word to find it by.")),
    ("--details", False, "TEXT", _("More than fits in the summary.")),
)
_MEETING_OPTIONS: tuple[tuple[str, bool, str, str], ...] = (
    ("--body", False, "BODY", _("The body that meets.")),
    ("--title", False, "TEXT", _("What it is, where the body does not say so.")),
    ("--start", False, "WHEN", _("The day, with a time: “2025-03-05 10:00”.")),
    ("--end", False, "WHEN", _("The end; a time alone is on the same day.")),
    ("--window", False, "PERIOD", _("The period of a meeting that is not planned yet.")),
    ("--location", False, "TEXT", _("Where it meets.")),
    ("--url", False, "URL", _("Where to join or read.")),
    ("--papers", False, "WHEN", _("The day on which the papers must be in.")),
    ("--participant", True, "NAME", _("Who takes part, with commas between.")),
    ("--agenda", True, "TEXT", _("An item of the agenda.")),
    ("--notes", False, "TEXT", _("Anything else.")),
)


def told(given: Given) -> bool:
    """Tell whether anything was given at all."""
    return any(value is not None and value != () for value in given.values())


def _with(options: tuple[tuple[str, bool, str, str], ...], function: Any) -> Any:
    for name, many, metavar, text in reversed(options):
        default = None
        function = click.option(name, multiple=many, metavar=metavar, help=text, default=default)(
            function
        )
    return function


def action_options(function: Any) -> Any:
    """Add the options for the fields of an action."""
    return _with(_OPTIONS, function)


def meeting_options(function: Any) -> Any:
    """Add the options for the fields of a meeting."""
    tentative = click.option(
        "--tentative", is_flag=True, default=None, help=_("The date may still change.")
    )
    return _with(_MEETING_OPTIONS, tentative(function))


def action(register: Register, reader: Reader, given: Given) -> dict[str, Any]:
    """Return the fields of an action that were given, read against the register.

    Raises:
        UsageError: a text is empty where it may not be, or cannot be read.
        ActiepuntError: a body or a meeting does not exist.
    """
    readers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "summary": ("summary", lambda text: demand(text, "summary")),
        "owner": ("owners", lambda texts: names(texts, "owners")),
        "body": ("body", lambda text: _body(register, text)),
        "due": ("due", lambda text: reader.due(line(text, "due")) if text else None),
        "meeting": (
            "meeting",
            lambda text: reader.meeting(line(text, "meeting")).id if text else "",
        ),
        "item": ("item", lambda text: line(text, "item")),
        "tag": ("tags", lambda texts: names(texts, "tags")),
        "details": ("details", lambda text: prose(text, "details")),
        "outcome": ("outcome", lambda text: line(text, "outcome")),
    }
    return _read(readers, given)


def meeting(
    register: Register, reader: Reader, given: Given, day: date | None = None
) -> dict[str, Any]:
    """Return the fields of a meeting that were given, read against the register.

    A time alone as the end is on the day of the start given, or else on `day`.

    Raises:
        UsageError: a text cannot be read.
        ActiepuntError: the body does not exist.
    """
    start = reader.moment(given["start"]) if given.get("start") else None
    on = day_of(start) if start else day
    readers: dict[str, tuple[str, Callable[[Any], Any]]] = {
        "body": ("body", lambda text: _body(register, text)),
        "title": ("title", lambda text: line(text, "title")),
        "start": ("start", lambda text: start if text else None),
        "end": ("end", lambda text: reader.moment(text, on) if text else None),
        "window": ("window", lambda text: reader.window(text) if text else ""),
        "location": ("location", lambda text: line(text, "location")),
        "url": ("url", url),
        "papers": ("papers", lambda text: reader.exact_day(text) if text else None),
        "participant": ("participants", lambda texts: names(texts, "participants")),
        "agenda": ("agenda", lambda texts: lines(texts, "agenda")),
        "tentative": ("status", lambda yes: "tentative" if yes else "confirmed"),
        "notes": ("notes", lambda text: prose(text, "notes")),
    }
    return _read(readers, given)


def _read(readers: dict[str, tuple[str, Callable[[Any], Any]]], given: Given) -> dict[str, Any]:
    found = {}
    for name, (field, read) in readers.items():
        # click gives an empty tuple for a repeatable option that was not used.
        if given.get(name) is not None and given[name] != ():
            found[field] = read(given[name])
    return found


def _body(register: Register, text: str) -> str:
    text = line(text, "body")
    return query.body_for_change(register, text) if text else ""


def url(text: str) -> str:
    """Return a web address as typed.

    Raises:
        UsageError: it does not begin with http:// or https:// (a feed shows it as a link).
    """
    text = line(text, "url")
    if text and not text.lower().startswith(("http://", "https://")):
        raise UsageError(
            _("“{text}” is not a web address").format(text=text),
            _("Write it with https:// in front."),
        )
    return text
