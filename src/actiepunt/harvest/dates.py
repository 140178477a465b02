"""Days, periods and times inside a sentence, read as the register reads them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import cache
from typing import NamedTuple

from actiepunt.core import due as due_phrases
from actiepunt.core import undated
from actiepunt.core.vocabulary import COUNTS, VALUES
from actiepunt.core.when import Reader
from actiepunt.errors import ActiepuntError
from actiepunt.text import fold


class Found(NamedTuple):
    """A day, a period or an undated deadline in a sentence.

    Attributes:
        start: Where it begins, with a word such as "uiterlijk" before it.
        end: Where it ends.
        due: It as a `due` field has it.
        period: Its days; None where it has none.
        by: Whether a word such as "uiterlijk" stands before it.
        after: The word right before it, in small letters, such as "van".
    """

    start: int
    end: int
    due: date | str
    period: due_phrases.Period | None
    by: bool
    after: str

    @property
    def day(self) -> date | None:
        """Its last day."""
        return self.period.last if self.period else None


class Clock(NamedTuple):
    """Times of a day in a sentence, and where they stand."""

    start: int
    end: int
    begins: time
    ends: time | None


_LONG = "[a-z]{4,}"
_BY = r"(?:uiterlijk op|niet later dan|no later than|not later than|uiterlijk|vóór|voor|before|tegen|per|by|graag voor|uiterlijk op)"
_THE = r"(?:(?:de|het|the|eind|einde) )?"


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of whatever may be a day or period; what it means is read afterwards."""
    month = "|".join(sorted(VALUES["MONTH"], key=len, reverse=True))
    weekday = "|".join(sorted(VALUES["WEEKDAY"], key=len, reverse=True))
    long_weekday = "|".join(word for word in VALUES["WEEKDAY"] if len(word) > 3)
    part = "|".join(VALUES["PART"])
    season = "|".join(VALUES["SEASON"])
    counts = "|".join([*COUNTS, "enkele"])
    year = r"(?:,? (?:20\d\d))?"
    day = r"\d{1,2}(?:e|ste|de|st|nd|rd|th)?"
    unit = r"(?:dag|dagen|week|weken|maand|maanden|jaar|days?|weeks?|months?|years?)"
    forms = (
        r"20\d\d-\d\d-\d\d",
        rf"(?:(?:{weekday})\.? )?(?:a\.s\. )?\d{{1,2}}-\d{{1,2}}-(?:20)?\d\d",
        rf"(?:(?:{weekday})\.?,? )?{day} (?:of )?(?:{month})\b\.?{year}(?: a\.s\.)?",
        rf"(?:(?:{weekday})\.?,? )?(?:{month}) {day}{year}\b",
        rf"(?:{part})(?: van| of)?(?: the| de)? (?:{month})\b{year}",
        rf"(?:{part})(?: van| of)?(?: the| de| het| dit| deze| this| volgende?| next)? "
        r"(?:maand|week|jaar|kwartaal|month|year|quarter)\b",
        rf"(?:{part}) 20\d\d",
        rf"(?:in de loop van |in |voor |before |by |the )?(?:de maand )?(?:{month})/(?:{month})\b{year}",
        rf"(?:in (?:de loop van )?|during |the |uiterlijk |voor |voor de |by )(?:de maand )?(?:{month})\b{year}",
        rf"(?:{month}) 20\d\d",
        rf"(?:in )?(?:{part} )?Q[1-4]\b{year}",
        r"(?:het |in het )?(?:1e|2e|3e|4e|eerste|tweede|derde|vierde|first|second|third|fourth|laatste|last) "
        r"(?:kwartaal|quarter|helft|half)\b(?:(?: van| of)? 20\d\d|(?! (?:van|of) ))",
        r"(?:in )?(?:de )?eerste maanden van 20\d\d",
        r"(?:in )?week \d{1,2}\b(?: 20\d\d)?",
        rf"(?:voor|vóór|na|before|after) {_THE}(?:{season})(?:vakantie|reces| holidays?| break)?\b(?: (?:van )?20\d\d)?",
        r"(?:in )?(?:het |dit |the |this |komend )?(?:voorjaar|najaar)\b(?:(?: van)? 20\d\d)?",
        rf"(?:komende|aanstaande|volgende|next|coming|deze|dit|this|komend|volgend|aankomende) (?:(?:{long_weekday})\b|week"
        rf"(?: (?:op )?(?:{long_weekday}))?|maand|kwartaal|jaar|month|quarter|year)\b",
        rf"(?(by)(?:{long_weekday})\b|(?!))",
        rf"a\.s\. (?:{long_weekday})|(?:{long_weekday}) (?:a\.s\.|aanstaande)",
        rf"(?:binnen|over|within|in) (?:\d{{1,2}}|{counts}|het komende) {unit}\b",
        r"(?:in )20\d\d",
        r"\b(?:morgen|overmorgen|tomorrow)\b",
        r"zo (?:snel|spoedig) mogelijk|z\.s\.m\.|op korte termijn|as soon as possible|te zijner tijd|doorlopend",
        r"(?:(?:in|op|bij|at|to|for) )?(?:de |het |the )?(?:eerst)?(?:volgende|komende|next)"
        r" (?:\w*vergadering|\w*overleg|\w*bijeenkomst|meeting)\b(?: (?:van|of) (?:het |de |the )?(?-i:[A-Z])[\w-]+)?",
    )
    return re.compile(
        rf"(?<![\w.€£$-])(?:(?P<by>{_BY}) (?:de |het |the |aan )?)?(?P<core>{'|'.join(forms)})(?![\w%-])",
        re.IGNORECASE,
    )


