"""`actiepunt body`: the commands of the bodies, each in the module that has its name."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder(
    "body",
    package=__name__,
    section="setup",
    help=_("Add, change and list the bodies."),
    example="actiepunt body list",
)
