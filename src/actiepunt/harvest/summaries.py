"""A short summary of what is to be done: the sentence without who and when.

Only where the form is certain is it turned into the infinitive; else it is the sentence itself.
"""

import re
from collections.abc import Sequence

from actiepunt.harvest.sentences import Sentence, words
from actiepunt.harvest.verbs import PARTICLES, VERBS, WITH
from actiepunt.harvest.weighing import Weight
from actiepunt.text import shorten

WIDTH = 140
"""The most columns of a summary."""

_LABEL = re.compile(
    r"^\W*(?:(?:vervolg)?acti(?:e|on)(?:punt| point| item)?|actiehouder|toezegging|afspraak|ap|to[- ]?do)s?\d{0,3}\b[^:]{0,50}:\s*",
    re.IGNORECASE,
)  # fmt: skip
_BARE = re.compile(
    r"^\W*(?:acti(?:e|on)(?:punt| point)?|actiehouder|ap|toezegging)\b:?", re.IGNORECASE
)
_JOINING = re.compile(r"\b(?:en|and|i\.s\.m\.|samen met)(?=\W)", re.IGNORECASE)
_ENGLISH = re.compile(
    r"^(?P<who>.{0,80}?)\b(?:will|would|(?:agree[ds]?|undertook|undertakes|offer(?:ed|s)|promised|volunteered) to"
    r"|(?:is|are) going to|(?:was|were|is|are|has been|have been) (?:asked|requested|invited) to"
    r"|needs? to|(?:still )?has to|(?:is|are) to|to) (?P<what>(?:also )?[a-z]+ .+)$"
)
_ASKED = re.compile(
    r"^(?:Ook |Daarom |Tevens )?(?:wordt |worden )?(?P<who>.{1,70}?)\s?(?:wordt|worden)? ?(?:gevraagd|verzocht)(?: om)? (?P<what>.+?)"
    r" te (?P<verb>[a-z]+en)$"
)
_ASKS = re.compile(
    r"^.{1,60}?\b(?:verzoekt|vragen|vraagt) .{1,60}? om (?P<what>.+?) te (?P<verb>[a-z]+en)$",
    re.IGNORECASE,
)
_PROMISED = re.compile(
    r"^(?P<who>.{1,70}?) zegt toe (?:om )?(?P<what>.+?) te (?P<verb>[a-z]+en)$", re.IGNORECASE
)
_WHO = r"(?:(?:de heer|mevrouw|mw\.|dhr\.|de|het) )?(?:[A-Z]\.)*\s?\w+(?: [A-Z]\w+)?"
_AGREED = re.compile(
    rf"^(?:Afgesproken|Besloten) (?:wordt|is) dat {_WHO} (?P<what>(?:de|het|een|dit|hun|zijn|haar) .+) (?P<verb>\w+)$"
)
_WILL = re.compile(
    r"^(?:Ook )?(?P<who>.{0,70}?) ?\bzal(?: hij| zij)? (?P<what>(?!niet).+ [a-zë]*(?:en|gaan|doen|zien|staan|slaan))$"
)
_PREPOSITIONS = words(
    "aan bij door in met na naar namens om op over tijdens tot uit van voor zodra"
)
_JOINS = words("en maar of dat wat om zodat wie hoe zorg")
_EDGES = " ,;:.-–—|/"


def summary(
    sentence: Sentence,
    weight: Weight,
    days: Sequence[tuple[int, int]] = (),
    people: Sequence[tuple[int, int]] = (),
) -> str:
    """Return a summary.

    Args:
        sentence: The sentence.
        weight: What it is.
        days: Where in it its deadline stands.
        people: Where in it its owners stand.
    """
    whole = sentence.text
    marked = weight.kind == "marked"
    at = weight.match.start("verb") if weight.match and _has_verb(weight) else -1
    apart = [
        (start, end)
        for start, end in people
        if (marked and is_apart(whole, start, end)) or -1 < at < start
    ]
    front = [day for day in days if day[1] <= at]
    if apart and not marked and _without(whole[:at], front).strip(_EDGES):
        apart, at = [], -1  # "Daar gaat Wim achteraan" begins with something else
    text = (
        _LABEL.sub("", _without(whole, [*days, *apart]))
        if marked
        else _without(whole, [*days, *apart])
    )
    text = text.strip(_EDGES)
    text = re.sub(r"\(\s*[,;]?\s*\)", "", text).strip(_EDGES)
    text = re.sub(r"\s+([,.;)])", r"\1", re.sub(r"\s{2,}", " ", text))
    text = re.sub(r",\s*,", ",", text)
    certain = marked or at >= 0 or not _has_verb(weight)
    text = _infinitive(text, weight) if weight.kind != "perhaps" and certain else text
    text = text.strip(_EDGES) if any(char.isalnum() for char in text) else sentence.text
    return shorten(text[:1].upper() + text[1:], WIDTH)


