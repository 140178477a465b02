"""`actiepunt person`: the commands of the people, each in the module that has its name."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder(
    "person",
    package=__name__,
    section="setup",
    help=_("Add, change and list the people."),
    example="actiepunt person list",
)
