"""The presentation of the bodies and people of register.toml."""

from collections.abc import Sequence
from typing import Any

from actiepunt.core import labels
from actiepunt.core.fields import of_listed
from actiepunt.core.model import Body, Listed, Person, Register
from actiepunt.core.names import joined
from actiepunt.i18n import _, ngettext
from actiepunt.output import Column, Entry, Listing
from actiepunt.views import records


def bodies(register: Register, names: Sequence[str]) -> Listing:
    """Return the listing of bodies by name; one that only records name has nothing but that."""
    known = register.settings.bodies

    def body(name: str) -> Body:
        return known.get(name, Body())

    return _listing(
        "bodies",
        names,
        known,
        Body,
        parts=lambda name: [_earlier(body(name))],
        text=lambda name: body(name).title,
        footer=ngettext("{count} body", "{count} bodies", len(names)),
        empty=_("No bodies yet: actiepunt body add NAME"),
    )


def people(register: Register, names: Sequence[str]) -> Listing:
    """Return the listing of people by name."""
    known = register.settings.people
    return _listing(
        "people",
        names,
        known,
        Person,
        parts=lambda name: [
            known[name].role,
            known[name].organisation,
            joined(known[name].bodies),
            _earlier(known[name]),
        ],
        text=lambda name: known[name].email,
        footer=ngettext("{count} person", "{count} people", len(names)),
        empty=_("No people found: actiepunt person add NAME"),
    )


def _listing(
    kind: str, names: Sequence[str], known: Any, blank: type[Listed], *, parts: Any, text: Any,
    footer: str, empty: str,
) -> Listing:  # fmt: skip
    """Return the listing of one table; `known` has what register.toml says of a name."""
    fields = of_listed(blank)

    def cell(field: str) -> Column:
        def shown(name: str) -> str:
            content = getattr(known.get(name, blank()), field)
            return labels.value(content, _) if content else ""

        return Column(_(fields[field].label), shown)

    def record(name: str) -> dict[str, Any]:
        entry = known.get(name, blank())
        return {
            "name": name,
            **{field: records.json_value(getattr(entry, field)) for field in fields},
        }

    filled = [column for column in map(cell, fields) if any(map(column.text, names))]
    return Listing(
        kind,
        {"": names},
        [Column(labels.label("name", _), str), *filled],
        Entry([Column("", str, most=30)], parts, text, {"": names}),
        record,
        lambda _name: "",
        footer=footer.format(count=len(names)),
        empty=empty,
        names=tuple(record("")),
    )


def _earlier(entry: Listed) -> str:
    return _("formerly {names}").format(names=joined(entry.was)) if entry.was else ""
