"""Sentences of a document, with the place where each stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import own, read

from actiepunt.documents import Block, Document
from actiepunt.harvest.sentences import fingerprint, sentences, split


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Dhr. J.P. de Vries komt. Mw. Bos niet.", ["Dhr. J.P. de Vries komt.", "Mw. Bos niet."]),
        ("Op 22 januari jl. De brief kwam.", ["Op 22 januari jl.", "De brief kwam."]),
        ("Het is o.a. Doetinchem die meedoet.", ["Het is o.a. Doetinchem die meedoet."]),
        ("Dinsdag a.s. 8 april, 19.30 uur.", ["Dinsdag a.s. 8 april, 19.30 uur."]),
        ("Het kost € 1.500. 30 euro is over.", ["Het kost € 1.500.", "30 euro is over."]),
        ("1. Bellen met A. Bos. Zij weet het.", ["1. Bellen met A. Bos.", "Zij weet het."]),
        ("Dit ligt bij de OR. De OR beslist.", ["Dit ligt bij de OR.", "De OR beslist."]),
        ("Wie doet dat? Jan.", ["Wie doet dat?", "Jan."]),
        ('"Goed zo!" Dat zei zij.', ['"Goed zo!"', "Dat zei zij."]),
        ("Mr. Dawes won. Colin left at 7 p.m. and drove.", ["Mr. Dawes won.", "Colin left at 7 p.m. and drove."]),
        ("14 maart: feest 19 maart: diner", ["14 maart: feest", "19 maart: diner"]),
        ("Acties e Bellen o De brief sturen • Klaar", ["Acties", "Bellen", "De brief sturen", "Klaar"]),
        ("   ", []),
    ],
)  # fmt: skip
def test_a_text_is_split_into_sentences(text: str, wanted: list[str]) -> None:
    assert [text[start:end] for start, end in split(text)] == wanted


def test_a_sentence_knows_its_place() -> None:
    document = read(
        "# 4 Werk\n\nInleiding. Nog een.\n\n## 4.2 Dak\n\n- Het lekt.\n\n# 5 Slot\n\nEinde."
    )

    assert [(s.text, s.block, s.start, s.place, s.path) for s in sentences(document)] == [
        ("Werk", 0, 0, "§4", ("Werk",)),
        ("Inleiding.", 1, 0, "§4", ("Werk",)),
        ("Nog een.", 1, 11, "§4", ("Werk",)),
        ("Dak", 2, 0, "§4.2", ("Werk", "Dak")),
        ("Het lekt.", 3, 0, "§4.2", ("Werk", "Dak")),
        ("Slot", 4, 0, "§5", ("Slot",)),
        ("Einde.", 5, 0, "§5", ("Slot",)),
    ]


def test_lines_that_are_broken_elsewhere_are_the_same_sentence() -> None:
    assert fingerprint("De samen- werking, komt.") == fingerprint("De samenwerking komt")
    assert fingerprint("De samenwerking komt") != fingerprint("De samenwerking kwam")


def test_every_label_is_on_a_sentence_of_its_document() -> None:
    for labelled in own():
        known = {sentence.fingerprint for sentence in sentences(labelled.document)}
        assert set(labelled.labels) <= known, labelled.document.name


@given(st.text(alphabet=st.sampled_from("aB. ?!1\n\"'•:mei maart€"), max_size=80))
def test_sentences_are_the_text_in_order(text: str) -> None:
    document = Document("x.txt", [Block("paragraph", text)])

    found = list(sentences(document))

    at = 0
    for sentence in found:
        assert text[sentence.start :].startswith(sentence.text)
        assert sentence.start >= at
        assert not text[at : sentence.start].strip(" \n•")
        assert sentence.text == sentence.text.strip() != ""
        at = sentence.start + len(sentence.text)
    assert not text[at:].strip(" \n•")
