"""Documents for the tests of their readers: files as Word and LibreOffice write them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from actiepunt import documents
from actiepunt.documents import Block, Document

WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{main}"/>
</Relationships>"""
OPEN = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
TEXT = "application/vnd.oasis.opendocument.text"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(
    body: str, styles: str = "", numbering: str = "", main: str = "word/document.xml"
) -> bytes:
    """Return a document of Word with this XML."""
    parts = {
        "_rels/.rels": RELATIONS.format(main=main),
        main: f"<w:document {WORD}><w:body>{body}<w:sectPr/></w:body></w:document>",
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {WORD}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {WORD}>{numbering}</w:numbering>"
    return zipped(parts)


def odt(body: str, automatic: str = "", styles: str = "", mimetype: str = TEXT) -> bytes:
    """Return a document of LibreOffice with this XML."""
    return zipped({
        "mimetype": mimetype,
        "content.xml": (
            f"<office:document-content {OPEN}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {OPEN}><office:styles>{styles}</office:styles>"
            "</office:document-styles>"
        ),
    })  # fmt: skip


def read(name: str, data: bytes | str) -> Document:
    """Return the document in a file of this name."""
    return documents.read(Path(name), data.encode() if isinstance(data, str) else data)


def brief(document: Document) -> list[str]:
    """Return the blocks of a document, a line each.

    A heading has a `#` for its level, an item a hyphen or its number, and a row its cells.
    """
    return [_brief(block) for block in document.blocks]


def _brief(block: Block) -> str:
    if block.kind == "heading":
        return " ".join(filter(None, ["#" * block.level, block.number, block.text]))
    if block.kind == "item":
        return (
            "  " * (block.level - 1) + f"{block.number + '.' if block.number else '-'} {block.text}"
        )
    if block.kind == "row":
        header = f"  <{' / '.join(block.header)}>" if block.header else ""
        return f"| {' | '.join(block.cells)} |{header}"
    return block.text
