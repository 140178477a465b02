"""Trailers at the end of a commit message: `Action: 2025-014`, `Reason: …`.

The syntax is that of git-interpret-trailers(1). A value of several lines is folded: each line after
the first begins with a space. An empty line would end the trailers, so it is written as a dot, and
a line of only dots gets one more dot (as in RFC 5321, section 4.5.2).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from actiepunt.text import visible

ACTION, MEETING, REASON, IMPORT = "Action", "Meeting", "Reason", "Import"
_OURS = frozenset(
    key.lower() for key in (ACTION, MEETING, REASON, IMPORT)
)  # git ignores case in keys
_TRAILER = re.compile(r"([A-Za-z0-9-]+)[ \t]*:[ \t]*(.*)")
_PICKED = "(cherry picked from commit "  # added among the trailers by `git cherry-pick -x`


class Message(NamedTuple):
    """A commit message: its subject, the paragraphs of its body, and its trailers.

    `trailers` has, in order, the key in lower case and the unfolded value of each.
    """

    subject: str
    body: Sequence[str]
    trailers: Sequence[tuple[str, str]]

    def values(self, *keys: str) -> list[str]:
        """Return the values of the trailers with any of these keys, in order."""
        lowered = {key.lower() for key in keys}
        return [value for key, value in self.trailers if key in lowered]


def write(key: str, value: str) -> str:
    """Return a trailer, folded where its value has several lines.

    White space around the value and at the ends of its lines is removed, as git does, and control
    characters are replaced (`text.visible`).
    """
    text = visible(value.replace("\r\n", "\n").strip(), long=True)
    return f"{key}: " + "\n ".join(_stuffed(line.rstrip()) for line in text.split("\n"))


def _stuffed(line: str) -> str:
    return line if line.strip(".") else f"{line}."


def _unstuffed(line: str) -> str:
    return line if line.strip(".") else line[1:]


def read(message: str) -> Message:
    """Return the parts of a commit message.

    Another program may have appended trailers as a paragraph below ours: they count as trailers
    too. A message without a trailer of ours has none.
    """
    subject, *paragraphs = re.split(r"\n(?:[ \t]*\n)+", message.strip())
    body, trailers = list(paragraphs), list[tuple[str, str]]()
    while body and (paragraph := _trailers(body[-1])):
        body.pop()
        trailers = [*paragraph, *trailers]
        if not _OURS.isdisjoint(key for key, _value in paragraph):
            return Message(subject, body, trailers)
    return Message(subject, paragraphs, ())


def _trailers(paragraph: str) -> list[tuple[str, str]]:
    """Return the trailers of a paragraph; none where any line of it belongs to no trailer."""
    trailers: list[tuple[str, list[str]]] = []
    for line in paragraph.split("\n"):
        trailer = _TRAILER.fullmatch(line)
        if trailer:
            trailers.append((trailer[1].lower(), [trailer[2]]))
        elif trailers and line[:1] in {" ", "\t"}:
            trailers[-1][1].append(line[1:])
        elif not line.startswith(_PICKED):
            return []
    return [(key, "\n".join(map(_unstuffed, lines)).rstrip()) for key, lines in trailers]
