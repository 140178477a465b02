"""Measure how well harvest finds: precision and recall for each kind, on seen and unseen documents.

    python tests/harvest/measure.py [--seen] [--wrong] [DOCUMENT…]

The documents are the two real ones of the project, by path; those written for the tests are always
measured. `--seen` leaves the unseen ones out, as whoever tunes a rule does; `--wrong` shows what was
missed and what was proposed in vain, of seen documents only.

An action counts as found whether it is proposed as marked or as said; the table has a row for each
as it was labelled (recall) and as it was proposed (precision).
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from labelled import ACTIONS, Labelled, own, real

from actiepunt.core import due
from actiepunt.core.model import Action, Meeting
from actiepunt.harvest.proposals import Proposal, propose
from actiepunt.text import fold

KINDS = ("marked", "said", "perhaps", "meeting")


class Score(NamedTuple):
    """What was proposed, what of it was right, what was wanted, and what of that was found."""

    proposed: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0

    def __add__(self, other: tuple[object, ...]) -> "Score":
        """Add up two documents."""
        assert isinstance(other, Score)
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of what was proposed that is right."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found."""
        return self.found / self.wanted if self.wanted else 1.0


def _group(kind: str) -> str:
    return "action" if kind in ACTIONS else kind


def measure(labelled: Labelled, *, wrong: bool = False) -> dict[str, Score]:
    """Return the scores of a document by kind, and those of owners and of days under these names."""
    proposals = propose(labelled.document, labelled.register, labelled.day, more=True)
    by_print: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        by_print.setdefault(proposal.sentence.fingerprint, []).append(proposal)
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*KINDS, "owners", "due")}
    for proposal in proposals:
        label = labelled.labels.get(proposal.sentence.fingerprint)
        kind = label.kind if label else "none"
        right = _group(kind) == _group(proposal.kind)
        if proposal.kind == "perhaps":
            right = kind in {"perhaps", *ACTIONS}
        counts[proposal.kind]["proposed"] += 1
        counts[proposal.kind]["right"] += right
        if label and right and label.text and proposal.kind != "perhaps":
            _fields(proposal, labelled, counts, wrong=wrong)
        if wrong and not right:
            print(
                f"  vain {proposal.kind:8}{kind:8} {proposal.rule}: {proposal.sentence.text[:150]}"
            )
    for key, label in labelled.labels.items():
        kinds = {one.kind for one in by_print.get(key, ())}
        wanted = (
            {"perhaps", *ACTIONS}
            if label.kind == "perhaps"
            else (set(ACTIONS) if label.kind in ACTIONS else {label.kind})
        )
        counts[label.kind]["wanted"] += 1
        counts[label.kind]["found"] += bool(kinds & wanted)
        if wrong and not kinds & wanted:
            print(f"  miss {label.kind:8}{','.join(kinds):8} {label.text[:150] or key}")
    return {
        kind: Score(count["proposed"], count["right"], count["wanted"], count["found"])
        for kind, count in counts.items()
    }


def _fields(
    proposal: Proposal, labelled: Labelled, counts: dict[str, Counter[str]], *, wrong: bool
) -> None:
    label = labelled.labels[proposal.sentence.fingerprint]
    record = proposal.record
    day = record.day if isinstance(record, Meeting) else due.deadline(record.due, {})
    told = day.isoformat() if day else ""
    pairs = [("due", {told} - {""}, {label.due[:10]} - {""})]
    if isinstance(record, Action):
        pairs.append(("owners", set(map(fold, record.owners)), set(map(fold, label.owners))))
    for name, found, wanted in pairs:
        counts[name]["proposed"] += bool(found)
        counts[name]["wanted"] += bool(wanted)
        equal = found == wanted and bool(wanted)
        counts[name]["right"] += equal
        counts[name]["found"] += equal
        if wrong and found != wanted:
            print(f"  {name} {found} not {wanted}: {proposal.sentence.text[:110]}")


def together(documents: Iterable[Labelled], *, wrong: bool = False) -> dict[str, Score]:
    """Return the scores of several documents together."""
    total = {kind: Score() for kind in (*KINDS, "owners", "due")}
    for labelled in documents:
        if wrong:
            print(labelled.document.name)
        for kind, score in measure(labelled, wrong=wrong and not labelled.unseen).items():
            total[kind] += score
    return total


def table(documents: Sequence[Labelled]) -> Iterator[str]:
    """Yield the lines of the table of figures."""
    yield "| documents | kind | proposed | precision | labelled | recall |"
    yield "|---|---|---:|---:|---:|---:|"
    groups = (
        ("seen", [one for one in documents if not one.unseen]),
        ("unseen", [one for one in documents if one.unseen]),
    )
    for name, group in groups:
        for kind, score in together(group).items() if group else ():
            if not score.wanted and not score.proposed:
                continue  # the labels of the real documents have neither owners nor days
            yield (
                f"| {name} | {kind} | {score.proposed} | {score.precision:.2f}"
                f" | {score.wanted} | {score.recall:.2f} |"
            )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--seen", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    written, papers = list(own()), [real(path) for path in given.documents]
    if given.seen:
        written, papers = ([one for one in group if not one.unseen] for group in (written, papers))
    if given.wrong:
        together([*written, *papers], wrong=True)
    for title, group in (("Written for the tests", written), ("Real", papers)):
        if group:
            print(f"\n{title}: {', '.join(one.document.name for one in group)}\n")
            print("\n".join(table(group)))


if __name__ == "__main__":
    main()
