"""Verbs of what people take on, as minutes have them: "Wim belt de gemeente", "Anneke meldt ons aan".

To add a verb, add a row to `VERBS`: what one does, what several do (which is the infinitive too).
"""

from collections.abc import Mapping
from functools import cache

from actiepunt.harvest.sentences import words

VERBS: Mapping[str, str] = {
    "agendeert": "agenderen",
    "belegt": "beleggen",
    "belt": "bellen",
    "benadert": "benaderen",
    "bedenkt": "bedenken",
    "bekijkt": "bekijken",
    "bereidt": "bereiden",
    "beoordeelt": "beoordelen",
    "bespreekt": "bespreken",
    "bestelt": "bestellen",
    "bezoekt": "bezoeken",
    "biedt": "bieden",
    "brengt": "brengen",
    "checkt": "checken",
    "controleert": "controleren",
    "deelt": "delen",
    "doet": "doen",
    "draagt": "dragen",
    "geeft": "geven",
    "haalt": "halen",
    "houdt": "houden",
    "informeert": "informeren",
    "inventariseert": "inventariseren",
    "koopt": "kopen",
    "koppelt": "koppelen",
    "kijkt": "kijken",
    "laat": "laten",
    "leest": "lezen",
    "legt": "leggen",
    "levert": "leveren",
    "maakt": "maken",
    "mailt": "mailen",
    "meldt": "melden",
    "neemt": "nemen",
    "nodigt": "nodigen",
    "onderzoekt": "onderzoeken",
    "organiseert": "organiseren",
    "overlegt": "overleggen",
    "pakt": "pakken",
    "past": "passen",
    "plaatst": "plaatsen",
    "plant": "plannen",
    "prikt": "prikken",
    "publiceert": "publiceren",
    "rapporteert": "rapporteren",
    "regelt": "regelen",
    "rekent": "rekenen",
    "reserveert": "reserveren",
    "rondt": "ronden",
    "schrijft": "schrijven",
    "spreekt": "spreken",
    "stelt": "stellen",
    "stuurt": "sturen",
    "toetst": "toetsen",
    "verspreidt": "verspreiden",
    "vervangt": "vervangen",
    "verwerkt": "verwerken",
    "verzamelt": "verzamelen",
    "verzorgt": "verzorgen",
    "verstuurt": "versturen",
    "voegt": "voegen",
    "voert": "voeren",
    "vraagt": "vragen",
    "vult": "vullen",
    "werkt": "werken",
    "zet": "zetten",
    "zoekt": "zoeken",
    "zorgt": "zorgen",
}
"""The infinitive for each form of one person."""

WITH: Mapping[str, str] = {
    "bereidt": "voor",
    "biedt": "aan",
    "brengt": "mee weg in onder langs uit",
    "deelt": "met",
    "doet": "navraag voorstel dit dat mee aan onderzoek",
    "draagt": "zorg aan voor over",
    "geeft": "door presentatie terugkoppeling opdracht",
    "haalt": "op",
    "houdt": "oog gaten op",
    "koppelt": "terug",
    "kijkt": "of naar na",
    "laat": "weten uitzoeken maken onderzoeken",
    "leest": "door na",
    "legt": "voor contact neer vast",
    "levert": "aan in op input",
    "maakt": "",
    "meldt": "aan af",
    "neemt": "contact op over mee zich initiatief voor",
    "nodigt": "uit",
    "past": "aan",
    "pakt": "op",
    "rekent": "na uit door",
    "rondt": "af",
    "spreekt": "aan",
    "stelt": "op samen bij",
    "stuurt": "",
    "voegt": "toe",
    "voert": "gesprek overleg uit in door",
    "vraagt": "op aan na om bestuur gemeente haar hem hen",
    "vult": "aan(?!\\sdat) in",
    "werkt": "uit samen",
    "zet": "uit op in klaar door",
    "zoekt": "uit op contact naar bij",
}
"""Words of which one must follow a verb that means something else without it."""

PARTICLES = frozenset(
    words(
        "aan achterna af bij door heen in klaar langs mee na neer om op over rond terug toe uit"
        " vast voor weg"
    )
)
"""Words that part from their verb: "meldt … aan" is "aanmelden"."""


@cache
def alternatives() -> str:
    """Return the pattern of a verb with what must follow it, for one and for several people."""
    parts = []
    for one, several in VERBS.items():
        following = WITH.get(one, "")
        rest = rf"(?=\b.{{0,160}}?\b(?:{'|'.join(following.split())})\b)" if following else ""
        parts.append(rf"(?:{one}|{several}){rest}")
    return "|".join(parts)
