"""`actiepunt manual`: the man page; the build of the package calls it."""

from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.i18n import _


@group.command("manual", _("Print the man page, in the form of man(7)."), hidden=True)
def command() -> Answer:
    """Answer with the text of the man page."""
    from actiepunt.cli import manual

    return Answer(raw=manual.page().encode())
