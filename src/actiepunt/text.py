"""Words from people: what they may hold, how they compare, and how they become names."""

import re
import unicodedata

# Control characters, lone surrogates, and the marks that turn text around or hide it (Unicode
# TR #36): none of these belongs in a line that people read aloud and other programs print.
_ALWAYS = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff"
)
_UNSAFE_LONG = re.compile(f"[{_ALWAYS}]")
_UNSAFE = re.compile(rf"[\n{_ALWAYS}]")


def unsafe(text: str, *, long: bool = False) -> str | None:
    """Return the first character that may not stand in `text`, or None.

    Tab is always allowed; a line break only in `long` text.
    """
    found = (_UNSAFE_LONG if long else _UNSAFE).search(text)
    return found[0] if found else None


def visible(text: str, *, long: bool = False) -> str:
    """Return `text` with every unsafe character replaced by one that can be seen.

    What is printed never steers a terminal, whatever a hand edit put into the file.
    """
    if text.isascii() and text.isprintable():
        return text
    pattern = _UNSAFE_LONG if long else _UNSAFE
    return pattern.sub(lambda found: _picture(found[0]), text)


def _picture(character: str) -> str:
    code = ord(character)
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def fold(text: str) -> str:
    """Return `text` as it is compared: no case, no accents, single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


# Latin letters that are no plain letter with a mark, and so stand whole in Unicode's tables.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe",
                          "þ": "th"})  # fmt: skip


def slug(text: str) -> str:
    """Return `text` as part of an id or a file name: a-z, 0-9 and single hyphens.

    What would lose letters of another script, or all it has, ends in a digest of the whole: two
    names that people tell apart never become one.
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
    """Return eight digits that stand for `text`, the same on every machine."""
    import hashlib

    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:8]


def display_width(text: str) -> int:
    """Return how many terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def one_slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter added, lost, changed, or swapped with the next.

    The Damerau-Levenshtein distance is 1, found from the first and the last difference.
    """
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return len(one) != len(other)
    one, other = one[start:], other[start:]
    swapped = len(one) > 1 and one[1::-1] == other[:2] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


def nearest(word: str, known: list[str]) -> str | None:
    """Return the known word that `word` was most likely meant to be, or None."""
    folded = {fold(name): name for name in known}
    for plain, name in folded.items():
        if fold(word) == plain or one_slip(fold(word), plain):
            return name
    import difflib

    found = difflib.get_close_matches(fold(word), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None
