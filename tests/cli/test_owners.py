"""Owners as people type them: several on one line, one more or one less, and nearly known ones."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import names
from actiepunt.errors import UsageError
from conftest import ACTIONS, Desk
from helpers import without_hash


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("DB, voorzitter", ["DB", "voorzitter"]),
        (" DB ,, voorzitter,", ["DB", "voorzitter"]),
        ('"Jansen, J."', ["Jansen, J."]),
        ("'Jansen, J.'", ["Jansen, J."]),
        ("“Jansen, J.”", ["Jansen, J."]),
        ("„Jansen, J.”, DB", ["Jansen, J.", "DB"]),
        ("\"'Jansen, J.'\"", ["Jansen, J."]),
        ('DB, "Jansen, J.", AB', ["DB", "Jansen, J.", "AB"]),
        ("'t Hart", ["'t Hart"]),
        ("'t Hart, 't Hooft", ["'t Hart", "'t Hooft"]),
        ("'t Hart, 'Jansen, J.'", ["'t Hart", "Jansen, J."]),
        ("'van 't Hart, J.'", ["van 't Hart, J."]),
        ("'O'Brien, P.', DB", ["O'Brien, P.", "DB"]),
        ('"de ""oude"" raad, 2"', ['de "oude" raad, 2']),
        ('Jan "Jip" Jansen', ['Jan "Jip" Jansen']),
        ("", []),
        ('""', []),
        ("'--x', \"+31\"", ["--x", "+31"]),
    ],
)
def test_names_on_one_line_are_split_at_commas_outside_quotes(typed: str, read: list[str]) -> None:
    assert names.split(typed) == read


@pytest.mark.parametrize("typed", ['"Jansen, J.', 'DB "Jansen, J."', "“Jansen, J.", 'DB, J. "x'])
def test_quotes_that_do_not_close_are_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="quotation mark"):
        names.split(typed)


@given(st.lists(st.text("aB ,+-.'\"", min_size=1).map(str.strip), max_size=4))
def test_names_that_are_written_on_one_line_read_back(several: list[str]) -> None:
    # A name that is nothing but quotes around something is what the quotes hold.
    several = [one for one in several if one and not (one[0] in "'\"" and one[-1] in "'\"")]

    assert names.split(names.joined(several)) == several


def test_commas_part_owners_tags_and_participants(desk: Desk) -> None:
    desk.good("add", "Brief", "--owner", "DB, voorzitter", "--owner", '"Jansen, J."',
              "--tag", "post, haast")  # fmt: skip
    desk.good("meeting", "add", "--body", "AB", "--start", "2025-04-02", "--participant", "AB, DB",
              "--agenda", "Zaal, koffie en thee")  # fmt: skip

    assert 'owners = ["DB", "voorzitter", "Jansen, J."]\n' in desk.read()
    assert 'tags = ["post", "haast"]\n' in desk.read()
    calendar = desk.read("data/calendar.toml")
    assert 'participants = ["AB", "DB"]\n' in calendar
    assert 'agenda = ["Zaal, koffie en thee"]\n' in calendar
    assert "owner    DB, voorzitter, 'Jansen, J.'\n" in desk.good("show", "1")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            '"Jansen, J.',
            ('actiepunt: a quotation mark in “"Jansen” does not close\nWrite: "\'Jansen, J.\'"\n'),
        ),
        (
            "Jansen, J.",
            ("actiepunt: “Jansen, J.” looks like one name\nWrite: \"'Jansen, J.'\"\n"),
        ),
        (
            "DB, Vries, J.H. de",
            ("actiepunt: “Vries, J.H. de” looks like one name\nWrite: \"'Vries, J.H. de'\"\n"),
        ),
        (
            "+DB",
            (
                "actiepunt: “+DB” is no name: it begins with “+”\n"
                "To add or remove one: actiepunt edit ID --add-owner NAME, --remove-owner NAME\n"
            ),
        ),
        (
            "DB, -AB",
            (
                "actiepunt: “-AB” is no name: it begins with “-”\n"
                "To add or remove one: actiepunt edit ID --add-owner NAME, --remove-owner NAME\n"
            ),
        ),
    ],
)
def test_what_is_no_name_is_refused(filled: Desk, typed: str, told: str) -> None:
    before = filled.state()

    for words in (["add", "Brief", "--owner", typed], ["edit", "1", "--owner", typed]):
        run = filled.run(*words)
        assert (run.code, run.err) == (2, told)
    assert filled.state() == before


def test_a_sign_before_a_tag_or_a_participant_is_refused_too(filled: Desk) -> None:
    tag = filled.run("edit", "1", "--tag", "+post")
    participant = filled.run("meeting", "edit", "AB:next", "--participant", "+DB")

    assert tag.code == participant.code == 2
    assert "--add-tag TAG" in tag.err
    assert participant.err.endswith("Write the name alone.\n")


def test_owners_that_are_replaced_are_named_with_the_way_back(filled: Desk) -> None:
    out = filled.good("edit", "1", "--owner", "DB")

    assert (
        without_hash(out)
        == """\
