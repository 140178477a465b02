"""`actiepunt merge-driver`: the merge of a data file, called by git (see gitattributes(5))."""

import click

from actiepunt import disk
from actiepunt.cli import group
from actiepunt.cli.answer import Answer
from actiepunt.i18n import _, ngettext
from actiepunt.text import visible


@group.command(
    "merge-driver",
    _(
        "Merge three versions of a data file by record and field; git calls this.\n\n"
        "The result replaces OURS. Exit code 3 where a conflict stays, between markers."
    ),
    hidden=True,
)
@click.option(
    "--bases", is_flag=True, help=_("Both sides are bases of a merge: resolve all conflicts")
)
@click.argument("before", metavar="BASE")
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS")
@click.argument("size", metavar="MARKER-SIZE", type=click.IntRange(1, 1000))
@click.argument("path", metavar="PATH")
@click.argument("labels", metavar="[LABELS]", nargs=-1)
def command(
    before: str,
    ours: str,
    theirs: str,
    size: int,
    path: str,
    labels: tuple[str, ...],
    *,
    bases: bool,
) -> Answer:
    """Answer with the number of conflicts that stay between markers, with exit code 3."""
    from actiepunt.storage import merge_driver
    from actiepunt.tomlfile.merge import PLAIN, Labels

    versions = [disk.absolute(version) for version in (before, ours, theirs)]
    # A git without the placeholders for labels passes them unexpanded.
    expanded = [visible(label) for label in labels if not label.startswith("%")]
    names = expanded if len(expanded) == 2 else PLAIN
    markers = Labels(names[0], names[1], size)
    count = merge_driver.merge_files(
        versions[0], versions[1], versions[2], path, markers, bases=bases
    )
    if not count:
        return Answer()
    note = ngettext(
        "{file}: {count} conflict, between markers",
        "{file}: {count} conflicts, between markers",
        count,
    )
    return Answer(notes=[note.format(file=path, count=count)], exit_code=3)
