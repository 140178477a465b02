"""A register and its history without the names of people, for pages that everybody can read.

Whoever register.toml lists becomes their role there, in every field and inside texts. Any other
owner or participant who is neither a body nor a role could be a person, and becomes "owner".
"""

import re
from collections.abc import Iterable
from typing import Any

from actiepunt.core import earlier_names
from actiepunt.core.fields import kinds
from actiepunt.core.model import Meeting, Progress, Record, Register
from actiepunt.core.names import same_role
from actiepunt.i18n import Translate
from actiepunt.text import fold, slug

_KEPT = frozenset({"uid", "id", "status", "body", "meeting", "was", "every"})
_MAIL = re.compile(r"[^\s<>()\[\]]+@[^\s<>()\[\]]+")
_BEFORE = r"(?i:(?:van|de|den|der|ten|ter|te|het|'t|’t|el|la|von)\s+)*"  # a family name
# The family name of "J.P. de Vries" and of "Jan de Vries"; "gemeente Doetinchem" has none.
_FAMILY = re.compile(rf"(?:[A-Z]\S*\s+)+?{_BEFORE}(\w.{{2,}})")


class Roles:
    """What stands for each name of a person in a register.

    Args:
        register: The register with its names.
        others: Names that occur in its history alone.
        say: Translates to the language of the register.
    """

    def __init__(self, register: Register, others: Iterable[str], say: Translate) -> None:
        self._unknown = say("owner")
        people = register.settings.people
        self._roles = [one.role for one in people.values() if one.role]
        bodies = register.settings.bodies
        self._bodies = {
            slug(word) for body, one in bodies.items() for word in earlier_names.forms(body, one)
        } | set(map(slug, earlier_names.bodies(register)))
        self._known = {
            fold(word): one.role or self._unknown
            for name, one in people.items()
            for word in earlier_names.forms(name, one)
        }
        self._meetings = {meeting.id for meeting in register.meetings}
        self.hidden: list[str] = []
        owners = {owner for action in register.every_action for owner in action.owners}
        guests = {one for meeting in register.meetings for one in meeting.participants}
        for name in sorted({*owners, *guests, *others}):
            if fold(name) not in self._known and not self._is_public(name):
                self._known[fold(name)] = self._unknown
                self.hidden.append(name)
        names = [name for each, one in people.items() for name in earlier_names.forms(each, one)]
        self._pattern, self._inside = self._words([*names, *self.hidden])

    def _is_public(self, name: str) -> bool:
        """Tell whether a name is a body or a role, not a person."""
        return slug(name) in self._bodies or any(same_role(name, role) for role in self._roles)

    def _words(self, names: Iterable[str]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
        """Return the pattern of names inside a text, and what stands for each, longest first."""
        inside: dict[str, str] = {}
        families: dict[str, str] = {}
        for name in names:
            role = self._known[fold(name)]
            inside[name.lower()] = role
            family = _FAMILY.fullmatch(name)
            if family:
                families.setdefault(family[1], role)
        parts = [rf"(?i:{re.escape(name)})" for name in sorted(inside, key=len, reverse=True)]
        parts += [_BEFORE + re.escape(name) for name in sorted(families, key=len, reverse=True)]
        inside.update({name.lower(): role for name, role in families.items()})
        pattern = rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)"
        return (re.compile(pattern) if parts else None), inside

    def text(self, text: str) -> str:
        """Return a text with a role for each name in it, and without mail addresses."""
        text = _MAIL.sub("…", text) if "@" in text else text
        if self._pattern is None:
            return text
        return self._pattern.sub(self._role_of, text)

    def _role_of(self, match: re.Match[str]) -> str:
        found = match[0].lower()
        while found not in self._inside:  # what stands before a family name
            found = found.split(maxsplit=1)[1]
        return self._inside[found]

    def owner(self, name: str) -> str:
        """Return what stands for an owner or participant: a role, or the name of a body."""
        return self._known.get(fold(name), name)

    def record(self, record: Record) -> Any:
        """Return an action or a meeting without names, of the same type."""
        changed = {
            field: self._value(field, getattr(record, field))
            for field in kinds(record)
            if field not in _KEPT
        }
        return record._replace(**changed)

    def _value(self, field: str, value: Any) -> Any:
        if isinstance(value, str):
            return value if field == "due" and value in self._meetings else self.text(value)
        if not isinstance(value, tuple):
            return value
        if field in {"owners", "participants"}:
            return tuple(dict.fromkeys(map(self.owner, value)))
        return tuple(
            item._replace(text=self.text(item.text))
            if isinstance(item, Progress)
            else self.text(item)
            for item in value
        )

    def register(self, register: Register) -> Register:
        """Return a register without names and without its list of people."""
        settings = register.settings._replace(people={}, revoked={})
        shown = register.with_each_action(self.record)
        meetings: tuple[Meeting, ...] = tuple(map(self.record, register.meetings))
        return shown._replace(settings=settings, meetings=meetings)
