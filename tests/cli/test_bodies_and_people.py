"""`body` and `person`: what register.toml lists is added, changed, renamed and taken back."""

import json
import re
from pathlib import Path

import pytest

from conftest import ACTIONS, CALENDAR, Clone, Desk
from helpers import HOSTILE, typed, without_hash

REGISTER = """\
name = "Regio"  # zoals op het briefpapier

# De gremia.
[bodies.AB]
title = 'Algemeen Bestuur'   # 19 leden

[ bodies . "DB" ]
# Het titelveld volgt nog.

# De mensen.
[people."E. Ruesen"]
role = "wethouder"
bodies = [
  "AB",  # voorzitter
  "DB",
]

[revoked]
"E. Ruesen" = 1
"""


@pytest.fixture
def listed(filled: Desk) -> Desk:
    """Return a register that lists two bodies and a person."""
    filled.commit(REGISTER, "data/register.toml")
    return filled


def test_a_body_is_added_as_one_commit_of_its_own_lines(listed: Desk) -> None:
    before = listed.commits()

    out = listed.good("body", "add", "BAC", "--title", "Adviescommissie", "-m", "Besluit DB")

    assert without_hash(out) == (
        "body BAC added\n  title: Adviescommissie\nUndo: actiepunt undo HASH\n"
    )
    assert listed.commits() == before + 1
    assert listed.changed() == '+\n+[bodies.BAC]\n+title = "Adviescommissie"'
    assert listed.git("log", "-1", "--format=%B") == (
        "gremium BAC toegevoegd\n\ntitel: Adviescommissie\n\nReason: Besluit DB\n\n"
    )
    assert listed.read("data/register.toml") == REGISTER.replace(
        '[ bodies . "DB" ]\n', '[ bodies . "DB" ]\n\n[bodies.BAC]\ntitle = "Adviescommissie"\n'
    )


def test_a_person_is_added_behind_the_last_one(listed: Desk) -> None:
    out = listed.good(
        "person", "add", "J. Jansen", "--organisation", "Doetinchem", "--role", "voorzitter",
        "--email", "j.jansen@example.org", "--body", "ab, DB",
    )  # fmt: skip

    assert (
        without_hash(out)
        == """\
person J. Jansen added
  organisation: Doetinchem
  role: voorzitter
  e-mail: j.jansen@example.org
  bodies: AB, DB
Undo: actiepunt undo HASH
"""
    )
    assert listed.read("data/register.toml") == REGISTER.replace(
        "\n[revoked]",
        """
[people."J. Jansen"]
organisation = "Doetinchem"
role = "voorzitter"
email = "j.jansen@example.org"
bodies = ["AB", "DB"]

[revoked]""",
    )
    assert listed.good("check").endswith("0 errors, 2 warnings\n")


def test_an_edit_changes_its_own_line_and_keeps_the_comments(listed: Desk) -> None:
    listed.good("body", "edit", "ab", "--title", "Het bestuur")
    assert listed.changed() == (
        "-title = 'Algemeen Bestuur'   # 19 leden\n+title = \"Het bestuur\"   # 19 leden"
    )
    listed.good("person", "edit", "e. ruesen", "--remove-body", "ab", "--add-body", "Db")
    assert listed.changed() == '-  "AB",  # voorzitter'
    listed.good("person", "edit", "E. Ruesen", "--role", "")
    assert listed.changed() == '-role = "wethouder"'
    assert listed.good("person", "edit", "E. Ruesen", "--body", "DB") == (
        "Nothing changed: the register says so already.\n"
    )


def test_line_endings_of_windows_stay(listed: Desk) -> None:
    listed.git("config", "core.autocrlf", "false")
    listed.commit("data/*.toml -text\n", ".gitattributes")
    listed.commit(REGISTER.replace("\n", "\r\n"), "data/register.toml")

    listed.good("body", "add", "BAC", "--title", "X")
    listed.good("person", "edit", "E. Ruesen", "--name", "E. Jansen", "--email", "e@x.nl")

    text = listed.read("data/register.toml")
    assert text.count("\n") == text.count("\r\n") == REGISTER.count("\n") + 5


