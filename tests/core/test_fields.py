"""The table of fields: it agrees with the model, and everybody who needs a field finds it there."""

from datetime import date, datetime
from typing import get_args

import pytest

from actiepunt.cli.fields import READERS
from actiepunt.cli.inputs import choice
from actiepunt.core import fields, labels, merge, query
from actiepunt.core.fields import ACTION, MEETING, Definition
from actiepunt.core.model import CLOSED, Action, Body, Listed, Meeting, Person, Record, Status
from actiepunt.errors import UsageError
from actiepunt.i18n import translator

EMPTY = {
    "text": "", "long": "", "texts": (), "day": None, "moment": None, "due": None, "start": None,
    "progress": (),
}  # fmt: skip
EVERY = [*ACTION.values(), *MEETING.values()]
LISTED = [*fields.BODY.values(), *fields.PERSON.values()]
PRIORITY = Definition("priority", "text", choices={"high": "high", "low": "low"}, ranked=True)


@pytest.mark.parametrize("record", [Action(), Meeting()])
def test_the_table_has_each_field_of_the_model_once_in_file_order(record: Record) -> None:
    table = fields.of(record)

    assert [field.name for field in table.values()] == [*record._fields] == [*table]
    assert fields.of(type(record)) is table
    for field in table.values():
        usual = getattr(record, field.name)
        assert usual == EMPTY[field.kind] or usual in field.choices


@pytest.mark.parametrize("entry", [Body(), Person()])
def test_so_do_the_tables_of_what_register_toml_lists(entry: Listed) -> None:
    table = fields.of_listed(entry)

    assert [*table] == [*entry._fields] == [*fields.listed_kinds(type(entry))]
    for field in table.values():
        assert field.label
        assert getattr(entry, field.name) == EMPTY[field.kind]


def test_the_choices_of_a_status_are_those_of_the_model() -> None:
    assert (*ACTION["status"].choices,) == get_args(Status)
    assert set(ACTION["status"].choices) >= CLOSED


@pytest.mark.parametrize("field", EVERY, ids=lambda field: field.name)
def test_every_field_has_what_people_need_of_it(field: Definition) -> None:
    dutch = translator("nl")

    assert bool(field.label) != (field.name == "uid")
    assert labels.label(field.name, dutch) == (dutch(field.label) if field.label else "uid")
    for value, word in field.choices.items():
        assert labels.value(value, dutch, field.name) == dutch(word)
    if field.option:
        assert field.reader in READERS
        assert field.option.help
        assert field.option.metavar or field.choices
    if field.is_typed and field.choices:
        assert field.reader == "choice"


def test_a_name_has_one_label_and_one_kind_in_both_tables() -> None:
    for rows in fields.NAMES.values():
        assert len({(row.label, row.kind, row.hidden) for row in rows}) == 1


def test_an_unknown_field_has_no_label() -> None:
    with pytest.raises(KeyError):
        labels.label("colour", str)


def test_every_reader_is_of_some_field_or_for_choices() -> None:
    rows = [*EVERY, *LISTED]
    assert {field.reader for field in rows if field.option} | {"choice"} == set(READERS)


def test_the_keys_of_list_and_the_options_keep_the_order_of_help_texts() -> None:
    assert " ".join(query.SORT_KEYS).startswith(
        "due id owner body status meeting summary created closed"
    )
    assert " ".join(query.GROUP_KEYS).startswith("body owner status meeting tag due")
    assert [option.name for _field, option in fields.options(MEETING)] == [
        "body", "title", "start", "end", "window", "location", "url", "papers", "participant",
        "agenda", "notes", "tentative",
    ]  # fmt: skip
    for places in ([f.sort for f in EVERY if f.sort], [f.group for f in EVERY if f.group]):
        assert sorted(places) == [*range(1, len(places) + 1)]


def test_fields_with_one_unit_are_merged_together() -> None:
    assert {
        Action: (("status", "closed", "outcome"),),
        Meeting: (("start", "window", "end"),),
    } == merge.UNITS


def test_a_choice_is_read_in_any_capitals_and_another_word_is_refused() -> None:
    status = ACTION["status"]

    assert choice("In-Progress", status) == choice(" in progress ", status) == "in-progress"
    assert choice("", status) == ""
    with pytest.raises(UsageError) as refused:
        choice("opne", status)
    assert refused.value.message == "unknown status “opne”"
    assert refused.value.advice == "Did you mean “open”?"


def test_ranked_choices_are_sorted_in_the_order_of_the_table() -> None:
    words = ["zero", "low", "", "high"]

    assert sorted(words, key=lambda word: query._rank(PRIORITY, word))[:2] == ["high", "low"]


def test_every_key_sorts_and_groups_empty_fields_too() -> None:
    filled = Action(
        uid="a" * 16, id="2025-001", summary="Iets", owners=("DB",), body="AB",
        due=date(2025, 3, 6), meeting="ab-2025-01-29",
        created=datetime.fromisoformat("2025-01-29T11:45:00+01:00"), closed=date(2025, 3, 7),
    )  # fmt: skip
    rows = [query.standing(one, {}, date(2025, 3, 5)) for one in (filled, Action(id="2025-002"))]

    for key in query.SORT_KEYS:
        assert len(query.sort(rows, key)) == 2
    for key in query.GROUP_KEYS:
        grouped = query.group(rows, key)
        assert {row.action.id for group in grouped.values() for row in group} == {
            "2025-001", "2025-002",
        }  # fmt: skip
