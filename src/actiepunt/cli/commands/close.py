"""`actiepunt close`: see `cli/status.py`."""

from actiepunt.cli.status import status_command
from actiepunt.i18n import _

command = status_command("close", _("Close an action: it is done."))
