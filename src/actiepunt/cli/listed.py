"""What the commands `body` and `person` share: adding, changing, and the answer."""

from typing import Any

from actiepunt.cli import ask, confirmation, fields, inputs
from actiepunt.cli.answer import Answer
from actiepunt.cli.session import Session
from actiepunt.core import check, earlier_names, listed, query
from actiepunt.core.fields import of_listed, options
from actiepunt.core.listed import GROUPS, TYPES, Table
from actiepunt.core.model import Register
from actiepunt.core.names import argument
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _, ngettext
from actiepunt.storage.transaction import Change, Changer, Why


def add(session: Session, table: Table, name: str | None, why: Why, given: fields.Given) -> Answer:
    """Add a body or a person; on a terminal, without a name, ask for it and for the rest.

    Raises:
        UsageError: there is no name, or a text has not the form of its field.
        ActiepuntError: the name is there already, or the change was refused.
    """
    if name is None and ask.person():
        name, given = _asked(session, table, given)
    if name is None:
        raise UsageError(
            _("the name is missing"),
            _("Write: {command}").format(command=f'actiepunt {GROUPS[table]} add "{_("NAME")}"'),
        )
    wanted = inputs.demand(name, "name")

    def changer(register: Register) -> Register:
        kind = TYPES[table]
        values = fields.listed(register, session.reader(register), kind, given)
        return listed.add(register, table, wanted, kind(**values))

    return _changed(session, table, changer, why)


def _changed(session: Session, table: Table, changer: Changer, why: Why) -> Answer:
    """Make a change, and answer with it and with what a person would not expect of it."""
    before = session.load().register
    change = session.change(changer, why)
    notes = _first_of_list(before, change.register) if table == "people" else _owners_too(change)
    return confirmation.changed(change)._replace(notes=notes)


def _owners_too(change: Change) -> list[str]:
    """Return a note for each body with a new name that owns actions under its old name."""
    owners = earlier_names.owners(change.register)
    text = _("“{name}” also owns actions, and that stays. To rename the owner: {command}")
    return [
        text.format(
            name=each.renamed_from,
            command=f"actiepunt person edit {argument([each.renamed_from])}"
            f" --name {argument([each.name])}",
        )
        for each in change.listed
        if each.table == "bodies" and each.renamed_from in owners
    ]


def _first_of_list(before: Register, after: Register) -> list[str]:
    """Return a note where a list of people begins, because `check` warns for all others then."""
    if before.settings.listed_people or not after.settings.listed_people:
        return []
    owners = check.run(after, (check.owners,))
    count = sum(fault.message == check.stranger(fault.record, [])[0] for fault in owners)
    text = ngettext(
        "This begins the list of people: `actiepunt check` warns now for {count} owner who is not"
        " in it.",
        "This begins the list of people: `actiepunt check` warns now for {count} owners who are not"
        " in it.",
        count,
    )
    return [text.format(count=count)] if count else []


def edit(
    session: Session, table: Table, name: str, new_name: str | None, why: Why, given: fields.Given
) -> Answer:
    """Change fields of a body or a person, and the name where a new one is given.

    Raises:
        UsageError: nothing is to be changed, or a text has not the form of its field.
        ActiepuntError: there is no such name, or the change was refused.
    """
    if new_name is None and not fields.any_given(given):
        raise UsageError(
            _("nothing to change"),
            _("Name what changes: {command}").format(
                command=f"actiepunt {GROUPS[table]} edit --help"
            ),
        )
    wanted = "" if new_name is None else inputs.demand(new_name, "name")

    def changer(register: Register) -> Register:
        found = listed.find(register, table, inputs.demand(name, "name"))
        values = fields.listed(register, session.reader(register), TYPES[table], given)
        values |= _lists(register, table, found, given)
        return listed.edit(register, table, found, values, wanted)

    return _changed(session, table, changer, why)


def _lists(register: Register, table: Table, name: str, given: fields.Given) -> dict[str, Any]:
    """Return the lists that `--add-NAME` and `--remove-NAME` change, by field.

    Raises:
        ActiepuntError: a name to remove is not in the list.
    """
    values: dict[str, Any] = {}
    for field, option in options(of_listed(TYPES[table])):
        if not option.add:
            continue
        add, remove = fields.list_items(given, option.name, field.name)
        if not (add or remove):
            continue
        entry = listed.entries(register.settings, table).get(name, TYPES[table]())
        values[field.name] = _changed_list(register, getattr(entry, field.name), add, remove)
    return values


def _changed_list(
    register: Register, present: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]
) -> tuple[str, ...]:
    kept = list(present)
    for text in remove:
        match = next((body for body in kept if listed.same("bodies", body, text)), None)
        if match is None:
            raise ActiepuntError(
                _("“{name}” is not in the list").format(name=text),
                _("It has: {names}.").format(names=", ".join(present) or "–"),
            )
        kept.remove(match)
    return tuple(dict.fromkeys([*kept, *(query.body_for_change(register, text) for text in add)]))


def _asked(session: Session, table: Table, given: fields.Given) -> tuple[str, fields.Given]:
    """Return a name and the options, after a question for each that is missing."""
    register = session.load().register
    reader = session.reader(register)
    filled = dict(given)

    def check_new(typed: str) -> None:
        listed.add(register, table, inputs.demand(typed, "name"), TYPES[table]())

    name = ask.text(_("Name"), check=check_new)
    for field, option in options(of_listed(TYPES[table])):
        if filled[option.name] not in {None, ()} or field.name == "slug":
            continue
        several = field.kind == "texts"

        def check(typed: str, key: str = option.name, *, several: bool = several) -> None:
            value = (typed,) if several else typed
            fields.listed(register, reader, TYPES[table], {key: value})

        label = _(field.label)
        answer = ask.text(
            _("{field} (may be empty)").format(field=label[:1].upper() + label[1:]),
            query.known_bodies(register) if several else (),
            check=check,
            multiple=several,
        )
        filled[option.name] = (answer,) if several else answer
    return name, filled
