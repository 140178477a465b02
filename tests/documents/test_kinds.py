"""What a file is: by its bytes where they tell it, and else by its extension."""

import pytest

from actiepunt import documents
from actiepunt.errors import ActiepuntError
from wordfiles import brief, docx, odt, read

WORD = docx("<w:p><w:r><w:t>Uit Word.</w:t></w:r></w:p>")
OPEN = odt("<text:p>Uit LibreOffice.</text:p>")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("verslag", b"Tekst.", "Tekst."),
        ("VERSLAG.TXT", b"Tekst.", "Tekst."),
        ("verslag.text", b"<b>", "<b>"),
        ("verslag.docm", WORD, "Uit Word."),
        ("verslag.txt", WORD, "Uit Word."),
        ("verslag.doc", WORD, "Uit Word."),
        ("verslag.docx", OPEN, "Uit LibreOffice."),
        ("verslag.ott", OPEN, "Uit LibreOffice."),
        ("verslag.txt", b"Zie %PDF-1.7 van vorige week.", "Zie %PDF-1.7 van vorige week."),
    ],
)
def test_what_the_bytes_are_decides(name: str, data: bytes, text: str) -> None:
    document = read(name, data)

    assert (document.name, brief(document)) == (name, [text])


@pytest.mark.parametrize(
    ("name", "data", "message", "advice"),
    [
        ("a.csv", b"a;b", "a file that ends in .csv cannot be read: a.csv", "What can be read: .docx, .eml, .html, .md, .odt, .pdf, .txt."),
        ("a.doc", b"{\\rtf1}", "a.doc is of another kind: RTF", "Open it in the program that made it, and save it as .docx."),
        ("a.doc", b"\xdba-\0", "a.doc is of another kind: a document of an old Word", "Open it in the program that made it, and save it as .docx."),
        ("a.txt", b"II*\0", "a.txt is of another kind: TIFF", "Let a program recognize the text in it (OCR), and save that as .docx or .txt."),
        ("a.odt", b"tekst", "a.odt is damaged, or not what its name says", "Open it in the program that made it, and save it again."),
        ("a.txt", b" \n\t", "a.txt is empty", "Save the text in it, and try again."),
        ("a.txt", b"a" * 2_000_001, "a.txt is larger than 2 MB", "Save the part with the minutes as a document of its own."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_advice(
    name: str, data: bytes, message: str, advice: str
) -> None:
    with pytest.raises(ActiepuntError) as refused:
        read(name, data)

    assert (refused.value.message, refused.value.advice) == (message, advice)


def test_a_format_is_a_module() -> None:
    assert documents.formats() == ["docx", "eml", "html", "md", "odt", "pdf", "txt"]
    assert {"docx", "docm", "htm", "markdown", "pdf"} <= documents.extensions()
    assert "" not in documents.extensions()
