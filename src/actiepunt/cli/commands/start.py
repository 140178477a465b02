"""`actiepunt start`: a change of status, made by `cli.status`."""

from actiepunt.cli.status import status_command
from actiepunt.i18n import _

command = status_command(
    "start", _("Say that work on an action has begun."), example="actiepunt start 14"
)
