"""Cells of a table that somebody typed in another program, read as fields of an action.

The readers are as lenient as people are who make such a table, and as strict as the commands: what
cannot be read is refused, and nothing is guessed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from actiepunt.cli import inputs, words
from actiepunt.core import cells, check, names, query
from actiepunt.core import due as deadlines
from actiepunt.core.fields import ACTION
from actiepunt.core.model import CLOSED, Meeting, Progress, Register
from actiepunt.core.query import Standing
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _
from actiepunt.importers.headings import DUE_TEXT
from actiepunt.output import csv
from actiepunt.views.records import json_value

NOTHING = frozenset({"-", "–", "—", "--", "?", "n.v.t.", "nvt", "n/a"})
"""What people write in a cell that has nothing to say."""

_NOBODY = frozenset(
    {"n.t.b.", "ntb", "nog te bepalen", "nader te bepalen", "n.n.", "t.b.d.", "tbd"}
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00)?$")  # behind a day, of a program that knows no days
_MEETING_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*-\d[a-z0-9]*(-[a-z0-9]+)*")
_OUTSIDE = r"(?![^()]*\))"  # not between parentheses
# What parts names, the strongest first; a comma is read by `core.names`.
_BETWEEN_NAMES = tuple(
    re.compile(pattern + _OUTSIDE)
    for pattern in (r"\s*[;\n]\s*", r"\s*/\s*", r"\s+[&+]\s+", r"\s+(?:en|and)\s+")
)
_BULLET = re.compile(r"(?m)^\s*[-•*·–]\s+")
_DAY = r"\d{4}-\d\d?-\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}|\d\d? [a-z]{3,}\.? \d{4}"
_NOTE = re.compile(rf"(?is)(?P<day>{_DAY})\s*[:–-]?\s+(?P<text>\S.*)")
_ON = re.compile(r"(?i)^(?:op|per|d\.?d\.?|on|sinds|since) ")


class State(NamedTuple):
    """What a cell says of a status: its day of closing and its outcome, where it has them."""

    status: str
    closed: date | None = None
    outcome: str = ""


def one_line(text: str) -> str:
    """Return a text without line breaks: a program broke it to fit a column."""
    return re.sub(r"\s*\n\s*", " ", text)


def day(text: str, reader: Reader) -> date:
    """Return a single day.

    Raises:
        UsageError: it cannot be read.
    """
    return reader.exact_day(_MIDNIGHT.sub("", one_line(text)))


def past_day(text: str, reader: Reader, today: date) -> date:
    """Return a day that has been; of one without a year the last.

    Raises:
        UsageError: it cannot be read.
    """
    found = day(text, reader)
    for year in (today.year, today.year - 1):
        if found > today:
            try:
                found = day(f"{text} {year}", reader)
            except UsageError:  # it has a year
                break
    return found


def due(text: str, reader: Reader) -> date | str:
    """Return a deadline as `add --due` reads it.

    Raises:
        ActiepuntError: it cannot be read, or names a meeting that is not in the calendar.
    """
    text = inputs.line(_MIDNIGHT.sub("", one_line(text)), "due")
    try:
        return reader.due(text)
    except UsageError:
        if _MEETING_ID.fullmatch(text):  # of a meeting that this calendar does not have
            return reader.meeting(text).id
        raise


def moment(text: str, reader: Reader, zone: str) -> datetime:
    """Return a moment with its offset; a day is noon of that day, and a local time is in `zone`.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.combine(day(text, reader), time(12))
    if found.tzinfo is None:
        midday = found if found.time() != time.min else found.replace(hour=12)
        found = midday.replace(tzinfo=ZoneInfo(zone))
    return found.replace(microsecond=0)


def body(text: str, register: Register) -> str:
    """Return the body that a name means, short or in full.

    Raises:
        ActiepuntError: register.toml lists bodies, and not this one.
    """
    return query.body_for_change(register, inputs.line(one_line(text), "body"))


