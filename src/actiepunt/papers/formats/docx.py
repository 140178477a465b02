"""A paper as a document of Word (Office Open XML, ECMA-376), written with python-docx."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.papers import Cell, Paper, Section, shown
from actiepunt.papers.formats import ReadTemplate

_LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}  # of the spell checker
_NO_XML = re.compile("[\ufffe\uffff]")
_LONGEST = 255  # characters; a core property holds no more
_MARGIN, _FOOT, _LABEL = 15, 18, 32  # millimetres
_SIZE, _SMALL = 10, 9  # points
_FONT = "Arial"


def render(paper: Paper, _read: ReadTemplate) -> bytes:
    """Return a paper as .docx; the same paper gives the same bytes.

    Raises:
        ActiepuntError: python-docx is not installed.
    """
    try:
        from docx import Document
    except ImportError as error:
        raise ActiepuntError(
            _("documents of Word need the package python-docx"),
            _("Install it: {command}").format(command="pip install 'actiepunt[docx]'"),
        ) from error
    document = Document()
    width = _set_page(document, portrait=paper.is_portrait)
    _set_styles(document, _LANGUAGES[paper.language])
    _set_properties(document, paper)
    content = shown(paper)
    _set_footer(document, content.title, width)
    document.add_paragraph(_text(content.title), style="Title")
    _add_facts(document, content.facts)
    for section in content.sections:
        document.add_heading(_text(section.heading), level=1)
        _add_facts(document, section.facts)
        if section.columns:
            _add_table(document, section, width)
        _add_points(document, section.points)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _element(name: str, **attributes: str) -> Any:
    """Return an element of WordprocessingML with attributes of it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _set_page(document: Any, *, portrait: bool) -> int:
    """Make it A4, and return the width between its margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    page = document.sections[0]
    width, height = (210, 297) if portrait else (297, 210)
    page.orientation = WD_ORIENT.PORTRAIT if portrait else WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Mm(width), Mm(height)
    page.left_margin = page.right_margin = page.top_margin = Mm(_MARGIN)
    page.bottom_margin, page.footer_distance = Mm(_FOOT), Mm(_FOOT / 2)
    return int(Mm(width - 2 * _MARGIN))


def _set_styles(document: Any, language: str) -> None:
    """Give the styles their font, black ink and the language of the spell checker."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    styles = document.styles
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(_element("lang", val=language, eastAsia=language, bidi="ar-SA"))
    for name, size, before, after in (
        ("Normal", _SIZE, 0, 0), ("Title", 16, 0, 6), ("Heading 1", 12, 14, 4),
        ("List Number", _SIZE, 0, 2), ("Footer", _SMALL, 0, 0),
    ):  # fmt: skip
        style = styles[name]
        properties = style.element.get_or_add_rPr()
        for old in [*properties.findall(qn("w:rFonts")), *style.element.iter(qn("w:pBdr"))]:
            old.getparent().remove(old)
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.bold = name in {"Title", "Heading 1"}
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0
    after = document.settings.element.find(
        qn("w:defaultTabStop")
    )  # the order is that of the schema
    after.addnext(_element("autoHyphenation"))


def _set_properties(document: Any, paper: Paper) -> None:
    """Name the document, with no name of anybody, and the day it tells of as its only time."""
    properties = document.core_properties
    moment = datetime.combine(paper.day, time(), UTC).replace(tzinfo=None)
    properties.title = _text(shown(paper).title)[:_LONGEST]
    properties.language = _LANGUAGES[paper.language]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _set_footer(document: Any, title: str, width: int) -> None:
    """Put the title and the number of the page, "1 / 8", below each page."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    for stop in document.styles["Footer"].paragraph_format.tab_stops:
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    paragraph.add_run(f"{_text(title)}\t")
    for part in ("PAGE", " / ", "NUMPAGES"):
        if part == " / ":
            paragraph.add_run(part)
            continue
        field = _element("fldSimple", instr=part)
        field.append(paragraph.add_run("1")._r)
        paragraph._p.append(field)


def _add_facts(document: Any, facts: Sequence[tuple[str, str]]) -> None:
    from docx.shared import Mm

    for label, text in facts:
        paragraph = document.add_paragraph()
        form = paragraph.paragraph_format
        form.left_indent, form.first_line_indent = Mm(_LABEL), Mm(-_LABEL)
        form.tab_stops.add_tab_stop(Mm(_LABEL))
        form.keep_with_next = True
        paragraph.add_run(_text(label)).bold = True
        paragraph.add_run(f"\t{_text(text)}")
    if facts:
        form.space_after = Mm(2)


def _add_points(document: Any, points: Sequence[str]) -> None:
    """Add a numbered list, which begins at 1."""
    if not points:
        return
    from docx.oxml.ns import qn

    numbering = document.part.numbering_part.numbering_definitions._numbering
    style = document.styles["List Number"].element
    first = numbering.num_having_numId(style.pPr.numPr.numId.val)
    number = numbering.add_num(first.find(qn("w:abstractNumId")).get(qn("w:val")))
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for index, point in enumerate(points, 1):
        paragraph = document.add_paragraph(_text(point), style="List Number")
        paragraph.paragraph_format.keep_with_next = index < len(points)
        form = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        form.get_or_add_ilvl().val = 0
        form.get_or_add_numId().val = number.numId


def _add_table(document: Any, section: Section, width: int) -> None:
    """Add a table of fixed columns, whose headings return on every page."""
    from docx.oxml.ns import qn

    table = document.add_table(rows=0, cols=len(section.columns), style="Table Grid")
    table.autofit = False
    margins = _element("tblCellMar")
    for side, space in (("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80")):
        margins.append(_element(side, w=space, type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    widths = [width * percent // 100 for percent in section.widths]
    for column, size in zip(table.columns, widths, strict=True):
        column.width = size
    rows: list[Sequence[Cell]] = [[(name,) for name in section.columns], *section.rows]
    for index, row in enumerate(rows):
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()
        properties.append(_element("cantSplit"))
        if index == 0:
            properties.append(_element("tblHeader"))
        for cell, lines, size in zip(made.cells, row, widths, strict=True):
            cell.width = size
            _fill(cell, lines, is_heading=index == 0)
            if index == 0:
                shade = _element("shd", val="clear", color="auto", fill="E6E6E6")
                cell._tc.get_or_add_tcPr().append(shade)


def _fill(cell: Any, lines: Cell, *, is_heading: bool) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.keep_with_next = is_heading
    for number, line in enumerate(lines):
        run = paragraph.add_run(_text(line[:1].upper() + line[1:] if is_heading else line))
        run.bold = is_heading or None
        run.font.size = Pt(_SMALL)
        if number < len(lines) - 1:
            run.add_break()


def _without_times(content: bytes) -> bytes:
    """Return a zip with the first day that a zip knows as the time of every part."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return written.getvalue()
