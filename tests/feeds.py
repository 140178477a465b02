"""What no parser reports: a check of a feed's bytes (RFC 5545 3.1)."""

import json
import re
import subprocess
import sys
from pathlib import Path


def problems(data: bytes) -> list[str]:
    """Return what is wrong in the bytes of a feed."""
    return [*_octets(data), *_content(data.replace(b"\r\n ", b"").decode())]


def _octets(data: bytes) -> list[str]:
    found = []
    if data.startswith(b"\xef\xbb\xbf"):
        found.append("a byte order mark")
    if not data.endswith(b"END:VCALENDAR\r\n"):
        found.append("it does not end")
    if data.count(b"\r") != data.count(b"\n") or data.count(b"\r\n") != data.count(b"\n"):
        found.append("a line that does not end in CRLF")
    for line in data.split(b"\r\n"):
        if len(line) > 75:
            found.append(f"a line of {len(line)} octets")
        try:
            line.decode()
        except UnicodeDecodeError:
            found.append(f"a character split over two lines: {line!r}")
    return found


def _content(text: str) -> list[str]:
    found = []
    lines = text.split("\r\n")
    if any(ord(c) < 32 and c != "\t" for line in lines for c in line):
        found.append("a control character")
    if not any(line.startswith("REFRESH-INTERVAL;VALUE=DURATION:") for line in lines):
        found.append("REFRESH-INTERVAL without VALUE=DURATION")
    zones = {line.removeprefix("TZID:") for line in lines if line.startswith("TZID:")}
    used = set(re.findall(r";TZID=([^:;]+)", text))
    if not used <= zones:
        found.append(f"no VTIMEZONE for {used - zones}")
    uids = [line for line in lines if line.startswith("UID:")]
    if len(uids) != len(set(uids)):
        found.append("a UID twice")
    if "VEVENT" in text and "VTODO" in text:
        found.append("events and tasks in one file")
    found += [line for line in lines if re.match("METHOD|ORGANIZER|ATTENDEE|BEGIN:VALARM", line)]
    for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", text, re.DOTALL):
        found += _event(block)
    return found


def _event(block: str) -> list[str]:
    fields = dict(line.split(":", 1) for line in block.split("\r\n") if ":" in line)
    names = {name.split(";")[0]: value for name, value in fields.items()}
    found = [f"no {name}" for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY") if name not in names]
    if "DTEND" in names and names["DTEND"] <= names["DTSTART"]:
        found.append(f"DTEND not after DTSTART: {block}")
    if names["DTSTAMP"] != names["LAST-MODIFIED"]:
        found.append("DTSTAMP is not LAST-MODIFIED")
    if names.get("STATUS") == "COMPLETED":
        found.append("STATUS:COMPLETED in an event")
    return found


def unfolded(data: bytes) -> str:
    """Return a feed with its lines made whole."""
    return data.replace(b"\r\n ", b"").decode().replace("\r\n", "\n")


def event(data: bytes, uid: str) -> str:
    """Return one component of a feed by its UID."""
    for block in re.findall(
        r"BEGIN:V(?:EVENT|TODO)\n.*?END:V(?:EVENT|TODO)\n", unfolded(data), re.DOTALL
    ):
        if f"\nUID:{uid}\n" in block:
            return str(block)
    return ""


def feed(root: Path, *words: str) -> bytes:
    """Return a feed of the real register."""
    return subprocess.run(
        [sys.executable, "-m", "actiepunt", "export", "ics", *words], cwd=root, check=True,
        capture_output=True,
    ).stdout  # fmt: skip


def listed(root: Path, *words: str) -> list[dict[str, str]]:
    """Return what the command line lists."""
    out = subprocess.run(
        [sys.executable, "-m", "actiepunt", *words, "--format", "json"], cwd=root, check=True,
        capture_output=True,
    ).stdout  # fmt: skip
    return next(value for value in json.loads(out).values() if isinstance(value, list))


def held(root: Path) -> list[dict[str, str]]:
    """Return the meetings of its feed: with a day, and none cancelled, whose days have passed."""
    every = listed(root, "meeting", "list", "--all")
    return [m for m in every if m["start"] and m["status"] != "cancelled"]
