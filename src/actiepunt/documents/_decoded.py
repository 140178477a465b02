"""The text of a file that does not say its encoding."""

from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import decode


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file, with a line feed at the end of each line.

    Raises:
        ActiepuntError: it is no text in UTF-8, UTF-16 or Windows-1252.
    """
    try:
        text, _encoding = decode(data)
    except ValueError:
        text = "\0"
    if "\0" in text:
        raise ActiepuntError(
            _("{file} is no text in UTF-8, UTF-16 or Windows-1252").format(file=name),
            _("Open it in the program that made it, and save it as .docx or as text in UTF-8."),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
