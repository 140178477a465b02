"""Who does it: people, bodies and roles in a sentence, by the names that the register gives them."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from actiepunt.core import earlier_names
from actiepunt.core.model import Register
from actiepunt.text import fold

_BEFORE = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]en|[Tt]er|te|het|'t|’t|el|la|von) )*"
_TITLE = r"(?:de heer|de dames|dames|heer|heren|mevrouw|mevr\.|mw\.|dhr\.|mr|mr\.|mrs|mrs\.|ms|ms\.|dr|dr\.|ir\.|drs\.|wethouder|burgemeester|gedeputeerde|councillor|cllr|cllr\.)"
_NAME = rf"{_BEFORE}[A-Z][\w’'-]+(?:-[A-Z][\w’'-]+)?"
ROLES: tuple[str, ...] = (
    "voorzitter", "vicevoorzitter", "secretaris", "ambtelijk secretaris", "penningmeester", "griffier",
    "directeur", "secretaris-directeur", "secretaris/directeur", "bestuurder", "directie", "bestuurssecretaris",
    "wethouder", "burgemeester", "gedeputeerde", "portefeuillehouder", "portefeuillehouders", "college",
    "gebiedsregisseur", "regisseurs", "programmaregisseurs", "programmamanager", "projectleider",
    "coördinator", "controller", "controllers", "beheerder", "gemeentesecretarissen", "kascommissie",
    "dagelijks bestuur", "algemeen bestuur", "bestuur", "commissie", "werkgroep", "stuurgroep", "projectgroep",
    "allen", "iedereen", "alle leden", "chair", "chairman", "chairwoman", "treasurer", "secretary", "clerk",
    "committee", "subcommittee", "working group", "all members", "all committee members", "everyone", "trustees",
    "notulist", "leden", "bestuursleden", "fracties", "fractievoorzitters", "secretariaat", "bureau", "team",
    "administratie", "site manager", "headteacher", "caretaker",
)  # fmt: skip
"""Roles and groups that can own an action without being in the register."""
_HONOURS = re.compile(r"\b(?:mr|drs|dr|ir|ing|prof|mw|mevr|dhr|MA|MBA|MPM|MSc|BSc|RA)\b\.? ?")
_GROUP = re.compile(
    r"(?:regio|gemeente|provincie|stuurgroep|kerngroep|kernteam|werkgroep|thematafels?|netwerk|stichting|raad"
    r"|commissie|ministerie|afdeling|team|vereniging|bureau|(?-i:[A-Z]{2,}))\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:de|het|the|een|a|an) ", re.IGNORECASE)


class Owner(NamedTuple):
    """Somebody in a sentence: where they stand, and their name as the register has it.

    `known` tells whether the register knows them, and is false for a role or a stranger.
    """

    start: int
    end: int
    name: str
    known: bool


class Owners:
    """Finds in sentences who may own an action of a register.

    Args:
        register: The register.
        present: Names of who is present, of whom the register may not know all.
    """

    def __init__(self, register: Register, present: Iterable[str] = ()) -> None:
        self._names: dict[str, str] = {}
        self._roles: dict[str, str] = {}
        people = register.settings.people
        used = [owner for action in register.every_action for owner in action.owners]
        known = list(dict.fromkeys([*people, *used]))
        bodies = self._bodies(register)
        persons = [name for name in known if fold(name) not in bodies]
        for name in persons:
            for form in earlier_names.forms(name, people.get(name)):
                self._names[fold(form)] = name
                self._names.setdefault(fold(_HONOURS.sub("", form)), name)
        for name, forms in self._short(persons).items():
            for form in forms:
                self._names.setdefault(fold(form), name)
        strangers = [name for name in dict.fromkeys(present) if fold(name) not in self._names]
        taken = frozenset(self._names)
        for name in strangers:
            for form in (name, *_parts(name)):
                if fold(form) not in taken:
                    self._names.setdefault(fold(form), name)
        for role, name in self._holders(register):
            self._roles.setdefault(role, name)
        for role in ROLES:
            self._roles.setdefault(fold(role), role)
        self.bodies = bodies
        self._body_names = frozenset(bodies.values())
        every = [*persons, *strangers]
        self._pattern = self._compiled([*every, *self._cased(every)], bodies)

    @staticmethod
    def _bodies(register: Register) -> dict[str, str]:
        bodies: dict[str, str] = {}
        settings = register.settings.bodies
        for name in dict.fromkeys([*settings, *earlier_names.bodies(register)]):
            for form in earlier_names.forms(name, settings.get(name)):
                bodies.setdefault(fold(form), name)
        return bodies

    @staticmethod
    def _holders(register: Register) -> Iterator[tuple[str, str]]:
        """Yield each role that one person alone has, and that person."""
        people = register.settings.people
        roles = [fold(one.role) for one in people.values()]
        first = [role.partition(" ")[0] for role in roles]
        for name, one in people.items():
            role = fold(one.role)
            if role and roles.count(role) == 1:
                yield role, name
            if (
                role
                and role.partition(" ")[0] in ROLES
                and first.count(role.partition(" ")[0]) == 1
            ):
                yield role.partition(" ")[0], name

    @staticmethod
    def _short(names: Iterable[str]) -> dict[str, list[str]]:
        """Return, for each person, the parts of the name that nobody else has: Wim, Hofstra."""
        forms = {name: _parts(name) for name in names if _is_person(name)}
        counts: dict[str, int] = {}
        for parts in forms.values():
            for part in {fold(part) for part in parts}:
                counts[part] = counts.get(part, 0) + 1
        return {name: [p for p in parts if counts[fold(p)] == 1] for name, parts in forms.items()}

    @staticmethod
    def _cased(names: Iterable[str]) -> list[str]:
        return [part for name in names if _is_person(name) for part in _parts(name)]

    def _compiled(self, names: list[str], bodies: dict[str, str]) -> re.Pattern[str]:
        cased = sorted({form for form in names if fold(form) in self._names}, key=len, reverse=True)
        cased += [name for name in self._names.values() if name not in cased]
        parts = [re.escape(form) for form in cased]
        long = [name for name in (*bodies, *bodies.values()) if len(name) > 4]
        small = sorted({*ROLES, *self._roles, *long}, key=len, reverse=True)
        upper = [name for name in bodies.values() if len(name) <= 4 or name.isupper()]
        loose = "|".join(re.escape(role) for role in small)
        group = r"(?i:afdeling|werkgroep|commissie|stuurgroep|projectgroep|kerngroep|fractie|team) (?:[A-Z][\w&-]+)(?: [A-Z][\w&-]+)?"
        titled = rf"(?i:{_TITLE})(?: (?:[A-Z]\.)+)? {_NAME}"
        initials = rf"(?:[A-Z][a-z]?\.[ ]?)+{_NAME}"
        known = "|".join(
            sorted({*parts, *(re.escape(name) for name in upper)}, key=len, reverse=True)
        )
        any_known = f"(?P<known>{known})|" if known else ""
        return re.compile(
            rf"(?<![\w.-])(?:(?P<titled>{titled})|{any_known}(?P<initials>{initials})"
            rf"|(?P<group>{group})|(?i:(?:de|het|the) )?(?P<role>(?i:{loose})))(?![\w-])(?!\.\w)"
        )

    def is_body(self, name: str) -> bool:
        """Tell whether a name is that of a body."""
        return name in self._body_names

    def find(self, text: str) -> Iterator[Owner]:
        """Yield whoever is named in a text, in order."""
        for match in self._pattern.finditer(text):
            yield Owner(match.start(), match.end(), *self._who(match))

    def _who(self, match: re.Match[str]) -> tuple[str, bool]:
        text = match[0]
        if match["titled"]:
            bare = re.sub(rf"^{_TITLE} ", "", text, flags=re.IGNORECASE)
            name = self._names.get(fold(text)) or self._names.get(fold(bare))
            if name is None:
                whole = self._names.get(fold(bare.rpartition(" ")[2]))
                name = whole
            return (name, True) if name else (_small(text), False)
        plain = fold(_ARTICLE.sub("", text))
        if match["role"]:
            if plain in self.bodies:
                return self.bodies[plain], True
            name = self._roles.get(plain, plain)
            return name, name in self._names.values()
        name = (
            self._names.get(plain)
            or self._names.get(fold(text))
            or self.bodies.get(plain)
            or self.bodies.get(fold(text))
        )
        return (name, True) if name else (text, False)


_PRESENT = re.compile(
    r"^\W*(?:Aanwezig(?:en)?|Deelnemers|Present|In attendance|Attendees|Leden|Afwezig|Apologies)\b[^:]{0,60}:\s*(?P<names>.+)$",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:(?i:{_TITLE}) )?(?:[A-Z]\.)*\s?{_NAME}(?: {_NAME}){{0,2}}")


def present(texts: Iterable[str]) -> Iterator[str]:
    """Yield the names in lines such as "Aanwezig: J. Jansen (voorzitter), Wim, mw. Bos"."""
    for text in texts:
        if match := _PRESENT.match(text):
            for part in re.split(
                r"[,;/]|\([^)]*\)|\b(?:en|and)\b|(?<=[a-z]{3})\. ", match["names"]
            ):
                if name := _PART.fullmatch(part.strip(" .:")):
                    yield name[0]


def _small(text: str) -> str:
    """Return a title and a name as they stand inside a sentence."""
    return text if text[:1].islower() or text[:3].isupper() else text[:1].lower() + text[1:]


def _is_person(name: str) -> bool:
    """Tell whether a name is one of a person, as far as its form tells."""
    words = name.split()
    return len(words) > 1 and words[0][:1].isupper() and not _GROUP.match(name)


def _parts(name: str) -> list[str]:
    """Return the first name and the last name of a person, with what belongs before the last."""
    words = re.sub(r"\.(?=\w)", ". ", name).split()
    words = [
        word
        for word in words
        if fold(word).strip(".") not in {"mw", "mevr", "dhr", "drs", "mr", "dr"}
    ]
    if len(words) < 2:
        return []
    last = len(words) - 1
    while last > 1 and words[last - 1].islower():
        last -= 1
    family = " ".join(words[last:]) if last else ""
    parts = [part for part in (family, words[-1]) if len(part) > 2]
    first = words[0]
    if "." not in first and len(first) > 2 and not first.isupper():
        parts.append(first)
    return list(dict.fromkeys(parts))
