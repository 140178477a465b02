"""The bodies and people that register.toml lists: adding, changing, renaming, and their undo.

A new name replaces the old one in every record as well, and the old one is kept in `was`, so that
whoever types it, or subscribed to its feeds, still gets there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from actiepunt.core import query
from actiepunt.core.diff import Field
from actiepunt.core.fields import listed_kinds
from actiepunt.core.model import (
    REGISTER_FILE,
    Action,
    Body,
    Listed,
    Meeting,
    Person,
    Register,
    Settings,
)
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import fold, nearest, slug

Table = Literal["bodies", "people"]
"""The table of register.toml; also the field of `Settings` that holds it."""

TYPES: Mapping[Table, type[Listed]] = {"bodies": Body, "people": Person}
GROUPS: Mapping[Table, str] = {"bodies": "body", "people": "person"}
"""The group of commands for each table."""

_KEYS: Mapping[Table, Callable[[str], str]] = {"bodies": slug, "people": fold}


class ListedChange(NamedTuple):
    """A body or person that was added (`old` is None), removed (`new` is None) or changed.

    `old_name` and `name` are the names before and after; they differ where it was renamed.
    """

    table: Table
    old_name: str
    name: str
    old: Listed | None
    new: Listed | None

    @property
    def renamed_from(self) -> str:
        """The name that it had before, in register.toml or in the records alone; else empty."""
        if self.new is None or self.old_name == self.name:
            return ""
        return self.old_name or (self.new.was[-1] if self.new.was else "")

    @property
    def fields(self) -> list[Field]:
        """The changed fields in file order; of an added or removed one, its filled fields."""
        blank = TYPES[self.table]()
        old, new = self.old or blank, self.new or blank
        return [
            Field(name, getattr(old, name), getattr(new, name))
            for name in listed_kinds(blank)
            if getattr(old, name) != getattr(new, name)
        ]


def same(table: Table, first: str, second: str) -> bool:
    """Tell whether two names are spellings of one, as for feeds and filters."""
    return _KEYS[table](first) == _KEYS[table](second)


def entries(settings: Settings, table: Table) -> Mapping[str, Any]:
    """Return a table by name, in file order."""
    content: Mapping[str, Any] = getattr(settings, table)
    return content


def between(before: Settings, after: Settings) -> list[ListedChange]:
    """Return the changes of both tables, in file order; the removed come last.

    A name that took the place of another, in a table of the same length, is a rename.
    """
    return [change for table in TYPES for change in _between(before, after, table)]


def _between(before: Settings, after: Settings, table: Table) -> Iterable[ListedChange]:
    old, new = entries(before, table), entries(after, table)
    renamed: dict[str, str] = {}
    if len(old) == len(new):
        pairs = zip(old, new, strict=True)
        renamed = {b: a for a, b in pairs if a not in new and b not in old}
    for name, entry in new.items():
        old_name = renamed.get(name, name)
        if old_name not in old:
            yield ListedChange(table, "", name, None, entry)
        elif old_name != name or old[old_name] != entry:
            yield ListedChange(table, old_name, name, old[old_name], entry)
    for name, entry in old.items():
        if name not in new and name not in renamed.values():
            yield ListedChange(table, name, name, entry, None)


def _used(register: Register, table: Table) -> list[str]:
    """Return the names in the records, those of the archive and of participants too."""
    if table == "bodies":
        return query.bodies_of_records(register)
    shown = register.visible
    named = {owner for action in shown.every_action for owner in action.owners}
    named |= {name for meeting in shown.meetings for name in meeting.participants}
    return sorted(named - {""})


def find(register: Register, table: Table, text: str) -> str:
    """Return the name in register.toml, or else in a record, that a typed name means.

    Capitals and accents do not matter, and an earlier name is found too.

    Raises:
        ActiepuntError: there is no such name; the advice names the nearest.
    """
    content = entries(register.settings, table)
    known = list(dict.fromkeys((*content, *_used(register, table))))
    candidates = [text] if text in known else [n for n in known if same(table, n, text)]
    candidates += [n for n, e in content.items() if any(same(table, text, old) for old in e.was)]
    if candidates:
        return candidates[0]
    if table == "bodies":
        return query.find_body(register, text)  # which raises the error
    close = nearest(text, known)
    raise ActiepuntError(
        _("there is no person “{text}”").format(text=text),
        _("Did you mean “{word}”?").format(word=close)
        if close
        else _("`actiepunt person list` shows who there are; `actiepunt person add` adds one."),
    )


def add(register: Register, table: Table, name: str, entry: Listed) -> Register:
    """Return the register with a body or a person added to register.toml.

    With the first body come those that the records name: once there is a list, a record may name
    no other body.

    Raises:
        ActiepuntError: the name is there already.
    """
    content = entries(register.settings, table)
    present = next((other for other in content if same(table, other, name)), None)
    if present is not None:
        was = content[present].was
        if not was or content[present] != TYPES[table](was=was):
            raise _taken(table, present)
        # Earlier names alone are no list, so this name is not in it yet.
        return _with(register, table, {**content, present: entry._replace(was=was)})
    first = table == "bodies" and not register.settings.listed_bodies
    used = _used(register, table) if first else []
    others = {
        other: Body()
        for other in used
        if not any(same(table, other, one) for one in (name, *content))
    }
    return _with(register, table, {**content, name: entry, **others})


def _taken(table: Table, name: str) -> ActiepuntError:
    texts = {
        "bodies": _("there is a body “{name}” already"),
        "people": _("there is a person “{name}” already"),
    }
    return ActiepuntError(
        texts[table].format(name=name),
        _("To change it: {command}").format(command=f"actiepunt {GROUPS[table]} edit {_('NAME')}"),
    )


def _with(register: Register, table: Table, content: Mapping[str, Listed]) -> Register:
    settings: dict[str, Any] = {table: content}
    return register._replace(settings=register.settings._replace(**settings))


def edit(
    register: Register, table: Table, name: str, values: Mapping[str, Any], new_name: str = ""
) -> Register:
    """Return the register with fields of a body or a person changed, and perhaps its name.

    A name that only records have gets an entry for the earlier name, which is no list (see
    `Settings.listed_people`).

    Raises:
        ActiepuntError: register.toml does not list the name and a field is changed, or has the new
            name already.
    """
    content = entries(register.settings, table)
    if name not in content and values:
        raise ActiepuntError(
            _("“{name}” is not in register.toml").format(name=name),
            _("Add it first: {command}").format(
                command=f"actiepunt {GROUPS[table]} add {_('NAME')}"
            ),
        )
    entry: Listed = content.get(name, TYPES[table]())._replace(**values)
    if not new_name or new_name == name:
        return _with(register, table, {**content, name: entry})
    other = next((o for o in content if o != name and same(table, o, new_name)), None)
    if other is not None:
        raise _taken(table, other)
    was = dict.fromkeys((*entry.was, name))
    entry = entry._replace(was=tuple(old for old in was if not same(table, old, new_name)))
    renamed = {new_name if n == name else n: entry if n == name else e for n, e in content.items()}
    if name not in content and entry.was:
        renamed[new_name] = entry
    return _renamed(_with(register, table, renamed), table, name, new_name)


def _renamed(register: Register, table: Table, name: str, new: str) -> Register:
    """Return the register with every spelling of a name replaced in the records."""

    def names(given: Sequence[str]) -> tuple[str, ...]:
        changed = [new if same(table, one, name) else one for one in given]
        return tuple(given) if changed == list(given) else tuple(dict.fromkeys(changed))

    def action(old: Action) -> Action:
        if table == "people":
            return old._replace(owners=names(old.owners))
        return old._replace(body=names([old.body])[0])

    def meeting(old: Meeting) -> Meeting:
        if table == "people":
            return old._replace(participants=names(old.participants))
        return old._replace(body=names([old.body])[0])

    if table == "bodies":
        people = {
            who: person._replace(bodies=names(person.bodies))
            for who, person in register.settings.people.items()
        }
        register = _with(register, "people", people)
    return register.with_each_action(action)._replace(
        meetings=tuple(map(meeting, register.meetings))
    )


def undo(changes: Sequence[ListedChange]) -> Callable[[Register], Register]:
    """Return the change of a register that undoes these changes of register.toml.

    Raises (when called):
        ActiepuntError: a body or a person changed again since.
    """

    def changer(register: Register) -> Register:
        for change in changes:
            content = entries(register.settings, change.table)
            if content.get(change.name) != change.new:
                raise ActiepuntError(
                    _("{name} changed again since: {field}").format(
                        name=change.name, field=REGISTER_FILE
                    ),
                    _("Put it right with `actiepunt body edit` or `actiepunt person edit`."),
                )
            items: list[tuple[str, Listed]] = []
            for name, entry in content.items():
                if name != change.name or change.new is None:
                    items.append((name, entry))
                elif change.old is not None:
                    items.append((change.old_name, change.old))
            if change.new is None and change.old is not None:
                items.append((change.old_name, change.old))
            register = _with(register, change.table, dict(items))
        return register

    return changer
