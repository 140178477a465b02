"""Smallest edits of the bodies and people in register.toml, for any names and texts."""

from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import listed
from actiepunt.core.model import Body, Listed, Person, Settings
from actiepunt.tomlfile import listed as tables
from actiepunt.tomlfile import read

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
WORDS = st.one_of(TEXT, st.sampled_from(["AB", "a.b", "[x]", '"', "'", "#", "=", "]]", "\\", "-"]))
LISTS = st.lists(WORDS, max_size=3, unique=True).map(tuple)
BODIES = st.dictionaries(WORDS, st.builds(Body, title=WORDS, was=LISTS), max_size=4)
PEOPLE = st.dictionaries(
    WORDS, st.builds(Person, role=WORDS, email=WORDS | st.just(""), bodies=LISTS), max_size=4
)


def written(text: str, before: Settings, after: Settings) -> str:
    """Return the text after an edit that must give exactly these settings."""
    changed = tables.change(text, listed.between(before, after))
    assert read.settings(changed, "data/register.toml") == (after, [])
    return changed


@given(BODIES, PEOPLE, BODIES, PEOPLE, st.sampled_from(["\n", "\r\n"]))
def test_any_change_says_exactly_the_new_settings(
    bodies: dict[str, Body],
    people: dict[str, Person],
    new_bodies: dict[str, Body],
    new_people: dict[str, Person],
    line: str,
) -> None:
    start = Settings(name="Regio")
    before = start._replace(bodies=bodies, people=people)
    text = written(f'name = "Regio"  # [bodies.AB]{line}', start, before)

    text = written(text, before, start._replace(bodies=new_bodies, people=new_people))

    assert text.startswith(f'name = "Regio"  # [bodies.AB]{line}')
    assert text.count("\n") == text.count(line)


@given(WORDS, st.builds(Person, role=WORDS, bodies=LISTS), st.sampled_from(["\n", "\r\n"]))
def test_what_is_added_and_removed_again_leaves_the_same_bytes(
    name: str, person: Person, line: str
) -> None:
    text = """\
# [people.x]
note = '''
[people.x]
'''

[people . "y"]   # ] "
role = "a"   # x

# Tot slot.
[revoked]
"y" = 1
""".replace("\n", line)
    added = listed.ListedChange("people", "", name, None, person)
    removed = listed.ListedChange("people", name, name, person, None)
    renamed = listed.ListedChange("people", "y", name, Person("", "a"), Person("", "a"))
    back = listed.ListedChange("people", name, "y", Person("", "a"), Person("", "a"))

    if name != "y":
        assert tables.change(tables.change(text, [added]), [removed]) == text
        there_and_back = tables.change(tables.change(text, [renamed]), [back])
        assert there_and_back == text.replace('[people . "y"]', "[people.y]")


def test_a_rename_is_a_new_name_in_the_same_place() -> None:
    entries: dict[str, Listed] = {"a": Body("A"), "b": Body("B")}
    before = Settings(bodies={"a": Body("A"), "b": Body("B")})

    changes = listed.between(before, before._replace(bodies={"c": Body("A"), "b": Body("B")}))

    assert changes == [listed.ListedChange("bodies", "a", "c", entries["a"], entries["a"])]
    assert listed.between(before, before._replace(bodies={"b": Body("B"), "a": Body("A")})) == []