_QUICK = re.compile(
    r"\d|volgend|komende?\b|aanstaande|next|coming|weke?n?\b|weeks?\b|dagen\b|days\b|maand|jaar\b|month|year|zomer|summer"
    r"|winter|najaar|spring\b|autumn|kwartaal|quarter|morgen\b|tomorrow|zo (?:snel|spoedig)|as soon|korte termijn"
    r"|doorlopend|z\.s\.m|a\.s\.|zijner|januari|februari|maart|april|\bmei\b|jun[ie]\b|jul[iy]\b|august|september"
    r"|okto|octo|novem|decem|january|february|march|\bmay\b|day\b",
    re.IGNORECASE,
)
_IDLE = re.compile(r"^(?:in the |in het |in de |in |the |het |de |op )(?!loop)", re.IGNORECASE)
_YEAR = re.compile(
    r"\d{4}|-\d\d$|volgend|komend|next|coming|binnen|over |within|in een|in \d", re.IGNORECASE
)  # or counts from the day of the meeting
_REACH = 40  # characters around a word of `_QUICK` that a day or period has
_FAR = 290  # days
_TO_MEETING = re.compile(
    r"^(?:in|op|bij|at|to|for|voor|before|by|uiterlijk) (?=.*(?:vergadering|overleg|bijeenkomst|meeting)$)"
)
_NEXT_ONE = re.compile(r"(?:vergadering|overleg|bijeenkomst|meeting)$")
_ORDINAL = re.compile(r"(?<=\d)(?:ste|de|st|nd|rd|th)\b", re.IGNORECASE)
_WORDS = (
    (re.compile(r"\bgraag (?=voor)", re.IGNORECASE), ""),
    (
        re.compile(r"(?:de |het )?(zomer|winter|herfst)(?:vakantie|reces)\b", re.IGNORECASE),
        r"de \1",
    ),
    (re.compile(r"^(?:in )?(?:het|dit|the|this|komend) (?=voorjaar|najaar)", re.IGNORECASE), ""),
    (re.compile(r"(summer|spring|winter|autumn) (?:holidays?|break)\b", re.IGNORECASE), r"\1"),
    (
        re.compile(r"^(?:in|op|bij|at|during) (?=the |de |het |dit |\d{4}|week|Q)", re.IGNORECASE),
        "",
    ),
    (re.compile(r"\bnot later\b|\btegen\b", re.IGNORECASE), "uiterlijk"),
    (re.compile(r"\baankomende\b", re.IGNORECASE), "komende"),
    (re.compile(r"\bmonth of\b", re.IGNORECASE), ""),
)


