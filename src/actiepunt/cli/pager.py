"""A view that is longer than the screen: through a pager, as git shows it.

The pager is `PAGER` or else `less`; Git for Windows brings a `less` along. `PAGER=cat`, or an empty
`PAGER`, asks for none.
"""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import click

from actiepunt.text import display_width


def overflow(text: str, width: int) -> int:
    """Return the number of lines that fit above the next prompt, 0 where the whole text does."""
    height = _height() - 1
    if height < 1 or os.environ.get("TERM") == "dumb":  # a window that scrolls
        return 0
    lines = click.unstyle(text).splitlines()
    needed = sum(max(1, -(-display_width(line) // width)) for line in lines)
    return height if needed > height else 0


def _height() -> int:
    """Return `LINES` if it is a number, else the height of the terminal; 0 if unknown."""
    lines = os.environ.get("LINES", "")
    if lines.isascii() and lines.isdigit():
        return int(lines)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError, AttributeError):  # not a terminal, or closed
        return 0


def show(text: str, *, color: bool) -> bool:
    """Show a text in the pager, and return whether there is one.

    Where the person asked for no pager, the text is printed as it is.
    """
    command = _command()
    if not command:
        return False
    # As git does it: leave at once if it fits, show colours, and leave the text on the screen.
    os.environ.setdefault("LESS", "FRX")
    os.environ.setdefault("LESSCHARSET", "utf-8")
    os.environ["PAGER"] = command
    click.echo_via_pager(text.rstrip("\n"), color=color)
    return True


def _command() -> str:
    """Return the command of the pager, or "" where there is none."""
    chosen = os.environ.get("PAGER")
    if chosen is not None and not chosen.strip():
        return "cat"
    if chosen and _is_there(chosen):
        return chosen
    less = shutil.which("less") or _less_of_git_for_windows()
    return shlex.quote(Path(less).as_posix()) if less else ""


def _is_there(command: str) -> bool:
    """Tell whether the program of a command is found; a quote may be left open in it."""
    try:
        return shutil.which(shlex.split(command)[0]) is not None
    except ValueError:
        return False


def _less_of_git_for_windows() -> str:
    """Return the path of the `less` beside the git of Windows, or ""."""
    git = shutil.which("git")
    less = Path(git).parent.parent / "usr" / "bin" / "less.exe" if git and os.name == "nt" else None
    return str(less) if less and less.exists() else ""


def command_line(words: list[str]) -> str:
    """Return the words as a person types them after `actiepunt`, quoted where they need it."""
    quote = _double_quoted if os.name == "nt" else shlex.quote
    return " ".join(["actiepunt", *map(quote, words)])


def _double_quoted(word: str) -> str:
    """Quote a word for cmd and PowerShell, which both know double quotes."""
    return word if re.fullmatch(r"[\w:./@=-]+", word) else f'"{word}"'
