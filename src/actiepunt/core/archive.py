"""The archive: a file for each year, with the actions that were closed in it."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import accumulate

from actiepunt.core.model import ACTIONS_FILE, ARCHIVE_DIR, Action, Register
from actiepunt.core.query import number_key

_FILE = re.compile(rf"{ARCHIVE_DIR}/actions-(\d{{4}})\.toml")


def file_of(year: int) -> str:
    """Return the file of the actions that were closed in a year."""
    return f"{ARCHIVE_DIR}/actions-{year:04}.toml"


def year_of(file: str) -> int | None:
    """Return the year of a file of the archive; None where its name has none."""
    match = _FILE.fullmatch(file)
    return int(match[1]) if match else None


def closed_before(register: Register, year: int) -> dict[str, list[Action]]:
    """Return the actions outside the archive that were closed before a year, by their new file.

    The oldest file comes first. A withdrawn action stays where it is.
    """
    files: dict[str, list[Action]] = {}
    for action in register.actions:
        closed = action.closed if action.is_closed and not action.withdrawn else None
        if closed and closed.year < year:
            files.setdefault(file_of(closed.year), []).append(action)
    return dict(sorted(files.items()))


def move(register: Register, files: Mapping[str, str]) -> Register:
    """Return the register with actions moved to other files.

    An action gets the place behind the last one with a lower number, so that an action that moves
    to the archive and back stands where it stood.

    Args:
        register: The register.
        files: The new file of each action that moves, by uid.
    """
    content = {ACTIONS_FILE: register.actions, **register.archive}
    staying: dict[str, list[Action]] = {}
    arriving: dict[str, list[Action]] = {}
    for file, actions in content.items():
        staying[file] = []
        for action in actions:
            to = files.get(action.uid, file)
            (staying[file] if to == file else arriving.setdefault(to, [])).append(action)
    moved = {
        file: _inserted(staying.get(file, []), arriving.get(file, ()))
        for file in dict.fromkeys((*staying, *arriving))
    }
    actions = moved.pop(ACTIONS_FILE)
    return register._replace(actions=actions, archive=dict(sorted(moved.items())))


def _inserted(staying: Sequence[Action], arriving: Iterable[Action]) -> tuple[Action, ...]:
    """Return actions with others inserted, each behind the last that has a lower number."""
    keys = [number_key(action.id) for action in staying]
    lowest_left = list(accumulate(reversed(keys), min))[::-1]  # from each place to the end
    placed = [(place, 0, (0, 0), action) for place, action in enumerate(staying)]
    for action in arriving:
        key = number_key(action.id)
        placed.append((bisect_left(lowest_left, key) - 1, 1, key, action))
    return tuple(action for *_place, action in sorted(placed, key=lambda each: each[:3]))


def misplaced(register: Register) -> dict[str, str]:
    """Return the file where each action of the archive belongs that is in another one, by uid.

    An open action belongs in data/actions.toml, a closed one in the file of its year.
    """
    files: dict[str, str] = {}
    for file, actions in register.archive.items():
        for action in (action for action in actions if not action.withdrawn):
            if not action.is_closed:
                files[action.uid] = ACTIONS_FILE
            elif action.closed and year_of(file) not in {None, action.closed.year}:
                files[action.uid] = file_of(action.closed.year)
    return files


def settle(register: Register, uids: Collection[str]) -> Register:
    """Return the register with each of these actions in the file where it belongs."""
    files = {uid: file for uid, file in misplaced(register).items() if uid in uids}
    return move(register, files) if files else register
