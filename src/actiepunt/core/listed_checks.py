"""Checks of the bodies and people that register.toml lists."""

import re
from collections.abc import Callable, Iterator, Mapping

from actiepunt.core import earlier_names
from actiepunt.core.earlier_names import HasRegister
from actiepunt.core.fields import listed_kinds
from actiepunt.core.model import REGISTER_FILE, Listed
from actiepunt.errors import Fault
from actiepunt.i18n import _
from actiepunt.text import fold, unsafe

_MAIL = re.compile(r"""[^\s@<>,;"']+@[^\s@<>,;"']+""")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_mail(text: str) -> bool:
    """Tell whether a text has the form of a mail address; whether it exists is not known."""
    return _MAIL.fullmatch(text) is not None


def is_slug(text: str) -> bool:
    """Tell whether a text can begin the id of a meeting."""
    return _SLUG.fullmatch(text) is not None


def _fault(name: str, field: str, message: str, advice: str = "") -> Fault:
    return Fault(message, file=REGISTER_FILE, field=field, advice=advice, record=name)


def texts(context: HasRegister) -> Iterator[Fault]:
    """No name is blank, and no text of the tables holds control characters."""
    settings = context.register.settings
    tables: tuple[tuple[str, Mapping[str, Listed]], ...] = (
        ("bodies", settings.bodies),
        ("people", settings.people),
    )
    for table, entries in tables:
        for name, entry in entries.items():
            if not fold(name):
                yield _fault(name, table, _("{field} is empty").format(field=table))
            values = {field: getattr(entry, field) for field in listed_kinds(entry)}
            for field, content in {table: name, **values, "was": ()}.items():
                parts = (content,) if isinstance(content, str) else content
                character = next(filter(None, map(unsafe, parts)), None)
                if character:
                    message = _("{field} holds the control character U+{code}")
                    code = f"{ord(character):04X}"
                    yield _fault(name, field, message.format(field=field, code=code))


def forms(context: HasRegister) -> Iterator[Fault]:
    """Every mail address and short name has the form of one."""
    for name, body in context.register.settings.bodies.items():
        if body.slug and not is_slug(body.slug):
            message = _("“{text}” cannot begin the id of a meeting").format(text=body.slug)
            yield _fault(name, "slug", message, _("Use a-z, 0-9 and hyphens."))
    for name, person in context.register.settings.people.items():
        if person.email and not is_mail(person.email):
            message = _("“{text}” is not a mail address").format(text=person.email)
            yield _fault(name, "email", message, _("Write it as name@example.org."))


def memberships(context: HasRegister) -> Iterator[Fault]:
    """Where register.toml lists bodies, people sit in bodies of that list."""
    settings = context.register.settings
    known = settings.listed_bodies
    for name, person in settings.people.items() if known else ():
        for body in person.bodies:
            if body not in known:
                advice = _("Known: {words}.").format(words=", ".join(known))
                message = _("unknown body “{body}”").format(body=body)
                yield _fault(name, "bodies", message, advice)


CHECKS: tuple[Callable[[HasRegister], Iterator[Fault]], ...] = (
    texts,
    forms,
    memberships,
    earlier_names.faults,
)
