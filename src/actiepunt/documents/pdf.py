"""Documents in PDF, read with pypdf as they stand on the page, and then as plain text is."""

import io
import logging
import struct
import warnings
import zlib

from actiepunt.documents import Block
from actiepunt.documents._kinds import damaged, locked
from actiepunt.documents._lines import blocks
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

MOST_PAGES = 1_500
_MOST_CHARACTERS = 5_000_000
# What pypdf raises where a file is not as it expects.
_DAMAGE = (
    OSError, EOFError, RuntimeError, NotImplementedError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, AssertionError, MemoryError, zlib.error, struct.error,
)  # fmt: skip


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a document, with the pages that they begin on.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: pypdf is not installed; the file is damaged or encrypted, or has too many
            pages.
    """
    found = blocks(_text(data, name), name, paged=True)
    return [block._replace(line=place) for place, block in enumerate(found, 1)]


def _text(data: bytes, name: str) -> str:
    """Return the text of a document, with form feeds between its pages."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
    except ImportError as error:
        raise ActiepuntError(
            _("documents in PDF need the package pypdf"),
            _("Install it: {command}").format(command="pip install 'actiepunt[read-pdf]'"),
        ) from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells what it repairs
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):  # some only forbid to print
                raise locked(name)
            if len(reader.pages) > MOST_PAGES:
                raise ActiepuntError(
                    _("{file} has more than {count} pages").format(file=name, count=MOST_PAGES),
                    _("Save the part with the minutes as a document of its own."),
                )
            pages: list[str] = []
            for page in reader.pages:
                text = page.extract_text(extraction_mode="layout") or page.extract_text()
                pages.append(text.replace("\f", "\n"))
                if sum(map(len, pages)) > _MOST_CHARACTERS:
                    raise damaged(name)
    except (DependencyError, FileNotDecryptedError) as error:
        raise locked(name) from error
    except (PyPdfError, *_DAMAGE) as error:
        raise damaged(name) from error
    return "\f".join(pages)
