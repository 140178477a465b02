"""data/harvested.toml: which sentences of minutes were looked at, so that none is proposed again.

A sentence is there by a fingerprint alone, with what became of it; its text is nowhere. Each has a
line, in the order of the fingerprints. The merge driver keeps the sentences of both sides; a git
without it may keep a line twice, which counts once.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from actiepunt.i18n import Translate
from actiepunt.storage import datafiles

FILE = "data/harvested.toml"
Fate = Literal["taken", "rejected"]

_LINE = re.compile(r'(?m)^"?([0-9a-f]{8,64})"?\s*=\s*"(taken|rejected)"')


def read(root: Path) -> dict[str, Fate]:
    """Return what became of the sentences that were looked at, by fingerprint."""
    return parse(datafiles.text_of(root / FILE) or "")


def parse(text: str) -> dict[str, Fate]:
    """Return what a text of the file says; a sentence that is both taken and rejected is taken."""
    found: dict[str, Fate] = {}
    for fingerprint, fate in _LINE.findall(text):
        if found.get(fingerprint) != "taken":
            found[fingerprint] = fate
    return found


def added(text: str, new: Mapping[str, Fate], say: Translate) -> str:
    """Return the text of the file with more sentences in it; other lines above them stay."""
    heading = say("Sentences of minutes that were looked at, so that none comes again.")
    return _written(text or f"# {heading}\n", {**parse(text), **new})


def merged(ours: str, theirs: str) -> str:
    """Return the text with the sentences of both sides, below the other lines of ours."""
    return _written(ours or theirs, parse(ours + theirs))


def _written(text: str, known: Mapping[str, Fate]) -> str:
    head = [line for line in text.splitlines() if not _LINE.search(line)]
    lines = [f'"{fingerprint}" = "{fate}"' for fingerprint, fate in sorted(known.items())]
    return "\n".join([*head, *lines]) + "\n"
