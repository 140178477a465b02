"""What others did to the published register that nobody follows without being told."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ACTIONS, Clone, Desk
from helpers import apart, published, together, typed

Person = Callable[..., Desk]


@pytest.fixture
def server(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return an empty bare repository whose clones begin on `master`."""
    del home
    bare = Desk(tmp_path / "server.git", capsys)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "master", bare.root], check=True)
    return bare


@pytest.fixture
def person(server: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Person:
    """Return what clones the server for somebody, and does no more."""

    def make(name: str, *words: str) -> Desk:
        desk = Desk(tmp_path / name, capsys)
        subprocess.run(
            ["git", "clone", "-q", *words, server.root, desk.root], check=True, capture_output=True
        )
        desk.git("config", "user.name", name)
        return desk

    return make


@pytest.fixture
def anna_first(server: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return who made a register on `main` and published it where clones begin on `master`."""
    desk = Desk(tmp_path / "Anna", capsys)
    desk.root.mkdir()
    desk.good("init", ".")
    desk.git("remote", "add", "origin", str(server.root))
    desk.good("add", "Van Anna", "--owner", "DB")
    assert desk.good("sync") == "Sent 2 commits to origin/main.\n"
    return desk


def heads(server: Desk) -> list[str]:
    """Return the branches of a server."""
    return server.git("for-each-ref", "--format=%(refname:short)").split()


def test_sync_says_where_clones_begin(anna_first: Desk, server: Desk) -> None:
    server.git("branch", "master", "main")

    run = anna_first.run("sync")

    assert run.code == 0
    assert run.err == (
        "A new clone of this register begins on master, and you publish to origin/main.\n"
    )


def test_a_second_register_is_not_published_beside_the_first(server: Desk, person: Person) -> None:
    anna, bob = person("Anna"), person("Bob")  # both clone while it is empty
    for desk, branch in ((anna, "main"), (bob, "master")):
        desk.git("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        desk.good("init", ".")
    anna.good("sync")

    run = bob.run("sync")

    assert run.code == 1
    assert run.err == (
        "actiepunt: what origin has (main) has nothing in common with this register\n"
        "Join what is there in a new clone: git clone. To publish this one beside it: "
        "actiepunt sync --anyway\n"
    )
    assert heads(server) == ["main"]
    bob.good("sync", "--anyway")
    assert heads(server) == ["main", "master"]


@pytest.mark.parametrize("pruned", [False, True])
def test_a_branch_that_was_renamed_there_is_not_made_again(
    anna: Desk, clone: Clone, tmp_path: Path, *, pruned: bool
) -> None:
    bob = clone("Bob")
    bob.good("note", "1", "Van Bob")
    server = Desk(tmp_path / "bare.git", anna._capture)
    server.git("branch", "-m", "main", "hoofd")
    if pruned:
        bob.git("fetch", "-q", "--prune")
    before = bob.state()

    run = bob.run("sync")

    assert run.code == 1
    assert run.err == (
        "actiepunt: origin has no branch main any more: it was renamed or deleted there\n"
        "If it is called hoofd now, follow it: git branch -u origin/hoofd. "
        "To publish it again: actiepunt sync --anyway\n"
    )
    assert bob.state() == before
    assert heads(server) == ["hoofd"]
    bob.git("branch", "-q", "-u", "origin/hoofd")
    assert bob.good("sync") == "Sent 1 commit to origin/hoofd.\n"


def test_a_branch_that_was_deleted_is_published_again_where_a_person_says_so(
    anna: Desk, clone: Clone, tmp_path: Path
) -> None:
    bob = clone("Bob")
    server = Desk(tmp_path / "bare.git", anna._capture)
    server.git("update-ref", "-d", "refs/heads/main")
    assert "Ask who keeps the server." in bob.run("sync").err

    refused = typed(bob, ["sync"], [("Publish it there again?", "n\r")])
    assert heads(server) == []
    agreed = typed(bob, ["sync"], [("Publish it there again?", "y\r")])

    assert "Nothing was changed" in refused
    assert "Sent 3 commits to origin/main." in agreed
    assert heads(server) == ["main"]


def test_a_branch_of_ones_own_is_published_without_a_question(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    bob.git("checkout", "-q", "--no-track", "-b", "concept")
    bob.good("note", "1", "Nog niet")

    run = bob.run("sync")

    assert run.out == "Sent 1 commit to origin/concept.\n"
    assert run.err == (
        "A new clone of this register begins on main, and you publish to origin/concept.\n"
    )
    assert "Nog niet" not in published(anna)


def broken(desk: Desk, old: str, new: str, message: str) -> str:
    """Publish something by plain git that our hook would have stopped; return the commit."""
    desk.commit(desk.read().replace(old, new), message=message)
    desk.git("push", "-q", "origin", "main")
    return desk.git("rev-parse", "--short=8", "HEAD").strip()


def test_what_others_broke_does_not_come_in_without_a_word(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    commit = broken(anna, '"open"\ndue = 2025', '"opne"\ndue = 2025', "even snel")
    anna.commit("x\n", "los.txt", "iets anders")
    anna.git("push", "-q", "origin", "main")
    bob.good("note", "2", "Van Bob")
    before = bob.state()

    run = bob.run("sync")

    day = anna.git("log", "-1", "--format=%cs").strip()
    assert (run.code, run.out) == (1, "")
    assert run.err == (
        "data/actions.toml:9: error: unknown status “opne”. Did you mean “open”? "
        f"({commit} Anna, {day}: even snel)\n"
        "actiepunt: 1 error would come in with what others published\n"
        "Ask Anna to put it right and sync, then sync here. To put it right here: "
        "actiepunt sync --anyway, correct the file, actiepunt save, actiepunt sync\n"
    )
    assert bob.state() == before
    bob.good("note", "2", "Het werk gaat door")


def test_what_is_taken_in_broken_can_be_put_right(anna: Desk, clone: Clone) -> None:
    bob, carla = clone("Bob"), clone("Carla")
    broken(anna, '"Begroting vaststellen"', "Begroting vaststellen", "kapot")
    assert "a text stands in quotation marks" in bob.run("sync").err

    run = bob.run("sync", "--anyway")
    assert run.code == 0
    assert "a text stands in quotation marks" in run.err
    assert "removed" not in run.out
    bob.write(bob.read().replace("= Begroting vaststellen", '= "Begroting"'))
    bob.good("save")

    together(bob, carla, anna)
    assert 'summary = "Begroting"' in carla.read()


def test_a_file_that_does_not_read_is_not_to_be_put_right_where_both_sides_changed_it(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    bob.good("edit", "3", "--owner", "Bob")
    before = bob.state()
    commit = broken(anna, '"Begroting vaststellen"', "Begroting vaststellen", "kapot")

    run = bob.run("sync")

    assert (run.code, run.out) == (1, "")
    assert f"({commit} Anna, " in run.err
    assert run.err.splitlines()[-2:] == [
        "actiepunt: 2 errors would come in with what others published",
        "Ask Anna to put it right and sync, then sync here.",
    ]
    assert "cannot be merged record by record" in bob.run("sync", "--anyway").err
    assert bob.state() == before
    anna.commit(anna.read().replace("= Begroting vaststellen", '= "Begroting"'))
    anna.good("sync")
    together(bob, anna)
    assert 'owners = ["Bob"]' in anna.read()


def test_a_file_that_does_not_read_can_be_put_right_where_only_others_changed_it(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    bob.commit("x\n", "los.txt", "iets anders")
    broken(anna, '"Begroting vaststellen"', "Begroting vaststellen", "kapot")

    assert "To put it right here: actiepunt sync --anyway" in bob.run("sync").err
    assert bob.run("sync", "--anyway").code == 0
    bob.write(bob.read().replace("= Begroting vaststellen", '= "Begroting"'))
    bob.good("save")
    together(bob, anna)


def test_a_fault_that_was_taken_in_before_holds_nobody_up(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    broken(anna, '"open"\ndue = 2025', '"opne"\ndue = 2025', "even snel")
    bob.good("sync", "--anyway")
    anna.commit("# meer\n" + anna.read())
    anna.git("push", "-q", "origin", "main")

    assert bob.run("sync").code == 0

    broken(anna, '"open"\ndue = "ab', '"opne"\ndue = "ab', "nog een")
    run = bob.run("sync")
    assert run.code == 1
    assert run.err.startswith("data/actions.toml:38: error: unknown status")
    assert run.err.count("error: ") == 1


def test_a_new_error_does_not_hide_behind_an_old_one_that_was_put_right(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    broken(anna, '"open"\ndue = 2025', '"opne"\ndue = 2025', "even snel")
    bob.good("sync", "--anyway")
    anna.write(anna.read().replace('"opne"', '"open"'))
    commit = broken(anna, '"open"\ndue = "ab', '"opne"\ndue = "ab', "hersteld")

    run = bob.run("sync")

    assert run.code == 1
    assert run.err.startswith("data/actions.toml:37: error: unknown status “opne”")
    assert f"({commit} Anna, " in run.err.splitlines()[0]


def test_a_number_that_a_merge_doubled_is_told_with_the_merge(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    text = ACTIONS.replace("aaaaaaaaaaaaaaaa", "ffffffffffffffff").partition("# Deze")[0]
    anna.git("checkout", "-qb", "zij")
    anna.commit("zij\n", "zij.txt")
    anna.git("checkout", "-q", "main")
    anna.commit("wij\n", "wij.txt")
    anna.git("merge", "-q", "--no-commit", "zij")
    anna.write(anna.read() + "\n" + text.partition("bestuur.\n\n")[2])
    anna.git("add", ".")
    anna.git("commit", "-q", "--no-verify", "-m", "Samengevoegd")
    anna.git("push", "-q", "origin", "main")

    run = bob.run("sync")

    assert run.code == 1
    assert "error: id 2025-001 is used twice" in run.err
    assert "Anna, " in run.err
    assert ": Samengevoegd)\n" in run.err


def test_what_a_branch_broke_is_told_with_its_own_commit(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.git("checkout", "-qb", "zij")
    anna.git("config", "user.name", "Dirk")
    anna.commit(ACTIONS.replace('"open"', '"opne"', 1), message="door Dirk")
    anna.git("config", "user.name", "Anna")
    anna.git("checkout", "-q", "main")
    anna.commit("wij\n", "wij.txt")
    anna.git("-c", "core.hooksPath=/dev/null", "merge", "-q", "--no-edit", "zij")
    anna.git("push", "-q", "origin", "main")

    assert "Dirk, " in bob.run("sync").err


def taken_back(desk: Desk) -> str:
    """Take the last commit back by force, on the server too; return what it was."""
    commit = desk.git("rev-parse", "--short=8", "HEAD").strip()
    desk.git("reset", "-q", "--hard", "HEAD~1")
    desk.git("push", "-q", "--force", "origin", "main")
    return commit


@pytest.mark.parametrize("fetched", [False, True])
def test_what_was_taken_back_by_force_does_not_come_back_unmentioned(
    anna: Desk, clone: Clone, *, fetched: bool
) -> None:
    bob = clone("Bob")
    anna.good("note", "1", "Geheim")
    anna.good("sync")
    bob.good("sync")
    commit = taken_back(anna)
    if fetched:
        bob.git("fetch", "-q")
    before = bob.state()

    for _twice in range(2):
        run = bob.run("sync")

        day = bob.git("log", "-1", "--format=%cs").strip()
        assert (run.code, run.out) == (1, "")
        assert run.err == (
            f"{commit} Anna, {day}: 2025-001 notitie: Koningsdag toelichten\n"
            "actiepunt: 1 commit that was published was taken back on origin/main by force\n"
            "To let go of it here too: git reset --keep origin/main. "
            "To publish it again: actiepunt sync --anyway\n"
        )
        assert bob.state() == before
    bob.git("reset", "-q", "--keep", "origin/main")
    assert bob.good("sync").startswith("Nothing to send or receive")
    assert "Geheim" not in published(anna)


def test_what_was_taken_back_by_force_is_published_again_where_a_person_says_so(
    anna: Desk, clone: Clone
) -> None:
    bob = clone("Bob")
    anna.good("note", "1", "Toch niet geheim")
    anna.good("sync")
    bob.good("sync")
    taken_back(anna)

    typed(bob, ["sync"], [("Publish it again?", "y\r")])

    assert "Toch niet geheim" in published(anna)
    together(anna, bob)


def test_ones_own_changes_go_on_without_what_was_taken_back(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("note", "1", "Geheim")
    anna.good("sync")
    bob.good("sync")
    taken_back(anna)
    bob.good("note", "2", "Van Bob")
    advice = bob.run("sync").err.splitlines()[-1]

    words = advice.partition("git rebase ")[2].partition(". ")[0]
    bob.git("rebase", "-q", *words.split())
    together(bob, anna)

    assert "Van Bob" in anna.read()
    assert "Geheim" not in anna.read()


def test_who_rewrites_ones_own_published_commit_is_not_asked(anna: Desk, clone: Clone) -> None:
    bob = clone("Bob")
    anna.good("note", "1", "Typfout")
    anna.good("sync")
    anna.git("commit", "-q", "--amend", "--no-verify", "-m", "zonder typfout")
    anna.git("push", "-q", "--force", "origin", "main")
    apart(anna, bob)

    together(bob, anna)


def test_init_joins_the_register_that_is_on_another_branch_than_clones_begin_on(
    anna_first: Desk, person: Person
) -> None:
    bob = person("Bob")
    assert not (bob.root / "data").exists()  # the server's HEAD is `master`, which is not there

    out = bob.good("init", ".")

    assert out == (
        "joined the register of origin/main\n"
        "made pre-commit\nmade pre-merge-commit\nmade diff driver\nmade merge driver\n"
    )
    assert bob.git("symbolic-ref", "--short", "HEAD") == "main\n"
    assert bob.git("rev-parse", "HEAD") == anna_first.git("rev-parse", "HEAD")
    bob.good("add", "Van Bob", "--owner", "DB")
    together(bob, anna_first)
    assert "Van Bob" in anna_first.read()


def test_init_joins_a_register_that_was_published_after_the_clone(
    server: Desk, person: Person
) -> None:
    anna, bob = person("Anna"), person("Bob")  # both clone while it is empty
    assert server.git("for-each-ref") == ""
    anna.good("init", ".")
    anna.good("sync")

    assert bob.good("init", ".").startswith("joined the register of origin/master\n")
    together(bob, anna)


def test_init_asks_for_a_branch_where_several_hold_a_register(
    anna_first: Desk, person: Person
) -> None:
    anna_first.git("push", "-q", "origin", "main:concept")

    run = person("Bob").run("init", ".")

    assert (run.code, run.out) == (1, "")
    assert run.err == (
        "actiepunt: origin has a register on several branches: concept, main\n"
        "Choose one with `git switch BRANCH`, then run `actiepunt init` again.\n"
    )


def test_init_makes_no_register_beside_branches_that_hold_none(
    server: Desk, person: Person
) -> None:
    anna = person("Anna")
    anna.git("checkout", "-q", "-b", "leesmij")
    anna.commit("leesmij\n", "leesmij.txt")
    anna.git("push", "-q", "origin", "leesmij")

    run = person("Bob").run("init", ".")

    assert run.code == 1
    assert run.err.startswith(
        "actiepunt: origin has branches (leesmij), but none with a register in this folder\n"
    )
    anna.good("init", ".")  # on the branch itself there is no doubt
    assert heads(server) == ["leesmij"]


def test_init_in_a_clone_that_is_behind_says_to_pull(server: Desk, person: Person) -> None:
    anna = person("Anna")
    anna.commit("leesmij\n", "leesmij.txt")
    anna.git("push", "-q", "origin", "master")
    bob, carla = person("Bob"), person("Carla")
    carla.git("checkout", "-q", "-b", "eigen")
    anna.good("init", ".")
    anna.good("sync")
    assert heads(server) == ["master"]

    for desk, command in ((bob, "git pull"), (carla, "git switch master")):
        run = desk.run("init", ".")
        assert run.code == 1
        assert run.err == (
            "actiepunt: origin/master holds a register already\n"
            f"Join it: {command}, then run `actiepunt init` again.\n"
        )
    bob.git("pull", "-q")
    assert bob.good("init", ".").startswith("made pre-commit\n")


def test_init_where_the_remote_cannot_be_reached_makes_no_second_register(
    server: Desk, person: Person
) -> None:
    bob = person("Bob")
    bob.git("remote", "set-url", "origin", str(server.root / "weg"))

    run = bob.run("init", ".")

    assert run.code == 1
    assert run.err == (
        "actiepunt: cannot see whether origin holds a register already: "
        "there is no register at the address of the remote\n"
        "Try again when it can be reached. To make a new register all the same, take the remote "
        "away first: git remote remove origin\n"
    )
    bob.git("remote", "remove", "origin")
    assert "made data/actions.toml" in bob.good("init", ".")


def test_init_keeps_what_stands_in_the_way_of_the_register_it_joins(
    anna_first: Desk, person: Person
) -> None:
    bob = person("Bob")
    bob.write("van mij\n", "data/register.toml")

    run = bob.run("init", ".")

    assert run.code == 1
    assert bob.read("data/register.toml") == "van mij\n"
    assert not (bob.root / "data/actions.toml").exists()
    assert anna_first.good("check")
