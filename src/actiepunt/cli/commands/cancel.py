"""`actiepunt cancel`: a change of status, made by `cli.status`."""

from actiepunt.cli.status import status_command
from actiepunt.i18n import _

command = status_command(
    "cancel",
    _("Cancel an action: it need not be done any more."),
    example='actiepunt cancel 14 --outcome "De provincie doet het"',
)
