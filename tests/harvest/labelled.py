"""Documents with labels: what a careful reader marked in them."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from actiepunt.core.model import Body, Person, Register, Settings
from actiepunt.documents import Document, md, txt
from actiepunt.harvest.sentences import fingerprint

FOLDER = Path(__file__).parent / "documents"
ACTIONS = ("marked", "said")


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


def read(text: str, name: str = "minutes.md") -> Document:
    """Return the document of a text, in Markdown or, by its name, as plain text."""
    reader = txt if name.endswith(".txt") else md
    return Document(name, reader.read(text.encode(), name))


def own() -> Iterator[Labelled]:
    """Yield the documents that were written for these tests."""
    for path in sorted(FOLDER.glob("*.md")):
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
