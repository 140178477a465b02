"""Many hands: clones that change, sync and are killed at random lose nothing and double nothing.

The long run is `ACTIEPUNT_CLONES=5 ACTIEPUNT_CHANGES=2000 pytest tests/sync/test_many_hands.py`.
"""

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import children
from actiepunt import history
from actiepunt.cli import decide
from actiepunt.core import diff
from actiepunt.core.diff import Difference
from actiepunt.core.model import Record, Register
from actiepunt.git.repository import Repository
from actiepunt.storage import committed
from actiepunt.sync.resolve import Question
from actiepunt.tomlfile import edit
from conftest import Desk

CLONES = int(os.environ.get("ACTIEPUNT_CLONES", "3"))
CHANGES = int(os.environ.get("ACTIEPUNT_CHANGES", "30"))
ARCHIVE = "data/archive/actions-2025.toml"


class Person(Desk):
    """Somebody with a clone, who does whatever people do."""

    def __init__(self, desk: Desk, name: str, chance: random.Random, told: set[Any]) -> None:
        super().__init__(desk.root.parent / name, desk._capture)
        subprocess.run(["git", "clone", "-q", desk.root, self.root], check=True)
        self.git("config", "user.name", name)
        self.good("init", ".")
        self.name = name
        self.chance = chance
        self.told = told  # what a person was asked about: uid and field
        self.made: list[Difference] = []
        self.kills = 0
        self.refused = 0

    def register(self) -> Register:
        """Return what is committed here."""
        return committed.load(Repository(self.root), "HEAD", checks=False).register

    def change(self, step: int) -> None:
        """Do one thing, and remember what it changed in the end."""
        before = self.register()
        kinds = ["add", "act", "act", "act", "act", "meet", "by_hand", "by_hand", "killed"]
        getattr(self, self.chance.choice(kinds))(step)
        self.made += diff.between(before, self.register())

    def number(self, *, closed: bool = False) -> str:
        """Return the number of one of the latest actions, where people get in each other's way."""
        actions = [a for a in self.register().actions if a.is_closed == closed]
        return self.chance.choice(actions[-12:]).id if actions else "2025-001"

    def words(self, step: int) -> list[str]:
        """Return a command on an action that is open."""
        day = str(date(2030, 1, 1) + timedelta(days=step))
        number = self.number()
        meetings = [m.id for m in self.register().meetings if m.status != "cancelled"]
        return self.chance.choice([
            ["defer", number, "--to", self.chance.choice(meetings[-5:] or [day])],
            ["note", number, f"notitie {step}"],
            ["defer", number, "--to", day],
            ["edit", number, "--summary", f"anders {step}"],
            ["edit", number, "--owner", f"P{step % 7}", "--owner", f"P{step % 5}"],
            ["edit", number, *(f"--tag=t{self.chance.randrange(6)}" for _tag in range(3))],
            ["edit", number, "--details", f"regel {step}\n\n# geen commentaar\nregel"],
            ["start", number],
            ["close", number, "--outcome", f"klaar {step}"],
            ["cancel", number],
            ["reopen", self.number(closed=True)],
            ["note", self.number(closed=True), f"naschrift {step}"],
        ])  # fmt: skip

    def add(self, step: int) -> None:
        """Add an action."""
        self.good("add", f"nieuw {step} van {self.name}", "--owner", f"P{step % 7}")

    def act(self, step: int) -> None:
        """Change an action; starting what is started is refused, and that is good."""
        run = self.run(*self.words(step))
        assert run.code in {0, 1}, run

    def meet(self, step: int) -> None:
        """Add, move or change a meeting."""
        day = date(2030, 1, 1) + timedelta(days=step % 40)
        known = [m.id for m in self.register().meetings if m.status != "cancelled"]
        chosen = self.chance.choice(known[-5:]) if known else ""
        words = self.chance.choice([
            ["add", "--body", "AB", "--start", f"{day} 10:00", "--end", "11:00"],
            ["move", chosen, "--start", f"{day} 14:00"],
            ["edit", chosen, "--location", f"zaal {step}"],
            ["edit", chosen, "--agenda", f"punt {step}", "--agenda", "sluiting"],
            ["cancel", chosen],
        ])  # fmt: skip
        if chosen or words[0] == "add":
            self.good("meeting", *words)

    def by_hand(self, step: int) -> None:
        """Edit the files: a text, a comment, the order, a removal, a move to the archive."""
        register = self.register()
        text = self.read()
        if not register.actions:
            return
        index = self.chance.randrange(max(0, len(register.actions) - 12), len(register.actions))
        action = register.actions[index]
        kind = self.chance.choice(["item", "item", "comment", "shuffle", "remove", "archive"])
        if kind == "item":
            text = edit.change(text, index, action, action._replace(item=f"agendapunt {step}"))
        elif kind == "comment":
            text = text.replace(
                f'uid = "{action.uid}"\n', f'uid = "{action.uid}"\n# let op {step}\n', 1
            )
        elif kind == "shuffle":
            head, *blocks = text.split("[[action]]\n")
            at = self.chance.randrange(len(blocks))
            blocks.insert(0, blocks.pop(at))
            text = head + "".join(f"[[action]]\n{one.rstrip()}\n\n" for one in blocks)
        elif kind == "archive" and action.is_closed:
            old = self.read(ARCHIVE) if (self.root / ARCHIVE).exists() else ""
            self.write(edit.append(old, action), ARCHIVE)
            text = edit.remove(text, index, action)
        elif kind == "remove" and step % 3 == 0:
            text = edit.remove(text, index, action)
        self.write(text)
        self.good("save", "-m", f"met de hand {step}")

    def killed(self, step: int) -> None:
        """Be killed somewhere in a change or a sync, git included."""
        words = self.chance.choice([self.words(step), self.words(step), ["sync"], ["sync"]])
        child = children.command(self.root, *words)
        if child.wait(self.chance.uniform(0.005, 0.7 if words == ["sync"] else 0.15)) is None:
            child.kill()
            child.wait()
            self.kills += 1
        self.settled()

    def settled(self) -> None:
        """Bring back what a killed command left; only a killed git's lock needs a hand."""
        run = self.insist("note", self.number(), "na de klap")
        assert run.code == 0 or "there is no action" in run.err, run

    def sync(self) -> None:
        """Take in and publish; questions are answered by chance."""
        run = self.insist("sync")
        assert run.code == 0, run

    def answer(self, question: Question) -> Record | None:
        """Decide a conflict, and remember that it was told."""
        conflict = question.conflict
        fields = conflict.fields or ("removed",)
        self.told |= {(conflict.record.uid, field) for field in fields}
        return self.chance.choice([conflict.ours, conflict.theirs])


