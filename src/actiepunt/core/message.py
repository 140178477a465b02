"""What a commit says about a change, in the register's language (DESIGN section 6.7).

What changed is never read from these words: they are for people who read `git log`. The reason of a
change is in the message alone, as a trailer.
"""

from collections.abc import Mapping, Sequence

from actiepunt.core import events, labels, trailers
from actiepunt.core.diff import Difference, Field
from actiepunt.core.events import Event
from actiepunt.core.model import REGISTER_FILE, Action, Progress
from actiepunt.i18n import Translate
from actiepunt.text import visible

_SUBJECT_WIDTH = 100
_MOST_LINES = 100
_DETAILS = frozenset({Event.REASSIGNED, Event.REWORDED})  # "changed" in a subject
_LINE_WIDTH = 240  # the whole message is one argument, and Windows allows 32 kB


def compose(
    differences: list[Difference], say: Translate, reason: str = "", files: Sequence[str] = ()
) -> str:
    """Return the subject, a line for each changed field, and the trailers.

    The trailers are `Action` or `Meeting` for each record, and `Reason` where one is given.
    """
    ending = [
        trailers.write(trailers.ACTION if found.is_action else trailers.MEETING, name)
        for found in differences[:_MOST_LINES]
        if (name := visible(found.record.name))
    ]
    if reason.strip():
        ending.append(trailers.write(trailers.REASON, reason))
    lines = body(differences, say)
    parts = [
        subject(differences, say, files),
        "\n".join(_cut(visible(line), _LINE_WIDTH) for line in lines[:_MOST_LINES]),
        "\n".join(dict.fromkeys(ending)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def body(differences: Sequence[Difference], say: Translate) -> list[str]:
    """Return the lines of changed fields; of several records each under its name."""
    lines: list[str] = []
    for found in differences:
        if len(differences) > 1:
            lines.append(f"{found.record.name}: {_summary(found)}")
        lines += field_lines(found, say)
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


def subject(differences: list[Difference], say: Translate, files: Sequence[str] = ()) -> str:
    """Return the first line: what happened to which record."""
    if not differences:
        changed = REGISTER_FILE in files
        text = say("settings in {files} changed") if changed else say("layout of {files}")
        return text.format(files=", ".join(files))
    did = {verb(found, say) for found in differences}
    names = [found.record.name for found in differences]
    if len(differences) == 1:
        text = f"{names[0]} {did.pop()}: {_summary(differences[0])}"
    else:
        shown = ", ".join(names[:4]) + (f" +{len(names) - 4}" if len(names) > 4 else "")
        text = f"{shown} {did.pop() if len(did) == 1 else say('changed')}"
    return _cut(visible(text), _SUBJECT_WIDTH)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def verb(difference: Difference, say: Translate) -> str:
    """Return what happened to a record, in a word or two."""
    event = events.headline(difference)
    return events.label(Event.CHANGED if event in _DETAILS else event, say)


def _summary(found: Difference) -> str:
    record = found.record
    if isinstance(record, Action):
        return record.summary
    when = labels.moment(record.start) if record.start else record.window
    return " – ".join(part for part in (record.title or record.body, when) if part)


def field_lines(found: Difference, say: Translate) -> list[str]:
    """Return `field: old → new` for each changed field; of a new record `field: value`.

    The last line names the files where the record is in another one than before.
    """
    hidden = {"uid", "id", "created", "was"} if found.old is None else {"uid"}
    if found.old is None and found.is_action:
        hidden |= {"summary", "status"}
    lines = []
    for field in found.fields:
        if field.name not in hidden:
            shown = labels.value(field.new, say, field.name)
            if found.old is not None:
                shown = _old_to_new(field, say)
            lines.append(f"{labels.label(field.name, say)}: {shown}")
    if found.is_moved:
        lines.append(f"{say('file')}: {found.old_file} → {found.new_file}")
    return lines


def _old_to_new(field: Field, say: Translate) -> str:
    """Return what changed; of a list that only grew, what was added."""
    old, new = field.old, field.new
    if field.name == "progress" and isinstance(old, tuple) and isinstance(new, tuple):
        added = tuple(note for note in new if note not in old and isinstance(note, Progress))
        if new[: len(old)] == old:
            return f"+ {labels.value(added, say, field.name)}"
    return f"{labels.value(old, say, field.name)} → {labels.value(new, say, field.name)}"
