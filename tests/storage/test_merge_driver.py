"""The merge driver in real git: by uid and field, and every byte that nobody touched stays."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt.core import merge
from actiepunt.core.model import Action
from actiepunt.tomlfile import edit, read
from actiepunt.tomlfile.merge import merge_texts
from conftest import ACTIONS, CALENDAR, Desk

FILE = "data/actions.toml"


def block(uid: str, number: str, summary: str) -> str:
    """Return a new action as `add` appends it."""
    return (
        f'\n[[action]]\nuid = "{uid * 16}"\nid = "{number}"\nsummary = "{summary}"\n'
        'owners = ["DB"]\nstatus = "open"\ncreated = 2025-03-05T12:00:00+01:00\n'
    )


def branches(desk: Desk, ours: str, theirs: str, file: str = FILE) -> None:
    """Commit one text on `main` and another on `other`, both from where the desk stands."""
    desk.git("checkout", "-q", "-b", "other")
    desk.commit(theirs, file, "theirs")
    desk.git("checkout", "-q", "main")
    desk.commit(ours, file, "ours")


def merged(desk: Desk, ours: str, theirs: str, file: str = FILE) -> str:
    """Return what git's own merge makes of two versions, without a conflict."""
    branches(desk, ours, theirs, file)
    desk.git("merge", "-q", "-m", "merge", "other")
    return desk.read(file)


def conflicting(desk: Desk, ours: str, theirs: str, file: str = FILE) -> str:
    """Return what git's own merge leaves in the file; there must be a conflict."""
    branches(desk, ours, theirs, file)
    done = subprocess.run(
        ["git", "merge", "-q", "other"], cwd=desk.root, capture_output=True, check=False
    )
    assert done.returncode == 1
    return desk.read(file)


def test_two_additions_with_one_number_become_two_numbers(filled: Desk) -> None:
    one, other = block("x", "2025-004", "Een"), block("y", "2025-004", "Twee")

    text = merged(filled, ACTIONS + one, ACTIONS + other)

    moved = other.replace('id = "2025-004"', 'id = "2025-005"') + 'was = ["2025-004"]\n'
    assert text == ACTIONS + one + moved
    assert "0 errors" in filled.good("check")


def test_what_is_published_keeps_its_number(filled: Desk) -> None:
    mine, published = block("x", "2025-004", "Van mij"), block("y", "2025-004", "Van hen")
    branches(filled, ACTIONS + mine, ACTIONS + published)
    filled.git("remote", "add", "origin", ".")
    filled.git("update-ref", "refs/remotes/origin/main", "other")
    filled.git("config", "branch.main.remote", "origin")
    filled.git("config", "branch.main.merge", "refs/heads/main")

    filled.git("merge", "-q", "-m", "merge", "other")

    moved = mine.replace('id = "2025-004"', 'id = "2025-005"') + 'was = ["2025-004"]\n'
    assert filled.read() == ACTIONS + moved + published


def test_numbers_of_the_archive_are_taken(filled: Desk) -> None:
    filled.commit(
        block("z", "2025-009", "Oud").lstrip().replace('"open"', '"done"\nclosed = 2025-02-01'),
        "data/archive/actions-2025.toml",
    )

    text = merged(
        filled, ACTIONS + block("x", "2025-004", "Een"), ACTIONS + block("y", "2025-004", "Twee")
    )

    assert 'id = "2025-010"\nsummary = "Twee"' in text


def test_different_fields_of_one_action_merge_with_their_comments(filled: Desk) -> None:
    ours = ACTIONS.replace("2025-03-06\n", "2025-03-09   # verzet\n")
    theirs = ACTIONS.replace(
        'toelichten"   # in de lunch', 'toelichten"   # in de kantine'
    ).replace(
        'body = "AB"\nstatus = "open"\ndue = 2025',
        'body = "DB"\n# let op\nstatus = "in-progress"\ndue = 2025',
    )

    text = merged(filled, ours, theirs)

    assert text == theirs.replace("2025-03-06\n", "2025-03-09   # verzet\n")


