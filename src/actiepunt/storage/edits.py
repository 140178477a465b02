"""The new texts of data files: the smallest edits for a change, read back before they are used."""

from collections.abc import Mapping, Sequence

from actiepunt.core import listed
from actiepunt.core.diff import Difference
from actiepunt.core.model import (
    ACTIONS_FILE,
    CALENDAR_FILE,
    REGISTER_FILE,
    Record,
    Register,
    Settings,
)
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _
from actiepunt.storage.datafiles import Snapshot
from actiepunt.tomlfile import edit, read
from actiepunt.tomlfile import listed as listed_tables


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
        differences: The records that differ between the two.
        written: Whole block texts by uid, for records that a person wrote in an editor.

    Raises:
        ActiepuntError: a text could not be edited to say exactly the changed model.
    """
    places = {id(record): (file, index) for file, index, record in before.register.blocks()}
    new_texts: dict[str, str] = {}
    changes = listed.between(before.register.settings, after.settings)
    renamed = listed_tables.renames(changes)

    def text_of(file: str) -> str:
        return new_texts.get(file, before.texts.get(file, ""))

    leaving: list[tuple[str, int, Record]] = []
    for difference in differences:
        old, new = difference.old, difference.new
        file, index = places.get(id(old), ("", -1))
        if old is not None and (new is None or difference.is_moved):
            leaving.append((file, index, old))
        if new is None:
            continue
        if old is None or difference.is_moved:
            new_texts[difference.new_file] = edit.append(text_of(difference.new_file), new)
        elif new.uid in written:
            new_texts[file] = edit.replace_block(text_of(file), index, new, written[new.uid])
        else:
            new_texts[file] = edit.change(text_of(file), index, old, new, renamed)
    # The last block goes first, so that the numbers of the blocks before it stay right.
    for file, index, record in sorted(leaving, key=lambda block: block[:2], reverse=True):
        new_texts[file] = edit.remove(text_of(file), index, record)
    if changes:
        new_texts[REGISTER_FILE] = listed_tables.change(text_of(REGISTER_FILE), changes)
    _demand_equal(before, after, new_texts)
    return new_texts


def _demand_equal(before: Snapshot, after: Register, new_texts: Mapping[str, str]) -> None:
    """Refuse texts that do not hold exactly the records and settings of `after`.

    Raises:
        ActiepuntError: a text holds something else, or a fault where there was none before.
    """
    for file, text in new_texts.items():
        expected: Sequence[Record] | Settings
        found: Sequence[Record] | Settings
        if file == REGISTER_FILE:
            expected, (found, faults) = after.settings, read.settings(text, file)
        else:
            found, faults = read.records(text, file, read.table_in(file))
            records: Mapping[str, Sequence[Record]] = {
                ACTIONS_FILE: after.actions,
                CALENDAR_FILE: after.meetings,
                **after.archive,
            }
            expected = records[file]
        if found != expected or (faults and not before.faults):
            raise ActiepuntError(
                _("{file} could not be edited safely, and nothing was written").format(file=file),
                _("Make this change by hand, then `actiepunt save`; please report this."),
            )
