"""`actiepunt merge-driver`: what git calls to merge a data file."""

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
)
@click.option("--bases", is_flag=True, help=_("Both sides are bases of a merge: settle conflicts"))
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
    """Answer with how many conflicts stay."""
    from actiepunt.storage import merge_driver
    from actiepunt.tomlfile.merge import PLAIN, Labels

    versions = [disk.absolute(version) for version in (before, ours, theirs)]
    said = [visible(label) for label in labels if not label.startswith("%")]
    words = said if len(said) == 2 else PLAIN
    beside = Labels(words[0], words[1], size)
    count = merge_driver.merge_files(
        versions[0], versions[1], versions[2], path, beside, bases=bases
    )
    if not count:
        return Answer()
    told = ngettext(
        "{file}: {count} conflict, between markers",
        "{file}: {count} conflicts, between markers",
        count,
    )
    return Answer(notes=[told.format(file=path, count=count)], exit_code=3)
