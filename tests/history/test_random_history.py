"""Random histories of commands, hand edits, layout and merges: the log says what was done.

The long run is `ACTIEPUNT_STEPS=1000 pytest tests/history/test_random_history.py`.
"""

import os
import random
import re
from datetime import date, timedelta

import pytest

from actiepunt import history
from actiepunt.core.model import Record
from actiepunt.git.repository import Repository
from actiepunt.storage import committed
from conftest import Desk

STEPS = int(os.environ.get("ACTIEPUNT_STEPS", "40"))


class Office:
    """Somebody who does whatever people do, and remembers what they changed."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)  # noqa: S311 - a game, not a secret
        self.done = 0

    def numbers(self) -> list[str]:
        """Return the numbers of the actions that are open."""
        blocks = self.desk.read().split("[[action]]")[1:]
        return [
            found[1]
            for block in blocks
            if 'status = "open"' in block
            and (found := re.search(r'^id = "(.*)"', block, re.MULTILINE))
        ]

    def act(self, step: int) -> None:
        """Do one thing."""
        getattr(self, self.chance.choice(["command", "command", "edit", "layout", "merge"]))(step)

    def command(self, step: int) -> None:
        """Change one field with a command."""
        number = self.chance.choice(self.numbers())
        words = self.chance.choice([
            ["note", number, f"notitie {step}"],
            ["defer", number, "--to", str(date(2030, 1, 1) + timedelta(days=step))],
            ["edit", number, "--summary", f"anders {step}"],
            ["add", f"nieuw {step}", "--owner", f"P{step}"],
            ["meeting", "add", "--title", f"Overleg {step}", "--window", f"week {step % 52 + 1} {2030 + step // 52}"],
        ])  # fmt: skip
        self.desk.good(*words)
        self.done += 1

    def change(self, number: str, step: int) -> str:
        """Return the file with the summary of one action changed by hand."""
        pattern = rf'(id = "{number}"\r?\nsummary\s*=\s*)[^\r\n]*'
        text, count = re.subn(pattern, rf'\g<1>"met de hand {step}"', self.desk.read())
        assert count == 1
        return text

    def edit(self, step: int) -> None:
        """Change one field by hand and commit it as "update"."""
        self.desk.commit(self.change(self.chance.choice(self.numbers()), step))
        self.done += 1

    def layout(self, step: int) -> None:
        """Change order, spacing and comments, and no field."""
        head, *blocks = self.desk.read().split("[[action]]\n")
        self.chance.shuffle(blocks)
        blocks[0] = f"{blocks[0].rstrip()}\n\n# stap {step}\n\n"
        self.desk.commit(head + "".join(f"[[action]]\n{one.rstrip()}\n\n" for one in blocks))

    def merge(self, step: int) -> None:
        """Change two actions on two branches and merge them."""
        numbers = self.numbers()
        one, other = self.chance.sample(numbers, 2)
        start = self.desk.git("rev-parse", "HEAD").strip()
        self.desk.git("checkout", "-q", "-b", f"b{step}")
        self.desk.commit(self.change(one, step))
        self.desk.git("checkout", "-q", "main")
        base = self.desk.read()
        ours = self.change(other, step + 5000)
        self.desk.commit(ours)
        theirs = self.desk.git("show", f"b{step}:data/actions.toml")
        self.desk.git("merge", "-q", "--no-commit", "--no-ff", "-s", "ours", f"b{step}")
        # The merge that an attentive person makes: both changes, and nothing else.
        line = re.search(rf'id = "{one}"\r?\nsummary\s*=\s*([^\r\n]*)', theirs)
        assert line
        assert start
        assert base != ours
        pattern = rf'(id = "{one}"\r?\nsummary\s*=\s*)[^\r\n]*'
        self.desk.commit(re.sub(pattern, lambda found: found[1] + line[1], ours), message="merge")
        self.done += 2


def replayed(entries: list[history.Entry], commits: set[str]) -> dict[str, Record]:
    """Return what the changes of some commits add up to, field by field."""
    now: dict[str, Record] = {}
    for entry in entries:
        for one in entry.differences if entry.commit.hash in commits else ():
            uid = one.record.uid
            if one.new is None:
                del now[uid]
            elif one.old is None:
                now[uid] = one.new
            else:
                fields = {field.name: field.new for field in one.fields}
                for field in one.fields:
                    assert getattr(now[uid], field.name) == field.old
                now[uid] = now[uid]._replace(**fields)  # type: ignore[arg-type]
    return now


@pytest.mark.parametrize("seed", range(3))
def test_what_is_told_adds_up_to_the_register_at_every_commit(filled: Desk, seed: int) -> None:
    office = Office(filled, seed)
    repository = Repository(filled.root)
    before = sum(len(entry.differences) for entry in history.entries(repository))

    for step in range(STEPS):
        office.act(step)

    entries = list(history.entries(repository))
    assert sum(len(entry.differences) for entry in entries) - before == office.done
    for commit in filled.git("rev-list", "HEAD").split()[:: max(STEPS // 40, 1)]:
        past = set(filled.git("rev-list", commit).split())
        state = committed.load(repository, commit, checks=False).register
        records: tuple[Record, ...] = (*state.actions, *state.meetings)
        assert replayed(entries, past) == {record.uid: record for record in records}
