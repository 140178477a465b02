"""What a sentence is worth: the rules that match, who stands beside the verb, and where it stands."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from actiepunt.documents import Block
from actiepunt.harvest.owners import Owner
from actiepunt.harvest.rules import Kind, Rule, matching
from actiepunt.harvest.sentences import Sentence
from actiepunt.importers.headings import meaning

SAID, PERHAPS = 0.5, 0.3  # the least weight of each kind
_DATED = 0.05  # what a day adds
_LISTS = re.compile(
    r"\b(?:acties?|actielijst|actiepunten|actie- en|vervolg(?:acties|stappen)|afspraken(?:lijst)?"
    r"|planning|toezeggingen(?:lijst)?|besluiten en acties|to-?do|action (?:points?|items?|list|summary|log)"
    r"|actions|next steps)\b",
    re.IGNORECASE,
)
_VERVOLG = re.compile(r"\W*(?:[\d.]+ )?vervolg\W*", re.IGNORECASE)
_ASKS = re.compile(
    r"\b(?:voorgesteld|verzocht|gevraagd|verzoekt|vraagt|vragen|afgesproken|besloten|actiepunten?|gaat (?:dan )?om"
    r"|asked|requested|agreed|proposed|action points?)\b[^.]{0,60}:\s*$",
    re.IGNORECASE,
)
_NO_LIST = re.compile(
    r"\b(?:vergader|vorige|afgehandeld|stand van|evaluatie van|jaar|concept)", re.IGNORECASE
)
_CLOSED = re.compile(
    r"^(?:afgerond|gereed|gedaan|klaar|afgehandeld|afgevoerd|vervallen|done|closed|completed?|cancelled|ok)\b",
    re.IGNORECASE,
)  # fmt: skip
_JOINT = re.compile(r"^(?:[ ,/]|en|and|samen)*$")
_NEXT_TO = re.compile(r"^[ ,]*(?:\([^)]{1,30}\))?[ ,]*(?:(?:ook|nog|dit|dat|also|still|then) )?$")
_PRONOUN = re.compile(r"(?:^|[\s,;])(?:hij|zij|ze|we|wij|ik|he|she|we|they|I) $", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|wij|ze|they)\b", re.IGNORECASE)  # more often tells how things are
_AND = re.compile(r"\b(?:en|and) $")
_FRONT = 4  # where the subject of a sentence may begin
_HIM = re.compile(r"\b(?:hem|haar|hen)\b", re.IGNORECASE)
_AFTER = re.compile(r"^ (?:hij|zij|ze|we|wij|ik)\b", re.IGNORECASE)


class Weight(NamedTuple):
    """What a sentence is.

    Attributes:
        kind: Its kind; None where it is nothing.
        score: How sure that is, from 0.
        rule: The name of the strongest rule.
        match: Where that rule matched; None where its place decided.
        subject: Who stands beside the verb.
        pronoun: Whether a pronoun stands beside the verb.
    """

    kind: Kind | None
    score: float
    rule: str = ""
    match: re.Match[str] | None = None
    subject: tuple[Owner, ...] = ()
    pronoun: bool = False


NOTHING = Weight(None, 0)


def is_list(heading: str) -> bool:
    """Tell whether a heading stands above a list of actions."""
    return (
        len(heading) <= 60
        and not heading.endswith(".")
        and bool(_LISTS.search(heading) or _VERVOLG.fullmatch(heading))
        and not _NO_LIST.search(heading)
    )


def asks(text: str) -> bool:
    """Tell whether a paragraph ends in a colon behind which stands what is asked or agreed."""
    return bool(_ASKS.search(text[-200:]))


def weigh(
    sentence: Sentence,
    owners: Callable[[], Sequence[Owner]],
    *,
    listed: Kind | None,
    dated: Callable[[], bool],
    outside: bool = False,
    more: bool = True,
) -> Weight:
    """Return what a sentence is.

    Args:
        sentence: It.
        owners: Tells who is named in it; asked only where that matters.
        listed: What its list makes of an item: `marked` below a heading such as "Acties", `said`
            below a paragraph that asks for something.
        dated: Tells whether it names a day or period to come; asked only where that matters.
        outside: Whether it stands in a letter or annex of somebody else.
        more: Whether the weak ones are wanted; without them fewer rules need a look.
    """
    best = NOTHING
    foreign = 0.3 if outside else 0.0
    least = (PERHAPS if more else SAID) - _DATED + foreign
    for rule, match in matching(sentence.text, least=round(least, 2)):
        weight = _weight(rule, match, sentence, owners)
        if weight.score > best.score or (rule.kind == "marked" and best.kind != "marked"):
            best = weight
    if best.kind is None and not listed:
        return NOTHING
    speak = [rule for rule, _ in matching(sentence.text, against=True)]
    if any(rule.name == "question" for rule in speak):
        return NOTHING
    against = sum((rule.weight for rule in speak), foreign)
    takes = listed == "marked" or (listed and best.kind is None)
    if takes and best.kind != "marked" and against < 0.5 and len(sentence.text) > 5:
        return Weight(listed, 0.9, "item of a list", None, best.subject)
    if best.kind is None or sentence.kind == "heading":
        return best if best.kind == "marked" and against < 0.5 else NOTHING
    if best.kind == "marked":
        return best if against < 0.9 else NOTHING
    score = best.score - against
    near = any(score < bound <= score + _DATED for bound in (SAID, PERHAPS))
    score += _DATED if near and dated() else 0
    if best.kind == "said" and score >= SAID:
        return best._replace(score=score)
    return best._replace(kind="perhaps", score=score) if score >= PERHAPS else NOTHING


def _weight(
    rule: Rule, match: re.Match[str], sentence: Sentence, owners: Callable[[], Sequence[Owner]]
) -> Weight:
    kind: Kind = "said" if rule.kind == "not" else rule.kind
    if "verb" not in match.re.groupindex:
        return Weight(kind, rule.weight, rule.name, match, (), bool(_HIM.search(match[0])))
    text, start, end = sentence.text, match.start("verb"), match.end("verb")
    before = [one for one in owners() if one.end <= start]
    subject: list[Owner] = []
    if before and _NEXT_TO.match(text[before[-1].end : start]):
        subject = [before.pop()]
        while before and _JOINT.match(text[before[-1].end : subject[0].start]):
            subject.insert(0, before.pop())
    if not subject and not _PRONOUN.search(text[:start]):
        behind = [one for one in owners() if one.start >= end]
        if behind and not text[end : behind[0].start].strip():
            subject = [behind[0]]
            for one in behind[1:]:
                if not _JOINT.match(text[subject[-1].end : one.start]):
                    break
                subject.append(one)
    if not subject and owners() and _AND.search(text[:start]) and owners()[0].start <= _FRONT:
        subject = [owners()[0]]  # "De voorzitter bedankt haar en stuurt een bloemetje"
    pronoun = not subject and bool(_PRONOUN.search(text[:start]) or _AFTER.match(text[end:]))
    if not subject and not pronoun:
        return NOTHING
    weight = rule.weight - (0.2 if pronoun and _WE.search(text[max(0, start - 5) : end + 5]) else 0)
    return Weight(kind, weight, rule.name, match, tuple(subject), pronoun)


def columns(block: Block) -> dict[str, str]:
    """Return the cells of a row by the field that the heading of their column means."""
    found: dict[str, str] = {}
    for heading, cell in zip(block.header, block.cells, strict=False):
        fields = meaning(heading) if heading.strip() else ()
        if fields and fields[0] not in found:
            found[fields[0]] = " ".join(cell.split())
    return found


def is_action_row(cells: dict[str, str]) -> bool:
    """Tell whether the row of a table is an action that is not closed."""
    if not cells.get("summary") or not {"owners", "due", "status"} & cells.keys():
        return False
    return not _CLOSED.match(cells.get("status", ""))
