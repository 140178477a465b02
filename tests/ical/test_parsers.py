"""The real feeds through parsers and clients nobody here wrote, where they are installed.

`.ci/run` installs them: ical.js, node-ical, axe-core and playwright-core from npm (their folder in
ACTIEPUNT_NODE_MODULES), libical, calcurse, chromium and nginx from Debian.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from conftest import PROJECT
from feeds import feed, held, listed

PARSERS = Path(__file__).parent / "parsers"
MODULES = os.environ.get("ACTIEPUNT_NODE_MODULES", "")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

node = pytest.mark.skipif(
    not (MODULES and shutil.which("node")), reason="no ACTIEPUNT_NODE_MODULES here"
)
chromium = pytest.mark.skipif(not shutil.which("chromium"), reason="no chromium here")
nginx = pytest.mark.skipif(not shutil.which("nginx"), reason="no nginx here")
calcurse = pytest.mark.skipif(not shutil.which("calcurse"), reason="no calcurse here")


def expected(root: Path) -> dict[int, int]:
    """Return how many timed meetings start at each moment, from what the command line lists."""
    found: dict[int, int] = {}
    for meeting in held(root):
        if "T" in meeting["start"]:
            local = datetime.fromisoformat(meeting["start"]).replace(tzinfo=AMSTERDAM)
            found[int(local.timestamp())] = found.get(int(local.timestamp()), 0) + 1
    return found


def utc(text: str) -> int:
    """Return a moment in UTC as Unix seconds."""
    return int(datetime.fromisoformat(f"{text}+00:00").timestamp())


def counts(root: Path) -> tuple[int, int]:
    """Return how many events and how many tasks the feeds must hold."""
    meetings = held(root)
    papers = [m for m in meetings if m["papers"]]
    due = [action for action in listed(root, "list") if action["due"]]
    return len(meetings) + len(papers) + len(due), len(listed(root, "list", "--all"))


def check(root: Path, events: dict[str, int | None], tasks: int) -> None:
    """Look at the starts that a parser found: how many, and which at a time of day."""
    assert (len(events), tasks) == counts(root)
    starts = [start for start in events.values() if start is not None]
    for moment, times in expected(root).items():
        assert starts.count(moment) == times, moment
    assert utc("2025-04-03T08:00:00") in starts  # 10:00 in Amsterdam
    assert utc("2025-11-20T14:30:00") in starts  # 15:30 in Amsterdam


@node
def test_ical_js_and_node_ical_find_every_event_at_its_time(real: Path, tmp_path: Path) -> None:
    found = {}
    for name, words in (("events", []), ("tasks", ["--tasks"])):
        path = tmp_path / f"{name}.ics"
        path.write_bytes(feed(real, *words))
        found[name] = json.loads(
            subprocess.run(
                ["node", str(PARSERS / "occurrences.mjs"), MODULES, str(path)], check=True,
                capture_output=True, env={**os.environ, "TZ": "Europe/Amsterdam"},
            ).stdout
        )  # fmt: skip

    for parser in ("ical.js", "node-ical"):
        events = {uid: times[0] for uid, times in found["events"][parser].items()}
        check(real, events, len(found["tasks"][parser]))


def test_libical_finds_every_event_at_its_time(real: Path, tmp_path: Path) -> None:
    program = tmp_path / "occurrences"
    compiler = shutil.which("cc")
    if not compiler or not Path("/usr/include/libical/ical.h").is_file():
        pytest.skip("no libical here")
    subprocess.run(
        [compiler, "-o", program, PARSERS / "occurrences.c", "-lical"], check=True,
    )  # fmt: skip

    def parsed(*words: str) -> dict[str, int | None]:
        out = subprocess.run(
            [program], input=feed(real, *words), check=True, capture_output=True
        ).stdout.decode()
        return {line.split()[0]: int(line.split()[1]) for line in out.splitlines()}

    check(real, parsed(), len(parsed("--tasks")))


@calcurse
def test_calcurse_imports_every_meeting_at_its_time(real: Path, tmp_path: Path) -> None:
    (tmp_path / "meetings.ics").write_bytes(feed(real, "--meetings"))
    environment = {**os.environ, "TZ": "Europe/Amsterdam", "HOME": str(tmp_path)}
    words = ["calcurse", "-D", str(tmp_path / "calcurse"), "-C", str(tmp_path / "config")]

    subprocess.run(
        [*words, "-i", str(tmp_path / "meetings.ics")], check=True, capture_output=True,
        env=environment,
    )  # fmt: skip
    out = subprocess.run(
        [*words, "-Q", "--from", "04/03/2025", "--days", "1"], check=True,
        capture_output=True, encoding="utf-8", env=environment,
    ).stdout  # fmt: skip

    assert "10:00 -> 12:00" in out
    assert "BAC REC" in out


@pytest.fixture(scope="module")
def site(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the published folder of the real register."""
    folder = tmp_path_factory.mktemp("www") / "feeds"
    subprocess.run(
        [sys.executable, "-m", "actiepunt", "publish", str(folder), "--url", "http://127.0.0.1/feeds"],
        cwd=real, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@node
@chromium
def test_the_pages_have_no_accessibility_faults_and_fit_a_telephone(site: Path) -> None:
    done = subprocess.run(
        ["node", str(PARSERS / "axe.mjs"), MODULES, str(shutil.which("chromium")),
         os.environ.get("ACTIEPUNT_SCREENSHOTS", ""),
         *((site / page / "index.html").as_uri() for page in (".", "ab", "owners/e-ruesen"))],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    assert json.loads(done.stdout) == []


@pytest.fixture
def server(site: Path, tmp_path: Path) -> Iterator[str]:
    """Serve the folder with nginx, configured as the README says."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```nginx\n(.*?)```", readme, re.DOTALL)
    block = block.replace("/srv/feeds/", f"{site}/")
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/nginx.pid; error_log {tmp_path}/error.log;\n"
        "events {}\nhttp { access_log off; default_type application/octet-stream;\n"
        + "".join(
            f"{name}_temp_path {tmp_path}/{name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        + f"server {{ listen 127.0.0.1:{port};\n{block}\n}} }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        ["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        stderr=subprocess.DEVNULL,
    )
    for _attempt in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/feeds"
    process.terminate()
    process.wait(10)


def asked(url: str, method: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask a server and return the status, the headers and the body."""
    request = urllib.request.Request(  # noqa: S310 - our own server
        url, method=method, headers={name.replace("_", "-"): text for name, text in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), b""


@nginx
def test_nginx_serves_the_feeds_as_clients_want_them(server: str, site: Path) -> None:
    status, headers, body = asked(f"{server}/meetings.ics", "GET")
    assert status == 200
    assert headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert headers["Content-Disposition"] == "inline"
    assert headers["Cache-Control"] == "private, no-cache"
    assert body == (site / "meetings.ics").read_bytes()

    status, head, body = asked(f"{server}/meetings.ics", "HEAD")
    assert (status, body, head["ETag"]) == (200, b"", headers["ETag"])
    assert asked(f"{server}/meetings.ics", "GET", If_None_Match=head["ETag"])[0] == 304
    assert asked(f"{server}/meetings.ics", "GET", If_Modified_Since=head["Last-Modified"])[0] == 304
    assert asked(f"{server}/.actiepunt-files", "GET")[0] == 403
    for file, kind in {"index.html": "html", "site.css": "css", "site.js": "javascript"}.items():
        kept = asked(f"{server}/{file}", "GET")[1]["Content-Type"]
        assert kept == f"text/{kind}; charset=utf-8"  # or nosniff keeps it from the page
