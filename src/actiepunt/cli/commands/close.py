"""`actiepunt close`: a change of status, made by `cli.status`."""

from actiepunt.cli.status import status_command
from actiepunt.i18n import _

command = status_command(
    "close",
    _("Close an action: it is done."),
    example='actiepunt close 5-8 11 --outcome "Besproken in het DB"',
)
