"""The table of fields: one row for each field of an action, a meeting, a body or a person.

Other modules derive from it the kinds of values, the labels, the options of the command line, the
check of fixed choices, the search, order and groups of `list`, the units of a merge and the
questions of `sync`. The records themselves are in `model`; a test compares the two. To add a field,
add it to the model and add a row here.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from actiepunt.core.model import Action, Listed, Person, Record
from actiepunt.i18n import N_

Kind = Literal["text", "long", "texts", "day", "moment", "due", "start", "progress"]
"""The type of a field's value.

- text: a string of one line
- long: a string of several lines
- texts: a tuple of such lines
- day: a date
- moment: a date-time with its UTC offset
- due: a date, or a string that is a phrase or the id of a meeting
- start: a date or a local date-time, without an offset
- progress: a tuple of dated notes
"""

ReaderName = Literal[
    "line", "filled line", "prose", "names", "lines", "choice", "body", "meeting", "due", "every",
    "day", "start", "moment", "window", "url", "tentative", "slug", "email", "bodies",
]  # fmt: skip
"""The name of the function in `cli.fields.READERS` that parses typed text into a field's value."""

_READERS: Mapping[Kind, ReaderName] = {
    "text": "line",
    "long": "prose",
    "texts": "names",
    "day": "day",
    "due": "due",
    "start": "moment",
}
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Option(NamedTuple):
    """The command-line option that sets a field.

    Attributes:
        name: The name without the dashes.
        metavar: The placeholder for the value in help texts; empty for the choices of the field.
        help: The help text, in English.
        after: The name of the option that it follows in help texts; empty for the table's order.
        shared: Whether the commands that share options have it; other commands add it themselves.
        flag: Whether it takes no value.
        add: The help text of `--add-NAME`, which adds one item to a list; empty for none.
        remove: The same for `--remove-NAME`.
    """

    name: str
    metavar: str
    help: str
    after: str = ""
    shared: bool = True
    flag: bool = False
    add: str = ""
    remove: str = ""


class Definition(NamedTuple):
    """The row of a field.

    Attributes:
        name: The name in the model and in the data files.
        kind: The type of its values.
        label: Its label for people, in English; empty where people never see the field.
        option: The option that sets it; None where only particular commands change it.
        read_as: The reader of typed text, where the kind does not imply it.
        choices: The allowed values, each with its label in English; empty where any value is.
        ranked: Whether `list` sorts and groups by the order of the choices instead of by name.
        filter: The help text of the `list` option that filters by its choices; empty for none.
        unit: The name of its merge unit: fields with the same unit are merged together.
        searched: Whether `list WORDS` searches it.
        sort: Its position among the keys of `list --sort`, from 1; 0 where it is no key.
        group: Its position among the keys of `list --group-by`, from 1; 0 where it is no key.
        hidden: Whether people never see it; of these fields JSON and CSV have the uid alone.
    """

    name: str
    kind: Kind
    label: str = ""
    option: Option | None = None
    read_as: ReaderName | None = None
    choices: Mapping[str, str] = _NOTHING
    ranked: bool = False
    filter: str = ""
    unit: str = ""
    searched: bool = False
    sort: int = 0
    group: int = 0
    hidden: bool = False

    @property
    def key(self) -> str:
        """Its name on the command line."""
        return self.option.name if self.option else self.name

    @property
    def reader(self) -> ReaderName:
        """The name of the reader that parses typed text into its value."""
        return self.read_as or ("choice" if self.choices else _READERS[self.kind])

    @property
    def is_typed(self) -> bool:
        """Tell whether a person can type its value as text."""
        return self.option is not None and not self.option.flag

    @property
    def has_sentences(self) -> bool:
        """Tell whether its items are sentences: a comma is then part of an item."""
        return self.kind == "progress" or self.read_as == "lines"


def _table(*rows: Definition) -> Mapping[str, Definition]:
    return MappingProxyType({row.name: row for row in rows})


