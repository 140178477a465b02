"""The published folder: every feed, a page, and a second run that changes nothing."""

import functools
import html.parser
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from conftest import Desk
from feeds import event, problems

CHROMIUM = shutil.which("chromium")
MODULES = os.environ.get("ACTIEPUNT_NODE_MODULES", "")


def browsed(address: str, moment: str) -> Any:
    """Return what a person finds in the published folder at an address, at a moment."""
    script = Path(__file__).with_name("browser.mjs")
    done = subprocess.run(
        ["node", str(script), MODULES, str(CHROMIUM), address, moment],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return json.loads(done.stdout)


FILES = ("calendar.ics", "deadlines.ics", "index.html", "meetings.ics", "tasks.ics")
FILES_OF_OWNERS = ("deadlines.ics", "index.html", "meetings.ics", "mine.ics", "tasks.ics")


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return every file of a folder with its bytes and its time."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


class Page(html.parser.HTMLParser):
    """What a reader finds on a page: links, ids, and the text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found.get("href") or "")
        if "id" in found:
            self.ids.append(found["id"] or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def published(desk: Desk, *words: str) -> Path:
    """Publish next to the register and return the folder."""
    folder = desk.root.parent / "site"
    desk.good("publish", str(folder), *words)
    return folder


def test_every_feed_is_there_and_sound(filled: Desk) -> None:
    folder = published(filled)

    assert sorted(tree(folder)) == [
        ".actiepunt-files",
        *(f"ab/{file}" for file in FILES), "calendar.ics",
        *(f"db/{file}" for file in FILES), "deadlines.ics", "index.html", "meetings.ics",
        *(f"owners/{name}/{file}" for name in
          ("ab", "db", "e-ruesen", "regiokassier", "w-stortelder") for file in FILES_OF_OWNERS),
        "site.css", "site.js", "tasks.ics",
    ]  # fmt: skip
    for name, (data, _time) in tree(folder).items():
        if name.endswith(".ics"):
            assert problems(data) == [], name
    of_owner = (folder / "owners/e-ruesen/deadlines.ics").read_bytes()
    assert event(of_owner, "aaaaaaaaaaaaaaaa")
    assert not event(of_owner, "bbbbbbbbbbbbbbbb")
    assert not event((folder / "db/meetings.ics").read_bytes(), "dddddddddddddddd")


def test_a_second_run_changes_no_byte_and_no_time(filled: Desk) -> None:
    folder = published(filled)
    before = tree(folder)

    assert filled.good("publish", str(folder)) == "0 files changed\n"
    assert tree(folder) == before


def test_a_run_that_would_change_nothing_makes_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published(filled, "--roles")
    again = ("publish", str(folder), "--roles")
    before = tree(folder)
    told = filled.run(*again)
    assert "0 files changed" in told.out
    assert "register.toml has no role for them" in told.err

    def build(*_words: object) -> None:
        raise AssertionError

    with monkeypatch.context() as patched:
        patched.setattr("actiepunt.site.build.build", build)
        assert filled.run(*again) == told
        (filled.root / "data/actions.toml").write_text("# nog niet vastgelegd\n", encoding="utf-8")
        assert filled.run(*again) == told
    filled.git("checkout", "-q", "data/actions.toml")
    page, kept = folder / "index.html", filled.root / ".git/actiepunt/published"
    for spoil in (
        lambda: page.write_text("weg", encoding="utf-8"),
        page.unlink,
        lambda: os.utime(page, ns=(0, 0)),
        lambda: kept.write_text('{"x": 1', encoding="utf-8"),
        lambda: kept.write_text("[]", encoding="utf-8"),
        kept.unlink,
    ):
        spoil()
        filled.good(*again)
        assert {name: data for name, (data, _time) in tree(folder).items()} == {
            name: data for name, (data, _time) in before.items()
        }
    assert "0 files" not in filled.good("publish", str(folder), "--url", "https://example.org/x")
    filled.good("close", "1")
    assert "0 files" not in filled.good("publish", str(folder), "--url", "https://example.org/x")


def test_a_change_rewrites_only_the_feeds_that_show_it(filled: Desk) -> None:
    folder = published(filled)
    before = tree(folder)

    filled.good("close", "1")
    published(filled)

    changed = {name for name, found in tree(folder).items() if before[name] != found}
    assert changed == {
        f"{folder}{file}"
        for folder in ("", "ab/", "owners/e-ruesen/", "owners/w-stortelder/")
        for file in (
            "mine.ics" if folder.startswith("owners/") else "calendar.ics",
            "deadlines.ics",
            "tasks.ics",
            "index.html",
        )
    }


def test_what_is_gone_is_removed_and_what_is_not_ours_stays(filled: Desk) -> None:
    folder = published(filled)
    (folder / "robots.txt").write_text("ours\n", encoding="utf-8")
    filled.good("edit", "1", "--owner", "E. Ruesen")

    run = filled.run("publish", str(folder), "--url", "https://example.org/feeds")

    assert run.err == (
        "https://example.org/feeds/owners/w-stortelder/ has ended: “W. Stortelder” has nothing any"
        ' more. After a new name it goes on with was = ["W. Stortelder"] below [people."NEW NAME"]'
        " in data/register.toml\n"
    )
    assert filled.run("publish", str(folder)).err == ""
    assert not (folder / "owners/w-stortelder").exists()
    assert (folder / "robots.txt").exists()


def test_a_folder_of_somebody_else_is_left_alone(filled: Desk, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/index.html").write_text("mine", encoding="utf-8")

    run = filled.run("publish", str(tmp_path / "home"))

    assert run.code == 1
    assert "is not empty, and not made by publish" in run.err
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["index.html"]


def test_a_manifest_cannot_remove_files_elsewhere(filled: Desk) -> None:
    folder = published(filled)
    outside = folder.parent / "outside.txt"
    outside.write_text("stays", encoding="utf-8")
    with (folder / ".actiepunt-files").open("a", encoding="utf-8") as file:
        file.write("../outside.txt\n")

    published(filled)

    assert outside.exists()


def test_a_feed_that_is_too_large_for_google_is_told(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("actiepunt.site.build.LARGE", 1_500)

    run = filled.run("publish", str(filled.root.parent / "site"))

    assert run.code == 0
    assert "tasks.ics is over 900 kB" in run.err


def test_a_full_disk_leaves_the_published_folder_as_it_was(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = published(filled)
    before = tree(folder)
    filled.good("close", "1")
    real, calls = os.fsync, 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    run = filled.run("publish", str(folder))

    assert run.code == 1
    assert "No space left on device" in run.err
    assert tree(folder) == before


def test_the_pages_are_whole_without_a_script(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", "<script>alert(1)</script> & “Koningsdag”")
    filled.good("meeting", "edit", "AB:next", "--location", '"><img src=x onerror=alert(1)>')
    filled.good("note", "1", "<b>vet</b>")
    folder = published(filled, "--url", "https://example.org/feeds")
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in folder.rglob("index.html")}

    assert len(pages) == 8
    for path, page in pages.items():
        text = path.read_text(encoding="utf-8")
        assert text.startswith('<!doctype html>\n<html lang="nl">')
        assert len(page.ids) == len(set(page.ids))
        assert "<script>alert" not in text
        assert "<img" not in text
        assert "<b>vet" not in text
        for link in page.links:
            if link.startswith("webcal://example.org/feeds/"):
                assert (folder / link.removeprefix("webcal://example.org/feeds/")).is_file(), link
            elif not link.startswith(
                ("https://calendar.google.com/", "https://outlook.office.com")
            ):
                file, _hash, name = link.partition("#")
                aim = (path.parent / file).resolve() if file else path
                assert aim.is_file(), link
                assert not name or name in pages[aim].ids, link
    front = pages[folder / "index.html"]
    for words in ("Openstaande actiepunten", "Begroting vaststellen", "Kaderbrief", "eind februari",
                  "vr 28 feb 2025", "Stand van", "<script>alert(1)</script> & “Koningsdag”"):  # fmt: skip
        assert words in front.words
    for address in (
        "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fexample.org%2Ffeeds%2Fab%2Fmeetings.ics",
        "https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Fexample.org%2Ffeeds%2Fab%2Fmeetings.ics",
    ):
        assert address in front.links
    assert "<b>vet</b>" in pages[folder / "ab/index.html"].words


def test_a_deadline_leads_to_its_row_on_the_page_of_its_body(filled: Desk) -> None:
    folder = published(filled, "--url", "https://example.org/feeds")

    for feed, uid in (("deadlines", "aaaaaaaaaaaaaaaa"), ("tasks", "aaaaaaaaaaaaaaaa-task")):
        found = event((folder / f"{feed}.ics").read_bytes(), uid)
        assert "\nURL:https://example.org/feeds/ab/#2025-001\n" in found
        assert "\\nhttps://example.org/feeds/ab/#2025-001\n" in found
    assert "2025-001" in Page((folder / "ab/index.html").read_text(encoding="utf-8")).ids
    assert b"URL:" not in (published(filled) / "deadlines.ics").read_bytes()


def test_a_row_is_found_by_an_earlier_number_too(filled: Desk) -> None:
    text = filled.read("data/actions.toml")
    filled.commit(text.replace('id = "2025-001"', 'id = "2025-101"\nwas = ["2025-001"]', 1))
    page = Page((published(filled) / "ab/index.html").read_text(encoding="utf-8"))

    assert {"2025-001", "2025-101"} <= set(page.ids)


def test_mine_has_the_meetings_of_my_bodies_and_my_deadlines(filled: Desk) -> None:
    folder = published(filled)
    mine = (folder / "owners/e-ruesen/mine.ics").read_bytes()
    of_body = (folder / "ab/meetings.ics").read_bytes()
    uids = re.compile(rb"^UID:(\S+)", re.MULTILINE)
    own = (folder / "owners/e-ruesen/deadlines.ics").read_bytes()

    assert problems(mine) == []
    assert set(uids.findall(mine)) == {*uids.findall(of_body), *uids.findall(own)}
    filled.commit('[people."E. Ruesen"]\nbodies = ["DB"]\n', "data/register.toml")
    published(filled)
    mine = (folder / "owners/e-ruesen/mine.ics").read_bytes()
    of_other = (folder / "db/meetings.ics").read_bytes()
    assert set(uids.findall(mine)) == {*uids.findall(of_other), *uids.findall(own)}


NAMES = """\
[people."E. Ruesen"]
role = "regisseur"
email = "e.ruesen@voorbeeld.nl"

[people."W. Stortelder"]
role = "griffier"
"""


@pytest.mark.parametrize("words", [["--roles"], []])
def test_without_names_no_file_and_no_address_has_one(filled: Desk, words: list[str]) -> None:
    setting = "" if words else "\n[publish]\nnames = false\n"
    filled.commit(NAMES + setting, "data/register.toml")
    filled.good(
        "note", "1", "Ruesen belt w. stortelder en mevrouw Ruesen; zie e.ruesen@voorbeeld.nl"
    )
    filled.good("defer", "1", "--to", "2025-06-01", "-m", "E. Ruesen is op vakantie")
    filled.good("add", "Iets voor A. Onbekend", "--owner", "A. Onbekend", "--body", "AB")

    run = filled.run("publish", str(filled.root.parent / "site"), *words)

    folder = filled.root.parent / "site"
    assert (folder / "owners/griffier/tasks.ics").is_file()
    assert (folder / "owners/actiehouder/tasks.ics").is_file()
    for path in folder.rglob("*"):
        assert not re.search("ruesen|stortelder|onbekend|@", path.name)
        if path.is_file():
            text = path.read_text(encoding="utf-8").replace("\n ", "").replace("@media", "")
            found = re.search(
                r"ruesen|stortelder|onbekend|[\w.]+@\w", text.replace("@page", ""), re.IGNORECASE
            )
            assert found is None, (path, found)
    assert "regisseur belt griffier en mevrouw regisseur; zie …" in (
        (folder / "ab/index.html").read_text(encoding="utf-8")
    )
    assert "A. Onbekend" in run.err
    assert "--role" in run.err


def test_a_setting_for_names_that_cannot_be_read_is_told(filled: Desk) -> None:
    for text, words in (
        ('publish = "nee"\n', "write [publish]"),
        ('[publish]\nnames = "nee"\n', "names must be true or false, without quotes"),
        ("[publish]\nname = false\n", "unknown key “name”. Did you mean “names”?"),
    ):
        (filled.root / "data/register.toml").write_text(text, encoding="utf-8")
        assert words in filled.run("check").out


def test_every_page_has_its_changes_and_many_additions_are_one(filled: Desk) -> None:
    filled.good("defer", "1", "--to", "2025-06-01", "-m", "Wacht op de raad")
    folder = published(filled)
    told = "termijn: do 6 mrt 2025 → zo 1 jun 2025"
    words = {
        path.parent.name: " ".join(Page(path.read_text(encoding="utf-8")).words.split())
        for path in folder.rglob("index.html")
    }

    assert {name for name, text in words.items() if told in text} == {
        "site", "ab", "e-ruesen", "w-stortelder",
    }  # fmt: skip
    assert f"2025-001 Koningsdag toelichten {told}Wacht op de raad" in words["ab"]
    for count in range(4):
        filled.good("add", f"Nieuw {count}", "--body", "AB", "--owner", "AB")
    filled.git("reset", "-q", "--soft", "HEAD~4")
    filled.git("commit", "-qm", "Vier tegelijk")
    text = (published(filled) / "ab/index.html").read_text(encoding="utf-8")
    assert (
        "<b>4 nieuwe actiepunten</b></p>\n<p>2025\N{NON-BREAKING HYPHEN}004..2025\N{NON-BREAKING HYPHEN}007</p>"
        in text
    )


@pytest.mark.skipif(CHROMIUM is None or not MODULES, reason="no chromium and playwright here")
def test_a_browser_works_out_what_depends_on_today(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2025-03-05T12:00:00+01:00")
    filled.good("note", "1", "Bijna klaar")
    folder = published(filled)
    everything = {"late": ["2025-002", "2025-001"], "soon": ["2025-003"]}

    found = browsed(folder.as_uri(), "2025-03-10T23:30:00+01:00")

    assert found == {
        "errors": [],
        "groups": everything,
        "relative": ["10 dagen te laat", "4 dagen te laat", "over 23 dagen"],
        "cards": [
            "AB wo 2 apr 2025 10:00–11:30 Stukken vóór wo 26 mrt 2025 1 te laat",
            "DB Geen vergadering gepland. 1 te laat",
        ],
        "since": ["sinds de laatste vergadering (6)", "alles (6)"],
        "searched": {"groups": {"soon": ["2025-003"]}, "address": "?q=begroting"},
        "late": {"groups": {"late": everything["late"]}, "address": "?state=late"},
        "reloaded": {"late": everything["late"]},
        "cleared": everything,
        "target": ["2025-001", True],
        "tabs": ["Naar de inhoud", "Vergaderingen", "Actiepunten", "Wat er veranderde",
                 "Abonneren", "AB"],
    }  # fmt: skip
    later = browsed(folder.as_uri(), "2025-04-03T00:30:00+02:00")
    assert later["relative"] == ["34 dagen te laat", "28 dagen te laat", "1 dag te laat"]
    assert later["cards"][0] == "AB Geen vergadering gepland. 2 te laat"


@pytest.mark.skipif(CHROMIUM is None or not MODULES, reason="no chromium and playwright here")
def test_the_panel_gives_the_address_of_each_choice(filled: Desk) -> None:
    folder = published(filled)
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_words: None  # type: ignore[attr-defined]
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}"
        found = browsed(root, "2025-03-10T10:00:00+01:00")
        server.shutdown()

    expected: dict[str, str] = {}
    for choice, file in (
        ("calendar", "calendar.ics"),
        ("ab/meetings", "ab/meetings.ics"),
        ("owners/e-ruesen/calendar", "owners/e-ruesen/mine.ics"),
    ):
        url, webcal = (f"{root}/{file}", f"{root}/{file}".replace("http:", "webcal:"))
        quoted, of_webcal = (urllib.parse.quote(one, safe="") for one in (url, webcal))
        outlook = f"https://outlook.office.com/calendar/0/addfromweb?url={quoted}"
        expected |= {
            f"{choice} Outlook op het web, Microsoft 365": outlook,
            f"{choice} Outlook op deze computer": webcal,
            f"{choice} Google Agenda": f"https://calendar.google.com/calendar/render?cid={of_webcal}",
            f"{choice} Thunderbird": url,
        }
    assert found["errors"] == []
    assert found["panel"] == expected


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
def test_a_browser_shows_the_page_of_a_file(filled: Desk, tmp_path: Path) -> None:
    folder = published(filled)

    done = subprocess.run(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom",
         (folder / "index.html").as_uri()],
        capture_output=True, encoding="utf-8", check=True, timeout=60,
        env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip

    assert "Begroting vaststellen" in done.stdout
    assert "dagen te laat" in done.stdout


def folders(desk: Desk, *names: str) -> dict[str, str]:
    """Give each name an action, publish, and return whose feeds each folder holds."""
    for name in names:
        desk.good("add", "Iets", "--owner", f'"{name}"')
    found = {}
    for path in (published(desk) / "owners").glob("*/tasks.ics"):
        title = re.search(r"X-WR-CALNAME:(.*?) – ", path.read_text(encoding="utf-8"))
        found[path.parent.name] = title[1] if title else ""
    return found


def test_an_address_stays_with_whom_it_was_given_to(desk: Desk) -> None:
    first = folders(desk, "J P de Vries")
    second = folders(desk, "J.P. de Vries", "J. P. de Vries", "j-p-de-vries")

    assert first.items() < second.items()
    assert len(second) == 4
    assert second["j-p-de-vries"] == "J.P. de Vries"


def test_every_disk_takes_the_folders(desk: Desk) -> None:
    long = "Een heel lange naam van een werkgroep " * 9
    found = folders(desk, long, f"{long}2", "con", "nul", "Øyvind", "日本", "a/b", "..")
    names = {*found, *(path.name for path in published(desk).iterdir())}

    assert len(found) == 8
    assert {re.sub("-[0-9a-f]{8}$", "", name) for name in found} >= {"oyvind", "con", "a-b", "x"}
    assert all(re.fullmatch(r"[a-z0-9-]{1,70}", name) for name in found)
    assert not names & {"con", "nul"}


def test_what_is_served_names_no_secret_folder(filled: Desk) -> None:
    folder = published(filled, "--token")
    secret = [path.name for path in (folder / "owners").iterdir()]

    manifest = (folder / ".actiepunt-files").read_text(encoding="utf-8")

    assert len(secret) == 5
    assert not any(name in manifest for name in secret)


def test_a_meeting_of_a_period_that_is_cancelled_is_past(filled: Desk) -> None:
    filled.good("meeting", "add", "--title", "Ooit", "--window", "n.t.b.")
    filled.good("meeting", "cancel", "ooit-n-t-b")
    text = (published(filled) / "other/index.html").read_text(encoding="utf-8")

    coming, past = text.split('data-part="past"')
    assert "Ooit" not in coming[coming.index("data-part") :]
    assert "Ooit" in past


def test_the_page_offers_no_feed_of_nothing(filled: Desk) -> None:
    filled.good("add", "Iets", "--owner", "Zonder datum", "--body", "MT")
    folder = published(filled)
    text = (folder / "index.html").read_text(encoding="utf-8")
    links = Page(text).links

    assert (folder / "mt/deadlines.ics").is_file()
    assert "mt/tasks.ics" in links
    assert not {"mt/deadlines.ics", "mt/meetings.ics", "mt/calendar.ics"} & {*links}
    assert '<option value="mt/" data-kinds="tasks">MT</option>' in text


@pytest.mark.parametrize("url", ["https://a.b/c d", "https://a.b/?x=1", "https://a.b/#x"])
def test_links_need_the_address_of_a_folder(filled: Desk, url: str) -> None:
    run = filled.run("publish", str(filled.root.parent / "site"), "--url", url)

    assert (run.code, run.out) == (2, "")
    assert f"“{url}” is not the address of a folder" in run.err
