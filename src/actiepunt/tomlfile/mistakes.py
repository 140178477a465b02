"""What is wrong with a line that is no TOML, in the words of a person who is no programmer.

The TOML reader says where it stopped, and in English what it expected there. To tell another
mistake, add a row to `MISTAKES`, and an example of it to the test of this module.
"""

import re
from typing import NamedTuple

from actiepunt.core import due
from actiepunt.errors import Fault
from actiepunt.i18n import N_, _
from actiepunt.text import shorten, visible
from actiepunt.tomlfile import scan

_WHERE = re.compile(r" at line (\d+) column \d+$")
_WIDTH = 60  # columns of the line that is quoted
_LENGTH = 2_000  # characters of the line that are looked at: some patterns take the square of it
_CURLY = "“”„‟‘’‚‛«»‹›"
_HIDDEN = "\xa0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
_TEXT = r"(?:\"[^\"]*\"|'[^']*')"
_NUMERIC_DATE = r"(?:\d{1,2}[-/.–]\d{1,2}[-/.–](?:\d{2}){1,2}|\d{4}[-/.–]\d{1,2}[-/.–]\d{1,2})"


class Mistake(NamedTuple):
    """A row of the table.

    Attributes:
        reason: A pattern in the words of the TOML reader; empty for any.
        line: A pattern in the line where it stopped; empty for any.
        message: What is wrong.
        advice: What to do. `{key}` is the name before the `=` sign, `{value}` what is behind it.
        at_start: Whether the mistake is on the line where the value begins.
    """

    reason: str
    line: str
    message: str
    advice: str
    at_start: bool = False

    def fits(self, reason: str, line: str) -> bool:
        """Tell whether this is what is wrong with a line, by the words of the reader."""
        return bool(re.search(self.reason, reason) and re.search(self.line, line))


_OPEN_BRACKET = (
    N_("a [ or {{ does not close"),
    N_("Put ] at the end of the list, or }} at the end of the note."),
)
_NO_COMMA = (N_("there is no comma between two items"), N_("Put a comma between them."))
_NO_QUOTES = N_("a text stands in quotation marks")
_CURLY_QUOTES = (
    N_("the quotation marks are curly, as a word processor makes them"),
    N_('Use the straight ones: "…"'),
)
_HIDDEN_SIGN = (
    N_("there is an invisible character in the line, as comes along with copied text"),
    N_("Type the line again."),
)
_ONE_BRACKET = (
    N_("a block begins with two brackets on either side"),
    N_("Write it as [[action]] or [[meeting]]."),
)

