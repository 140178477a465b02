"""`actiepunt meeting`: the commands of the calendar, each in the module that has its name."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder(
    "meeting",
    package=__name__,
    section="meetings",
    help=_("Add, move, cancel and list meetings."),
    example="actiepunt meeting list",
)