ACTION = _table(
    Definition("uid", "text", hidden=True),
    Definition("id", "text", N_("number"), searched=True, sort=2),
    Definition(
        "summary", "text", N_("action"),
        option=Option("summary", "TEXT", N_("What must be done."), shared=False),
        read_as="filled line", searched=True, sort=7,
    ),
    Definition(
        "owners", "texts", N_("owner"),
        option=Option(
            "owner", "NAME", N_("Who must do it, separated by commas; the first leads."),
            add=N_("Add an owner."), remove=N_("Remove an owner."),
        ),
        searched=True, sort=3, group=2,
    ),
    Definition(
        "body", "text", N_("body"),
        option=Option("body", "BODY", N_("The body that asked for it.")),
        read_as="body", searched=True, sort=4, group=1,
    ),
    Definition(
        "status", "text", N_("status"),
        choices={
            "open": N_("open"),
            "in-progress": N_("in progress"),
            "done": N_("done"),
            "cancelled": N_("cancelled"),
        },
        filter=N_("With this status."), unit="closing", sort=5, group=3,
    ),
    Definition(
        "due", "due", N_("due"),
        option=Option("due", "WHEN", N_("A date, a period or a meeting.")),
        searched=True, sort=1, group=6,
    ),
    Definition(
        "every", "text", N_("repeats"),
        option=Option(
            "every", "SPAN",
            N_("Closing it adds the next one: “3 months”, “jaarlijks”, “elke vergadering”."),
        ),
        read_as="every", searched=True,
    ),
    Definition(
        "meeting", "text", N_("meeting"),
        option=Option("meeting", "REF", N_("The meeting where it was agreed.")),
        read_as="meeting", searched=True, sort=6, group=4,
    ),
    Definition(
        "item", "text", N_("agenda item"),
        option=Option("item", "ITEM", N_("The agenda item.")),
        searched=True,
    ),
    Definition(
        "source", "text", N_("found in"),
        option=Option("source", "TEXT", N_("Where it is written, such as “minutes.docx §4.2”.")),
        searched=True,
    ),
    Definition(
        "tags", "texts", N_("tags"),
        option=Option(
            "tag", "TAG", N_("A word to find it by."),
            add=N_("Add a tag."), remove=N_("Remove a tag."),
        ),
        searched=True, group=5,
    ),
    Definition("created", "moment", N_("created"), sort=8),
    Definition("closed", "day", N_("closed"), unit="closing", sort=9),
    Definition(
        "outcome", "text", N_("outcome"),
        option=Option("outcome", "TEXT", N_("What came of it."), shared=False),
        unit="closing", searched=True,
    ),
    Definition(
        "details", "long", N_("details"),
        option=Option("details", "TEXT", N_("Details that do not fit in the summary.")),
        searched=True,
    ),
    Definition("progress", "progress", N_("progress"), searched=True),
    Definition("was", "texts", N_("earlier number"), searched=True),
    Definition("withdrawn", "day", N_("withdrawn"), hidden=True),
)  # fmt: skip
"""The fields of an action by name, in file order."""

MEETING = _table(
    Definition("uid", "text", hidden=True),
    Definition("id", "text", N_("number")),
    Definition(
        "body", "text", N_("body"),
        option=Option("body", "BODY", N_("The body that meets.")),
        read_as="body",
    ),
    Definition(
        "title", "text", N_("title"),
        option=Option("title", "TEXT", N_("The title, if it is more than a meeting of the body.")),
    ),
    Definition(
        "start", "start", N_("start"),
        option=Option("start", "WHEN", N_("The day, with a time: “5 march 10:00”.")),
        read_as="start", unit="time",
    ),
    Definition(
        "window", "text", N_("to be planned"),
        option=Option(
            "window", "PERIOD", N_("The period of a meeting that is not planned yet."), after="end"
        ),
        read_as="window", unit="time",
    ),
    Definition(
        "end", "start", N_("end"),
        option=Option("end", "WHEN", N_("The end; a time alone is on the same day.")),
        unit="time",
    ),
    Definition(
        "location", "text", N_("location"),
        option=Option("location", "TEXT", N_("Where it meets.")),
    ),
    Definition(
        "url", "text", N_("url"),
        option=Option("url", "URL", N_("Where to join or read.")),
        read_as="url",
    ),
    Definition(
        "status", "text", N_("status"),
        option=Option(
            "tentative", "", N_("The date may still change."), after="notes", flag=True
        ),
        read_as="tentative",
        choices={
            "confirmed": N_("confirmed"),
            "tentative": N_("tentative"),
            "cancelled": N_("cancelled"),
        },
    ),
    Definition(
        "papers", "day", N_("papers"),
        option=Option("papers", "WHEN", N_("The day on which the papers must be in.")),
    ),
    Definition(
        "participants", "texts", N_("participants"),
        option=Option("participant", "NAME", N_("Who takes part, separated by commas.")),
    ),
    Definition(
        "agenda", "texts", N_("agenda"),
        option=Option("agenda", "TEXT", N_("An item of the agenda.")),
        read_as="lines",
    ),
    Definition(
        "notes", "long", N_("notes"),
        option=Option("notes", "TEXT", N_("Anything else.")),
    ),
    Definition("withdrawn", "day", N_("withdrawn"), hidden=True),
)  # fmt: skip
"""The fields of a meeting by name, in file order."""

