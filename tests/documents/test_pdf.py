"""Documents in PDF: their pages, lines joined as in plain text, and what cannot be read."""

import io
import sys

import pytest

from actiepunt.documents import pdf
from actiepunt.errors import ActiepuntError
from wordfiles import read

PAGE = """
<style>@page {{ size: A5; @top-left {{ content: "Zwemclub" }} @bottom-right {{ content: counter(page) }} }}
body {{ font: 11pt serif }} table {{ width: 100% }} h2 {{ break-before: {before} }}</style>
<p>Verslag van het bestuur</p>
<p>1. Opening</p>
<p>De voorzitter opent de vergadering om acht uur en heet de nieuwe trainer welkom, die na
de zomer de jongste groep gaat leiden en daarvoor een plan maakt.</p>
<ul><li>Roos koopt kurken.</li></ul>
<table><tr><td>Actie</td><td>Wie</td><td>Wanneer</td></tr><tr><td>Kurken kopen</td><td>Roos</td>
<td>1 mei</td></tr><tr><td>Lijnen spannen</td><td>Tim</td><td>juni</td></tr></table>
<h2>2. Sluiting</h2>
<p>De voorzitter sluit de vergadering.</p>
"""


def made(page: str) -> bytes:
    """Return a page as PDF."""
    from weasyprint import HTML

    data = HTML(string=page).write_pdf()
    assert isinstance(data, bytes)
    return data


def test_a_document_is_read_with_its_pages() -> None:
    document = read("verslag.pdf", made(PAGE.format(before="page")))

    assert [(b.page, b.kind, b.number, b.text) for b in document.blocks] == [
        (1, "heading", "", "Verslag van het bestuur"),
        (1, "heading", "1", "Opening"),
        (1, "paragraph", "", "De voorzitter opent de vergadering om acht uur en heet de nieuwe trainer welkom, die na de zomer de jongste groep gaat leiden en daarvoor een plan maakt."),
        (1, "item", "", "Roos koopt kurken."),
        (1, "row", "", "Actie | Wie | Wanneer"),
        (1, "row", "", "Kurken kopen | Roos | 1 mei"),
        (1, "row", "", "Lijnen spannen | Tim | juni"),
        (2, "heading", "2", "Sluiting"),
        (2, "paragraph", "", "De voorzitter sluit de vergadering."),
    ]  # fmt: skip
    assert [block.line for block in document.blocks] == [*range(1, 10)]
    assert document.blocks[5].header == ("Actie", "Wie", "Wanneer")


def encrypted(password: str) -> bytes:
    """Return a document with a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made("<p>Roos koopt kurken.</p>"))))
    writer.encrypt(password, "eigenaar", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_document_that_only_forbids_to_print_is_read() -> None:
    assert [b.text for b in read("a.pdf", encrypted("")).blocks] == ["Roos koopt kurken."]


def test_what_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    scan = made('<svg width="100" height="100"><rect width="50" height="50"/></svg>')
    for data, message in (
        (encrypted("geheim"), "a.pdf has a password"),
        (scan, "a.pdf holds no text"),
        (scan[:300], "a.pdf is damaged, or not what its name says"),
        (b"zomaar tekst", "a.pdf is damaged, or not what its name says"),
    ):
        with pytest.raises(ActiepuntError) as refused:
            read("a.pdf", data)
        assert refused.value.message == message
        assert refused.value.advice

    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(ActiepuntError, match=r"^a.pdf has more than 1 pages$"):
        read("a.pdf", made(PAGE.format(before="page")))


def test_without_pypdf_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)

    with pytest.raises(ActiepuntError, match="need the package pypdf") as refused:
        read("a.pdf", b"%PDF-1.7\n")

    assert refused.value.advice == "Install it: pip install 'actiepunt[read-pdf]'"
