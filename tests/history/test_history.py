"""History from content: right whatever people did by hand, each change once."""

import json
import random
import shutil
import subprocess

import pytest

from actiepunt.core.model import Record, Register
from actiepunt.git.repository import Repository
from actiepunt.history import Entry, entries
from actiepunt.storage import datafiles
from conftest import ACTIONS, CALENDAR, Desk


def told(desk: Desk, since: int = 0) -> list[tuple[str, list[str]]]:
    """Return the records and fields of every change after the first `since` commits."""
    found = list(entries(Repository(desk.root)))[since:]
    return [
        (one.record.id, [field.name for field in one.fields])
        for entry in found
        for one in entry.differences
    ]


def seen(desk: Desk) -> int:
    """Count the commits that changed a record so far."""
    return len(list(entries(Repository(desk.root))))


def test_a_hand_edit_committed_as_update_has_the_right_fields_and_name(filled: Desk) -> None:
    count = seen(filled)
    text = ACTIONS.replace("2025-03-06", "2025-04-01").replace('"DB",\n]', '"AB",\n]')
    filled.write(text)
    filled.git("commit", "-qam", "update", "--author", "Piet Jansen <piet@example.org>")

    assert told(filled, count) == [("2025-001", ["due"]), ("2025-002", ["owners"])]
    last = list(entries(Repository(filled.root)))[-1]
    assert (last.commit.who, last.commit.subject) == ("Piet Jansen", "update")


def test_layout_order_names_of_files_and_the_archive_are_no_changes(filled: Desk) -> None:
    count = seen(filled)
    blocks = ACTIONS.split("\n[[action]]\n")
    filled.commit("[[action]]\n" + "\n\n[[action]]\n".join(reversed(blocks[1:])))
    filled.commit(filled.read().replace(" = ", "=").replace('"AB"', "'AB'"))
    filled.commit(filled.read().replace("\n", "\r\n"))
    filled.write("[[action]]\n" + blocks[3], "data/archive/actions-2025.toml")
    filled.commit("[[action]]\n" + "\n[[action]]\n".join(blocks[1:3]) + "\n")
    filled.git("add", "-A")
    filled.git("commit", "-qnm", "archive", "--amend")

    assert told(filled, count) == []


def test_a_new_number_and_a_revert_are_told_as_they_are(filled: Desk) -> None:
    count = seen(filled)
    filled.commit(ACTIONS.replace('"2025-003"', '"2025-008"'))
    filled.git("revert", "--no-edit", "HEAD")

    assert told(filled, count) == [("2025-008", ["id"]), ("2025-003", ["id"])]


def test_a_broken_block_changes_nothing_until_it_is_repaired(filled: Desk) -> None:
    count = seen(filled)
    filled.commit(ACTIONS.replace("due = 2025-03-06", "due = 6 maart"))
    assert told(filled, count) == []

    filled.commit(ACTIONS.replace("2025-03-06", "2025-03-07"))

    assert told(filled, count) == [("2025-001", ["due"])]


