"""What a file is, by its first bytes and its extension, and what to do with what cannot be read."""

import io
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import NoReturn

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import N_, _

_AS_DOCX = N_("Open it in the program that made it, and save it as .docx.")
_AS_TEXT = N_("Let a program recognize the text in it (OCR), and save that as .docx or .txt.")
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "RTF", _AS_DOCX),
    (b"\xdba-", N_("a document of an old Word"), _AS_DOCX),
    (b"\x89PNG", "PNG", _AS_TEXT),
    (b"\xff\xd8\xff", "JPEG", _AS_TEXT),
    (b"GIF8", "GIF", _AS_TEXT),
    (b"II*\0", "TIFF", _AS_TEXT),
    (b"MM\0*", "TIFF", _AS_TEXT),
)  # how a file that cannot be read begins, its name for people, and the advice
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IN_OLE = (
    ("EncryptedPackage", N_("a document with a password"), N_("Save it without a password.")),
    ("WordDocument", N_("a document of an old Word (.doc)"), _AS_DOCX),
    ("__substg1.0_", N_("a message of Outlook (.msg)"), N_("Save the message as .eml or .html.")),
)  # the name of a stream in a compound file [MS-CFB], which is in UTF-16
_IN_ZIP = (
    ("word/document", "docx", ""),  # SharePoint names it word/document2.xml
    ("xl/", "", ".xlsx"),
    ("ppt/", "", ".pptx"),
    ("Index/", "", ".pages"),
)  # how a name in it begins, the format, and its extension where it cannot be read
_ODF = "application/vnd.oasis.opendocument."
ALSO = {
    "": "txt", "text": "txt", "asc": "txt", "log": "txt", "markdown": "md", "htm": "html",
    "xhtml": "html", "docm": "docx", "dotx": "docx", "ott": "odt",
}  # fmt: skip
"""Other extensions, and the format that each is of."""

_ZIPPED = ("docx", "odt")
TEXTS = ("txt", "md", "html")
"""The formats that hold no pictures."""

DAMAGE = (
    OSError, EOFError, RuntimeError, NotImplementedError, LookupError, ValueError, OverflowError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What `zipfile` raises where a zip is not sound."""


def other_kind(file: str, kind: str, advice: str) -> ActiepuntError:
    """Return the error for a file of a kind that cannot be read."""
    return ActiepuntError(
        _("{file} is of another kind: {kind}").format(file=file, kind=kind), advice
    )


def damaged(file: str) -> ActiepuntError:
    """Return the error for a file that is not sound."""
    return ActiepuntError(
        _("{file} is damaged, or not what its name says").format(file=file),
        _("Open it in the program that made it, and save it again."),
    )


def locked(file: str) -> ActiepuntError:
    """Return the error for a file that is encrypted."""
    return ActiepuntError(
        _("{file} has a password").format(file=file), _("Save it without a password.")
    )


def recognize(path: Path, data: bytes, formats: Collection[str]) -> str:
    """Return the format of a file.

    Args:
        path: Its path, for its extension.
        data: Its content.
        formats: The formats that can be read.

    Raises:
        ActiepuntError: it is empty, or of a kind that cannot be read.
    """
    if not data.strip():
        raise ActiepuntError(
            _("{file} is empty").format(file=path.name), _("Save the text in it, and try again.")
        )
    extension = path.suffix.removeprefix(".").lower()
    told = _by_bytes(path.name, data)
    if told:
        return told
    wanted = ALSO.get(extension, extension)
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype html")) and wanted not in {"html", "md", "eml"}:
        return "html"  # such as a page that was saved as .doc
    if wanted not in formats:
        raise ActiepuntError(
            _("a file that ends in .{extension} cannot be read: {file}").format(
                extension=extension, file=path.name
            ),
            _("What can be read: {names}.").format(names=", ".join(f".{one}" for one in formats)),
        )
    if wanted in {*_ZIPPED, "pdf"}:  # it would have been told by its bytes
        raise damaged(path.name)
    return wanted


def _by_bytes(file: str, data: bytes) -> str:
    """Return the format that the bytes tell; empty where it can be any text."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(file, data)
    if b"%PDF-" in data[:1024] and not data[:100].lstrip().startswith((b"<", b"From", b"Ret")):
        return "pdf" if data.lstrip()[:5] == b"%PDF-" or b"\0" in data[:4096] else ""
    if data.startswith(_OLE):
        _refuse_compound(file, data)
    for beginning, name, advice in _BEGINNINGS:
        if data.startswith(beginning):
            raise other_kind(file, _(name), _(advice))
    return ""


def _refuse_compound(file: str, data: bytes) -> NoReturn:
    for stream, name, advice in _IN_OLE:
        if stream.encode("utf-16-le") in data:
            raise other_kind(file, _(name), _(advice))
    raise other_kind(file, _("a file of an old Office"), _(_AS_DOCX))


def _zipped(file: str, data: bytes) -> str:
    """Return the format of a zip.

    Raises:
        ActiepuntError: it is damaged, or no document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            small = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            mimetype = archive.read("mimetype").decode("ascii") if small else ""
    except DAMAGE as error:
        raise damaged(file) from error
    if mimetype.startswith(f"{_ODF}text"):
        return "odt"
    if mimetype.startswith(_ODF):
        raise other_kind(file, mimetype.removeprefix(_ODF), _(_AS_DOCX))
    for part, kind, shown in _IN_ZIP:
        if any(name.startswith(part) for name in names):
            if kind:
                return kind
            raise other_kind(file, shown, _("Save the text in it as .docx or .txt."))
    raise other_kind(file, "zip", _("Unpack it, and give the documents in it."))