def test_a_new_name_comes_everywhere_and_the_old_one_is_kept(listed: Desk) -> None:
    before = listed.commits()
    listed.commit(CALENDAR + 'participants = ["E. Ruesen"]\n', "data/calendar.toml")
    done = re.sub('status = ".+"', 'status = "done"\nclosed = 2024-12-01', ACTIONS)
    listed.commit(done.replace("2025-00", "2024-00"), "data/archive/actions-2024.toml")
    listed.commit("", "data/actions.toml")

    out = listed.good("person", "edit", "e. ruesen", "--name", "E. Jansen", "-m", "Getrouwd")

    assert (
        without_hash(out)
        == """\
person E. Ruesen is now called E. Jansen
  earlier names: – → E. Ruesen
  2 actions and meetings have the new name
Undo: actiepunt undo HASH
"""
    )
    assert listed.commits() == before + 4
    assert (
        listed.changed()
        == """\
-owners = ["E. Ruesen", "W. Stortelder"]
+owners = ["E. Jansen", "W. Stortelder"]
-participants = ["E. Ruesen"]
+participants = ["E. Jansen"]
-[people."E. Ruesen"]
+[people."E. Jansen"]
+was = ["E. Ruesen"]"""
    )
    assert listed.git("log", "-1", "--format=%B") == (
        "persoon E. Ruesen heet nu E. Jansen\n\neerdere namen: – → E. Ruesen\n\n"
        "Action: 2024-001\nMeeting: ab-2025-04-02\nReason: Getrouwd\n\n"
    )
    assert listed.good("check").splitlines()[-1].startswith("0 errors")


def test_a_body_with_a_new_name_takes_its_members_along(listed: Desk) -> None:
    run = listed.run("body", "edit", "AB", "--name", "Algemeen Bestuur")

    assert (
        without_hash(run.out)
        == """\
body AB is now called Algemeen Bestuur
  Algemeen Bestuur – earlier names: – → AB
  E. Ruesen – bodies: AB, DB → Algemeen Bestuur, DB
  4 actions and meetings have the new name
Undo: actiepunt undo HASH
"""
    )
    assert run.err == (
        "“AB” also owns actions, and that stays. To rename the owner: "
        'actiepunt person edit "AB" --name "Algemeen Bestuur"\n'
    )
    assert 'bodies = [\n  "Algemeen Bestuur",  # voorzitter\n' in listed.read("data/register.toml")
    shown = listed.good("list", "--body", "ab", "--format", "json")
    assert {a["body"] for a in json.loads(shown)["actions"]} == {"Algemeen Bestuur"}
    assert listed.run("body", "add", "AB").err == (
        "actiepunt: “AB” is an earlier name of “Algemeen Bestuur”, but it is in use\n"
        "Write “Algemeen Bestuur” instead, or remove “AB” from `was`.\n"
    )


def test_the_feeds_of_a_new_name_go_on_at_the_old_address(listed: Desk) -> None:
    site = listed.root.parent / "site"
    listed.good("publish", str(site))

    listed.good("body", "edit", "DB", "--name", "Dagelijks Bestuur")
    listed.good("person", "edit", "E. Ruesen", "--name", "E. Jansen")
    run = listed.run("publish", str(site))

    assert (run.code, run.err) == (0, "")
    for old, new in (("owners/e-ruesen", "owners/e-jansen"), ("db", "dagelijks-bestuur")):
        data = (site / old / "tasks.ics").read_bytes()
        assert data == (site / new / "tasks.ics").read_bytes()


