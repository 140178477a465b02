"""`schema`: JSON Schemas that an editor and a CI job check the files and the answers with.

`.ci/run` installs taplo, which Even Better TOML is made of; without it one test is skipped.
"""

import json
import os
import shutil
import subprocess
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from actiepunt.core import fields, schemas
from actiepunt.core.model import Settings
from conftest import ACTIONS, CALENDAR, PROJECT, Desk

MODULES = os.environ.get("ACTIEPUNT_NODE_MODULES", "")
TAPLO = Path(MODULES) / "@taplo" / "cli" / "dist" / "cli.js"
VALIDATORS = {"4": jsonschema.Draft4Validator, "2020-12": jsonschema.Draft202012Validator}
DATA = {
    path: path.stem if path.parent.name == "data" else "actions"
    for path in sorted((PROJECT / "data").rglob("*.toml"))
}


def plain(content: Any) -> Any:
    """Return what a program for TOML gives to a schema: dates are texts there."""
    if isinstance(content, dict):
        return {name: plain(value) for name, value in content.items()}
    if isinstance(content, list):
        return [plain(value) for value in content]
    return content.isoformat() if isinstance(content, date) else content


def faults(name: str, content: object) -> dict[str, list[str]]:
    """Return what the schemas of both drafts find."""
    return {
        draft: [
            error.message
            for error in VALIDATORS[draft](schemas.schema(name, draft, str)).iter_errors(content)
        ]
        for draft in schemas.DRAFTS
    }


NOTHING: dict[str, list[str]] = {"4": [], "2020-12": []}


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_the_real_data_is_valid(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))

    assert faults(DATA[path], plain(content)) == NOTHING


def test_what_commands_write_is_valid(filled: Desk) -> None:
    filled.good("close", "1", "--outcome", "x", "--on", "2025-03-01")
    filled.good("note", "2", "Twee")
    filled.good("add", "Iets", "--owner", "", "--due", "n.t.b.", "--details", "a\nb", "--tag", "x")
    filled.good(
        "meeting", "add", "--title", "Heidag", "--start", "2025-05-01", "--end", "2025-05-02"
    )
    filled.good("meeting", "add", "--body", "AB", "--window", "Q3", "--tentative")
    filled.good("body", "add", "AB", "--title", "Algemeen Bestuur")
    filled.good("person", "add", "E. Ruesen", "--email", "e@example.org", "--body", "AB")

    for name in ("actions", "calendar", "register"):
        content = tomllib.loads(filled.read(f"data/{name}.toml"))
        assert faults(name, plain(content)) == NOTHING


