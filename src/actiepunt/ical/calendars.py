"""The calendars in the bytes of an .ics file (RFC 5545), or a refusal that says what the file is.

Files are hostile: their size and their lines are measured before anything is parsed.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

if TYPE_CHECKING:
    from icalendar import Component

MOST_OCTETS = 32 * 1024 * 1024
_LONGEST_LINE = 200_000  # characters of a line with its continuations; attachments do not count
# What no meeting of ours has, and may be megabytes: attached files, and descriptions in HTML.
_SKIPPED = re.compile(r"(?:ATTACH|X-ALT-DESC|X-APPLE-STRUCTURED-LOCATION)[;:]", re.IGNORECASE)
_NOTHING = re.compile(r"(?:RRULE|RDATE|EXDATE)[^:]*:\s*", re.IGNORECASE)  # CalendarLabs writes that
_EDGE = re.compile(r"(BEGIN|END)\s*:\s*([\w-]+)\s*", re.IGNORECASE)
_DEEPEST = 8  # of components in each other; RFC 5545 has three

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# How other files begin that people take for a calendar.
_OTHERS = {b"PK\x03\x04": "Excel, Word, zip", b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "Outlook, Word"}


def read(data: bytes) -> list["Component"]:
    """Return the calendars of a file.

    Raises:
        ActiepuntError: the file is too large, is no calendar or only a part of one, has a line
            that is too long, or cannot be parsed.
    """
    if len(data) > MOST_OCTETS:
        raise ActiepuntError(
            _("the file is larger than {count} MB").format(count=MOST_OCTETS // 1024**2),
            _("Export a shorter period, or fewer calendars."),
        )
    lines = list(_lines(_text(data)))
    return [
        calendar
        for part in _calendars(lines)
        for calendar in _parsed("\r\n".join([*part, ""]))
        if calendar.name == "VCALENDAR"
    ]


def _text(data: bytes) -> str:
    """Return the text of a file: UTF-8 or, as its first bytes tell, UTF-16; else of Windows."""
    kind = next((name for start, name in _OTHERS.items() if data.startswith(start)), "")
    if kind:
        raise _no_calendar(_("it is of another kind: {kind}").format(kind=kind))
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _no_calendar(reason: str) -> ActiepuntError:
    return ActiepuntError(
        _("this is no calendar: {reason}").format(reason=reason),
        _("Export or save the calendar as iCalendar (.ics), and import that file."),
    )


def _lines(text: str) -> Iterator[str]:
    """Yield the content lines, unfolded, without those of `_SKIPPED` and empty ones.

    Raises:
        ActiepuntError: a line is too long.
    """
    unfolded: list[str] = []
    number, length = 0, 0
    for at, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line.strip():  # Mozilla once put empty lines between a line and its continuation
            continue
        if line[:1] in {" ", "\t"} and unfolded:
            unfolded.append(line[1:])
        else:
            yield from _unless_skipped(unfolded)
            unfolded, number, length = [line], at, 0
        length += len(unfolded[-1])
        if length > _LONGEST_LINE and not _SKIPPED.match(unfolded[0]):
            raise ActiepuntError(
                _("line {number} is longer than {count} characters").format(
                    number=number, count=_LONGEST_LINE
                ),
                _("No program writes a meeting like that; look at the file in an editor."),
            )
    yield from _unless_skipped(unfolded)


def _unless_skipped(parts: list[str]) -> Iterator[str]:
    line = "".join(parts).replace("\x00", "")
    if line and not _SKIPPED.match(line) and not _NOTHING.fullmatch(line):
        yield line.replace(" ", "") if line.startswith("RRULE") else line  # BYDAY=MO, TU, WE


def _calendars(lines: list[str]) -> list[list[str]]:
    """Return the lines of each calendar.

    Raises:
        ActiepuntError: there is none, or one does not close what it opens.
    """
    parts: list[list[str]] = []
    still_open: list[str] = []
    for line in lines:
        edge = _EDGE.fullmatch(line)
        verb, name = (edge[1].upper(), edge[2].upper()) if edge else ("", "")
        if not still_open and (verb, name) == ("BEGIN", "VCALENDAR"):
            parts.append([])
        if verb == "BEGIN" and parts:
            still_open.append(name)
        if still_open:
            parts[-1].append(line)
        if verb == "END" and parts and (not still_open or still_open.pop() != name):
            raise _broken(_("END:{name} closes nothing").format(name=name))
        if len(still_open) > _DEEPEST:
            raise _broken(_("its parts are nested too deep"))
    if still_open:
        raise _broken(_("it ends before END:{name}").format(name=still_open[-1]))
    if not parts:
        raise _no_calendar(_reason(lines))
    return parts


def _reason(lines: list[str]) -> str:
    if not lines:
        return _("it is empty")
    if any("<html" in line.lower() for line in lines[:50]):
        return _("it is a web page")
    return _("it has no BEGIN:VCALENDAR")


def _broken(reason: str) -> ActiepuntError:
    return ActiepuntError(
        _("this calendar is broken: {reason}").format(reason=reason),
        _("Export or download it again, as a whole."),
    )


def _parsed(text: str) -> Sequence["Component"]:
    """Return the components of a text that is whole.

    Raises:
        ActiepuntError: the parser refuses it.
    """
    import icalendar

    icalendar.use_zoneinfo()  # type: ignore[no-untyped-call] # forget the zones of another calendar
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a guessed time zone is as good as a known one
            return icalendar.Calendar.from_ical(text, multiple=True)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise _broken(str(error).split("\n")[0][:200]) from error
