"""Documents with labels: a plain reader of text, and what a careful reader marked in them."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiepunt.core.model import Body, Person, Register, Settings
from actiepunt.documents import Block, Document
from actiepunt.harvest.sentences import fingerprint

FOLDER = Path(__file__).parent / "documents"
ACTIONS = ("marked", "said")
_ITEM = re.compile(r"(?:[-•o>»¢]|e(?= [A-Z])|\d{1,2}\)|[a-g]\.)\s+")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\.? +[A-Z].{2,90}")


class Label(NamedTuple):
    """What a sentence is; `text` is empty for the real documents."""

    kind: str
    fingerprint: str
    text: str = ""
    owners: tuple[str, ...] = ()
    due: str = ""


class Labelled(NamedTuple):
    """A document with its labels, by fingerprint."""

    document: Document
    register: Register
    day: date
    unseen: bool
    labels: dict[str, Label]


def read(text: str, name: str = "minutes.txt") -> Document:
    """Return the blocks of a text: headings, items, rows, and paragraphs between empty lines."""
    blocks: list[Block] = []
    part: list[str] = []
    kind, line = "paragraph", 1
    header: tuple[str, ...] = ()

    def end() -> None:
        nonlocal part, kind
        if part:
            blocks.append(Block(kind, " ".join(part), level=int(kind == "item"), line=line))  # type: ignore[arg-type]
        part, kind = [], "paragraph"

    blank = True
    for number, raw in enumerate(text.replace("\f", "\n").splitlines(), 1):
        written = " ".join(raw.split())
        heading = (
            _NUMBERED.fullmatch(written)
            if blank and not written.endswith((".", ";", ","))
            else None
        )
        if not written.startswith("|"):
            header = ()
        if written.startswith("# ") or heading:
            end()
            title = written.removeprefix("# ")
            numbered = _NUMBERED.fullmatch(title)
            digits = numbered["number"] if numbered else ""
            blocks.append(Block("heading", title, 1 + digits.count("."), digits, line=number))
        elif written.startswith("|"):
            end()
            cells = tuple(cell.strip() for cell in written.strip("|").split("|"))
            if header:
                blocks.append(Block("row", " | ".join(cells), 0, "", cells, header, line=number))
            header = header or cells
        elif not written:
            end()
        else:
            item = _ITEM.match(written)
            if item or not part:
                end()
                kind, line = ("item" if item else "paragraph"), number
            part.append(written[item.end() :] if item else written)
        blank = not written
    end()
    return Document(name, tuple(blocks))


def own() -> Iterator[Labelled]:
    """Yield the documents that were written for these tests."""
    for path in sorted(FOLDER.glob("*.txt")):
        data = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        labels = [
            Label(
                one["kind"],
                fingerprint(one["text"]),
                one["text"],
                tuple(one.get("owners", ())),
                one.get("due", one.get("start", "")),
            )
            for one in data["label"]
        ]
        settings = Settings(
            language=data["language"],
            bodies={name: Body(title=name) for name in data["bodies"]},
            people={name: Person(role=role) for name, role in data["people"].items()},
        )
        yield Labelled(
            read(path.read_text(encoding="utf-8"), path.name),
            Register(settings),
            data["day"],
            data["unseen"],
            {label.fingerprint: label for label in labels},
        )


def real(path: Path) -> Labelled:
    """Return one of the two real documents of the project, whose labels are digests.

    Raises:
        ValueError: it is another document.
    """
    data = tomllib.loads((FOLDER / "real.toml").read_text(encoding="utf-8"))
    for one in data["document"]:
        if one["name"] == path.name:
            labels = {
                key: Label(kind, key) for kind in one["labels"] for key in one["labels"][kind]
            }
            settings = Settings(bodies={name: Body(title=name) for name in one["bodies"]})
            document = read(path.read_text(encoding="utf-8"), path.name)
            return Labelled(document, Register(settings), one["day"], one["unseen"], labels)
    raise ValueError(path.name)
