"""Documents of LibreOffice: headings, lists, spans, tracked changes."""

import pytest

from actiepunt.documents import _zip
from actiepunt.errors import ActiepuntError
from wordfiles import TEXT, brief, odt, read, zipped

AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_1"/>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P3" style:family="paragraph" style:list-style-name="L2"/>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1"/>
  <text:list-level-style-number text:level="2" style:num-suffix="." style:num-format="a" text:display-levels="2"/>
  <text:list-level-style-number text:level="3" style:num-format="i" text:start-value="4"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
"""
STYLES = """
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/>
<style:style style:name="Kop_20_2" style:display-name="Kop 2" style:family="paragraph"/>
<style:style style:name="Eigen" style:family="paragraph" style:default-outline-level="3"/>
<text:outline-style style:name="Outline">
  <text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
  <text:outline-level-style text:level="3" style:num-format=""/>
</text:outline-style>
"""


def p(content: str, style: str = "Standard") -> str:
    """Return a paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def h(content: str, level: int) -> str:
    """Return a heading."""
    return f'<text:h text:outline-level="{level}">{content}</text:h>'


def item(*content: str, start: int = 0) -> str:
    """Return an item of a list."""
    begins = f' text:start-value="{start}"' if start else ""
    return f"<text:list-item{begins}>{''.join(content)}</text:list-item>"


def td(content: str, attributes: str = "") -> str:
    """Return a cell."""
    inner = content if content.startswith("<") else p(content)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def tr(*cells: str) -> str:
    """Return a row."""
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def of(body: str) -> list[str]:
    """Return the blocks of a document with this body."""
    return brief(read("verslag.odt", odt(body, AUTOMATIC, STYLES)))


def test_headings_have_the_numbers_of_the_outline() -> None:
    assert of(
        p("Verslag leesclub", "Title")
        + p("Namen", "P1")
        + h("Opening", 1)
        + h("Gasten", 2)
        + h("Boeken", 1)
        + h("Keuze", 2)
        + h("Nieuw", 2)
        + h("Los", 3)
        + p("Bijzaak", "Kop_20_2")
        + p("Diep", "Eigen")
        + '<text:h text:outline-level="1" text:is-list-header="true">Slot</text:h>'
    ) == [
        "# Verslag leesclub", "# Namen", "# 1 Opening", "## 1.1 Gasten", "# 2 Boeken",
        "## 2.1 Keuze", "## 2.2 Nieuw", "### Los", "## Bijzaak", "### Diep", "# Slot",
    ]  # fmt: skip


def test_lists_count_and_go_on() -> None:
    assert of(
        '<text:list text:style-name="L1" xml:id="list1">'
        + item(
            p("Eerste"),
            p("Vervolg van de eerste."),
            "<text:list>"
            + item(p("Onder"), "<text:list>" + item(p("Dieper")) + "</text:list>")
            + item(p("Onder"))
            + "</text:list>",
        )
        + item(p("Tweede"), "<text:list>" + item(p("Weer onder")) + "</text:list>")
        + item(p("Zevende"), start=7)
        + "<text:list-header>" + p("Zonder nummer.") + "</text:list-header></text:list>"
        + p("Ertussen.")
        + '<text:list text:style-name="L1" text:continue-numbering="true">' + item(p("Achtste"))
        + "</text:list>"
        + '<text:list text:style-name="L1">' + item(p("Nieuw")) + "</text:list>"
        + '<text:list text:style-name="L1" text:continue-list="list1">' + item(p("Negende"))
        + "</text:list>"
        + "<text:list>" + item(p("Streepje", "P3")) + "</text:list>"
        + '<text:list text:style-name="L1">' + item(h("Kop in een lijst", 2)) + "</text:list>"
    ) == [
        "1. Eerste",
        "Vervolg van de eerste.",
        "  1.a. Onder",
        "    iv. Dieper",
        "  1.b. Onder",
        "2. Tweede",
        "  2.a. Weer onder",
        "7. Zevende",
        "Zonder nummer.",
        "Ertussen.",
        "8. Achtste",
        "1. Nieuw",
        "9. Negende",
        "- Streepje",
        "## 1 Kop in een lijst",
    ]  # fmt: skip