BODY = _table(
    Definition(
        "title", "text", N_("title"),
        option=Option("title", "TEXT", N_("The name of the body in full.")),
    ),
    Definition(
        "slug", "text", N_("short name in ids"),
        option=Option("slug", "TEXT", N_("How the ids of its meetings begin.")),
        read_as="slug",
    ),
    Definition("was", "texts", N_("earlier names")),
)  # fmt: skip
"""The fields of a body of register.toml by name, in file order."""

PERSON = _table(
    Definition(
        "organisation", "text", N_("organisation"),
        option=Option("organisation", "TEXT", N_("The organisation that they work for.")),
    ),
    Definition(
        "role", "text", N_("role"), option=Option("role", "TEXT", N_("What they are there."))
    ),
    Definition(
        "email", "text", N_("e-mail"),
        option=Option("email", "MAIL", N_("Their e-mail address; it is never published.")),
        read_as="email",
    ),
    Definition(
        "bodies", "texts", N_("bodies"),
        option=Option(
            "body", "BODY", N_("The bodies that they sit in, separated by commas."),
            add=N_("Add a body."), remove=N_("Remove a body."),
        ),
        read_as="bodies",
    ),
    Definition("was", "texts", N_("earlier names")),
)  # fmt: skip
"""The fields of a person of register.toml by name, in file order."""

ACTION_KINDS: Mapping[str, Kind] = MappingProxyType({f.name: f.kind for f in ACTION.values()})
MEETING_KINDS: Mapping[str, Kind] = MappingProxyType({f.name: f.kind for f in MEETING.values()})

NAMES: Mapping[str, tuple[Definition, ...]] = MappingProxyType(
    {
        name: tuple(table[name] for table in (ACTION, MEETING) if name in table)
        for name in (*ACTION, *MEETING)
    }
)
"""The rows of records with each name: of an action, of a meeting, or both in this order."""

HIDDEN = frozenset(name for name, rows in NAMES.items() if all(row.hidden for row in rows))
"""The names of the fields that people never see."""


def of(record: Record | type[Record]) -> Mapping[str, Definition]:
    """Return the table for a record or for a type of record: `ACTION` or `MEETING`."""
    is_action = isinstance(record, Action) or record is Action
    return ACTION if is_action else MEETING


def of_listed(entry: Listed | type[Listed]) -> Mapping[str, Definition]:
    """Return the table for a body or a person of register.toml, or for that type."""
    return PERSON if isinstance(entry, Person) or entry is Person else BODY


def kinds(record: Record) -> Mapping[str, Kind]:
    """Return the kind of every field of `record`, in file order."""
    return ACTION_KINDS if isinstance(record, Action) else MEETING_KINDS


def listed_kinds(entry: Listed | type[Listed]) -> Mapping[str, Kind]:
    """Return the kind of every field of a body or a person, in file order."""
    return {field.name: field.kind for field in of_listed(entry).values()}


def units(table: Mapping[str, Definition]) -> tuple[tuple[str, ...], ...]:
    """Return the merge units of a table, each as the names of its fields."""
    names: dict[str, list[str]] = {}
    for field in table.values():
        if field.unit:
            names.setdefault(field.unit, []).append(field.name)
    return tuple(map(tuple, names.values()))


def options(table: Mapping[str, Definition]) -> list[tuple[Definition, Option]]:
    """Return each field that has an option, with it, in the order of help texts."""
    pairs = [(field, field.option) for field in table.values() if field.option]
    ordered = [pair for pair in pairs if not pair[1].after]
    for pair in pairs:
        if pair[1].after:
            place = [option.name for _field, option in ordered].index(pair[1].after)
            ordered.insert(place + 1, pair)
    return ordered


def with_choices(table: Mapping[str, Definition]) -> tuple[Definition, ...]:
    """Return the fields whose values are limited to choices."""
    return tuple(field for field in table.values() if field.choices)
