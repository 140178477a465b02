"""Papers for Word and as PDF: read back as their readers read them."""

import builtins
import io
import json
import re
import shutil
import subprocess
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest

from conftest import CALENDAR, Desk
from helpers import typed

EXTRAS = {
    "docx": ["documents of Word need the package python-docx", "pip install 'actiepunt[docx]'"],
    "pdf": ["PDF needs the package WeasyPrint", "pip install 'actiepunt[pdf]'"],
}


def parts(file: Path) -> dict[str, str]:
    """Return the parts of a document that are XML, by name."""
    with zipfile.ZipFile(file) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def written(desk: Desk, *words: str) -> Path:
    """Write a paper for Word and return its file."""
    pytest.importorskip("docx")
    desk.good(*words, "-o", "paper.docx")
    return desk.root / "paper.docx"


@pytest.mark.parametrize("kind", ["report", "agenda"])
def test_a_document_holds_what_the_markdown_holds(filled: Desk, kind: str) -> None:
    file = written(filled, kind, "AB")
    from docx import Document

    document = Document(str(file))

    told: list[str] = []
    for paragraph in document.paragraphs:
        label, _tab, text = paragraph.text.partition("\t")
        mark = {"Title": "# ", "Heading 1": "## ", "List Number": "1. "}
        told.append(
            f"- **{label}**: {text}" if text else mark[getattr(paragraph.style, "name", "")] + label
        )
    shown = filled.good(kind, "AB").replace("\\", "").splitlines()
    lines = [re.sub(r"^\d+\. ", "1. ", one) for one in shown if one and one[0] != "|"]
    assert told == lines
    rows = [
        "| " + " | ".join(cell.text.replace("\n", "<br>") for cell in row.cells) + " |"
        for table in document.tables
        for row in table.rows
    ]
    wanted = [one for one in shown if one.startswith("|") and "---" not in one]
    assert [one.lower() for one in rows] == [one.lower() for one in wanted]


def test_a_document_is_one_for_a_meeting(filled: Desk) -> None:
    found = parts(written(filled, "report", "AB"))
    body, styles, core = (
        found[name] for name in ("word/document.xml", "word/styles.xml", "docProps/core.xml")
    )

    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
    assert tables
    for table in tables:
        rows = re.findall(r"<w:tr>.*?</w:tr>", table, re.DOTALL)
        assert ["<w:tblHeader/>" in row for row in rows] == [True, *[False] * (len(rows) - 1)]
        assert all("<w:cantSplit/>" in row for row in rows)
        assert table.index("<w:tblCellMar>") < table.index("<w:tblLook")
    assert 'w:orient="landscape"' in body
    assert re.search(r'<w:lang w:val="nl-NL"', styles)
    assert "en-US" not in styles
    footer = found["word/footer1.xml"]
    assert re.findall(r'w:instr="(\w+)"', footer) == ["PAGE", "NUMPAGES"]
    assert re.sub(r"<[^>]*>", "", footer).split() == ["Actielijst", "AB1", "/", "1"]
    settings = found["word/settings.xml"]
    assert settings.index("<w:defaultTabStop") < settings.index("<w:autoHyphenation")
    assert settings.index("<w:autoHyphenation") < settings.index("<w:compat>")
    assert "<dc:title>Actielijst AB</dc:title>" in core
    assert "<dc:language>nl-NL</dc:language>" in core
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    assert core.count("2025-03-05T00:00:00Z") == 2
    assert "python-docx" not in core


def test_an_english_register_has_an_english_document(filled: Desk) -> None:
    filled.commit('language = "en"\n', "data/register.toml")
    found = parts(written(filled, "agenda", "AB"))

    assert '<w:lang w:val="en-GB"' in found["word/styles.xml"]
    assert 'w:orient="portrait"' in found["word/document.xml"] or (
        "landscape" not in found["word/document.xml"]
    )


