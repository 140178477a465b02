"""The new texts of data files: the smallest edits for a change, read back before they are used."""

from collections.abc import Mapping

from actiepunt.core.diff import Difference
from actiepunt.core.model import ACTIONS_FILE, CALENDAR_FILE, Record, Register
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.storage.datafiles import Snapshot
from actiepunt.tomlfile import edit, read


def texts(
    before: Snapshot,
    after: Register,
    differences: list[Difference],
    written: Mapping[str, str],
) -> dict[str, str]:
    """Return the new texts of the changed files; each is parsed again and equals the model.

    Args:
        before: The data files.
        after: The changed register.
        differences: What differs between the two.
        written: Whole block texts by uid, for records that a person wrote in an editor.

    Raises:
        ActiepuntError: a text could not be edited to say exactly the changed model.
    """
    new_texts: dict[str, str] = {}
    for difference in differences:
        file, index = _place(before.register, difference)
        old, new = difference.old, difference.new
        text = new_texts.get(file, before.texts.get(file, ""))
        if new is None:
            raise ActiepuntError(_("records are not deleted"), _("Cancel it instead."))
        if old is None:
            text = edit.append(text, new)
        elif new.uid in written:
            text = edit.replace_block(text, index, new, written[new.uid])
        else:
            text = edit.change(text, index, old, new)
        new_texts[file] = text
    _demand_equal(before, after, new_texts)
    return new_texts


def _place(register: Register, difference: Difference) -> tuple[str, int]:
    """Return the file of a record and the number of its block from 0; -1 for a new record."""
    if difference.old is not None:
        for file, index, record in register.blocks():
            if record is difference.old:
                return file, index
    return (ACTIONS_FILE if difference.is_action else CALENDAR_FILE), -1


def _demand_equal(before: Snapshot, after: Register, new_texts: Mapping[str, str]) -> None:
    """Refuse texts that do not hold exactly the records of `after`.

    Raises:
        ActiepuntError: a text holds other records, or a fault where there was none before.
    """
    for file, text in new_texts.items():
        records, faults = read.records(text, file, read.table_in(file))
        if file == CALENDAR_FILE:
            expected: tuple[Record, ...] = after.meetings
        else:
            expected = after.actions if file == ACTIONS_FILE else after.archive[file]
        if records != expected or (faults and not before.faults):
            raise ActiepuntError(
                _("{file} could not be edited safely, and nothing was written").format(file=file),
                _("Make this change by hand, then `actiepunt save`; please report this."),
            )
