r"""Report TOML 1.1 syntax: our parser accepts it, but a TOML 1.0 parser refuses it.

https://toml.io/en/v1.1.0#changelog: newlines and a last comma in inline tables, the escapes \x and
\e, and times without seconds.
"""

import re
from collections.abc import Iterator

from actiepunt.errors import Fault
from actiepunt.i18n import N_, _
from actiepunt.tomlfile import scan

# A cheap first look that clears nearly every file; a match may still be inside a string or comment.
_SUSPECT = re.compile(r"\\[xe]|\{[^{}\"'\n]*\n|[,\"'\w\]]\s*\n[^={}\n]*\}|,\s*\}|\d\d:\d\d(?!:\d)")
_TOKENS = re.compile(
    rf"(?s)(?P<text>{scan.STRINGS})|(?P<comment>\#[^\n]*)|(?P<sign>[\[\]{{}},\n])"
    r"|(?P<time>(?<![\d:+-])\d\d:\d\d(?![:\d]))|[^\s\[\]{},\"'\#]+?|."
)
_MESSAGES = {
    "escape": (N_("\\x and \\e are not known in TOML 1.0"), N_("Write the character itself.")),
    "line": (
        N_("TOML 1.0 does not allow a line break between {{ and }}"),
        N_('Write it as {{ on = YYYY-MM-DD, text = "…" }} on one line.'),
    ),
    "comma": (N_("TOML 1.0 does not allow a comma before }}"), N_("Remove the last comma.")),
    "time": (
        N_("TOML 1.0 requires seconds in a time"),
        N_("Put :00 behind it: 10:00:00."),
    ),
}


def newer(text: str, file: str) -> Iterator[Fault]:
    """Yield a fault, with its line, for each use of TOML 1.1 syntax."""
    if not _SUSPECT.search(text):
        return
    for kind, offset in _newer_forms(text):
        message, advice = _MESSAGES[kind]
        yield Fault(
            _(message).format(), file=file, line=scan.line_number(text, offset),
            advice=_(advice).format(),
        )  # fmt: skip


def _newer_forms(text: str) -> Iterator[tuple[str, int]]:
    """Yield each use of TOML 1.1 syntax as a key of `_MESSAGES` and its offset."""
    open_brackets: list[str] = []
    last = ""
    for token in _TOKENS.finditer(text):
        word = token[0]
        kind = "time" if token["time"] else ""
        if token["text"]:
            kind = "escape" if word[0] == '"' and _has_new_escape(word) else ""
        elif token["sign"]:
            kind = _fault_of_sign(word, open_brackets, last)
        if kind:
            yield kind, token.start()
        if not token["comment"] and not word.isspace():
            last = word


def _fault_of_sign(sign: str, open_brackets: list[str], last: str) -> str:
    """Return the fault of a bracket, comma or line break, and update `open_brackets`.

    The fault is a key of `_MESSAGES`, or empty.
    """
    if sign in "[{":
        open_brackets.append(sign)
    elif sign in "]}":
        if open_brackets and open_brackets.pop() == "{" and last == ",":
            return "comma"
    elif sign == "\n" and open_brackets[-1:] == ["{"]:
        return "line"
    return ""


def _has_new_escape(text: str) -> bool:
    """Tell whether a basic string holds an escape that TOML 1.1 added."""
    return any(escape[0][1] in "xe" for escape in re.finditer(r"(?s)\\.", text))