def test_a_name_that_only_records_have_gets_a_new_one_too(filled: Desk) -> None:
    out = filled.good("person", "edit", "E. Ruesen", "--name", "E. Jansen")

    assert out.startswith("person E. Ruesen is now called E. Jansen\n")
    assert filled.read("data/register.toml").endswith(
        '\n\n[people."E. Jansen"]\nwas = ["E. Ruesen"]\n'
    )
    assert "E. Jansen" in filled.good("list")
    assert filled.good("check") == "0 errors, 0 warnings\n"
    run = filled.run("person", "edit", "DB", "--role", "x")
    assert (run.code, run.err) == (
        1,
        "actiepunt: “DB” is not in register.toml\nAdd it first: actiepunt person add NAME\n",
    )
    assert filled.good("person", "edit", "E. Jansen", "--name", "E. Ruesen").startswith(
        "person E. Jansen is now called E. Ruesen\n  earlier names: E. Ruesen → E. Jansen\n"
    )


def test_a_list_of_somebody_who_is_not_listed_is_refused(filled: Desk) -> None:
    before = filled.state()

    run = filled.run("person", "edit", "E. Ruesen", "--add-body", "AB")

    assert (run.code, run.err) == (
        1,
        "actiepunt: “E. Ruesen” is not in register.toml\nAdd it first: actiepunt person add NAME\n",
    )
    assert filled.run("person", "edit", "E. Ruesen", "--remove-body", "AB").code == 1
    assert filled.state() == before


def test_other_capitals_are_no_earlier_name(listed: Desk) -> None:
    listed.good("body", "edit", "DB", "--name", "db")

    assert "was" not in listed.read("data/register.toml")
    assert 'body = "db"' in listed.read()
    assert listed.good("check").splitlines()[-1].startswith("0 errors")


def test_the_first_body_brings_those_that_the_records_name(filled: Desk) -> None:
    assert filled.run("body", "list") == (
        0,
        "NAME\nAB\nDB\n",
        "register.toml lists no bodies yet, so an action may name any\n",
    )

    out = filled.good("body", "add", "AB", "--title", "Algemeen Bestuur")

    assert out.startswith("body AB, DB added\n  AB – title: Algemeen Bestuur\n")
    assert filled.good("check") == "0 errors, 0 warnings\n"
    assert filled.run("add", "x", "--owner", "DB", "--body", "BAC").code == 1


def test_the_first_person_says_what_check_warns_for_now(filled: Desk) -> None:
    run = filled.run("person", "add", "W. Stortelder")

    assert run.err == (
        "This begins the list of people: `actiepunt check` warns now for 4 owners who are not in"
        " it.\n"
    )
    assert filled.good("check").endswith("0 errors, 4 warnings\n")
    filled.good("body", "add", "AB")
    assert filled.good("check").endswith("0 errors, 2 warnings\n"), "bodies are no strangers"
    assert filled.run("person", "add", "E. Ruesen").err == ""


def test_a_register_without_register_toml_gets_one(filled: Desk) -> None:
    filled.git("rm", "-q", "data/register.toml")
    filled.git("commit", "-qm", "zonder")

    filled.good("person", "add", "J. Jansen", "--email", "j@example.org")
    assert filled.read("data/register.toml") == '[people."J. Jansen"]\nemail = "j@example.org"\n'

    filled.good("undo")
    assert filled.read("data/register.toml") == ""


LISTS = {
    "plain": """\
NAME       ORGANISATION  ROLE       E-MAIL                BODIES  EARLIER NAMES
E. Ruesen                wethouder                        AB, DB
J. Jansen  Doetinchem               j.jansen@example.org          Jan Jansen
""",
    "table": """\
E. Ruesen  wethouder · AB, DB
J. Jansen  Doetinchem · formerly Jan Jansen  j.jansen@example.org
2 people
""",
    "csv": """\
name,organisation,role,email,bodies,was\r
E. Ruesen,,wethouder,,AB; DB,\r
J. Jansen,Doetinchem,,j.jansen@example.org,,Jan Jansen\r
""",
}


