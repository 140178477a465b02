"""Content lines as RFC 5545 3.1 folds them, always at the same places.

icalendar folds other places in other versions; the same feed must be the same bytes everywhere.
"""

_OCTETS = 75  # of a line without its CRLF; the space that continues one counts


def folded(data: bytes) -> bytes:
    """Return an iCalendar stream with its lines of at most 75 octets, no character of UTF-8 cut."""
    lines = data.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").split(b"\r\n")
    return b"\r\n".join(map(_fold, lines))


def _fold(line: bytes) -> bytes:
    parts = []
    room = _OCTETS
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        parts.append(line[:end])
        line = line[end:]
        room = _OCTETS - 1
    return b"\r\n ".join([*parts, line])
