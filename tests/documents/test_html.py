"""Pages, with what Word and Outlook make of them."""

import pytest

from actiepunt.errors import ActiepuntError
from wordfiles import brief, read


def of(page: str) -> list[str]:
    """Return the blocks of a page."""
    return brief(read("verslag.html", page))


def test_a_page_is_read_as_a_person_sees_it() -> None:
    assert of("""<!DOCTYPE html>
<html><head><title>Weg</title><style>p { color: red }</style></head><body>
<script>document.write("<script><p>weg</p>")</script>
<h1>Verslag schoolraad</h1>
<p>Aanwezig: Noor<br>Afwezig: Sem, die
op reis is</p>
<h2>3.1 Het nieuwe plein</h2>
<p>Een <del>oude</del><ins>nieuwe</ins> glijbaan &amp; een <b>wip</b>.<!-- weg -->
<p style="color: red; display: none">Weg.</p>
<div hidden>Weg<div>weg</div>weg</div>
<p><strong>Besluiten</strong></p>
<p>- Noor belt de gemeente</p>
<pre>Regel een
Regel twee</pre>
Los aan het einde
</body></html>""") == [
        "# Verslag schoolraad",
        "Aanwezig: Noor",
        "Afwezig: Sem, die op reis is",
        "## 3.1 Het nieuwe plein",
        "Een nieuwe glijbaan & een wip.",
        "### Besluiten",
        "- Noor belt de gemeente",
        "Regel een",
        "Regel twee",
        "Los aan het einde",
    ]


def test_lists_have_depth_and_numbers() -> None:
    assert of(
        "<ol start=3><li>drie<ul><li><p>streep</p><p>en verder</p></li></ul></li><li value=7>zeven</li>"
        "<li>acht<ol type=a><li>x<li>y</ol></ol><ol type=I><li><b>Kop</b></li></ol><li>los"
    ) == [
        "3. drie", "  - streep", "en verder", "7. zeven", "8. acht", "  a. x", "  b. y", "# I Kop",
        "- los",
    ]  # fmt: skip


def test_spans_of_tables_and_tables_for_the_layout() -> None:
    assert of("""
<table><thead><tr><td>Actie</td><td colspan=2>Wie</td></tr></thead>
<tr><td rowspan=2>Plein vegen</td><td>Noor</td><td>Sem<br>Roos</td></tr>
<tr><td colspan="2"><p>Ouders</p><ul><li>groep 3</li></ul></td></tr></table>
<table><tr><td><h2>Kader</h2><p>Tekst.</p></td></tr></table>
<table><tr><td>Links</td><td><table><tr><th>Datum<th>Uur<tr><td>3 mei<td>20.00</table></td></tr></table>
""") == [
        "| Actie | Wie | Wie |",
        "| Plein vegen | Noor | Sem; Roos |  <Actie / Wie / Wie>",
        "| Plein vegen | Ouders groep 3 | Ouders groep 3 |  <Actie / Wie / Wie>",
        "## Kader",
        "Tekst.",
        "Links",
        "| Datum | Uur |",
        "| 3 mei | 20.00 |  <Datum / Uur>",
    ]


def test_lists_of_word_have_their_marks() -> None:
    item = "<p class=MsoListParagraph style='text-indent:-18pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{mark}<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>"

    assert of(
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body lang=NL>'
        "<!--[if gte mso 9]><xml><o:Weg/></xml><![endif]-->"
        + item.format(level=1, mark="1.", text="Eerste")
        + item.format(level=2, mark="o", text="Streep")
        + item.format(level=3, mark="1.2.a)", text="Diep")
        + item.format(level=1, mark="·", text="Punt")
        + "<p class=MsoNormal><b><span lang=NL>Besluiten</span></b></p>"
        "<p class=MsoNormal><span style='font-weight:bold'>Slot</span></p>"
    ) == ["1. Eerste", "  - Streep", "    1.2.a. Diep", "- Punt", "# Besluiten", "# Slot"]


def test_a_page_that_was_saved_as_doc_or_txt_is_a_page() -> None:
    for name in ("a.doc", "a.txt", "a.htm", "a.docx"):
        assert brief(read(name, "\n<HTML><p>Tekst.</p>")) == ["Tekst."]


@pytest.mark.parametrize("element", ["<table><tr><td>", "<ul><li>"])
def test_what_is_nested_very_deep_is_refused(element: str) -> None:
    with pytest.raises(ActiepuntError, match=r"^a.html is nested deeper than 200 elements$"):
        read("a.html", element * 300 + "tekst")


@pytest.mark.parametrize(
    "part",
    [
        "<", "<a", "<a ", "<!", "<!--", "<![", "<![x[", "</", "<a b='", "&", "&#", "<p><b>",
        "<td>", "<li>", "</table>", "<span style='mso-list:Ignore'>", "<script>", "<?", "]]>",
    ],
)  # fmt: skip
def test_what_is_no_sound_html_takes_no_long_time(part: str) -> None:
    try:
        read("a.html", "<p>tekst</p>" + part * 30_000)
    except ActiepuntError as refused:
        assert refused.advice
