"""Several registers in one repository: each has what is its own, and one hook checks them all."""

import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Desk
from helpers import kill

AB, DB = "boards/ab", "boards/db"


@pytest.fixture
def boards(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Desk, Desk]:
    """Return two registers in one repository, each with an action."""
    del home
    top = Desk(tmp_path / "top", capsys)
    top.root.mkdir()
    for folder in (AB, DB):
        top.git("init", "-q")
        top.good("init", folder)
    desks = Desk(top.root / AB, capsys), Desk(top.root / DB, capsys)
    for desk in desks:
        desk.good("add", f"Van {desk.root.name}", "--owner", "DB")
    return desks


def commit(desk: Desk, *words: str) -> subprocess.CompletedProcess[str]:
    """Let git commit all, with the hook."""
    desk.git("add", "--all", ":/")
    return subprocess.run(
        ["git", "commit", "-qm", "met git", *words], cwd=desk.root, capture_output=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def test_a_killed_change_is_put_back_whichever_register_is_worked_in_next(
    boards: tuple[Desk, Desk],
) -> None:
    ab, db = boards
    before = ab.read()
    assert kill(ab, "after", "actiepunt.disk:replace", 2, "close", "1") == 99
    assert ab.read() != before

    db.good("note", "1", "Gebeld")
    ab.good("note", "1", "Gebeld")

    assert 'status = "open"' in ab.read()
    assert 'status = "open"' in db.read()
    assert ab.git("status", "--porcelain") == ""
    assert not [*ab.root.rglob(".*.old"), *ab.root.rglob(".*.new")]


def test_what_an_earlier_version_left_in_the_git_folder_is_not_misread(
    boards: tuple[Desk, Desk],
) -> None:
    ab, _db = boards
    git = Path(ab.git("rev-parse", "--absolute-git-dir").strip())
    shutil.rmtree(git / "actiepunt")
    (git / "actiepunt-journal.json").write_text(
        '{"data/actions.toml": {"before": "", "after": ""}}'
    )
    (git / "actiepunt-history").write_text("oud")
    (git / "actiepunt-tokens.json").write_text('{"DB": "geheim"}')
    before = ab.read()

    ab.good("note", "1", "Gebeld")

    assert ab.read().startswith(before[:-2])
    assert not (git / "actiepunt-journal.json").exists()
    assert (git / "actiepunt-tokens.json").read_text() == '{"DB": "geheim"}'


def test_a_commit_that_the_sync_of_another_register_rebased_is_known_by_its_old_hash(
    boards: tuple[Desk, Desk], tmp_path: Path
) -> None:
    ab, db = boards
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare.git"], check=True)
    ab.git("remote", "add", "origin", str(tmp_path / "bare.git"))
    ab.good("sync")
    subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", tmp_path / "other"], check=True)
    other = Desk(tmp_path / "other" / AB, ab._capture)
    other.good("init", ".")
    other.good("note", "1", "Van hen")
    other.good("sync")
    db.good("edit", "1", "--item", "7")
    old = db.git("rev-parse", "HEAD").strip()

    ab.good("sync")

    assert db.git("rev-parse", "HEAD").strip() != old
    assert "item: 7 → –" in db.good("undo", old)


@pytest.mark.parametrize("folder", [AB, DB])
def test_one_hook_checks_every_register(boards: tuple[Desk, Desk], folder: str) -> None:
    desk = next(one for one in boards if one.root.as_posix().endswith(folder))
    text = desk.read()
    desk.write(text.replace('"open"', '"opne"'))

    refused = commit(desk)

    assert refused.returncode == 1
    told = f"{folder}/data/actions.toml:8: error: unknown status “opne”"
    assert told in refused.stdout + refused.stderr

    desk.write(text.replace("Van", "Voor"))
    assert commit(desk).returncode == 0


def test_the_hook_reads_what_is_staged_of_a_folder_that_is_gone(boards: tuple[Desk, Desk]) -> None:
    ab, db = boards
    ab.write(ab.read().replace('"open"', '"opne"'))
    ab.git("add", ".")
    shutil.rmtree(ab.root)

    refused = subprocess.run(
        ["git", "commit", "-qm", "met git"], cwd=db.root, capture_output=True, check=False
    )

    assert refused.returncode == 1


def test_the_hook_of_an_earlier_version_is_replaced_and_that_of_somebody_else_is_not(
    boards: tuple[Desk, Desk],
) -> None:
    ab, db = boards
    hooks = Path(ab.git("rev-parse", "--git-path", "hooks").strip())
    hooks = ab.root / hooks
    earlier = "#!/bin/sh\n# actiepunt: stops a commit whose data files hold errors\nexit 0\n"
    (hooks / "pre-commit").write_text(earlier)
    (hooks / "pre-merge-commit").write_text("#!/bin/sh\nexit 0\n")

    run = db.run("init", ".")

    assert run.out == "made pre-commit\n"
    assert "actiepunt check --staged --every-register" in run.err
    assert ab.good("init", ".") == "This is a register already; nothing to do.\n"
    ab.write(ab.read().replace('"open"', '"opne"'))
    assert commit(ab).returncode == 1


def test_a_register_goes_on_where_its_folder_is_moved_to(
    boards: tuple[Desk, Desk], tmp_path: Path
) -> None:
    ab, db = boards
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare.git"], check=True)
    ab.git("remote", "add", "origin", str(tmp_path / "bare.git"))
    ab.good("sync")
    top = ab.root.parents[1]
    db.git("mv", str(ab.root), str(top / "algemeen"))
    db.git("commit", "-qm", "Verhuisd")
    moved = Desk(top / "algemeen", ab._capture)

    moved.good("note", "1", "Gebeld")
    assert moved.good("sync") == "Sent 2 commits to origin/main.\n"
    moved.write(moved.read().replace('"open"', '"opne"'))
    refused = commit(moved)

    assert refused.returncode == 1
    assert "algemeen/data/actions.toml:8: error" in refused.stdout + refused.stderr


def test_a_sync_killed_while_the_folder_follows_leaves_no_half_file_of_another_register(
    boards: tuple[Desk, Desk], tmp_path: Path
) -> None:
    ab, db = boards
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "bare.git"], check=True)
    ab.git("remote", "add", "origin", str(tmp_path / "bare.git"))
    ab.good("sync")
    subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", tmp_path / "other"], check=True)
    for folder in (AB, DB):
        other = Desk(tmp_path / "other" / folder, ab._capture)
        other.good("init", ".")
        other.good("note", "1", "Van hen")
    other.good("sync")
    before = db.read()
    assert kill(ab, "after", "actiepunt.storage.journal:keep", 1, "sync") == 99
    assert db.read() == before
    assert kill(ab, "after", "actiepunt.storage.datafiles:put", 2, "sync") == 99
    assert "Van hen" in ab.read()
    assert "Van hen" in db.read()

    db.good("list")
    db.good("note", "1", "Van ons")
    ab.good("sync")

    for desk in (ab, db):
        assert "Van hen" in desk.read()
    assert "Van ons" in db.read()
    assert ab.git("status", "--porcelain") == ""


def test_what_is_derived_of_a_register_and_its_secrets_are_its_own(
    boards: tuple[Desk, Desk], tmp_path: Path
) -> None:
    def secret(desk: Desk, *words: str) -> str:
        return desk.good("publish", str(tmp_path / "feeds"), "--token", *words).split("DB: ")[1]

    ab, db = boards
    git = ab.root.parents[1] / ".git" / "actiepunt"
    secrets = [secret(desk) for desk in boards]

    assert secrets[0] != secrets[1]
    assert secret(db, "--revoke", "DB") != secrets[1]
    logs = [desk.good("log") for desk in boards]
    indexes = {path: path.read_bytes() for path in git.rglob("history")}
    assert secret(ab) == secrets[0]
    assert [desk.good("log") for desk in boards] == logs
    assert len(indexes) == 2
    assert {path: path.read_bytes() for path in git.rglob("history")} == indexes

    db.git("mv", str(ab.root), str(ab.root.parents[1] / "algemeen"))
    db.git("commit", "-qm", "Verhuisd")
    assert secret(Desk(ab.root.parents[1] / "algemeen", ab._capture)) == secrets[0]
