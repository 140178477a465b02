"""Commit messages, in the language of the register.

They are for people who read `git log`; the history reads the changes themselves from the data
files. Only the reason of a change is read from its message, from a trailer.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core import events, labels, trailers
from actiepunt.core.diff import Difference, Field
from actiepunt.core.events import Event
from actiepunt.core.fields import of_listed
from actiepunt.core.labels import DayWriter
from actiepunt.core.listed import TYPES, ListedChange, Table
from actiepunt.core.model import REGISTER_FILE, Action, Meeting, Progress
from actiepunt.core.recurring import uid_after
from actiepunt.i18n import N_, Translate
from actiepunt.text import visible

_SUBJECT_WIDTH = 100  # in characters
_MOST_LINES = 100
_DETAILS = frozenset({Event.REASSIGNED, Event.REWORDED})  # a subject calls these "changed"
_LINE_WIDTH = 240  # git gets the message as an argument, which Windows limits to 32 kB


class FieldLine(NamedTuple):
    """A line of text on a changed field: its name, or `file` for a move, and the text."""

    field: str
    text: str


def compose(
    differences: list[Difference],
    say: Translate,
    reason: str = "",
    files: Sequence[str] = (),
    heading: str = "",
    listed: Sequence[ListedChange] = (),
    source: str = "",
) -> str:
    """Return a message: the subject, a line for each changed field, and the trailers.

    The trailers are `Action` or `Meeting` with the name of each record, `Import` and `Reason`.
    Changes of bodies and people (`listed`) stand for those of the records, which follow from a new
    name. `files` name the subject of a commit without differences; `heading` is the subject where
    there is a better one than follows from the differences; `source` is the calendar
    that was imported.
    """
    ending = [
        trailers.write(trailers.ACTION if difference.is_action else trailers.MEETING, name)
        for difference in differences[:_MOST_LINES]
        if (name := visible(difference.record.name))
    ]
    if source.strip():
        ending.append(trailers.write(trailers.IMPORT, source))
    if reason.strip():
        ending.append(trailers.write(trailers.REASON, reason))
    lines = listed_lines(listed, say) if listed else body(differences, say)
    parts = [
        _cut(visible(heading), _SUBJECT_WIDTH)
        or (listed_subject(listed, say) if listed else subject(differences, say, files)),
        "\n".join(_cut(visible(line), _LINE_WIDTH) for line in lines[:_MOST_LINES]),
        "\n".join(dict.fromkeys(ending)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def body(differences: Sequence[Difference], say: Translate) -> list[str]:
    """Return a line for each changed field; with several records, each under a line of its own."""
    lines: list[str] = []
    for difference in differences:
        if len(differences) > 1:
            lines.append(f"{difference.record.name}: {_summary(difference)}")
        lines += [line.text for line in field_lines(difference, say)]
    return lines


def revocation(counts: Mapping[str, int], say: Translate, reason: str = "") -> str:
    """Return the message about owners whose secret folders were taken back.

    Args:
        counts: By name how often that happened, this time included; the present name comes first.
        say: Translates to the register's language.
        reason: Why, as a person gave it; may be empty.
    """
    first = next(iter(counts))
    parts = [_cut(visible(say("secret folder revoked: {name}").format(name=first)), _SUBJECT_WIDTH)]
    lines = [f"{name}: {count - 1} → {count}" for name, count in counts.items()]
    parts.append("\n".join(_cut(visible(line), _LINE_WIDTH) for line in lines[:_MOST_LINES]))
    if reason.strip():
        parts.append(trailers.write(trailers.REASON, reason))
    return "\n\n".join(parts) + "\n"


def agreed_at(meeting: Meeting, count: int, say: Translate) -> str:
    """Return the subject for several new actions of a meeting, `AB 29 January 2025: 15 actions`."""
    when = labels.plain_day(meeting.day, say) if meeting.day else meeting.window
    return say("{meeting} {day}: {count} actions").format(
        meeting=meeting.what, day=when, count=count
    )


def gone_through(what: str, day: date, count: int, say: Translate) -> str:
    """Return the subject of a review, `AB 5 March 2025: 12 actions gone through`."""
    text = say("{meeting} {day}: {count} actions gone through")
    return text.format(meeting=what, day=labels.plain_day(day, say), count=count)


def harvested(
    meeting: Meeting | None, files: Sequence[str], actions: int, meetings: int, say: Translate
) -> str:
    """Return the subject of a harvest, `Minutes AB 29 January 2025: 12 actions, 3 meetings`.

    Without a meeting it names the `files`.
    """
    what = ", ".join(files)
    if meeting:
        when = labels.plain_day(meeting.day, say) if meeting.day else meeting.window
        what = f"{meeting.what} {when}"
    counts = (
        (actions, N_("{count} action"), N_("{count} actions")),
        (meetings, N_("{count} meeting"), N_("{count} meetings")),
    )
    parts = [
        say(one if count == 1 else several).format(count=count)
        for count, one, several in counts
        if count
    ]
    told = ", ".join(parts) or say("nothing taken")
    return say("Minutes {what}: {parts}").format(what=what, parts=told)


def is_agreed_at(text: str, differences: Sequence[Difference]) -> bool:
    """Tell whether a subject is the one of `agreed_at`, in any language, for these differences."""
    added = [d.new for d in differences if d.old is None and isinstance(d.new, Action)]
    meetings = {action.meeting for action in added}
    wanted = rf".+: {len(added)} \w+"
    return len(added) == len(differences) > 1 == len(meetings) and bool(re.fullmatch(wanted, text))


_IMPORTED: Mapping[tuple[bool, str], tuple[str, str]] = {
    (False, "added"): (N_("{count} meeting added"), N_("{count} meetings added")),
    (False, "changed"): (N_("{count} meeting changed"), N_("{count} meetings changed")),
    (True, "added"): (N_("{count} action added"), N_("{count} actions added")),
    (True, "changed"): (N_("{count} action changed"), N_("{count} actions changed")),
}


def imported(differences: Sequence[Difference], file: str, say: Translate) -> str:
    """Return the subject of an import, `Import agenda.ics: 12 meetings added, 2 changed`."""
    counts = Counter("changed" if each.old else "added" for each in differences)
    parts: list[str] = []
    for what in sorted(counts):
        one, several = _IMPORTED[differences[0].is_action, what]
        text = say(one if counts[what] == 1 else several)
        parts.append((say("{count} changed") if parts else text).format(count=counts[what]))
    return say("Import {file}: {parts}").format(file=file, parts=", ".join(parts))


def subject(
    differences: list[Difference],
    say: Translate,
    files: Sequence[str] = (),
    write: DayWriter = date.isoformat,
) -> str:
    """Return the first line, such as `2025-014 done: Buy a lamp`.

    Without differences it names `files`. `write` writes the day of a meeting.
    """
    if not differences:
        changed = REGISTER_FILE in files
        text = say("settings in {files} changed") if changed else say("layout of {files}")
        return text.format(files=", ".join(files))
    followers = _followers(differences)
    if followers:
        first = subject([d for d in differences if d not in followers], say, write=write)
        numbers = ", ".join(difference.record.name for difference in followers)
        text = say("{subject}; next {numbers}").format(subject=first, numbers=numbers)
        return _cut(text, _SUBJECT_WIDTH)
    verbs = {verb(difference, say) for difference in differences}
    names = [difference.record.name for difference in differences]
    if len(differences) == 1:
        text = f"{names[0]} {verbs.pop()}: {_summary(differences[0], write)}"
    else:
        shown = ", ".join(names[:4]) + (f" +{len(names) - 4}" if len(names) > 4 else "")
        text = f"{shown} {verbs.pop() if len(verbs) == 1 else say('changed')}"
    return _cut(visible(text), _SUBJECT_WIDTH)


def _followers(differences: Sequence[Difference]) -> list[Difference]:
    """Return the actions that are new, or back, and follow a recurring one among these."""
    recur = [d.record for d in differences if isinstance(d.record, Action) and d.record.every]
    uids = {uid_after(action.uid) for action in recur} if len(recur) > 1 else set()
    new = (d for d in differences if d.new and (d.old is None or d.old.withdrawn))
    return [d for d in new if d.record.uid in uids and not d.record.withdrawn]


_LISTED: Mapping[tuple[Table, str], str] = {
    ("bodies", "added"): N_("body {names} added"),
    ("bodies", "removed"): N_("body {names} removed"),
    ("bodies", "renamed"): N_("body {old} is now called {names}"),
    ("bodies", "changed"): N_("body {names} changed"),
    ("people", "added"): N_("person {names} added"),
    ("people", "removed"): N_("person {names} removed"),
    ("people", "renamed"): N_("person {old} is now called {names}"),
    ("people", "changed"): N_("person {names} changed"),
}


def listed_subject(changes: Sequence[ListedChange], say: Translate) -> str:
    """Return the first line about changed bodies and people, such as `body AB added`.

    A rename goes before what follows from it: the same name with the people who sit in a body.
    """
    first = next((change for change in changes if change.renamed_from), changes[0])
    kind = _kind(first)
    alike = [c.name for c in changes if (c.table, _kind(c)) == (first.table, kind)]
    names = first.name if first.renamed_from else ", ".join(alike)
    text = say(_LISTED[first.table, kind]).format(names=names, old=first.renamed_from)
    return _cut(visible(text), _SUBJECT_WIDTH)


def _kind(change: ListedChange) -> str:
    if change.renamed_from:
        return "renamed"
    if change.old is None:
        return "added"
    return "removed" if change.new is None else "changed"


def listed_lines(changes: Sequence[ListedChange], say: Translate) -> list[str]:
    """Return a line for each changed field; with several changes, each with its name."""
    lines: list[str] = []
    for change in changes:
        name = f"{change.name} – " if len(changes) > 1 else ""
        table = of_listed(TYPES[change.table])
        for field in change.fields:
            shown = labels.value(field.new, say)
            if change.old is not None:
                shown = f"{labels.value(field.old, say)} → {shown}"
            lines.append(f"{name}{say(table[field.name].label)}: {shown}")
    return lines


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def verb(difference: Difference, say: Translate) -> str:
    """Return the words of a subject for what happened to a record, such as `due moved`."""
    event = events.headline(difference)
    return events.label(Event.CHANGED if event in _DETAILS else event, say)


def _summary(difference: Difference, write: DayWriter = date.isoformat) -> str:
    record = difference.record
    if isinstance(record, Action):
        return record.summary
    when = labels.moment(record.start, write) if record.start else record.window
    return " – ".join(part for part in (record.title or record.body, when) if part)


def field_lines(
    difference: Difference, say: Translate, write: DayWriter = date.isoformat
) -> list[FieldLine]:
    """Return a line `label: old → new` for each changed field; of a new record `label: value`.

    The last line has the files of a record that moved to another file. `write` writes the days of
    a new record.
    """
    hidden = {"uid", "id", "created", "was"} if difference.old is None else {"uid"}
    if difference.old is None and difference.is_action:
        hidden |= {"summary", "status"}
    lines = []
    for field in difference.fields:
        if field.name not in hidden:
            shown = labels.value(field.new, say, field.name, write)
            if difference.old is not None:
                shown = _old_to_new(field, say)
            lines.append(FieldLine(field.name, f"{labels.label(field.name, say)}: {shown}"))
    if difference.is_moved:
        text = f"{say('file')}: {difference.old_file} → {difference.new_file}"
        lines.append(FieldLine("file", text))
    return lines


def _old_to_new(field: Field, say: Translate) -> str:
    """Return `old → new`, or `+ added` for progress notes that were only added to."""
    old, new = field.old, field.new
    if field.name == "progress" and isinstance(old, tuple) and isinstance(new, tuple):
        added = tuple(note for note in new if note not in old and isinstance(note, Progress))
        if new[: len(old)] == old:
            return f"+ {labels.value(added, say, field.name)}"
    return f"{labels.value(old, say, field.name)} → {labels.value(new, say, field.name)}"
