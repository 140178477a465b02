"""Hostile text that a hand wrote into the files, in every output there is: it stays text."""

import csv
import html.parser
import io
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import Desk
from feeds import problems

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVIL = {
    "markup": "[bold red]rood[/bold red] [link=https://evil.example]klik[/link]",
    "escape": "\x1b[31mrood\x1b]8;;https://evil.example\x07klik\x1b[2J\x9b5m",
    "lines": "een\r\nBEGIN:VEVENT\r\nSUMMARY:ingevoegd\r\n\r\nAction: 2025-001",
    "formula": '=HYPERLINK("https://evil.example")',
    "formulas": "+1\t@SUM(A1)|-2",
    "html": "</td></script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "path": "../../../../tmp/owned",
    "absolute": "/etc/passwd",
    "option": "--output=owned",
    "turned": "a\u202etxt.exe\u2066",
    "pipe": "a|b`c`*d*\n# e",
    "toml": '"""\n[[action]]\nuid = "x"',
    "template": "{{ 7 * 7 }}{% for x in y %}{name}%s",
}


@pytest.fixture
def evil(filled: Desk, request: pytest.FixtureRequest) -> tuple[Desk, str]:
    """Return a register in which every text is hostile, committed by somebody without our hook."""
    text = json.dumps(request.param, ensure_ascii=True).replace("\\u007f", "\\u007F")
    if not isinstance(request.param, str):
        raise TypeError
    filled.commit(
        f"""[[action]]
uid = "aaaaaaaaaaaaaaaa"
id = "2025-001"
summary = {text}
owners = [{text}, "B"]
body = {text}
status = "open"
due = 2025-03-01
item = {text}
tags = [{text}]
created = 2025-01-29T11:45:00+01:00
outcome = {text}
details = {text}
progress = [ {{ on = 2025-02-01, text = {text} }} ]
""",
        message="x",
    )
    filled.commit(
        f"""[[meeting]]
uid = "dddddddddddddddd"
id = "ab-2025-04-02"
body = {text}
title = {text}
start = 2025-04-02T10:00:00
location = {text}
url = {text}
participants = [{text}]
agenda = [{text}]
notes = {text}
""",
        "data/calendar.toml",
        request.param,
    )
    return filled, request.param


