"""Texts from people: unsafe characters, comparison, slugs, and widths on a terminal."""

import re
import unicodedata
from collections.abc import Container
from itertools import chain, count

# Control characters, lone surrogates, and marks that reverse or hide text (Unicode TR #36): none of
# these belongs in a text that is printed on a terminal.
_ALWAYS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff"
)
_UNSAFE_LONG = re.compile(f"[{_ALWAYS}]")
_UNSAFE = re.compile(rf"[\n{_ALWAYS}]")
_ODD_WIDTH = re.compile("[\u0300-\U0010ffff]")  # what stands below takes one column


def unsafe(text: str, *, long: bool = False) -> str | None:
    """Return the first character that `text` may not hold, or None.

    Tabs are always allowed, line feeds only in `long` text.
    """
    match = (_UNSAFE_LONG if long else _UNSAFE).search(text)
    return match[0] if match else None


def visible(text: str, *, long: bool = False) -> str:
    """Return `text` with every unsafe character replaced by a visible one.

    So text that was put into a file by hand cannot control the terminal that it is printed on.
    """
    if text.isascii() and text.isprintable():
        return text
    pattern = _UNSAFE_LONG if long else _UNSAFE
    return pattern.sub(lambda match: _picture(match[0]), text)


def _picture(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def fold(text: str) -> str:
    """Return `text` for comparison: without case, accents and extra spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


# Latin letters that Unicode does not decompose into a plain letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe",
                          "þ": "th"})  # fmt: skip


def slug(text: str) -> str:
    """Return `text` as part of an id or a file name: a-z, 0-9 and single hyphens.

    A text with letters of another script, or without any letter, ends in a digest of the whole, so
    that two different names never become one.
    """
    folded = fold(text)
    plain = re.sub("['’]", "", folded.translate(_LETTERS))
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if (name and plain.isascii()) or not folded:
        return name
    if name and not any(c.isalnum() and not c.isascii() for c in plain):
        return name
    return f"{name or 'x'}-{digest(folded)}"


def digest(text: str) -> str:
    """Return the first eight hexadecimal digits of the SHA-256 of a text."""
    import hashlib

    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def first_free(name: str, taken: Container[str]) -> str:
    """Return a name that is not taken: as it is, or else with `-2`, `-3`, … behind it."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(one for one in names if one not in taken)


def display_width(text: str) -> int:
    """Return the width of `text` in terminal columns (Unicode TR #11)."""
    if text.isascii():
        return len(text)
    return len(text) + sum(
        -1 if unicodedata.combining(c) else unicodedata.east_asian_width(c) in "WF"
        for c in _ODD_WIDTH.findall(text)
    )


def shorten(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, cut off after a whole word with an ellipsis.

    Only a first word that is wider than `width` is cut in the middle.
    """
    if display_width(text) <= width:
        return text
    first = wrap(text, max(width - 2, 1))[0]
    if display_width(first) <= width - 2:
        return f"{first} …"
    while first and display_width(first) > width - 1:
        first = first[:-1]
    return f"{first}…"


def wrap(text: str, width: int, hanging: int = 0) -> list[str]:
    """Return `text` as lines of at most `width` columns, broken at its spaces only.

    Every line keeps the indentation of the text, and those after the first are indented `hanging`
    columns more. A word that is wider than a line is a line of its own, and stays whole.
    """
    indent = min(len(text) - len(text.lstrip(" ")), width // 2)
    lines: list[str] = []
    used = 0
    for spaces, word in re.findall(r"(\s*)(\S+)", text):
        gap = " " if spaces.strip(" ") else spaces
        columns = display_width(word)
        if lines and used + len(gap) + columns <= width:
            lines[-1] += f"{gap}{word}"
            used += len(gap) + columns
        else:
            margin = indent + (hanging if lines else 0)
            lines.append(" " * margin + word)
            used = margin + columns
    return lines or [""]


def one_slip(first: str, second: str) -> bool:
    """Tell whether two words differ by one letter added, lost, changed, or swapped with the next.

    The Damerau-Levenshtein distance is 1, found from the first and the last difference.
    """
    if abs(len(first) - len(second)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if start is None:
        return len(first) != len(second)
    first, second = first[start:], second[start:]
    swapped = len(first) > 1 and first[1::-1] == second[:2] and first[2:] == second[2:]
    return swapped or first[1:] == second[1:] or first[1:] == second or first == second[1:]


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word that `word` most likely means, or None."""
    folded = {fold(name): name for name in known}
    for plain, name in folded.items():
        if fold(word) == plain or one_slip(fold(word), plain):
            return name
    import difflib

    matches = difflib.get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a file that does not say its encoding, and the name of that encoding.

    It is UTF-8, UTF-16, or else Windows-1252.

    Raises:
        ValueError: it is none of these.
    """
    mark, encoding = next(
        ((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8")
    )
    if not mark and b"\0" in data[:200]:  # of a letter of ours one of the two bytes is zero
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    try:
        return data[len(mark) :].decode(encoding), encoding
    except UnicodeDecodeError:
        if encoding != "utf-8" or mark or b"\0" in data:
            raise
    return data.decode("cp1252"), "cp1252"
