"""The rules that find actions and meetings in sentences, in Dutch and English: one table.

To add a rule, add a row to `RULES`. Its examples are tests: the pattern matches the first and not
the second. Weights of all rules that match are one sum, in which only the strongest of the rules
for something counts, and every rule against it: see `weighing`.
"""

import re
from functools import cache
from typing import Literal, NamedTuple

from actiepunt.harvest import verbs

Kind = Literal["marked", "said", "perhaps", "meeting"]


class Rule(NamedTuple):
    """A row of the table.

    Attributes:
        name: What it finds, in a word or two.
        kind: What it makes of a sentence; `not` speaks against an action.
        weight: How much it says, from 0 to 1.
        words: Words of which the sentence has one, in small letters: a quick look beforehand.
        pattern: A regular expression, for which capitals do not matter. A group `verb` must stand
            next to somebody: a person, a role or a body who does it, or "hij".
        yes: A sentence that it matches.
        no: A sentence that it does not match.
    """

    name: str
    kind: Literal["marked", "said", "perhaps", "meeting", "not"]
    weight: float
    words: str
    pattern: str
    yes: str
    no: str


_DONE = (
    r"(?:gedaan|gebeurd|gestuurd|verstuurd|gemaakt|afgerond|afgehandeld|opgelost|uitgevoerd|geregeld"
    r"|gehad|ontvangen|besteld|gesproken|besproken|gekregen|geplaatst|verzonden|toegestuurd|gekeurd"
    r"|\w{0,12}ge(?!meente|sprek|bouw|val|volg)[a-z]{2,12}(?:d|t|en)|\w{0,6}(?:ver|be|ont)[a-z]{3,12}(?:d|t))"
)