@pytest.mark.parametrize("form", LISTS)
def test_people_are_listed_in_every_form(listed: Desk, form: str) -> None:
    listed.good("person", "add", "Jan Jansen", "--organisation", "Doetinchem")
    listed.good(
        "person", "edit", "Jan Jansen", "--name", "J. Jansen", "--email", "j.jansen@example.org"
    )

    assert listed.good("person", "list", "--format", form) == LISTS[form]
    assert json.loads(listed.good("person", "list", "--json")) == {
        "version": 1,
        "people": [
            {
                "name": "E. Ruesen", "organisation": None, "role": "wethouder", "email": None,
                "bodies": ["AB", "DB"], "was": [],
            },
            {
                "name": "J. Jansen", "organisation": "Doetinchem", "role": None,
                "email": "j.jansen@example.org", "bodies": [], "was": ["Jan Jansen"],
            },
        ],
    }  # fmt: skip
    assert "Jansen" not in listed.good("person", "list", "--body", "db")
    assert "Jansen" not in listed.good("person", "list", "--at", "HEAD~2")


def test_bodies_are_listed_with_their_titles(listed: Desk) -> None:
    assert listed.good("body", "list", "--format", "table") == (
        "AB  Algemeen Bestuur\nDB\n2 bodies\n"
    )
    assert json.loads(listed.good("body", "list", "--json"))["bodies"][0] == {
        "name": "AB", "title": "Algemeen Bestuur", "slug": None, "was": [],
    }  # fmt: skip


def test_empty_lists_say_what_to_do(desk: Desk) -> None:
    assert desk.good("body", "list") == "No bodies yet: actiepunt body add NAME\n"
    assert desk.good("person", "list") == "No people found: actiepunt person add NAME\n"


