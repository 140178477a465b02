"""The published folder: every feed, a page, and a second run that changes nothing."""

import html.parser
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import Desk
from feeds import event, problems

CHROMIUM = shutil.which("chromium")


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
        ".actiepunt-files", "ab/deadlines.ics", "ab/meetings.ics", "ab/tasks.ics",
        "db/deadlines.ics", "db/meetings.ics", "db/tasks.ics", "deadlines.ics", "index.html",
        "meetings.ics",
        *(f"owners/{name}/{kind}.ics" for name in
          ("ab", "db", "e-ruesen", "regiokassier", "w-stortelder") for kind in ("deadlines", "tasks")),
        "tasks.ics",
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


def test_a_change_rewrites_only_the_feeds_that_show_it(filled: Desk) -> None:
    folder = published(filled)
    before = tree(folder)

    filled.good("close", "1")
    published(filled)

    changed = {name for name, found in tree(folder).items() if before[name] != found}
    assert changed == {
        "index.html", "deadlines.ics", "tasks.ics", "ab/deadlines.ics", "ab/tasks.ics",
        "owners/e-ruesen/deadlines.ics", "owners/e-ruesen/tasks.ics",
        "owners/w-stortelder/deadlines.ics", "owners/w-stortelder/tasks.ics",
    }  # fmt: skip


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
    monkeypatch.setattr("actiepunt.site.publish.LARGE", 1_500)

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


def test_the_page_is_whole_without_a_script(filled: Desk) -> None:
    filled.good("edit", "1", "--summary", "<script>alert(1)</script> & “Koningsdag”")
    filled.good("meeting", "edit", "AB:next", "--location", '"><img src=x onerror=alert(1)>')
    folder = published(filled, "--url", "https://example.org/feeds")

    text = (folder / "index.html").read_text(encoding="utf-8")
    page = Page(text)

    assert text.startswith('<!doctype html>\n<html lang="nl">')
    assert len(page.ids) == len(set(page.ids))
    assert "<script>alert" not in text
    assert "<img" not in text
    for words in ("Openstaande actiepunten", "Begroting vaststellen", "Kaderbrief", "eind februari",
                  "<script>alert(1)</script> & “Koningsdag”"):  # fmt: skip
        assert words in page.words
    for link in page.links:
        if link.startswith("webcal://example.org/feeds/"):
            link = link.removeprefix("webcal://example.org/feeds/")  # noqa: PLW2901
        if not link.startswith(("https://calendar.google.com/", "#")):
            assert (folder / link).is_file(), link
        if link.startswith("#"):
            assert link[1:] in page.ids
    assert (
        "https://calendar.google.com/calendar/render?cid=webcal%3A%2F%2Fexample.org%2Ffeeds%2Fab%2Fmeetings.ics"
        in page.links
    )


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
def test_a_browser_shows_the_page_and_its_links(filled: Desk, tmp_path: Path) -> None:
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
    assert "Komende vergaderingen" in done.stdout


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


def test_the_page_lets_a_browser_move_what_has_passed_since(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2025-03-05T12:00:00+01:00")
    filled.good("meeting", "add", "--title", "Ooit", "--window", "n.t.b.")
    filled.good("meeting", "cancel", "ooit-n-t-b")
    text = (published(filled) / "index.html").read_text(encoding="utf-8")
    coming, past = re.findall(r"<tbody[^>]* data-part.*?</tbody>", text, re.DOTALL)

    days = re.findall(r'<tr role="row" data-last="([0-9-]+)"', coming)
    assert "2025-04-02" in days
    assert min(days) >= "2025-03-05"
    assert "Ooit" not in coming
    assert "Ooit" in past
    assert "row.dataset.last < today) past.prepend(row)" in text


def test_the_page_offers_no_feed_of_nothing(filled: Desk) -> None:
    filled.good("add", "Iets", "--owner", "Zonder datum", "--body", "MT")
    folder = published(filled)
    links = Page((folder / "index.html").read_text(encoding="utf-8")).links

    assert (folder / "mt/deadlines.ics").is_file()
    assert "mt/tasks.ics" in links
    assert not {"mt/deadlines.ics", "mt/meetings.ics"} & {*links}


@pytest.mark.parametrize("url", ["https://a.b/c d", "https://a.b/?x=1", "https://a.b/#x"])
def test_links_need_the_address_of_a_folder(filled: Desk, url: str) -> None:
    run = filled.run("publish", str(filled.root.parent / "site"), "--url", url)

    assert (run.code, run.out) == (2, "")
    assert f"“{url}” is not the address of a folder" in run.err
