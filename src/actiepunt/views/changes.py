"""What changed in a record, in words: the lines of `log`, `show`, `diff` and conflicts.

What people do in one go is told in one line: an action that is closed has its status, its day and
its outcome together, and a meeting that is moved its start and its end. A note is told alone,
without those that were there before.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from actiepunt.core import events, labels, message
from actiepunt.core.diff import Difference, Field
from actiepunt.core.events import Event
from actiepunt.core.labels import DayWriter
from actiepunt.core.message import FieldLine
from actiepunt.core.model import CLOSED, Action, Meeting, Progress
from actiepunt.core.query import standing
from actiepunt.i18n import Translate, _

# Fields that are told together with the first one, where that changed.
_TOGETHER = (("id", "was"), ("status", "closed", "outcome"), ("start", "window", "end"))


def full_day(day: date) -> str:
    """Return a day for people, with its weekday and year."""
    return labels.full_day(day, _)


def units(difference: Difference, names: Collection[str]) -> list[tuple[str, ...]]:
    """Return the changed fields of a record that are among `names`: those of a line together."""
    left = [field.name for field in difference.fields if field.name in names]
    found: list[tuple[str, ...]] = []
    while left:
        together = next((unit for unit in _TOGETHER if unit[0] == left[0]), (left[0],))
        found.append(tuple(name for name in left if name in together))
        left = [name for name in left if name not in together]
    return found


def lines(
    difference: Difference, unit: Sequence[str], write: DayWriter, say: Translate = _
) -> list[str]:
    """Return the lines that tell the change of a unit of `units`; notes are a line each.

    Args:
        difference: A record that changed; it was neither added nor removed.
        unit: The names of the changed fields.
        write: Writes the days.
        say: Translates into the language of the lines.
    """
    fields = {field.name: field for field in difference.fields}
    field = fields[unit[0]]
    teller = _TELLERS.get((difference.is_action, field.name))
    if teller and difference.old is not None and difference.new is not None:
        return teller(difference.old, difference.new, write, say)
    return [_old_to_new(field, write, say)]


def understood(difference: Difference, calendar: Mapping[str, Meeting], today: date) -> list[str]:
    """Return the lines that tell a difference, with days in full.

    A deadline that is no date has its day behind it, and a new action its status unless it is open.
    """
    record = difference.new
    day, told, state = None, set[str](), list[str]()
    if isinstance(record, Action) and isinstance(record.due, str):
        day = standing(record, calendar, today).deadline
    if isinstance(record, Action) and difference.old is None and record.status != "open":
        told, state = {"closed", "outcome"}, [_state(record, full_day, _)]
    lines = [
        f"{line.text} ({full_day(day)})" if line.field == "due" and day else line.text
        for line in every(difference, full_day)
        if line.field not in told
    ]
    return [*state, *lines]


def every(
    difference: Difference, write: DayWriter, without: Collection[str] = ()
) -> list[FieldLine]:
    """Return the lines that tell a difference, and the files of a record that moved to another.

    Each has the first of the fields that it tells. The fields `without` are left out.
    """
    if difference.old is None or difference.new is None:
        return message.field_lines(difference, _, write)
    names = {field.name for field in difference.fields} - {"uid", *without}
    told = [
        FieldLine(unit[0], text)
        for unit in units(difference, names)
        for text in lines(difference, unit, write)
    ]
    if difference.is_moved:
        text = f"{_('file')}: {difference.old_file} → {difference.new_file}"
        told.append(FieldLine("file", text))
    return told


def _closing(old: Any, new: Any, write: DayWriter, say: Translate) -> list[str]:
    """Tell a status with its day and outcome, and those of an action that was closed before."""
    if not {old.status, new.status} & CLOSED:
        return [_old_to_new(Field("status", old.status, new.status), write, say)]
    if old.status not in CLOSED:
        return [_state(new, write, say)]
    now = events.label(Event.REOPENED, say) if new.status == "open" else _state(new, write, say)
    return [say("{now} (was {before})").format(now=now, before=_state(old, write, say))]


def _state(action: Any, write: DayWriter, say: Translate) -> str:
    """Return the status of an action, with the day and the outcome of a closed one."""
    text = labels.state(action.status, say)
    if action.closed:
        text = say("{status} on {day}").format(status=text, day=write(action.closed))
    return f"{text}: {action.outcome}" if action.outcome else text


def _notes(old: Any, new: Any, write: DayWriter, say: Translate) -> list[str]:
    """Tell the notes that came and those that went, a line each."""
    removed, added = (
        list((Counter(one.progress) - Counter(other.progress)).elements())
        for one, other in ((old, new), (new, old))
    )

    def line(words: str, note: Progress) -> str:
        return words.format(day=write(note.on), text=note.text)

    return [
        *(line(say("note of {day} removed: {text}"), note) for note in removed),
        *(line(say("note of {day}: {text}"), note) for note in added),
    ] or [say("{field} in another order").format(field=labels.label("progress", say))]


def _time(old: Any, new: Any, write: DayWriter, say: Translate) -> list[str]:
    return [f"{say('when')}: {when(old, write)} → {when(new, write)}"]


def when(meeting: Meeting, write: DayWriter) -> str:
    """Return the time of a meeting, or the window of one that is not planned."""
    if meeting.start is None:
        return meeting.window or "–"
    return labels.span(meeting.start, meeting.end, write=write)


def meeting(shown: Meeting, write: DayWriter) -> str:
    """Return a meeting in one line: what meets, and when."""
    return f"{shown.what}, {when(shown, write)}"


def meeting_line(shown: Meeting, write: DayWriter) -> str:
    """Return a meeting in one line: what meets, when, and its id."""
    return f"{meeting(shown, write)} ({shown.id})"


def _withdrawal(_old: Any, new: Any, _write: DayWriter, say: Translate) -> list[str]:
    return [events.label(Event.WITHDRAWN if new.withdrawn else Event.RESTORED, say)]


# The fields that are not told as `label: old → new`, of actions (True) and of meetings (False).
_TELLERS: Mapping[tuple[bool, str], Callable[[Any, Any, DayWriter, Translate], list[str]]] = {
    (True, "status"): _closing,
    (True, "progress"): _notes,
    (True, "withdrawn"): _withdrawal,
    (False, "withdrawn"): _withdrawal,
    (False, "start"): _time,
}


def _old_to_new(field: Field, write: DayWriter, say: Translate) -> str:
    return f"{labels.label(field.name, say)}: {_change(field, write, say)}"


def _change(field: Field, write: DayWriter, say: Translate) -> str:
    """Return `old → new`; of a list that kept items, what came and what went.

    Owners are always told in full, because the first of them leads.
    """
    old, new = field.old, field.new
    if field.name != "owners" and isinstance(old, tuple) and isinstance(new, tuple):
        kept = [item for item in old if item in new]
        if kept and set(old) != set(new) and kept == [item for item in new if item in old]:
            came = [f"+ {item}" for item in new if item not in old]
            return "; ".join([*came, *(f"− {item}" for item in old if item not in new)])
    return f"{value(old, new, field.name, write, say)} → {value(new, old, field.name, write, say)}"


def value(
    content: Any,
    other: Any,
    field: str,
    write: DayWriter = date.isoformat,
    say: Translate = _,
) -> str:
    """Return a value; of a text of several lines the lines that `other` lacks, or all."""
    if not (isinstance(content, str) and "\n" in f"{content}{other}"):
        return labels.value(content, say, field, write)
    rows = [row.strip() for row in content.splitlines() if row.strip()]
    elsewhere = {row.strip() for row in str(other or "").splitlines()}
    differing = [row for row in rows if row not in elsewhere]
    return " / ".join(differing or rows) or labels.value("", say, field)