def meeting(text: str, whose: str, reader: Reader) -> str:
    """Return the id of the meeting that a text names: a REF, or the day of one.

    Args:
        text: The text of the cell.
        whose: The body of the action, which the day may leave open; empty if it has none.
        reader: Knows the meetings.

    Raises:
        ActiepuntError: there is no such meeting, or there are several on that day.
    """
    text = inputs.line(_MIDNIGHT.sub("", one_line(text)), "meeting")
    plain = re.sub(r"(?i)\b(?:d\.?d\.?|datum|vergadering|meeting)(?: |$)", "", text).strip()
    try:
        if found := reader.meeting_or_none(text) or reader.meeting_or_none(plain):
            return found.id
        if whose and (found := reader.meeting_or_none(f"{whose} {plain}")):
            return found.id
    except UsageError:  # it looked like a day, and is none
        pass
    on_day = [] if whose else _on_day(plain, reader)
    if len(on_day) > 1:
        raise ActiepuntError(
            _("“{text}” fits {count} meetings: {meetings}").format(
                text=text, count=len(on_day), meetings="; ".join(on_day)
            ),
            _("Name the body as well, in the cell or with --body."),
        )
    return on_day[0] if on_day else reader.meeting(text).id


def _on_day(text: str, reader: Reader) -> list[str]:
    try:
        wanted = reader.exact_day(text)
    except ActiepuntError:
        return []
    return [one.id for one in reader.meetings if one.day == wanted and one.status != "cancelled"]


def owners(text: str, known: frozenset[str], *, exported: bool) -> tuple[str, ...]:
    """Return the names in a cell, parted as people part them; a name that is known stays whole.

    A name that differs from one that is known in capitals, accents or dots alone is spelled so.

    Args:
        text: Such as `Jan / Piet`, `Jan en Piet`, or names on lines of their own.
        known: The owners of the register.
        exported: Whether `export` wrote the table, which parts them with semicolons alone.

    Raises:
        UsageError: a quotation mark does not close, or a comma may belong to a name.
    """
    if exported:
        return inputs.lines(cells.split(text), "owners")
    if text.lower() in _NOBODY:
        return ()
    pieces = [_BULLET.sub("", text)]
    for between in _BETWEEN_NAMES:
        pieces = [
            part
            for piece in pieces
            for part in ([piece] if piece in known else between.split(piece))
        ]
    parts = [[piece] if piece in known else _by_commas(piece) for piece in pieces]
    return inputs.lines([_spelled(name, known) for part in parts for name in part], "owners")


@cache  # a list has the same names over and over
def _spelled(name: str, known: frozenset[str]) -> str:
    alike = [one for one in known if names.same(one, name)]
    return alike[0] if len(alike) == 1 else name


def _by_commas(text: str) -> list[str]:
    try:
        return names.split(text)
    except UsageError as error:
        advice = _("Write a name with a comma in quotes: {example}").format(example='"Jansen, J."')
        raise UsageError(error.message, advice) from None


def tags(text: str, *, exported: bool) -> tuple[str, ...]:
    """Return the tags in a cell, parted by semicolons, commas or lines."""
    parts = cells.split(text)
    if not exported:
        parts = [tag for part in parts for tag in re.split(r"[,\n]", part)]
    return inputs.lines(parts, "tags")


def numbers(text: str, year: int) -> tuple[str, ...]:
    """Return the numbers in a cell; an error gives an example of `year`.

    Raises:
        UsageError: a text is no number of a register.
    """
    found = tuple(cells.split(text))
    for number in found:
        if not check.NUMBER.fullmatch(number):
            raise query.no_number(number, year)
    return found


def status(text: str, reader: Reader, today: date) -> State:
    """Return the status that a cell says, in any of its words.

    Behind the word of a closed one may stand its day, or the outcome: “gereed 12 maart”,
    “afgerond – brief verzonden”.

    Raises:
        UsageError: the text does not begin with a word for a status, or goes on otherwise.
    """
    field, line = ACTION["status"], inputs.line(one_line(text), "status")
    parts = line.split()
    for count in range(len(parts), 0, -1):
        value = words.meant(" ".join(parts[:count]).strip(" ,:;.()–-"), field.choices)
        if value is None:
            continue
        rest = line.split(None, count)[count] if count < len(parts) else ""
        if not rest:
            return State(value)
        if value in CLOSED:
            return _closed(
                value, parts[count - 1], rest, lambda bare: past_day(bare, reader, today)
            )
        raise UsageError(
            _("“{text}” says more than a status").format(text=line),
            _("Put the rest in a column of its own, such as one for notes."),
        )
    return State(inputs.choice(line, field))


