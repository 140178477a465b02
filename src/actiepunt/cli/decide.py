"""The questions of `sync` at a terminal: which version of a conflict is right."""

from functools import cache, partial
from typing import Any

from actiepunt.cli import ask, editor, fields, streams
from actiepunt.cli.session import Session
from actiepunt.cli.streams import complain
from actiepunt.core import check, labels
from actiepunt.core.fields import Definition
from actiepunt.core.fields import of as fields_of
from actiepunt.core.model import Action, Record, Register
from actiepunt.core.when import Reader
from actiepunt.errors import UsageError, new_faults
from actiepunt.i18n import _
from actiepunt.sync.resolve import Decision, Question
from actiepunt.text import visible
from actiepunt.views import conflicts


def asker(session: Session) -> Decision:
    """Return the function that asks a person at the terminal to decide a conflict."""

    @cache  # not loaded before the first question: what comes in may mend a faulty register
    def known() -> tuple[Register, Reader]:
        register = session.load().register
        return register, session.reader(register)

    def answer(question: Question) -> Record | None:
        register, reader = known()
        conflict = question.conflict
        _show(question)
        table = fields_of(conflict.record)
        typed = conflict.fields and all(table[field].is_typed for field in conflict.fields)
        sides = {_("theirs"): conflict.ours, _("mine"): conflict.theirs}
        choices = [*sides, *([_("edit")] if typed else [])]
        chosen = ask.choose(_("Which is right"), choices)
        if chosen in sides:
            return sides[chosen]
        while True:
            try:
                edited = _edited(
                    register, reader, conflict.theirs or conflict.record, conflict.fields
                )
                _demand_fit(register, edited)
            except UsageError as error:
                complain(f"{error.message}. {error.advice}")
            else:
                return edited

    return answer


def _show(question: Question) -> None:
    conflict, published = question
    rows = [(_("theirs"), conflicts.theirs(conflict)), (_("mine"), conflicts.mine(conflict))]
    width = max(len(side) for side, _values in rows)
    lines = [f"  {side:{width}}  {values}" for side, values in rows]
    if published:
        lines[0] += f"   ({conflicts.by(published)})"
    record = conflict.record
    lines.insert(0, f"{record.name} {conflicts.title(record)}: {conflicts.about(conflict)}")
    streams.write(*(f"{visible(line)}\n" for line in lines))


def _edited(register: Register, reader: Reader, record: Record, names: tuple[str, ...]) -> Record:
    """Return a record with these fields as a person edits them."""
    for field in names:
        before = getattr(record, field)
        definition = fields_of(record)[field]
        read = partial(_value, register, reader, record, definition)
        if definition.kind == "long" and "\n" in before:
            shown, typed = before, editor.edit_text(before, ".txt")
        else:
            shown = labels.value(before, _, field) if before else ""
            choices = [_(label) for label in definition.choices.values()]
            typed = ask.text(labels.label(field, _), choices, default=shown, check=read)
        if typed is not None and typed != shown:
            record = record._replace(**{field: read(typed)})
    return record


def _demand_fit(register: Register, edited: Record) -> None:
    """Check that an edited record adds no error to the register.

    Raises:
        UsageError: it does.
    """
    table = "actions" if isinstance(edited, Action) else "meetings"
    records = (edited if old.uid == edited.uid else old for old in getattr(register, table))
    changed: dict[str, Any] = {table: tuple(records)}
    after = register._replace(**changed)
    for fault in new_faults(check.run(after), check.run(register)):
        if fault.level == "error":
            raise UsageError(fault.message, fault.advice)


def _value(
    register: Register, reader: Reader, record: Record, field: Definition, typed: str
) -> Any:
    """Return the value of typed text for a field, parsed as `add` and `edit` parse it.

    Raises:
        UsageError: the text cannot be parsed.
    """
    given: Any = typed
    if field.kind == "texts":
        given = tuple(typed.split(";")) if field.has_sentences else (typed,)
    if isinstance(record, Action):
        return fields.action(register, reader, {field.key: given})[field.name]
    return fields.meeting(register, reader, {field.key: given}, record.day)[field.name]
