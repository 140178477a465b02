"""Web pages, with what Word and Outlook make of them."""

from actiepunt.documents import Block
from actiepunt.documents._builder import Builder
from actiepunt.documents._decoded import decoded
from actiepunt.documents._nodes import add
from actiepunt.documents._page import nodes
from actiepunt.documents._wrapped import unwrapped


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a page.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is no text, nested too deep, or has more blocks than a document.
    """
    builder = Builder(name)
    add(builder, nodes(decoded(data, name), name))
    return unwrapped(builder)
