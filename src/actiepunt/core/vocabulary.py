"""The words of due phrases: their values, and the words that are ignored."""

import re
from collections.abc import Mapping

from actiepunt.text import fold

VALUES: Mapping[str, Mapping[str, int]] = {
    "MONTH": {
        word: number
        for number, words in enumerate(
            (
                "januari jan january",
                "februari febr feb february",
                "maart mrt march mar",
                "april apr",
                "mei may",
                "juni jun june",
                "juli jul july",
                "augustus aug august",
                "september sep sept",
                "oktober okt october oct",
                "november nov",
                "december dec",
            ),
            1,
        )
        for word in words.split()
    },
    "WEEKDAY": {
        word: number
        for number, words in enumerate(
            (
                "maandag ma monday mon",
                "dinsdag di tuesday tue",
                "woensdag wo wednesday wed",
                "donderdag do thursday thu",
                "vrijdag vr friday fri",
                "zaterdag za saturday sat",
                "zondag zo sunday sun",
            )
        )
        for word in words.split()
    },
    "PART": {
        word: number
        for number, words in enumerate(
            (
                "begin early beginning start",
                "medio half halverwege midden mid middle",
                "eind einde ultimo end late",
            )
        )
        for word in words.split()
    },
    "NTH": {
        "1e": 1, "1ste": 1, "eerste": 1, "first": 1, "1st": 1,
        "2e": 2, "2de": 2, "tweede": 2, "second": 2, "2nd": 2,
        "3e": 3, "3de": 3, "derde": 3, "third": 3, "3rd": 3,
        "4e": 4, "4de": 4, "vierde": 4, "fourth": 4, "4th": 4,
        "laatste": -1, "last": -1,
    },
    "HALF": {"h1": 1, "h2": 2},
    "QUARTER": {f"{letter}{n}": n for letter in "qk" for n in range(1, 5)},
    "WEEK": {f"w{n:0{width}}": n for n in range(1, 54) for width in (1, 2)},
    "SEASON": {
        "voorjaar": 0, "lente": 0, "spring": 0,
        "zomer": 1, "summer": 1,
        "najaar": 2, "herfst": 2, "autumn": 2, "fall": 2,
        "winter": 3,
    },
}  # fmt: skip
COUNTS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "een a an one",
            "twee two",
            "drie three",
            "vier four",
            "vijf five",
            "zes six",
            "zeven seven",
            "acht eight",
            "negen nine",
            "tien ten",
        ),
        1,
    )
    for word in words.split()
}
KEYWORDS: Mapping[str, frozenset[str]] = {
    "half": frozenset({"helft", "half", "halfjaar"}),
    "quarter": frozenset({"kwartaal", "quarter"}),
    "months": frozenset({"maanden", "months"}),
    "week": frozenset({"week", "wk", "weken", "weeks"}),
    "before": frozenset({"voor", "before"}),
    "after": frozenset({"na", "after"}),
    "by": frozenset({"uiterlijk", "by", "per", "op", "on"}),
    "or": frozenset({"/", "-", "of", "en", "or", "and"}),
    "dash": frozenset({"-", "/"}),
    "in": frozenset({"in"}),
}
_FILLERS = frozenset({"van", "de", "het", "the"})
# Phrases that mean "uiterlijk", and words to drop in these places only: without "maand", "eind van
# de maand" would read as part of a year.
_SYNONYMS = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(?:niet later dan|no later than|tot en met|t/m)(?!\w)", "uiterlijk"),
        (r"\b(?:in de loop van|in the course of)\b", ""),
        (r"\b(?:de |the )?(?:maand|month of) (?=[a-z])", ""),
        (r"\b(?:het |the )?(?:jaar|year) (?=\d{4}\b)", ""),
        (r"^(uiterlijk |voor |before |by )?in (?=\S)", r"\1"),
        (r"(?<=[a-z0-9]),(?= )", ""),
    )
)


def tokens(text: str) -> list[str]:
    """Return the words, numbers and signs of `text`, folded, without words that mean nothing."""
    text = fold(text)
    for pattern, word in _SYNONYMS:
        text = pattern.sub(word, text)
    words = re.findall(r"[a-z]+\d*|\d+[a-z]*|[^\sa-z\d.]", text)
    return [word for word in words if word not in _FILLERS]
