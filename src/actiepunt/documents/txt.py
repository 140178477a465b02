"""Plain text, such as minutes that were copied from a PDF."""

from actiepunt.documents import Block
from actiepunt.documents._decoded import decoded
from actiepunt.documents._lines import blocks


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a text.

    Args:
        data: The content of the file, in UTF-8, UTF-16 or Windows-1252.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is no text, or has more blocks than a document.
    """
    return blocks(decoded(data, name), name)
