r"""What TOML 1.1 allows and TOML 1.0 does not: our reader takes it, a colleague's may refuse it.

https://toml.io/en/v1.1.0#changelog: newlines and a last comma in inline tables, the escapes \x and
\e, and times without seconds.
"""

import re
from collections.abc import Iterator

from actiepunt.errors import Fault
from actiepunt.i18n import N_, _
from actiepunt.tomlfile import scan

# Nearly every file is let through by this; what it finds may still stand in a text or a comment.
_SUSPECT = re.compile(r"\\[xe]|\{[^{}\"'\n]*\n|[,\"'\w\]]\s*\n[^={}\n]*\}|,\s*\}|\d\d:\d\d(?!:\d)")
_TOKENS = re.compile(
    rf"(?s)(?P<text>{scan.STRINGS})|(?P<comment>\#[^\n]*)|(?P<sign>[\[\]{{}},\n])"
    r"|(?P<time>(?<![\d:+-])\d\d:\d\d(?![:\d]))|[^\s\[\]{},\"'\#]+?|."
)
_WORDS = {
    "escape": (N_("\\x and \\e are not known in TOML 1.0"), N_("Write the character itself.")),
    "line": (
        N_("TOML 1.0 wants what stands between {{ and }} on one line"),
        N_('Write it as {{ on = 2025-03-06, text = "…" }} on one line.'),
    ),
    "comma": (N_("TOML 1.0 knows no comma before }}"), N_("Take the last comma out.")),
    "time": (
        N_("TOML 1.0 wants seconds in a time"),
        N_("Write it as 2025-03-06T10:00:00."),
    ),
}


def newer(text: str, file: str) -> Iterator[Fault]:
    """Yield a fault, with its line, for each thing that only TOML 1.1 knows."""
    if not _SUSPECT.search(text):
        return
    for kind, offset in _found(text):
        message, advice = _WORDS[kind]
        yield Fault(
            _(message).format(), file=file, line=scan.line_number(text, offset),
            advice=_(advice).format(),
        )  # fmt: skip


def _found(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is of TOML 1.1, and where."""
    within: list[str] = []  # the brackets that are open
    last = ""
    for token in _TOKENS.finditer(text):
        word = token[0]
        kind = "time" if token["time"] else ""
        if token["text"]:
            kind = "escape" if word[0] == '"' and _escapes(word) else ""
        elif token["sign"]:
            kind = _in_table(word, within, last)
        if kind:
            yield kind, token.start()
        if not token["comment"] and not word.isspace():
            last = word


def _in_table(sign: str, within: list[str], last: str) -> str:
    """Return what is wrong with a sign in an inline table, and keep account of what is open."""
    if sign in "[{":
        within.append(sign)
    elif sign in "]}":
        if within and within.pop() == "{" and last == ",":
            return "comma"
    elif sign == "\n" and within[-1:] == ["{"]:
        return "line"
    return ""


def _escapes(text: str) -> bool:
    """Tell whether a basic string holds one of the escapes that came with TOML 1.1."""
    return any(found[0][1] in "xe" for found in re.finditer(r"(?s)\\.", text))
