"""Make the pictures of the READMEs: the list on a terminal, the paper and the published page.

A developer runs it by hand (`python .pictures/make.py`), where actiepunt is installed. It needs a
system with pseudo terminals, chromium and pdftoppm (of poppler), and says which of them is missing.
The same commit gives the same list; the two PNG files depend on the version of chromium too.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HERE = Path(__file__).resolve().parent
DAY = "2025-03-03"
CHANGES = (
    ("2025-02-06", ("start", "127")),
    ("2025-02-20", ("defer", "176", "eind april", "--reason", "Later op de agenda")),
    ("2025-02-24", ("note", "127", "Concept gereed")),
)
"""What happened before the day of the pictures, made up so that the paper has something to tell."""
LINES = 25
PAPER = TerminalTheme(
    (255, 255, 255), (36, 41, 47),
    [(36, 41, 47), (180, 35, 24), (17, 99, 41), (138, 90, 0), (5, 80, 174), (130, 80, 223),
     (27, 124, 131), (110, 119, 129)],
)  # fmt: skip
"""Colours that are read easily on white: foreground, background and the eight of a terminal."""
WRAPPER = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px; background: #d8dee4; display: flex; gap: 20px }}
iframe {{ border: 0; height: 1000px; background: #fff; flex: none }}
</style><iframe width="390" src="{page}"></iframe><iframe width="1280" src="{page}"></iframe>
"""
STOPPED_CLOCK = """<script>{{ const now = new Date("{day}T10:00"); const Real = Date;
globalThis.Date = class extends Real {{
  constructor(...given) {{ given.length ? super(...given) : super(now); }}
  static now() {{ return +now; }} }}; }}</script>"""


def main() -> int:
    """Make every picture; return 1 where a program of the system is missing."""
    missing = [name for name in ("chromium", "pdftoppm", "git") if not shutil.which(name)]
    if missing or os.name != "posix":
        print(f"not found: {', '.join(missing) or 'pseudo terminals'}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        register = home / "register"
        shutil.copytree(HERE.parent / "data", register / "data")
        make_register(register, home)
        for name, locale in (("list.svg", "C.UTF-8"), ("list.nl.svg", "nl_NL.UTF-8")):
            screen = terminal(
                ["list", "--body", "AB"], register, environment(home, DAY, LC_ALL=locale)
            )
            (HERE / name).write_text(drawing(screen), encoding="utf-8")
        print_paper(register, home)
        show_page(register, home)
    for path in sorted(HERE.glob("*.[ps][nv]g")):
        print(f"{path.stat().st_size:7,} {path.name}")
    return 0


def environment(home: Path, day: str, **more: str) -> dict[str, str]:
    """Return the environment of a day, without anybody's settings."""
    time = f"{day}T10:00:00+01:00"
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "xterm",
        "COLUMNS": "80", "LINES": "60", "ACTIEPUNT_TODAY": day,
        "GIT_AUTHOR_NAME": "Anna de Vries", "GIT_AUTHOR_EMAIL": "anna@bestuur.example",
        "GIT_COMMITTER_NAME": "Anna de Vries", "GIT_COMMITTER_EMAIL": "anna@bestuur.example",
        "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, **more,
    }  # fmt: skip


def run(words: list[str], folder: Path, variables: dict[str, str]) -> None:
    """Run a command that must succeed."""
    subprocess.run(words, cwd=folder, env=variables, check=True, stdout=subprocess.DEVNULL)


def actiepunt(*words: str) -> list[str]:
    """Return the command line that runs actiepunt of this Python."""
    return [sys.executable, "-m", "actiepunt", *words]


def make_register(register: Path, home: Path) -> None:
    """Make the register of `data/` a repository, and change some of it."""
    first = environment(home, "2025-02-03")
    run(["git", "init", "-q"], register, first)
    run(["git", "add", "."], register, first)
    run(["git", "commit", "-qm", "register"], register, first)
    for day, words in CHANGES:
        run(actiepunt(*words), register, environment(home, day))


def terminal(words: list[str], register: Path, variables: dict[str, str]) -> str:
    """Return what a command writes on a terminal of 80 columns."""
    import fcntl
    import pty
    import struct
    import termios

    control, screen = pty.openpty()
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 80, 0, 0))
    process = subprocess.Popen(
        actiepunt(*words, "--all-lines"), cwd=register, env=variables, stdin=screen, stdout=screen
    )
    os.close(screen)
    parts = []
    try:
        while part := os.read(control, 65536):
            parts.append(part)
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(control)
    if process.wait():
        raise SystemExit(1)
    return b"".join(parts).decode().replace("\r\n", "\n")


def drawing(screen: str) -> str:
    """Return the first lines of a terminal as SVG, without the fonts that rich takes from afar."""
    lines = ["$ actiepunt list --body AB", *screen.split("\n")[:LINES], ""]
    console = Console(record=True, width=82, file=io.StringIO(), force_terminal=True)
    for line in lines:
        console.print(Text.from_ansi(line), soft_wrap=True)
    svg = console.export_svg(title="actiepunt list", theme=PAPER, unique_id="list")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"[ \t]+$", "", svg.replace("Fira Code", "Menlo, Consolas"), flags=re.MULTILINE)


def chromium(home: Path, *words: str) -> None:
    """Run chromium without a window."""
    subprocess.run(
        ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         f"--user-data-dir={home / 'chromium'}", "--allow-file-access-from-files", *words],
        env={"PATH": os.environ["PATH"], "HOME": str(home)}, check=True, capture_output=True,
        timeout=120,
    )  # fmt: skip


def print_paper(register: Path, home: Path) -> None:
    """Print the first page of the paper."""
    run(actiepunt("report", "AB", "-o", str(home / "paper.html")), register, environment(home, DAY))
    chromium(
        home, "--no-pdf-header-footer", f"--print-to-pdf={home / 'paper.pdf'}",
        (home / "paper.html").as_uri(),
    )  # fmt: skip
    run(
        ["pdftoppm", "-png", "-gray", "-r", "80", "-f", "1", "-singlefile", str(home / "paper.pdf"),
         str(HERE / "report")], register, environment(home, DAY),
    )  # fmt: skip


def show_page(register: Path, home: Path) -> None:
    """Show the front page as wide as a telephone and as wide as a desk, beside each other."""
    site = home / "site"
    run(
        actiepunt("publish", str(site), "--url", "https://bestuur.example/agenda"),
        register, environment(home, DAY),
    )  # fmt: skip
    page = site / "index.html"
    text = page.read_text(encoding="utf-8")
    clock = STOPPED_CLOCK.format(day=DAY)
    page.write_text(text.replace("<head>", f"<head>{clock}", 1), encoding="utf-8")
    (home / "both.html").write_text(WRAPPER.format(page=page.as_uri()), encoding="utf-8")
    chromium(
        home, "--window-size=1730,1040", "--force-device-scale-factor=0.6",
        f"--screenshot={HERE / 'page.png'}", (home / "both.html").as_uri(),
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