def test_the_same_commit_gives_the_same_document_in_another_second(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = written(filled, "report", "AB").read_bytes()
    later = time.struct_time((2031, 2, 3, 4, 5, 6, 0, 34, 0))
    monkeypatch.setattr(time, "localtime", lambda *_: later)

    assert written(filled, "report", "AB").read_bytes() == first


HOSTILE = (
    "</w:t></w:r><w:r><w:br/>",
    "a\x00\x1b[31m\ud800\ufffe\uffffb\u202e",
    "&lt;&amp; ]]> <!-- {{ 7 * 7 }}",
    "Donaudampfschifffahrt" * 400,
    "x\r\ny\tz",
)


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_text_stays_text(filled: Desk, evil: str) -> None:
    text = re.sub(r"\\ud800", r"\\ufffd", json.dumps(evil))
    filled.commit(
        f'[[action]]\nuid = "aaaaaaaaaaaaaaaa"\nid = "2025-001"\nsummary = {text}\n'
        f'owners = [{text}, "B"]\nbody = "AB"\nstatus = "open"\ndue = "ab-2025-04-02"\n'
        f"item = {text}\nprogress = [ {{ on = 2025-03-01, text = {text} }} ]\n"
    )
    filled.commit(CALENDAR + f"location = {text}\nagenda = [{text}]\n", "data/calendar.toml")
    filled.commit(f"[bodies.AB]\ntitle = {text}\n", "data/register.toml")
    file = written(filled, "report", "AB")
    from docx import Document

    document = Document(str(file))

    assert len(document.tables[0].rows) == 2
    shown = document.tables[0].rows[1].cells[1].text
    assert not re.search("[\x00-\x08\x0b-\x1f\ufffe\uffff\u202e]", shown)
    assert len(shown) == len(evil.replace("\r\n", "xx"))


@pytest.mark.parametrize("format_", EXTRAS)
def test_without_its_package_it_says_how_to_get_it(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    found = builtins.__import__

    def missing(name: str, *rest: Any) -> Any:
        if name.startswith(("docx", "weasyprint")):
            raise ImportError(name) if format_ == "docx" else OSError("no library Pango")
        return found(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    run = filled.run("report", "AB", "-o", f"paper.{format_}")

    assert (run.code, run.out) == (1, "")
    told = run.err.splitlines()
    assert len(told) == 2
    assert EXTRAS[format_][0] in told[0]
    assert EXTRAS[format_][1] in told[1]
    assert not (filled.root / f"paper.{format_}").exists()


def test_a_terminal_gets_no_document(filled: Desk) -> None:
    assert "docx is nothing for a terminal" in typed(
        filled, ["agenda", "AB", "--format", "docx"], []
    )


def test_a_pdf_has_the_paper_and_fetches_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        import weasyprint  # noqa: F401 - what is heavy is here what is tested
    except (ImportError, OSError):
        pytest.skip("WeasyPrint or Pango is not here")
    import urllib.request

    (filled.root / "geheim.css").write_text("p { color: red }", encoding="utf-8")
    filled.commit(
        '<html lang="{{ paper.language }}"><title>{{ paper.title }}</title>'
        '<link rel="stylesheet" href="https://evil.example/a.css">'
        f'<link rel="stylesheet" href="file://{filled.root}/geheim.css">'
        "<style>@import 'http://evil.example/b.css'; p { background: url(//evil.example/c) }"
        "@font-face { font-family: e; src: url(http://evil.example/d) }</style>"
        '<img src="data/register.toml"><img src="http://169.254.169.254/">'
        "<h1>{{ paper.title }}</h1>{% for s in paper.sections %}<p>{{ s.heading }}</p>{% endfor %}",
        "data/templates/report.html",
    )
    asked: list[object] = []

    def refuse(*words: object, **_named: object) -> None:
        asked.append(words)
        raise OSError

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", refuse)

    filled.good("report", "AB", "-o", "paper.pdf")
    content = (filled.root / "paper.pdf").read_bytes()
    filled.good("report", "AB", "-o", "paper.pdf")

    assert content.startswith(b"%PDF-")
    assert (filled.root / "paper.pdf").read_bytes() == content
    assert asked == []
    catalogue = b"".join(
        map(inflated, re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL))
    )
    assert b"/Lang (nl)" in catalogue
    assert b"/MarkInfo <</Marked true>>" in catalogue
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
        ).stdout.decode()
        assert text.split("\n")[0] == "Actielijst AB"
        assert "Voorlopige agenda" in text


def inflated(stream: bytes) -> bytes:
    """Return what a stream of a PDF holds; nothing where it is not deflated."""
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""


def test_a_zip_of_word_has_no_time_of_its_own(filled: Desk) -> None:
    content = written(filled, "agenda", "AB").read_bytes()

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
