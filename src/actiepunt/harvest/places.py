"""Where in a bundle a sentence stands: in a letter of somebody else, in minutes of an earlier day."""

import re
from datetime import date

from actiepunt.core import due
from actiepunt.core.model import Meeting, Register
from actiepunt.documents import Document
from actiepunt.text import fold

_LETTER = re.compile(
    r"\bRetouradres\b|\bGeachte \w|\bDear (?:Sir|Madam|Mr|Mrs|Ms)\b|\bAan de [Vv]oorzitter van de Tweede Kamer\b"
    r"|\b(?:Ons|Uw|Onze) (?:kenmerk|referentie)\b|\bAfschrift aan\b|\bYours (?:sincerely|faithfully)\b"
)
_OURS = re.compile(
    r"\bVergadering d\.d\.|\bAgendapunt \d|^\W*(?:Concept[- ]*)?(?:Verslag|Notulen|Minutes|Besluitenlijst)\b"
    r"|\bt\.b\.v\. (?:het )?(?:Algemeen|Dagelijks) Bestuur\b|^Beslispunten?\b|\bMEMO\b"
)
_AGAIN = re.compile(r"\bVergadering d\.d\.|\bAgendapunt \d")
_MINUTES = re.compile(
    r"^\W*(?:Concept[- ]*)?(?:Verslag|Notulen|Minutes|VERSLAG|NOTULEN|MINUTES)\b(?!.{0,60}\b(?:vergadering van|vorige|previous|last))"
)
_HELD = re.compile(r"\d{1,2}[:.]\d\d|\b(?:Aanwezig|Present|Locatie|Tijd|Voorzitter)\b")
_DAY = re.compile(r"\b(?:\d{1,2}-\d{1,2}-20\d\d|\d{1,2} [a-z]{3,9} 20\d\d)\b", re.IGNORECASE)
_TITLE = 10  # blocks at the beginning of minutes, among which the day of their meeting stands
_NEAR = 5  # blocks after the title of minutes, among which their day stands


class Place:
    """Follows the blocks of a document.

    Attributes:
        outside: Whether this is a letter of somebody else, whose plans are no actions of ours.
    """

    def __init__(self) -> None:
        self.outside = False
        self._title = 0

    def enter(self, text: str, meeting_day: date) -> date | None:
        """Enter a block that begins with a text; return the day from which its dates count.

        None means: as before.
        """
        if _OURS.search(text[:200]):
            self.outside = False
        elif _LETTER.search(text[:200]):
            self.outside = True
        if _AGAIN.search(text[:200]):
            self._title = 0
            return meeting_day
        if _MINUTES.match(text) and len(text) < 120:
            self._title = _NEAR
        if not self._title:
            return None
        self._title -= 1
        match = (
            _DAY.search(text[:200]) if _HELD.search(text[:200]) else _DAY.fullmatch(text.strip())
        )
        period = due.parse(match[0]) if match else None
        if period is None:
            return None
        self._title = 0
        return period.first if period.first <= meeting_day else None


def meeting_of(document: Document, register: Register) -> Meeting | None:
    """Return the meeting whose day stands first at the beginning of minutes; None if there is none.

    Where several are held on that day, it is the one that is named there too.
    """
    for block in document.blocks[:_TITLE]:
        for match in _DAY.finditer(block.text[:200]):
            period = due.parse(match[0])
            held = [
                meeting
                for meeting in register.meetings
                if period and meeting.day == period.first and meeting.status != "cancelled"
            ]
            named = [meeting for meeting in held if _is_named(meeting, register, block.text)]
            if len(named or held) == 1:
                return (named or held)[0]
    return None


def _is_named(meeting: Meeting, register: Register, text: str) -> bool:
    """Tell whether a text names a meeting: its title, its body, or the title of that."""
    body = register.settings.bodies.get(meeting.body)
    names = filter(None, (meeting.title, meeting.body, body.title if body else ""))
    return any(re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", fold(text)) for name in names)
