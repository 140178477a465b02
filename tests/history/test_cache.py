"""The cache of the history: the same answers with it and without it, whatever happened to it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from actiepunt import history
from actiepunt.git.repository import Repository
from actiepunt.history import cache
from conftest import Desk


def same(desk: Desk) -> bool:
    """Tell whether the cache gives what git gives, now and when it is read back."""
    repository = Repository(desk.root)
    wanted = list(history.entries(repository))
    told = history.read(repository, "HEAD").commits
    assert [cache._from_row(cache._row(one)) for one in told] == told
    return cache.history(repository) == wanted == cache.history(repository)


@pytest.fixture
def busy(filled: Desk) -> Desk:
    """Return a register with a history of every kind of change."""
    for words in (
        ["close", "1", "--outcome", "Klaar"], ["reopen", "1"], ["note", "2", "Bijna"],
        ["add", "Vierde", "--owner", "", "--due", "2025-04-03", "--details", "a\nb"],
        ["meeting", "move", "AB:next", "--start", "2025-04-09"], ["meeting", "cancel", "AB:last"],
    ):  # fmt: skip
        filled.good(*words)
    filled.commit(filled.read()[: filled.read().rindex("\n[[action]]")])
    return filled


def file(desk: Desk) -> Path:
    """Return the file of the cache."""
    return Repository(desk.root).private(cache._FILE)


def test_the_cache_gives_what_git_gives(busy: Desk) -> None:
    assert same(busy)
    assert file(busy).is_file()
    assert same(busy)  # now from the file
    busy.good("start", "3")
    assert same(busy)  # the file, and one commit more


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n[]", b"\xff\xfe", b"{}\n{}"])
def test_a_damaged_cache_is_made_again(busy: Desk, damage: bytes) -> None:
    cache.history(Repository(busy.root))
    file(busy).write_bytes(damage)

    assert same(busy)


def test_a_truncated_cache_is_made_again(busy: Desk) -> None:
    cache.history(Repository(busy.root))
    whole = file(busy).read_bytes()
    for size in range(0, len(whole), len(whole) // 7):
        file(busy).write_bytes(whole[:size])
        assert same(busy)


def test_a_cache_of_another_version_is_made_again(
    busy: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "VERSION", 0)
    cache.history(Repository(busy.root))
    monkeypatch.undo()

    assert same(busy)


def test_a_cache_of_records_with_other_fields_is_made_again(
    busy: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "ACTION_KINDS", {"uid": "text"})
    cache.history(Repository(busy.root))
    earlier = file(busy).read_bytes()
    monkeypatch.undo()

    assert same(busy)
    assert file(busy).read_bytes() != earlier


def test_a_rewritten_history_is_read_again(busy: Desk) -> None:
    cache.history(Repository(busy.root))
    busy.git("reset", "-q", "--hard", "HEAD~4")
    busy.git("commit", "-q", "--amend", "--no-verify", "-m", "anders")

    assert same(busy)


def test_a_merge_of_an_older_branch_is_added(busy: Desk) -> None:
    busy.git("checkout", "-qb", "side", "HEAD~5")
    busy.commit(busy.read().replace("Begroting", "Jaarrekening"), message="side")
    busy.git("checkout", "-q", "main")
    busy.commit(busy.read().replace("Kaderbrief", "Perspectiefbrief"))
    cache.history(Repository(busy.root))
    busy.git("merge", "-q", "-m", "merge", "-X", "ours", "side")

    found = cache.history(Repository(busy.root))

    wanted = list(history.entries(Repository(busy.root)))
    key = lambda entry: entry.commit.hash  # noqa: E731 - the order of branches may differ
    assert sorted(found, key=key) == sorted(wanted, key=key)


def test_two_processes_build_it_at_once(busy: Desk) -> None:
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _n: busy.process("log"), range(8)))

    assert len({run.out for run in runs}) == 1
    assert all(run.code == 0 for run in runs)
    assert same(busy)
    assert list(file(busy).parent.glob(f".{cache._FILE}.*")) == []


def test_the_same_answers_with_the_cache_deleted(busy: Desk) -> None:
    for words in (["log"], ["show", "2"], ["diff", "HEAD~3", "HEAD"], ["export", "ics"]):
        first = busy.good(*words)
        file(busy).unlink()
        assert busy.good(*words) == first


def test_a_cache_that_cannot_be_written_is_done_without(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)

    assert "2025-001" in filled.good("log")
    assert not file(filled).exists()
