"""`actiepunt reopen`: a change of status, made by `cli.status`."""

from actiepunt.cli.status import status_command
from actiepunt.i18n import _

command = status_command(
    "reopen",
    _("Open an action again."),
    example='actiepunt reopen 14 -m "De brief was niet verzonden"',
)