RULES: tuple[Rule, ...] = (
    # What the author marks.
    Rule("action word", "marked", 1.0, "acti ap toezegging afspraak vervolg to-do todo do:",
         r"^\W*(?:besluit ?(?:/|en|,) ?)?(?:(?:vervolg)?acti(?:e|on)(?:punt| point| item)?|actie(?:houder|nemer)|toezegging|afspraak"
         r"|ap|to[- ]?do)s?(?:\d{1,3})?\b(?! ?[\d-]* ?(?:is|was|kan|wordt|required|blijft)\b)(?! \d{4}:)[^:]{0,50}:(?!\s*\w+:)",
         "Actie J. Jansen: notitie maken.", "De actie is geslaagd: iedereen was er."),
    Rule("action of somebody", "marked", 1.0, "acti",
         r"(?:^|[(\[]|[.;–-] )\W*(?:Actie|ACTIE|Action|ACTION)(?:punt| point)?:? \(?(?-i:[A-Z])[^:]{1,50}?[.)\]]*$",
         "Actie E. Bos/ W. Prins.", "Actie is nodig, zegt de voorzitter."),
    Rule("numbered action", "marked", 1.0, "actiepunt action",
         r"^\W*(?:actiepunt|action(?: point| item)?) \d[\w-]*\b(?=[^:]{0,30}: )",
         "Actiepunt 3 blijft staan: Bas leest het plan.", "Actiepunt 4 is klaar."),
    # What is said, whoever it is.
    Rule("promise", "said", 0.7, "zeg belooft biedt bereid",
         r"\b(?:zegt?|zeggen|zegde) (?:\w+ ){0,6}?toe\b|\bbelooft\b|\bbiedt (?:\w+ ){0,2}?aan (?:om|te)\b"
         r"|\bis bereid\b",
         "De wethouder zegt toe met een notitie te komen.", "Dit zegt veel over het toezicht."),
    Rule("asked", "said", 0.7, "gevraagd verzoek verzocht opgeroepen",
         r"\b(?:wordt|worden|zijn) (?:[\w.-]+ ){0,8}?(?:(?<!aandacht )gevraagd|verzocht|opgeroepen)\b"
         r"(?! (?:in te stemmen|kennis|voor|naar))|\bverzoekt\b|\bhet verzoek (?:is|aan)\b",
         "De commissie wordt verzocht de cijfers te beoordelen.", "Er is om advies gevraagd."),
    Rule("we ask", "said", 0.7, "vragen vraagt",
         r"\b(?:vragen (?:we|wij|het bestuur)|(?:we|wij) vragen|vraagt (?:de|het) \w+ aan)\b(?=.{0,160}\b(?:om|te)\b)",
         "Wij vragen het bestuur een strategie te maken.", "Er waren geen vragen."),
    Rule("agreed", "said", 0.7, "afgesproken spreken besloten",
         r"\bafgesproken (?:is|wordt|werd)\b|\b(?:is|wordt) afgesproken\b|\b(?:we|wij) spreken af\b",
         "Afgesproken wordt dat Anneke de ouders mailt.", "De gemaakte afspraken zijn bekend."),
    Rule("decided that", "said", 0.5, "besloten",
         r"\b(?:besloten wordt|wordt besloten|we besluiten|besluit is) (?:dat|om)\b",
         "Besloten wordt dat de commissie advies uitbrengt.", "De besloten vergadering was kort."),
    Rule("lies with", "said", 0.7, "actie bal vraag",
         r"\b(?:actie|bal|vervolg) (?:ligt (?:nu )?bij|is belegd bij|wordt opgepakt)\b|\bde vraag om\b.{0,120}\bte\b",
         "De actie ligt bij de heer Jansen.", "De balie is dicht."),
    Rule("can be sent until", "said", 0.5, "kunnen kan",
         r"\b(?:kan|kunnen) (?:tot|voor|vóór|uiterlijk)\b.{0,60}\b(?:doorgegeven|ingediend|aangeleverd|gemaild|gestuurd)\b",
         "Opmerkingen kunnen tot 1 april worden doorgegeven.", "Dat kan voor veel mensen lastig zijn."),
    Rule("comes back", "said", 0.7, "terug agenda geagendeerd",
         r"\bkom(?:t|en) (?:\w+ ){0,6}?terug (?:in|op|bij)\b|\bkomt op de agenda\b|\bstaa[tn] (?:(?!niet|geen)\w+ ){0,5}?op de agenda\b"
         r"|\b(?:wordt|worden) (?:[\w.]+ ){0,7}?geagendeerd\b",
         "Het punt komt terug op de agenda van 4 juni.", "Na de pauze is iedereen terug op tijd."),
    Rule("will be done", "said", 0.65, "zal zullen",
         r"\b(?:zal|zullen)\b.{0,160}\b(?:worden|opgesteld|uitgewerkt|gedeeld|meegestuurd|voorbereid"
         r"|voorgelegd|oppakken|uitwerken|opgezet)\b",
         "Er zal een memo worden opgesteld.", "Dat zal wel meevallen."),
    Rule("is being done", "said", 0.6, "wordt worden",
         r"\b(?:wordt|worden)\b.{0,120}\b(?:voorgelegd|voorbereid|uitgewerkt|verkend|gedeeld|nagegaan|uitgezocht"
         r"|opgepakt|teruggekoppeld|nagezonden|nagestuurd|toegezonden|rondgestuurd|doorgeschoven|verplaatst naar|uitgezet bij|aangehouden tot|ingesteld|een agendapunt)\b",
         "Hiervoor wordt een aanvraag voorbereid.", "De lijst wordt vastgesteld."),
    Rule("is on an agenda", "said", 0.45, "besproken behandeld voorligg gaat gaan",
         r"\b(?:wordt|worden)\b.{0,80}\b(?:besproken|behandeld)\b|\bvoorliggen (?:in|bij)\b|\bgaa?[nt]? naar (?:de|het) \w*(?:bestuur|raad|board)\b",
         "Op 31 maart worden ze besproken in de raad.", "Wij hebben het besproken."),
    Rule("still to do", "said", 0.6, "moet moeten dient dienen",
         r"\b(?:moet|moeten|dient|dienen) nog\b.{0,120}\b(?:worden|geïnformeerd|uitgewerkt)\b",
         "Ook het bestuur moet nog geïnformeerd worden.", "Het moet nog blijken."),
    Rule("proposed", "said", 0.6, "voorstel voorgesteld advies inzet opdracht idee actie bedoeling",
         r"\b(?:voorstel|advies|inzet|opdracht|bedoeling) is (?:\w+ ){0,6}?om\b|\bis (?:het|de|ons) (?:voorstel|advies|bedoeling) om\b"
         r"|\bhebben voorgesteld\b|\bde opdracht te geven\b"
         r"|\bopdracht (?:\w+ ){1,3}om\b|\bidee (?:(?:\w+ ){0,3}|geopperd )om\b|\bactie is om\b",
         "Het voorstel is om met de provincie te spreken.", "Dit voorstel is goed."),
    Rule("follows", "said", 0.6, "volgt volgen",
         r"\b(?:er )?volgt nog\b|\bvolgt (?:binnenkort|later|spoedig)\b|\bverdere uitwerking\b",
         "Er volgt nog een aanvulling.", "Hij volgt een cursus."),
    # What somebody does or will do.
    Rule("somebody acts", "said", 0.65, " ".join({*verbs.VERBS, *verbs.VERBS.values()}),
         rf"\b(?P<verb>{verbs.alternatives()})\b",
         "Wim zoekt uit wat er aan de hand is.", "Wim licht de cijfers toe."),
    Rule("somebody will", "said", 0.7, "zal zullen",
         r"\b(?P<verb>zal|zullen)\b(?! (?:niet|geen|wel)\b)",
         "Anneke zal het rooster maken.", "De zaal is klaar."),
    Rule("somebody goes", "said", 0.65, "gaat gaan",
         r"\b(?P<verb>gaat|gaan)\b(?=.{0,80}\b(?:na|op zoek|in gesprek|achteraan|heen|aan de slag|langs|bij"
         r"|met|ermee|kijken|vragen|uitzoeken|maken|regelen|bellen)\b)",
         "Fatima gaat daar achteraan.", "Dat gaat goed."),
    Rule("somebody comes with", "said", 0.65, "komt komen",
         r"\b(?P<verb>komt|komen)\b(?=.{0,80}\b(?:met een|terug|met het)\b)",
         "De commissie komt met een voorstel.", "De burgemeester komt ook."),
    Rule("takes it on", "said", 0.7, "zich rekening",
         r"\bne(?:emt|men) (?:\w+ ){0,4}?(?:op zich|voor (?:zijn|haar|hun) rekening)\b",
         "De heer Wiersma neemt dit op zich.", "Zij neemt afscheid."),
    Rule("keeps at it", "said", 0.6, "blijft blijven",
         r"\b(?P<verb>blijft|blijven)\b(?=.{0,60}\b(?:\w*mee bezig|volgen|in de gaten|aandringen)\b)",
         "De heer Blom blijft hiermee bezig.", "Het blijft lastig."),
    Rule("is to receive", "said", 0.55, "krijgen krijgt",
         r"\bkrijg(?:t|en) van (?:hem|haar|hen|ons)\b",
         "De leden krijgen van hem een brief.", "Wim krijgt een compliment."),
    # English.
    Rule("will", "said", 0.7, " will ",
         r"\b(?P<verb>will)\b(?! (?:be|not|take place|start|begin|end|cost|need|have|remain|continue|close)\b)",
         "Colin will instruct the contractor.", "The fair will be held in July."),
    Rule("takes on in English", "said", 0.7, " to ",
         r"\b(?:agree[ds]?|under(?:took|takes?)|offer(?:ed|s)|promise[ds]|volunteer(?:ed|s)) to\b",
         "David agreed to circulate a budget.", "Everyone agreed that it was nice."),
    Rule("is to", "said", 0.7, " to ",
         r"\b(?P<verb>is to|are to|(?:is|are) going to|needs? to|has to|have to|still has to)\b(?! be\b)",
         "The Treasurer is to write to the bank.", "It is too late."),
    Rule("name to", "said", 0.65, " to ",
         r"^\W*(?:[\w.]+ ){1,6}?(?P<verb>to) (?!(?:be|the|a|an|his|her|our|this|that)\b)(?-i:[a-z])+",
         "Helen to approach the local shops.", "It is up to the board."),
    Rule("asked in English", "said", 0.7, "asked requested",
         r"\b(?:was|were|is|are|be|(?:has|have) been) (?:asked|requested|invited) to\b",
         "The group was asked to draw up a plan.", "Colin asked whether we should join."),
    Rule("agreed in English", "said", 0.7, "agreed",
         r"\bagreed that [^.]{2,60}\b(?:would|will|should)\b",
         "It was agreed that Tom would write.", "Everyone agreed that it was nice."),
    Rule("should reach", "said", 0.6, "should must",
         r"\b(?:should|must) (?:reach|be sent to|be with|send|let)\b",
         "Reports should reach Linda by May.", "Should we publish it?"),
    # What may become an action.
    Rule("wish", "perhaps", 0.4, "zou behoefte raadzaam lijkt bevelen oproep belangrijk",
         r"\bzou(?:den)? (?:\w+ ){0,6}?(?:mooi|goed|fijn|zinvol|handig|een uitkomst|graag)\b|\bzou(?:den)? graag\b"
         r"|\bbehoefte (?:is|aan)\b|\braadzaam\b|\bhet lijkt (?:goed|verstandig)\b|\bis aan te bevelen\b|\boproep\b"
         r"|\bbelangrijk (?:dat we|om|te|is)\b",
         "Het zou mooi zijn als er een trainer bij zit.", "Het weer was mooi."),
    Rule("maybe", "perhaps", 0.4, "misschien wellicht mogelijk zou",
         r"\b(?:misschien|wellicht|mogelijk) (?:kan|kunnen|wil|is|moeten|zouden)\b|\bzou(?:den)? (?:\w+ ){0,8}?kunnen\b",
         "Misschien wil de school meedoen.", "Dat is niet mogelijk."),
    Rule("must", "perhaps", 0.4, "moet moeten dient dienen zorgen gaten",
         r"\b(?:we|wij) (?:\w+ ){0,3}?moeten\b|\bmoeten (?:we|wij|ook|nog)\b|\b(?:dient|dienen)\b.{0,120}\bte \w+en\b"
         r"|\bblijven (?:\w+ ){0,3}(?:vragen|drukken|houden)\b|\bin de gaten houden\b|\bmoet nog nader\b",
         "We moeten iets doen aan de stalling.", "Dat moet kunnen."),
    Rule("passed on", "perhaps", 0.35, "mee gevraagd suggestie streven verkennen meegegeven pleit overweging gesuggereerd voorgesteld stelt komt",
         r"\bgeeft mee\b|\bmeegegeven\b|\baandacht gevraagd\b|\bde suggestie\b|\bpleit voor\b|\bin overweging\b|\bgesuggereerd\b|\b(?:wordt|is) voorgesteld\b|\bstelt voor\b|\ber komt een\b|\bhet streven is\b|\bwillen (?:\w+ ){0,4}verkennen\b",
         "De heer Bos geeft mee dat het anders moet.", "Iedereen doet mee."),
    Rule("bare order", "perhaps", 0.4, "kijken zorgen nadenken onderzoeken",
         r"^\W*(?:(?:Daarnaast|Ook|\w+;) )?(?:kijken|zorgen|nadenken|onderzoeken|nagaan|verkennen) (?:of|dat|wat|waar|hoe)\b",
         "Kijken of er speerpunten te maken zijn.", "Zij kijken ernaar."),
    Rule("wish in English", "perhaps", 0.4, "would should ought might could perhaps something",
         r"\b(?:would be (?:good|nice|worth|useful|helpful)|would make|ought to|might be worth|perhaps|maybe"
         r"|should perhaps|something (?:will have|needs) to be done|could (?:perhaps|run|be asked))\b",
         "We ought to think about access.", "He would not come."),
    # What speaks against it.
    Rule("question", "not", 0.9, "? hoe waarom wie how why",
         r"\?[\"”’');]*$|^\W*(?:\d{1,2}\.\s*)?(?:hoe|waarom|wie|how|why)\b", "Komt er een tweede uitgang?", "Dat weet Jan."),
    Rule("had promised", "not", 0.6, "had hadden",
         r"\bhad(?:den)?\b", "Joost had toegezegd te tellen.", "Jan heeft tijd."),
    Rule("was to", "not", 0.35, "zou zouden",
         r"\bzou(?:den)?\b(?!.{0,60}\b(?:mooi|goed|fijn|zinvol|handig|uitkomst|graag|kunnen)\b)", "Wim zou de verzekering bellen.", "Wim belt."),
    Rule("has done", "not", 0.55, "heeft hebben is zijn",
         rf"(?<!te )\b(?:heeft|hebben)\b(?! (?:\w+ )?(?:toegezegd|voorgesteld|aangeboden|beloofd))(?:(?! en ).){{0,120}}?\b{_DONE}\b",
         "Noor heeft het verslag op de site gezet.", "Jan heeft geen tijd."),
    Rule("is done", "not", 0.5, "gebeurd klaar afgehandeld afgerond inmiddels",
         r"\b(?:is|zijn|was|waren) (?:\w+ ){0,5}?(?:gebeurd|klaar|afgehandeld|afgerond|uitgevoerd|geweest|verstuurd)\b|\binmiddels\b"
         r"|\breeds\b|\bvorig(?:e)? (?:jaar|week|maand|keer)\b|\bafgelopen\b",
         "Actiepunt 1 is klaar.", "De klaroen klinkt."),
    Rule("settled", "not", 0.5, "vastgesteld goedgekeurd kennis akkoord stemt instem",
         r"\b(?:vastgesteld|goedgekeurd|kennisgeving|neem(?:t|en) (?:\w+ ){0,5}?kennis|kennis te nemen|verleent instemming)\b"
         r"|\bgaat (?:\w+ )?akkoord\b|\bin te stemmen\b|\bstemt\b",
         "De agenda wordt ongewijzigd vastgesteld.", "Zij delen hun kennis."),
    Rule("denied", "not", 0.6, "niet geen hoef vervallen",
         r"\b(?:hoef(?:t|de|den|ven)?|hoeven)\b.{0,60}\b(?:niet|geen|pas)\b|\bgeen (?:\w+ )?(?:actie|plannen|zin|reden)\b"
         r"|\b(?:is|zijn) (?:\w+ ){0,4}?niet (?:\w+ )?nodig\b|\bniet nodig\b|\b(?:zal|zullen|gaat|wordt) niet\b|\bkan vervallen\b",
         "Kandidaten hoeven geen lid te zijn.", "Zij gaan niet mee."),
    Rule("rules of procedure", "not", 0.6, "artikel reglement statuten wet rule clause policy",
         r"\bartikel \d|\b(?:volgens|in) (?:het|de) (?:reglement|statuten|verordening|wet)\b|\brules? (?:say|\d)|\bclause \d|\bpolicy states\b",
         "Volgens artikel 7 helpen leden mee.", "Het artikel verschijnt."),
    Rule("told", "not", 0.4, "licht legt merkt voegt laat deelt bezwaar vult vertel vraagt wil vindt vinden",
         r"\b(?:licht (?:\w+ ){0,4}?toe|legt uit|merkt op|vult (?:\w+ ){0,2}?aan dat|voegt (?:\w+ ){0,3}?toe dat|laat weten dat|deelt mee|bezwaar|vertelt|wil weten|vraagt (?:of|wanneer|waarom|zich af|aandacht|naar)|vind(?:t|en)(?! plaats))\b",
         "Jan vraagt of het kan.", "Jan vraagt offertes op."),
    Rule("the state", "not", 0.45, "kamer kabinet departement minister rijk ministerie ocw bzk",
         r"\b(?:uw|de tweede) kamer\b|\b(?:het )?kabinet\b|\bdepartementen\b|\bministeries?\b|\b(?:het|rijk en|en) rijk\b|\bOCW\b|\bBZK\b",
         "Het kabinet zal dit uitwerken.", "De camera staat aan."),
    Rule("past in English", "not", 0.5, "had has have was were thanked already",
         r"\b(?:had (?:agreed|promised|asked)|(?:has|have) (?:now |since |already )?been (?!asked|requested|invited)\w+|(?:was|were) (?!asked|requested|agreed|to )\w+ed\b|thanked|already)",
         "David had promised to look into it.", "David has the key."),
    Rule("denied in English", "not", 0.7, "not no nothing",
         r"\b(?:does not need|do not need|need not|not required|no (?:further )?(?:action|decision)|nothing needs|no letters)\b",
         "No further action is required.", "Nobody felt strongly."),
    Rule("settled in English", "not", 0.4, "noted approved agreed reported",
         r"\b(?:was|were) (?:noted|approved|agreed(?! that)|reported)\b|\breported that\b|\bconfirmed\b",
         "The minutes were approved.", "The Chair agreed to write."),
    Rule("shall", "not", 0.6, "shall", r"\bshall\b", "Notice shall be given.", "A shallow pond."),
    Rule("shall not be us", "not", 0.4, "naar verwachting verwacht expected",
         r"\bnaar verwachting\b|\bverwacht(?:en)? dat\b|\bis expected\b|\bstaat los\b",
         "Naar verwachting start de bouw in mei.", "Wij wachten af."),
)  # fmt: skip


