"""Checks of the archive: what is in it is closed, and in the file of its year."""

from collections.abc import Callable, Iterator

from actiepunt.core import archive
from actiepunt.core.earlier_names import HasRegister
from actiepunt.core.model import ACTIONS_FILE, Action, record_key
from actiepunt.errors import Fault
from actiepunt.i18n import _


def _archived(context: HasRegister) -> Iterator[tuple[str, int, Action]]:
    """Yield the actions of the archive that are not withdrawn, with their file and block."""
    for file, actions in context.register.archive.items():
        for index, action in enumerate(actions):
            if not action.withdrawn:
                yield file, index, action


def closed(context: HasRegister) -> Iterator[Fault]:
    """No action of the archive is open: `list` would not show it."""
    for file, index, action in _archived(context):
        if not action.is_closed:
            message = _("{number} is in the archive and not closed").format(number=action.id)
            advice = _("Move its block to {file}, or close it there.").format(file=ACTIONS_FILE)
            yield Fault(
                message, "error", file, index, "status", advice=advice, record=record_key(action)
            )


def years(context: HasRegister) -> Iterator[Fault]:
    """Warn for an action that is not in the file of the year in which it was closed."""
    for file, index, action in _archived(context):
        year = archive.year_of(file)
        if year and action.closed and action.closed.year != year:
            message = _("{number} was closed in {year}, and is in another year's file").format(
                number=action.id, year=action.closed.year
            )
            advice = _("Move its block to {file}.").format(file=archive.file_of(action.closed.year))
            yield Fault(
                message, "warning", file, index, "closed", advice=advice, record=record_key(action)
            )


CHECKS: tuple[Callable[[HasRegister], Iterator[Fault]], ...] = (closed, years)