2025-001 changed: Koningsdag toelichten
  owner: E. Ruesen, W. Stortelder → DB
owner: E. Ruesen, W. Stortelder left out. To keep them: actiepunt edit 2025-001 --add-owner "E. Ruesen, W. Stortelder"
Undo: actiepunt undo HASH
"""
    )

    filled.good("edit", "1", "--add-owner", "E. Ruesen, W. Stortelder")

    assert 'owners = ["DB", "E. Ruesen", "W. Stortelder"]' in filled.read()


def test_nothing_is_said_to_be_left_out_where_all_stay_or_all_go(filled: Desk) -> None:
    more = filled.good("edit", "1", "--owner", "DB, E. Ruesen, W. Stortelder")
    nobody = filled.good("edit", "1", "--owner", "")

    assert "left out" not in more + nobody


def test_one_more_and_one_less_leave_the_others_in_their_order(filled: Desk) -> None:
    out = filled.good("edit", "1", "--add-owner", "DB, AB", "--remove-owner", "w stortelder")

    assert "owner: E. Ruesen, W. Stortelder → E. Ruesen, DB, AB\n" in out
    filled.good("edit", "1", "--add-tag", "post", "--add-tag", "haast")
    filled.good("edit", "1", "--remove-tag", "post", "--summary", "Koningsdag uitleggen")
    assert 'tags = ["haast"]' in filled.read()
    assert filled.good("edit", "1", "--add-owner", "ab").startswith("Nothing changed")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (
            ["--remove-owner", "Jansen"],
            1,
            "actiepunt: 2025-001 does not have owner “Jansen”\nIt has: E. Ruesen, W. Stortelder.\n",
        ),
        (
            ["--remove-tag", "post"],
            1,
            "actiepunt: 2025-001 does not have tags “post”\nIt has: –.\n",
        ),
        (
            ["--owner", "DB", "--add-owner", "AB"],
            2,
            (
                "actiepunt: --owner replaces the whole list, so it excludes --add-owner and --remove-owner\n"
                "Name them all with --owner, or only what changes.\n"
            ),
        ),
        (
            ["--tag", "", "--remove-tag", "post"],
            2,
            (
                "actiepunt: --tag replaces the whole list, so it excludes --add-tag and --remove-tag\n"
                "Name them all with --tag, or only what changes.\n"
            ),
        ),
    ],
)
def test_one_more_or_one_less_that_cannot_be_is_refused(
    filled: Desk, words: list[str], code: int, told: str
) -> None:
    before = filled.state()

    run = filled.run("edit", "1", *words)

    assert (run.code, run.err) == (code, told)
    assert filled.state() == before


@pytest.mark.parametrize(
    "typed", ["w. stortelder", "Stortelder", "stortelder", "W. Stortleder", "storteldre"]
)
def test_in_a_pipe_a_nearly_known_owner_is_kept_and_told_with_the_command_that_mends_it(
    filled: Desk, typed: str
) -> None:
    run = filled.run("add", "Brief", "--owner", f"DB, {typed}")

    assert run.code == 0
    assert f"owner: DB, {typed}\n" in run.out
    assert run.err == (
        f"warning: “{typed}” looks like “W. Stortelder”. If that is who you mean: "
        'actiepunt edit 2025-004 --owner "DB, W. Stortelder"\n'
    )
    mend = re.search(r'--owner "(.*)"', run.err)
    assert mend
    filled.good("edit", "2025-004", "--owner", mend[1])
    assert 'owners = ["DB", "W. Stortelder"]' in filled.read()


def test_known_names_that_are_typed_as_one_are_told(filled: Desk) -> None:
    run = filled.run("add", "Brief", "--owner", "AB, E. Ruesen en w. stortelder", "--tag", "a/b")
    commission = filled.run("add", "Brief", "--owner", "DB/OR")

    assert run.code == 0
    assert run.err == (
        "warning: “E. Ruesen en w. stortelder” is entered as one owner, but names several. If that is "
        'who you mean: actiepunt edit 2025-004 --owner "AB, E. Ruesen, W. Stortelder"\n'
    )
    assert commission.err == ""


def test_the_command_that_mends_one_owner_mends_all(filled: Desk) -> None:
    run = filled.run("add", "Brief", "--owner", "stortelder, DB, ruesen")

    mend = 'If that is who you mean: actiepunt edit 2025-004 --owner "W. Stortelder, DB, E. Ruesen"'
    assert run.err == (
        f"warning: “stortelder” looks like “W. Stortelder”. {mend}\n"
        f"warning: “ruesen” looks like “E. Ruesen”. {mend}\n"
    )


def test_a_name_that_a_shell_would_read_is_not_put_into_a_command(filled: Desk) -> None:
    filled.good("edit", "3", "--owner", "Jan `id` $(id), voorzitter")

    replaced = filled.good("edit", "3", "--owner", "AB")

    assert 'To keep them: actiepunt edit 2025-003 --add-owner "NAME, NAME"\n' in replaced


def test_people_of_the_settings_are_known_names(desk: Desk) -> None:
    desk.commit('[people."H. de Vries"]\n[people."J. Bengevoord"]\n', "data/register.toml")

    near = desk.run("add", "Brief", "--owner", "de vries")
    stranger = desk.run("add", "Brief", "--owner", "P. Pietersen")

    assert near.err.startswith("warning: “de vries” looks like “H. de Vries”.")
    assert near.err.count("\n") == 1
    assert stranger.err.startswith(
        "warning: “P. Pietersen” is not among the people of register.toml."
    )


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("DB", ["AB"]),
        ("J. de Vries", ["H. de Vries"]),
        ("de Vries", ["H. de Vries", "J. de Vries"]),
        ("REC", ["BAC REC", "AAC REC"]),
        ("DB", ["voorzitter DB"]),
        ("voorzitter", ["DB voorzitter"]),
        ("regisseur 2", ["regisseur 1"]),
        ("COR", ["OR"]),
        ("AB", ["A"]),
        ("Jansen", ["W. Stortelder"]),
    ],
)
def test_a_name_of_its_own_is_no_slip(typed: str, known: list[str]) -> None:
    assert names.meant(typed, known) is None


def test_a_known_name_is_never_asked_about(filled: Desk) -> None:
    filled.commit(ACTIONS.replace('owners = ["AB"]', 'owners = ["Stortelder"]'))

    run = filled.run("edit", "2", "--owner", "Stortelder")

    assert run.err == ""


def test_an_owner_is_found_in_a_list_with_commas_too(filled: Desk) -> None:
    out = filled.good("list", "--owner", "regiokassier, E. Ruesen")

    assert [line.split()[0] for line in out.splitlines()[1:]] == ["2025-002", "2025-001"]


def test_one_name_in_two_spellings_is_added_once(filled: Desk) -> None:
    filled.good("edit", "1", "--add-owner", "Jan Smit", "--add-owner", "jan smit")

    assert '"W. Stortelder", "Jan Smit"]' in filled.read()