class Compiled(NamedTuple):
    """A rule that is ready to be matched.

    Attributes:
        rule: The rule.
        parts: Parts of words, of which the sentence has one.
        whole: Whole words instead, where there are many.
        pattern: Its pattern.
        beside: Whether somebody must stand beside the verb.
    """

    rule: Rule
    parts: tuple[str, ...]
    whole: frozenset[str]
    pattern: re.Pattern[str]
    beside: bool


_MANY = 20


@cache
def compiled(against: bool, least: float) -> tuple[Compiled, ...]:
    """Return the rules for or against an action with their patterns, which are compiled once."""
    ready = []
    for rule in RULES:
        if (rule.kind == "not") != against or rule.weight < least:
            continue
        parts = (rule.words,) if rule.words.startswith(" ") else tuple(rule.words.split())
        pattern = re.compile(rule.pattern, re.IGNORECASE)
        whole = frozenset(parts) if len(parts) > _MANY else frozenset()
        ready.append(
            Compiled(rule, () if whole else parts, whole, pattern, "verb" in pattern.groupindex)
        )
    return tuple(ready)


Match = tuple[Rule, re.Match[str]]


def matching(text: str, *, against: bool = False, least: float = 0.0) -> list[Match]:
    """Return the rules that match a sentence, each with every match of a group `verb`.

    Args:
        text: The sentence.
        against: Whether to return the rules that speak against an action, or the others.
        least: The least weight of a rule that is worth to look for.
    """
    lower = text.lower()
    tokens = set(lower.replace(",", " ").replace(".", " ").split())
    found: list[Match] = []
    for rule, parts, whole, pattern, beside in compiled(against, least):
        if whole:
            if whole.isdisjoint(tokens):
                continue
        else:
            for part in parts:
                if part in lower:
                    break
            else:
                continue
        if beside:
            found += [(rule, match) for match in pattern.finditer(text)]
        elif match := pattern.search(text):
            found.append((rule, match))
    return found