def test_a_merge_tells_each_change_once_and_its_own_as_its_own(filled: Desk) -> None:
    count = seen(filled)
    filled.git("checkout", "-qb", "side")
    filled.commit(ACTIONS.replace("Koningsdag", "Prinsjesdag"), message="side")
    filled.git("checkout", "-q", "main")
    filled.commit(ACTIONS.replace("Begroting", "Jaarrekening"), message="main")
    filled.git("merge", "-q", "--no-commit", "side")
    filled.write(filled.read().replace("2025-03-06", "2025-05-01"))
    filled.git("commit", "-qam", "merge")

    found = [
        (entry.commit.subject, one.record.id, [field.name for field in one.fields])
        for entry in list(entries(Repository(filled.root)))[count:]
        for one in entry.differences
    ]
    assert sorted(found) == [
        ("main", "2025-003", ["summary"]),
        ("merge", "2025-001", ["due"]),
        ("side", "2025-001", ["summary"]),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_the_history_replayed_gives_the_register_at_every_commit(filled: Desk, seed: int) -> None:
    """Random hand edits: whatever is told, put together, is what the files say."""
    chance = random.Random(seed)  # noqa: S311 - a game, not a secret
    states: list[Register] = []
    for step in range(25):
        text = filled.read()
        blocks = text.split("[[action]]\n")[1:]
        for _time in range(chance.randint(1, 3)):
            place = chance.randrange(len(blocks))
            kind = chance.choice(["due", "summary", "swap", "new", "space", "status"])
            if kind == "due":
                lines = blocks[place].split("\n")
                lines = [f"due = 2025-{chance.randint(1, 12):02}-01" if line.startswith("due") else line
                         for line in lines]  # fmt: skip
                blocks[place] = "\n".join(lines)
            elif kind == "summary":
                lines = blocks[place].split("\n")
                lines = [f'summary = "s{chance.random()}"' if line.startswith("summary") else line
                         for line in lines]  # fmt: skip
                blocks[place] = "\n".join(lines)
            elif kind == "swap":
                chance.shuffle(blocks)
            elif kind == "space":
                blocks[place] = blocks[place].rstrip("\n") + "\n" * chance.randint(1, 3)
            elif kind == "new":
                uid = "".join(chance.choices("abcdefgh234567", k=16))
                blocks.append(
                    f'uid = "{uid}"\nid = "2025-{100 + step * 4 + _time}"\nsummary = "n"\n'
                    'status = "open"\n'
                )
        filled.commit("# top\n" + "".join(f"[[action]]\n{block}" for block in blocks))
        states.append(datafiles.load(filled.root, checks=False).register)

    now: dict[str, Record] = {}
    found = {entry.commit.hash: entry for entry in entries(Repository(filled.root))}
    hashes = filled.git("rev-list", "--reverse", "HEAD").split()
    for name, state in zip(hashes[-len(states) :], states, strict=True):
        _apply(now, [e for h, e in found.items() if h in hashes[: hashes.index(name) + 1]])
        assert {uid: record for uid, record in now.items() if hasattr(record, "due")} == {
            action.uid: action for action in state.actions
        }


def _apply(now: dict[str, Record], past: list[Entry]) -> None:
    now.clear()
    for entry in past:
        for one in entry.differences:
            if one.new is None:
                now.pop(one.record.uid, None)
            else:
                now[one.record.uid] = one.new


def test_a_removed_record_is_told(filled: Desk) -> None:
    count = seen(filled)
    filled.commit(ACTIONS[: ACTIONS.rindex("\n[[action]]")])
    filled.commit(CALENDAR.split("\n[[meeting]]")[0] + "\n", "data/calendar.toml")

    found = list(entries(Repository(filled.root)))[count:]

    assert [(e.differences[0].record.id, e.differences[0].new) for e in found] == [
        ("2025-003", None),
        ("ab-2025-04-02", None),
    ]


@pytest.mark.parametrize("verb", ["changed", "removed"])
def test_a_block_right_below_a_text_of_several_lines_is_told(filled: Desk, verb: str) -> None:
    first, *rest = ACTIONS.split("[[action]]")
    text = 'details = """\nregel\n\n# geen commentaar\nregel"""\n'
    blocks = [one.rstrip() + "\n" + text for one in rest]
    filled.commit("[[action]]".join([first, *blocks]))
    now = [one.replace("regel\n\n", "anders\n\n") for one in blocks[1:2]]
    left = [blocks[0], *([] if verb == "removed" else now), *blocks[2:]]
    filled.commit("[[action]]".join([first, *left]))

    found = list(entries(Repository(filled.root)))[-1].differences

    assert [(one.record.id, one.new is None) for one in found] == [("2025-002", verb == "removed")]


def test_a_record_that_comes_back_is_told_again(filled: Desk) -> None:
    count = seen(filled)
    filled.commit(ACTIONS[: ACTIONS.rindex("\n[[action]]")])
    filled.git("revert", "--no-edit", "HEAD")

    found = [entry.differences[0] for entry in list(entries(Repository(filled.root)))[count:]]

    assert [(one.old is None, one.new is None) for one in found] == [(False, True), (True, False)]
    assert [one.record.id for one in found] == ["2025-003", "2025-003"]


def test_a_persons_own_git_settings_do_not_change_what_is_read(filled: Desk) -> None:
    filled.good("close", "1")
    filled.good("defer", "2", "--to", "2025-05-01")
    before = told(filled)
    for name, value in (
        ("diff.noprefix", "true"), ("diff.external", "false"), ("color.ui", "always"),
        ("log.showSignature", "true"), ("diff.context", "0"), ("diff.algorithm", "patience"),
        ("diff.renames", "copies"), ("core.quotePath", "false"), ("log.follow", "true"),
        ("diff.suppressBlankEmpty", "true"), ("diff.orderFile", "/dev/null"), ("diff.interHunkContext", "50"), ("format.pretty", "short"),
    ):  # fmt: skip
        filled.git("config", name, value)

    assert told(filled) == before
    assert shutil.which("git")
    assert subprocess.run(["git", "fsck"], cwd=filled.root, check=False).returncode == 0


@pytest.mark.parametrize("attributes", ["*.toml -diff", "*.toml binary", "* -text -diff -merge"])
@pytest.mark.parametrize("file", [".git/info/attributes", "data/.gitattributes"])
def test_no_attribute_and_no_limit_of_git_empties_the_history(
    filled: Desk, attributes: str, file: str
) -> None:
    filled.good("close", "1")
    before = told(filled)
    filled.git("config", "core.bigFileThreshold", "50")
    filled.write(f"{attributes}\n", file)

    assert told(filled) == before
    assert len(before) == 6


@pytest.mark.parametrize(
    "stored", ["\0GITCRYPT\0xyz", "version https://git-lfs.github.com/spec/v1\n"]
)
def test_files_that_git_keeps_otherwise_are_said_to_be_unreadable(
    filled: Desk, stored: str
) -> None:
    filled.commit(stored)
    now = filled.run("log")
    assert now.code == 1
    assert "error: git keeps this file encrypted or elsewhere (git-crypt, LFS). Bring" in now.err
    filled.commit(ACTIONS)

    run = filled.run("log")

    assert run.code == 1
    assert run.err == (
        "actiepunt: git keeps the data files encrypted or elsewhere (git-crypt, LFS)\n"
        "Their history cannot be read; take the filter off the folder data.\n"
    )


def test_a_folder_that_is_moved_takes_its_history_along(filled: Desk) -> None:
    filled.good("close", "1", "-m", "Het is klaar")
    before = told(filled)
    filled.good("log")  # an index of it where it was
    (filled.root / "besturen").mkdir()
    filled.git("mv", "data", "besturen/data")
    filled.git("commit", "-q", "--no-verify", "-m", "verplaatst")
    moved = Desk(filled.root / "besturen", filled._capture)

    cold = told(moved)
    warm = moved.good("log", "--format", "json")
    moved.good("note", "2", "Na de verhuizing")
    later = moved.good("log", "--format", "json")

    assert cold == before
    assert '"Het is klaar"' in warm
    assert later.startswith(warm.rstrip("]}\n "))
    assert told(moved) == [*before, ("2025-002", ["progress"])]


def test_two_registers_in_one_repository_have_each_their_own_history(
    desk: Desk,
) -> None:
    for name in ("ab", "db"):
        desk.good("init", str(desk.root / name), "--language", "nl")
    one, other = (Desk(desk.root / name, desk._capture) for name in ("ab", "db"))
    one.good("add", "Van het een", "--owner", "A")
    other.good("add", "Van het ander", "--owner", "B")
    one.good("close", "1")

    logs = [json.loads(d.good("log", "--format", "json"))["changes"] for d in (one, other, one)]

    assert [[row["field"] for row in log] for log in logs] == [
        ["created", "status", "closed"], ["created"], ["created", "status", "closed"],
    ]  # fmt: skip


def test_what_was_filled_in_later_is_the_same_record(filled: Desk) -> None:
    """Neither `save` nor `log` says "removed" and "added" of a block that got its uid or number."""
    blocks = (
        '[[action]]\nid = "2025-007"\nsummary = "Zeven"\nstatus = "open"\ncreated = 2025-03-05T12:00:00+01:00\n',
        '[[action]]\nsummary = "Zonder"\nowners = ["DB"]\nstatus = "open"\n',
    )  # fmt: skip
    filled.commit("\n".join((filled.read(), *blocks)), message="met de hand")
    count = seen(filled)
    filled.good("check", "--fix")

    assert filled.good("save").startswith("2025-008 changed: Zonder\n  number: – → 2025-008\n")
    assert told(filled, count) == [("2025-008", ["id", "created"])]


def test_a_uid_that_stood_twice_is_two_records_when_one_gets_its_own(filled: Desk) -> None:
    one = filled.read().split("[[action]]")[1].replace("2025-001", "2025-008")
    filled.commit(f"{filled.read()}\n[[action]]{one}", message="twee keer")
    count = seen(filled)
    head, block = filled.read().rsplit("[[action]]", 1)
    filled.write(f"{head}[[action]]{block.replace('a' * 16, 'a' * 15 + 'b')}")

    assert filled.good("save").startswith("Recorded: data/actions.toml\n")
    assert told(filled, count) == []
