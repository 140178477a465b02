"""Completion in bash, zsh, fish and PowerShell: a script for each, and what answers it.

The scripts are in `completions/`. A script passes the line up to the cursor in ACTIEPUNT_LINE; each
line of the answer is a kind (`plain`, `file` or `dir`), a word as the shell inserts it, and a
description, parted by tabs. The scripts of click are not used: in bash they break names at spaces
and colons, and show no descriptions.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, NamedTuple

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class

from actiepunt.text import fold

FOLDER = Path(__file__).parent / "completions"


class Typed(NamedTuple):
    """A line up to the cursor: its whole words, and the last one, raw and without its quotes."""

    words: list[str]
    raw: str
    last: str


def split(line: str, escape: str = "\\") -> Typed:
    """Split a line as the shells do; the last word may be empty, and its quotes left open."""
    words: list[str] = []
    start, word, quote, inside = 0, "", "", False
    position = 0
    while position < len(line):
        char = line[position]
        if char == escape and quote != "'" and position + 1 < len(line):
            position += 1
            word += line[position]
            inside = True
        elif quote:
            quote, word = ("", word) if char == quote else (quote, word + char)
        elif char in "'\"":
            quote, inside = char, True
        elif char.isspace():
            if inside:
                words.append(word)
            start, word, inside = position + 1, "", False
        else:
            word, inside = word + char, True
        position += 1
    return Typed(words, line[start:], word)


class _Shell(ShellComplete):
    """What the shells have in common: how the line comes in, and how the answer goes out."""

    file: ClassVar[str]
    escape: ClassVar[str] = "\\"

    @classmethod
    def script(cls) -> str:
        """Return the script of the shell."""
        return (FOLDER / cls.file).read_text(encoding="utf-8")

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one at the cursor, without the program; and that word."""
        self.typed = split(os.environ.get("ACTIEPUNT_LINE", ""), self.escape)
        return self.typed.words[1:], self.typed.last

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Return the kind, the word as the shell inserts it, and the description."""
        text = re.sub(r"\s+", " ", item.help or "")
        return "\t".join([item.type, self.quoted(item.value), text])

    def quoted(self, value: str) -> str:
        """Return a value as it is inserted in the line."""
        return value


class Bash(_Shell):
    """bash, which inserts what it gets as it is, after the last colon that was typed."""

    name = "bash"
    file = "actiepunt.bash"

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """Return the candidates; with what was typed where bash would otherwise shorten that.

        bash replaces what was typed by what all candidates begin with.
        """
        found = super().get_completions(args, incomplete)
        typed = fold(incomplete)
        if len(found) > 1 and not any(fold(item.value).startswith(typed) for item in found):
            found.append(CompletionItem(incomplete))
        return found

    def quoted(self, value: str) -> str:
        """Return a value with the escapes that it needs where it stands."""
        raw = self.typed.raw
        if raw[:1] == "'":
            return value.replace("'", "'\\''")
        if raw[:1] == '"':
            return re.sub(r'([\\"$`])', r"\\\1", value)
        # bash replaces what stands after the last of COMP_WORDBREAKS, which holds ":" and "=".
        breaks = len(re.findall("[:=]", raw))
        parts = re.split("([:=])", value)
        rest = "".join(parts[2 * breaks :]) if len(parts) > 2 * breaks else value
        return re.sub(r"([^\w@%+,./:=^~-])", r"\\\1", rest) or "''"


class Zsh(_Shell):
    """zsh, which quotes what it inserts."""

    name = "zsh"
    file = "_actiepunt"


class Fish(_Shell):
    """fish, which quotes what it inserts."""

    name = "fish"
    file = "actiepunt.fish"


class PowerShell(_Shell):
    """PowerShell, in which a quote within quotes is doubled."""

    name = "powershell"
    file = "actiepunt.ps1"
    escape = "`"

    def quoted(self, value: str) -> str:
        """Return a value in quotes where it needs them."""
        return value if re.fullmatch(r"[\w./:+-]+", value) else "'" + value.replace("'", "''") + "'"


SHELLS: Mapping[str, type[_Shell]] = {shell.name: shell for shell in (Bash, Zsh, Fish, PowerShell)}


def register() -> None:
    """Tell click to answer the shells with these classes instead of its own."""
    for shell in SHELLS.values():
        add_completion_class(shell)
