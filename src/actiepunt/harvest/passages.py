"""Passages of a document: what stands below one heading, sentence by sentence.

So that what the rules missed is seen, and can be taken all the same.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from actiepunt.core.model import Action, Meeting
from actiepunt.documents import Document
from actiepunt.harvest.sentences import Sentence, sentences


class Passage(NamedTuple):
    """The sentences below a heading, which is the first of them where there is one."""

    document: Document
    sentences: tuple[Sentence, ...]

    def left(self, fingerprints: Collection[str]) -> list[Sentence]:
        """Return the sentences, headings apart, whose fingerprints are not among these."""
        return [
            sentence
            for sentence in self.sentences
            if sentence.kind != "heading" and sentence.fingerprint not in fingerprints
        ]


def passages(documents: Iterable[Document]) -> Iterator[Passage]:
    """Yield the passages of documents, in order; headings without text go with the next one."""
    for document in documents:
        found: list[Sentence] = []
        for sentence in sentences(document):
            if sentence.kind == "heading" and any(one.kind != "heading" for one in found):
                yield Passage(document, tuple(found))
                found = []
            found.append(sentence)
        if found:
            yield Passage(document, tuple(found))


def place(found: Sequence[Passage], sentence: Sentence) -> int:
    """Return the index of the passage in which a sentence stands; 0 if in none."""
    at = (index for index, passage in enumerate(found) if sentence in passage.sentences)
    return next(at, 0)


def placed(action: Action, sentence: Sentence, document: str, meeting: Meeting | None) -> Action:
    """Return an action with the meeting, and the place of its sentence as its source.

    Args:
        action: The action.
        sentence: The sentence that it comes from.
        document: The name of the document.
        meeting: The meeting of which the document has the minutes; None where that is unknown.
    """
    action = action._replace(source=" ".join(filter(None, [document, sentence.place])))
    if meeting:
        action = action._replace(meeting=meeting.id, body=action.body or meeting.body)
    return action
