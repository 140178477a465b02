"""The headings that people write above the columns of a list of actions, and what they mean.

To add a heading, add it to `HEADINGS`; the labels of the fields, in both languages, are headings
already.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from actiepunt.core.fields import ACTION
from actiepunt.errors import ActiepuntError, UsageError
from actiepunt.i18n import _, translator
from actiepunt.importers import Row, column_name
from actiepunt.text import fold, nearest

DUE_TEXT = "due_text"
"""The column of CSV with the deadline as agreed; that of `due` is then the day."""
LEFT_OUT = ""
"""The field of a column that is not read."""

HEADINGS: Mapping[str, Sequence[str]] = {
    "id": (
        "nr", "no", "num", "#", "volgnummer", "volgnr", "actienummer", "actienr", "actiepuntnummer",
        "actiepunt nr", "nummer actie", "number", "action number", "action no",
    ),
    "summary": (
        "actie", "acties", "actiepunten", "te ondernemen actie", "afspraak", "actie afspraak",
        "taak", "wat", "toezegging", "besluit actie", "actions", "action item", "action items",
        "task", "what", "to do", "todo",
    ),
    "owners": (
        "actiehouders", "wie", "door", "door wie", "houder", "trekker", "trekkers", "eigenaar",
        "verantwoordelijke", "verantwoordelijk", "uitvoerder", "uitvoering door", "actie door",
        "actie voor", "toegewezen aan", "who", "by whom", "assignee", "assigned to", "responsible",
    ),
    "body": (
        "bestuursorgaan", "orgaan", "overleg", "commissie", "bestuur", "gremia", "committee",
        "board",
    ),
    "due": (
        "wanneer", "deadline", "voor wanneer", "uiterlijk", "streefdatum", "einddatum",
        "gereed voor", "datum termijn", "uiterste datum", "afdoening voor", "when", "due date",
        "due by", "by when", "target date",
    ),
    "every": (
        "herhaling", "herhaalt", "herhalen", "frequentie", "terugkerend", "hoe vaak", "cyclus",
        "repeat", "recurrence", "frequency",
    ),
    DUE_TEXT: ("zoals afgesproken", "as agreed"),
    "status": ("stand", "state"),
    "meeting": (
        "datum vergadering", "vergaderdatum", "vergadering d d", "uit vergadering", "bron",
        "herkomst", "meeting date",
    ),
    "item": ("agendapunt nr", "agendanummer", "agendapuntnummer", "ap", "item"),
    "source": ("vindplaats", "source"),
    "tags": ("tag", "trefwoord", "labels", "thema", "dossier", "theme", "topic"),
    "created": ("aangemaakt op", "toegevoegd", "datum toegevoegd", "added"),
    "closed": (
        "afgerond op", "gereed op", "datum afgerond", "datum gereed", "datum afdoening",
        "afgesloten op", "closed on", "done on", "completed", "completed on",
    ),
    "outcome": ("uitkomst", "afdoening", "wijze van afdoening", "result"),
    "details": (
        "toelichtingen", "opmerking", "opmerkingen", "bijzonderheden", "notitie", "notities",
        "achtergrond", "note", "notes", "remark", "remarks", "comment", "comments", "explanation",
    ),
    "progress": ("stand van zaken", "voortgang actie", "laatste stand", "update"),
    LEFT_OUT: ("overdue", "te laat", "late", "deferrals", "history"),
}  # fmt: skip
"""The headings of each field, without capitals, accents and signs."""

SECOND: Mapping[str, Sequence[str]] = {
    "omschrijving": ("summary", "details"),
    "beschrijving": ("summary", "details"),
    "description": ("summary", "details"),
    "onderwerp": ("summary", "tags"),
    "subject": ("summary", "tags"),
    "naam": ("owners",),
    "name": ("owners",),
}
"""Headings that mean the first of these fields that no other column has."""

_FIRST_ROWS = 40  # among which the headings are


class Column(NamedTuple):
    """A column: its place from 0, its heading as written, and its field."""

    at: int
    heading: str
    field: str

    @property
    def name(self) -> str:
        """Its name in a spreadsheet, such as A or AB."""
        return column_name(self.at)


class Head(NamedTuple):
    """The headings of a table.

    Attributes:
        row: The number of their row.
        width: The number of columns up to the last heading.
        columns: The columns that are read.
        unread: The other columns with a heading.
    """

    row: int
    width: int
    columns: Sequence[Column]
    unread: Sequence[Column]

    def is_repeated(self, row: Row) -> bool:
        """Tell whether a row has the headings once more, as on the next page of a document."""
        texts = {column.at: _plain(column.heading) for column in (*self.columns, *self.unread)}
        return bool(row.filled) and all(
            _plain(cell) == texts.get(index, "") for index, cell in enumerate(row.cells)
        )


@cache
def _known() -> Mapping[str, str]:
    """Return the field of every heading of one meaning."""
    say = translator("nl")
    known = {_compact(text): field for field, texts in HEADINGS.items() for text in texts}
    for field in ACTION.values():
        names = {field.name, field.key, field.label, say(field.label) if field.label else ""}
        if not field.hidden or field.name == "uid":
            known.update((_compact(name), field.name) for name in names if name)
    known[_compact(DUE_TEXT)] = DUE_TEXT
    return known


def _plain(heading: str) -> str:
    """Return a heading without capitals, accents and signs."""
    return " ".join(re.findall(r"[a-z0-9#]+", fold(heading)))


def _compact(heading: str) -> str:
    return _plain(heading).replace(" ", "")


def _meaning(heading: str, given: Mapping[str, str]) -> Sequence[str]:
    """Return the fields that a heading can mean, the likeliest first; none if it is not known."""
    plain = _compact(heading)
    if plain in given:
        return (given[plain],)
    for text in (heading, re.sub(r"\(.*?\)", " ", heading)):
        if (field := _known().get(_compact(text))) is not None:
            return (field,)
        if _compact(text) in SECOND:
            return SECOND[_compact(text)]
    parts = {_known().get(_compact(part), "?") for part in heading.split("/")}
    return tuple(parts) if len(parts) == 1 and "?" not in parts else ()


def meaning(heading: str) -> Sequence[str]:
    """Return the fields that a heading can mean, the likeliest first; none if it is not known."""
    return _meaning(heading, {})


def count(rows: Iterable[Row]) -> int:
    """Return how many fields the best of the first rows has headings for."""
    return max((len(_fields(row, {})) for row in [*rows][:_FIRST_ROWS]), default=0)


def _fields(row: Row, given: Mapping[str, str]) -> set[str]:
    return {meaning[0] for cell in row.cells if (meaning := _meaning(cell, given))} - {LEFT_OUT}


def find(rows: Sequence[Row], mapping: Mapping[str, str], file: str) -> Head:
    """Return the headings of a table: those of the row that has headings for most fields.

    Args:
        rows: The rows of the table.
        mapping: The field for headings as a person gave them (`parse_map`).
        file: Its name, for messages.

    Raises:
        ActiepuntError: no row has a heading for the action or its number, a heading of `mapping`
            is not there, or two columns have one meaning.
    """
    given = {_compact(heading): field for heading, field in mapping.items()}
    first = [row for row in rows if row.filled][:_FIRST_ROWS]
    usable = [row for row in first if _fields(row, given) & {"uid", "id", "summary"}]
    if not usable:
        raise _no_headings(first, file)
    row = max(usable, key=lambda row: len(_fields(row, given)))
    missing = [text for text in mapping if _compact(text) not in map(_compact, row.cells)]
    if missing:
        raise UsageError(
            _("{file} has no column “{name}”").format(file=file, name=missing[0]),
            _("Its columns: {names}.").format(names=", ".join(row.filled)),
        )
    return _head(row, given)


def _head(row: Row, given: Mapping[str, str]) -> Head:
    """Return the columns of a row of headings.

    Raises:
        ActiepuntError: two columns have one meaning.
    """
    texts = [(index, " ".join(cell.split())) for index, cell in enumerate(row.cells)]
    meanings = [(index, text, _meaning(text, given)) for index, text in texts if text]
    taken: dict[str, Column] = {}
    unread = [Column(index, text, LEFT_OUT) for index, text, meaning in meanings if not meaning]
    for index, text, meaning in sorted(meanings, key=lambda one: _compact(one[1]) in SECOND):
        choices = [field for field in meaning if field not in taken] or list(meaning[-1:])
        for field in choices[:1]:
            column = Column(index, text, field)
            if field in taken and _compact(text) not in SECOND:
                raise _two(taken[field], column)
            if field in taken:
                unread.append(column)
            elif field != LEFT_OUT:
                taken[field] = column
    width = max(index for index, text in texts if text) + 1
    return Head(row.number, width, sorted(taken.values()), sorted(unread))


def _two(one: Column, other: Column) -> ActiepuntError:
    message = _("columns {first} “{one}” and {second} “{other}” mean the same: {field}")
    return ActiepuntError(
        message.format(
            first=one.name, one=one.heading, second=other.name, other=other.heading,
            field=_label(one.field),
        ),
        _("Leave one out with {option}, or give it another heading.").format(
            option=f'--map "{other.heading}="'
        ),
    )  # fmt: skip


def _label(field: str) -> str:
    return _(ACTION[field].label or field) if field in ACTION else _("as agreed")


def _no_headings(rows: Sequence[Row], file: str) -> ActiepuntError:
    if not rows:
        return ActiepuntError(
            _("{file} is empty").format(file=file), _("Save the list in it, with its headings.")
        )
    widest = max(rows[:5], key=lambda row: len(row.filled))
    return ActiepuntError(
        _("{file} has no heading for the action").format(file=file),
        _("Name the column: {option}. Row {row} has: {names}.").format(
            option='--map "…=' + _("action") + '"',
            row=widest.number,
            names=", ".join(cell[:30] for cell in widest.filled),
        ),
    )


def parse_map(texts: Sequence[str]) -> dict[str, str]:
    """Return the field for each heading, of texts such as `Kolom=termijn`; `Kolom=` leaves it out.

    Raises:
        UsageError: a text has another form, or names no field.
    """
    mapping = {}
    for text in texts:
        heading, sign, name = (part.strip() for part in text.rpartition("="))
        field = _known().get(_compact(name)) if name else LEFT_OUT
        if not (sign and heading):
            raise UsageError(
                _("“{text}” is not a heading and a field").format(text=text),
                _("Write it as {example}.").format(example=f'--map "{_("Heading")}={_("due")}"'),
            )
        if field is None:
            names = [_(row.label) for row in ACTION.values() if row.label]
            near = nearest(name, names)
            raise UsageError(
                _("there is no field “{name}”").format(name=name),
                _("Did you mean “{word}”?").format(word=near)
                if near
                else _("Known: {words}.").format(words=", ".join(names)),
            )
        mapping[heading] = field
    return mapping