def is_bare(sentence: Sentence, people: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a marked sentence names people and nothing to do: "Actie J. Jansen.", "(actie: DB)"."""
    rest = _BARE.sub("", _without(sentence.text, people), count=1)
    return bool(people) and not any(char.isalnum() for char in _JOINING.sub("", rest))


def _has_verb(weight: Weight) -> bool:
    return weight.match is not None and "verb" in weight.match.re.groupindex


def is_apart(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands in a label before a colon, or at the end behind a sign."""
    if ":" in text[end : end + 60].partition(". ")[0] and ":" not in text[:start]:
        return True
    behind = text[end:].strip(" .")
    if VERBS.keys() & set(behind.split()[:3]):
        return False
    return len(behind) < 30 and bool(
        re.search(r"(?:[-–:(,/]|\b(?:door|by|en|and)) ?$", text[:start])
    )


def _without(text: str, taken: Sequence[tuple[int, int]]) -> str:
    for start, end in sorted(taken, reverse=True):
        text = text[:start] + text[end:]
    return text


def _infinitive(text: str, weight: Weight) -> str:
    """Return the infinitive where the form of the sentence makes it certain."""
    for pattern in (_PROMISED, _ASKED, _ASKS):
        if match := pattern.match(text):
            what, verb = match["what"], match["verb"]
            return f"{what}{verb}" if what.rpartition(" ")[2] in PARTICLES else f"{what} {verb}"
    if (match := _WILL.match(text)) and " en " not in match["what"]:
        return match["what"]
    if (match := _AGREED.match(text)) and match["verb"] in VERBS and _is_plain(match["what"]):
        return f"{match['what']} {VERBS[match['verb']]}"
    beside = weight.subject or weight.pronoun
    if weight.match and _has_verb(weight) and beside and weight.match["verb"] in VERBS:
        return _of_clause(text, weight.match["verb"]) or text
    if weight.kind == "marked":
        verb = next((word for word in text.split()[1:4] if word in VERBS), "")
        return _of_clause(text, verb) or re.sub(r"^(?:(?-i:[A-Z])[a-z]+ )?to (?=[a-z])", "", text)
    english = _ENGLISH.match(text)
    if english is None or _has_clause(english["who"]):
        return text
    return english["what"].removeprefix("also ")


def _has_clause(text: str) -> bool:
    if text.startswith("It was agreed that"):
        return False
    return ";" in text or "that" in text.split() or "dat" in text.split() or len(text.split()) > 9


def _of_clause(text: str, verb: str) -> str:
    """Return the infinitive of a sentence of one clause: "Anneke meldt ons aan" is "ons aanmelden"."""
    who, sign, what = f" {text}".partition(f" {verb} ")
    parts = what.split()
    if not sign or not parts or len(who.split()) > 8 or not _is_plain(what):
        return ""
    own = PARTICLES.intersection(WITH.get(verb, "").split()) | {parts[-1]} & PARTICLES
    for index, word in enumerate(parts):
        following = parts[index + 1 :]
        if word in own and (not following or following[0] in _PREPOSITIONS):
            return " ".join([*parts[:index], word + VERBS[verb], *following])
    return "" if own.intersection(parts) else f"{what} {VERBS[verb]}"


def _is_plain(text: str) -> bool:
    """Tell whether a text is a single clause, of which the verb can go to the end."""
    return "," not in text and _JOINS.isdisjoint(text.split())
