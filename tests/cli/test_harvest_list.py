"""`harvest` without its screen: what minutes may add, as a list, as JSON, and as blocks of TOML."""

import json
from pathlib import Path

import pytest

from actiepunt.storage import harvested
from conftest import Desk

MINUTES = """# Verslag AB 29 januari 2025

## 3. Koningsdag

De voorzitter opent de bespreking. E. Ruesen zal het draaiboek uitwerken, uiterlijk 3 april 2025.
De begroting is ongewijzigd vastgesteld. Geen actie nodig.

Actie W. Stortelder: zaal reserveren voor eind april.

## 4. Rondvraag

De volgende bijeenkomst is woensdag 9 april 2025, 19.30-21.30 uur in De Steck.
"""


@pytest.fixture
def minutes(filled: Desk) -> Path:
    """Return minutes that stand beside the register."""
    path = filled.root.parent / "verslag.md"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def proposals(desk: Desk, *words: str) -> list[dict[str, object]]:
    """Return what is proposed, as JSON."""
    found = json.loads(desk.good("harvest", *words, "--dry-run", "--format", "json"))
    return list(found["proposals"])


def test_it_proposes_and_says_where_each_stands(filled: Desk, minutes: Path) -> None:
    before = filled.state()

    said, marked, meeting = proposals(filled, str(minutes), "--meeting", "AB:last")

    assert (said["kind"], said["place"]) == ("said", "§3")
    assert said["owners"] == ["E. Ruesen"]
    assert (said["due"], said["body"], said["item"]) == ("2025-04-03", "AB", "3")
    assert (said["meeting"], said["source"]) == ("ab-2025-01-29", "verslag.md §3")
    assert said["sentence"] == ("E. Ruesen zal het draaiboek uitwerken, uiterlijk 3 april 2025.")
    assert (marked["kind"], marked["owners"], marked["due"]) == (
        "marked", ["W. Stortelder"], "voor eind april 2025",
    )  # fmt: skip
    assert marked["summary"] == "Zaal reserveren"
    assert (meeting["kind"], meeting["start"], meeting["end"]) == (
        "meeting", "2025-04-09T19:30:00", "2025-04-09T21:30:00",
    )  # fmt: skip
    assert meeting["location"] == "De Steck"
    assert filled.state() == before


def test_what_was_looked_at_is_not_proposed_again(filled: Desk, minutes: Path) -> None:
    first = proposals(filled, str(minutes), "--meeting", "AB:last")
    fates: dict[str, harvested.Fate] = {str(first[0]["fingerprint"]): "rejected"}
    path = filled.root / harvested.FILE
    path.write_text(harvested.added("", fates, str), encoding="utf-8")

    assert proposals(filled, str(minutes), "--meeting", "AB:last") == first[1:]


def test_as_toml_each_block_stands_below_its_sentence(filled: Desk, minutes: Path) -> None:
    text = filled.good(
        "harvest", str(minutes), "--dry-run", "--meeting", "AB:last", "--format", "toml"
    )

    assert text.split("\n\n")[1] == (
        "# data/actions.toml: §3 Actie W. Stortelder: zaal reserveren voor eind april.\n"
        "[[action]]\n"
        'summary = "Zaal reserveren"\n'
        'owners = ["W. Stortelder"]\n'
        'body = "AB"\n'
        'status = "open"\n'
        'due = "voor eind april 2025"\n'
        'meeting = "ab-2025-01-29"\n'
        'item = "3"\n'
        'source = "verslag.md §3"'
    )


def test_without_a_meeting_days_count_from_today(filled: Desk, minutes: Path) -> None:
    minutes.write_text("De griffier zal binnen een maand berichten.\n", encoding="utf-8")

    run = filled.run("harvest", str(minutes), "--dry-run", "--json")

    assert run.err == (
        "Days such as “within a month” count from today; --meeting says otherwise.\n"
    )
    assert json.loads(run.out)["proposals"][0]["due"] == "2025-04-05"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("leeg.txt", b"", "leeg.txt is empty"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud.doc"),
        ("stuk.docx", b"PK\x03\x04kapot", "stuk.docx"),
    ],
)
def test_what_cannot_be_read_is_refused(filled: Desk, name: str, data: bytes, words: str) -> None:
    path = filled.root.parent / name
    path.write_bytes(data)

    run = filled.run("harvest", str(path), "--dry-run")

    assert (run.code, run.out) == (1, "")
    assert words in run.err
    assert len(run.err.splitlines()) == 2


def test_hostile_text_stays_text(filled: Desk, minutes: Path) -> None:
    minutes.write_text(
        "Actie E. Ruesen: [red]\x1b[31m<script>alert(1)</script> =1+1\x07 nagaan.\n",
        encoding="utf-8",
    )
    for format_ in ("table", "plain", "json", "csv", "md", "toml"):
        out = filled.good("harvest", str(minutes), "--dry-run", "--format", format_)
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "alert(1)" in out
