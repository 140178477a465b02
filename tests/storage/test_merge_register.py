"""The merge of register.toml in real git: by table, and a body or a person by field."""

import subprocess
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.errors import ActiepuntError
from actiepunt.tomlfile.merge_register import merge
from conftest import Clone, Desk
from helpers import together

FILE = "data/register.toml"
BASE = """\
# Het register van de regio.
name = "Regio"
language = "nl"

[bodies.AB]
title = "Algemeen Bestuur"  # voluit

# Wie er zitten.
[people."Jan Jansen"]
role = "lid"
organisation = "Doetinchem"

[holidays]
Meivakantie = [2025-04-26, 2025-05-04]
"""


def test_two_who_add_a_person_are_not_asked(anna: Desk, clone: Clone) -> None:
    bob = clone("bob")
    anna.good("person", "add", "Piet Pietersen", "--role", "lid")
    bob.good("person", "add", "Klaas Klaassen", "--role", "voorzitter")
    anna.good("sync")

    together(bob, anna, bob)

    assert anna.read(FILE) == bob.read(FILE)
    assert anna.read(FILE).endswith(
        '\n[people."Piet Pietersen"]\nrole = "lid"\n'
        '\n[people."Klaas Klaassen"]\nrole = "voorzitter"\n'
    )


def test_what_each_side_changed_stands_as_that_side_has_it() -> None:
    ours = BASE.replace('"lid"', '"wethouder"').replace(
        "[holidays]", '[people."Piet"]  # nieuw\nrole = "lid"\n\n[holidays]'
    )
    theirs = (
        BASE.replace("Doetinchem", "Zelhem")
        .replace('"Regio"', '"Achterhoek"')
        .replace("# Wie er zitten.", '# Nog een.\n[bodies.DB]\ntitle = "Dagelijks"\n\n# De mensen.')
        .replace("05-04]", "05-05]")
    )

    assert merge(BASE, ours, theirs) == (
        '# Het register van de regio.\nname = "Achterhoek"\nlanguage = "nl"\n'
        '\n[bodies.AB]\ntitle = "Algemeen Bestuur"  # voluit\n'
        '\n# Nog een.\n[bodies.DB]\ntitle = "Dagelijks"\n'
        '\n# Wie er zitten.\n[people."Jan Jansen"]\nrole = "wethouder"\norganisation = "Zelhem"\n'
        '\n[people."Piet"]  # nieuw\nrole = "lid"\n'
        "\n[holidays]\nMeivakantie = [2025-04-26, 2025-05-05]\n"
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (BASE.replace('"lid"', '"voorzitter"'), BASE.replace('"lid"', '"griffier"')),
        (BASE.replace("05-04]", "05-05]"), BASE.replace("05-04]", "05-06]")),
        (BASE.replace('"Jan Jansen"', '"J. Jansen"'), BASE.replace('"lid"', '"griffier"')),
        (BASE.replace('"Regio"', '"Een"'), BASE.replace('"Regio"', '"Twee"')),
    ],
    ids=["one field", "another table", "renamed and changed", "the name"],
)
def test_what_both_changed_is_left_to_a_person(desk: Desk, ours: str, theirs: str) -> None:
    desk.commit(BASE, FILE)
    desk.git("checkout", "-q", "-b", "other")
    desk.commit(theirs, FILE)
    desk.git("checkout", "-q", "main")
    desk.commit(ours, FILE)

    done = subprocess.run(
        ["git", "merge", "-q", "other"], cwd=desk.root, capture_output=True, check=False
    )

    assert done.returncode == 1
    assert "<<<<<<<" in desk.read(FILE)
    assert merge(BASE, ours, theirs, bases=True)  # of two bases something must be taken


NAMES = st.sampled_from(["Jan", "Piet", "J. de Vries", "a.b"])
PERSON = st.dictionaries(
    st.sampled_from(["role", "organisation"]),
    st.sampled_from(["lid", "griffier", "AB"]),
    max_size=2,
)
PEOPLE = st.dictionaries(NAMES, PERSON, max_size=4)


def text(people: dict[str, dict[str, str]]) -> str:
    """Return a register with people, as somebody may write it."""
    tables = [
        f'[people."{name}"]\n'
        + "".join(f'{key} = "{value}"\n' for key, value in sorted(person.items()))
        for name, person in people.items()
    ]
    return "\n".join(['name = "Regio"\n', *tables])


def expected(base: Any, ours: Any, theirs: Any) -> Any:
    """Return what a merge of two tables must say, or None where both changed the same."""
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if not (isinstance(ours, dict) and isinstance(theirs, dict)):
        return NotImplemented
    found = {}
    for key in {*ours, *theirs, *(base or {})}:
        value = expected((base or {}).get(key), ours.get(key), theirs.get(key))
        if value is NotImplemented:
            return value
        if value is not None:
            found[key] = value
    return found


@given(PEOPLE, PEOPLE, PEOPLE)
def test_any_three_versions_say_what_both_sides_said(base: Any, ours: Any, theirs: Any) -> None:
    wanted = expected({"people": base}, {"people": ours}, {"people": theirs})

    try:
        result = tomllib.loads(merge(text(base), text(ours), text(theirs))).get("people", {})
    except ActiepuntError:
        assert wanted is NotImplemented
    else:
        assert wanted is not NotImplemented
        assert result == wanted["people"]
