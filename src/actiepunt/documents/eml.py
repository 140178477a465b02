"""Messages (RFC 5322, MIME), with the documents that are attached to them.

What a message quotes of an earlier one is left out, unless it is all that there is, as in one that
was forwarded.
"""

import email
import re
from collections.abc import Iterator, Sequence
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from actiepunt import documents
from actiepunt.documents import LARGEST_TEXT, Block
from actiepunt.documents._builder import Builder, too_deep
from actiepunt.documents._kinds import damaged
from actiepunt.documents._lines import blocks as blocks_of_text
from actiepunt.documents._nodes import Node, Text, add
from actiepunt.documents._page import nodes
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.text import decode

_MOST_PARTS = 50
_DEEPEST = 20
_QUOTED = re.compile(r"^[ \t]*>.*\n?", re.MULTILINE)
_WROTE = re.compile(
    r"^[ \t]*(?:(?:Op|On|Am|Le)\b[^\n]{0,200}(?:\n[^\n]{0,100})?"
    r"(?:schreef|wrote|schrieb|écrit)[^\n]{0,100}:[ \t]*$"
    r"|-{3,}[ \t]*(?:Original Message|Oorspronkelijk bericht"
    r"|Forwarded message|Doorgestuurd bericht)"
    r"|_{10,}[ \t]*$|(?:From|Van):[^\n]+\n(?:[^\n]+\n){0,3}?(?:Sent|Verzonden|Date|Datum):)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_OUTLOOK = re.compile(r"^\s*(?:From|Van):.{1,300}(?:Sent|Verzonden|Date|Datum):", re.DOTALL)
_LEAST = 40  # fewer characters are no more than a greeting above what was forwarded


def read(data: bytes, name: str) -> list[Block]:
    """Return the blocks of a message: its subject, its text, and the documents attached to it.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is no message, or nested too deep.
    """
    try:
        message = email.message_from_bytes(data)
        reader = _Reader(name)
        reader.read(message, 0)
    except RecursionError as error:
        raise too_deep(name) from error
    except (MessageError, LookupError, TypeError, AttributeError, AssertionError) as error:
        raise damaged(name) from error
    if not message.keys():
        raise damaged(name)
    return reader.builder.blocks


class _Reader:
    """Reads the parts of a message, in order, into blocks."""

    def __init__(self, name: str) -> None:
        self.builder = Builder(name)
        self._name = name
        self._parts = 0

    def read(self, message: Message, depth: int) -> None:
        """Read a message, and those within it."""
        if depth > _DEEPEST:
            raise too_deep(self._name)
        if "subject" in message:
            self.builder.add("heading", _header(message.get("subject", "")), 1)
        texts: list[Message] = []
        files: list[Message] = []
        for part in _leaves(message, 0):
            self._parts += 1
            if self._parts > _MOST_PARTS:
                raise ActiepuntError(
                    _("{file} has more than {count} attachments").format(
                        file=self._name, count=_MOST_PARTS
                    ),
                    _("Save the documents with the minutes, and give those."),
                )
            is_text = part.get_content_type() in {"text/plain", "text/html"}
            attached = part.get_content_disposition() == "attachment" or part.get_filename()
            (texts if is_text and not attached else files).append(part)
        for part in texts:
            self._text(part)
        for part in files:
            if part.get_content_type() == "message/rfc822":
                for within in _payload(part):
                    self.read(within, depth + 1)
            else:
                self._attachment(part)

    def _text(self, part: Message) -> None:
        text = _decoded(part)[:LARGEST_TEXT]
        if part.get_content_type() == "text/html":
            add(self.builder, _own(nodes(text, self._name)))
            return
        own = _WROTE.split(_QUOTED.sub("", text), maxsplit=1)[0]
        if len(own.strip()) < _LEAST:
            own = re.sub(r"^[ \t]*(?:>[ \t]?)+", "", text, flags=re.MULTILINE)
        self._extend(blocks_of_text(_SIGNATURE.split(own, maxsplit=1)[0], self._name))

    def _attachment(self, part: Message) -> None:
        """Read a document, with its name above it; other files, such as pictures, are left out."""
        file = Path(_header(part.get_filename() or "").replace("\\", "/")).name
        data = part.get_payload(decode=True)
        if Path(file).suffix.lower().lstrip(".") not in documents.extensions():
            return
        self.builder.add("heading", file, 1)
        try:
            found = documents.read(Path(file), data if isinstance(data, bytes) else b"")
            self._extend(found.blocks)
        except ActiepuntError as error:  # a person sees that it was not read, and why
            self.builder.add("paragraph", f"{error.message}. {error.advice}")

    def _extend(self, found: Sequence[Block]) -> None:
        for block in found:
            self.builder.take(block)


def _leaves(message: Message, depth: int) -> Iterator[Message]:
    """Yield the parts that are no multipart; of alternatives the one that says most."""
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    if depth > _DEEPEST:
        return
    parts = _payload(message)
    if message.get_content_type() == "multipart/alternative":
        wanted = ("text/html", "multipart/related", "multipart/mixed", "text/plain")
        ranked = [part for kind in wanted for part in parts if part.get_content_type() == kind]
        parts = ranked[:1] or parts
    for part in parts:
        yield from _leaves(part, depth + 1)


def _payload(message: Message) -> list[Message]:
    payload = message.get_payload()
    return (
        [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
    )


def _header(value: object) -> str:
    """Return a header as a person reads it, also where its encoding is not known."""
    text = str(value)
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text


def _decoded(part: Message) -> str:
    """Return the text of a part, also where it is not in the encoding that it says."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        try:
            text, _encoding = decode(data)
        except ValueError:
            text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _own(found: list[Node]) -> list[Node]:
    """Return what stands above the message that Outlook quotes, unless that is all there is."""
    for index, node in enumerate(found):
        if isinstance(node, Text) and _OUTLOOK.match(node.text):
            above = found[:index]
            said = sum(len(one.text.strip()) for one in above if isinstance(one, Text))
            return above if said >= _LEAST else found
    return found
