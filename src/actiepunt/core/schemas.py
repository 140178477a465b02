r"""JSON Schemas of the data files and of the JSON answers, made from the tables of `fields`.

Editors and CI jobs read them: Even Better TOML and taplo complete and check a file while somebody
types. They see that file alone, so what needs the whole register (a number that is used twice, a
meeting that is not in the calendar) is left to `check`. TOML dates reach a schema as text.

Patterns keep to what the regular expressions of ECMAScript, Python and Rust have in common.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from actiepunt.core import fields
from actiepunt.core.fields import Definition, Kind
from actiepunt.core.model import CLOSED, LANGUAGES
from actiepunt.i18n import N_, Translate

Draft = Literal["4", "2020-12"]
Schema = dict[str, Any]

DRAFTS: Mapping[Draft, str] = MappingProxyType(
    {
        "4": "http://json-schema.org/draft-04/schema#",
        "2020-12": "https://json-schema.org/draft/2020-12/schema",
    }
)
"""The drafts of JSON Schema, with their addresses. Even Better TOML reads draft 4."""

_UNSAFE = r"\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"  # see `text.unsafe`
_DAY = r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"  # `due.YEARS`
_TIME = r"[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?"
_OFFSET = r"([Zz]|[+-][0-9]{2}:[0-9]{2})"


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^{pattern}$"}


_LINE = _text(rf"[^\n{_UNSAFE}]*")
_ITEM = _text(rf"[^\n{_UNSAFE}]*[^\s{_UNSAFE}][^\n{_UNSAFE}]*")  # not blank
_PROSE = _text(rf"[^{_UNSAFE}]*")
_DATE = _text(_DAY)


def _object(properties: Mapping[str, Schema], *required: str, **more: Any) -> Schema:
    needed = {"required": [*required]} if required else {}
    return {
        "type": "object", "properties": dict(properties), **needed, "additionalProperties": False,
        **more,
    }  # fmt: skip


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_KINDS: Mapping[Kind, Schema] = MappingProxyType(
    {
        "text": _LINE,
        "long": _PROSE,
        "texts": _list(_ITEM),
        "day": _DATE,
        "moment": _text(f"{_DAY}{_TIME}{_OFFSET}"),
        "due": _ITEM,
        "start": _text(f"{_DAY}({_TIME})?"),
        "progress": _list(_object({"on": _DATE, "text": _ITEM}, "on", "text")),
    }
)
"""The schema of the values of each kind, in a data file."""

_FORMS: Mapping[tuple[str, str], Schema] = MappingProxyType(
    {
        ("action", "uid"): _text("[a-z0-9]{16}"),
        ("action", "id"): _text("[0-9]{4}-[0-9]{3,6}"),
        ("action", "summary"): _ITEM,
        ("action", "body"): {"anyOf": [_ITEM, {"enum": [""]}]},
        ("meeting", "uid"): _text("[a-z0-9]{16}"),
        ("meeting", "id"): _ITEM,
        ("meeting", "body"): {"anyOf": [_ITEM, {"enum": [""]}]},
        ("bodies", "slug"): _text("([a-z0-9]+(-[a-z0-9]+)*)?"),
        ("people", "email"): _text(r"""([^\s@<>,;"']+@[^\s@<>,;"']+)?"""),
    }
)
"""Fields of which the form is stricter than that of their kind; see `check` and `listed_checks`."""


def _field(owner: str, field: Definition, say: Translate) -> Schema:
    """Return the schema of a field, with its label and its help for the editor."""
    content = dict(_FORMS.get((owner, field.name)) or _KINDS[field.kind])
    if field.choices:
        content = {"enum": [*field.choices]}
    told = [say(field.label)] if field.label else []
    if field.option and not field.option.flag:
        told.append(say(field.option.help))
    elif field.choices:
        told.append(" / ".join(f"{name}: {say(text)}" for name, text in field.choices.items()))
    return {**({"description": " – ".join(told)} if told else {}), **content}


def _fields(owner: str, table: Mapping[str, Definition], say: Translate) -> dict[str, Schema]:
    return {name: _field(owner, field, say) for name, field in table.items()}


def actions(say: Translate, _draft: Draft) -> Schema:
    """Return the schema of data/actions.toml and of the files of the archive."""
    still_open = [status for status in fields.ACTION["status"].choices if status not in CLOSED]
    action = _object(
        _fields("action", fields.ACTION, say),
        "summary",
        anyOf=[  # a day of closing if and only if it is closed
            {"properties": {"status": {"enum": still_open}}, "not": {"required": ["closed"]}},
            {"properties": {"status": {"enum": sorted(CLOSED)}}, "required": ["status", "closed"]},
        ],
    )
    return _object({"action": _list(action)})


def calendar(say: Translate, draft: Draft) -> Schema:
    """Return the schema of data/calendar.toml."""
    needs = "dependencies" if draft == "4" else "dependentRequired"
    meeting = _object(
        _fields("meeting", fields.MEETING, say),
        anyOf=[{"required": ["body"]}, {"required": ["title"]}],
        oneOf=[{"required": ["start"]}, {"required": ["window"]}],
        **{needs: {"end": ["start"]}},
    )
    return _object({"meeting": _list(meeting)})


_FLAG: Schema = {"type": "boolean"}