def test_neighbours_and_additions_in_the_middle_merge(filled: Desk) -> None:
    first, second, third = ACTIONS.split("\n[[action]]")[1:]
    ours = ACTIONS.replace("Begroting vaststellen", "Begroting bespreken")
    theirs = ACTIONS.replace(
        "# Deze wacht", block("x", "2025-004", "Ertussen").lstrip() + "\n# Deze wacht"
    )
    assert first
    assert second
    assert third

    assert merged(filled, ours, theirs) == theirs.replace("vaststellen", "bespreken")


def test_lists_merge_where_that_is_clear(filled: Desk) -> None:
    ours = ACTIONS.replace('"DB",\n]', '"DB",\n  "E. Ruesen",  # erbij\n]').replace(
        ']\nbody = "DB"', ']\ntags = ["a"]\nbody = "DB"'
    )
    theirs = ACTIONS.replace('  "regiokassier",  # trekker\n', "").replace(
        'Concept gereed" },\n', 'Concept gereed" },\n  { on = 2025-03-04, text = "Verzonden" },\n'
    )

    text = merged(filled, ours, theirs)

    assert text == ours.replace('  "regiokassier",  # trekker\n', "").replace(
        'Concept gereed" },\n', 'Concept gereed" },\n  { on = 2025-03-04, text = "Verzonden" },\n'
    )


def test_notes_of_both_stand_in_order_of_their_days(filled: Desk) -> None:
    note = '  {{ on = {day}, text = "{text}" }},\n]'
    last = 'Concept gereed" },\n]'
    ours = ACTIONS.replace(last, last[:-1] + note.format(day="2025-03-05", text="Later"))
    theirs = ACTIONS.replace(last, last[:-1] + note.format(day="2025-03-01", text="Eerder"))

    text = merged(filled, ours, theirs)

    (action,) = (a for a in read.actions(text, "")[0] if a.id == "2025-002")
    assert [note.text for note in action.progress] == ["Concept gereed", "Eerder", "Later"]


def test_one_field_changed_differently_is_a_conflict_of_its_lines_alone(filled: Desk) -> None:
    ours = ACTIONS.replace("2025-03-06", "2025-03-09").replace("Koningsdag", "De Koningsdag")
    theirs = ACTIONS.replace("2025-03-06", "2025-04-07").replace('"DB",\n]', '"DB", "AB",\n]')

    text = conflicting(filled, ours, theirs)

    expected = theirs.replace("Koningsdag", "De Koningsdag").replace(
        "due = 2025-04-07\n",
        "<<<<<<< ours\ndue = 2025-03-09\n=======\ndue = 2025-04-07\n>>>>>>> theirs\n",
    )
    marks = [line.split()[0] for line in text.splitlines() if line[:7] in {"<" * 7, ">" * 7}]
    assert len(marks) == 2
    assert text.replace("HEAD", "ours").replace("other", "theirs") == expected.replace(
        "HEAD", "ours"
    ).replace("other", "theirs")
    check = filled.run("check")
    assert check.code == 1
    assert "conflict markers of a merge" in check.out
    assert filled.run("close", "2").code == 1


def test_edit_against_cancel_keeps_both_and_close_against_cancel_is_for_a_person(
    filled: Desk,
) -> None:
    gone = ACTIONS.replace('"open"\ndue = 2025', '"cancelled"\nclosed = 2025-03-05\ndue = 2025')
    moved = ACTIONS.replace("2025-03-06\n", "2025-03-09\n")
    assert merged(filled, gone, moved) == gone.replace("2025-03-06\n", "2025-03-09\n")

    filled.git("reset", "-q", "--hard", "HEAD~1")
    filled.git("branch", "-D", "other")
    filled.commit(ACTIONS)
    done = ACTIONS.replace('"open"\ndue = 2025', '"done"\nclosed = 2025-03-04\ndue = 2025')
    text = conflicting(filled, gone, done)
    assert text.count("=======\n") == 2  # the status, and the day of closing
    assert text.count('"cancelled"') == text.count('"done"') == 1


