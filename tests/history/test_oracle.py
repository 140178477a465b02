"""Random histories of git against an oracle that shares no code with `actiepunt.history`.

The oracle reads each revision with `tomllib` and tells by the rule of issue 11: a commit tells a
field where a latest write of it among its ancestors differs from its own value. The long run is
`ACTIEPUNT_HISTORIES=500 pytest -n0 -s tests/history/test_oracle.py`.
"""

import json
import os
import random
import subprocess
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import Desk

HISTORIES = int(os.environ.get("ACTIEPUNT_HISTORIES", "6"))
COMMITS = 36
# Blocks without uid and uids that stand twice differ from the rule in corners that are known.
ODD = os.environ.get("ACTIEPUNT_ODD", "").split()
FILES = ("data/actions.toml", "data/archive/actions-2024.toml")
FIELDS = ("summary", "owners", "due", "details")
LOOKS = (
    "",
    "regel",
    '[[action]]\nuid = "uuuuuuuuuuuuuu33"\nid = "2025-999"',
    "[[meeting]]\n\n'''",
    "# x",
)

Block = dict[str, Any]  # fields, and where it stands: `uid`, `archived`
State = dict[str, Block]  # by number


class Made(NamedTuple):
    """A commit: what it was made on, what it says, and who made it."""

    parents: list[int]
    state: State
    who: str


