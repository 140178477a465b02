"""`actiepunt export`: the register for other programs; a module here for each subcommand."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder(
    "export",
    package=__name__,
    section="sharing",
    help=_("Write the register for other programs."),
    example="actiepunt export xlsx -o actielijst.xlsx",
)
