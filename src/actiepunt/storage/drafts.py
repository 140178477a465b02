"""Drafts: the actions of a meeting that a person has typed and not recorded yet.

A draft is a file in the git folder of the register, replaced in one step after every answer, so
that neither Ctrl-C nor a closed window loses one. An action has its uid from the beginning: where a
command was killed between the commit and the removal of the draft, `not_recorded` tells which
actions are left.
"""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from actiepunt import disk
from actiepunt.core.model import Action, Register
from actiepunt.errors import ActiepuntError
from actiepunt.git.repository import Repository
from actiepunt.i18n import _
from actiepunt.storage import windows
from actiepunt.text import digest

_DAY = re.compile(r"\d{4}-\d\d-\d\d")  # date.fromisoformat also takes 2025-W12, which is a phrase


class Draft(NamedTuple):
    """The typed actions of a meeting.

    Attributes:
        meeting: The id of the meeting.
        saved: The local moment at which the draft was written.
        item: The agenda item of the next action.
        actions: The actions, which have a uid and no number yet.
        unfinished: The fields, by name, that were answered of an action that is not finished.
    """

    meeting: str
    saved: datetime
    item: str = ""
    actions: tuple[Action, ...] = ()
    unfinished: Mapping[str, Any] = MappingProxyType({})

    @property
    def size(self) -> int:
        """The number of actions, the unfinished one included."""
        return len(self.actions) + bool(self.unfinished)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed that is worth keeping."""
        return not self.size

    def not_recorded(self, register: Register) -> "Draft":
        """Return the draft without the actions that are in the register, as people see it."""
        recorded = {record.uid for record in (*register.every_action, *register.withdrawn)}
        return self._replace(actions=tuple(a for a in self.actions if a.uid not in recorded))


@contextlib.contextmanager
def held(repository: Repository, meeting: str) -> Iterator[None]:
    """Keep other windows from the draft of a meeting.

    Raises:
        ActiepuntError: another window holds it, or the git folder is read-only.
    """
    busy = ActiepuntError(
        _("the actions of {meeting} are being taken down in another window").format(
            meeting=meeting
        ),
        _("Go on there, or close that window first."),
    )
    with windows.alone(_path(repository, meeting), busy):
        yield


def save(repository: Repository, draft: Draft) -> None:
    """Write the draft of a meeting in one step.

    Raises:
        ActiepuntError: the disk is full or the folder is read-only; the draft is as it was.
    """
    content = {
        "version": 1,
        "meeting": draft.meeting,
        "saved": draft.saved.isoformat(),
        "item": draft.item,
        "actions": [_to_json(action._asdict()) for action in draft.actions],
        "unfinished": _to_json(draft.unfinished),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    disk.write(_path(repository, draft.meeting), text.encode(errors="surrogatepass"))


def load(repository: Repository, meeting: str) -> Draft | None:
    """Return the draft of a meeting, or None if there is none.

    Raises:
        ActiepuntError: the file cannot be read.
    """
    path = _path(repository, meeting)
    return _read(path) if path.exists() else None


def every(repository: Repository) -> list[Draft]:
    """Return the drafts of all meetings, by meeting; those that cannot be read are left out."""
    drafts = []
    for path in _path(repository, "").parent.glob("draft-*.json"):
        with contextlib.suppress(ActiepuntError):
            drafts.append(_read(path))
    return sorted(drafts, key=lambda draft: draft.meeting)


def remove(repository: Repository, meeting: str) -> None:
    """Remove the draft of a meeting; if that fails, the next command finds it recorded."""
    with contextlib.suppress(OSError):
        _path(repository, meeting).unlink(missing_ok=True)


def _path(repository: Repository, meeting: str) -> Path:
    """Return the file of a meeting; an id that was written by hand may be no file name."""
    return repository.private(f"draft-{digest(meeting)}.json")


def _read(path: Path) -> Draft:
    try:
        content = json.loads(path.read_bytes().decode(errors="surrogatepass"))
        return Draft(
            content["meeting"],
            datetime.fromisoformat(content["saved"]),
            content["item"],
            tuple(Action(**_from_json(fields)) for fields in content["actions"]),
            _from_json(content["unfinished"]),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ActiepuntError(
            _("the kept actions in {file} cannot be read").format(file=path),
            _("Copy from it what you need, and remove the file."),
        ) from error


def _to_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are filled in, or answered as empty, with a day as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in fields.items()
        if name in _FIELDS
    }


def _from_json(fields: Mapping[str, Any]) -> dict[str, Any]:
    values = {name: value for name, value in fields.items() if name in _FIELDS}
    if "owners" in values:
        values["owners"] = tuple(map(str, values["owners"]))
    if isinstance(due := values.get("due"), str) and _DAY.fullmatch(due):
        values["due"] = date.fromisoformat(due)
    return values


_FIELDS = frozenset({"uid", "summary", "owners", "body", "due", "meeting", "item"})