REFUSED = {
    ("body", "add"): (2, "the name is missing", 'Write: actiepunt body add "NAME"'),
    ("body", "add", " "): (2, "name is empty", "Say it in a few words."),
    ("body", "add", "a\nb"): (
        2, "name holds the control character U+000A", "Leave it out; nothing was changed."
    ),
    ("body", "add", "\x1b[2J"): (
        2, "name holds the control character U+001B", "Leave it out; nothing was changed."
    ),
    ("body", "add", "ab"): (
        1, "there is a body “AB” already", "To change it: actiepunt body edit NAME"
    ),
    ("body", "add", "X", "--slug", "../x"): (
        2, "“../x” cannot begin the id of a meeting", "Use a-z, 0-9 and hyphens."
    ),
    ("body", "edit", "DA", "--title", "x"): (
        1, "there is no body “DA”", "Did you mean “DB”?"
    ),
    ("body", "edit", "AB", "--name", "DB"): (
        1, "there is a body “DB” already", "To change it: actiepunt body edit NAME"
    ),
    ("body", "edit", "AB"): (
        2, "nothing to change", "Name what changes: actiepunt body edit --help"
    ),
    ("body", "edit", "AB", "--name", ""): (2, "name is empty", "Say it in a few words."),
    ("person", "add", "e. ruesen"): (
        1, "there is a person “E. Ruesen” already", "To change it: actiepunt person edit NAME"
    ),
    ("person", "add", "J", "--email", "j.jansen"): (
        2, "“j.jansen” is not a mail address", "Write it as name@example.org."
    ),
    ("person", "add", "J", "--email", "J <j@x.nl>"): (
        2, "“J <j@x.nl>” is not a mail address", "Write it as name@example.org."
    ),
    ("person", "add", "J", "--body", "AC"): (
        1, "there is no body “AC”", "Did you mean “AB”?"
    ),
    ("person", "edit", "E. Reusen", "--role", "x"): (
        1, "there is no person “E. Reusen”", "Did you mean “E. Ruesen”?"
    ),
    ("person", "edit", "E. Ruesen", "--remove-body", "BAC"): (
        1, "“BAC” is not in the list", "It has: AB, DB."
    ),
    ("person", "edit", "E. Ruesen", "--body", "AB", "--add-body", "DB"): (
        2, "--body replaces the whole list, so it excludes --add-body and --remove-body",
        "Name them all with --body, or only what changes.",
    ),
    ("person", "add", "J", "--role", "a\u202eb"): (
        2, "role holds the control character U+202E", "Leave it out; nothing was changed."
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", REFUSED)
def test_wrong_input_is_refused_and_nothing_changes(listed: Desk, words: tuple[str, ...]) -> None:
    before = listed.state()

    code, message, advice = REFUSED[words]
    assert listed.run(*words) == (code, "", f"actiepunt: {message}\n{advice}\n")

    assert listed.state() == before


def test_edits_by_hand_are_recorded_first(listed: Desk) -> None:
    listed.write(REGISTER.replace("wethouder", "burgemeester"), "data/register.toml")
    before = listed.state()

    run = listed.run("person", "add", "J. Jansen")

    assert (run.code, run.err.splitlines()[0]) == (
        1, "actiepunt: data/register.toml has edits that are not recorded yet",
    )  # fmt: skip
    assert listed.state() == before


@pytest.mark.parametrize(
    "text",
    ['bodies = { AB = { title = "x" }, DB = {} }\n', '[bodies]\nAB = { title = "x" }\nDB = {}\n'],
)
def test_what_is_written_otherwise_is_left_to_a_hand(filled: Desk, text: str) -> None:
    filled.commit(text, "data/register.toml")
    before = filled.state()

    run = filled.run("body", "edit", "AB", "--title", "y")

    assert (run.code, run.err) == (
        1,
        (
            "actiepunt: “AB” has no table of its own in register.toml\n"
            "Write it as [bodies.AB], with its keys on the lines below; then `actiepunt save`.\n"
        ),
    )
    assert filled.state() == before


@pytest.mark.parametrize("name", ["--amend", "=1+1", "[[a.b]]", "\"J\" # 'x' \\ =", HOSTILE[10]])
def test_any_name_is_written_and_read_back(listed: Desk, name: str) -> None:
    listed.good("person", "add", "--role", name, "--", name)
    listed.good("person", "edit", "--role", "x", "--name", f"{name} 2", "--", name)
    assert listed.good("check").splitlines()[-1] == "0 errors, 2 warnings"
    people = json.loads(listed.good("person", "list", "--json"))["people"]
    assert [(one["name"], one["was"]) for one in people[1:]] == [(f"{name} 2", [name])]

    for commit in listed.git("rev-list", "--max-count=2", "HEAD").split():
        listed.good("undo", commit)

    assert listed.read("data/register.toml") == REGISTER


def test_undo_takes_back_the_last_change_also_of_a_name(listed: Desk) -> None:
    listed.good("note", "1", "Gebeld")
    listed.good("person", "add", "J. Jansen", "--body", "AB")
    listed.good("body", "edit", "AB", "--name", "Bestuur")
    before = listed.git("rev-parse", "HEAD~1:data")

    out = listed.good("undo", "-m", "Toch niet")

    assert (
        without_hash(out).partition("\n")[2]
        == """\
body Bestuur is now called AB
  AB – earlier names: AB → –
  E. Ruesen – bodies: Bestuur, DB → AB, DB
  J. Jansen – bodies: Bestuur → AB
  4 actions and meetings have the new name
Undo: actiepunt undo HASH
"""
    )
    assert listed.git("rev-parse", "HEAD:data") == before

    assert "person J. Jansen removed\n" in listed.good("undo", "HEAD~2")
    assert listed.read("data/register.toml") == REGISTER


def test_undo_refuses_what_changed_again(listed: Desk) -> None:
    listed.good("person", "add", "J. Jansen")
    added = listed.git("rev-parse", "HEAD").strip()
    listed.good("person", "edit", "J. Jansen", "--role", "x")
    before = listed.state()

    run = listed.run("undo", added)

    assert (run.code, run.err) == (
        1,
        (
            "actiepunt: J. Jansen changed again since: data/register.toml\n"
            "Put it right with `actiepunt body edit` or `actiepunt person edit`.\n"
        ),
    )
    assert listed.state() == before


def test_undo_of_a_body_that_is_in_use_is_refused(listed: Desk) -> None:
    listed.good("body", "add", "BAC")
    added = listed.git("rev-parse", "HEAD").strip()
    listed.good("add", "x", "--owner", "DB", "--body", "BAC")
    before = listed.state()

    run = listed.run("undo", added)

    assert (run.code, run.err.splitlines()[0]) == (1, "actiepunt: unknown body “BAC”")
    assert listed.state() == before


def test_undo_leaves_the_making_of_the_register_and_revocations_alone(desk: Desk) -> None:
    desk.git("commit", "-q", "--amend", "--no-edit", "--no-verify")
    before = desk.state()

    run = desk.run("undo")

    assert (run.code, run.err.splitlines()[0]) == (
        1, "actiepunt: there is no change of the register to take back there",
    )  # fmt: skip
    assert desk.state() == before


def test_a_mail_address_is_never_published(listed: Desk, tmp_path: Path) -> None:
    listed.good("person", "edit", "E. Ruesen", "--email", "geheim@example.org")
    listed.good("person", "edit", "E. Ruesen", "--name", "E. Jansen")

    site = tmp_path / "site"
    listed.good("publish", str(site), "--url", "https://example.org/", "--token")
    told = [listed.good("export", "ics"), listed.good("list", "--all", "--json")]
    told += [listed.good("meeting", "list", "--all", "--json"), listed.good("log", "--json")]

    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(files) > 10
    assert not [path for path in files if b"geheim" in path.read_bytes()]
    assert "geheim" not in "".join(told)
    assert "geheim" in listed.good("person", "list")


FAULTS = {
    '[people.A]\nemail = "a"\n': "2: error: “a” is not a mail address. Write it as name@example.org.",
    '[bodies.AB]\n[bodies.DB]\n[people.A]\nrole = "x"\n\n[people.B]\nbodies = ["X"]\n': (
        "7: error: unknown body “X”. Known: AB, DB."
    ),
    '[bodies.AB]\nslug = "A B"\n[bodies.DB]\n': (
        "2: error: “A B” cannot begin the id of a meeting. Use a-z, 0-9 and hyphens."
    ),
    '[people."a\\u0007"]\n': "1: error: people holds the control character U+0007.",
    '[people." "]\n': "1: error: people is empty.",
    '[people.A]\nrole = "a\\u001b"\n': "2: error: role holds the control character U+001B.",
    "[people.A]\nemail = 1\n": '2: error: email must be text in quotes. Write it as: email = "1"',
}


@pytest.mark.parametrize("text", FAULTS)
def test_check_finds_what_a_hand_wrote_wrong(filled: Desk, text: str) -> None:
    filled.write(text, "data/register.toml")

    run = filled.run("check")

    assert run.code == 1
    assert f"data/register.toml:{FAULTS[text]}" in (run.out + run.err).splitlines()


def test_two_clones_that_list_different_things_sync(anna: Desk, clone: Clone) -> None:
    anna.commit(REGISTER, "data/register.toml")
    anna.good("sync")
    bob = clone("bob")
    anna.good("body", "add", "BAC")
    anna.good("sync")
    bob.good("person", "add", "B. Bos")
    bob.good("sync")
    anna.good("sync")

    assert anna.read("data/register.toml") == bob.read("data/register.toml")
    assert anna.good("body", "list").splitlines()[-1] == "BAC"
    assert "B. Bos" in anna.good("person", "list")


def test_without_a_name_a_terminal_asks(listed: Desk) -> None:
    screen = typed(
        listed,
        ["person", "add", "--role", "griffier"],
        [("Name:", "J. Jansen\r"), ("Organisation", "Zutphen\r"), ("E-mail", "\r"), ("Bodies", "DB\r")],
    )  # fmt: skip

    assert "person J. Jansen added" in screen
    assert listed.changed() == (
        '+[people."J. Jansen"]\n+organisation = "Zutphen"\n+role = "griffier"\n+bodies = ["DB"]\n+'
    )