def register(say: Translate, _draft: Draft) -> Schema:
    """Return the schema of data/register.toml."""

    def named(owner: str, table: Mapping[str, Definition]) -> Schema:
        entry = _object(_fields(owner, table, say))
        return {"type": "object", "additionalProperties": entry}

    days = {"type": "array", "items": _DATE, "minItems": 2, "maxItems": 2}
    contents: dict[str, tuple[str, Schema]] = {
        "name": (N_("What the register is called."), _LINE),
        "language": (N_("The language of reports, feeds and commits."), {"enum": [*LANGUAGES]}),
        "timezone": (N_("The time zone of the meetings."), _ITEM),
        "default_duration": (
            N_("How many minutes a meeting takes in the feeds, where nobody said when it ends."),
            {"type": "integer", "minimum": 1, "maximum": 24 * 60},
        ),
        "bodies": (N_("The bodies of the register."), named("bodies", fields.BODY)),
        "people": (N_("The people of the register."), named("people", fields.PERSON)),
        "revoked": (
            N_("How often the secret folder of an owner was revoked."),
            {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        ),
        "holidays": (
            N_("Days on which the board rather does not meet: one, or the first and the last."),
            {"type": "object", "additionalProperties": {"anyOf": [_DATE, days]}},
        ),
        "publish": (
            N_("What is published: without names, everybody is their role everywhere."),
            _object({"names": _FLAG}),
        ),
    }
    return _object(
        {name: {"description": say(text), **content} for name, (text, content) in contents.items()}
    )


_ANYTHING: Schema = {}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NAME: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_CHANGE = {
    "when": _text(f"{_DAY}{_TIME}{_OFFSET}"), "who": _NAME, "id": _NAME, "uid": _MAYBE,
    "field": _NAME, "old": _ANYTHING, "new": _ANYTHING, "reason": _MAYBE, "commit": _NAME,
}  # fmt: skip


def _answer(properties: Mapping[str, Schema], *optional: str) -> Schema:
    """Return the schema of the items of an answer: later versions may add properties."""
    needed = [name for name in properties if name not in optional]
    return _list({"type": "object", "properties": dict(properties), "required": needed})


_SHOWN: Mapping[Kind, Schema] = MappingProxyType(
    {
        "text": _MAYBE,
        "long": _MAYBE,
        "texts": _list(_NAME),
        "day": {**_MAYBE, "format": "date"},
        "moment": {**_MAYBE, "format": "date-time"},
        "due": _MAYBE,
        "start": _MAYBE,
        "progress": _list({"type": "object", "properties": {"on": _NAME, "text": _NAME}}),
    }
)
"""The schema of the values of each kind, in an answer: null where a field is empty."""


def _shown(table: Mapping[str, Definition]) -> dict[str, Schema]:
    """Return the fields of a record in an answer."""
    return {
        name: {"enum": [*field.choices, None]} if field.choices else _SHOWN[field.kind]
        for name, field in table.items()
        if not field.hidden
    }


def answers(_say: Translate, _draft: Draft) -> Schema:
    """Return the schema of every JSON answer; only the kind that was asked for is there."""
    listed = {"name": _NAME}
    counts = {"open", "overdue", "done", "with_deadline", "in_time", "cancelled", "deferrals"}
    items = {
        "actions": _answer(
            {
                **_shown(fields.ACTION),
                "due": _SHOWN["day"],
                "due_text": _MAYBE,
                "overdue": _FLAG,
                "uid": _MAYBE,
                "deferrals": _COUNT,
                "history": _answer(_CHANGE),
            },
            "deferrals", "history",
        ),
        "meetings": _answer({**_shown(fields.MEETING), "uid": _MAYBE}),
        "changes": _answer(_CHANGE),
        "differences": _answer(
            {
                "body": _MAYBE, "kind": _NAME, "id": _NAME, "uid": _MAYBE, "summary": _NAME,
                "times": _COUNT,
                "fields": _answer({"field": _NAME, "old": _ANYTHING, "new": _ANYTHING}),
            }
        ),
        "faults": _answer(
            {
                "file": _MAYBE, "line": {"type": ["integer", "null"]}, "field": _MAYBE,
                "level": {"enum": ["error", "warning"]}, "message": _NAME, "advice": _MAYBE,
                "uid": _MAYBE,
            }
        ),
        "bodies": _answer({**listed, **_shown(fields.BODY)}),
        "people": _answer({**listed, **_shown(fields.PERSON)}),
        "stats": _answer(
            {
                "kind": {"enum": ["total", "body", "owner"]}, "name": _NAME,
                "days": {"type": ["number", "null"]}, **dict.fromkeys(sorted(counts), _COUNT),
                "open_by_month": {"type": "object", "additionalProperties": _COUNT},
            },
            "open_by_month",
        ),
    }  # fmt: skip
    return {
        "type": "object",
        "properties": {"version": {"enum": [1]}, **items},
        "required": ["version"],
        "minProperties": 2,
    }


SCHEMAS: Mapping[str, tuple[str, Callable[[Translate, Draft], Schema]]] = MappingProxyType(
    {
        "actions": (N_("The actions of a register"), actions),
        "calendar": (N_("The meetings of a register"), calendar),
        "register": (N_("The settings of a register"), register),
        "json": (N_("The JSON answers of actiepunt"), answers),
    }
)
"""Each schema by name: its title, and the function that makes it for a language and a draft."""


def schema(name: str, draft: Draft, say: Translate) -> Schema:
    """Return a schema of `SCHEMAS` for a draft, its texts in the language of `say`."""
    title, make = SCHEMAS[name]
    return {"$schema": DRAFTS[draft], "title": say(title), **make(say, draft)}