def accounted(made: Difference, later: dict[tuple[str, str], list[Any]], told: set[Any]) -> bool:
    """Tell whether a change somebody made is in the history, or was told as a conflict."""
    uid = made.record.uid
    if (uid, "removed") in told:
        return True
    if made.new is None:
        return (uid, "removed") in later
    for field in made.fields:
        if field.name in {"id", "was", "uid"} or (uid, field.name) in told:
            continue
        values = later.get((uid, field.name), [])
        if isinstance(field.new, tuple):
            before = field.old if isinstance(field.old, tuple) else ()
            added = set(field.new) - set(before)
            seen = {item for value in values for item in value or ()}
            if not added <= seen:
                return False
        elif field.new not in values:
            return False
    return True


@pytest.mark.parametrize("seed", range(int(os.environ.get("ACTIEPUNT_SEEDS", "1"))))
def test_nothing_is_lost_and_nothing_doubled(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a game, not a secret
    told: set[Any] = set()
    bare = Desk(tmp_path / "bare.git", filled._capture)
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, bare.root], check=True)
    people = [Person(bare, f"p{index}", chance, told) for index in range(CLONES)]
    monkeypatch.setattr("actiepunt.cli.ask.person", lambda: True)
    current: list[Person] = []
    monkeypatch.setattr(decide, "asker", lambda _session: current[0].answer)

    def sync(person: Person) -> None:
        current[:] = [person]
        person.sync()

    for step in range(CHANGES):
        person = chance.choice(people)
        current[:] = [person]
        person.change(step)
        if chance.random() < 0.3:
            sync(chance.choice(people))
    for person in [*people, *people]:
        sync(person)

    alike(people)
    register = people[0].register()
    records: list[Record] = [record for _file, _index, record in register.blocks()]
    once_each(records)
    made = [one for person in people for one in person.made]
    later = told_by_history(people[0])
    assert [one for one in made if not accounted(one, later, told)] == []
    removed = {one.record.uid for one in made if one.new is None}
    added = {one.record.uid for one in made if one.old is None}
    now = {record.uid for record in records}
    assert added - removed <= now <= added | {letter * 16 for letter in "abcde"}
    with filled._capture.disabled():
        kills = sum(person.kills for person in people)
        sys.stdout.write(f"[{len(made)} changes, {kills} kills, {len(told)} questions]")


def alike(people: list[Person]) -> None:
    """Demand that all clones are equal, whole and without faults."""
    first = people[0]
    for person in people:
        assert person.git("rev-parse", "HEAD") == first.git("rev-parse", "HEAD")
        assert person.state()[2] == first.state()[2]
        assert person.git("status", "--porcelain") == ""
        person.git("fsck", "--strict")
    assert "0 errors" in first.good("check")


def once_each(records: list[Record]) -> None:
    """Demand that no uid and no number stands anywhere twice."""
    for name in ("uid", "id"):
        counts = Counter((type(record), getattr(record, name)) for record in records)
        assert [one for one, count in counts.items() if count > 1] == []


def told_by_history(desk: Desk) -> dict[tuple[str, str], list[Any]]:
    """Return every value that every field of every record had, by uid and field."""
    found: dict[tuple[str, str], list[Any]] = {}
    for entry in history.entries(Repository(desk.root)):
        for one in entry.differences:
            if one.new is None:
                found.setdefault((one.record.uid, "removed"), []).append(None)
            for field in one.fields if one.new is not None else ():
                found.setdefault((one.record.uid, field.name), []).append(field.new)
    return found