ACTION = """\
[[action]]
uid = "aaaaaaaaaaaaaaaa"
id = "2025-001"
summary = "Een"
owners = ["DB"]
status = "open"
created = 2025-01-29T11:45:00+01:00
"""
MEETING = """\
[[meeting]]
uid = "dddddddddddddddd"
id = "ab-2025-04-02"
body = "AB"
start = 2025-04-02T10:00:00
"""
# What stands in a block of the tests of `check` and is an error there, in its own words.
SEEN = {
    "actions": [
        (ACTION, "summary", "sumary"),
        (ACTION, 'owners = ["DB"]', 'owners = "E. Ruesen"'),
        (ACTION, 'owners = ["DB"]', 'owners = ["  "]'),
        (ACTION, 'owners = ["DB"]', 'body = " "'),
        (ACTION, '"open"', '"opn"'),
        (ACTION, 'status = "open"', 'status = "done"'),
        (ACTION, 'status = "open"', 'status = "open"\nclosed = 2025-02-01'),
        (ACTION, '"aaaaaaaaaaaaaaaa"', '"x"'),
        (ACTION, '"2025-001"', '"25-1"'),
        (ACTION, '"Een"', '"  "'),
        (ACTION, '"Een"', '"Een\\u001b"'),
        (ACTION, 'summary = "Een"\n', ""),
        (ACTION, "11:45:00+01:00", "11:45:00"),
        (ACTION, "2025-01-29T11:45:00+01:00", "2025-01-29"),
        (ACTION, "2025-01-29T", "0225-01-29T"),
        (ACTION, "created", 'colour = "red"\ncreated'),
        (ACTION, "created", "due = 5\ncreated"),
        (ACTION, "created", "due = 20225-03-06\ncreated"),
        (ACTION, "created", 'progress = ["Een"]\ncreated'),
        (ACTION, "created", "progress = [{ on = 2025-02-01 }]\ncreated"),
        (ACTION, "[[action]]", "[[acties]]"),
    ],
    "calendar": [
        (MEETING, 'body = "AB"\n', ""),
        (MEETING, "start = ", 'window = "Q2 2025"\nstart = '),
        (MEETING, "start = 2025-04-02T10:00:00", ""),
        (MEETING, "start", 'status = "maybe"\nstart'),
        (MEETING, "start", "url = 5\nstart"),
        (MEETING, "10:00:00", "10:00:00+02:00"),
        (MEETING, "start = 2025-04-02T10:00:00", 'window = "Q2 2025"\nend = 2025-04-02T10:00:00'),
        (MEETING, "start", "papers = 2025-03-01T10:00:00\nstart"),
    ],
    "register": [
        ('language = "nl"\n', "nl", "fr"),
        ('language = "nl"\n', "language", "zone"),
        ("default_duration = 60\n", "60", "0"),
        ("default_duration = 60\n", "60", "1441"),
        ("default_duration = 60\n", "60", '"60"'),
        ('[people.MT]\nwas = ["Team"]\n', '["Team"]', '"Team"'),
        ('[people.MT]\nwas = ["Team"]\n', '"Team"', '"  "'),
        ('[people.MT]\nemail = "m@t.nl"\n', "m@t.nl", "mt"),
        ('[bodies.MT]\nslug = "mt"\n', '"mt"', '"M T"'),
        ("[revoked]\nDB = 1\n", "1", "0"),
        ("[holidays]\nHeidag = 2026-06-12\n", "2026-06-12", '"morgen"'),
        ("[holidays]\nHeidag = 2026-06-12\n", "2026-06-12", "[]"),
        ("[holidays]\nHeidag = 2026-06-12\n", "2026-06-12", "2026-06-12T00:00:00"),
        ("[holidays]\nHeidag = 2026-06-12\n", "2026", "0226"),
        ("[holidays]\nHeidag = 2026-06-12\n", "[holidays]\nHeidag = 2026-06-12", 'holidays = "geen"'),
    ],
}  # fmt: skip
# What needs the register, the calendar or another field, and is left to `check`.
UNSEEN = {
    "actions": [
        (ACTION, "created", 'due = "ooit eens"\ncreated'),
        (ACTION, "created", 'meeting = "ab-2025-02-29"\ncreated'),
        (ACTION, "created", 'due = "2025-03-06"\ncreated'),
        (ACTION + ACTION, "", ""),
    ],
    "calendar": [
        (MEETING, "start", "end = 2025-04-02T09:30:00\nstart"),
        (MEETING, "start", "papers = 2025-04-05\nstart"),
        (MEETING, "start = 2025-04-02T10:00:00", 'window = "ooit"'),
    ],
    "register": [
        ('timezone = "Europe/Amsterdam"\n', "Europe", "Mars"),
        ("[holidays]\nZ = [2026-07-04, 2026-08-16]\n", "2026-08-16", "2026-07-01"),
    ],
}
ROWS = [(name, *row, True) for name, rows in SEEN.items() for row in rows] + [
    (name, *row, False) for name, rows in UNSEEN.items() for row in rows
]


@pytest.mark.parametrize(("name", "text", "old", "new", "seen"), ROWS)
def test_a_fault_of_check_is_a_fault_of_the_schema_too(
    desk: Desk, name: str, text: str, old: str, new: str, seen: bool
) -> None:
    wrong = text.replace(old, new, 1)
    desk.write(wrong, f"data/{name}.toml")
    try:
        content = plain(tomllib.loads(wrong))
    except tomllib.TOMLDecodeError:  # an editor says so without a schema
        content = None
    sound = plain(tomllib.loads(text)) if text != ACTION + ACTION else {}

    found = faults(name, content)

    if not (name == "actions" and new == 'due = "2025-03-06"\ncreated'):
        assert ": error: " in desk.run("check").out
    assert faults(name, sound) == NOTHING
    assert [bool(errors) for errors in found.values()] == [seen, seen]


def test_every_field_is_in_its_schema_and_every_draft_is_one_of_json_schema() -> None:
    for draft in schemas.DRAFTS:
        made = {name: schemas.schema(name, draft, str) for name in schemas.SCHEMAS}
        for name, key, table in (
            ("actions", "action", fields.ACTION),
            ("calendar", "meeting", fields.MEETING),
        ):
            items = made[name]["properties"][key]["items"]
            assert [*items["properties"]] == [*table]
        settings = made["register"]["properties"]
        assert set(settings) == set(Settings._fields)
        for key, table in (("bodies", fields.BODY), ("people", fields.PERSON)):
            assert [*settings[key]["additionalProperties"]["properties"]] == [*table]
        for schema in made.values():
            VALIDATORS[draft].check_schema(schema)


@pytest.mark.parametrize("draft", VALIDATORS)
@pytest.mark.parametrize("name", schemas.SCHEMAS)
def test_the_command_prints_each_in_each_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, draft: schemas.Draft
) -> None:
    printed = Desk(tmp_path, capsys).good("schema", name, "--draft", draft)

    assert json.loads(printed) == schemas.schema(name, draft, str)


