"""Folding of content lines (RFC 5545 3.1), always at the same places.

Versions of icalendar fold at different places; the same feed must be the same bytes everywhere.
"""

_OCTETS = 75  # of a line without its CRLF, but with the space that begins a continuation line


def folded(data: bytes) -> bytes:
    """Return an iCalendar stream folded to 75 octets a line, never inside a UTF-8 character."""
    lines = data.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").split(b"\r\n")
    return b"\r\n".join(map(_fold, lines))


def _fold(line: bytes) -> bytes:
    parts = []
    room = _OCTETS
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:  # a continuation byte of UTF-8
            end -= 1
        parts.append(line[:end])
        line = line[end:]
        room = _OCTETS - 1
    return b"\r\n ".join([*parts, line])
