"""A coverage-guided fuzzer for what reads words and files (no test of the suite; by hand).

`pip install atheris && python tests/fuzz.py -max_total_time=600` in an environment with actiepunt.
"""

import sys
from datetime import date

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["actiepunt"]):
    from actiepunt.core import check, due, repetition, when
    from actiepunt.core.fields import ACTION_KINDS
    from actiepunt.core.model import Action, Register
    from actiepunt.errors import ActiepuntError
    from actiepunt.tomlfile import edit, read, scan
    from actiepunt.tomlfile.locate import locate
    from actiepunt.tomlfile.merge import merge_texts

HEAD = '[[action]]\nuid = "aaaaaaaaaaaaaaaa"\nid = "2025-001"\nsummary = "Een"\n'
TODAY = date(2025, 3, 5)


def file(text: str) -> None:
    """Read a file, check it, and say where each fault is."""
    for records in (read.actions, read.meetings):
        found, faults = records(text, "data/actions.toml")
        actions = tuple(one for one in found if isinstance(one, Action))
        for fault in [*faults, *check.run(Register(actions=actions))]:
            assert (locate(fault, text).line or 1) >= 1
    read.settings(text, "data/register.toml")
    for block in scan.blocks(text, "action"):
        for entry in scan.entries(text, block):
            assert block.start <= entry.start <= entry.value <= entry.value_end <= entry.end


def merge(text: str) -> None:
    """Merge three versions that have some lines of their own."""
    parts = [*text.split("\x01"), "", ""]
    base, ours, theirs = (HEAD + part for part in parts[:3])
    merged = merge_texts(base, ours, theirs, read.ACTION)
    if not merged.conflicts:
        records, faults = read.actions(merged.text, "")
        assert records
        known = {fault.message for side in (ours, theirs) for fault in read.actions(side, "")[1]}
        assert {fault.message for fault in faults} <= known  # of what one side wrote, as it was


def change(text: str) -> None:
    """Change a field of a block to any text, and read that back."""
    layout, _gap, content = text.partition("\x01")
    before, faults = read.actions(HEAD + layout, "")
    if faults or len(before) != 1 or "\x00" in content:
        return
    for field in ("summary", "details", "item"):
        if ACTION_KINDS[field] != "long" and "\n" in content:
            continue
        wanted = before[0]._replace(**{field: content.replace("\r", "")})  # type: ignore[arg-type]
        after, faults = read.actions(edit.change(HEAD + layout, 0, before[0], wanted), "")
        assert (after, faults) == ((wanted,), [])


def repeated(text: str) -> str:
    """Read a repetition from today."""
    return repetition.rule(text, TODAY)


def words(text: str) -> None:
    """Read a phrase as a deadline, a moment and a repetition."""
    reader = when.Reader(TODAY, ())
    for reads in (reader.due, reader.moment, reader.window, reader.period, repeated):
        try:
            reads(text)
        except ActiepuntError as error:
            assert error.message
    found = due.parse(text)
    assert found is None or found.first <= found.last


def one(data: bytes) -> None:
    """Try one input."""
    text = data[1:].decode(errors="replace")
    try:
        (file, merge, change, words)[data[0] % 4 if data else 0](text)
    except ActiepuntError as error:
        assert error.message


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