def test_the_texts_are_in_the_language_of_the_register(desk: Desk, tmp_path: Path) -> None:
    outside = Desk(tmp_path, desk._capture)

    assert "Wat er gedaan moet worden." in desk.good("schema", "actions")
    assert "What must be done." in outside.good("schema", "actions")


def test_every_json_answer_is_valid(filled: Desk) -> None:
    filled.good("close", "1")
    filled.good("body", "add", "DB", "--title", "Dagelijks Bestuur")
    filled.good("person", "add", "E. Ruesen")
    filled.commit(filled.read().replace('"Begroting', '"De begroting'), message="x")
    answers = [
        (["list", "--all", "--json"], "actions"),
        (["show", "2025-001", "--json"], "actions"),
        (["meeting", "list", "--all", "--json"], "meetings"),
        (["meeting", "show", "AB:next", "--json"], "meetings"),
        (["log", "--json"], "changes"),
        (["diff", "HEAD~3", "--json"], "differences"),
        (["check", "--format", "json"], "faults"),
        (["body", "list", "--json"], "bodies"),
        (["person", "list", "--json"], "people"),
        (["stats", "--json"], "stats"),
    ]

    for words, kind in answers:
        content = json.loads(filled.run(*words).out)
        assert content[kind], words
        assert faults("json", content) == NOTHING, words
        for item in content[kind]:
            broken = {"version": 1, kind: [{**item, next(iter(item)): {}}]}
            missing = {"version": 1, kind: [dict(list(item.items())[1:])]}
            if kind != "stats":
                assert all(faults("json", broken).values()), words
            assert all(faults("json", missing).values()), words


def test_init_writes_the_schemas_beside_the_files_and_names_them_in_each(desk: Desk) -> None:
    for name in ("actions", "calendar", "register"):
        first = desk.read(f"data/{name}.toml").splitlines()[0]
        path = desk.root / "data" / first.removeprefix("#:schema ")
        assert path.read_text(encoding="utf-8") == desk.good("schema", name, "--draft", "4")


def test_a_new_file_of_the_archive_names_its_schema_too(desk: Desk) -> None:
    desk.good("add", "Brief", "--owner", "DB", "--today", "2024-03-05")
    desk.good("close", "2024-001", "--on", "2024-03-05")

    desk.good("archive", "--before", "2025")

    assert desk.read("data/archive/actions-2024.toml").startswith(
        "#:schema ../.schema/actions.json\n\n"
        "# Afgesloten actiepunten, hierheen verplaatst door `actiepunt archive`.\n\n[[action]]\n"
    )
    assert desk.read() == "#:schema ./.schema/actions.json\n"


def test_init_brings_the_schemas_of_an_older_version_up_to_date(desk: Desk) -> None:
    desk.commit("{}\n", "data/.schema/actions.json")
    desk.git("rm", "-q", "data/.schema/calendar.json")
    desk.git("commit", "-qm", "x")
    before = desk.git("rev-parse", "HEAD")

    assert desk.good("init", ".") == "made data/.schema\n"

    changed = desk.git("diff", "--name-only", before.strip(), "HEAD").split()
    assert changed == ["data/.schema/actions.json", "data/.schema/calendar.json"]
    assert desk.good("init", ".") == "This is a register already; nothing to do.\n"


def test_it_goes_to_a_file_and_knows_no_other_schema(desk: Desk) -> None:
    desk.good("schema", "json", "-o", "answers.json")

    assert json.loads(desk.read("answers.json"))["$schema"] == schemas.DRAFTS["2020-12"]
    assert desk.run("schema", "meetings").code == 2


@pytest.mark.skipif(not (TAPLO.exists() and shutil.which("node")), reason="no taplo here")
def test_taplo_finds_the_schemas_by_itself_and_says_the_same(desk: Desk) -> None:
    def lint(*files: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["node", TAPLO, "lint", *files], cwd=desk.root, check=False, capture_output=True,
            encoding="utf-8",
        )  # fmt: skip

    heads = {name: f"#:schema ./.schema/{name}.json\n" for name in SEEN}
    good = []
    for path, name in DATA.items():
        text = heads[name] + path.read_text(encoding="utf-8")
        good.append(f"data/good-{path.stem}.toml")
        desk.write(text, good[-1])
    for name, text in (("actions", ACTIONS), ("calendar", CALENDAR)):
        good.append(f"data/filled-{name}.toml")
        desk.write(heads[name] + text, good[-1])
    bad = []
    for number, (name, text, old, new, seen) in enumerate(ROWS):
        if seen and "20225" not in new:
            bad.append(f"data/bad-{number}.toml")
            desk.write(heads[name] + text.replace(old, new, 1), bad[-1])

    fine, faulty = lint(*good), lint(*bad)

    assert fine.returncode == 0, fine.stderr
    assert faulty.returncode == 1
    for file in bad:
        assert f"{desk.root / file}" in faulty.stderr, (file, (desk.root / file).read_text())
