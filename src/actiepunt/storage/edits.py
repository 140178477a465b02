"""The new texts of data files: the smallest edits for a change, read back before they are used."""

from collections.abc import Mapping, Sequence

from actiepunt.core import listed
from actiepunt.core.diff import Difference
from actiepunt.core.model import (
    ACTIONS_FILE,
    ARCHIVE_DIR,
    CALENDAR_FILE,
    REGISTER_FILE,
    Record,
    Register,
    Settings,
)
from actiepunt.errors import ActiepuntError
from actiepunt.i18n import _, translator
from actiepunt.storage import schema_files
from actiepunt.storage.datafiles import Snapshot
from actiepunt.tomlfile import edit, move, read
from actiepunt.tomlfile import listed as listed_tables

_Changed = dict[int, tuple[Record, Record]]  # by the index of the block
_Block = tuple[str, int, Record]  # the file, the index there, and the record


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
        differences: The records that differ between the two; those that moved to another file
            first go there as they are.
        written: Whole block texts by uid, for records that a person wrote in an editor.

    Raises:
        ActiepuntError: a text could not be edited to say exactly the changed model.
    """
    new_texts, moved = _moved(before, after, differences)
    changes = listed.between(before.register.settings, after.settings)
    renamed = listed_tables.renames(changes)

    def text_of(file: str) -> str:
        return new_texts.get(file, before.texts.get(file, ""))

    changed, added, leaving = _sorted_out(moved, differences)
    for file, several in changed.items():
        by_hand = {index: new for index, (_old, new) in several.items() if new.uid in written}
        ours = {index: pair for index, pair in several.items() if index not in by_hand}
        new_texts[file] = edit.change_several(text_of(file), ours, renamed)
        for index, new in by_hand.items():
            new_texts[file] = edit.replace_block(text_of(file), index, new, written[new.uid])
    for file, records in added.items():
        new_texts[file] = edit.append(text_of(file), *records)
    # The last block goes first, so that the numbers of the blocks before it stay right.
    for file, index, record in sorted(leaving, key=lambda block: block[:2], reverse=True):
        new_texts[file] = edit.remove(text_of(file), index, record)
    if changes:
        new_texts[REGISTER_FILE] = listed_tables.change(text_of(REGISTER_FILE), changes)
    _demand_equal(before, after, new_texts)
    return new_texts


def _moved(
    before: Snapshot, after: Register, differences: list[Difference]
) -> tuple[dict[str, str], Register]:
    """Return the new texts of files of which blocks moved, and the register after those moves."""
    files = {
        file for each in differences if each.is_moved for file in (each.old_file, each.new_file)
    }
    if not files:
        return {}, before.register
    known = {action.uid: action for action in before.register.every_action}
    now = {ACTIONS_FILE: after.actions, **after.archive}
    order = {file: [a.uid for a in now.get(file, ()) if a.uid in known] for file in sorted(files)}
    say = translator(after.settings.language)
    heading = f"# {say('Closed actions, moved here by `actiepunt archive`.')}\n"
    if before.texts.get(ACTIONS_FILE, "").startswith(schema_files.heading(ACTIONS_FILE)):
        heading = f"{schema_files.heading(ARCHIVE_DIR)}\n{heading}"
    new_texts = move.arrange({file: before.texts.get(file, "") for file in files}, order, heading)
    there = {ACTIONS_FILE: before.register.actions, **before.register.archive}
    there |= {file: tuple(known[uid] for uid in uids) for file, uids in order.items()}
    actions = there.pop(ACTIONS_FILE)
    return new_texts, before.register._replace(actions=actions, archive=there)


def _sorted_out(
    register: Register, differences: list[Difference]
) -> tuple[dict[str, _Changed], dict[str, list[Record]], list[_Block]]:
    """Return by file the records that change there, and those that are added; and what leaves."""
    places = {id(record): (file, index) for file, index, record in register.blocks()}
    changed: dict[str, _Changed] = {}
    added: dict[str, list[Record]] = {}
    leaving: list[_Block] = []
    for difference in differences:
        old, new = difference.old, difference.new
        file, index = places.get(id(old), ("", -1))
        if new is None:
            leaving += [(file, index, old)] if old is not None and file else []
        elif old is None:
            added.setdefault(difference.new_file, []).append(new)
        else:
            changed.setdefault(file, {})[index] = old, new
    return changed, added, leaving


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
