"""`actiepunt import`: records from other programs' files; a module here for each subcommand."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder(
    "import",
    package=__name__,
    section="sharing",
    help=_("Read actions and meetings from files of other programs."),
    example="actiepunt import csv actielijst.csv --dry-run",
)
