"""What was probably meant by a command or option that does not exist: one word, or nothing.

A wrong suggestion is worse than none, so a word must be in a table here or be nearly right.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from actiepunt.text import fold, one_slip

_COMMANDS = {
    "add": "toevoegen voegtoe nieuw nieuwe new create",
    "add, init": "aanmaken maken make",
    "edit": "wijzigen wijzig bewerken bewerk aanpassen aanpas veranderen change modify",
    "start": "beginnen begin starten oppakken",
    "close": "sluiten sluit afsluiten afronden afrond afgerond gereed klaar done finish complete",
    "cancel": "annuleren annuleer vervallen schrappen schrap afzeggen",
    "cancel, undo": "verwijderen verwijder wissen wis delete remove rm del",
    "reopen": "heropenen heropen open openen",
    "defer, move": "uitstellen uitstel verzetten verzet verschuiven postpone",
    "defer": "termijn",
    "move, meeting move": "verplaatsen verplaats move",
    "note": "notitie noteren noteer aantekening opmerking annotate",
    "list": "lijst lijsten overzicht zoeken zoek search find actiepunten",
    "show": "tonen toon bekijken bekijk laatzien view info",
    "log": "logboek geschiedenis historie history",
    "diff": "verschil verschillen vergelijken vergelijk wijzigingen compare",
    "stats": "statistiek statistieken cijfers aantallen statistics",
    "undo": "terugdraaien terugnemen ongedaan herstellen herstel revert",
    "check": "controleren controleer controle nakijken validate",
    "save": "opslaan bewaren bewaar vastleggen commit",
    "sync": "synchroniseren synchroniseer gelijktrekken delen push pull",
    "publish": "publiceren publiceer",
    "export": "exporteren exporteer",
    "export ics": "ics ical",
    "init": "inrichten instellen",
    "meeting": "vergadering vergaderingen meetings",
    "meeting list": "kalender calendar",
    "next, meeting next": "volgende eerstvolgende next",
    "body": "gremium gremia",
    "person": "persoon personen mensen",
    "take": "overnemen verslag notulen",
    "report": "rapport verslag",
    "review": "doornemen doorlopen bespreken langslopen",
    "remind": "herinneren herinnering",
    "archive": "archiveren archief",
    "import": "importeren importeer inlezen",
}
"""The words people type for a command, in Dutch and from other programs.

A key holds commands, the likeliest first: the first one that the group has is suggested.
"""

_OPTIONS = {
    "owner": "actiehouder houder trekker eigenaar naam wie",
    "body": "gremium",
    "due, to, due-before": "due termijn deadline datum tot wanneer",
    "meeting": "vergadering",
    "item": "agendapunt",
    "source": "bron vindplaats found",
    "tag": "trefwoord label tags",
    "details": "toelichting bijzonderheden",
    "summary": "actiepunt tekst",
    "reason": "reden waarom toelichting",
    "outcome": "resultaat uitkomst",
    "on": "datum op",
    "overdue": "telaat late verlopen",
    "search": "zoek zoeken",
    "all": "alles alle",
    "before": "voor jaar year",
    "sort": "sorteer sorteren",
    "group-by": "groepeer group per",
    "start": "begin aanvang datum wanneer",
    "end": "einde eind",
    "location": "locatie plaats waar",
    "papers": "stukken",
    "participant": "deelnemer",
    "until": "tot",
    "from, since": "vanaf",
    "every": "elke herhaal herhaling herhalen repeat recur",
    "help": "hulp uitleg",
}
"""The same for options, without their dashes."""


def _by_word(table: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the commands or options of a table by the words that people type for them."""
    found: dict[str, list[str]] = {}
    for names, words in table.items():
        for word in words.split():
            found.setdefault(word, []).extend(names.split(", "))
    return found


def command(typed: str, known: Sequence[str], exists: Callable[[str], bool]) -> str | None:
    """Return the command that was probably meant, or None.

    Of a file whose ending is a command (`import agenda.ics`), that is the command with the file.

    Args:
        typed: The word as typed.
        known: The names of the commands of the group.
        exists: Tells whether the group has a command of one or two words.
    """
    ending = typed.rpartition(".")[2].lower()
    if ending in known and ending != typed:
        return f'{ending} "{typed}"' if " " in typed else f"{ending} {typed}"
    return _meant(typed, _by_word(_COMMANDS), known, exists)


def option(typed: str, known: Sequence[str]) -> str | None:
    """Return the option that was probably meant, without dashes, or None."""
    return _meant(typed, _by_word(_OPTIONS), known, lambda name: name in known)


def _meant(
    typed: str,
    table: Mapping[str, list[str]],
    known: Sequence[str],
    exists: Callable[[str], bool],
) -> str | None:
    """Return what the table says of a word, what it is near, or what a word near it means."""
    plain = fold(typed).replace("-", "")
    similar = near(plain, [word for word in table if len(word) > 4]) if len(plain) > 3 else None

    def first(word: str) -> str | None:
        return next(filter(exists, table.get(word, [])), None)

    return first(plain) or near(typed, known) or first(similar or "")


def near(typed: str, known: Iterable[str]) -> str | None:
    """Return the word that differs from `typed` by a slip, or that it is the beginning of.

    In three letters every letter counts, so there no other letter is a slip.
    """
    word = fold(typed)
    known = [*known]
    longer = sorted((name for name in known if name.startswith(word)), key=len)
    if len(word) > 1 and longer and all(name.startswith(longer[0]) for name in longer):
        return longer[0]
    slips = [name for name in known if one_slip(word, name) and _same_letters(word, name)]
    if len(word) > 5:
        slips = slips or [n for n in known if n[0] == word[0] and _ratio(word, n) >= 0.8]
    return max(slips, key=lambda name: _ratio(word, name), default=None)


def _same_letters(word: str, name: str) -> bool:
    return len(word) > 3 or len(word) != len(name) or sorted(word) == sorted(name)


def _ratio(word: str, name: str) -> float:
    return SequenceMatcher(None, word, name).ratio()
