"""The addresses of feeds: secret ones from one secret, revocations, and those of earlier names."""

import hashlib
import hmac
import json
import re
import subprocess
from pathlib import Path

import pytest
from test_publish import published, tree

from conftest import Desk

SECRET = "0123456789abcdef" * 2


def derived(name: str, count: int = 0, secret: str = SECRET) -> str:
    """Return the secret folder of a folded name, as README says it is made."""
    return hmac.digest(secret.encode(), f"{name}\0{count}".encode(), hashlib.sha256).hex()[:32]


def folders(desk: Desk) -> set[str]:
    """Return the folders of owners that are published."""
    return {path.name for path in (desk.root.parent / "site/owners").iterdir()}


def another(desk: Desk, name: str) -> Desk:
    """Return a fresh clone, such as one of a CI job."""
    root = desk.root.parent / name / "register"
    subprocess.run(["git", "clone", "-q", desk.root, root], check=True)
    return Desk(root, desk._capture)


def kept(desk: Desk, file: str = "secret") -> Path:
    """Return where a clone keeps something."""
    return desk.root / ".git/actiepunt" / file


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the secret that the environment holds."""
    monkeypatch.setenv("ACTIEPUNT_SECRET", SECRET)
    return SECRET


def test_every_clone_with_the_secret_gives_the_same_folders(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = filled.run("publish", str(filled.root.parent / "site"), "--token")
    text = kept(filled).read_text(encoding="utf-8")
    assert run.err == (
        f"made a new secret in {kept(filled)}; without it every secret address changes\n"
    )
    assert re.fullmatch(r"[0-9a-f]{64}\n", text)
    assert kept(filled).stat().st_mode & 0o077 == 0
    names = ("ab", "db", "e. ruesen", "regiokassier", "w. stortelder")
    assert folders(filled) == {derived(name, 0, text.strip()) for name in names}

    of_file = another(filled, "of-file")
    published(of_file, "--secret", str(kept(filled)))
    monkeypatch.setenv("ACTIEPUNT_SECRET", f" {text}")
    of_variable = another(filled, "of-variable")
    published(of_variable, "--token")
    for clone in (of_file, of_variable):
        mine, theirs = (tree(desk.root.parent / "site") for desk in (filled, clone))
        assert {n: data for n, (data, _t) in mine.items()} == {
            n: data for n, (data, _t) in theirs.items()
        }
        assert not kept(clone).exists()


def test_the_page_and_a_second_run_name_no_secret_folder(filled: Desk, secret: str) -> None:
    del secret
    folder = published(filled, "--token")
    page = (folder / "index.html").read_text(encoding="utf-8")

    assert not any(name in page for name in folders(filled))
    words = ("publish", str(folder), "--token", "--url", "https://example.org/feeds")
    filled.good(*words)
    assert filled.good(*words) == "0 files changed\n" + "".join(
        f"{name}: https://example.org/feeds/owners/{derived(name.lower())}/\n"
        for name in ("AB", "DB", "E. Ruesen", "W. Stortelder", "regiokassier")
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is too short: it needs 128 bits"),
        ("0123456789abcdef" * 2 + "\n", ""),
        ("0123456789abcdef0123456789abcde\n", "is too short: it needs 128 bits"),
        ("wachtwoord", "is too short: it needs 128 bits"),
        ("wachtwoord\nwachtwoord wachtwoord", "is not one line of plain letters"),
        ("wachtwóórd wachtwoord wachtwoord", "is not one line of plain letters"),
    ],
)
def test_a_secret_is_one_line_of_128_bits(filled: Desk, text: str, reason: str) -> None:
    file = filled.root.parent / "geheim"
    file.write_text(text, encoding="utf-8")

    for run in (
        filled.run("publish", str(filled.root.parent / "site"), "--secret", str(file)),
        filled.process("publish", "../site", "--token", ACTIEPUNT_SECRET=text),
    ):
        assert run.code == (1 if reason else 0)
        assert reason in run.err
        assert ("token_hex(32)" in run.err) == bool(reason)
    missing = filled.run("publish", str(filled.root.parent / "site"), "--secret", "nergens")
    assert (missing.code, "nergens cannot be read" in missing.err) == (1, True)


def test_a_revocation_is_one_line_in_the_data_of_every_clone(filled: Desk, secret: str) -> None:
    del secret
    filled.commit('name = "Regio" # de onze\r\n[bodies]\r\n', "data/register.toml")
    folder = published(filled, "--token")
    before = folders(filled)

    out = filled.good("publish", str(folder), "--revoke", "e. ruesen", "-m", "Zij is weg")

    assert folders(filled) == before - {derived("e. ruesen")} | {derived("e. ruesen", 1)}
    assert f"E. Ruesen: owners/{derived('e. ruesen', 1)}/\n" in out
    assert filled.git("log", "-1", "--format=%B") == (
        "geheime map ingetrokken: E. Ruesen\n\nE. Ruesen: 0 → 1\n\nReason: Zij is weg\n\n"
    )
    assert filled.read("data/register.toml") == (
        'name = "Regio" # de onze\r\n[bodies]\r\n\r\n[revoked]\r\n"E. Ruesen" = 1\r\n'
    )
    filled.good("publish", str(folder), "--revoke", "E. Ruesen")
    assert filled.changed() == '-"E. Ruesen" = 1\n+"E. Ruesen" = 2'
    filled.good("publish", str(folder), "--revoke", "DB")
    assert filled.changed() == '+"DB" = 1'

    clone = another(filled, "ci")
    published(clone, "--token")
    assert folders(clone) == folders(filled)
    assert filled.good("check") == "0 errors, 0 warnings\n"


def test_what_is_no_revocation_is_refused(filled: Desk, secret: str) -> None:
    del secret
    folder = str(filled.root.parent / "site")
    before = filled.state()

    assert (
        "no owner is called “Niemand”" in filled.run("publish", folder, "--revoke", "Niemand").err
    )
    assert filled.run("publish", folder, "-m", "Zomaar").code == 2
    assert filled.state() == before
    filled.commit("revoked = { DB = 1 }\n", "data/register.toml")
    run = filled.run("publish", folder, "--revoke", "DB")
    assert run.code == 1
    assert 'by hand, then `actiepunt save`: [revoked], "DB" = 2' in run.err


def test_folders_of_an_earlier_version_go_on_until_they_are_revoked(
    filled: Desk, secret: str
) -> None:
    del secret
    given = {"DB": "a" * 32, "E. Ruesen": "b" * 32, "AB": "../../uit", "Weg": "c" * 32}
    kept(filled, "tokens.json").write_text(json.dumps(given), encoding="utf-8")
    folder = published(filled, "--token")

    assert folders(filled) == {
        "a" * 32, "b" * 32, derived("ab"), derived("regiokassier"), derived("w. stortelder"),
    }  # fmt: skip
    filled.good("publish", str(folder), "--revoke", "DB")
    assert "a" * 32 not in folders(filled)
    assert derived("db", 1) in folders(filled)
    kept(filled, "tokens.json").write_text("{", encoding="utf-8")
    assert "tokens.json is damaged" in filled.run("publish", str(folder), "--token").err


def renamed(desk: Desk, register: str = "") -> None:
    """Give an owner and a body another name everywhere."""
    for file in ("data/actions.toml", "data/calendar.toml"):
        text = desk.read(file).replace("E. Ruesen", "E. Jansen")
        desk.commit(text.replace('body = "DB"', 'body = "Dagelijks Bestuur"'), file)
    desk.commit(register, "data/register.toml")


NAMES = '[people."E. Jansen"]\nwas = ["E. Ruesen"]\n\n[bodies."Dagelijks Bestuur"]\nwas = ["DB"]\n'


def test_an_old_address_goes_on_after_a_new_name(filled: Desk) -> None:
    folder = published(filled)
    renamed(filled, NAMES)

    run = filled.run("publish", str(folder))

    assert (run.code, run.err) == (0, "")
    for old, new in (("owners/e-ruesen", "owners/e-jansen"), ("db", "dagelijks-bestuur")):
        for kind in ("deadlines", "tasks"):
            data = (folder / f"{old}/{kind}.ics").read_bytes()
            assert data == (folder / f"{new}/{kind}.ics").read_bytes()
            assert b"BEGIN:V" in data
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "e-ruesen" not in page
    assert "owners/e-jansen/" in page
    old_page, new_page = (folder / f"owners/{name}/index.html" for name in ("e-ruesen", "e-jansen"))
    assert old_page.read_bytes() == new_page.read_bytes()
    assert "1 " not in filled.good("check")
    assert filled.good("list", "--body", "db") == filled.good("list", "--body", "Dagelijks Bestuur")


def test_an_old_secret_folder_goes_on_until_it_is_revoked(filled: Desk, secret: str) -> None:
    del secret
    folder = published(filled, "--token")
    renamed(filled, NAMES)
    published(filled, "--token")
    assert {derived("e. ruesen"), derived("e. jansen")} < folders(filled)

    filled.good("publish", str(folder), "--revoke", "E. Ruesen")

    assert {derived("e. ruesen", 1), derived("e. jansen", 1)} < folders(filled)
    assert not {derived("e. ruesen"), derived("e. jansen")} & folders(filled)
    assert filled.read("data/register.toml") == (
        f'{NAMES}\n[revoked]\n"E. Jansen" = 1\n"E. Ruesen" = 1\n'
    )


def test_what_ended_is_named_with_how_to_keep_it(filled: Desk, secret: str) -> None:
    del secret
    folder = published(filled, "--token")
    renamed(filled)

    run = filled.run("publish", str(folder), "--token")

    line = "{}/ has ended: “{}” has nothing any more. After a new name it goes on with"
    line += ' was = ["{}"] below [{}."NEW NAME"] in data/register.toml\n'
    assert run.err == (
        line.format("db", "DB", "DB", "bodies")
        + line.format(f"owners/{derived('e. ruesen')}", "E. Ruesen", "E. Ruesen", "people")
    )


def test_an_address_that_only_became_secret_is_not_named(filled: Desk, secret: str) -> None:
    del secret
    folder = published(filled)

    assert filled.run("publish", str(folder), "--token").err == ""
    assert filled.run("publish", str(folder), "--revoke", "DB").err == ""
    assert filled.run("publish", str(folder)).err == ""


def test_an_earlier_name_leads_nowhere_else(desk: Desk) -> None:
    desk.commit('[people.Nu]\nwas = ["../../boven", "a/b", "con"]\n', "data/register.toml")
    desk.good("add", "Iets", "--owner", "Nu")
    folder = published(desk)

    assert sorted(path.name for path in folder.parent.iterdir()) == ["register", "site"]
    assert {re.sub("-[0-9a-f]{8}$", "", name) for name in folders(desk)} == {
        "nu", "boven", "a-b", "con",
    }  # fmt: skip
