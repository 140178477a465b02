"""Documents of Word: headings, numbered lists, merged cells, tracked changes, text boxes."""

import pytest

from actiepunt.documents import _builder
from actiepunt.errors import ActiepuntError
from wordfiles import WORD, brief, docx, read, zipped

STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/><w:basedOn w:val="Kop1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Eigen"><w:name w:val="Kop van het bestuur"/><w:basedOn w:val="Standaard"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Anders"><w:name w:val="Kop 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Lijst2"><w:name w:val="List Bullet 2"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Lijst"><w:name w:val="List Bullet"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kop1"/><w:lvlText w:val="%1."/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Kop2"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%2)"/></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Actie %1-%3."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
  <w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
"""


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, style: str = "", number: tuple[int, int] | None = None, mark: str = "") -> str:
    """Return a paragraph; content that is no XML is a run."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        listed, level = number
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'
    if mark:
        properties += f"<w:rPr>{mark}</w:rPr>"
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def tc(content: str, properties: str = "") -> str:
    """Return a cell."""
    inner = content if content.startswith("<") else p(content)
    return f'<w:tc><w:tcPr><w:tcW w:w="1" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def tr(*cells: str, properties: str = "") -> str:
    """Return a row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def of(body: str) -> list[str]:
    """Return the blocks of a document with this body."""
    return brief(read("verslag.docx", docx(body, STYLES, NUMBERING)))


def test_headings_and_lists_have_the_numbers_that_word_shows() -> None:
    assert of(
        p("Verslag tuinvereniging", "Titel")
        + p("Inhoud ........ 1", "Inhopg1")
        + p("Opening", "Kop1")
        + p("Gasten", "Kop2")
        + p("Eerste", number=(1, 0))
        + p("Onder", number=(1, 1))
        + p("Dieper", number=(1, 2))
        + p("Onder", number=(1, 1))
        + p("Tweede", number=(1, 0))
        + p("", number=(1, 0))
        + p("Vierde", number=(1, 0))
        + p("Weer onder", number=(1, 1))
        + p("Andere lijst", number=(4, 0))
        + p("Agenda", "Kop1")
        + p("Vaststellen", "Kop2")
        + p("Toelichting", "Eigen")
        + p("Bijzaak", "Anders")
        + p("Punt", "Lijst")
        + p("Punt eronder", number=(2, 1))
        + p("Nog een", "Lijst2")
        + p("Geen kop", "Kop2", number=(0, 0))
    ) == [
        "# Verslag tuinvereniging",
        "# 1 Opening",
        "## 1.1 Gasten",
        "a. Eerste",
        "  i. Onder",
        "    a-IV. Dieper",
        "  ii. Onder",
        "b. Tweede",
        "d. Vierde",
        "  i. Weer onder",
        "a. Andere lijst",
        "# 2 Agenda",
        "## 2.1 Vaststellen",
        "### Toelichting",
        "## Bijzaak",
        "- Punt",
        "  - Punt eronder",
        "  - Nog een",
        "## Geen kop",
    ]


def test_deleted_hidden_and_moved_text_and_notes_are_left_out() -> None:
    assert of(
        p(
            run("De tuin ") + '<w:del w:id="1"><w:r><w:delText>blijft</w:delText></w:r></w:del>'
            '<w:ins w:id="2">' + run("wordt") + "</w:ins>"
            + run("<!-- -->") + run("geheim", "<w:vanish/>")
            + '<w:moveFrom w:id="3">' + run("verplaatst") + "</w:moveFrom>"
            + '<w:r><w:tab/><w:t>op</w:t><w:softHyphen/><w:t>gemeten</w:t></w:r>'
            '<w:r><w:footnoteReference w:id="1"/></w:r>'
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
            '<w:hyperlink w:anchor="x">' + run(" door") + "</w:hyperlink>"
            "<w:sdt><w:sdtPr/><w:sdtContent>" + run(" Piet") + "</w:sdtContent></w:sdt>"
            + '<w:r><w:noBreakHyphen/><w:t>Jan.</w:t></w:r>'
        )
        + p("Een alinea waarvan het", mark='<w:del w:id="4"/>')
        + p(" einde is gewist.")
    ) == ["De tuin wordt opgemeten door Piet-Jan.", "Een alinea waarvan het einde is gewist."]  # fmt: skip


def test_each_line_of_a_paragraph_stands_by_itself_unless_it_goes_on() -> None:
    breaks = "<w:r><w:t>Aanwezig: Jan</w:t><w:br/><w:t>Afwezig: Piet, die</w:t><w:cr/><w:t>ziek is</w:t><w:br/><w:t>- Snoeien</w:t><w:br/><w:t>2. Maaien</w:t></w:r>"

    assert of(p(breaks)) == [
        "Aanwezig: Jan", "Afwezig: Piet, die ziek is", "- Snoeien", "2. Maaien",
    ]  # fmt: skip


def test_a_short_bold_line_is_a_heading_and_so_is_a_typed_number() -> None:
    assert of(
        p("Opening", "Kop1")
        + p(run("Besluiten", "<w:b/>"))
        + p(run("Actie: Jan snoeit de heg", "<w:b/>"))
        + p(run("Jan ", "<w:b/>") + run("snoeit"))
        + p(run("Rondvraag", "<w:b/>"), number=(1, 0))
        + p("4.2 Herstel van de schuur")
        + p("J. Jansen", "Anders")
        + p("II. Water in 2025", "Anders")
        + p("4.3 De schuur is dit jaar niet meer te herstellen.")
    ) == [
        "# 1 Opening",
        "## Besluiten",
        "Actie: Jan snoeit de heg",
        "Jan snoeit",
        "# a Rondvraag",
        "## 4.2 Herstel van de schuur",
        "## J. Jansen",
        "## II Water in 2025",
        "  4.3. De schuur is dit jaar niet meer te herstellen.",
    ]


def test_merged_cells_are_in_each_row_and_column_that_they_cover() -> None:
    merged, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    two = '<w:gridSpan w:val="2"/>'

    assert of(
        tbl(
            tr(tc("Actie"), tc("Wie", two), tc("Termijn"), properties="<w:tblHeader/>"),
            tr(tc("Heg snoeien", merged), tc("Jan"), tc("Els"), tc("1 mei")),
            tr(tc("", more), tc("Piet", two), tc("2 mei")),
            tr(tc(p("Hek verven") + p("in groen")), tc("Els", two), tc("")),
            tr(tc("weg"), tc("weg", two), tc("weg"), properties='<w:del w:id="1"/>'),
        )
    ) == [
        "| Actie | Wie | Wie | Termijn |",
        "| Heg snoeien | Jan | Els | 1 mei |  <Actie / Wie / Wie / Termijn>",
        "| Heg snoeien | Piet | Piet | 2 mei |  <Actie / Wie / Wie / Termijn>",
        "| Hek verven in groen | Els | Els |  |  <Actie / Wie / Wie / Termijn>",
    ]


def test_the_text_of_a_row_names_a_merged_cell_once() -> None:
    block = read(
        "a.docx", docx(tbl(tr(tc("Els", '<w:gridSpan w:val="2"/>'), tc(""), tc("mei"))))
    ).blocks[0]

    assert (block.text, block.cells, block.line) == ("Els | mei", ("Els", "Els", "", "mei"), 1)


def test_a_table_in_a_cell_follows_and_a_box_is_no_table() -> None:
    inner = tbl(tr(tc("Datum"), tc("Uur")), tr(tc("3 mei"), tc("20.00")))

    assert of(
        tbl(tr(tc(p("Planning") + inner + p("")), tc("Jan")))
        + tbl(tr(tc(p("Kader", "Kop1") + p("Tekst in het kader."))))
    ) == [
        "| Planning | Jan |",
        "| Datum | Uur |",
        "| 3 mei | 20.00 |  <Datum / Uur>",
        "# 1 Kader",
        "Tekst in het kader.",
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"<w:txbxContent>{p('Let op')}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('Let op')}</w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert of(p(run("Het hek gaat om tien uur dicht.") + box)) == [
        "Het hek gaat om tien uur dicht.",
        "Let op",
    ]


def test_a_table_of_contents_is_left_out() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Opening 1')}</w:sdtContent></w:sdt>"
    )

    assert of(contents + p("Tekst.")) == ["Tekst."]


def test_the_main_part_has_the_name_that_the_relations_say() -> None:
    assert brief(read("a.docx", docx(p("Tekst."), main="word/document2.xml"))) == ["Tekst."]


def test_the_strict_variant_has_other_namespaces() -> None:
    text = f"<w:document {WORD}><w:body>{p('Strikt.')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )

    assert brief(read("a.docx", zipped({"word/document.xml": text}))) == ["Strikt."]


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f"<w:document {WORD}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "message", "advice"),
    [
        (b"", "a.docx is empty", "Save the text in it"),
        (b"zomaar tekst", "a.docx is damaged, or not", "Open it in the program"),
        (docx(p("Tekst."))[:200], "a.docx is damaged, or not", "Open it in the program"),
        (zipped({"word/document.xml": BOMB}), "a.docx is damaged, or not", "Open it in"),
        (zipped({"word/document.xml": "<a>"}), "a.docx is damaged, or not", "Open it in"),
        (zipped({"word/document.xml": "<?xml version='1.0' encoding='geen'?><a/>"}), "a.docx is damaged, or not", "Open it in"),
        (zipped({"xl/workbook.xml": "<a/>"}), "a.docx is of another kind: .xlsx", "Save the text"),
        (zipped({"foto.jpg": "x"}), "a.docx is of another kind: zip", "Unpack it"),
        (OLD + "WordDocument".encode("utf-16-le"), "a.docx is of another kind: a document of an old Word", "Open it in the program that made it, and save it as .docx."),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a.docx is of another kind: a document with a password", "Save it without a password."),
        (OLD, "a.docx is of another kind: a file of an old Office", "Open it in"),
        (b"{\\rtf1 x}", "a.docx is of another kind: RTF", "Open it in the program"),
        (b"\x89PNG\r\n", "a.docx is of another kind: PNG", "Let a program recognize"),
        (docx(""), "a.docx holds no text", "If it shows pictures of text"),
        (docx("<w:x>" * 300 + "</w:x>" * 300), "a.docx is nested deeper than 200", "Open it in"),
        (docx(p("a") * 501), "a.docx has more than 500 paragraphs", "Save the part"),
        (docx("<w:p/>" + " " * 100_000_001), "a.docx unpacks to more than 100 MB", "Open it in"),
        (docx(tbl(*[tr(tc("a", '<w:gridSpan w:val="60"/>'), tc("b"))] * 20)), "a.docx has more than 1000 cells", "Save the part"),
        (b"PK\x03\x04" + bytes(50_000_000), "a.docx is larger than 50 MB", "Save the part"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_advice(
    data: bytes, message: str, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_builder, "MOST_BLOCKS", 500)
    monkeypatch.setattr(_builder, "_MOST_CELLS", 1_000)

    with pytest.raises(ActiepuntError) as refused:
        read("a.docx", data)

    assert refused.value.message.startswith(message)
    assert refused.value.advice.startswith(advice)


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(zipped({"word/document.xml": "<a/>"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        data[data.index(mark) + (6 if mark[2] == 3 else 8)] |= 1

    with pytest.raises(ActiepuntError, match=r"^a.docx has a password$"):
        read("a.docx", bytes(data))


def test_a_text_that_was_pasted_line_by_line_is_read_as_a_text() -> None:
    lines = """Verslag van het bestuur