def test_deleted_and_hidden_text_and_notes_are_left_out() -> None:
    assert of(
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("Weg.")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p(
            'De<text:s text:c="2"/>leesclub <text:change text:change-id="c1"/>'
            '<text:change-start text:change-id="c2"/>kiest<text:change-end text:change-id="c2"/>'
            '<text:note><text:note-body><text:p>Noot.</text:p></text:note-body></text:note>'
            '<text:span text:style-name="T2">geheim</text:span><text:tab/>een boek'
            "<office:annotation><text:p>Echt?</text:p></office:annotation>.<text:line-break/>Jan leest voor."
        )
        + p('<text:span text:style-name="T1">Beslui</text:span><text:span text:style-name="T1">ten</text:span>')
        + p("Acties", "P2")
        + p('Niet <text:span text:style-name="T1">alles</text:span>')
    ) == ["De leesclub kiest een boek.", "Jan leest voor.", "# Besluiten", "# Acties", "Niet alles"]  # fmt: skip


def test_spans_boxes_sections_and_tables_in_cells() -> None:
    inner = f"<table:table>{tr(td('Datum'), td('Uur'))}{tr(td('3 mei'), td('20.00'))}</table:table>"

    assert of(
        "<text:section>"
        "<table:table><table:table-column/><table:table-header-rows>"
        + tr(td("Actie"), td("Wie", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>")
        + "</table:table-header-rows>"
        + tr(td("Boeken bestellen", 'table:number-rows-spanned="2"'), td("Jan"), td("Els"))
        + tr("<table:covered-table-cell/>", td(p("Piet") + p("Kees"), 'table:number-columns-repeated="2"'))
        + "</table:table></text:section>"
        + f"<table:table>{tr(td(p('Planning') + inner), td('Jan'))}</table:table>"
        + f"<table:table>{tr(td(h('Kader', 1)))}</table:table>"
        + p("Tekst.<draw:frame><draw:text-box><text:p>Let op</text:p></draw:text-box><svg:desc>Plaatje</svg:desc></draw:frame>")
        + "<text:table-of-content><text:index-body>" + p("Opening 1") + "</text:index-body></text:table-of-content>"
    ) == [
        "| Actie | Wie | Wie |",
        "| Boeken bestellen | Jan | Els |  <Actie / Wie / Wie>",
        "| Boeken bestellen | Piet; Kees | Piet; Kees |  <Actie / Wie / Wie>",
        "| Planning | Jan |",
        "| Datum | Uur |",
        "| 3 mei | 20.00 |  <Datum / Uur>",
        "# 1 Kader",
        "Tekst.",
        "Let op",
    ]  # fmt: skip


ENCRYPTED = (
    '<manifest:manifest xmlns:manifest="urn:x"><manifest:file-entry>'
    "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped({"mimetype": TEXT, "META-INF/manifest.xml": ENCRYPTED, "content.xml": b"\1"}), "a.odt has a password"),
        (zipped({"mimetype": TEXT, "encrypted-package": b"\1"}), "a.odt has a password"),
        (zipped({"mimetype": TEXT}), "a.odt is damaged, or not what its name says"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "a.odt is of another kind: spreadsheet"),
        (odt(""), "a.odt holds no text"),
        (odt("<table:table>" + tr(td("a" * 30_000, 'table:number-rows-spanned="1000"'), td("b")) + tr(td("b")) * 700 + "</table:table>"), "a.odt has more than 20000000 characters"),
        (odt(p("") * 4_000), "a.odt has more than 4000 elements"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(
    data: bytes, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_zip, "_MOST_ELEMENTS", 4_000)

    with pytest.raises(ActiepuntError) as refused:
        read("a.odt", data)

    assert refused.value.message == message
    assert refused.value.advice