def _closed(value: str, word: str, rest: str, read_day: Callable[[str], date]) -> State:
    """Return the state of a closed action, of which a text goes on behind the word."""
    bare = rest.strip(" ,:;()–-")
    try:
        return State(value, closed=read_day(_ON.sub("", bare)))
    except UsageError:
        if word[-1] in ",:;–-" or rest[0] in "(–-:,;":
            return State(value, outcome=bare)
        raise UsageError(
            _("what follows “{word}” is no day: “{text}”").format(word=word, text=rest),
            _("Write a day there, or an outcome behind a dash."),
        ) from None


def notes(
    text: str, before: Sequence[Progress], on: date, reader: Reader, *, exported: bool
) -> tuple[Progress, ...]:
    """Return the notes of an action with those in a cell.

    A text without a day is a note of the day `on`, unless it is a note already.

    Args:
        text: Notes, each behind its day, parted by semicolons or lines; or a text without a day.
        before: The notes that the action has.
        on: The day of the table.
        reader: Reads the days.
        exported: Whether `export` wrote the table: then the cell holds all of the notes.
    """
    found: list[Progress] = []
    for piece in cells.split(text) if exported or "\n" not in text else text.split("\n"):
        match = _NOTE.fullmatch(piece.strip())
        if match:
            note = one_line(match["text"]).strip()
            found.append(Progress(day(match["day"], reader), inputs.line(note, "progress")))
        elif not found:
            break
        elif piece.strip():
            last = found.pop()
            found.append(last._replace(text=f"{last.text}; {inputs.line(piece, 'progress')}"))
    if exported and found:
        return tuple(found)
    if not found:
        words_alone = inputs.line(one_line(text), "progress")
        if any(note.text == words_alone for note in before):
            return tuple(before)
        found = [Progress(on, words_alone)]
    return (*before, *(note for note in found if note not in before))


def following(reader: Reader, agreed: date) -> Reader:
    """Return the reader of what was said on an earlier day, after the meetings of that day."""
    after = datetime.combine(agreed + timedelta(days=1), time.min)
    return Reader(agreed, reader.meetings, after, reader.bodies)


def exported(content: object) -> str:
    """Return the content of a field as `export csv` writes it."""
    return csv.cell(json_value(content)).strip()


def is_day_of_phrase(agreed: str, day: str) -> bool:
    """Tell whether a spreadsheet made a day of a phrase: “maart 2025” becomes its first day.

    Args:
        agreed: The cell with the deadline as agreed.
        day: The cell with its day, which is the last one.
    """
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", agreed) and day) and agreed != day


def changed_deadline(
    day: str, agreed: str, known: Standing, meetings: Mapping[str, Meeting]
) -> str:
    """Return the column in which an exported deadline was changed; empty where it was not.

    Args:
        day: The cell with its day, and
        agreed: the cell with the deadline as agreed; either may be empty, or missing.
        known: The action as it is.
        meetings: The meetings by id.

    Raises:
        ActiepuntError: only the day differs, of a deadline at a meeting: that may have moved.
    """
    before = exported(known.action.due)
    period = isinstance(known.action.due, str) and deadlines.parse(known.action.due)
    same = {"", before, period.first.isoformat() if period else ""}
    if agreed not in same:
        return DUE_TEXT
    if day in {"", exported(known.deadline)} or (day == before and not agreed):
        return ""
    if agreed and known.action.due in meetings:
        raise ActiepuntError(
            _("{meeting} is on {day}, and the row says {other}").format(
                meeting=agreed, day=known.deadline, other=day
            ),
            _("Empty the cell of what is not meant: the day, or the meeting."),
        )
    return "due"
