"""Reminders: who gets which message, what it says, and drafts that a mail program opens."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from conftest import Desk

PEOPLE = """
[bodies.AB]
[bodies.DB]
title = "Dagelijks Bestuur"

[people."E. Ruesen"]
email = "ruesen@example.org"
bodies = ["DB"]

[people."Jansén, J."]
role = "regiokassier"
email = "jansen@example.org"
bodies = ["DB", "AB"]

[people."W. Stortelder"]
"""
RUESEN = """\
Beste E. Ruesen,

Deze actiepunten staan op uw naam:

Te laat:
- 2025-002  Kaderbrief "2026" verzenden
  termijn: vr 28 feb (eind februari 2025), 10 dagen te laat
  aan u als: DB
- 2025-001  Koningsdag toelichten
  termijn: do 6 mrt, 4 dagen te laat
  vergadering: AB wo 29 jan

Regionale besturen
"""
JANSEN = """\
Beste Jansén, J.,

Deze actiepunten staan op uw naam:

Te laat:
- 2025-002  Kaderbrief "2026" verzenden
  termijn: vr 28 feb (eind februari 2025), 10 dagen te laat
  aan u als: regiokassier, DB

Binnenkort:
- 2025-003  Begroting vaststellen
  termijn: wo 2 apr (AB)
  aan u als: AB

Regionale besturen
"""
STORTELDER = """\
Beste W. Stortelder,

Deze actiepunten staan op uw naam:

Te laat:
- 2025-001  Koningsdag toelichten
  termijn: do 6 mrt, 4 dagen te laat
  vergadering: AB wo 29 jan

Regionale besturen
"""


@pytest.fixture
def board(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return the register with people, on 10 March 2025."""
    monkeypatch.setenv("ACTIEPUNT_TODAY", "2025-03-10")
    settings = 'name = "Regionale besturen"\nlanguage = "nl"\n' + PEOPLE
    filled.commit(settings, "data/register.toml")
    return filled


def test_everybody_gets_one_message_with_all_that_is_theirs(board: Desk) -> None:
    assert board.good("remind", "--before", "3-4-2025") == (
        "Aan: E. Ruesen <ruesen@example.org>\nOnderwerp: Actiepunten: 2 te laat\n\n"
        f"{RUESEN}\n----\n\n"
        "Aan: Jansén, J. <jansen@example.org>\n"
        "Onderwerp: Actiepunten: 1 te laat, 1 binnenkort\n\n"
        f"{JANSEN}\n----\n\n"
        "Aan: W. Stortelder\nOnderwerp: Actiepunten: 1 te laat\n\n"
        f"{STORTELDER}"
    )
    assert "2025-003" not in board.good("remind")  # due in more than two weeks


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        ("W. Stortelder", ["W. Stortelder"]),
        ("dagelijks bestuur", ["E. Ruesen", "Jansén, J."]),
        ("regiokassiers", ["Jansén, J."]),
    ],
)
def test_an_owner_may_be_a_person_a_body_or_a_role(
    board: Desk, owner: str, names: list[str]
) -> None:
    told = board.good("remind", "--owner", owner)

    assert [line[6:-1] for line in told.splitlines() if line.startswith("Beste ")] == names


def content(message: EmailMessage) -> str:
    """Return the text of a message with the line ends of a file."""
    return str(message.get_content()).replace("\r\n", "\n")


def test_drafts_open_in_a_mail_program(board: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "drafts"
    words = ("remind", "--before", "3-4-2025", "--format", "eml", "-o", str(folder))
    before = board.state()
    run = board.run(*words)

    assert run == (
        0,
        f"3 messages in {folder}\n",
        (
            "W. Stortelder has no e-mail address that can be used; give one: "
            'actiepunt person edit "W. Stortelder" --email MAIL\n'
        ),
    )
    assert board.state() == before
    drafts = {path.name: path.read_bytes() for path in folder.iterdir()}
    told = {name: message_from_bytes(data, policy=default) for name, data in drafts.items()}
    assert {
        name: (one["X-Unsent"], one["To"], one["Subject"], one["Date"], content(one))
        for name, one in told.items()
    } == {
        "e-ruesen.eml": (
            "1", '"E. Ruesen" <ruesen@example.org>', "Actiepunten: 2 te laat", None, RUESEN,
        ),
        next(name for name in told if name.startswith("jansen")): (
            "1", '"Jansén, J." <jansen@example.org>',
            "Actiepunten: 1 te laat, 1 binnenkort", None, JANSEN,
        ),
        "w-stortelder.eml": ("1", None, "Actiepunten: 1 te laat", None, STORTELDER),
    }  # fmt: skip
    assert all(data.count(b"\n") == data.count(b"\r\n") for data in drafts.values())

    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    board.good(*words)
    after = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert after == drafts | {"mine.txt": b"mine"}


def test_a_hostile_name_stays_in_the_folder_and_in_its_header(board: Desk, tmp_path: Path) -> None:
    name = '../../"x" <a@b>, Bcc: evil@example.org'
    quoted = name.replace('"', '\\"')
    text = board.read().replace('owners = ["AB"]', f'owners = ["{quoted}"]')
    board.commit(text.replace('"ab-2025-04-02"', "2025-03-11"))
    folder = tmp_path / "drafts"
    for email in ("a@example.org", "a@example.org\\r\\nBcc: evil@example.org", "no address"):
        people = f'\n[people."{quoted}"]\nemail = "{email}"\n'
        settings = PEOPLE + people
        board.commit(settings, "data/register.toml")
        run = board.run("remind", "--format", "eml", "-o", str(folder))
        assert run.code == 0, run
        assert ("../" in run.err) == (email != "a@example.org")
        files = [path for path in tmp_path.rglob("*.eml") if "evil" in path.name]
        assert [path.parent for path in files] == [folder]
        told = message_from_bytes(files[0].read_bytes(), policy=default)
        assert told["Bcc"] is None
        assert len(told["To"].addresses if told["To"] else [1]) == 1


def test_nothing_to_remind_of_and_what_is_wrong_is_told(board: Desk, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")

    assert board.run("remind", "--owner", "Ruesn") == (
        1, "", "actiepunt: there is no person “Ruesn”\nDid you mean “E. Ruesen”?\n",
    )  # fmt: skip
    assert board.run("remind", "--format", "eml") == (
        2, "", "actiepunt: drafts are files, one for each message\nAdd -o DIR.\n",
    )  # fmt: skip
    assert board.run("remind", "-o", str(file / "below")).code == 1
    board.good("close", "1", "2")
    assert board.run("remind") == (0, "Nothing to remind of: nothing is late or due soon.\n", "")


def test_a_body_without_members_is_told_how_to_get_them(board: Desk, tmp_path: Path) -> None:
    board.commit("", "data/register.toml")
    run = board.run("remind", "--format", "eml", "-o", str(tmp_path / "out"), "--owner", "DB")

    assert run.err == (
        "DB is a body in which nobody is known to sit; add who does: "
        'actiepunt person edit NAME --add-body "DB"\n'
    )
