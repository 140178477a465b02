"""`actiepunt reopen`: see `cli/status.py`."""

from actiepunt.cli.status import status_command
from actiepunt.i18n import _

command = status_command("reopen", _("Open an action again."))
