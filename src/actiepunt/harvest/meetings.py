"""Meetings that a document announces: day, times, place, and when the papers must be in."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from actiepunt.core.model import Meeting
from actiepunt.documents import Block
from actiepunt.harvest.dates import Clock, Dates, Found, clock, moment
from actiepunt.harvest.sentences import Sentence
from actiepunt.text import fold, shorten

_NOUN = (
    r"\w*(?:vergadering|overleg|bijeenkomst|tweedaagse|driedaagse|heidag|netwerkdag|avond|debat|congres|conferentie"
    r"|werkbezoek|diner|borrel|receptie|festival|feest|verkiezingen|symposium|webinar|sessie|gesprek|raadpleging"
    r"|open dag|studiedag|excursie|jaarmarkt|opschoondag|ALV|AGM|meeting|conference|workshop|fair|show|open day"
    r"|dinner|reception|hearing)"
)
_WHAT = re.compile(
    rf"\b(?:(?:(?!de |het |een |the |is |op |van |in |wordt )[\w-]+ ){{0,2}}){_NOUN}\b",
    re.IGNORECASE,
)
_HAS_NOUN = re.compile(rf"\b{_NOUN}(?!\w)", re.IGNORECASE)
_HELD = re.compile(
    r"\b(?:vindt|vinden|plaats|gehouden|gepland|is op|zijn op|is er|op de agenda|bijeen|vergadert|vergaderen|staat gepland"
    r"|plaatsvinden|volgt|ligg?e?n?t?\b.{0,30}\bvoor|held|take place|takes place|is on|next meeting|volgende|komende|ondertekend|houdt|is de|is het|komt)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:volgende?|eerstvolgende|next)\b.{0,40}?\b\w*(?:vergadering|overleg|bijeenkomst|meeting|MR|AB|DB)\b",
    re.IGNORECASE,
)
_PAPERS = re.compile(r"\b(?:\w*stukken|papers|vergaderstukken)\b", re.IGNORECASE)
_PLACE = re.compile(
    r"^[\s,:]*(?:uur)?[\s,:]*(?:(?:locatie|plaats|location|venue):?\s*)?(?:(?:in|at|on|te|op|bij) )?(?P<place>(?:(?:de|het|the) )?[^,;.:()|]{3,60})"
)
_LINE = re.compile(r"^\W*(?P<date>.{1,30}?): (?P<what>\S.{2,120})$")
_GATHER = re.compile(r"\b(?:bijeen|vergadert|vergaderen|meets)\b", re.IGNORECASE)
_PLAIN = frozenset({"vergadering", "overleg", "meeting", "bijeenkomst"})
_LAST_PLACE = re.compile(r"\b(?:in|te|at) (?P<place>(?:(?:de|het|the) )?[A-Z][\w’' -]{2,40})\W*$")
_AND = re.compile(r"\b(\d{1,2}) ?(?:en|and|&|t/m|tot en met|-|–|to|until) ?$")
_DATE_COLUMNS = frozenset({"datum", "date", "dag", "wanneer", "when", "dag en datum"})
_COLUMNS = {
    "time": ("tijd", "tijdstip", "aanvang", "time", "uur"),
    "location": (
        "locatie",
        "plaats",
        "waar",
        "vorm/locatie",
        "location",
        "place",
        "venue",
        "where",
    ),
    "papers": (
        "stukken",
        "stukken gereed",
        "stukken in",
        "aanleveren stukken",
        "papers",
        "papers by",
    ),
    "title": (
        "vergadering",
        "overleg",
        "naam overleg",
        "wat",
        "onderwerp",
        "gremium",
        "bijeenkomst",
        "meeting",
        "what",
        "event",
        "activiteit",
    ),
}


_STEMS = (
    "vergader", "meets", "overleg", "bijeen", "daags", "heidag", "avond", "debat", "congres", "conferen", "bezoek", "diner",
    "borrel", "recept", "festival", "feest", "verkiez", "symp", "webinar", "sessie", "gesprek", "raadpl", "dag",
    "excurs", "markt", "alv", "agm", "meeting", "workshop", "fair", "show", "dinner", "hearing", " uur", " am",
    " pm", "onderteken", "liggen", "ligt",
)  # fmt: skip


def maybe(text: str) -> bool:
    """Tell, at a quick look, whether a sentence may announce a meeting."""
    lower = text.lower()
    return any(map(lower.__contains__, _STEMS)) or bool(_LINE.match(text))


class Announced(NamedTuple):
    """A meeting, what was taken for it, and whether it is the next one of the body itself."""

    meeting: Meeting
    taken: tuple[tuple[str, int, int], ...]
    following: bool
    score: float


def announced(
    sentence: Sentence, found: Sequence[Found], body: str, *, headed: bool
) -> Announced | None:
    """Return the meeting that a sentence announces, or None.

    Args:
        sentence: The sentence.
        found: The days in it.
        body: The body that is named in it.
        headed: Whether the heading above it says that dates follow.
    """
    text = sentence.text
    papers = _papers(text, found)
    days = [
        one for one in found if one.period and not isinstance(one.due, str) and one is not papers
    ]
    periods = [
        one
        for one in found
        if one.period and isinstance(one.due, str) and one is not papers and not one.by
    ]
    line = _LINE.match(text)
    times = clock(text)
    following = bool(_NEXT.search(text))
    noun = _HAS_NOUN.search(text)
    usable = [one for one in days if not one.by] or [one for one in days if times]
    if not usable and not (line and periods):
        return None
    when = usable[0] if usable else periods[0]
    genitive = when.after in {"van", "of", "from"}
    listed = bool(line and when.start <= 3 and when.end <= line.end("date") + 2)
    if not usable and not noun:
        return None
    listed = listed or (headed and when.start <= 3)
    score = _score(text, times, noun=noun is not None, listed=listed, following=following)
    begins = when.start - (8 if _AND.search(text[: when.start]) else 0)
    score += 0.2 if begins <= 5 and not listed else 0
    score += 0.3 if _GATHER.search(text) else 0
    score += 0.25 if body else 0
    if score < 0.5 or (genitive and not times):
        return None
    title = line["what"] if line and listed else _title(text)
    place = None if title and line and listed else _place(text, when, times, papers)
    return _meeting(text, when, times, papers, place, title, body, following, score)


def _score(text: str, times: Clock | None, *, noun: bool, listed: bool, following: bool) -> float:
    score = 0.6 if listed else 0.0
    score += 0.3 if times else 0.0
    score += 0.3 if noun else 0.0
    score += 0.25 if _HELD.search(text) else 0.0
    return score + (0.3 if following else 0.0)


def _papers(text: str, found: Sequence[Found]) -> Found | None:
    match = _PAPERS.search(text)
    if match is None:
        return None
    behind = [one for one in found if one.start >= match.end() and one.start - match.end() < 25]
    return behind[0] if behind else None


def _place(
    text: str, when: Found, times: Clock | None, papers: Found | None
) -> tuple[int, int] | None:
    start = max(when.end, times.end if times else 0)
    end = papers.start if papers and papers.start > start else len(text)
    rest = text[start:end]
    if not re.match(r"[\s,:]*(?:uur)?[\s]*(?:,|:|in |at |on |op |te |bij |locatie)", rest):
        last = _LAST_PLACE.search(text)
        return (last.start("place"), last.end("place")) if last and last.start() >= start else None
    match = _PLACE.match(rest)
    if not match or not re.search(
        r"[A-Z]|zaal|kantine|huis|kantoor|kamer|hall|room|green|dorps", match["place"]
    ):
        return None
    if re.search(
        r"\b(?:houdt|heeft|wordt|from|van \d|staat|om \d)\b|\d{1,2}[.:]\d\d", match["place"]
    ):
        return None
    return start + match.start("place"), start + match.end("place")


def _title(text: str) -> str:
    match = _WHAT.search(text)
    return match[0].strip() if match else ""


def _first_day(text: str, when: Found) -> tuple[date, int] | None:
    """Return the first of "21 en 22 mei" with where it stands, or None for a single day."""
    match = _AND.search(text[: when.start])
    if not match or not isinstance(when.due, date) or not 0 < int(match[1]) < when.due.day:
        return None
    return when.due.replace(day=int(match[1])), match.start()


def _meeting(
    text: str, when: Found, times: Clock | None, papers: Found | None, place: tuple[int, int] | None,
    title: str, body: str, following: bool, score: float,
) -> Announced:  # fmt: skip
    day = when.due if isinstance(when.due, date) else None
    first = _first_day(text, when)
    taken = [("start" if day else "window", first[1] if first else when.start, when.end)]
    if times and day:
        taken.append(("end" if times.ends else "start", times.start, times.end))
    if place:
        taken.append(("location", *place))
    if papers:
        taken.append(("papers", papers.start, papers.end))
    location = (
        re.sub(r"^(?:de|het|the) (?=[a-z])", "", text[slice(*place)].strip()) if place else ""
    )
    if not (following or not title or fold(title) in _PLAIN or _GATHER.search(text)):
        body = ""  # it is invited, or spoken of
    title = "" if body and (following or fold(title) in _PLAIN) else title
    meeting = Meeting(
        body=body,
        title=shorten(title[:1].upper() + title[1:], 80) if title else "",
        start=first[0] if first else moment(day, times.begins if times else None) if day else None,
        window="" if day else str(when.due),
        end=day if first else moment(day, times.ends) if day and times and times.ends else None,
        location=location,
        papers=papers.day if papers else None,
    )
    return Announced(meeting, tuple(sorted(taken, key=lambda one: one[1])), following, score)


def of_row(block: Block, dates: Dates) -> Meeting | None:
    """Return the meeting that a row of a table of meetings is, or None for any other row."""
    columns = {
        fold(heading).strip(" .:"): cell
        for heading, cell in zip(block.header, block.cells, strict=False)
    }
    dated = [cell for heading, cell in columns.items() if heading in _DATE_COLUMNS]
    if not dated:
        return None
    cells = {
        field: next((columns[name] for name in names if name in columns), "")
        for field, names in _COLUMNS.items()
    }
    if not any(cells.values()):
        return None
    found = [one for one in dates.find(dated[0]) if one.period]
    if not found:
        return None
    when, times = found[0], clock(cells["time"] or dated[0])
    times = times or (clock(f"{cells['time']} uur") if cells["time"] else None)
    papers = next((one for one in dates.find(cells["papers"]) if one.period), None)
    day = when.due if isinstance(when.due, date) else None
    return Meeting(
        title=cells["title"],
        start=moment(day, times.begins if times else None) if day else None,
        window="" if day else str(when.due),
        end=moment(day, times.ends) if day and times and times.ends else None,
        location=cells["location"],
        papers=papers.day if papers else None,
    )
