"""Sentences of a document, each with the place where it stands."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from actiepunt.core.vocabulary import VALUES
from actiepunt.documents import Block, Document
from actiepunt.text import digest, fold


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


# Abbreviations that something follows: a point behind them ends no sentence.
_INSIDE = words(
    """
    dhr mw mevr mej drs dr mr mrs ms ir ing prof ds jr sr fam gebr
    o.a m.n t.a.v i.v.m n.a.v m.b.t t.b.v t.o.v i.o i.p.v i.s.m d.m.v m.i.v t.g.v a.d.h.v i.h.k.v
    bijv bv evt incl excl ca resp c.q vz secr plv wnd d.d dd zgn vgl cf e.g i.e approx cllr rev hon
    """
)
_BEFORE_NUMBER = words(
    """
    nr nrs no art lid blz pag p pp par hst fig tel min max a.s jl j.l nov dec jan feb febr mrt apr
    jun jul aug sept sep okt oct
    """
)
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+")
_LAST_WORD = re.compile(r"[\w.&]+$")
_INITIALS = re.compile(r"[A-Z][a-z]?(?:\.[A-Z][a-z]?)*")
_NUMBER = re.compile(
    r"\s*(?:\(?(?P<number>\d{1,2}(?:\.\d{1,2})*[a-z]?|[a-z])[.):]|§ ?(?P<sign>[\d.]+))\s"
)
_PLAIN_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+\S")


# Bullets inside a paragraph, as lines that were joined have them; "e" and "o" are read by a scanner.
_BULLET = re.compile(r"(?:^|(?<=\s))(?:[•▪●◦]|[eo](?= [A-Z]))\s+")


class Sentence(NamedTuple):
    """A sentence.

    Attributes:
        text: It, as it stands in its block.
        block: The index of its block in the document, from 0.
        start: Where it begins in the text of its block, from 0.
        kind: The kind of its block; an item where a bullet stands before it.
        number: The number of the heading above it, such as `4.2`; empty without one.
        path: The headings above it, the outermost first.
    """

    text: str
    block: int
    start: int
    kind: str
    number: str = ""
    path: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, for people: §4.2; empty where no heading has a number."""
        return f"§{self.number}" if self.number else ""

    @property
    def fingerprint(self) -> str:
        """What it is known by: see `fingerprint`."""
        return fingerprint(self.text)


def fingerprint(text: str) -> str:
    """Return sixteen hexadecimal digits for a text, by its letters and digits alone.

    So a sentence is the same one in a document that is saved in another format, with its lines
    broken elsewhere.
    """
    folded = re.sub(r"[\W_]+", "", fold(text))
    return digest(folded) + digest(f"{folded} ")


@cache
def _listed() -> re.Pattern[str]:
    """Return the pattern of a gap before a date with a colon: the next line of a list of dates."""
    months = "|".join(VALUES["MONTH"])
    period = r"Q[1-4] \d{4}|[Ww]eek \d{1,2}|[A-Z][a-z]+/[A-Z]?[a-z]+"
    day = rf"\d{{1,2}} (?:{months})(?: \d{{4}})?|{period}"
    return re.compile(rf"(?<=[^\s,;:(])\s+(?=(?:{day})(?:[-/][\w -]{{1,16}})?: \S)")


def before_bullets(text: str) -> str:
    """Return what stands in a paragraph before the first bullet."""
    return _BULLET.split(text, maxsplit=1)[0].strip()


def split(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends."""
    start = 0
    ends = (
        {match.end(): match.start() for match in _listed().finditer(text)} if ": " in text else {}
    )
    ends.update({match.end(): match.start() for match in _BULLET.finditer(text)})
    for match in _END.finditer(text):
        if _ends_here(text, start, match):
            ends[match.end()] = match.end()
    for following, end in sorted(ends.items()):
        if text[start:end].strip():
            yield start, start + len(text[start:end].rstrip())
        start = following
    if text[start:].strip():
        yield start, start + len(text[start:].rstrip())


def _ends_here(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a point, and what follows it, ends the sentence that begins at `start`."""
    following = text[match.end() : match.end() + 2]
    first = following.lstrip("\"“„‘’'(«[")[:1]
    if not (first.isupper() or first.isdigit() or first in {"€", "£", "-", "•"}):
        return False
    if text[match.start()] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, match.start() - 20), match.start())
    if word is None:
        return True
    last = word[0]
    if last.isdigit() and not text[start : word.start()].strip(" ("):
        return False  # the number of an item
    if first.isdigit() and last.lower() in _BEFORE_NUMBER:
        return False
    if len(last) > 1 and last.isalpha() and last.isupper():
        return True  # MR and OR are bodies, mr. is a title
    return not (_INITIALS.fullmatch(last) and len(last) < 9) and last.lower() not in _INSIDE


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document, in order; a row of a table is one."""
    path: list[tuple[int, str, str]] = []
    for index, block in enumerate(document.blocks):
        if block.kind == "heading":
            level = block.level or 1
            path = [one for one in path if one[0] < level]
            path.append((level, block.text, number_of(block)))
        number = next((number for _, _, number in reversed(path) if number), "")
        headings = tuple(text for _, text, _ in path)
        if block.kind in {"row", "heading"}:
            if block.text.strip():
                yield Sentence(block.text, index, 0, block.kind, number, headings)
            continue
        for start, end in split(block.text):
            begin = start + len(block.text[start:end]) - len(block.text[start:end].lstrip())
            bullet = _BULLET.search(block.text[max(0, begin - 4) : begin + 1])
            kind = "item" if bullet else block.kind
            yield Sentence(block.text[begin:end], index, begin, kind, number, headings)


def number_of(block: Block) -> str:
    """Return the number of a heading: as its reader gives it, or as its text begins with it."""
    if block.number:
        return block.number.strip(".):")
    match = _NUMBER.match(block.text + " ") or _PLAIN_NUMBER.match(block.text)
    return (match["number"] or match.groupdict().get("sign") or "").strip(".") if match else ""