def test_removed_by_one_and_changed_by_the_other_is_for_a_person(filled: Desk) -> None:
    start = ACTIONS.index("# Deze wacht")
    end = ACTIONS.index('[[action]]\nuid = "ccc')
    removed = ACTIONS[:start] + ACTIONS[end:]
    changed = ACTIONS.replace("Kaderbrief", "Perspectiefbrief")

    text = conflicting(filled, removed, changed)

    assert text.startswith(ACTIONS[:start])
    assert '=======\n[[action]]\nuid = "bbbb' in text
    assert text.count("Perspectiefbrief") == 1
    filled.git("merge", "--abort")
    filled.git("checkout", "-q", "-b", "third", "main~1")
    filled.commit(removed + "\n# nog iets\n")
    filled.git("merge", "-q", "-m", "both removed it", "main")
    assert filled.read() == removed + "\n# nog iets\n"


def test_a_moved_meeting_and_its_new_place_merge_and_two_meetings_of_one_day_get_two_ids(
    filled: Desk,
) -> None:
    add = '\n[[meeting]]\nuid = "{uid}"\nid = "db-2025-06-01"\nbody = "DB"\nstart = {start}\n'
    ours = CALENDAR.replace("2025-04-02T10", "2025-04-09T10").replace(
        "2025-04-02T11", "2025-04-09T11"
    ) + add.format(uid="f" * 16, start="2025-06-01T10:00:00")
    theirs = CALENDAR.replace(
        "papers = 2025-03-26\n", 'location = "Zelhem"\npapers = 2025-03-26\n'
    ) + add.format(uid="g" * 16, start="2025-06-01T14:00:00")

    text = merged(filled, ours, theirs, "data/calendar.toml")

    assert '2025-04-09T11:30:00\nlocation = "Zelhem"' in text
    assert 'id = "db-2025-06-01"' in text
    assert 'id = "db-2025-06-01-2"\nbody = "DB"\nstart = 2025-06-01T14:00:00' in text


def test_a_meeting_moved_by_both_is_for_a_person(filled: Desk) -> None:
    ours = CALENDAR.replace("2025-04-02T", "2025-04-09T")
    theirs = CALENDAR.replace("end = 2025-04-02T11:30", "end = 2025-04-02T12:30")

    text = conflicting(filled, ours, theirs, "data/calendar.toml")

    assert text.count("<<<<<<<") == 2  # start and end are one question
    assert "start = 2025-04-09T10:00:00\n=======\nstart = 2025-04-02T10:00:00\n" in text
    assert "end = 2025-04-09T11:30:00\n=======\nend = 2025-04-02T12:30:00" in text


def test_the_hook_stops_a_clean_merge_that_does_not_go_together(filled: Desk) -> None:
    without = CALENDAR[: CALENDAR.index('\n[[meeting]]\nuid = "eee')]
    filled.commit(ACTIONS.replace('"ab-2025-04-02"', "2025-04-02"))
    filled.git("checkout", "-q", "-b", "other")
    filled.commit(without, "data/calendar.toml")
    filled.git("checkout", "-q", "main")
    filled.commit(filled.read().replace("2025-03-06", '"ab-2025-04-02"'))

    done = subprocess.run(
        ["git", "merge", "-m", "x", "other"], cwd=filled.root, capture_output=True, check=False
    )

    assert done.returncode == 1
    assert b"there is no meeting" in done.stdout + done.stderr