class Dates:
    """Finds days in sentences of a meeting on a day."""

    def __init__(self, meeting_day: date) -> None:
        self._reader = Reader(meeting_day)
        self.today = meeting_day
        self._read: dict[str, date | str | None] = {}

    def find(self, text: str) -> Iterator[Found]:
        """Yield the days, periods and undated deadlines in a text, without those that are past."""
        for match in self._matches(text):
            before = text[: match.start()].rstrip().rpartition(" ")[2].lower()
            behind = text[match.end() : match.end() + 5].lstrip(" ,").lower()
            if behind.startswith(("jl", "j.l")) or before in {"afgelopen", "last"}:
                continue
            core, end = match["core"], match.end()
            if core.endswith(".") and not core.lower().endswith(("a.s.", "z.s.m.")):
                core, end = core[:-1], end - 1  # it ends the sentence
            due = self.read(match["by"] or "", core)
            if due is None:
                continue
            period = (
                due_phrases.Period(due, due) if isinstance(due, date) else due_phrases.parse(due)
            )
            if period and (period.last < self.today or self._is_past(match[0], period)):
                continue
            yield Found(match.start(), end, due, period, bool(match["by"]), before)

    @staticmethod
    def _matches(text: str) -> Iterator[re.Match[str]]:
        """Yield the matches of the pattern, looked for around the words that may be in one."""
        at = 0
        for quick in _QUICK.finditer(text):
            if quick.start() < at:
                continue
            match = _pattern().search(
                text, max(at, quick.start() - _REACH), quick.end() + 2 * _REACH
            )
            if match and match.start() <= quick.end():  # a later one is cut off by the window
                yield match
                at = match.end()

    def _is_past(self, text: str, period: due_phrases.Period) -> bool:
        """Tell whether a day without a year was some weeks ago, rather than is nearly a year off."""
        return not _YEAR.search(text) and (period.first - self.today).days > _FAR

    def read(self, by: str, core: str) -> date | str | None:
        """Return a phrase as a `due` field has it, or None where it cannot be read."""
        key = f"{by} {core}".strip()
        if key not in self._read:
            self._read[key] = self._understood(by, core)
        return self._read[key]

    def _understood(self, by: str, core: str) -> date | str | None:
        text = _ORDINAL.sub("", f"{by} {core}".strip())
        text = text.replace("..", ".")
        for pattern, word in _WORDS:
            text = pattern.sub(word, text)
        bare = re.sub(r"^(?:the |de |het )", "", _TO_MEETING.sub("", fold(text)))
        if next_one := _NEXT_ONE.search(bare):
            return "next meeting" if next_one[0] == "meeting" else "volgende vergadering"
        if undated.reads(bare):
            return bare
        later = core.partition(" ")[2]  # "begin volgende week" is read as "volgende week"
        for form in (_IDLE.sub("", text), text, core, later):
            try:
                return self._plain(self._reader.due(form))
            except ActiepuntError:
                continue
        return None

    @staticmethod
    def _plain(read: date | str) -> date | str:
        """Return the date of "uiterlijk 1 mei 2025": the same deadline in fewer words."""
        if isinstance(read, str) and fold(read).startswith(
            ("uiterlijk ", "by ", "per ", "no later")
        ):
            period = due_phrases.parse(read)
            if period and period.first == period.last:
                return period.last
        return read


_TIME = r"(?P<{0}h>\d{{1,2}})(?:[.:](?P<{0}m>\d\d))?"
_CLOCK = re.compile(
    r"(?<![\d.,€£-])"
    + _TIME.format("b")
    + r"(?P<bp> ?[ap]\.?m\b\.?)?(?P<bu> ?uur| ?u\b)?"
    + r"(?: ?(?:-|–|tot|to|until|t/m) ?"
    + _TIME.format("e")
    + r"(?P<ep> ?[ap]\.?m\b\.?)?)?(?P<unit> ?uur| ?u\b| ?h\b)?(?![\d%])(?!-\d)",
    re.IGNORECASE,
)


def clock(text: str) -> Clock | None:
    """Return the first time of a day in a text: 19.30-21.30 uur, 7 pm, 9 to 11 am."""
    if not any(char.isdigit() for char in text):
        return None
    for match in _CLOCK.finditer(text):
        told = (
            match["unit"]
            or match["bu"]
            or match["bp"]
            or match["ep"]
            or text[match.end("bh") :].lstrip(".:0123456789").lower().startswith((" uur", "uur"))
        )
        if not told and not (match["bm"] and match["em"]):
            continue
        afternoon = match["bp"] or match["ep"]
        begins = _time(match["bh"], match["bm"], afternoon)
        ends = _time(match["eh"], match["em"], match["ep"]) if match["eh"] else None
        if begins and ends and ends < begins and match["ep"] and not match["bp"]:
            begins = _time(match["bh"], match["bm"], "am")
        if begins:
            return Clock(
                match.start(), match.end(), begins, ends if ends and ends > begins else None
            )
    return None


def _time(hour: str, minute: str | None, half: str | None) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    if half and "p" in half.lower() and hours < 12:
        hours += 12
    return time(hours, minutes) if hours < 24 and minutes < 60 else None


def moment(day: date, at: time | None) -> datetime | date:
    """Return a day with a time, where there is one."""
    return datetime.combine(day, at) if at else day
