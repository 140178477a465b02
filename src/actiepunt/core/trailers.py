"""Trailers at the end of a commit message: `Action: 2025-014`, `Reason: …`.

The syntax is that of git-interpret-trailers(1). A value of several lines is folded: each line after
the first begins with a space. An empty line would end the trailers, so that it is written as a dot,
and a line of dots alone gets one more (as in RFC 5321, 4.5.2).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.text import visible

ACTION, MEETING, REASON = "Action", "Meeting", "Reason"
_OURS = frozenset({ACTION.lower(), MEETING.lower(), REASON.lower()})  # git ignores their case
_TRAILER = re.compile(r"([A-Za-z0-9-]+)[ \t]*:[ \t]*(.*)")
_PICKED = "(cherry picked from commit "  # the one line among trailers that is none, see git-log(1)


class Message(NamedTuple):
    """A commit message: its subject, the paragraphs of its body, and its trailers.

    `trailers` are the key, in lower case, and the unfolded value of each, in their order.
    """

    subject: str
    body: Sequence[str]
    trailers: Sequence[tuple[str, str]]

    def values(self, *keys: str) -> list[str]:
        """Return the values of all trailers with one of some keys."""
        wanted = {key.lower() for key in keys}
        return [value for key, value in self.trailers if key in wanted]


def write(key: str, value: str) -> str:
    """Return a trailer, folded where its value has several lines.

    White space around the value and at the end of its lines is left out, as git does, and what
    steers a terminal is replaced (`text.visible`).
    """
    text = visible(value.replace("\r\n", "\n").strip(), long=True)
    return f"{key}: " + "\n ".join(_stuffed(line.rstrip()) for line in text.split("\n"))


def _stuffed(line: str) -> str:
    return line if line.strip(".") else f"{line}."


def _unstuffed(line: str) -> str:
    return line if line.strip(".") else line[1:]


def read(message: str) -> Message:
    """Return the parts of a commit message.

    A program may have put trailers of its own below ours as another paragraph: those are part of
    the trailers as well.
    """
    subject, *paragraphs = re.split(r"\n(?:[ \t]*\n)+", message.strip())
    body, found = list(paragraphs), list[tuple[str, str]]()
    while body and (trailers := _trailers(body[-1])):
        body.pop()
        found = [*trailers, *found]
        if not _OURS.isdisjoint(key for key, _value in trailers):
            return Message(subject, body, found)
    return Message(subject, paragraphs, ())


def _trailers(paragraph: str) -> list[tuple[str, str]]:
    """Return the trailers of a paragraph; none where it has a line that is no part of one."""
    found: list[tuple[str, list[str]]] = []
    for line in paragraph.split("\n"):
        trailer = _TRAILER.fullmatch(line)
        if trailer:
            found.append((trailer[1].lower(), [trailer[2]]))
        elif found and line[:1] in {" ", "\t"}:
            found[-1][1].append(line[1:])
        elif not line.startswith(_PICKED):
            return []
    return [(key, "\n".join(map(_unstuffed, lines)).rstrip()) for key, lines in found]