class Person:
    """Makes a history of commits of every kind."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a game, not a secret
        self.made = [Made([], {}, "P0")]
        self.kinds: Counter[str] = Counter()
        for step in range(1, COMMITS):
            self.step(step)

    def tips(self) -> list[int]:
        """Return the commits nothing was made on yet."""
        used = {parent for one in self.made for parent in one.parents}
        return [n for n in range(len(self.made)) if n not in used]

    def step(self, step: int) -> None:
        """Make one commit, or on the last step join all tips."""
        chance, tips = self.chance, self.tips()
        if step == COMMITS - 1:
            parents = tips
        elif chance.random() < 0.4 and len(self.made) > 3:
            count = min(chance.choice([2, 2, 2, 3, 4]), len(self.made))
            # Not tips alone: what was merged already is merged again, which makes a criss-cross.
            recent = list(range(max(len(self.made) - 8, 0), len(self.made)))
            parents = chance.sample(recent, min(count, len(recent)))
        else:
            parents = [chance.choice([*tips, chance.randrange(len(self.made))])]
        kind = "merge" if len(parents) > 1 else "change"
        state = {key: dict(block) for key, block in self.made[parents[0]].state.items()}
        if kind == "merge":
            self.merge(state, parents)
            self.kinds["octopus" if len(parents) > 2 else "two parents"] += 1
        for _time in range(chance.choice([0, 0, 1] if kind == "merge" else [1, 1, 2, 3])):
            self.change(state, step)
        self.made.append(Made(parents, state, f"P{step}"))

    def merge(self, state: State, parents: list[int]) -> None:
        """Merge as git, `-s ours`, `-s theirs` or a person by hand might."""
        kind = self.chance.choice(["ours", "theirs", "mixed", "mixed", "fields"])
        self.kinds[kind] += 1
        sides = [self.made[one].state for one in parents]
        if kind == "theirs":
            state.clear()
            state.update({key: dict(block) for key, block in sides[-1].items()})
        elif kind in {"mixed", "fields"}:
            for key in sorted({key for side in sides for key in side}):
                side = self.chance.choice(sides)
                state.pop(key, None)
                if key in side:
                    state[key] = dict(side[key])
                    if kind == "fields":
                        for field in FIELDS:
                            other = self.chance.choice([s for s in sides if key in s])
                            state[key][field] = other[key][field]

        for key, block in state.items():  # a merge takes no uid away either
            uids = {side[key]["uid"] for side in sides if key in side}
            block["uid"] = uid(key) if uid(key) in uids else max(uids)

    def change(self, state: State, step: int) -> None:
        """Change something, as a command, a hand, a revert or a cherry-pick might."""
        chance = self.chance
        kind = chance.choice(["field", "field", "field", "add", "remove", "archive", "revert",
                              "pick", "fill", "fill", "order"])  # fmt: skip
        self.kinds[kind] += 1
        key = chance.choice(sorted(state)) if state else ""
        if kind == "add" or not key:
            key = f"2025-{chance.randrange(1, 8):03}"  # a number that came back is the same record
            kind = chance.choice(["known", "known", "bare", "double"])
            own = uid(key)
            if kind == "bare" and kind in ODD:
                own = ""
            elif kind == "double" and kind in ODD and state:
                own = uid(chance.choice(sorted(state)))  # a block that was copied
            self.kinds[kind] += 1
            state.setdefault(key, {"uid": own, "archived": False, "summary": f"s{step}",
                                   "owners": ["A"], "due": "2025-03-01", "details": ""})  # fmt: skip
        elif kind == "field":
            field = chance.choice(FIELDS)
            state[key][field] = {
                "summary": f"s{chance.randrange(4)}", "owners": chance.choice([["A"], ["A", "B"]]),
                "due": f"2025-03-0{chance.randrange(1, 5)}", "details": chance.choice(LOOKS),
            }[field]  # fmt: skip
        elif kind == "remove":
            del state[key]
        elif kind == "archive":
            state[key]["archived"] = not state[key]["archived"]
        elif kind in {"revert", "pick"}:
            one = chance.choice(self.made[1:] or self.made)
            before = self.made[chance.choice(one.parents)].state if one.parents else {}
            old, new = (one.state, before) if kind == "revert" else (before, one.state)
            apply(state, old, new)
        elif kind == "fill":
            state[key]["uid"] = uid(key)
        elif kind == "order":
            items = list(state.items())
            chance.shuffle(items)
            state.clear()
            state.update(items)


def apply(state: State, old: State, new: State) -> None:
    """Do to a state what lies between two others, field by field."""
    for key in {*old, *new}:
        if old.get(key) == new.get(key):
            continue
        if key not in new:
            state.pop(key, None)
        elif key not in old or key not in state:
            state[key] = dict(new[key])
        else:
            # Nobody takes a uid away.
            fields = {f: v for f, v in new[key].items() if old[key][f] != v and (v or f != "uid")}
            state[key].update(fields)


def uid(key: str) -> str:
    """Return the uid of a number."""
    return "u" * 15 + "abcdefghij"[int(key[-1])]


def text(block: Block, key: str) -> str:
    """Return a block as it stands in the file."""
    lines = [f'uid = "{block["uid"]}"'] if block["uid"] else []
    lines += [f'id = "{key}"', f'summary = "{block["summary"]}"', f"owners = {json.dumps(block['owners'])}",
              'status = "open"', f"due = {block['due']}", "created = 2025-01-01T12:00:00+01:00"]  # fmt: skip
    if block["details"]:
        lines.append(f'details = """\n{block["details"]}"""')
    return "\n".join(("[[action]]", *lines, ""))


def written(root: Path, made: list[Made], chance: random.Random) -> list[str]:
    """Write the history with git, and return the hash of every commit."""
    stream: list[str] = []
    for n, one in enumerate(made):
        when = 1_700_000_000 + chance.choice([n, n, 50, -n])  # clocks go wrong too
        stream.append(f"commit refs/heads/main\nmark :{n + 1}\nauthor {one.who} <p@x> {when} +0100\n"
                      f"committer {one.who} <p@x> {when} +0100\ndata 4\nstap\n")  # fmt: skip
        stream += [
            f"{'merge' if m else 'from'} :{parent + 1}\n" for m, parent in enumerate(one.parents)
        ]
        for archived, file in enumerate(FILES):
            blocks = [text(b, k) for k, b in one.state.items() if b["archived"] == bool(archived)]
            data = "\n".join(blocks)
            stream.append(f"M 644 inline {file}\ndata {len(data.encode())}\n{data}\n")
    subprocess.run(["git", "fast-import", "--quiet", "--force", f"--export-marks={root}/../marks"],
                   cwd=root, input="".join(stream), encoding="utf-8", check=True)  # fmt: skip
    marks = dict(line.split() for line in (root / "../marks").read_text().splitlines())
    subprocess.run(["git", "reset", "-q", "--hard", "main"], cwd=root, check=True)
    return [marks[f":{n + 1}"] for n in range(len(made))]


Values = dict[str, dict[str, object]]


def values(root: Path, names: list[str]) -> list[Values]:
    """Return what each revision says, by number, as `tomllib` reads it; and in which file."""
    asked = "".join(f"{name}:{file}\n" for name in names for file in FILES)
    done = subprocess.run(["git", "cat-file", "--batch"], cwd=root, check=True, capture_output=True,
                          input=asked.encode())  # fmt: skip
    rest, found = done.stdout, list[Values]()
    for _name in names:
        found.append({})
        for file in FILES:
            head, _newline, rest = rest.partition(b"\n")
            size = int(head.split()[2])
            for block in tomllib.loads(rest[:size].decode()).get("action", []):
                said = {field: str(block.get(field, "")) for field in FIELDS}
                found[-1][block["id"]] = {**said, "file": file}
            rest = rest[size + 1 :]
    return found


def expected(states: list[Values], parents: list[list[int]]) -> set[tuple[int, str, str]]:
    """Return what the rule tells: the commit, the number, and the field."""
    rows: set[tuple[int, str, str]] = set()
    above: list[set[int]] = []
    writes: dict[tuple[str, str], dict[int, object]] = {}  # "": whether it is there
    for n, state in enumerate(states):
        above.append(set().union(*({p} | above[p] for p in parents[n])))

        def latest(key: str, field: str, n: int = n) -> list[object]:
            known = {c: v for c, v in writes.get((key, field), {}).items() if c in above[n]}
            return [v for c, v in known.items() if not any(c in above[d] for d in known)]

        for key in {*state, *(key for key, _field in writes)}:
            now = state.get(key)
            there = latest(key, "")
            if now is None:
                told = any(v is not None for f in ("", *FIELDS) for v in latest(key, f))
                fields = {"": "removed"} if told else {}
            elif not there or None in there:
                fields = {"": "created"}
            else:
                fields = {f: f for f in FIELDS if any(v != now[f] for v in latest(key, f))}
            rows |= {(n, key, name) for name in fields.values()}
            for field in ("", *FIELDS) if "" in fields else tuple(fields):
                value = None if now is None else now.get(field, True)
                writes.setdefault((key, field), {})[n] = value
    return rows


def moves(states: list[Values], parents: list[list[int]]) -> set[tuple[int, str, str]]:
    """Return what went to another file as it was, in a commit that is no merge."""
    return {
        (n, key, "file")
        for n, state in enumerate(states)
        if len(parents[n]) == 1
        for key, now in state.items()
        if (before := states[parents[n][0]].get(key))
        and before["file"] != now["file"]
        and all(before[field] == now[field] for field in FIELDS)
    }


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_the_log_tells_what_the_rule_tells(desk: Desk, seed: int) -> None:
    person = Person(seed)
    names = written(desk.root, person.made, person.chance)
    states = values(desk.root, names)
    parents = [one.parents for one in person.made]
    wanted = expected(states, parents) | moves(states, parents)
    order = {name: n for n, name in enumerate(names)}

    # An index that grew at a few points on the way, and none.
    for n in sorted(person.chance.sample(range(len(names)), 3)):
        desk.git("reset", "-q", "--hard", names[n])
        desk.good("log", "--format", "json")
    desk.git("reset", "-q", "--hard", names[-1])
    warm = desk.good("log", "--format", "json")
    for left in (desk.root / ".git" / "actiepunt").glob("history*"):
        left.unlink()
    cold = desk.good("log", "--format", "json")

    rows = json.loads(cold)["changes"]
    told = [(order[r["commit"]], r["id"], r["field"]) for r in rows]
    assert warm == cold
    assert len(set(told)) == len(told)
    assert set(told) == wanted
    for row in rows:
        n = order[row["commit"]]
        assert row["who"] == f"{person.made[n].who} <p@x>"
        if row["field"] in FIELDS:
            assert str(row["new"] or "") == states[n][row["id"]][row["field"]]
