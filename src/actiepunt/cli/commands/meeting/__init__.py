"""`actiepunt meeting`: the calendar. Its commands are the modules of this package."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder("meeting", package=__name__, help=_("Add, move, cancel and list meetings."))
