"""Every reader, with files that were damaged or made to harm: an error for people, and soon."""

import io
import random
import time
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actiepunt import documents
from actiepunt.documents import Block
from actiepunt.errors import ActiepuntError
from wordfiles import docx, odt, read

W_TABLE = (
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>Actie</w:t></w:r></w:p>"
    "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
)
W_PARAGRAPH = (
    "<w:p><w:pPr><w:pStyle w:val='Kop1'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
    "</w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Opening</w:t></w:r></w:p>"
)
STYLES = "<w:style w:type='paragraph' w:styleId='Kop1'><w:name w:val='heading 1'/></w:style>"
NUMBERING = (
    "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
    "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
)
ODF = (
    "<text:h text:outline-level='1'>Opening</text:h><text:list text:style-name='L1'><text:list-item "
    "text:start-value='3'><text:p>Punt</text:p></text:list-item></text:list><table:table>"
    "<table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>a</text:p>"
    "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
    "</table:table>"
)
TEXT = "Verslag\n\n1. Opening\nTekst van het ver-\nslag.\n\n- punt\n\nActie   Wie   Wanneer\na   b   c\nd   e   f\n\fPagina 2\n"
PAGE = "<h1>Verslag</h1><ul><li>punt</ul><table><tr><td rowspan=2>a<td>b<tr><td>c</table><p style='x'>d &amp; e"
MARKDOWN = "# Verslag\n\n1. een\n   - twee\n\n| a | b |\n|---|---|\n| c | d |\n\n<p>e</p>\n"


def message() -> bytes:
    """Return a message with a page and a document."""
    made = EmailMessage()
    made["Subject"] = "Verslag café"
    made.set_content("Tekst.\n> oud\n")
    made.add_alternative(PAGE, subtype="html")
    made.add_attachment(TEXT, filename="stuk.txt")
    return made.as_bytes()


def in_pdf() -> bytes:
    """Return a document in PDF."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 20 200 Td (De voorzitter opent.) Tj 0 -14 Td (Jan belt.) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject({
        NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})
    })  # fmt: skip
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


SOUND: dict[str, bytes] = {
    "docx": docx(W_PARAGRAPH + W_TABLE, STYLES, NUMBERING),
    "odt": odt(ODF),
    "txt": TEXT.encode(),
    "html": PAGE.encode(),
    "md": MARKDOWN.encode(),
    "eml": message(),
    "pdf": in_pdf(),
}


def attempt(name: str, data: bytes) -> list[Block]:
    """Read a file that may be refused; return its blocks, which are as blocks must be."""
    try:
        blocks = [*read(name, data).blocks]
    except ActiepuntError as refused:
        assert refused.message
        assert refused.advice
        assert "\n" not in refused.message + refused.advice
        return []
    for block in blocks:
        assert block.text == " ".join(block.text.split())
        assert block.text
        assert block.text.isprintable() or "\0" not in block.text
        assert block.line > 0
        assert (block.kind == "row") == bool(block.cells)
        assert (block.level > 0) == (block.kind in {"heading", "item"})
    return blocks


def test_there_is_a_file_of_each_format() -> None:
    assert sorted(SOUND) == documents.formats()
    for extension, data in SOUND.items():
        assert attempt(f"a.{extension}", data)


@pytest.mark.parametrize("extension", sorted(SOUND))
def test_a_damaged_file_is_read_or_refused(extension: str) -> None:
    chance = random.Random(extension)  # noqa: S311 - to repeat it
    for _round in range(150):
        data = bytearray(SOUND[extension])
        for _change in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            match chance.randrange(4):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randint(1, 30)]
                case 2:
                    data[at:at] = data[at : at + chance.randint(1, 30)]
                case _:
                    data[at] ^= 1 << chance.randrange(8)
            if not data:
                break
        attempt(f"a.{extension}", bytes(data))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", lambda body: docx(body, STYLES, NUMBERING)),
        ("a.odt", odt),
    ],
)
def test_damaged_xml_is_read_or_refused(name: str, make: Callable[[str], bytes]) -> None:
    chance = random.Random(name)  # noqa: S311 - to repeat it
    body = W_PARAGRAPH + W_TABLE if name == "a.docx" else ODF
    values = ["0", "-1", "999999999999", "x", "", "1.5", "٣"]
    for _round in range(150):
        parts = body.split("'")
        at = chance.randrange(len(parts) // 2) * 2 + 1
        parts[at] = chance.choice(values)
        attempt(name, make("'".join(parts)))
        start = chance.randrange(len(body))
        attempt(name, make(body[:start] + body[start + chance.randint(1, 9) :]))


@given(
    text=st.text(st.sampled_from("aB1.-•|#> \t\n\f\r\u00ad\u200b€:;(&<*_`)"), max_size=300),
    extension=st.sampled_from(["txt", "md", "html", "eml"]),
)
def test_any_text_is_read_or_refused(text: str, extension: str) -> None:
    attempt(f"a.{extension}", text.encode())


@given(text=st.text(max_size=200))
def test_no_words_of_a_text_are_lost(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    letters = "".join(filter(str.isalpha, text.encode("utf-8", "ignore").decode()))

    found = "".join(block.number + block.text for block in attempt("a.txt", data))

    if not data or b"\0" in data or data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return
    assert len("".join(filter(str.isalpha, found))) >= len(letters) - 8 * text.count("\n") - 3


@pytest.mark.parametrize("extension", ["txt", "md", "html", "eml"])
@pytest.mark.parametrize(
    "part",
    [
        "a  ", "a  b\n", "a\n", "-\n", "- a\n", "1. a\n", "a-\n", "\f", "\n", " ", "a b  c\n\n", "<br>",
        "<td>", "Van: a\n", "Op a schreef\n", "> ", "A", "A\n\n", ".", "\u00ad", "*", "|", "<span>",
    ],
)  # fmt: skip
def test_a_long_text_of_one_thing_takes_no_long_time(part: str, extension: str) -> None:
    head = "Subject: x\n\n" if extension == "eml" else ""
    data = (head + "tekst\n" + part * (20_000 // len(part))).encode()
    began = time.perf_counter()

    attempt(f"a.{extension}", data)

    assert time.perf_counter() - began < 5
