"""Reminders: for each person one message with the actions that are late or due soon.

An owner that is a body or a role stands for people of register.toml; they get what is theirs by it
in the same message as what is theirs by name.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

from actiepunt.core import labels, listed, query
from actiepunt.core.earlier_names import forms
from actiepunt.core.model import Meeting, Register
from actiepunt.core.names import same_role
from actiepunt.core.query import Filter, Standing
from actiepunt.i18n import catalogue
from actiepunt.text import fold, slug, visible


class Item(NamedTuple):
    """An action in a message; `by` are the body and roles by which it is theirs, if not by name."""

    row: Standing
    by: tuple[str, ...] = ()


class Reminder(NamedTuple):
    """A message to a person, or to an owner that stands for nobody known.

    Attributes:
        to: The name of the person or owner.
        email: The address in register.toml; empty where it has none that mail can go to.
        subject: The subject, on one line.
        text: The body of the message, in lines that end in a line feed.
    """

    to: str
    email: str
    subject: str
    text: str


def people(register: Register, owner: str) -> list[str]:
    """Return the people of register.toml that an owner stands for, in its order.

    That is the person of that name, or else those who sit in the body, or else those with the role.
    """
    known = register.settings.people
    named = [name for name, one in known.items() if fold(owner) in map(fold, forms(name, one))]
    if named:
        return named[:1]
    bodies = {
        slug(word)
        for body, one in register.settings.bodies.items()
        for word in forms(body, one)
        if slug(owner) in map(slug, forms(body, one))
    } | {slug(owner)}
    sitting = [name for name, one in known.items() if bodies & set(map(slug, one.bodies))]
    return sitting or [name for name, one in known.items() if same_role(owner, one.role)]


def find(register: Register, text: str) -> list[str]:
    """Return the names whose messages a typed owner means.

    Raises:
        ActiepuntError: there is no such owner; the advice names the nearest.
    """
    found = people(register, text)
    if found:
        return found
    name = listed.find(register, "people", text)
    return people(register, name) or [name]


def reminders(register: Register, before: date, today: date) -> list[Reminder]:
    """Return the messages by name, on the open actions that are late or due before a day.

    Args:
        register: The register as people see it.
        before: The day before which an action must be due.
        today: The day from which on a deadline is late.
    """
    theirs: dict[str, list[Item]] = {}
    rows = query.select(register, Filter(before=max(before, today)), today)
    owners = dict.fromkeys(owner for row in rows for owner in row.action.owners)
    standing_for = {owner: people(register, owner) for owner in owners}
    for row in rows:
        for name, by in _recipients(register, row, standing_for).items():
            theirs.setdefault(name, []).append(Item(row, by))
    return [_message(register, name, theirs[name], today) for name in sorted(theirs, key=fold)]


def _recipients(
    register: Register, row: Standing, standing_for: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    """Return who is reminded of an action, each with the owners that stand for them.

    Whoever owns it by name needs no other reason. `standing_for` has the people of each owner.
    """
    found: dict[str, tuple[str, ...]] = {}
    own: set[str] = set()
    for owner in row.action.owners:
        names = standing_for[owner]
        for name in names or [owner]:
            earlier = register.settings.people[name].was if names else (owner,)
            if fold(owner) in map(fold, (name, *earlier)):
                own.add(name)
            found[name] = (*found.get(name, ()), owner)
    return {name: () if name in own else by for name, by in found.items()}


def _message(register: Register, name: str, items: list[Item], today: date) -> Reminder:
    words = catalogue(register.settings.language)
    say, meetings = words.gettext, register.meetings_by_id()
    late = [item for item in items if item.row.late]
    soon = [item for item in items if not item.row.late]
    parts = ((say("late"), say("Late"), late), (say("due soon"), say("Due soon"), soon))
    counts = ", ".join(f"{len(found)} {word}" for word, _heading, found in parts if found)
    person = register.settings.people.get(name)
    lines = [say("Dear {name},").format(name=name), ""]
    lines += [say("These action points are yours:"), ""]
    for _word, heading, found in parts:
        if found:
            lines.append(f"{heading}:")
            for item in found:
                lines += _lines(register, item, meetings, today)
            lines.append("")
    lines.append(register.settings.name or say("Actions and meetings"))
    return Reminder(
        name,
        usable(person.email) if person else "",
        visible(say("Action points: {counts}").format(counts=counts)),
        "".join(f"{visible(line).rstrip()}\n" for line in lines),
    )


def _lines(
    register: Register, item: Item, meetings: Mapping[str, Meeting], today: date
) -> list[str]:
    """Return an action as lines: its number and words, its term, its meeting, and as whom."""
    words = catalogue(register.settings.language)
    say, row = words.gettext, item.row
    lines = [f"- {row.action.id}  {row.action.summary}"]
    term = labels.short_day(row.deadline, today, say) if row.deadline else ""
    term += f" ({row.agreed})" if row.agreed else ""
    if row.late:
        term += f", {labels.lateness(row.late, words.ngettext)}"
    facts = [(labels.label("due", say), term)]
    meeting = meetings.get(row.action.meeting)
    if meeting:
        day = f" {labels.short_day(meeting.day, today, say)}" if meeting.day else ""
        facts.append((labels.label("meeting", say), f"{meeting.what}{day}"))
    facts += [(say("to you as"), ", ".join(item.by))] if item.by else []
    return lines + [f"  {label}: {text}" for label, text in facts]


def usable(email: str) -> str:
    """Return an address that mail can go to as it is, else nothing."""
    try:
        return Address(addr_spec=email).addr_spec if email.isascii() and "@" in email else ""
    except (ValueError, IndexError, MessageError):
        return ""


def text(reminder: Reminder, to: str, subject: str) -> str:
    """Return a message as text, with these labels before its head lines."""
    name = visible(reminder.to)
    address = f"{name} <{reminder.email}>" if reminder.email else name
    return f"{to}: {address}\n{subject}: {reminder.subject}\n\n{reminder.text}"


def eml(reminder: Reminder) -> bytes:
    """Return a message as a draft that a mail program opens to send (RFC 5322).

    It has no day, no sender and no id: the mail program fills those in, and the same register gives
    the same bytes. `X-Unsent` makes Outlook open it for writing.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if reminder.email:
        message["To"] = Address(visible(reminder.to), addr_spec=reminder.email)
    message["Subject"] = reminder.subject
    message.set_content(reminder.text, cte="quoted-printable")
    return message.as_bytes()