def test_it_works_in_rebase_cherry_pick_stash_and_revert(filled: Desk) -> None:
    one, other = block("x", "2025-004", "Een"), block("y", "2025-004", "Twee")
    branches(filled, ACTIONS + one, ACTIONS + other)
    expected = ACTIONS + one + other.replace('"2025-004"', '"2025-005"') + 'was = ["2025-004"]\n'

    filled.git("checkout", "-q", "-b", "rebased", "other")
    filled.git("rebase", "-q", "main")
    assert filled.read() == expected

    filled.git("checkout", "-q", "-b", "picked", "main")
    filled.git("cherry-pick", "other")
    assert filled.read() == expected

    filled.git("checkout", "-q", "-b", "stashed", "main~1")
    filled.write(ACTIONS + other)
    filled.git("stash")
    filled.git("merge", "-q", "main")
    filled.git("stash", "pop")
    assert filled.read() == expected

    filled.git("checkout", "-q", "-f", "rebased")
    filled.git("revert", "--no-edit", "main")  # the addition of `Een`, in a file that went on
    assert filled.read() == expected.replace(one, "")


def test_a_criss_cross_of_merges_reads_a_base_without_markers(filled: Desk) -> None:
    branches(
        filled,
        ACTIONS.replace("2025-03-06", "2025-03-09"),
        ACTIONS.replace("2025-03-06", "2025-04-07"),
    )
    filled.git("branch", "ours-first", "main")
    for branch, side in (("main", "other"), ("other", "ours-first")):
        filled.git("checkout", "-q", branch)
        filled.git("merge", "-q", "-s", "ours", "-m", "mine", side)
    filled.commit(filled.read().replace("Begroting vaststellen", "Begroting bespreken"))
    filled.git("checkout", "-q", "main")
    filled.commit(filled.read().replace("E. Ruesen", "H. Haringa"))

    done = subprocess.run(
        ["git", "merge", "-q", "other"], cwd=filled.root, capture_output=True, check=False
    )

    text = filled.read()
    assert done.returncode == 1
    assert "due = 2025-03-09\n=======\ndue = 2025-04-07\n" in text
    assert "Begroting bespreken" in text
    assert "H. Haringa" in text


def test_both_added_one_archive_file(filled: Desk) -> None:
    def done(*words: str) -> str:
        return block(*words).replace('"open"', '"done"\nclosed = 2024-02-01')

    old, other, mine = (
        done("z", "2024-001", "Oud"),
        *(done(*words) for words in (("w", "2024-002", "Ouder"), ("v", "2024-003", "Oudst"))),
    )
    old = old.lstrip()
    filled.git("checkout", "-q", "-b", "other")
    filled.commit(old + other, "data/archive/actions-2024.toml")
    filled.git("checkout", "-q", "main")
    filled.commit(old + mine, "data/archive/actions-2024.toml")

    filled.git("merge", "-q", "-m", "merge", "other")

    assert filled.read("data/archive/actions-2024.toml") == old + mine + other


def test_without_actiepunt_git_merges_lines(filled: Desk) -> None:
    driver = filled.git("config", "merge.actiepunt.driver")
    gone = driver.replace(driver.split(" ")[0], "/nowhere/python")
    filled.git("config", "merge.actiepunt.driver", gone.strip())

    text = conflicting(
        filled,
        ACTIONS.replace("2025-03-06", "2025-03-09"),
        ACTIONS.replace("2025-03-06", "2025-04-07"),
    )

    assert "due = 2025-03-09\n=======\ndue = 2025-04-07\n" in text


def test_a_version_that_does_not_read_is_left_to_git(filled: Desk) -> None:
    text = conflicting(
        filled,
        ACTIONS.replace("2025-03-06", "6 maart"),
        ACTIONS.replace("2025-03-06", "2025-04-07"),
    )

    assert "due = 6 maart\n=======\ndue = 2025-04-07\n" in text


