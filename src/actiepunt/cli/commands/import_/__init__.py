"""`actiepunt import`: records from other programs' files; a module here for each subcommand."""

from actiepunt.cli.group import Folder
from actiepunt.i18n import _

command = Folder("import", package=__name__, help=_("Read records from files of other programs."))
