"""The XML in a zip, as documents of Word and LibreOffice are, from people who may mean harm.

Sizes are bounded while it is unpacked, because what a zip says of its sizes need not be true. A
document type, and with it every entity, is refused: no office program writes one.
"""

import io
import zipfile
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from actiepunt.documents._builder import DEEPEST, too_deep
from actiepunt.documents._kinds import DAMAGE, damaged, locked
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _

LARGEST = 100_000_000
"""The bytes that the XML of one part may unpack to; minutes of 100 pages take 5 million."""

_MOST_ENTRIES = 20_000
_MOST_ELEMENTS = 500_000  # minutes of 100 pages have 50,000
_ENCRYPTED = 0x1


class Package:
    """The parts of a document that is a zip.

    Args:
        data: The content of the file.
        name: Its name, for messages.

    Raises:
        ActiepuntError: it is no sound zip, or has too many parts.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise damaged(name) from error
        self._names = set(self._archive.namelist())
        if len(self._names) > _MOST_ENTRIES:
            raise _too_large(name)

    def has(self, part: str) -> bool:
        """Say whether there is a part of this name."""
        return part in self._names

    def xml(self, part: str) -> Element:
        """Return the root element of a part.

        Raises:
            ActiepuntError: there is no such part, it is encrypted, damaged, no XML, nested too
                deep, unpacks to more than `LARGEST`, or has a document type.
        """
        return parse(self._unpacked(part), self.name)

    def _unpacked(self, part: str) -> bytes:
        try:
            entry = self._archive.getinfo(part)
            if entry.flag_bits & _ENCRYPTED:
                raise locked(self.name)
            with self._archive.open(entry) as stream:
                data = stream.read(LARGEST + 1)
        except DAMAGE as error:
            raise damaged(self.name) from error
        if len(data) > LARGEST:
            raise _too_large(self.name)
        return data


def parse(data: bytes, name: str) -> Element:
    """Return the root element of XML, in which names are without their namespace.

    Args:
        data: The XML.
        name: The name of the file, for messages.

    Raises:
        ActiepuntError: it is no XML, is nested too deep, has too many elements or a document type.
    """
    builder = TreeBuilder()
    guard = _Guard(builder, name)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = guard.refuse
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
        return builder.close()
    except (expat.ExpatError, LookupError, ValueError, AssertionError) as error:
        raise damaged(name) from error


class _Guard:
    """Builds elements, and counts them; names are without their namespace.

    So the strict variant of Office Open XML, which has other namespaces, needs nothing of its own.
    """

    def __init__(self, builder: TreeBuilder, name: str) -> None:
        self._builder = builder
        self._name = name
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > DEEPEST:
            raise too_deep(self._name)
        if self._count > _MOST_ELEMENTS:
            raise _too_many(self._name)
        own = {name.rpartition("}")[2]: value for name, value in attributes.items()}
        self._builder.start(tag.rpartition("}")[2], own)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(tag.rpartition("}")[2])

    def refuse(self, *_declaration: object) -> None:
        raise damaged(self._name)


def _too_many(name: str) -> ActiepuntError:
    return ActiepuntError(
        _("{file} has more than {count} elements").format(file=name, count=_MOST_ELEMENTS),
        _("Save the part with the minutes as a document of its own."),
    )


def _too_large(name: str) -> ActiepuntError:
    return ActiepuntError(
        _("{file} unpacks to more than {count} MB").format(file=name, count=LARGEST // 1_000_000),
        _("Open it in the program that made it, and save the text as .txt."),
    )