MISTAKES = (
    Mistake("", rf"[=\[,]\s*[{_CURLY}]", *_CURLY_QUOTES),
    Mistake("invalid (basic|literal) string", rf"[{_CURLY}]\s*,?\s*$", *_CURLY_QUOTES),
    Mistake("", rf"^[^\"'#]*[{_HIDDEN}]|[{_HIDDEN}]\s*$", *_HIDDEN_SIGN),
    Mistake("duplicate key", r"^\s*\[\s*(action|meeting)\s*\]", *_ONE_BRACKET),
    Mistake("unclosed|unexpected key", r"^\s*\[+\s*(action|meeting)\b", *_ONE_BRACKET),
    Mistake(
        "duplicate key", "",
        N_("{key} stands twice in the block"),
        N_("Keep one of the two lines."),
    ),
    Mistake(
        "key with no value", r"^\s*(//|--|;|%|/\*)",
        N_("a remark begins with #"),
        N_("Put that sign at the beginning of the line."),
    ),
    Mistake(
        "key with no value", r"^\s*[\w-]+\s*(?::|[,;–—-]?\s*[\"'\[\d])",
        N_("there is no = between the name and what it says"),
        N_("Write it as {key} = …"),
    ),
    Mistake(
        "key with no value|invalid unquoted key", "",
        N_("the line is no field: it does not begin with a name and ="),
        N_("Put # before it, which makes it a remark, or remove it."),
    ),
    Mistake(
        "keys cannot be empty", "",
        N_("there is no name before the ="),
        N_("Put the name of the field before it, or remove the line."),
    ),
    Mistake("extra `=`", "", N_("there is one = too many"), N_("Remove one.")),
    Mistake(
        "", r"^[^=\"']*=\s*(#|$)",
        N_("there is nothing behind the ="),
        N_("Fill it in, or remove the line."),
    ),
    Mistake(
        "(day|month) between|day out of range", "",
        N_("there is no such day"),
        N_("Look at the month and the day: a date is year-month-day."),
    ),
    Mistake(
        "", rf"=\s*{_NUMERIC_DATE}\s*(#|$)",
        N_("a date is written as year-month-day, in digits"),
        N_("Write it as {key} = {day}"),
    ),
    Mistake(
        "invalid (date|time)", r"=\s*\d{4}-\d\d-\d\d\s",
        N_("there is something behind the date"),
        N_("Leave only the date, or put # before the rest."),
    ),
    Mistake(
        "invalid (time|offset|date-?time)", "",
        N_("a time is written in digits, as 10:00:00"),
        N_("Write the day, a T and the time: {key} = YYYY-MM-DDT10:00:00"),
    ),
    Mistake(
        "multi-line", "",
        N_("the three quotation marks do not close"),
        N_('Put """ at the end of the text.'),
        at_start=True,
    ),
    Mistake(
        "escape|unicode value", "",
        N_("a \\ has a meaning of its own in a text"),
        N_("Write it twice: \\\\"),
    ),
    Mistake("visible characters", "", *_HIDDEN_SIGN),
    Mistake(
        "invalid (basic|literal) string", "",
        N_("a quotation mark does not close"),
        N_('Put " at the end of the text; a text of several lines goes between """ and """.'),
    ),
    Mistake(
        "missing opening quote", "",
        N_("a quotation mark does not open"),
        N_('Put " at the beginning of the text.'),
    ),
    Mistake(
        "unexpected key", rf"=[^\[]*(?:{_TEXT}|[\d])\s*[,;]\s*(#|$)",
        N_("there is a sign too many at the end of the line"),
        N_("Remove the sign behind the value."),
    ),
    Mistake(
        "unexpected key", rf"=\s*{_TEXT}\s*,",
        N_("several texts stand between brackets"),
        N_('Write it as {key} = ["…", "…"]'),
    ),
    Mistake(
        "unexpected key", r"=\s*\"[^\"]*\"[^\"#]*\"|=\s*'[^']*'[^'#]*'",
        N_("there is a quotation mark inside the text"),
        N_('Put the text between " and ", and write a quotation mark inside it as \\".'),
    ),
    Mistake(
        "unexpected key", "",
        N_("there is something behind the value"),
        N_("Remove it, or put # before it."),
    ),
    Mistake("missing comma", rf"{_TEXT}\s+{_TEXT}", *_NO_COMMA),
    Mistake("missing comma", r"^\s*[\w-]+\s*=|^\s*\[\[", *_OPEN_BRACKET, at_start=True),
    Mistake("unclosed|inline table element", "", *_OPEN_BRACKET, at_start=True),
    Mistake("missing comma|extra assignment", "", *_NO_COMMA),
    Mistake("extra comma", "", N_("there is one comma too many"), N_("Remove one.")),
    Mistake(
        "missing assignment", "",
        N_("there is no = between the name and what it says"),
        N_('Write a note as {{ on = YYYY-MM-DD, text = "…" }}'),
    ),
    Mistake(
        "must be quoted|boolean|float|integer|zero|digits|invalid date",
        r"^\s*[\w-]+\s*=\s*[^\[\]{}\"',#\\]+$",
        _NO_QUOTES,
        N_('Write it as {key} = "{value}"'),
    ),
    Mistake(
        "must be quoted|boolean|float|integer|zero|digits", "",
        _NO_QUOTES,
        N_('Put " before and behind it.'),
    ),
    Mistake(
        "", "",
        N_("this is not written as the file asks"),
        N_("Put text in quotation marks, but not dates, and look at the lines around it."),
    ),
)  # fmt: skip
"""The mistakes that people make in these files; the first row that fits tells which it is."""


def fault(file: str, reason: str, text: str, start: int = 0) -> Fault:
    """Return the fault for what the TOML reader says of a part of a file.

    Args:
        file: The name of the file.
        reason: The words of the reader, which count the lines of the part from 1.
        text: The whole file.
        start: The offset at which the part begins.
    """
    where = _WHERE.search(reason)
    number = scan.line_number(text, start) + (int(where[1]) - 1 if where else 0)
    reason = _WHERE.sub("", reason)
    lines = [*text.split("\n"), ""]  # the reader may count one past the last
    found = next(row for row in MISTAKES if row.fits(reason, lines[number - 1][:_LENGTH]))
    if found.at_start:
        begun = (scan.line_number(text, key.start) for key in scan.lines(text, start, len(text)))
        number = max((line for line in begun if line <= number), default=number)
    line = lines[number - 1][:_LENGTH].strip()
    words = _words(line)
    told = _("Line {number}: “{line}”. {advice} (TOML reader: {reason})").format(
        number=number, line=shorten(visible(line), _WIDTH), advice=_(found.advice).format(**words),
        reason=reason,
    )  # fmt: skip
    return Fault(_(found.message).format(**words), file=file, line=number, advice=told)


def _words(line: str) -> dict[str, str]:
    """Return the words of a line that an advice may repeat."""
    key, _equals, value = (part.strip() for part in line.partition("="))
    date = re.match(_NUMERIC_DATE, value)
    period = due.parse(re.sub(r"[/.–]", "-", date[0])) if date else None
    return {
        "key": key.strip("[]") if key[:1] == "[" else re.split(r"[^\w-]", key.strip("\"'"))[0],
        "value": value,
        "day": period.last.isoformat() if period else _("YYYY-MM-DD"),
    }
