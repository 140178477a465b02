"""What commands cost, as ratios against another command in the same run (no test; by hand).

`python tests/bench.py --actions 10000 --commits 10000` in an environment with actiepunt, on a
machine that does nothing else. The two of a row run in turn, and the medians are told.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ACTIEPUNT = [str(Path(sys.executable).with_name("actiepunt"))]
PYTHON = sys.executable
IMPORTS = "import click, rtoml, tomlkit, filelock, git"
BLOCK = """
[[action]]
uid = "z{n:015}"
id = "{year}-{count:03}"
summary = "Afspraak {n} van het bestuur{more}"
owners = ["E. Ruesen", "P{owner}"]
body = "AB"
status = "open"
due = 2025-03-06
created = 2025-01-29T11:45:00+01:00
"""
PERSON = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Anna"), ("EMAIL", "anna@example.org"))
}

Words = list[str]


class Row(NamedTuple):
    """Two things that are compared; each is some commands in a folder, after a preparation."""

    title: str
    ours: list[Words]
    other: str
    theirs: list[Words]
    folder: Path
    prepare: Callable[[], None] = lambda: None


def block(n: int, more: str = "") -> str:
    """Return action `n`; `more` is what somebody changed in it."""
    year, count = divmod(n, 5000)
    return BLOCK.format(n=n, year=1990 + year, count=count + 1, owner=n % 90, more=more)


def run(folder: Path, *words: str) -> None:
    """Run a command that must succeed."""
    environment = {**os.environ, **PERSON, "GIT_CONFIG_GLOBAL": os.devnull}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as where it is installed
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr.decode()}")


def changed(texts: Words, step: int) -> Words:
    """Return the blocks of a file with one of them changed."""
    number = step * 7919 % len(texts)
    return [*texts[:number], block(number, f", stap {step}"), *texts[number + 1 :]]


def line(texts: Words, commits: int) -> Iterator[tuple[str, Words]]:
    """Yield commits that each change one action: what each is made on, and its file."""
    for step in range(commits):
        texts = changed(texts, step)
        yield f"from :{step}", texts


def forks(texts: Words, commits: int) -> Iterator[tuple[str, Words]]:
    """Yield commits of which every third merges two that were made beside each other."""
    for step in range(0, commits - 2, 3):
        one = changed(texts, step)
        yield f"from :{step}", one
        yield f"from :{step}", changed(texts, step + 1)
        texts = changed(one, step + 1)
        yield f"from :{step + 1}\nmerge :{step + 2}", texts


def half(texts: Words, commits: int) -> Iterator[tuple[str, Words]]:
    """Yield commits of which every second merges one that was made on the merge before the last."""
    first = changed(texts, 0)
    yield "from :0", first
    merges = [(1, first), (1, first)]  # the mark and the file of the last two
    for step in range(1, commits // 2 + 1):
        (before, older), (last, newer) = merges
        yield f"from :{before}", changed(older, step)
        now = changed(newer, step)
        yield f"from :{last}\nmerge :{2 * step}", now
        merges = [(last, newer), (2 * step + 1, now)]


def register(
    place: Path, actions: int, commits: int = 0, history: Callable[..., Any] = line
) -> Path:
    """Make a register of so many actions, with a history of some shape."""
    run(place.parent, *ACTIEPUNT, "init", str(place))
    file = place / "data" / "actions.toml"
    texts = [block(n) for n in range(actions)]
    file.write_text("".join(texts), encoding="utf-8", newline="\n")
    run(place, *ACTIEPUNT, "save")
    branch = (place / ".git" / "HEAD").read_text().split()[1]
    words = ["git", "fast-import", "--quiet", "--force"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, cwd=place) as process:
        assert process.stdin
        for step, (onto, blocks) in enumerate(history(texts, commits), 1):
            data = "".join(blocks).encode()
            start = f"from {branch}^0" if onto == "from :0" else onto
            process.stdin.write(
                f"commit {branch}\nmark :{step}\n"
                f"committer Anna <anna@example.org> {1_700_000_000 + step} +0100\ndata 6\nstap.\n"
                f"{start}\nM 644 inline data/actions.toml\ndata {len(data)}\n".encode()
                + data
            )
    run(place, "git", "reset", "-q", "--hard")
    return place


def small(work: Path, actions: int) -> Iterator[Row]:
    """Yield what reading and adding cost."""
    python = [PYTHON, "-c", "import click"]
    place = register(work / "small", 1000)
    yield Row("list, 1,000 actions", [[*ACTIEPUNT, "list"]], "import click", [python], place)
    large = register(work / "large", actions)
    title = f"list, {actions:,} actions"
    yield Row(title, [[*ACTIEPUNT, "list"]], "import click", [python], large)
    beside = work / "beside"
    run(work, "git", "clone", "-q", str(place), str(beside))

    def edited() -> None:
        with (beside / "data" / "actions.toml").open("a") as file:
            file.write("#\n")

    yield Row(
        "add, 1,000 actions",
        [[*ACTIEPUNT, "add", "Nieuw", "--owner", "DB"]],
        "its imports and git commit",
        [[PYTHON, "-c", IMPORTS], ["git", "-C", str(beside), "commit", "-qam", "x"]],
        place, edited,
    )  # fmt: skip


def told(work: Path, commits: int) -> Iterator[Row]:
    """Yield what the history costs."""
    words = [*ACTIEPUNT, "log"]
    plain, merges = "git log -p", "git log -p -c --full-history"  # without -c merges show nothing
    for name, history, other in (
        ("commits", line, plain),
        ("commits, a third merges", forks, merges),
        ("commits, half merges", half, merges),
    ):
        place = register(work / history.__name__, 1000, commits, history)

        def forgotten(folder: Path = place) -> None:
            (folder / ".git/actiepunt/history").unlink(missing_ok=True)

        title = f"log, {commits:,} {name}"
        log = [*other.split(), "--", "data/actions.toml"]
        yield Row(f"{title}, first", [words], other, [log], place, forgotten)
        yield Row(f"{title}, again", [words], "list", [[*ACTIEPUNT, "list"]], place)


def merged(work: Path, actions: int) -> Iterator[Row]:
    """Yield what merging and syncing cost."""
    texts = [block(n) for n in range(actions)]
    ours = [*texts, block(actions)]
    theirs = [*texts, block(actions + 1)]
    ours[actions // 2] = block(actions // 2, " en ons")
    theirs[actions // 3] = block(actions // 3, " en hen")
    three = {"O": texts, "A": ours, "B": theirs}

    def written() -> None:
        for name, one in three.items():
            (work / name).write_text("".join(one), encoding="utf-8")

    names = ("O", "A", "B", "7", "data/actions.toml")
    yield Row(
        f"merge-driver, {actions:,} actions", [[*ACTIEPUNT, "merge-driver", *names]],
        "git merge-file --union", [["git", "merge-file", "--union", "-p", "A", "O", "B"]],
        work, written,
    )  # fmt: skip

    bare = work / "bare.git"
    anna = register(work / "anna", 1000)
    run(work, "git", "clone", "-q", "--bare", str(anna), str(bare))
    run(anna, "git", "remote", "add", "origin", str(bare))
    run(anna, "git", "push", "-q", "-u", "origin", "HEAD")
    bob = work / "bob"
    run(work, "git", "clone", "-q", str(bare), str(bob))
    run(bob, *ACTIEPUNT, "init", ".")
    plain = [["git", "pull", "-q", "--rebase"], ["git", "push", "-q"]]
    git = "git pull --rebase; git push"
    sync = [[*ACTIEPUNT, "sync"]]
    yield Row("sync, nothing to do", sync, git, plain, anna)
    count = iter(range(1000))

    def both() -> None:
        number = next(count)
        run(bob, *ACTIEPUNT, "note", f"1990-{number + 1:03}", "Van Bob")
        run(bob, *ACTIEPUNT, "sync")
        run(anna, *ACTIEPUNT, "note", f"1990-{number + 501:03}", "Van Anna")

    yield Row("sync, a change on each side", sync, git, plain, anna, both)


def measured(row: Row, rounds: int) -> tuple[float, float]:
    """Return the medians of the two sides in seconds, run in turn after one round to warm up."""
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for side, commands in enumerate((row.ours, row.theirs)):
            row.prepare()
            start = time.perf_counter()
            for words in commands:
                run(row.folder, *words)
            if turn:
                times[side].append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def main() -> None:
    """Measure every row and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("actions", 10_000), ("commits", 1_000), ("rounds", 5)):
        parser.add_argument(f"--{name}", type=int, default=number)
    told_by = parser.parse_args()
    work = Path(tempfile.mkdtemp())
    try:
        for rows in (small(work, told_by.actions), told(work, told_by.commits),
                     merged(work, told_by.actions)):  # fmt: skip
            for row in rows:
                ours, theirs = measured(row, told_by.rounds)
                print(
                    f"{row.title:44} {ours:8.3f} s   {ours / theirs:6.2f} × {row.other}"
                    f" ({theirs:.3f} s)",
                    flush=True,
                )
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