def test_the_driver_itself_refuses_in_two_lines(filled: Desk, tmp_path: Path) -> None:
    for name, content in (("O", ACTIONS), ("A", "broken"), ("B", ACTIONS)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    versions = [str(tmp_path / name) for name in "OAB"]

    run = filled.run("merge-driver", *versions, "7", FILE)

    assert run.code == 1
    assert len(run.err.splitlines()) == 2
    assert (tmp_path / "A").read_text(encoding="utf-8") == "broken"
    assert filled.run("merge-driver", *versions[:1], "/nowhere", "x", "7", FILE).code == 1


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a", "a b", "a c", "a b c"),
        ("a b", "b", "a b c", "b c"),
        ("a b", "b a", "a b c", "b c a"),
        ("a b c", "c a b", "a c", "c a"),
        ("a", "b", "a c", "b c"),
        ("", "a", "a", "a"),
        ("a b", "", "a b", ""),
        ("a", "b", "c", None),
        ("a b", "b a", "b x a", None),
        ("a a", "a", "a a b", None),
        ("a", "b a", "c a", None),
    ],
)
def test_owners_merge_as_a_list_whose_first_one_leads(
    base: str, ours: str, theirs: str, expected: str | None
) -> None:
    sides = [Action(owners=tuple(side.split())) for side in (base, ours, theirs)]

    found, conflicts = merge.record(*sides)

    assert bool(conflicts) == (expected is None)
    if expected is not None:
        assert isinstance(found, Action)
        assert " ".join(found.owners) == expected


TEXTS = st.sampled_from(
    ["Een", "Twee", 'met "aanhaling"', "# geen commentaar", "[[action]]", "uid = 1"]
)
LISTS = st.lists(TEXTS, max_size=3, unique=True).map(tuple)
RECORDS = st.dictionaries(
    st.sampled_from("pqrstuvw"),
    st.builds(
        lambda summary, owners, tags, details, item: Action(
            summary=summary, owners=owners, tags=tags, details=details, item=item
        ),
        TEXTS, LISTS, LISTS, st.just("") | TEXTS.map(lambda t: f"{t}\n# {t}\n\n{t}"), st.just("") | TEXTS,
    ),
    max_size=5,
)  # fmt: skip
COMMENTS = st.sampled_from(["", "\n", "\n# een\n", "# direct eronder\n\n\n# twee\n", "\n\n"])


def written(records: dict[str, Action], comments: list[str], head: str) -> str:
    """Return a file as a hand may lay it out."""
    text = head
    for index, (uid, record) in enumerate(records.items()):
        named = record._replace(uid=uid * 16, id=f"2025-{ord(uid):03}")
        text += edit.block(named) + comments[index % len(comments)]
    return text


@given(
    st.tuples(RECORDS, RECORDS, RECORDS),
    st.lists(COMMENTS, min_size=1, max_size=4),
    st.sampled_from(["", "# hoofd\n\n", "\n"]),
)
def test_any_three_versions_merge_into_what_both_sides_said(
    sides: tuple[dict[str, Action], dict[str, Action], dict[str, Action]],
    comments: list[str],
    head: str,
) -> None:
    base, ours, theirs = (written(side, comments, head) for side in sides)

    result = merge_texts(base, ours, theirs, read.ACTION)

    decided = merge_texts(base, ours, theirs, read.ACTION, decide=lambda c: c.ours)
    found = {a.uid: a for a in read.actions(decided.text, "")[0]}
    versions = [{a.uid: a for a in read.actions(text, "")[0]} for text in (base, ours, theirs)]
    in_conflict = {c.record.uid for c in result.conflicts}
    for uid in {*versions[1], *versions[2]} - in_conflict:
        was, mine, other = (version.get(uid) for version in versions)
        if mine == was:
            assert found.get(uid) == other
        elif other in {was, mine}:
            assert found.get(uid) == mine
        elif mine and other:
            assert found[uid] == merge.record(was, mine, other)[0]
    assert merge_texts(base, ours, base, read.ACTION).text == ours
    assert merge_texts(base, base, theirs, read.ACTION).text == theirs
    assert merge_texts(base, ours, ours, read.ACTION).text == ours
    for line in filter(None, ours.splitlines()):
        assert line in result.text or not (line.startswith("# ") and line in theirs)