class Page(html.parser.HTMLParser):
    """What a browser would make of a page: its tags, and what they ask for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed"}:
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().startswith(("javascript:", "data:")):
                self.bad.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.words += data


SCREENS = (
    ["list"], ["list", "--format", "table"], ["list", "--format", "md"], ["list", "--group-by", "owner"],
    ["show", "1"], ["show", "1", "--format", "table"], ["show", "1", "--format", "md"],
    ["meeting", "list"], ["meeting", "list", "--format", "table"], ["meeting", "list", "--format", "md"],
    ["meeting", "show", "ab-2025-04-02"], ["meeting", "next"], ["log"], ["log", "--format", "table"],
    ["log", "--format", "md"], ["diff", "HEAD~2"], ["diff", "HEAD~2", "--format", "md"], ["stats"],
    ["stats", "--format", "md"], ["check"], ["check", "--format", "json"], ["list", "--at", "HEAD"],
)  # fmt: skip


@pytest.mark.parametrize("evil", EVIL.values(), indirect=True, ids=EVIL)
def test_hostile_text_stays_text(evil: tuple[Desk, str], tmp_path: Path) -> None:
    desk, text = evil
    before = desk.state()
    for words in SCREENS:
        run = desk.run(*words)
        assert run.code in {0, 1}, (words, run)
        assert not CONTROL.search(run.out + run.err), words
        if "md" in words:
            assert not re.search(r"(?<!\\)<(script|img)", run.out), words
    for words in (["list"], ["show", "1"], ["meeting", "list"], ["log"], ["stats"]):
        assert json.loads(desk.good(*words, "--format", "json"))["version"] == 1
        for row in csv.reader(io.StringIO(desk.good(*words, "--format", "csv"), newline="")):
            for cell in row:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (words, cell)
    assert json.loads(desk.good("list", "--format", "json"))["actions"][0]["summary"] == text
    assert "<script" not in desk.run("stats", "--format", "svg").out

    feed = desk.run("export", "ics")
    if feed.code:
        assert "control character" in feed.err
        assert desk.run("publish", str(tmp_path / "site")).code == 1
        assert not (tmp_path / "site").exists()
    else:
        assert problems(feed.out.encode()) == []
        assert feed.out.count("BEGIN:VEVENT") == 2
        published(desk, tmp_path / "site" / "deep")
    assert desk.state() == before


def published(desk: Desk, folder: Path) -> None:
    """Demand that what is published stays in its folder and asks for nothing."""
    outside = set(desk.root.parent.rglob("*"))
    desk.good("publish", str(folder), "--url", "https://example.org/feeds")
    kept = {desk.root / ".git/actiepunt/published"}
    for path in set(desk.root.parent.rglob("*")) - outside - kept:
        assert path == folder.parent or path.is_relative_to(folder)
    for path in folder.rglob("*"):
        assert re.fullmatch(r"[a-z0-9.-]+", path.name), path
        if path.suffix == ".ics":
            assert problems(path.read_bytes()) == [], path
    page = Page((folder / "index.html").read_text(encoding="utf-8"))
    assert page.bad == ["script"]  # its own
    assert "{{" not in page.words.replace("{{ 7 * 7 }}", "")
    assert "49" not in re.findall(r"\d+", page.words.replace("2025", ""))


@pytest.mark.parametrize("text", EVIL.values(), ids=EVIL)
def test_what_is_recorded_of_a_hostile_edit_is_one_honest_message(filled: Desk, text: str) -> None:
    quoted = json.dumps(text, ensure_ascii=True)
    filled.write(filled.read().replace('"Begroting vaststellen"', quoted))
    run = filled.run("save", "-m", "reden")
    typed = filled.run("edit", "1", f"--summary={text}")
    if run.code == 0:
        message = filled.git("log", "-1", "--format=%B", "main" if typed.code else "main~1")
        assert not CONTROL.search(message)
        assert message.startswith("2025-003 gewijzigd: ")
        assert [line for line in message.splitlines() if line.startswith("Action: ")] == [
            "Action: 2025-003"
        ]
    else:
        assert "control character" in run.err
        assert not CONTROL.search(run.err)
        filled.git("restore", "data")
    assert not (filled.root / "owned").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--at", "--output=owned"],
        ["list", "--at", "-p"],
        ["diff", "--", "--output=owned"],
        ["diff", "--", "HEAD", "--output=owned"],
        ["diff", "--", "--no-index", "/etc/passwd"],
        ["undo", "--", "--exec=touch owned"],
        ["undo", "HEAD --exec"],
        ["log", "--since", "--output=owned"],
        ["log", "--until=--all"],
        ["show", "--", "--1"],
        ["close", "--", "-1"],
        ["add", "x", "--owner", "y", "--author=--amend <a@b>"],
        ["add", "x", "--owner", "y", "-m", "--amend"],
        ["list", "--register=--upload-pack=touch owned"],
        ["init", "--", "--template=/tmp"],
        ["publish", "--", "--exec"],
        ["list", "--at", "HEAD:data/actions.toml"],
        ["list", "--at", ":/x"],
        ["list", "--at", "@{-1}"],
        ["list", "--at", "HEAD\n--all"],
    ],
)  # fmt: skip
def test_no_word_becomes_an_option_of_git(filled: Desk, words: list[str]) -> None:
    run = filled.run(*words)

    assert run.code in {0, 1, 2}
    assert "Traceback" not in run.err
    assert not (filled.root / "owned").exists()
    assert "root:" not in run.out
    assert filled.git("log", "-1", "--format=%an") == "Anna de Vries\n" or run.code == 0
    assert filled.commits() in {3, 4}


SETTINGS = {
    "core.pager": "touch owned",
    "core.editor": "touch owned",
    "core.quotePath": "true",
    "core.autocrlf": "true",
    "core.commentChar": "2",
    "core.abbrev": "40",
    "core.fsmonitor": "false",
    "color.ui": "always",
    "color.diff": "always",
    "commit.verbose": "true",
    "commit.cleanup": "scissors",
    "commit.status": "true",
    "diff.noprefix": "true",
    "diff.mnemonicPrefix": "true",
    "diff.external": "touch owned",
    "diff.renames": "copies",
    "diff.algorithm": "histogram",
    "diff.context": "0",
    "diff.relative": "true",
    "diff.orderFile": "/nowhere",
    "diff.wsErrorHighlight": "all",
    "fetch.prune": "true",
    "fetch.parallel": "3",
    "format.pretty": "oneline",
    "i18n.logOutputEncoding": "ISO-8859-1",
    "log.showSignature": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.follow": "true",
    "merge.ff": "false",
    "merge.conflictStyle": "diff3",
    "merge.renormalize": "true",
    "pull.rebase": "merges",
    "push.default": "nothing",
    "push.followTags": "true",
    "rebase.autoSquash": "true",
    "rebase.autoStash": "true",
    "rebase.updateRefs": "true",
    "rerere.enabled": "true",
    "status.showUntrackedFiles": "no",
    "status.short": "true",
    "status.branch": "true",
    "alias.status": "!touch owned",
}


def test_settings_and_hooks_of_somebodys_own_change_nothing_of_what_we_say(
    filled: Desk, tmp_path: Path
) -> None:
    (tmp_path / "order").write_text("data/calendar.toml\n", encoding="utf-8")
    subprocess.run(["git", "clone", "-q", "--bare", filled.root, tmp_path / "bare.git"], check=True)
    filled.git("remote", "add", "origin", str(tmp_path / "bare.git"))
    other = Desk(tmp_path / "other", filled._capture)
    subprocess.run(["git", "clone", "-q", tmp_path / "bare.git", other.root], check=True)
    other.good("init", ".")
    other.good("add", "Van hen", "--owner", "A")
    other.good("sync")
    for name, value in SETTINGS.items():
        filled.git("config", name, str(tmp_path / "order") if name == "diff.orderFile" else value)
    for name in ("post-commit", "prepare-commit-msg", "post-checkout", "pre-push", "post-rewrite"):
        hook = filled.root / ".git/hooks" / name
        hook.write_text(f"#!/bin/sh\necho {name}\necho {name} >&2\n", encoding="utf-8")
        hook.chmod(0o755)

    assert filled.good("add", "2 ëën", "--owner", "B").startswith("2025-004 added: 2 ëën\n")
    filled.good("close", "1", "-m", "Om één reden")
    filled.write(filled.read().replace("Begroting", "Meerjarenbegroting"))
    assert filled.good("save").startswith("2025-003 changed")
    assert "\n2025-003 changed" in filled.good("undo")
    assert "2025-004 is now 2025-005: 2 ëën" in filled.good("sync")
    log = json.loads(filled.good("log", "--format", "json"))["changes"]
    assert [
        (c["id"], c["field"], c["reason"]) for c in log if c["id"] in {"2025-001", "2025-005"}
    ] == [
        ("2025-001", "created", "actions"),
        ("2025-005", "created", None),
        ("2025-001", "status", "Om één reden"),
        ("2025-001", "closed", "Om één reden"),
    ]
    assert "2025-001" in filled.good("diff", "HEAD~4")
    assert filled.good("check").endswith("0 errors, 0 warnings\n")
    assert filled.git("status", "--porcelain") == ""
    other.good("sync")
    assert other.read() == filled.git("show", "HEAD:data/actions.toml")
    assert not (filled.root / "owned").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
@pytest.mark.parametrize(
    "link",
    ["data/actions.toml", "data/calendar.toml", "data/register.toml", "data/archive", "data"],
)
def test_a_link_out_of_the_folder_is_not_followed(filled: Desk, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    path = filled.root / link
    if not path.exists():
        path.mkdir()
    path.rename(outside)
    if outside.is_dir():
        (outside / "actions-2024.toml").write_text('secret = "geheim"\n', encoding="utf-8")
    path.symlink_to(outside)
    filled.git("add", "-A")
    filled.git("commit", "-q", "--no-verify", "-m", "link")
    before = {one: one.read_bytes() for one in [outside, *outside.rglob("*")] if one.is_file()}

    for words in (
        ["list", "--all"], ["check"], ["check", "--fix"], ["close", "1"], ["save"], ["meeting", "list"],
        ["meeting", "add", "--body", "AB", "--start", "2025-09-01"], ["publish", str(tmp_path / "site")],
    ):  # fmt: skip
        run = filled.run(*words)
        assert run.code in {0, 1}
        assert "geheim" not in run.out + run.err
    assert filled.run("close", "1").code == 1
    assert {one: one.read_bytes() for one in before} == before
    assert path.is_symlink()