1. Opening
De voorzitter opent de vergadering en heet de nieuwe leden
welkom, die in het voorjaar een tuin kregen.

2. Water
De put staat droog. Jan vraagt de gemeente om een
vergunning, en Els zoekt een pomp die ook
in de winter buiten kan staan.

Besluit:
De kas mag
leeg."""
    assert of("".join(p(line) for line in lines.split("\n"))) == [
        "# Verslag van het bestuur",
        "# 1 Opening",
        "De voorzitter opent de vergadering en heet de nieuwe leden welkom, die in het voorjaar een tuin kregen.",
        "# 2 Water",
        "De put staat droog. Jan vraagt de gemeente om een vergunning, en Els zoekt een pomp die ook in de winter buiten kan staan.",
        "## Besluit:",
        "De kas mag leeg.",
    ]


def test_lines_of_a_list_and_a_document_with_headings_are_paragraphs() -> None:
    names = [f"Tuin {number}" for number in range(1, 12)]
    assert of("".join(p(line) for line in [*names, "Besluit:"])) == [*names, "Besluit:"]

    lines = ["De put staat droog en Jan vraagt de", "gemeente om een pomp."] * 6
    assert of(p("Water", "Anders") + "".join(p(line) for line in lines)) == ["## Water", *lines]


def test_numbers_that_go_on_are_legal_or_are_kept_by_a_style() -> None:
    numbering = """
<w:abstractNum w:abstractNumId="0">
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Artikel %1"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlRestart w:val="0"/><w:lvlText w:val="%1.%2"/></w:lvl>
  <w:styleLink w:val="Nummers"/>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Nummers"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
"""
    body = "".join(
        p(text, number=(1, level)) for text, level in zip("abcde", (0, 1, 0, 1, 1), strict=True)
    )

    assert brief(read("a.docx", docx(body, numbering=numbering))) == [
        "I. a", "  1.1. b", "II. c", "  2.2. d", "  2.3. e",
    ]  # fmt: skip


def test_cells_of_an_old_word_columns_left_out_and_lists_in_a_cell() -> None:
    first, more = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'

    assert of(
        tbl(
            tr(tc("Heg", first), tc("", more), tc("Jan")),
            tr(tc("Els"), tc("Piet"), properties='<w:gridBefore w:val="1"/>'),
            tr(tc(p("Hek", number=(1, 0)) + p("Put", number=(1, 0))), tc("x"), tc("y")),
        )
    ) == ["| Heg | Heg | Jan |", "|  | Els | Piet |", "| a. Hek; b. Put | x | y |"]
